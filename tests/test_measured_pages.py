"""Every number on a page is the one counted by hand over `small_base`, and opens as the list it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
import small_base
from small_base import incidents

from generators import briefing
from generators.charts import shapes
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import outcome, standing
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
        if tag == "h2" or (tag == "summary" and "id" in known):
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


def test_where_nothing_is_missed_the_page_says_so() -> None:
    files = {path: data for path, data in small_base.files().items() if "/incident/2026/" not in path}
    [page] = [one for one in pages(small_base.of(files)) if one.uri == "sla/"]
    assert "应判的都达标，也没有待复核的。" in [*paragraphs(page.body)]


def test_an_obligation_lists_all_that_was_judged_by_it(bodies: Mapping[str, str]) -> None:
    listed = [row for row in _Reader(bodies["r/OB-901/"]).rows["verdicts"] if row[0].text != "状态"]
    found = (re.search(r"INC-2026-[0-9]{4}", row[1].text) for row in listed)  # after the name
    assert {one[0] for one in found if one} == {*incidents(*range(1, 12))}


def test_judgements_have_no_empty_column_and_name_a_record_once(bodies: Mapping[str, str]) -> None:
    heads = {uri: texts(_Reader(bodies[uri]).rows["verdicts"])[0] for uri in ("r/OB-901/", "r/OB-906/")}
    assert heads["r/OB-901/"] == ["状态", "对象", "用时", "依据"]
    assert heads["r/OB-906/"] == ["状态", "依据"]
    for row in _Reader(bodies["r/OB-901/"]).rows["verdicts"][1:]:
        links = [link for cell in row for link in cell.links]
        assert len(links) == len({*links})
    assert not re.search(
        r"<td[^>]*>\s+</td>", bodies[f"r/{incidents(1)[0]}/"]
    )  # on a phone its head would stand alone


def test_every_state_has_a_shape_of_its_own() -> None:
    drawn = shapes.sprite("".join(shapes.shape(name) for name in outcome.NAMES))
    found = re.findall(r'<symbol id="itss-shape-([a-z-]+)"[^>]*>(.*?)</symbol>', drawn)
    assert {name for name, _ in found} == {*State, standing.NOTHING, outcome.VOIDED}
    assert len({look for _, look in found}) == len(found)


def test_the_first_page_counts_records_and_findings_and_leads_to_them(bodies: Mapping[str, str]) -> None:
    told = bodies[""]
    assert re.search(
        r'<a href="audit/findings/" class="itss-wrong">.*数据检查：\d+ 条登记，1 处错误，1 处提示', told
    )
    for title, number, kind in (
        ("事件", 11, "incident"),
        ("人员", 2, "person"),
        ("义务", 8, "obligation"),
        ("合同", 1, "contract"),
    ):
        assert (
            f'<a class="kb-count" data-count="{number}" href="registers/{kind}/">{title} {number}</a>' in told
        )
    assert "registers/request/" not in told.partition('class="itss-regs"')[2]  # of which there are none


def test_the_registers_count_their_rows_and_lead_to_them(bodies: Mapping[str, str]) -> None:
    _, *rows = _Reader(bodies["registers/"]).rows[""]
    found = {row[0].text.split()[0]: (row[1].text, row[1].links) for row in rows if row[1].text != "0"}
    assert found == {
        "事件": ("11", ("incident/",)),
        "人员": ("2", ("person/",)),
        "义务": ("8", ("obligation/",)),
        "合同": ("1", ("contract/",)),
    }
    _, *rows = _Reader(bodies["registers/incident/"]).rows[""]
    named = [row[0].text for row in rows if len(row) > 1]
    assert named == [*incidents(9, 10, 12, 11, 8, 5, 4, 3, 2, 7, 1)]  # as they were reported, the last first
    assert any("共 11 条。" in one for one in paragraphs(bodies["registers/incident/"]))


def test_the_findings_are_counted_above_their_list(bodies: Mapping[str, str]) -> None:
    assert "检查了 23 条登记：1 处错误，1 处提示。" in next(paragraphs(bodies["audit/findings/"]))
    rows = [row for row in _Reader(bodies["audit/findings/"]).rows[""] if row[0].text != "程度"]
    assert len(rows) == 1 + 1


def test_status_tells_the_same_numbers_as_the_page(base: KnowledgeBase) -> None:
    told = briefing.everything(base).splitlines()
    assert "  小库的合同: 超时 3  临期 1  缺佐证 2  已承诺 1  无事件 1" in told
    bad, soon = told.index("未落实或待澄清的，按原因归并"), told.index("三十天内到期的")
    causes = [one for one in told[bad + 1 : soon] if one.startswith("  ") and not one.startswith("    ")]
    rows = [one for one in told[bad + 1 : soon] if one.startswith("    ")]
    assert (len(causes), len(rows)) == (9, 4 + 5 + 6 + 1 + 1)
    assert len([one for one in told[soon + 1 :] if one.startswith("    ")]) == 5
    assert briefing.due(base).splitlines()[-8:] == told[-8:]


def test_the_page_lists_what_makes_anything_bad_newest_first_and_opens_the_obligations_behind(
    bodies: Mapping[str, str],
) -> None:
    rows = [row for row in _Reader(bodies["compliance/"]).rows["causes"] if row[1].text != "状态"]
    assert [tuple(cell.text for cell in row) for row in rows] == [
        ("2026-03-20", "缺佐证", "打不开了", "1 项", "未办结"),
        ("2026-03-20", "缺佐证", "打不开了", "1 项", "未办结"),
        ("2026-03-20", "超时", "打不开了超 1 小时", "3 项", "未办结"),
        ("2026-02-03", "缺佐证", "打不开了", "3 项", "已发生"),
        ("2026-02-02", "超时", "打不开了超 40 分钟", "2 项", "已发生"),
        ("2026-01-06", "超时", "打不开了超 15 分钟", "2 项", "已发生"),
        ("2026-01-01", "缺佐证", "没有足够的服务台超 79 天", "1 项", "未办结"),
        ("未定日期", "缺佐证", "没有应急预案", "1 项", "未办结"),
        ("未定日期", "待复核", "（数据有误）", "3 项", "未办结"),
    ]
    assert rows[5][2].links == ("../r/INC-2026-0002/",)
    assert rows[5][3].links == ("../registers/obligation/?id=OB-901,OB-902",)
    assert rows[8][2].links == ()  # what is unsound has no page
