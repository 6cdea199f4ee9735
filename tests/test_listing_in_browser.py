"""The lists in a real Chromium: the script finds the same rows as Python, shows them as the page did, and remembers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import PHONE, Visitor, Watched, too_wide
from conftest import ROOT, SETTINGS, build_site, good_base, served, write_base
from lists import listings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from small_base import NOON
from test_listing import long_files

from generators.charts.shapes import NAMES, stated
from generators.site.listing import files
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Column, Listing, Look, Place, Span
from generators.site.listing.table import bodies

pytestmark = pytest.mark.browser

ASSETS = ROOT / "generators/site/web/assets/kb"
RISKY = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1")
FIXTURE = Listing(
    uri="registers/x/",
    title="样例",
    columns=(
        Column("id", "编号", Look.RECORD, place=Place.ID),
        Column("at", "接报", Look.TIME, place=Place.AT),
        Column("level", "级别", Look.CHOICE, {"L2": "L2 高", "L10": "L10 低", "L1": "L1 紧急"}, Place.LEVEL),
        Column("who", "谁", Look.REF, {"P-001": "工程师甲", "P-002": "工程师乙"}),
        Column("times", "次数", Look.NUMBER),
        Column("span", "用时", Look.SPAN),
        Column("title", "题目", Look.TEXT, place=Place.TITLE),
        Column("result", "结果", Look.STATE, {"late": "超时", "met": "达标", "voided": "已作废"}, Place.RESULT),
        Column("month", "月份", Look.CHOICE, {"2026-10": "2026-10", "2026-09": "2026-09"}, is_shown=False),
    ),
    rows=(
        ("A-2026-010", "2026-10-02 04:12", "L1", ("P-001", "P-009"), 9, Span(60, "1 分钟"), '打印机，"多"吐', "met", "2026-10"),
        ("A-2026-009", "2025-12-31 23:59", "L10", ("P-002",), 10, Span(7200, "2 小时"), "ＯＲＡ-01 锁定\n<b>慢</b>", "late", "2026-10"),
        ("A-2026-008", "", "", (), "", "", "=SUM(A1)", "voided", "2026-09"),
        ("A-2026-007", "2026-09-01", "L2", "P-001", 100, Span(59, "59 秒"), "打印", "", ""),
    ),
    by="month",
    cut=4,
    grouped="month",
    tells=("late", "voided"),
)  # fmt: skip
QUERIES: tuple[dict[str, Any], ...] = (
    {}, {"words": "打印"}, {"words": "打印 多"}, {"words": "ora-01"}, {"words": "工程师甲"}, {"words": "p-001"}, {"words": "7200"}, {"words": "小时"},
    {"words": "L1"}, {"level": "L1"}, {"level": "L1,L2"}, {"level": "-"}, {"who": "P-001"}, {"who": "-"}, {"who": "P-009,P-002"},
    {"result": "late,met"}, {"result": "-"}, {"month": "2026-09,-"}, {"month": "2026-10", "words": "锁定"}, {"times": "9"},
)  # fmt: skip


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """An empty page with the parts of the script that touch none."""
    context = browser.new_context()
    page = context.new_page()
    for name in ("dom.js", "list-rows.js", "list-table.js"):
        page.add_script_tag(path=ASSETS / name)
    yield page
    context.close()


def loaded(page: Page, listing: Listing) -> None:
    """Hand a list over as its files do."""
    page.evaluate("""() => {
      kbList.head = head => { self.one = kbList.list(head) }
      kbList.rows = part => { kbList.add(self.one, part) }
    }""")
    for _, text in files.files(listing):
        page.add_script_tag(content=text)


def found(page: Page, query: dict[str, str], sort: str = "") -> list[str]:
    address = "&".join(f"{name}={value}" for name, value in query.items())
    ids: list[str] = page.evaluate(
        """([address, sort]) => kbList.ordered(self.one, kbList.select(self.one, kbList.parse(address)), sort)
           .map(row => row[0])""",
        [address, sort],
    )
    return ids


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_the_script_finds_the_same_rows_as_python(blank: Page, query: dict[str, str]) -> None:
    loaded(blank, FIXTURE)
    values = {name: tuple(some.split(",")) for name, some in query.items() if name != "words"}
    chosen = Filter(FIXTURE.uri, values, query.get("words", ""))
    assert found(blank, query) == [row[0] for row in chosen.select(FIXTURE)]
    address: str = blank.evaluate("a => kbList.address(kbList.parse(a))", chosen.address.partition("?")[2])
    assert FIXTURE.uri + address == chosen.address


def test_both_find_the_same_in_every_list_of_the_examples(blank: Page) -> None:
    for listing in listings(good_base()).values():
        loaded(blank, listing)
        for column in listing.columns:
            for code in [*column.words][:3]:
                rows = Filter(listing.uri, {column.name: (code,)}).select(listing)
                assert len(found(blank, {column.name: code})) == len(rows), (listing.uri, column.name, code)
        assert found(blank, {}, listing.order) == [
            str(row[0]) for row in listing.ordered(Filter(listing.uri, {}).select(listing))
        ]


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("", "10 09 08 07"), ("at", "09 07 10 08"), ("-at", "10 07 09 08"), ("times", "10 09 07 08"), ("-times", "07 09 10 08"),
        ("level", "07 09 10 08"), ("-level", "10 09 07 08"), ("span", "07 10 09 08"), ("id", "07 08 09 10"), ("nobody", "10 09 08 07"),
        ("result", "09 10 08 07"), ("who", "10 07 09 08"),
    ],
)  # fmt: skip
def test_rows_are_sorted_as_what_they_are_and_empty_ones_stand_last(blank: Page, sort: str, ids: str) -> None:
    loaded(blank, FIXTURE)
    assert [one[-2:] for one in found(blank, {}, sort)] == ids.split()


def test_only_the_shards_are_loaded_that_may_hold_what_is_asked_for(blank: Page) -> None:
    loaded(blank, FIXTURE)
    blank.evaluate("self.one.parts.clear()")
    for query, keys in (
        ("", ["2026", ""]),
        ("month=2026-09", ["2026", ""]),
        ("month=2025-01", [""]),
        ("month=-", [""]),
    ):
        needed = blank.evaluate(
            "q => kbList.needed(self.one, kbList.parse(q)).map(one => one.keys[0])", query
        )
        assert needed == keys, query


def test_a_table_to_take_away_opens_as_it_was_and_runs_nothing(blank: Page) -> None:
    rows = tuple((f"A-{number}", "", "", (), 1, "", text, "", "") for number, text in enumerate(RISKY))
    loaded(blank, Listing(FIXTURE.uri, "", FIXTURE.columns, (*FIXTURE.rows[:2], *rows), "month", cut=4))
    text: str = blank.evaluate("kbList.csv(self.one, kbList.rowsOf(self.one))")
    assert text.startswith("\ufeff编号,接报,级别,谁,次数,用时,题目,结果\r\n")
    _, first, second, *others = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert first == [
        "A-2026-010",
        "2026-10-02 04:12",
        "L1 紧急",
        "工程师甲、P-009",
        "9",
        "1 分钟",
        '打印机，"多"吐',
        "达标",
    ]
    assert second[6] == "ＯＲＡ-01 锁定\n<b>慢</b>"
    assert [one[6] for one in others] == [f"'{one}" for one in RISKY]


def test_the_script_shows_rows_as_python_wrote_them(blank: Page) -> None:
    for listing in [FIXTURE, *listings(good_base()).values()]:
        loaded(blank, listing)
        rows = listing.ordered(Filter(listing.uri, {}).select(listing))
        written = "".join(bodies(listing, rows, lambda target: f"../../{target}")).replace("\n</", "</")
        blank.evaluate(
            "html => { document.body.innerHTML = `<table>${html}</table><table></table>` }", written
        )
        same = blank.evaluate(
            """([order, shapes]) => {
          const states = document.createElement("template")
          states.innerHTML = shapes
          const rows = kbList.ordered(one, kbList.select(one, kbList.parse("")), order)
          const [was, now] = document.querySelectorAll("table")
          now.append(...kbTable.bodies({list: one, found: rows, rows: rows, root: "../../", states: states.content, grouped: true}))
          const texts = [was, now].map(table => [...table.querySelectorAll("tr")].map(row => row.outerHTML))
          return texts[0].map((text, at) => [text, texts[1][at]]).filter(([a, b]) => a !== b)
        }""",
            [listing.order, "".join(stated(one, "") for one in NAMES)],
        )
        assert same == [], listing.uri


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a register of more than two pages."""
    home = tmp_path_factory.mktemp("长 表")
    settings = SETTINGS + f'as_of = "{NOON.isoformat()}"\n'.encode()
    write_base(home / "base", {**long_files(130), "pyproject.toml": settings})
    build_site(home / "base", home / "site")
    return home / "site"


