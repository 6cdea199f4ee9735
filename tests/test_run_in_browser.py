"""A book, and a plan, run in a real Chromium, from a server and from a disk: through reload, two runs, a jump, to a sound record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml
from browsing import PHONE, TIMEOUT, too_wide
from conftest import ROOT, SETTINGS, build_site, served, write_base
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pypdf import PdfReader
from run_base import run_base
from small_base import NOON
from test_accessibility import serious
from test_print import squeezed

from generators import address, knowledge
from generators.measures import paces
from generators.records.version import version_of
from generators.site.pages import record as record_page
from generators.site.run_files import Step
from generators.words import say

pytestmark = pytest.mark.browser
LATER = datetime.fromisoformat("2026-03-21T12:00:00+08:00")
KEPT = "Object.keys(localStorage).filter(one => one.startsWith('kb-run '))"


def text(key: str, **slots: Any) -> str:
    return say(f"run.script.{key}", **slots)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("run")
    settings = SETTINGS + f'as_of = "{NOON.isoformat()}"\n'.encode()
    write_base(root / "base", {**run_base(), "pyproject.toml": settings})
    build_site(root / "base", root / "site")
    return root / "site"


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "file":
        yield folder.as_uri() + "/"
        return
    with served(folder) as found:
        yield found


def phone(browser: Browser, **options: Any) -> BrowserContext:
    size: Any = PHONE
    context = browser.new_context(viewport=size, **options)
    context.set_default_timeout(TIMEOUT)
    return context


def opened(context: BrowserContext, home: str, book: str, faults: list[str]) -> Page:
    page = context.new_page()
    if home.startswith("http"):  # what the theme wants to fetch from a disk is no fault of a run
        page.on("console", lambda one: faults.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.clock.install(time=NOON)
    page.goto(home + address.record(book) + ("index.html" if home.startswith("file") else ""))
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def done(page: Page) -> None:
    press(page, text("act.done"))


def lacking(page: Page) -> list[str]:
    return page.locator(".itss-run-bar .itss-run-miss a").all_inner_texts()


def at(page: Page, number: int, of: int = 5) -> None:
    expect(page.locator(".itss-run-row b")).to_have_text(text("step", number=number, of=of))


def start(page: Page, target: str) -> None:
    """Begin a run, which wants to know who and on what."""
    press(page, text("begin"))
    expect(page.locator(".itss-run-miss")).to_contain_text(text("operator"))
    page.get_by_label(text("operator")).select_option("P-001")
    page.get_by_label(text("target")).fill(target)
    page.locator("#run-reported").fill("11:50")
    press(page, text("begin"))


def made(page: Page) -> dict[str, Any]:
    """The record that a run gives, as its file says it."""
    found = page.locator(".kb-result pre")
    expect(found).to_contain_text("# kind: execution")
    assert page.locator(".itss-run-faults li").all_inner_texts() == []
    data: dict[str, Any] = yaml.load(found.inner_text(), yaml.BaseLoader)  # noqa: S506 - texts only
    return {"text": found.inner_text(), **data}


def test_a_whole_run_gives_sound_records_and_leaves_nothing_behind(browser: Browser, home: str) -> None:
    faults: list[str] = []
    context = phone(browser)
    page = opened(context, home, "RB-DISK", faults)
    press(page, say("runbook.script.go"))
    assert serious(page, "light") == []
    start(page, "一台应用服务器")
    noted(page)
    agreed(page)
    out_of_limits(page)
    second = in_the_other_book(page, is_served=home.startswith("http"))
    at_once(page)
    if home.startswith("http"):  # closed and started again: both are offered
        again = phone(browser, storage_state=context.storage_state())
        other = opened(again, home, "RB-DISK", faults)
        press(other, text("go.kept", count=2))
        assert other.locator(".itss-run-kept li").count() == 2
        again.close()
    dropped(page)
    handed_over(page)
    first = ended(page)
    handed_in(page, is_served=home.startswith("http"))
    context.close()
    assert faults == []
    held(first, second)


def noted(page: Page) -> None:
    """The first step: nothing is ticked without the value that the book asks for; what is typed outlives a reload."""
    at(page, 1)
    assert lacking(page) == [text("lack.value")]
    tick = page.get_by_role("button", name=text("act.done"), exact=True)
    assert tick.get_attribute("aria-disabled") == "true"
    page.locator("#run-value").fill("/data/log")
    page.reload()
    at(page, 1)
    assert page.locator("#run-value").input_value() == "/data/log"
    page.locator(".itss-clock-button").first.click()  # answered
    done(page)


def agreed(page: Page) -> None:
    """The second step: who agreed when, and what to beware of; it fits the screen, its buttons a thumb."""
    at(page, 2)
    assert lacking(page) == [text("lack.consent"), text("lack.sure")]
    assert page.locator("#run-agreed_by").input_value() == "甲方项目负责人"  # the post, never the consent
    assert [too_wide(page), serious(page, "light"), serious(page, "phone")] == [[], [], []]
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert serious(page, "dark") == []
    buttons = page.locator(".itss-run button:visible, .itss-run a.itss-button:visible").all()
    boxes = [box for one in buttons if (box := one.bounding_box())]
    assert [one for one in boxes if one["height"] < 44] == []
    bar = page.locator(".itss-run-bar").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= PHONE["height"]
    page.locator(".itss-consent button").click()
    page.get_by_label(text("sure"), exact=True).check()
    done(page)


def out_of_limits(page: Page) -> None:
    """The third: a value beyond its limit wants a reason; then away to the other book."""
    at(page, 3)
    page.locator("#run-measured").fill("９１")  # full width
    assert lacking(page) == [text("lack.note")]
    page.locator("#run-note").fill("清了也只到九成一")
    page.locator(".itss-run-step details", has_text=text("else")).locator("summary").first.click()
    page.locator("input[name=run-way]").last.check()
    done(page)


def in_the_other_book(page: Page, *, is_served: bool) -> dict[str, Any]:
    """What the first run knows is there already; it begins where the branch leads, and the first one waits."""
    expect(page.locator("h1").first).to_have_text("数据库空间满")
    expect(page.locator("#run-target")).to_have_value("一台应用服务器")
    assert page.locator("#run-operator").input_value() == "P-001"
    press(page, text("begin"))
    at(page, 2, 2)
    done(page)
    page.get_by_role("button", name=text("check.done")).first.click()
    sent = taking(page) if is_served else []
    press(page, text("make"))
    found = made(page)
    if is_served:
        page.get_by_label(say("entry.script.author"), exact=True).fill("服务经理")
        page.get_by_role("button", name=say("entry.script.submit"), exact=True).click()
        expect(page.locator(".kb-result .kb-told")).to_contain_text(found["id"])
        assert [one["record"]["id"] for one in sent] == [found["id"]]
    else:
        page.get_by_role("button", name=say("entry.script.copy")).click()
        expect(page.locator(".kb-told")).not_to_be_empty()
    page.get_by_role("link", name=text("return", title="磁盘写满了")).click()
    at(page, 4)
    return found


def taking(page: Page) -> list[Any]:
    """Let a server of ours take records: what it was sent."""
    sent: list[Any] = []

    def taken(route: Route) -> None:
        sent.append(route.request.post_data_json)
        name = sent[-1]["record"]["id"]
        route.fulfill(status=201, json={"id": name, "address": address.record(name)})

    page.route("**/_live.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.route("**/_server", lambda route: route.fulfill(json={"accepts": ["execution"], "mode": "commit"}))
    page.route("**/_records/execution", taken)
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: '/_live.js'}))")
    return sent


def at_once(page: Page) -> None:
    """A second run of the book is begun, while the first waits."""
    press(page, text("out"))
    press(page, text("go.kept", count=1))
    assert page.locator(".itss-run-kept li").count() == 1
    page.get_by_label(text("operator")).select_option("P-002")
    page.get_by_label(text("target")).fill("另一台")
    press(page, text("begin"))
    at(page, 1)
    assert len(page.evaluate(KEPT)) == 2


def dropped(page: Page) -> None:
    """It is given up, which is asked twice, and the first goes on."""
    press(page, text("out"))
    press(page, text("go.kept", count=2))
    newest = page.locator(".itss-run-kept li").first
    newest.get_by_role("button").last.click()
    newest.get_by_role("button", name=text("drop.sure")).click()
    page.locator(".itss-run-kept .itss-go").click()
    at(page, 4)


def handed_over(page: Page) -> None:
    """The shift changes; a tick is taken back, and the step skipped instead."""
    log = page.locator(".itss-run-aside details").first
    log.locator("summary").click()
    page.get_by_label(text("shift")).select_option("P-002")
    press(page, text("act.failed"))
    page.locator("#run-note").fill("厂商没有人接")
    press(page, text("sure.failed"))
    at(page, 4)
    log.locator("summary").click()
    press(page, text("undo"))
    page.locator("#run-note").fill("不用请厂商了")
    press(page, text("act.skipped"))
    press(page, text("sure.skipped"))
    at(page, 5)
    done(page)


def ended(page: Page) -> dict[str, Any]:
    """At the end: no success before all was looked at; then the record, and the words for the work group."""
    assert serious(page, "light") == []
    press(page, text("make"))
    told = page.locator(".itss-run-finish > .itss-run-miss")
    expect(told).to_have_text(text("lack.outcome"))
    page.locator("input[name=run-outcome]").first.check()
    press(page, text("make"))
    expect(told).to_have_text(text("not.whole"))
    page.get_by_role("button", name=text("check.done")).first.click()
    page.get_by_label(text("change.why")).fill("只删了轮转过的日志")  # something was altered
    press(page, text("make"))
    found = made(page)
    assert serious(page, "light") == []
    words = page.locator(".itss-run-sum").inner_text()
    assert "甲方项目负责人" in words
    assert "使用率 91 %" in words
    return found


def handed_in(page: Page, *, is_served: bool) -> None:
    """Its moments go to the form of the call; once it is saved, nothing of it stays here."""
    press(page, text("moments.go"))
    way = page.locator(".itss-run-told a")
    expect(way).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name=say("entry.script.download", name="").strip()).click()
    assert page.evaluate(KEPT) == []
    if is_served:
        way.click()
        page.wait_for_selector(".kb-form[data-ready]", state="attached")
        filled = page.evaluate("document.querySelector('.kb-form').kbForm.read()")
        assert filled["runbooks"] == ["RB-DISK"]
        assert filled["reported"] == "2026-03-20T11:50:00+08:00"
        assert filled["responded"].startswith("2026-03-20T12:0")  # when it was tapped


def held(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Both records are sound, the first says what was done, and it stands in its book."""
    path = "records/technology/execution/2026/{}.yaml"
    new = {path.format(one["id"]): one["text"].encode() for one in (first, second)}
    base = knowledge.read({**run_base(), **new, "pyproject.toml": SETTINGS}, LATER)
    assert [one.code for one in base.findings if one.place.path in new] == []
    assert first["no_change_reason"] == "只删了轮转过的日志"
    assert first["runbook_version"] == version_of(run_base()["docs/runbooks/RB-DISK.md"])
    steps = [(one["step"], one["status"], one.get("measured"), one.get("done_by")) for one in first["steps"]]
    assert steps == [
        ("look", "done", None, None),
        ("clean", "done", None, None),
        ("measure", "done", "91", None),
        ("vendor", "skipped", None, "P-002"),
        ("tell", "done", None, "P-002"),
    ]
    assert first["steps"][1]["agreed_by"] == "甲方项目负责人"
    assert text("went", to="").strip() in first["steps"][2]["note"]
    assert [one.id for one in paces.followed(base, "RB-DISK").runs] == [first["id"]]
    page_of = next(one for one in record_page.pages(base) if one.uri == address.record("RB-DISK"))
    assert address.record(first["id"]).removesuffix("/") in page_of.body.replace("../", "r/")


