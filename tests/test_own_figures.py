"""The figures of single records on their pages, held against what a person counted in `figures_base`."""

from __future__ import annotations

import figures_base
import pytest
import small_base
from figures_base import JULY

from generators.charts.shapes import Mark
from generators.knowledge import KnowledgeBase
from generators.site.cells import Field, Plain, Ref, Stated, Table
from generators.site.pages import record as record_page
from generators.site.pages.judged_table import judged
from generators.site.pages.own_figures import Told
from generators.site.pages.record import RecordView


def page_of(base: KnowledgeBase, name: str) -> RecordView:
    return record_page.view(base, base.facts.records[name])


def test_a_course_tells_who_came_who_passed_and_who_was_satisfied() -> None:
    assert page_of(figures_base.read(JULY), "TR-2026-001").figures == (
        Told("到课", "2/5", "", Mark.GOOD),
        Told("合格", "1/2", "", Mark.GOOD),
        Told("满意", "1/3", "平均 3.0 分", Mark.GOOD),
    )


def test_what_nobody_counted_of_a_course_is_not_told() -> None:
    assert [one.title for one in page_of(figures_base.read(JULY), "TR-2026-002").figures] == ["到课"]


def test_a_drill_stands_beside_its_targets_and_what_was_not_measured_is_bad() -> None:
    back, lost = page_of(figures_base.read(), "DR-2026-01").figures
    assert back == Told("实测恢复用时", "2 小时", "目标 2 小时、4 小时；2 项里 2 项达到", Mark.GOOD)
    assert (lost.number, lost.mark) == ("未实测", Mark.BAD)


def test_a_record_without_such_fields_has_no_figures() -> None:
    assert page_of(figures_base.read(), "INC-2026-0001").figures == ()


@pytest.mark.parametrize(("name", "before"), [("INS-2026-001", ""), ("INS-2026-002", "10（2-1）")])
def test_a_reading_stands_beside_its_limits_and_the_one_before(name: str, before: str) -> None:
    [table] = [one.cell for one in page_of(figures_base.read(), name).tables if isinstance(one.cell, Table)]
    heads = list(table.columns)
    [disk] = [row for row in table.rows if "disk" in str(row[0])]
    cells = dict(zip(heads, disk, strict=True))
    assert cells["上一次"] == Plain(before)
    assert isinstance(cells["状态"], Stated)
    assert isinstance(cells["限值"], Plain)
    assert "异常 ≥ 90" in cells["限值"].text


def test_a_table_of_records_tells_how_each_came_out() -> None:
    ids = (*small_base.incidents(1, 2), "P-001")
    refs = tuple((Ref(one, one, None),) for one in ids)
    base = small_base.read()
    known = judged(base, Field("items", "逐条", Table(("事件",), refs[:2])))
    assert isinstance(known.cell, Table)
    assert known.cell.columns == ("事件", "判定")
    assert [row[1] for row in known.cell.rows] == [Stated("met", "达标"), Stated("late", "超 15 分钟")]
    people = Field("people", "人员", Table(("人员",), refs[2:]))
    assert judged(base, people) == people
