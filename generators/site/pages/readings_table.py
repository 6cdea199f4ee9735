"""The readings of one record beside the limits of its template and what was read of each item before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any

from generators.kinds.operators import THRESHOLDS
from generators.knowledge import KnowledgeBase
from generators.measures import fields, trends
from generators.measures.trends import Point
from generators.records import thresholds
from generators.records.record import Record
from generators.site.cells import Cell, Field, Many, Plain, Stated, Table
from generators.spoken import quantity
from generators.words import say

_SHAPES = {
    "normal": "met",
    "warning": "at-risk",
    "abnormal": "failed",
    "unchecked": "missing",
    "not-applicable": "not-applicable",
}


class ReadingsTables:
    """Knows what was read of every item; each series is gathered once."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def of(self, record: Record, table: Field) -> Field:
        """Give a table of readings with limits and earlier values; any other as it is."""
        item = fields.field(record.kind, "reading-item")
        if item is None or item.at[0] != table.name or not isinstance(table.cell, Table):
            return table
        links = {link.at: link for link in self._base.facts.named_by(record.id)}
        limits, before, marks, units = [], [], [], []
        for row in fields.rows(record, "reading-item"):
            link = links.get((item.at[0], row.number, item.name))
            owner = self._base.facts.get(link.target) if link else None
            wanted = (
                owner.row(item.ref.part, link.row)
                if owner and link and link.row and item.ref and item.ref.part
                else {}
            )
            limits.append(_limits(wanted or {}))
            before.append(self._before(record, link.target if link else "", str(link.row) if link else ""))
            marks.append(_mark(record, row, wanted or {}))
            units.append(str((wanted or {}).get("unit", "")))
        read = _with_units(table.cell, record, units)
        return table._replace(cell=_widened(read, record, limits, before, marks))

    def _before(self, record: Record, template: str, item: str) -> Cell:
        """Give what was read last before; the day is that of the record that says so."""
        last = self._read_before.get((template, item), {}).get(record.id)
        if last is None:
            return Plain("")
        day = last.at.astimezone(self._base.config.zone).date()
        return Plain(say("readings.before", value=_number(last.value), month=day.month, day=day.day))

    @cached_property
    def _read_before(self) -> Mapping[tuple[str, str], Mapping[str, Point]]:
        """Give for each item what was read before each record, by its id."""
        return {(one.template, one.item): _before_each(one.points) for one in trends.series(self._base)}


def _before_each(points: tuple[Point, ...]) -> Mapping[str, Point]:
    found: dict[str, Point] = {}
    for before, point in pairwise(points):
        if point.id != points[0].id:  # of several readings in one record the first counts
            found.setdefault(point.id, before)
    return found


def _limits(item: Mapping[str, Any]) -> Cell:
    unit = str(item.get("unit", ""))
    told = [
        say(f"readings.{limit}.{side}", value=quantity(_number(item[name]), unit))
        for limit, names in THRESHOLDS.items()
        for side, name in zip(("above", "below"), names, strict=True)
        if item.get(name) is not None
    ]
    return Plain(say("value.also").join(told))


def _mark(record: Record, row: fields.Row, item: Mapping[str, Any]) -> Cell:
    """Give the state of a row, as it is written, else as the limits say."""
    state = row.cells.get("status") or thresholds.state(item, thresholds.read(row.cells))
    field = record.kind.field((row.table, row.number, "status"))
    return Stated(_SHAPES[state], field.word(state)) if state in _SHAPES else Plain("")


def _with_units(table: Table, record: Record, units: list[str]) -> Table:
    """Put behind what was read what it is counted in."""
    titles = {one.title for one in fields.fields(record.kind, "reading")}
    rows = tuple(
        tuple(
            _counted(cell, unit) if title in titles else cell
            for title, cell in zip(table.columns, row, strict=True)
        )
        for row, unit in zip(table.rows, units, strict=True)
    )
    return table._replace(rows=rows)


def _counted(cell: Cell, unit: str) -> Cell:
    match cell:
        case Plain(text=value) if unit and value:
            return Plain(quantity(value, unit))
        case Many(cells=some):
            return Many(tuple(_counted(one, unit) for one in some))
        case _:
            return cell


def _widened(
    table: Table, record: Record, limits: list[Cell], before: list[Cell], marks: list[Cell]
) -> Table:
    """Put limits and earlier values behind the readings, and shapes where the states stand."""
    status = record.kind.field((next(iter(_tables(record))), 0, "status")).title
    at = table.columns.index(status)  # every row has one
    heads = (*table.columns[:at], say("readings.limits"), say("readings.last"), *table.columns[at:])
    rows = tuple(
        (*row[:at], limit, last, mark, *row[at + 1 :])
        for row, limit, last, mark in zip(table.rows, limits, before, marks, strict=True)
    )
    return Table(heads, rows)


def _tables(record: Record) -> tuple[str, ...]:
    item = fields.field(record.kind, "reading-item")
    return (str(item.at[0]),) if item else ()


def _number(value: float) -> str:
    return f"{value:g}"
