"""The search in a real Chromium: how words are written, which hits come first, keys, paste, composing, the address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import searching
from browsing import PHONE, Watched
from conftest import good_base
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from test_accessibility import AXE

from generators.words import say

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1280, "height": 900}
MODES: Mapping[str, Mapping[str, Any]] = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True},
}
KINDS = [["处置手册", "book"], ["事件", "past"], ["页面", "page"], ["指南", "help"]]
# address, title, kind, id, names, day; and what it says
PAGES: tuple[tuple[list[Any], str], ...] = (
    (
        ["r/RB-A/", "归档区满，数据库写不动", 0, "RB-A", ["归档满", "ORA-00257", "谁都保存不了"]],
        "腾地方\n大约一小时",
    ),
    (["r/RB-B/", "连接池用尽", 0, "RB-B", ["人一多就卡"]], "归档满了也会这样，十二小时以内看"),
    (["r/INC-2026-0001/", "点保存就转", 1, "INC-2026-0001", 0, "2026-10-02"], "归档满\n22 号窗口"),
    (
        ["r/INC-2026-0002/", "点保存就转", 1, "INC-2026-0002", 0, "2026-10-03"],
        "ＯＲＡ－００２５７\n二十二号窗口",
    ),
    (["sla/2026-10/", "2026 年 10 月：没有超时", 2, "", ["达标率", "超时"], "2026-10"], ""),
    (["sla/2026-01/", "2026 年 1 月：没有超时", 2, "", ["达标率", "超时"], "2026-01"], ""),
    (["r/GD-X/", "给服务台的指南", 3, "GD-X", ["归档满"]], "归档满，归档满"),
)
WORDS = {
    "say": {}, "sorts": [], "kinds": KINDS, "shards": 1,
    "alike": [["上月", "2026 年 10 月"], ["工单", "点保存"]], "fillers": ["怎么办", "怎么", "了", "的"],
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """An empty page with the parts of the scripts that touch none, and a few pages to find."""
    data = (WORDS, [row for row, _ in PAGES], [0, [text for _, text in PAGES]])
    calls = ("words({})", "pages({})", "texts(...{})")
    scripts = [f"kbSearch.{call.format(json.dumps(one))}" for call, one in zip(calls, data, strict=True)]
    page = searching.given(browser, scripts)
    yield page
    page.context.close()


def found(page: Page, query: str) -> list[str]:
    [some] = searching.places(page, [query])
    return some


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("归档满", "r/RB-A/ r/RB-B/ r/GD-X/ r/INC-2026-0001/"),  # called so, followed, headed so, past
        ("归档满了怎么办", "r/RB-A/"),
        ("ora00257", "r/RB-A/"),
        ("ORA-00257", "r/RB-A/ r/INC-2026-0002/"),
        ("1小时", "r/RB-A/"),
        ("12小时", "r/RB-B/"),
        ("INC-2026-0001", "r/INC-2026-0001/"),
        ("inc 0002", "r/INC-2026-0002/"),
        ("点保存", "r/INC-2026-0002/ r/INC-2026-0001/"),  # what is new before what is old
        ("工单", "r/INC-2026-0002/ r/INC-2026-0001/"),
        ("10月超时", "sla/2026-10/"),
        ("上月达标率", "sla/2026-10/"),
        ("  22号  窗口 ", "r/INC-2026-0002/ r/INC-2026-0001/"),
        ("连接池 人一多", "r/RB-B/"),
        ("连接池满了", "r/RB-B/"),  # nothing holds it whole
    ],
)
def test_what_is_asked_finds_this_first(blank: Page, query: str, first: str) -> None:
    wanted = first.split()
    assert found(blank, query)[: len(wanted)] == wanted


@pytest.mark.parametrize("query", ["", "  ", "鲲鹏", "x", "归档满 鲲鹏", "<b>"])
def test_what_nobody_wrote_is_not_found(blank: Page, query: str) -> None:
    whole = blank.evaluate("q => kbRank.find(kbSearch.index, q, kbSearch.known).whole", query)
    assert whole == 0


@pytest.mark.parametrize(
    ("query", "whole", "near"),
    [("归档满", 4, 0), ("连接池满了", 0, 1), ("保存转了", 0, 3), ("点保存就转", 2, 0)],
)
def test_what_holds_the_question_whole_is_told_from_what_is_near(
    blank: Page, query: str, whole: int, near: int
) -> None:
    told = blank.evaluate(
        """q => { const one = kbRank.find(kbSearch.index, q, kbSearch.known)
           return [one.whole, one.hits.filter(hit => hit.isNear).length] }""",
        query,
    )
    assert told == [whole, near]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＯＲＡ－００２５７", "ora-00257"), ("一小时二十分", "1小时2十分"), ("Ｑ３，第三季度", "q3,第3季度"), ("“归档”", '"归档"'),
        ("½ ㎡ …", "½ ㎡ …"), ("İ", "i"), ("\U00020000字", "\U00020000字"),
    ],
)  # fmt: skip
def test_a_sign_becomes_one_sign_so_that_what_is_found_stands_where_it_was(
    blank: Page, text: str, folded: str
) -> None:
    assert blank.evaluate("t => [kbFold.fold(t), kbFold.folded([t, 'A', t])[2]]", text) == [folded, folded]


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("12小时", {"12小时", "十2小时"}), ("十二小时", {"12小时", "十2小时"}), ("二十天", {"20天", "2十天"}), ("35", {"35", "3十5"}),
        ("2026", {"2026"}), ("工单呢", {"工单呢", "点保存呢"}), ("怎么归档的", {"怎么归档的", "归档"}),
    ],
)  # fmt: skip
def test_a_word_is_looked_for_in_each_way_in_which_it_may_be_written(
    blank: Page, word: str, ways: set[str]
) -> None:
    found = blank.evaluate("w => kbFold.ways(kbFold.words(w)[0], kbSearch.known)", word)
    assert ways <= set(found)
    assert word != "2026" or set(found) == ways


def test_what_is_marked_is_what_was_found_blanks_and_width_and_all(blank: Page) -> None:
    marked = blank.evaluate(
        "kbExcerpt.marked('到 2026 年 10 月，ＯＲＡ 一小时', ['2026年10月', 'ora', '1小时'])"
    )
    assert [text for text, is_marked in marked if is_marked] == ["2026 年 10 月", "ＯＲＡ", "一小时"]
    assert "".join(text for text, _ in marked) == "到 2026 年 10 月，ＯＲＡ 一小时"


def test_an_excerpt_is_the_line_in_which_it_was_found_and_not_the_title_again(blank: Page) -> None:
    said = """i => kbExcerpt.of(kbSearch.index.pages[i], ['归档满', '窗口']).map(one => one[0]).join('')"""
    assert blank.evaluate(said, 2) == "归档满"
    assert blank.evaluate(said, 0).startswith("归档满，ORA-00257")  # what people call a book


def test_every_piece_of_every_record_is_found(browser: Browser) -> None:
    """A thousand pieces, cut anywhere, of anything that was written."""
    base = good_base()
    page = searching.loaded(browser, base)
    lines = [
        (one.location, line)
        for one in searching.entries_of(base)
        for line in one.text.split("\n")
        if len(line) > 3
    ]
    step = max(1, len(lines) // 1000)
    asked = []
    for number, (uri, line) in enumerate(lines[::step]):
        start = number * 7 % (len(line) - 2)
        asked.append((uri, line[start : start + 2 + number % 9]))
    assert len(asked) >= 1000
    lost = page.evaluate(
        """asked => asked.filter(([uri, piece]) => piece.trim() &&
           !kbRank.find(kbSearch.index, piece, kbSearch.known).hits.some(one => one.page.location === uri))""",
        asked,
    )
    assert lost == []
    page.context.close()


@pytest.fixture(params=["http", "disk"])
def page(request: pytest.FixtureRequest, browser: Browser, built: Path, address: str) -> Iterator[Page]:
    """A page of the site from a server, and from a disk."""
    origin = address if request.param == "http" else f"{(built / 'base/site').as_uri()}/"
    context = browser.new_context(viewport=WIDE)
    made = context.new_page()
    made.goto(f"{origin}about/index.html")
    yield made
    context.close()


def opened(page: Page) -> Locator:
    page.locator(".kb-find-open").click()
    words = page.locator("#kb-find-words")
    expect(words).to_be_focused()
    expect(page.locator(".kb-find")).to_have_attribute("data-ready", "true")
    return words


def paste(words: Locator, text: str) -> None:
    """As a mouse does it: no key is pressed."""
    words.evaluate(
        "(e, text) => { e.value = text; e.dispatchEvent(new InputEvent('input', {bubbles: true})) }", text
    )


def test_keys_lead_through_the_hits_and_the_address_brings_the_question_back(page: Page) -> None:
    words = opened(page)
    expect(page.locator(".kb-saying").first).to_be_visible()  # before anything is asked: what callers say
    paste(words, "采集")
    hits = page.locator(".kb-hit > a")  # what can be done from a hit is between them, for who tabs
    expect(hits.first).to_be_visible()
    page.wait_for_url("**?q=%E9%87%87%E9%9B%86")
    for key, number in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(hits.nth(number)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(words).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")  # who goes on writing writes on, and the theme turns no page
    expect(words).to_have_value("采集x")
    paste(words, "ORA-28001")
    expect(hits.first).to_contain_text("采集账号")
    page.wait_for_url("**?q=ORA-28001")
    there = page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/r/RB-ORA-ACCOUNT/**")
    page.goto(there)
    expect(page.locator("#kb-find-words")).to_have_value("ORA-28001")
    expect(hits.first).to_contain_text("采集账号")
    page.keyboard.press("Escape")
    expect(page.locator(".kb-find")).to_be_hidden()
    assert "?" not in page.url
    page.keyboard.press("Control+k")
    expect(page.locator(".kb-find")).to_be_visible()


def test_from_a_hit_one_tap_begins_the_run_of_a_book_and_another_shows_whom_to_call(page: Page) -> None:
    hit = ".kb-hit-first .kb-hit-acts a"
    paste(opened(page), "ORA-28001")
    page.wait_for_url("**?q=ORA-28001")
    there = page.url
    page.locator(hit).first.click()
    page.wait_for_url("**/r/RB-ORA-ACCOUNT/**")
    operator = page.get_by_label(say("run.script.operator"))
    expect(operator).to_be_visible()
    assert "#" not in page.url  # a page that is loaded again goes on, and does not begin again
    page.goto(there)
    page.locator(hit).last.click()
    page.wait_for_url("**/r/RB-ORA-ACCOUNT/**#contacts")
    expect(page.locator("#contacts")).to_be_in_viewport()
    expect(operator).to_be_hidden()


COMPOSED = """(e, text) => {
  e.dispatchEvent(new CompositionEvent("compositionstart"))
  e.value = text
  e.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}))
  e.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, isComposing: true}))
}"""


def test_while_a_word_is_composed_its_sounds_are_not_looked_for_and_enter_opens_nothing(page: Page) -> None:
    words = opened(page)
    words.evaluate(COMPOSED, "cai'ji")
    page.wait_for_timeout(500)
    assert "?" not in page.url
    assert page.locator(".kb-hit").count() == 0
    words.evaluate("e => { e.value = '采集'; e.dispatchEvent(new CompositionEvent('compositionend')) }")
    expect(page.locator(".kb-hit").first).to_be_visible()


def test_a_code_that_a_phone_composes_is_found_before_its_end(page: Page) -> None:
    opened(page).evaluate(COMPOSED, "ora-28001")
    expect(page.locator(".kb-hit a").first).to_contain_text("采集账号")
    page.wait_for_url("**?q=ora-28001")


def test_the_number_is_the_true_one_and_a_kind_shows_its_own(page: Page) -> None:
    words = opened(page)
    paste(words, "采集")
    status = page.locator(".kb-find-status")
    expect(status).to_have_text(re.compile(r"^\d+ 处$"))
    told = int(status.inner_text().split()[0])
    counts = [int(one) for one in page.locator(".kb-find-number").all_inner_texts()]
    assert counts[0] == told == sum(counts[1:])
    page.locator(".kb-find-kinds label").nth(1).click()
    kind = page.locator(".kb-find-kinds label").nth(1).inner_text().split()[0]
    assert {*page.locator(".kb-hit-kind").all_inner_texts()} == {kind}
    assert page.locator(".kb-hit").count() == counts[1]


def test_where_nothing_is_found_one_sees_what_callers_say(page: Page) -> None:
    words = opened(page)
    paste(words, "鲲鹏展翅")
    expect(page.locator(".kb-find-status")).to_have_text(say("search.script.nothing"))
    saying = page.locator(".kb-saying", has_text="采集账号")
    saying.locator("a").click()
    page.wait_for_url("**/r/RB-ORA-ACCOUNT/**")


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_serious_in_the_dialog(browser: Browser, address: str, mode: str) -> None:
    context = browser.new_context(base_url=address, **MODES[mode])
    page = context.new_page()
    page.goto("about/")
    for text in ("", "采集", "鲲鹏展翅"):
        words = opened(page)
        paste(words, text)
        page.evaluate(AXE)
        told = page.evaluate("axe.run('.kb-find', {resultTypes: ['violations']})")["violations"]
        assert [one["id"] for one in told if one["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("Escape")
    context.close()


def test_on_a_phone_what_is_touched_is_large_enough(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, **MODES["phone"])
    page = context.new_page()
    page.goto("about/")
    paste(opened(page), "采集")
    for touched in (
        ".kb-find-close",
        "#kb-find-words",
        ".kb-find-kinds label",
        ".kb-find-open",
        ".kb-hit-acts a",
    ):
        box = page.locator(touched).first.bounding_box()
        assert box
        assert box["height"] >= 44
    context.close()


def test_without_a_script_the_link_leads_to_the_registers(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("about/")
    page.locator(".kb-find-open").click()
    page.wait_for_url("**/registers/")
    context.close()


def test_nothing_is_loaded_before_somebody_searches_and_nothing_complains(watched: Watched) -> None:
    asked: list[str] = []
    watched.page.on("request", lambda one: asked.append(one.url))
    watched.page.goto("about/", wait_until="networkidle")
    assert [one for one in asked if "/find/" in one or "search" in one] == []
    paste(opened(watched.page), "采集")
    expect(watched.page.locator(".kb-hit").first).to_be_visible()
    assert watched.faults == []
