"""What a year's training plan came to: each row held in its quarter, late, not at all, ahead, or dropped.

A row is held on the last day on which one of the trainings that it names was over, and not before all of them
are. What was held and stands in no plan is told beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.measures.once import once
from generators.records.dimensions import quarter
from generators.records.moment import known
from generators.records.record import Record
from generators.records.sums import Part, Share, Sum

_HELD, _DROPPED = "held_as", "dropped_reason"


class Standing(StrEnum):
    """How a row of a plan stands."""

    DONE = "done"  # in its quarter
    LATE = "late"  # held after it
    MISSED = "missed"  # the quarter is over, and it was not held
    AHEAD = "ahead"
    DROPPED = "dropped"  # somebody decided so, and says why


DUE = (Standing.DONE, Standing.LATE, Standing.MISSED)  # what had to be held by now


class Row(NamedTuple):
    """One row of a plan."""

    plan: str
    number: int  # of its table
    code: str
    topic: str
    audience: str
    quarter: str
    held: tuple[str, ...]
    day: date | None  # on which it was held
    standing: Standing
    reason: str  # why it was dropped


class Plan(NamedTuple):
    """One plan with its rows, and what was held in its days beside it."""

    id: str
    table: str
    rows: tuple[Row, ...]
    beside: Group

    def of(self, *standings: Standing) -> Sum:
        """Give the rows that stand so."""
        parts = (Part(self.id, (self.table, one.number), 1) for one in self.rows if one.standing in standings)
        return Sum("rows", tuple(parts))

    @property
    def kept(self) -> Share:
        """Give what was held in its quarter, of what had to be by now."""
        return Share(self.of(Standing.DONE), self.of(*DUE))


@once
def plans(base: KnowledgeBase) -> tuple[Plan, ...]:
    """Give every plan, in the order of ids."""
    kinds = fields.kinds_with(base, "planned-quarter")
    return tuple(_plan(base, record) for kind in kinds for record in fields.records(base, kind))


def _plan(base: KnowledgeBase, record: Record) -> Plan:
    column = fields.column(record.kind, "planned-quarter")
    rows = tuple(_row(base, record, one, column.name) for one in fields.rows(record, "planned-quarter"))
    named = {name for one in rows for name in one.held}
    return Plan(record.id, str(column.at[0]), rows, Group("beside", tuple(_beside(base, record, named))))


def _row(base: KnowledgeBase, record: Record, row: fields.Row, quarter_key: str) -> Row:
    cells = row.cells
    audience = record.kind.field((row.table, row.number, "audience"))
    held = tuple(str(one) for one in cells.get(_HELD, ()))
    days = [_day(base, one) for one in held]
    over = [one for one in days if one is not None]
    day = max(over) if over and len(over) == len(days) else None
    return Row(
        record.id,
        row.number,
        str(cells["code"]),
        str(cells["topic"]),
        audience.word(cells["audience"]),
        str(cells[quarter_key]),
        held,
        day,
        _standing(
            base, day, date.fromisoformat(quarter(str(cells[quarter_key])).last), is_dropped=_DROPPED in cells
        ),
        str(cells.get(_DROPPED, "")),
    )


def _standing(base: KnowledgeBase, day: date | None, last: date, *, is_dropped: bool) -> Standing:
    if day is not None:
        return Standing.DONE if day <= last else Standing.LATE
    if is_dropped:
        return Standing.DROPPED
    today = base.now.astimezone(base.config.zone).date()
    return Standing.AHEAD if today <= last else Standing.MISSED


def _day(base: KnowledgeBase, name: str) -> date | None:
    record = base.facts.get(name)
    stop = known(record.data.get(record.kind.stop), base.config.zone) if record else None
    return stop.at.astimezone(base.config.zone).date() if stop else None


def _beside(base: KnowledgeBase, plan: Record, named: set[str]) -> Iterator[str]:
    """Yield what was held in the days of the plan and stands in none of its rows."""
    span = base.bindings.days(plan)
    for kind in fields.kinds_with(base, "attendance"):
        for record in fields.records(base, kind):
            day = _day(base, record.id)
            is_within = day is not None and span is not None and span.first <= day <= span.last
            if is_within and record.id not in named:
                yield record.id