def test_a_phase_of_a_plan_is_run_on_the_site_and_in_the_file_that_holds_the_plan_alone(
    browser: Browser, home: str
) -> None:
    faults: list[str] = []
    context = phone(browser)
    page = opened(context, home, "EP-FLOOD", faults)
    if not home.startswith("http"):
        page.goto(home + address.alone("EP-FLOOD"))
    assert [too_wide(page), serious(page, "light"), serious(page, "phone")] == [[], [], []]
    read_out(page)
    page.locator("#up").click()
    page.get_by_role("button", name=f"{say('runbook.script.phase')} 恢复的次序").click()
    expect(page.locator(".itss-run-radios input[type=checkbox]:checked")).to_have_count(1)
    start(page, "整个平台")
    at(page, 1, 2)
    assert lacking(page) == [text("lack.consent"), text("lack.sure")]
    page.locator(".itss-consent button").click()
    page.get_by_label(text("sure"), exact=True).check()
    done(page)
    at(page, 2, 2)
    expect(page.locator(".itss-run-soon")).to_contain_text("16:00")  # four hours after the step before
    assert serious(page, "light") == []
    done(page)
    page.get_by_role("button", name=text("check.done")).first.click()
    page.get_by_label(text("change.why")).fill("演着玩的，没有动生产")
    press(page, text("make"))
    shown = page.locator(".kb-result pre, .itss-run-acts ~ pre code").first
    expect(shown).to_contain_text("phases:")
    found = shown.inner_text()
    context.close()
    assert faults == []
    data = yaml.load(found, yaml.BaseLoader)  # noqa: S506 - texts only
    path = f"records/technology/execution/2026/{data['id']}.yaml"
    base = knowledge.read({**run_base(), path: found.encode(), "pyproject.toml": SETTINGS}, LATER)
    assert [one.code for one in base.findings if one.place.path == path] == []
    assert (data["runbook"], data["phases"], data["outcome"]) == ("EP-FLOOD", ["up"], "success")
    assert data["runbook_version"] == version_of(run_base()["docs/emergency/EP-FLOOD.md"])
    assert [one["step"] for one in data["steps"]] == ["start", "verify"]


