"""What a report tells is what the registers give; a number that is otherwise is found at its line."""

from __future__ import annotations

import figures_base
import pytest
from figures_base import JULY, struck_out

from generators.finding import Finding

REPORT = """\
id: RP-2026-{quarter}
title: 一份诊断报告
category: quarterly
quarter: "2026-{quarter}"
period: {{from: "2026-01-01", to: "2026-06-30"}}
author: P-001
dimensions:
  - dimension: rectification
    finding: 没有什么可写的
  - dimension: {dimension}
    finding: {text}
"""
DISAGREES, SKIPS = "figure-disagrees", "comparison-skips"


def found(dimension: str, text: str, quarter: str = "Q2", **changed: str | None) -> list[Finding]:
    report = REPORT.format(quarter=quarter, dimension=dimension, text=text)
    base = figures_base.read(JULY, **{f"RP_2026_{quarter}": report}, **changed)
    assert f"RP-2026-{quarter}" in base.facts.records
    return [one for one in base.findings if one.code in (DISAGREES, SKIPS)]


RIGHT = [
    ("validity", "2 条规则应运行 200 次，成功 190 次，95.0%；都补跑了"),
    ("validity", "应运行 200 次，成功190次，95%"),
    ("effect", "预警 20 条，误报 5 条，查实 6 条；其中一条规则误报 3 条"),
    ("effect", "误报占比由一季的四成降到二成半"),
    ("client", "应装 20 台，与上季相同，已装 18 台，比上季多 3 台，活跃 12 台"),
    ("coverage", "有效的权力事项 3 项，2 项有在线的风险点，比上季多 1 项；在线风险点 2 个"),
    ("coverage", "这一季没有数"),
    ("supervision", "本季下发 1 批 8 件，较上季少了 4 件"),
    ("rectification", "本季提出整改 1 项，到季末验证 0 项"),
    ("client", "这里的应运行 999 次不归这个方面"),
]


@pytest.mark.parametrize(("dimension", "text"), RIGHT)
def test_what_the_registers_give_is_quiet(dimension: str, text: str) -> None:
    assert found(dimension, text) == []


WRONG = [
    ("validity", "应运行 201 次", "「应运行 201 次」：登记是 200（RS-2026-Q2）"),
    ("validity", "应运行 1,200 次", "「应运行 1,200 次」：登记是 200（RS-2026-Q2）"),
    ("validity", "成功 190 次，95.1%", "「95.1%」：登记是 190/200，95.0%"),
    ("validity", "成功 190 次，96%", "「96%」：登记是 190/200，95.0%"),
    ("client", "已装 18 台，比上季多 2 台", "「已装 18 台，比上季多 2」：上季登记是 15（CU-2026-Q1），本季登记是 18（CU-2026-Q2）"),
    ("client", "已装 18 台，比上季少 3 台", "上季登记是 15"),
    ("client", "已装 18 台，与上季持平", "「已装 18 台，与上季持平」：上季登记是 15"),
    ("coverage", "2 项有在线的风险点，比上季多 2 项", "「2 项有在线的风险点，比上季多 2」"),
    ("coverage", "12 项有在线的风险点", "「12 项有在线的风险点」：登记是 2（PI-001、PI-002）"),
    ("coverage", "在线共 3 个；在线风险点 2 个", "「在线共 3 个」：登记是 2（RK-001、RK-002）"),
]  # fmt: skip


@pytest.mark.parametrize(("dimension", "text", "told"), WRONG)
def test_a_number_that_differs_is_found_at_its_line(dimension: str, text: str, told: str) -> None:
    [one] = found(dimension, text)
    assert (one.code, one.place.path, one.place.line) == (
        DISAGREES,
        "records/process/report/2026/RP-2026-Q2.yaml",
        11,
    )
    assert told in one.message
    assert one.message.endswith("；核对登记，改正写错的一边；另有口径的，写明口径答复。")


def test_many_records_behind_a_number_are_summed_up() -> None:
    risks = {
        f"RK_{number:03}": figures_base.risk(number, "online") + 'period: {from: "2026-01-01"}\n'
        for number in (11, 12)
    }
    [one] = found("coverage", "在线风险点 9 个", **risks)
    assert "登记是 4（RK-001 等 4 条）" in one.message
    del risks["RK_012"]
    [one] = found("coverage", "在线风险点 9 个", **risks)
    assert "登记是 3（RK-001、RK-002、RK-011）" in one.message


def test_a_number_with_no_register_behind_it_is_found() -> None:
    [one] = found("validity", "应运行 200 次", RS_2026_Q2=None)
    assert "「应运行 200 次」：登记里没有数" in one.message
    assert found("validity", "成功率记不清，99%", RS_2026_Q2=None) == []
    [share, _] = found("validity", "成功 190 次，95.0%", RS_2026_Q2=None)
    assert "「95.0%」：登记里没有数" in share.message
    [one] = found("validity", "应运行 0 次", RS_2026_Q2=None)
    assert "登记里没有数" in one.message


def test_a_comparison_with_a_quarter_that_nobody_counted_is_found() -> None:
    [one] = found("client", "已装 15 台，比上季多 15 台", quarter="Q1")
    assert "上季登记里没有数，本季登记是 15（CU-2026-Q1）" in one.message


def test_a_comparison_that_skips_the_quarter_before_is_found_with_both_shares() -> None:
    [one] = found("effect", "误报占比由四季的一成降到二成半；查实没有数")
    assert one.code == SKIPS
    assert "「误报占比由四季的」比的不是上一季（2026-Q1）" in one.message
    assert "；「误报」上季登记是 4/10，40.0%，本季登记是 5/20，25.0%；" in one.message
    assert "查实" not in one.message
    [one] = found("client", "在线由三季的九成降到八成")
    assert "比的不是上一季（2026-Q1）；与上一季比" in one.message
    assert found("client", "在线由四季的九成降到八成", quarter="Q1") == []


def test_a_report_that_was_struck_out_or_names_no_quarter_tells_nothing() -> None:
    report = REPORT.format(quarter="Q2", dimension="validity", text="应运行 201 次")
    assert [
        one
        for one in figures_base.read(JULY, RP_2026_Q2=struck_out(report)).findings
        if one.code == DISAGREES
    ] == []
    annual = (
        report.replace("RP-2026-Q2", "RP-2026-Y")
        .replace("quarterly", "annual")
        .replace('quarter: "2026-Q2"\n', "")
    )
    base = figures_base.read(JULY, RP_2026_Y=annual)
    assert "RP-2026-Y" in base.facts.records
    assert [one for one in base.findings if one.code == DISAGREES] == []


def test_a_report_is_held_against_the_registers_of_its_own_contract() -> None:
    other = figures_base.CONTRACT.replace("id: CT-2026-01", "id: CT-2026-02")
    theirs = figures_base.rules("Q2", 7, 7, 1, 0, 0).replace("quarter:", "contract: CT-2026-02\nquarter:", 1)
    report = REPORT.format(quarter="Q2", dimension="validity", text="应运行 7 次")
    for contract, wanted in (("CT-2026-01", 1), ("CT-2026-02", 0)):
        named = report.replace("quarter:", f"contract: {contract}\nquarter:", 1)
        base = figures_base.read(JULY, CT_2026_02=other, RS_2026_Q2=theirs, RP_2026_Q2=named)
        assert len([one for one in base.findings if one.code == DISAGREES]) == wanted
