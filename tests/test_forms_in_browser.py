"""Forms in a real browser: the same faults as the checker, records that come out as they went in, a whole sheet."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
import yaml
from browsing import PHONE, Watched, too_wide
from conftest import LONG, NOW, SETTINGS, good_base, good_examples, schemas
from form_cases import CHECKS, answers, bad_examples, mutants, of_the_year
from naive_form import Form
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect
from test_engine import KINDS, records
from test_export import through
from test_form_soundness import EARLY, PRIVACY

from generators import knowledge
from generators.authoring import claims
from generators.authoring.draft import Draft, Spot
from generators.forms.export import common, kind_export, picks
from generators.kinds.telling import Medium, table
from generators.site import form_files
from generators.strict_yaml import load
from generators.words import say

pytestmark = pytest.mark.browser
READY = ".kb-form[data-ready]"
FORMS = [one for one in KINDS.sound.values() if not one.is_document]
MUTANTS = 20_000 if LONG else 6_200
HEADS = ("序号", "到课（签到）", "部门", "姓名", "电话", "备注")
STATES = ("到", "迟到", "请假")
ROWS = [
    (str(one), STATES[one % 3], "财务科", f"财务科学员{one}", f"1380000{one:04d}", "带教材")
    for one in range(1, 31)
]
SHEET = "\r\n".join("\t".join(row) for row in (HEADS, *ROWS))

TOLD = """([shape, cases]) => {
  const trees = {}
  for (const kind in shape.trees) trees[kind] = kbTree.grow(shape.trees[kind])
  return cases.map(([kind, data]) => {
    const faults = kbFaults.check(shape.schemas[kind], data)
    const found = Object.entries(shape.tables).flatMap(([medium, words]) =>
      kbWords.tell(words, trees[kind], faults).map(one => [medium, one.at, one.code, one.text]))
    return found })
}"""
BACK = """all => { const form = document.querySelector(".kb-form").kbForm
  return all.filter(one => { form.write(one); return JSON.stringify(form.read()) !== JSON.stringify(one) })
    .map(one => [one.id, JSON.stringify(form.read())]) }"""
OURS = """() => [...document.querySelector(".kb-form").kbForm.root.children.keys()]
  .filter(one => ["recorded_at", "origin"].includes(one))"""
SOUND = """async all => { const form = document.querySelector(".kb-form").kbForm
  await Promise.all([kbHand.ready(), ...kbForm.kind.lists.map(kbPick.wait)])
  return all.map(one => kbSound.check(form, one).map(({code, at}) => [code, at])) }"""
AHEAD = """all => { const form = document.querySelector(".kb-form").kbForm
  return all.map(one => kbSound.check(form, one).filter(({code}) => code === "draft-ahead").map(({at, text}) => [at, text])) }"""
PASTE = """text => { const field = document.querySelector(".kb-paste textarea"), data = new DataTransfer()
  data.setData("text/plain", text); field.focus()
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})) }"""


def opened(page: Page, kind: str, query: str = "") -> Page:
    page.goto(f"forms/{kind}/{query}")
    page.wait_for_selector(READY, state="attached")
    return page


def named(page: Page, name: str) -> Locator:
    """The field with a label, which says behind the name that it must be filled in."""
    return page.get_by_label(re.compile(f"^{name}(（必填）)?$"))


def fill(page: Page, name: str, text: str) -> None:
    named(page, name).first.fill(text)


@pytest.fixture(scope="module")
def cases() -> list[Any]:
    good = [*records(), *of_the_year()]
    return [*good, *bad_examples(), *mutants(good, MUTANTS)]


def test_the_browser_finds_what_the_checker_finds_and_says_it_in_the_same_words(
    watched: Watched, cases: list[Any]
) -> None:
    page = opened(watched.page, "training")
    shape = {
        "schemas": {name: one.checked for name, one in KINDS.sound.items()},
        "trees": {name: json.loads(json.dumps(one.tree.as_json(), default=dict)) for name, one in KINDS.sound.items()},
        "tables": {one.value: {part: dict(words) for part, words in table(one)._asdict().items()} for one in Medium},
    }  # fmt: skip
    differ, refused = [], 0
    found = page.evaluate(TOLD, [shape, [(kind.name, data) for kind, data in cases]])
    for (kind, data), told in zip(cases, found, strict=True):
        wanted = answers(kind, data)
        refused += bool(wanted)
        if sorted(json.dumps(one, ensure_ascii=False) for one in told) != wanted:
            differ.append((kind.name, data.get("id"), told, wanted))
    assert differ == []
    assert len(cases) >= 7_000
    assert refused > len(cases) / 2
    assert watched.faults == []


class Asked(NamedTuple):
    """What one form was asked: how many fields its first screen has, what was lost, what it tells of whom."""

    first: int
    lost: list[Any]
    told: list[tuple[Any, Any]]  # a record, and what the form tells of it beyond its schema
    ahead: list[tuple[Any, Any]]  # the same, of what had not happened yet on an early day
    faults: list[str]
    ours: list[str]  # fields that only the program fills in


@pytest.fixture(scope="module")
def asked(browser: Browser, address: str) -> Iterator[Mapping[str, Asked]]:
    """Every form, opened once."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    sound: dict[str, list[Any]] = defaultdict(list)
    good = records()
    for kind, data in [*good, *of_the_year()]:
        by_kind[kind.name].append(data)
    for kind, data in [*good, *bad_examples()]:
        if not CHECKS[kind.name](data):
            sound[kind.name].append(data)
    context = browser.new_context(base_url=address, service_workers="block")
    watched, found = Watched(context, address), {}
    for kind in FORMS:
        page = opened(watched.page, kind.name)
        first = page.locator(".kb-form-main > section").first.locator("> :is(.kb-field, fieldset)").count()
        page.clock.set_fixed_time(NOW)
        told = page.evaluate(SOUND, sound[kind.name])
        page.clock.set_fixed_time(EARLY)
        ahead = page.evaluate(AHEAD, sound[kind.name])
        lost = page.evaluate(BACK, by_kind[kind.name])
        found[kind.name] = Asked(
            first,
            lost,
            list(zip(sound[kind.name], told, strict=True)),
            list(zip(sound[kind.name], ahead, strict=True)),
            watched.faults[:],
            page.evaluate(OURS),
        )
    assert sum(len(by_kind[kind.name]) for kind in FORMS) >= 800
    yield found
    context.close()