@pytest.fixture(scope="module")
def address(long_site: Path) -> Iterator[str]:
    with served(long_site) as given:
        yield given


@pytest.fixture(params=["http", "disk"])
def origin(request: pytest.FixtureRequest, long_site: Path, address: str) -> str:
    """The site from a server, and from a disk."""
    return address if request.param == "http" else f"{long_site.as_uri()}/"


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.goto(f"{origin}registers/incident/index.html")
    yield made
    context.close()


def ids(page: Page) -> list[str]:
    return page.locator(".kb-list td.kb-at-id").all_inner_texts()


def status(page: Page) -> Locator:
    return page.locator(".kb-listing [role=status]")


def paste(page: Page, text: str) -> None:
    """As a mouse does it: no key is pressed."""
    page.locator("#list-words").evaluate(
        """(box, text) => { box.focus(); box.value = text; box.dispatchEvent(new InputEvent("input", {bubbles: true})) }""",
        text,
    )


def test_a_pasted_word_filters_and_the_address_brings_it_back(page: Page) -> None:
    expect(status(page)).to_have_text("141 条，下面是最近 60 条")
    paste(page, "INC-2026-0002")
    expect(status(page)).to_have_text("141 条里有 1 条符合")
    page.locator("#list-words").fill("")
    page.locator("#list-level").select_option("L2")
    expect(status(page)).to_have_text("141 条里有 6 条符合")
    page.get_by_role("button", name="接报", exact=True).click()
    expect(page.locator("th[data-name=reported]")).to_have_attribute("aria-sort", "ascending")
    there, shown = page.url, ids(page)
    assert there.endswith("?level=L2&sort=reported")
    page.goto("about:blank")
    page.goto(there)
    expect(page.locator("#list-level")).to_have_value("L2")
    expect(page.locator("th[data-name=reported]")).to_have_attribute("aria-sort", "ascending")
    assert ids(page) == shown


