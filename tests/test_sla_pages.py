"""The pages of the clocks over `small_base`: the answer first, figures counted by hand, each with its list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest
import small_base
from lists import listings, numbers, wrong
from small_base import incidents
from test_scope import BOTH, SECOND, incident, read, two

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures.sheets import Period, Sheets
from generators.site.page import Pages
from generators.site.pages import sla, sla_around


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


@pytest.fixture(scope="module")
def bodies(base: KnowledgeBase) -> Mapping[str, str]:
    return told(base)


def told(known: KnowledgeBase) -> dict[str, str]:
    return {page.uri: page.body for page in Pages(sla.pages(known)).every()}


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def table(body: str, name: str, number: int = 0) -> list[list[str]]:
    """The words of the cells of a table, row by row."""
    whole = re.findall(rf'<table class="[^"]*\b{name}\b.*?</table>', body, re.DOTALL)[number]
    return [
        [words(cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr\b.*?</tr>", whole, re.DOTALL)
    ]


def test_every_period_has_an_address_and_its_heading_is_the_answer(base: KnowledgeBase) -> None:
    assert {page.uri: page.title for page in Pages(sla.pages(base)).every()} == {
        "sla/": "SLA 绩效",
        "sla/2026-01/": "2026 年 1 月：1 次超时",
        "sla/2026-02/": "2026 年 2 月：2 次超时，1 次缺佐证",
        "sla/2026-03/": "2026 年 3 月（到 03-20）：1 次超时",
        "sla/2026-Q1/": "2026 年第一季度（到 03-20）：4 次超时，1 次缺佐证",
        "sla/2026/": "2026 年（到 03-20）：4 次超时，1 次缺佐证",
    }


def test_all_periods_lead_to_each_other(bodies: Mapping[str, str]) -> None:
    for uri, body in bodies.items():
        nav = body.split('aria-label="选择期间"')[1].split("</nav>")[0]
        wanted = {address.relative(uri, one) for one in bodies if one != "sla/"}
        assert set(re.findall(r'href="([^"]*)"', nav)) == wanted
        assert nav.count('aria-current="page"') == (uri != "sla/")


def test_the_matrix_shows_the_figures_counted_by_hand_and_the_limits(bodies: Mapping[str, str]) -> None:
    assert table(bodies["sla/2026-02/"], "itss-sla-matrix") == [
        ["级别 时限：响应 / 响应不扣挂起", "响应", "响应不扣挂起"],
        ["L1 紧急 30 分钟 / 30 分钟", "0 / 1 0 % 缺佐证 1", "0 / 1 0 % 缺佐证 1"],
        ["L2 一般 1 小时 / 1 小时", "1 / 1 100 %", "0 / 1 0 % 超时 1"],
        ["合计", "1 / 2 50 % 缺佐证 1 独立佐证 1", "0 / 2 0 % 超时 1 缺佐证 1"],
    ]
    assert table(bodies["sla/2026-03/"], "itss-sla-matrix")[1:] == [
        ["L1 紧急 30 分钟 / 30 分钟", "无事件", "无事件"],
        ["L2 一般 1 小时 / 1 小时", "0 / 1 0 % 超时 1 计时中 2", "0 / 1 0 % 超时 1 计时中 2"],
        ["合计", "0 / 1 0 % 超时 1 计时中 2", "0 / 1 0 % 超时 1 计时中 2"],
    ]


def test_a_quarter_tells_its_months(bodies: Mapping[str, str]) -> None:
    assert table(bodies["sla/2026-Q1/"], "itss-sla-matrix", 1)[1:] == [
        ["1 月", "2 / 3 66.7 % 超时 1", "2 / 3 66.7 % 超时 1"],
        ["2 月", "1 / 2 50 % 缺佐证 1", "0 / 2 0 % 超时 1 缺佐证 1"],
        ["3 月", "0 / 1 0 % 超时 1 计时中 2", "0 / 1 0 % 超时 1 计时中 2"],
    ]


def test_what_is_beside_is_told_beside_and_what_nobody_asked_for_has_no_figure(
    bodies: Mapping[str, str],
) -> None:
    assert table(bodies["sla/2026-Q1/"], "itss-sla-others")[1:] == [
        ["响应后恢复 OB-903", "3 / 4 75 % 超时 1"]
    ]
    assert "无须判定： 请求 OB-907" in words(bodies["sla/2026-Q1/"])


def test_every_number_opens_the_list_that_it_counts(base: KnowledgeBase, bodies: Mapping[str, str]) -> None:
    found = [one for uri, body in bodies.items() for one in numbers(uri, body)]
    assert {one.page for one in found} == {*bodies}
    assert len(found) > 300
    assert wrong(listings(base), found) == []


def test_the_misses_say_what_which_limit_and_by_how_much(bodies: Mapping[str, str]) -> None:
    _, *rows = table(bodies["sla/2026-Q1/"], "itss-sla-misses")
    two_, four, five, eleven = incidents(2, 4, 5, 11)
    assert [(row[0], row[1].split()[-1], *row[2:6]) for row in rows] == [
        ("03-20", eleven, "L2", "响应 1 小时 OB-901 、 OB-902", "2 小时", "超 1 小时"),
        ("02-03", five, "L1", "响应 30 分钟 OB-901 、 OB-902", "", "缺佐证"),
        ("02-02", four, "L2", "响应 1 小时 OB-902", "1 小时 40 分钟", "超 40 分钟"),
        ("02-02", four, "L2", "恢复 1 小时 30 分钟 OB-903", "1 小时 40 分钟", "超 10 分钟"),
        ("01-06", two_, "L1", "响应 30 分钟 OB-901 、 OB-902", "45 分钟", "超 15 分钟"),
    ]
    assert rows[1][6] == "应用程序"  # of which class the cause is
    assert rows[2][6] == "挂起 50 分钟，甲方批准"


def test_a_month_is_told_one_by_one(bodies: Mapping[str, str]) -> None:
    _, *rows = table(bodies["sla/2026-01/"], "itss-sla-each")
    assert [(row[0], row[2], row[3], row[5]) for row in rows] == [
        ("01-05", "L1", "10 分钟 / 30 分钟", "达标"),
        ("01-06", "L1", "45 分钟 / 30 分钟", "超时"),
        ("01-07", "L2", "1 小时 / 1 小时", "达标"),
    ]


def test_a_median_is_told_of_three_and_of_no_fewer(bodies: Mapping[str, str]) -> None:
    assert "响应 中位数 / 90 百分位 45 分钟 / 1 小时 件数 3 件" in words(bodies["sla/2026-01/"])
    assert "中位" not in bodies["sla/2026-02/"]


def test_pauses_make_another_reading_and_no_total(bodies: Mapping[str, str]) -> None:
    rows = [
        row for row in table(bodies["sla/2026-Q1/"], "itss-sla-readings") if row[0].startswith("不扣挂起")
    ]
    assert rows == [
        ["不扣挂起 响应 OB-901", "允许的挂起也算在用时里", "不计入", "2 / 6 33.3 % 超时 3 缺佐证 1"]
    ]


def test_what_runs_says_how_much_is_left(bodies: Mapping[str, str]) -> None:
    _, *rows = table(bodies["sla/2026-03/"], "itss-sla-running")
    assert [(row[0].split()[-1], row[2], row[3]) for row in rows] == [
        (incidents(10)[0], "响应 55 分钟", "5 分钟 2026-03-20 12:05"),
        (incidents(10)[0], "响应 55 分钟", "5 分钟 2026-03-20 12:05"),
        (incidents(9)[0], "响应 5 分钟", "55 分钟 2026-03-20 12:55"),
        (incidents(9)[0], "响应 5 分钟", "55 分钟 2026-03-20 12:55"),
    ]


def test_what_belongs_to_no_month_is_told_with_the_year(bodies: Mapping[str, str]) -> None:
    told = words(bodies["sla/2026/"].split("没有起点")[1])
    assert "响应 待复核 1" in told
    assert "响应后恢复 0 / 4 0 % 缺佐证 4 待复核 1" in told


def test_old_anchors_still_stand_on_the_first_page(bodies: Mapping[str, str]) -> None:
    for name in ("OB-901", "OB-902", "OB-903", "OB-907", "misses"):
        assert bodies["sla/"].count(f'id="{name}"') == 1


def test_a_quarter_can_be_signed_and_no_other_period(bodies: Mapping[str, str]) -> None:
    assert [uri for uri, body in bodies.items() if "itss-sla-sign" in body] == ["sla/2026-Q1/"]
    rows = table(bodies["sla/2026-Q1/"], "itss-sla-sign")
    assert [row[0] for row in rows[1:]] == ["甲方 某单位", "乙方 运维单位"]


def test_a_month_leads_to_the_sheet_of_its_own_quarter_and_a_year_to_its_last() -> None:
    january, june = (
        Period(name, date(2026, month, 1), date(2026, month, 28), (name,))
        for name, month in (("2026-01", 1), ("2026-06", 6))
    )
    quarters = (
        Period("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), ("2026-01",)),
        Period("2026-Q2", date(2026, 4, 1), date(2026, 6, 30), ("2026-06",)),
    )
    year = Period("2026", date(2026, 1, 1), date(2026, 12, 31), ("2026-01", "2026-06"))
    one = Sheets(None, None, (january, june), quarters, (year,))
    found = [sla_around.printed(one, "", shown) for shown in ([january], [june], [year], [])]
    assert [link and link.uri for link in found] == ["sla/2026-Q1/", *["sla/2026-Q2/"] * 3]


# five are missed and four still run; without those that run
@pytest.mark.parametrize(
    ("more", "running", "is_annexed"), [(3, 0, False), (4, 0, True), (0, 1, False), (0, 2, True)]
)
def test_more_than_eight_misses_and_open_clocks_go_to_an_annex_of_the_sheet(
    more: int, running: int, *, is_annexed: bool
) -> None:
    late = {small_base.PATH.format(one): small_base.late_as_eleven(one) for one in range(13, 13 + more)}
    files = {**small_base.files(), **late}
    for number in (9, 10)[running:]:
        del files[small_base.PATH.format(number)]
    body = told(small_base.of(files))["sla/2026-Q1/"]
    assert ("itss-sla-annex" in body) is is_annexed
    assert len(table(body, "itss-sla-misses")) == 1 + 5 + more  # nothing is cut
    if is_annexed:
        assert body.index("itss-sla-sign") < body.index("itss-sla-misses")  # the first sheet is signed


def test_the_year_lists_every_month_in_the_tables_of_its_charts(bodies: Mapping[str, str]) -> None:
    for uri in ("sla/", "sla/2026/"):
        trends = bodies[uri].split('class="itss-sla-trends"')[1]
        assert [words(one) for one in re.findall(r'<th scope="row">(.*?)</th>', trends)][:3] == [
            "2026 年 1 月", "2026 年 2 月", "2026 年 3 月",
        ]  # fmt: skip


def test_a_further_contract_has_pages_below_its_name_and_numbers_of_its_own() -> None:
    known = read(two(BOTH, incident(811, None), incident(812, SECOND)))
    shown = told(known)
    assert f"sla/{SECOND}/" in shown
    assert any(uri.startswith(f"sla/{SECOND}/2026-Q") for uri in shown)
    found = [one for uri, body in shown.items() for one in numbers(uri, body)]
    assert wrong(listings(known), found) == []
    assert "INC-2026-0811" not in shown[f"sla/{SECOND}/2026/"]
    assert "INC-2026-0812" in shown[f"sla/{SECOND}/2026/"]


def test_no_share_that_is_not_whole_reads_as_if_it_was() -> None:
    from generators.site.pages.sla_figures import share

    assert [share(*pair) for pair in ((0, 0), (13, 14), (9999, 10000), (1, 10000), (3, 3), (0, 4))] == [
        "", "92.9\u00a0%", "99.9\u00a0%", "0.1\u00a0%", "100\u00a0%", "0\u00a0%",
    ]  # fmt: skip