def test_every_record_opens_in_its_form_and_comes_out_as_it_was(asked: Mapping[str, Asked]) -> None:
    assert {name: one.lost for name, one in asked.items() if one.lost} == {}
    assert {name: one.faults for name, one in asked.items() if one.faults} == {}


def test_no_form_asks_for_what_only_the_program_fills_in(asked: Mapping[str, Asked]) -> None:
    assert {name: one.ours for name, one in asked.items() if one.ours} == {}
    assert any("origin" in one.fields for one in FORMS)
    assert any("recorded_at" in one.fields for one in FORMS)


def test_a_first_screen_has_eight_fields_at_most(asked: Mapping[str, Asked]) -> None:
    assert {name: one.first for name, one in asked.items() if not 1 <= one.first <= 8} == {}


def test_a_form_tells_beyond_the_schema_what_its_export_says_at_the_same_places(
    asked: Mapping[str, Asked],
) -> None:
    """The naive form, held against the checks by its own test, is the pattern; patterns of privacy are counted."""
    base = good_base()
    shared, lists = through(common(base)), {one.name: through(picks(base, one)) for one in base.shown}
    seen: Counter[str] = Counter()
    for kind in FORMS:
        export = through(kind_export(base, kind))
        for data, told in asked[kind.name].told:
            form = Form(export, shared, lists, data)
            wanted = sorted(
                [
                    *((code, list(at)) for code, at in form.told()),
                    *(("draft-ahead", list(at)) for at, *_ in form.ahead(NOW)),
                ]
            )
            assert sorted((code, at) for code, at in told if code not in PRIVACY) == wanted, data["id"]
            seen.update(code for code, _ in told)
    assert set(seen) >= {
        *PRIVACY,
        "stop-before-start",
        "event-without-time",
        "outside-term",
        "voided-reference",
    }