def test_pages_follow_each_other_and_the_address_brings_one_back(page: Page) -> None:
    first = ids(page)
    page.get_by_role("button", name="编号").click()  # the rows are loaded, and sorted
    page.get_by_role("button", name="编号").click()
    page.get_by_role("button", name="编号").click()
    expect(page.locator("th[data-name=id]")).not_to_have_attribute("aria-sort", "descending")
    assert ids(page) == first
    page.get_by_role("button", name="下一页").click()
    expect(status(page)).to_have_text("141 条，下面是第 61 到 120 条")
    page.get_by_role("button", name="下一页").click()
    expect(status(page)).to_have_text("141 条，下面是第 121 到 141 条")
    expect(page.get_by_role("button", name="下一页")).to_have_attribute("aria-disabled", "true")
    last, there = ids(page), page.url
    assert len(last) == 21
    assert not {*first} & {*last}
    page.goto("about:blank")
    page.goto(there)
    expect(status(page)).to_have_text("141 条，下面是第 121 到 141 条")
    assert ids(page) == last


def test_where_nothing_is_found_the_page_says_what_to_do_and_lets_go_of_everything(page: Page) -> None:
    paste(page, "没有这样的词")
    expect(status(page)).to_have_text("没有符合的。去掉一个条件，或换一个词再找。")
    page.get_by_role("button", name="清除全部条件").click()
    expect(status(page)).to_have_text("141 条，下面是最近 60 条")
    expect(page.locator("#list-words")).to_have_value("")
    assert "?" not in page.url


def test_several_values_and_columns_without_a_choice_can_be_let_go_of(page: Page, origin: str) -> None:
    page.goto("about:blank")
    page.goto(f"{origin}registers/incident/index.html?result=late,missing&words=INC-2026-00")
    expect(status(page)).to_have_text("141 条里有 6 条符合")
    page.get_by_role("button", name="不再只看判定：超时、缺佐证").click()
    expect(status(page)).to_have_text("141 条里有 11 条符合")
    assert page.url.endswith("?words=INC-2026-00")


