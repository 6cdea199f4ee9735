"""The pages of the diagnosis show the figures counted by hand, quarter by quarter, and what a report says."""

from __future__ import annotations

import figures_base
from figures_base import JULY
from lists import listings, numbers, wrong

from generators import address
from generators.knowledge import KnowledgeBase
from generators.site.pages import diagnosis, pages

REPORT = """\
id: RP-2026-Q2
title: 第二季度的诊断
category: quarterly
quarter: "2026-Q2"
period: {{from: "2026-04-01", to: "2026-06-30"}}
author: P-001
dimensions:
  - {{dimension: effect, finding: "{said}"}}
"""


def quarter(base: KnowledgeBase, name: str = "2026-Q2") -> diagnosis.Quarter:
    [found] = diagnosis.quarters(base, name)
    return found


def row(found: diagnosis.Quarter, title: str) -> diagnosis.Row:
    [one] = [each for dimension in found.dimensions for each in dimension.rows if each.title == title]
    return one


def test_a_figure_stands_beside_that_of_the_quarter_before() -> None:
    found = quarter(figures_base.read(JULY))
    alerts, false = row(found, "预警"), row(found, "误报")
    assert alerts.now
    assert alerts.before
    assert (alerts.now.number, alerts.before.number, alerts.change) == (
        (20, "r/RS-2026-Q2/#rows"), (10, "r/RS-2026-Q1/#rows"), "+10",
    )  # fmt: skip
    assert false.now
    assert false.before
    assert (false.now.share, false.before.share, false.change) == ("25\u00a0%", "40\u00a0%", "-15 个百分点")


def test_what_counts_rows_opens_them_and_what_nobody_counted_is_not_nought() -> None:
    found = quarter(figures_base.read(JULY))
    raised, handled = row(found, "整改，提出"), row(found, "已处置件数")
    assert raised.now
    assert raised.now.rows
    assert raised.now.rows.number == 1
    assert handled.now is None
    assert handled.before
    assert row(found, "终端数").change == "持平"


def test_quarters_stand_newest_first_and_say_whether_there_is_a_report() -> None:
    found = diagnosis.quarters(figures_base.read(JULY))
    assert [one.answer for one in found] == [
        "2026 年第二季度尚无报告，数据由登记算出",
        "2026 年第一季度尚无报告，数据由登记算出",
    ]
    assert [one.title for one in found[0].dimensions][-2:] == ["监督任务处置", "整改情况"]


def test_a_report_stands_below_its_dimension_and_what_is_not_so_is_marked() -> None:
    base = figures_base.read(JULY, RP_2026_Q2=REPORT.format(said="预警 21 条，误报 5 条"))
    found = quarter(base)
    assert found.answer == "2026 年第二季度报告有 1 处与登记不一致"
    [told] = [one for dimension in found.dimensions for one in dimension.told]
    assert told.report.id == "RP-2026-Q2"
    assert len(told.faults) == 1
    right = figures_base.read(JULY, RP_2026_Q2=REPORT.format(said="预警 20 条，误报 5 条"))
    assert quarter(right).answer == "2026 年第二季度报告数据与登记一致"


def test_every_number_opens_what_it_counts() -> None:
    base = figures_base.read(JULY)
    bodies = {one.uri: one.body for one in pages(base) if one.uri.startswith(address.DIAGNOSIS)}
    assert list(bodies) == ["diagnosis/", "diagnosis/2026-Q1/", "diagnosis/2026-Q2/"]
    found = [one for uri, body in bodies.items() for one in numbers(uri, body)]
    assert len(found) > 10
    assert wrong(listings(base), found) == []
