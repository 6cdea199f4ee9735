"""A page with one row a day: the shifts of the contract as columns, and who has each of them in the cells."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from generators.authoring.blank.page import Cell, Column, TablePage
from generators.authoring.blank.parts import Given
from generators.authoring.blank.picks import owners
from generators.authoring.workbook.grid import columns_of, titled
from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase

_WEEK = "一二三四五六日"
_DAYS_OFF = 5
_NOTE = "一天一行，格里写谁值这个班，一班两人用、隔开，没有人值就空着。"


def days_page(base: KnowledgeBase, field: Field, given: Given) -> TablePage | None:
    """Make the page of a table of days; None for a table that is none."""
    if "pattern" not in field.marks or given.month is None:
        return None
    grid = columns_of(field)
    ref = grid.shifts.item.ref if grid.shifts.item else None
    owner = next(iter(owners(base, ref)), None) if ref and ref.part else None
    if owner is None or ref is None or ref.part is None:
        return None
    key = str(owner.kind.parts[ref.part].marks["key"])
    shifts = tuple(
        Column(titled(row, key), grid.people, width=13, help=_span(row))
        for row in owner.data.get(ref.part, ())
        if "with" not in row
    )
    note = (Column(grid.note.title, grid.note, width=20),) if grid.note else ()
    columns = (
        Column(grid.day.title, grid.day, is_must=True, width=12),
        Column("（星期）", width=8),
        *shifts,
        *note,
    )
    year, month = map(int, given.month.split("-"))
    rows: list[tuple[Cell, ...]] = []
    for number in range(1, calendar.monthrange(year, month)[1] + 1):
        day = date(year, month, number)
        off = "休" if day.weekday() >= _DAYS_OFF else ""
        rows.append((day, f"{_WEEK[day.weekday()]} {off}".strip(), *("" for _ in (*shifts, *note))))
    return TablePage(
        field.title, f"{given.month} {field.title}", _NOTE, columns, tuple(rows), 0, is_wide=True
    )


def _span(row: Mapping[str, Any]) -> str:
    return f"{row['from']} 至 {row['to']}；一班两人用、隔开。" if "from" in row and "to" in row else ""