def test_many_ids_are_not_told_to_a_server_and_open_their_rows(page: Page, origin: str) -> None:
    many = ",".join(f"INC-2026-{number:04}" for number in range(1, 400))
    page.goto("about:blank")
    page.goto(f"{origin}registers/incident/index.html#?id={many}&level=L2")
    expect(status(page)).to_have_text("141 条里有 6 条符合")
    page.locator("#list-level").select_option("")
    expect(status(page)).to_have_text("141 条里有 11 条符合")
    assert page.url.partition("index.html")[2] == f"#?id={many}"
    page.reload()
    expect(status(page)).to_have_text("141 条里有 11 条符合")
    page.get_by_role("button", name="不再只看编号：INC-2026-0001 等 399 个").click()
    assert page.url.endswith("index.html")


def test_the_whole_list_can_be_taken_away(page: Page) -> None:
    page.locator("#list-level").select_option("L2")
    expect(status(page)).to_have_text("141 条里有 6 条符合")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    assert download.value.suggested_filename == "事件.csv"
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert len([*csv.reader(io.StringIO(text, newline=""))]) == 1 + 6


def test_a_list_complains_about_nothing_and_asks_for_nothing_elsewhere(watched: Watched) -> None:
    watched.page.goto("registers/incident/?level=L2", wait_until="networkidle")
    expect(status(watched.page)).to_have_text("141 条里有 6 条符合")
    watched.page.goto("judgements/?result=late", wait_until="networkidle")
    watched.page.goto("registers/incident/2026-02/", wait_until="networkidle")
    assert watched.faults == []


def test_without_a_script_there_is_the_newest_and_a_way_to_every_month(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("registers/incident/")
    assert len(ids(page)) == 60
    expect(page.locator(".kb-filters")).to_be_hidden()
    expect(page.get_by_role("button", name="下载 CSV")).to_be_hidden()
    page.get_by_role("link", name="2026 年 2 月").click()
    expect(page.locator("h1")).to_contain_text("2026 年 2 月")
    assert len(ids(page)) > 60
    page.get_by_role("link", name="2026 年 3 月").click()
    expect(page.locator("h1")).to_contain_text("2026 年 3 月")
    context.close()


@pytest.mark.parametrize(
    "uri", ["registers/incident/", "registers/incident/2026-02/", "judgements/", "registers/person/"]
)
def test_on_a_phone_a_list_fits_and_shows_at_least_eight_rows_a_screen(visit: Visitor, uri: str) -> None:
    page = visit(uri, viewport=PHONE, is_mobile=True, has_touch=True)
    assert too_wide(page) == []
    rows = page.locator(".kb-list tbody tr")
    heights = [box["height"] for one in rows.all()[:20] if (box := one.bounding_box())]
    assert sum(heights) / len(heights) <= PHONE["height"] / 8


def test_on_paper_a_list_has_no_controls_and_loses_no_column(visit: Visitor) -> None:
    page = visit("registers/incident/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1031, "height": 680})  # it lies on its side
    expect(page.locator(".kb-filters")).to_be_hidden()
    expect(page.get_by_role("button", name="下载 CSV")).to_be_hidden()
    assert too_wide(page) == []


def test_a_number_opens_as_many_rows_as_it_says(visit: Visitor, address: str) -> None:
    page = visit("sla/")
    counts = page.locator("article a.kb-count")
    links = [(one.get_attribute("href"), one.get_attribute("data-count")) for one in counts.all()]
    assert len(links) > 30
    for href, number in links[:: len(links) // 8]:
        page.goto(f"{address}sla/{href}")
        if "?" in str(href):
            expect(page.locator(".kb-listing")).to_have_attribute("data-ready", str(number))


def test_what_is_loaded_is_what_python_wrote(long_site: Path) -> None:
    """The files beside the page are those of the list, word for word."""
    text = (long_site / "registers/incident/head.js").read_text("utf-8")
    head = json.loads(text.removeprefix("kbList.head(").removesuffix(");\n"))
    assert head["total"] == sum(one["rows"] for one in head["shards"]) == 141