def test_a_form_tells_what_has_not_happened_yet_in_the_words_of_the_import(
    asked: Mapping[str, Asked],
) -> None:
    base, seen = good_base(), 0
    for kind in FORMS:
        for data, told in asked[kind.name].ahead:
            found = {json.dumps(at): text for at, text in told}
            places = {tuple(json.loads(at)): Spot(cell=at) for at in found}
            wanted = claims.to_come(
                kind, Draft(kind.name, data, places=places), data, EARLY, base.config.zone
            )
            assert {one.spot.cell: one.message for one in wanted} == found, data["id"]
            seen += len(told)
    assert seen > 100


@pytest.fixture(params=["http", "another host", "disk"])
def site_at(request: pytest.FixtureRequest, browser: Browser, address: str, built: Any) -> Iterator[Watched]:
    """The site where each of its readers meets it: this machine, a plain name in a network, a folder."""
    where = {
        "http": address,
        "another host": address.replace("127.0.0.1", "kb.example"),
        "disk": (built / "base/site").as_uri() + "/",
    }[request.param]
    context = browser.new_context(base_url=where, service_workers="block", timezone_id="America/New_York")
    yield Watched(context, where)
    context.close()


def at(watched: Watched, kind: str) -> Page:
    """Open a form by the name of its file, as from a disk."""
    page = watched.page
    page.goto(f"{watched.origin}forms/{kind}/index.html")
    page.wait_for_selector(READY, state="attached")
    return page


def handed_over(page: Page) -> str:
    page.get_by_role("button", name=say("entry.script.go"), exact=True).click()
    expect(page.locator(".kb-result")).to_be_visible()
    with page.expect_download() as download:
        page.locator(".kb-result .kb-go").click()
    return download.value.path().read_text("utf-8")


def checked(text: str, name: str) -> list[str]:
    """Check what a form wrote as one more record of the good base: the codes that it brings."""
    kind = next(one for one in FORMS if f"# kind: {one.name}\n" in text)
    home = kind.home(name)
    assert home
    files = {**schemas(), **good_examples(), "pyproject.toml": SETTINGS}
    now = knowledge.read(files, NOW).findings
    with_it = knowledge.read({**files, home: f"id: {name}\n{text}".encode()}, NOW).findings
    return [one.code for one in with_it if one not in now and one.place.path == home]


def fill_training(page: Page, *, expected: str) -> None:
    """What stands on the first screen, but for the names."""
    fill(page, "名称", "预警处置与统计导出")
    for choice in ("现场", "甲方人员"):
        page.get_by_label(choice, exact=True).check()
    for name, time in (("开始", "14:00"), ("结束", "1640")):
        fill(page, f"{name} 日期", "2026-11-18")
        fill(page, f"{name} 时刻", time)
    fill(page, "应到人数", expected)


