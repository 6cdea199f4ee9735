"""Every number on a page is the one counted by hand over `small_base`, and opens as the list it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
import small_base
from small_base import incidents

from generators.knowledge import KnowledgeBase
from generators.site.pages import pages


class Cell(NamedTuple):
    text: str
    links: tuple[str, ...]


class _Reader(HTMLParser):
    """The rows of all tables of a page, under the heading they stand below."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.rows: dict[str, list[list[Cell]]] = {}
        self._at, self._text, self._links = "", "", list[str]()
        self.feed(body)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = dict(attributes)
        if tag == "h2":
            self._at = str(known.get("id"))
        elif tag == "tr":
            self.rows.setdefault(self._at, []).append([])
        elif tag in ("td", "th"):
            self._text, self._links = "", []
        elif tag == "a":
            self._links.append(str(known["href"]))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            text = " ".join(self._text.split())
            self.rows[self._at][-1].append(Cell(text, tuple(self._links)))


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


@pytest.fixture(scope="module")
def bodies(base: KnowledgeBase) -> Mapping[str, str]:
    return {page.uri: page.body for page in pages(base)}


def texts(rows: list[list[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def paragraphs(body: str) -> Iterator[str]:
    for part in re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", body, re.DOTALL):
        yield " ".join(re.sub(r"<[^>]*>", "", part).split())


def test_the_table_of_a_clock_shows_the_figures_counted_by_hand(bodies: Mapping[str, str]) -> None:
    proof = "其中 {} 有第三方或甲方佐证"
    assert texts(_Reader(bodies["sla/"]).rows["OB-901"]) == [
        ["级别", "全年，不扣挂起", "扣去允许的挂起", "中位数", "最长", "2026-01", "2026-02", "2026-03"],
        ["L1 紧急", "1/3 " + proof.format(1), "1/3", "27 分钟 30 秒", "45 分钟", "1/2", "0/1", "无事件"],
        ["L2 一般", "1/3 " + proof.format(0), "2/3", "1 小时", "2 小时", "1/1", "1/1", "0/1"],
        ["合计", "2/6 " + proof.format(1), "3/6", "50 分钟", "2 小时", "2/3", "1/2", "0/1"],
    ]


def test_what_left_the_figure_is_told_beside_it(bodies: Mapping[str, str]) -> None:
    left = [one for one in paragraphs(bodies["sla/"]) if one.startswith("OB-")]
    assert left == [
        f"{name} 小库里的义务。不适用 {na}，还在计时 {waiting}，待复核 {suspect}，都不计入应判数。"
        for name, na, waiting, suspect in (
            ("OB-901", 2, 2, 1),
            ("OB-902", 2, 2, 1),
            ("OB-903", 2, 0, 1),
            ("OB-907", 0, 0, 0),
        )
    ]


def test_a_month_that_nobody_knows_has_a_column_where_something_counts_in_it(
    bodies: Mapping[str, str],
) -> None:
    head, *_, last = texts(_Reader(bodies["sla/"]).rows["OB-903"])
    assert head[5:] == ["2026-01", "2026-02", "没有起点"]
    assert (last[0], last[5:]) == ("合计", ["3/3", "0/1", "0/4"])


def test_the_list_below_names_all_who_are_not_met_and_who_left_and_why(bodies: Mapping[str, str]) -> None:
    _, *rows = texts(_Reader(bodies["sla/"]).rows["misses"])
    found = [(row[0], row[1].split()[0], row[2], row[4]) for row in rows if row[3].startswith("OB-901")]
    late, paused, missing, suspect, running = incidents(2, 4, 5, 6, 11)
    assert found == [
        ("超时", late, "L1 紧急", "45 分钟 / 30 分钟"),
        ("达标 不扣挂起则超时", paused, "L2 一般", "50 分钟 / 1 小时"),
        ("缺佐证", missing, "L1 紧急", "/ 30 分钟"),
        ("待复核", suspect, "", ""),
        ("超时", running, "L2 一般", "2 小时 / 1 小时"),
    ]


def test_where_nothing_is_missed_the_page_says_so() -> None:
    files = {path: data for path, data in small_base.files().items() if "/incident/2026/" not in path}
    [page] = [one for one in pages(small_base.of(files)) if one.uri == "sla/"]
    assert "应判的都达标，也没有待复核的。" in [*paragraphs(page.body)]
