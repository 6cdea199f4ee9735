"""What was planned and what came of it: the day that a record was meant for, and the day it was over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.once import once
from generators.records.moment import END_OF_DAY, known
from generators.records.record import Record


class Plan(NamedTuple):
    """One record: for when it was meant, and when it was over; not yet, if it has no such day."""

    id: str
    planned: date | None
    held: date | None

    @property
    def days_late(self) -> int | None:
        """How many days after its day it was over; None where either is not known."""
        return (self.held - self.planned).days if self.planned and self.held else None


def plans(base: KnowledgeBase, kind: Kind) -> tuple[Plan, ...]:
    """Give the records of a kind, the newest first by the day they were held, failing that meant for."""
    found = [_plan(base, one) for one in fields.records(base, kind)]
    return tuple(sorted(found, key=lambda one: (one.held or one.planned or date.min, one.id), reverse=True))


@once
def open_plans(base: KnowledgeBase) -> tuple[tuple[Record, datetime], ...]:
    """Give what was meant for a day and is not over, with the end of that day, in order.

    What has a limit of its own (a due day) is judged by it, and is not told again here.
    """
    found = []
    for kind in base.shown:
        if not kind.stop or kind.role("due"):
            continue
        for record in fields.records(base, kind):
            day = next(_days(record), None)
            if day is not None and kind.stop not in record.data:
                found.append((record, datetime.combine(day, END_OF_DAY, base.config.zone)))
    return tuple(sorted(found, key=lambda one: (one[1], one[0].id)))


def _plan(base: KnowledgeBase, record: Record) -> Plan:
    stop = known(record.data.get(record.kind.stop), base.config.zone)
    return Plan(
        record.id,
        next(_days(record), None),
        stop.at.astimezone(base.config.zone).date() if stop else None,
    )


def _days(record: Record) -> Iterator[date]:
    """Yield the days of a record that may lie ahead: those that it is meant for."""
    for field in record.kind.marked("ahead"):
        if len(field.at) == 1 and field.form is Form.DATE and field.name in record.data:
            yield date.fromisoformat(record.data[field.name])