def test_a_sheet_of_thirty_names_is_a_training_in_one_paste(site_at: Watched) -> None:
    """A consultant's walk: twelve acts, each a field, a choice, a paste or a button."""
    page = at(site_at, "training")
    fill_training(page, expected="３０")
    page.evaluate(PASTE, SHEET)
    told = page.locator(".kb-told").first
    assert all(name in told.inner_text() for name in ("30", "序号", "电话", "备注"))
    page.get_by_role("button", name=say("entry.script.go"), exact=True).click()
    faults = page.locator(".kb-summary a")
    expect(faults).to_have_count(3)  # aim, place, trainer: what nobody has filled in is not guessed
    faults.first.click()
    aim = page.locator("textarea:focus")
    assert aim.get_attribute("aria-invalid") == "true"
    ids = str(aim.get_attribute("aria-describedby")).split()
    assert any("补上" in page.locator(f"#{one}").inner_text() for one in ids)
    aim.fill("各科内勤能自己导出季度汇总")
    fill(page, "地点", "甲方三楼会议室")
    trainer = page.locator(".kb-field", has_text="讲师").locator("input").first
    trainer.focus()
    expect(page.locator(f"#{trainer.get_attribute('list')} option").first).to_be_attached()
    trainer.fill("P-001")
    trainer.blur()
    text = handed_over(page)
    assert text.count("  - name:") == 30
    assert "13800" not in text
    assert "finished: '2026-11-18T16:40:00+08:00'" in text
    assert checked(text, "TR-2026-991") == []
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('kb-form'))") == []
    assert [one for one in site_at.faults if "ERR_FILE" not in one] == []


def test_a_paste_is_taken_back_whole_and_a_word_that_is_no_choice_stays_to_be_chosen(
    watched: Watched,
) -> None:
    page = opened(watched.page, "training")
    page.evaluate(PASTE, "姓名\t部门\t到课\n财务科学员一\t财务科\t旷课")
    assert "旷课" in page.locator(".kb-below .kb-fault:visible").inner_text()
    assert page.locator(".kb-sheet select").input_value() == ""
    page.get_by_role("button", name=say("entry.script.undo")).click()
    assert page.locator(".kb-sheet tbody").count() == 0


def test_what_is_typed_or_pasted_beside_a_sheet_is_read_as_it_was_meant(watched: Watched) -> None:
    page = opened(watched.page, "incident")
    join = "['24:00', '２４００', '24:01'].map(one => kbTimes.join('Asia/Shanghai', '2026-12-31', one))"
    midnight = "2027-01-01T00:00:00+08:00"  # as the import reads it from a workbook
    assert page.evaluate(join) == [midnight, midnight, "2026-12-31 24:01"]
    assert page.evaluate("kbTimes.join('Asia/Shanghai', '2026-02-31', '24:00')").startswith("2026-02-31")
    # two lines of a text are two lines: below a row there is room for them
    assert page.evaluate("""() => { const data = new DataTransfer()
      const part = [...document.querySelectorAll("fieldset")].find(one => one.querySelector(":scope > legend").textContent.startsWith("中断"))
      part.querySelector(":scope > .kb-button").click()
      const node = part.querySelector(".kb-below textarea")
      data.setData("text/plain", "一行\\n二行")
      const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
      node.dispatchEvent(paste)
      return [paste.defaultPrevented, part.querySelectorAll("tbody").length, node.isConnected] }""") == [
        False,
        1,
        True,
    ]
    page.locator(".kb-tools summary").click()
    page.locator("#kb-open").set_input_files(
        {"name": "半份.yaml", "mimeType": "text/yaml", "buffer": "phenomenon: 转圈\n".encode()}
    )
    expect(page.locator(".kb-note")).to_contain_text("半份.yaml")


def test_an_incident_is_opened_with_five_entries(site_at: Watched) -> None:
    """A clerk's walk: two texts, two choices, the moment by one button, and the file."""
    page = at(site_at, "incident")
    fill(page, "部门", "水资源科")
    fill(page, "现象", "登录后页面一直转圈，三台电脑都这样")
    named(page, "接报渠道").select_option(label="电话")
    named(page, "级别").select_option(value="L3")
    page.get_by_role("button", name="接报 现在").click()
    text = handed_over(page)
    assert "# kind: incident\n" in text
    assert re.search(
        r"reported: '[0-9-]{10}T[0-9:]{8}\+08:00'", text
    )  # the base's zone, whatever the machine's
    assert "level: L3" in text