def read_out(page: Page) -> None:
    """What is said when the plan begins: gaps are filled in, what is left is counted, and a reload keeps it."""
    page.locator(".itss-say summary").click()
    page.get_by_label("原因 现象").fill("全部打不开")
    expect(page.locator(".itss-say [role=status]")).to_have_text(say("runbook.script.said.left", count=4))
    page.reload()
    page.locator(".itss-say summary").click()
    message = page.locator(".itss-say pre")
    expect(message).to_contain_text("【启动通知】平台全停了怎么办")
    expect(message).to_contain_text("原因：<时间> 起 全部打不开")
    boxes = [box for one in page.locator(".itss-say button").all() if (box := one.bounding_box())]
    assert [one for one in boxes if one["height"] < 44] == []


def test_the_card_for_the_pocket_is_one_sheet_of_a5_and_the_plan_prints_whole(
    browser: Browser, home: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    version = version_of(run_base()["docs/emergency/EP-FLOOD.md"])
    for there in (address.ALONG + "#EP-FLOOD/card", address.alone("EP-FLOOD") + "#card"):
        page.goto(home + there)
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert [tuple(map(round, one.mediabox[2:])) for one in sheets] == [(420, 595)]
        card = squeezed(sheets[0].extract_text())
        for said in ("EP-FLOOD", version, "平台全停了", "按联络树叫人", "服务经理", "每三十分钟报一次"):
            assert squeezed(said) in card
        page.locator(".itss-pocket-acts a").click()
        expect(page.locator(".itss-pocket")).to_be_hidden()
        expect(page.locator("#said")).to_be_visible()
    page.goto(home + address.alone("EP-FLOOD"))
    page.reload()
    whole = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {tuple(map(round, one.mediabox[2:])) for one in whole} == {(595, 842)}
    booklet = squeezed("".join(one.extract_text() for one in whole))
    for said in (
        version,
        "数漏跑几次",
        "响六声不接就换替补",
        "报告人确认能用",
        "打通的时刻：",
        "签",
        "留给读的人",
    ):
        assert squeezed(said) in booklet
    context.close()


def exercised(page: Page) -> None:
    """The book is run as an exercise of the drill that is to come: no call is asked for."""
    press(page, say("runbook.script.go"))
    expect(page.locator("#run-drill")).to_be_hidden()
    page.get_by_label(text("exercise"), exact=True).check()
    expect(page.locator("#run-incident")).to_be_hidden()
    page.locator("#run-drill").select_option("DR-2026-01")
    assert serious(page, "light") == []
    page.get_by_label(text("operator")).select_option("P-002")
    page.get_by_label(text("target")).fill("测试机")
    press(page, text("begin"))
    expect(page.locator(".itss-run-book")).to_have_text(f"{text('exercise.mark')}磁盘写满了")
    page.locator("#run-value").fill("/data/log")
    done(page)
    page.clock.run_for(240_000)
    page.locator(".itss-consent button").click()
    page.get_by_label(text("sure"), exact=True).check()
    done(page)
    page.locator("#run-measured").fill("70")
    done(page)
    press(page, text("act.skipped"))
    page.locator("#run-note").fill("演练不请厂商")
    press(page, text("sure.skipped"))
    done(page)
    page.get_by_role("button", name=text("check.done")).first.click()
    page.locator("input[name=run-outcome]").first.check()
    page.get_by_label(text("exercise.untouched")).check()
    assert serious(page, "light") == []
    press(page, text("make"))


def completed(page: Page) -> str:
    """The draft of the drill in its form: what only people know is added there, and it is handed over."""
    page.wait_for_selector(".kb-form[data-ready]", state="attached")
    filled = page.evaluate("document.querySelector('.kb-form').kbForm.read()")
    assert (filled["plan"], filled["plan_version"], filled["participants"]) == (
        "EP-FLOOD",
        "1.0",
        ["P-001", "P-002"],
    )
    assert [(one["stage"], one.get("number"), one["event"]) for one in filled["log"]] == [
        ("execute", 2, "看谁占得多：/data/log"),
        ("execute", None, "清理旧日志"),
        ("execute", None, "看使用率：使用率 70 %"),
        ("execute", None, "请厂商看看：跳过，演练不请厂商"),
        ("execute", None, "给报告人回话"),
    ]
    assert "measured_rto_minutes" not in filled  # no step stops a clock
    items = ("scheme", "alarm", "location", "command", "skill", "linkage", "support", "goals", "cost")
    more = {
        "scope": "inside",
        "breadth": "single",
        "scores": [{"item": one, "score": 3, "advice": "下次快些"} for one in items],
        "lessons": [{"code": "l1", "lesson": "旧日志在哪里要先写明"}],
    }
    page.evaluate(
        "more => { const form = document.querySelector('.kb-form').kbForm; form.write({...form.read(), ...more}); form.changed() }",
        more,
    )
    page.get_by_label("结论").fill("照手册走得通，看目录慢了")
    page.locator(".kb-go").first.click()
    found = page.locator(".kb-result pre")
    expect(found).to_contain_text("# kind: drill")
    return found.inner_text()


def test_a_run_as_an_exercise_becomes_a_drill_that_a_clerk_completes(browser: Browser, folder: Path) -> None:
    faults: list[str] = []
    with served(folder) as home:
        context = phone(browser)
        page = opened(context, home, "RB-DISK", faults)
        exercised(page)
        run = made(page)
        assert [run.get(name) for name in ("occasion", "drill", "incident", "no_change_reason")] == [
            "exercise", "DR-2026-01", None, text("exercise.reason"),
        ]  # fmt: skip
        assert text("exercise.mark") in page.locator(".itss-run-sum").inner_text()
        press(page, text("moments.go"))
        way = page.locator(".itss-run-told a")
        expect(way).to_be_visible()
        with page.expect_download():
            page.get_by_role("button", name=say("entry.script.download", name="").strip()).click()
        way.click()
        drill = completed(page)
        context.close()
    assert faults == []
    new = {
        f"records/technology/execution/2026/{run['id']}.yaml": run["text"].encode(),
        "records/technology/drill/2026/DR-2026-01.yaml": drill.encode(),
    }
    base = knowledge.read({**run_base(), **new, "pyproject.toml": SETTINGS}, LATER)
    assert [(one.place.path, one.message) for one in base.findings if one.place.path in new] == []


MEASURED = """([steps, rows]) => kbRunExercise.measured({ steps }, { steps: rows })"""
DRILLED = """([book, run, data, before]) => kbRunExercise.drill(book, run, data, before,
  key => key, { state: one => one, measured: one => "" })"""
DECLARE = ("declare", "done", "09:20:00")


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page that has the scripts and nothing else."""
    page = browser.new_page()
    for name in ("dom", "run/inputs", "run/course", "run/exercise"):
        page.add_script_tag(path=ROOT / f"generators/site/web/assets/kb/{name}.js")
    yield page
    page.close()


def ticks(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"step": step, "status": status, "at": f"2026-05-07T{at}+08:00"} for step, status, at in rows]


def test_what_a_run_measures_goes_from_the_step_that_starts_the_clock_to_the_one_that_stops_it(
    bare: Page,
) -> None:
    assert {"minutes", "after"} <= set(get_type_hints(Step))  # by these a run is told which steps they are
    steps = [
        {"step": "declare"},
        {"step": "database", "minutes": 60, "after": "declare"},
        {"step": "usable", "minutes": 240, "after": "declare"},
    ]

    def took(*rows: tuple[str, str, str]) -> Any:
        return bare.evaluate(MEASURED, [steps, ticks(*rows)])

    assert took(DECLARE, ("database", "done", "10:30:00"), ("usable", "done", "12:44:10")) == 205
    assert took(DECLARE, ("usable", "failed", "12:09:00"), ("usable", "done", "12:45:00")) == 205
    assert took(DECLARE, ("database", "done", "10:30:00"), ("usable", "skipped", "12:45:00")) is None
    assert took(("usable", "done", "12:45:00")) is None


def test_runs_of_one_exercise_come_together_in_one_drill(bare: Page) -> None:
    """A plan is run, then the book to which it led: nothing of the draft is lost, nothing stands twice."""
    coming = {
        "id": "DR-2026-01",
        "plan": "DP-ONE",
        "version": "1.1",
        "title": "恢复演练",
        "day": "2026-05-07",
    }
    plans = [{"id": "DP-ONE", "version": "1.1"}]
    steps = [
        {"step": "declare", "do": "宣告"},
        {"step": "usable", "do": "能用", "minutes": 240, "after": "declare"},
    ]
    book: dict[str, Any] = {"book": "DP-ONE", "title": "恢复", "steps": steps}
    book["exercises"] = {"kind": "drill", "occasion": "exercise", "drills": [coming], "plans": plans}
    run = {"id": "EX-1", "book": "DP-ONE", "operator": "P-001", "occasion": "exercise", "drill": ""}
    rows = ticks(DECLARE, ("usable", "done", "12:45:00"))
    data = {"id": "EX-1", "started": rows[0]["at"], "finished": rows[1]["at"], "steps": rows}
    first = bare.evaluate(DRILLED, [book, run, data, {}])
    assert (first["plan"], first["plan_version"], first["executions"]) == ("DP-ONE", "1.1", ["EX-1"])
    assert (first["measured_rto_minutes"], first["title"]) == (205, "恢复exercise")
    other = {**book, "book": "RB-ONE", "steps": [{"step": "look", "do": "看一眼"}]}
    more = ticks(("look", "done", "13:10:00"))
    after = {"id": "EX-2", "started": rows[1]["at"], "finished": more[0]["at"], "steps": more}
    second = {**run, "id": "EX-2", "book": "RB-ONE", "operator": "P-002", "from": {"id": "EX-1"}}
    both = bare.evaluate(DRILLED, [other, second, after, first])
    assert both["executions"] == ["EX-1", "EX-2"]
    assert both["participants"] == ["P-001", "P-002"]
    assert [one["event"] for one in both["log"]] == ["宣告", "能用", "看一眼"]
    assert (both["started"], both["finished"]) == (data["started"], after["finished"])
    assert (both["plan"], both["measured_rto_minutes"]) == ("DP-ONE", 205)
    assert bare.evaluate(DRILLED, [other, second, after, both])["log"] == both["log"]
    named = bare.evaluate(DRILLED, [other, {**second, "drill": "DR-2026-01"}, after, {"title": "恢复演练"}])
    assert (named["title"], named["plan"], "executions" in named) == ("恢复演练", "DP-ONE", False)