def test_a_form_writes_signs_and_paths_so_that_they_are_read_as_they_were(site_at: Watched) -> None:
    page = at(site_at, "incident")
    texts = [
        "D:\\new",
        "x\ty",
        "x\u00a0y",
        "D:\nnew\t1",
        'a: "x\\ty"\nb',
        "x\r\ny",
        "请处理 #2 机",
        "?x",
        "- x",
        " \n#x\n",
    ]
    data = {"note": texts[0], "texts": texts, "rows": [{"a": text, "b": [text]} for text in texts]}
    page.evaluate("kbHand.ready()")
    text = page.evaluate("data => kbHand.text({kind: {kind: 'incident'}}, data)", data)
    assert load(text.encode()) == data


def test_a_draft_outlives_its_page_is_offered_and_can_be_cleared(watched: Watched) -> None:
    page = opened(watched.page, "incident")
    fill(page, "现象", "要三月份的预警明细")
    expect(page.locator(".kb-bar .kb-sub")).not_to_be_empty()
    second = page.context.new_page()
    opened(second, "incident")
    expect(second.locator(".kb-note")).to_contain_text("草稿")
    assert named(second, "现象").input_value() == "要三月份的预警明细"
    named(second, "现象").fill("要四月份的预警明细")
    expect(page.locator(".kb-note")).to_contain_text(say("entry.script.twice")[:8])
    clear = second.get_by_role("button", name=say("entry.script.clear"), exact=True)
    clear.click()
    second.get_by_role("button", name=say("entry.script.sure")).click()
    assert second.evaluate("Object.keys(localStorage).filter(one => one.startsWith('kb-form'))") == []


def test_a_record_is_opened_from_its_page_or_its_file_and_a_closed_one_is_refused(watched: Watched) -> None:
    page, changed = watched.page, "INC-2026-0001"
    files = {path.rpartition("/")[2]: data for path, data in good_examples().items()}
    opened(page, "incident")
    open_ids = page.evaluate("""async () => { await kbDom.load(document.querySelector(".kb-form").dataset.root + kbForm.openAt)
      return Object.keys(kbForm.open) }""")
    changed = open_ids[0]
    page.goto(f"r/{changed}/")
    page.get_by_role("link", name=say("record.change")).click()
    expect(page.locator(".kb-note")).to_contain_text(changed)
    fill(page, "现象", "登录后页面一直转圈，换了浏览器也一样")
    text = handed_over(page)
    assert f"# opened: {hashlib.sha256(files[f'{changed}.yaml']).hexdigest()}\n" in text
    before, after = (yaml.safe_load(one) for one in (files[f"{changed}.yaml"].decode(), text))
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} == {"phenomenon"}
    closed = next(
        one for one in files if one.startswith("INC-") and one.removesuffix(".yaml") not in open_ids
    )
    page.locator(".kb-tools summary").click()
    page.locator("#kb-open").set_input_files(
        {"name": closed, "mimeType": "text/yaml", "buffer": files[closed]}
    )
    expect(page.locator(".kb-note-bad")).to_contain_text(closed.removesuffix(".yaml"))


def test_a_draft_of_a_record_that_was_changed_meanwhile_goes_on_from_how_it_is_now(watched: Watched) -> None:
    page, kept = watched.page, "Object.keys(localStorage).find(one => one.startsWith('kb-form'))"
    opened(page, "incident")
    load = """kbDom.load(document.querySelector(".kb-form").dataset.root + kbForm.openAt)"""
    record = page.evaluate(f"{load}.then(() => Object.keys(kbForm.open)[0])")
    there = page.evaluate("id => kbForm.open[id]", record)
    opened(page, "incident", f"?record={record}")
    expect(page.locator(".kb-note")).to_contain_text(record)
    page.wait_for_timeout(300)  # longer than a form waits before it keeps a draft
    assert page.evaluate(kept) is None  # what was only opened is no draft
    assert not page.evaluate("document.documentElement.hasAttribute('data-unsaved')")
    fill(page, "现象", "照我改的")
    expect(page.locator(".kb-bar .kb-sub")).not_to_be_empty()
    page.evaluate(f"""() => {{ const key = {kept}, draft = JSON.parse(localStorage.getItem(key))
      draft.opened = "0".repeat(64)
      draft.from.department = draft.data.department = "以前的科"  // by now somebody else changed it
      draft.from.phenomenon = "以前的现象"  // and this one too
      localStorage.setItem(key, JSON.stringify(draft)) }}""")
    opened(page, "incident", f"?record={record}")
    note = page.locator(".kb-note")
    expect(note).to_contain_text("核对后再交")
    assert "现象" in note.inner_text()
    assert "部门" not in note.inner_text()
    data = page.evaluate("document.querySelector('.kb-form').kbForm.read()")
    assert data == {**there["data"], "phenomenon": "照我改的"}
    assert f"# opened: {there['sha256']}\n" in handed_over(page)


def test_of_a_record_that_a_seal_holds_no_fact_becomes_another_and_what_comes_later_is_written_on(
    watched: Watched,
) -> None:
    page = opened(watched.page, "incident")
    load = """kbDom.load(document.querySelector(".kb-form").dataset.root + kbForm.openAt)"""
    record = page.evaluate(f"{load}.then(() => Object.keys(kbForm.open)[0])")
    page.evaluate("id => { kbForm.sealed = {[id]: id + ' 封存，不能再改{fields}'} }", record)
    page.evaluate(f"() => {{ {form_files.program(('sealed',))} }}")  # as the file of the records has it
    bound = """change => { const form = document.querySelector(".kb-form").kbForm, there = kbForm.open[change[0]].data
      return kbSound.check(form, Object.assign({}, there, change[1])).filter(one => one.code === "draft-bound").map(one => [one.at, one.text]) }"""
    assert page.evaluate(bound, [record, {"level": "L9"}]) == [[["level"], f"{record} 封存，不能再改级别"]]
    assert page.evaluate(bound, [record, {"reported": "2026-01-01T09:00:00+08:00"}])[0][0] == ["reported"]
    assert (
        page.evaluate(bound, [record, {"phenomenon": "换个说法", "closed": "2026-12-01T09:00:00+08:00"}])
        == []
    )


def test_the_last_inspection_gives_its_items_and_shows_the_readings_beside(watched: Watched) -> None:
    page = opened(watched.page, "inspection")
    page.locator(".kb-tools summary").click()
    page.get_by_role("button", name=say("entry.script.again"), exact=True).click()
    page.get_by_label(say("entry.script.again.which")).select_option(index=1)
    rows = page.locator(".kb-sheet tbody")
    expect(rows.first).to_be_visible()
    assert page.locator(".kb-before").count() >= rows.count()
    data = page.evaluate("document.querySelector('.kb-form').kbForm.read()")
    assert all(set(row) == {"item"} for row in data["readings"])
    assert not {"id", "title", "started", "finished", "conclusion", "attachments"} & set(data)


def test_on_a_phone_nothing_is_too_wide_and_all_can_be_hit(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": PHONE["width"], "height": PHONE["height"]}
    )
    for kind in ("training", "inspection"):
        page = opened(context.new_page(), kind)
        page.evaluate(PASTE, SHEET if kind == "training" else "巡检项\t状态\napp-heap\t正常")
        assert too_wide(page) == []
        small = page.evaluate("""() => [...document.querySelectorAll(".kb-form :is(input, select, textarea, button, summary)")]
          .filter(one => one.checkVisibility() && (one.closest("label") || one).getBoundingClientRect().height < 43)
          .map(one => one.outerHTML.slice(0, 120))""")
        assert small == []
    context.close()


def test_the_hash_of_an_attachment_is_that_of_its_bytes(watched: Watched) -> None:
    page = opened(watched.page, "training")
    data = bytes(range(256)) * 300
    page.locator("details", has=page.locator("#kb-attach")).locator("> summary").click()
    page.locator("#kb-attach").set_input_files(
        {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": data}
    )
    expect(page.locator(".kb-part", has=page.locator("#kb-attach")).locator(".kb-sheet tbody")).to_have_count(
        1
    )
    rows = page.evaluate("document.querySelector('.kb-form').kbForm.read().attachments")
    assert rows == [{"file": "signed.pdf", "title": "signed", "sha256": hashlib.sha256(data).hexdigest()}]


def test_where_a_server_takes_records_one_is_submitted_and_what_it_refuses_is_told_at_the_field(
    watched: Watched,
) -> None:
    page = watched.page
    sent: list[Any] = []
    answers_of_it = iter(
        [
            (422, {"message": "有一处要改。", "faults": [{"at": "/phenomenon", "code": "secret", "message": "删掉口令。"}]}),
            (201, {"id": "INC-2026-0999", "address": "r/INC-2026-0999/"}),
        ]
    )  # fmt: skip

    def taken(route: Route) -> None:
        sent.append(route.request.post_data_json)
        status, body = next(answers_of_it)
        route.fulfill(status=status, json=body)

    def with_script(route: Route) -> None:
        answer = route.fetch()
        whole = answer.text().replace("</head>", '<script src="/_live.js" defer></script></head>')
        route.fulfill(response=answer, body=whole)

    page.route("**/_live.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.route("**/_server", lambda route: route.fulfill(json={"accepts": ["incident"], "mode": "commit"}))
    page.route("**/_records/incident", taken)
    page.route("**/forms/incident/", with_script)
    opened(page, "incident")
    fill(page, "部门", "水资源科")
    fill(page, "现象", "登录后页面一直转圈，三台电脑都这样")
    named(page, "接报渠道").select_option(label="电话")
    named(page, "级别").select_option(value="L3")
    page.get_by_role("button", name="接报 现在").click()
    page.locator("details", has=page.locator("#kb-attach")).locator("> summary").click()
    page.locator("#kb-attach").set_input_files(
        [FilePayload(name=one, mimeType="text/plain", buffer=one.encode()) for one in ("out.txt", "in.txt")]
    )
    attached = page.locator(".kb-part", has=page.locator("#kb-attach")).locator(".kb-sheet tbody")
    expect(attached).to_have_count(2)
    attached.first.locator(".kb-leave").click()
    page.get_by_role("button", name=say("entry.script.go"), exact=True).click()
    asked = page.get_by_text(say("entry.script.with", files="in.txt"))  # and not what was taken out again
    expect(asked).to_be_visible()
    page.get_by_label(say("entry.script.author"), exact=True).fill("服务台甲")
    page.get_by_role("button", name=say("entry.script.submit"), exact=True).click()
    expect(page.locator(".kb-field .kb-fault", has_text="删掉口令。")).to_be_visible()
    assert page.evaluate(
        "Object.keys(localStorage).some(one => one.startsWith('kb-form'))"
    )  # nothing is lost
    page.get_by_role("button", name=say("entry.script.submit"), exact=True).dblclick()
    expect(page.locator(".kb-result .kb-told")).to_contain_text("INC-2026-0999")
    # nothing is left with which one could send it again: only the answer, and the way to a new one
    assert page.locator(".kb-form").get_by_role("button").and_(page.locator(":visible")).count() == 0
    expect(page.locator(".kb-form-page")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('kb-form'))") == []
    assert [set(one) for one in sent] == [{"record", "author", "files"}] * 2
    assert sent[1]["files"] == {"in.txt": base64.b64encode(b"in.txt").decode()}
    assert sent[1]["record"]["level"] == "L3"
    page.get_by_role("link", name=say("entry.script.anew")).click()
    page.wait_for_selector(READY, state="attached")
    assert named(page, "现象").input_value() == ""
