"""What drills taught, and what came of each lesson: an action that closed it or runs, a reason, or nothing.

Which table holds lessons its columns say (`lesson`, `lesson-waived`); whatever has a life of its own and
names a row answers it. What was struck out answers nothing, and nobody closes what he did himself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.once import once
from generators.records.moment import known
from generators.records.record import Record, in_order
from generators.records.sums import Part, Sum


class Answer(StrEnum):
    """How a lesson stands; of several actions the one that stands worst counts."""

    NONE = "none"  # no action, no reason: a gap
    LATE = "late"  # an action past its day
    OPEN = "open"
    DONE = "done"  # whoever did it says so, nobody verified it
    WAIVED = "waived"  # nothing is to be done, and somebody says why
    CLOSED = "closed"  # verified by another person


class Taken(NamedTuple):
    """An action that names a lesson."""

    id: str
    answer: Answer
    due: date | None
    closed: date | None  # when it was verified
    days_late: int  # so many days after its day it was verified, or is still open


class Lesson(NamedTuple):
    """One lesson of a drill."""

    drill: str
    row: int  # of its table
    code: str
    text: str
    answer: Answer
    actions: tuple[Taken, ...]
    reason: str  # why nothing is done
    by: str  # who decided so


class Lessons(NamedTuple):
    """The lessons of drills, and how many stand how."""

    table: str
    every: tuple[Lesson, ...]

    def of(self, *answers: Answer) -> Sum:
        """Give those that stand so, as the rows in which they are written."""
        parts = (Part(one.drill, (self.table, one.row), 1) for one in self.every if one.answer in answers)
        return Sum("lessons", tuple(parts))


@once
def lessons(base: KnowledgeBase) -> Lessons:
    """Give every lesson, drill by drill."""
    kinds = fields.kinds_with(base, "lesson", "lesson-waived")
    found = (one for kind in kinds for record in fields.records(base, kind) for one in _of(base, record))
    table = str(fields.column(kinds[0], "lesson").at[0]) if kinds else ""
    return Lessons(table, tuple(found))


def missing(record: Record) -> tuple[str, ...]:
    """Give the codes that were left out of the numbering: a lesson that stood there once is gone."""
    codes = [str(row.cells[_key(record.kind)]) for row in fields.rows(record, "lesson")]
    numbers = {int(one[1:]) for one in codes if one[1:].isdecimal()}
    return tuple(f"{codes[0][0]}{one}" for one in range(1, max(numbers, default=0)) if one not in numbers)


def _of(base: KnowledgeBase, record: Record) -> Iterator[Lesson]:
    text, waived = (fields.column(record.kind, one).name for one in ("lesson", "lesson-waived"))
    for row in fields.rows(record, "lesson"):
        code = str(row.cells[_key(record.kind)])
        actions = tuple(_taken(base, record.id, code))
        reason = str(row.cells.get(waived, ""))
        order = [*Answer]
        worst = min((one.answer for one in actions), key=order.index, default=None)
        answer = worst or (Answer.WAIVED if reason else Answer.NONE)
        by = next((str(row.cells[one]) for one in _people(record.kind) if one in row.cells), "")
        said = ("", "") if actions else (reason, by)
        yield Lesson(record.id, row.number, code, str(row.cells[text]), answer, actions, *said)


def _key(kind: Kind) -> str:
    table = kind.fields[fields.column(kind, "lesson").at[0]]
    return str(table.marks["key"])


def _people(kind: Kind) -> Iterator[str]:
    """Yield the columns that name somebody: who decided that nothing is done."""
    columns = kind.fields[fields.column(kind, "lesson").at[0]].children.values()
    yield from (one.name for one in columns if one.ref)


def _taken(base: KnowledgeBase, drill: str, code: str) -> Iterator[Taken]:
    naming = {one.source for one in base.facts.naming(drill) if one.row == code}
    for name in sorted(naming, key=in_order):
        record = base.facts.get(name)
        if record is not None and record.kind.stop and not record.is_voided:
            yield taken(base, record)


def taken(base: KnowledgeBase, record: Record) -> Taken:
    """Say how far an action is."""
    zone = base.config.zone
    kind, today = record.kind, base.now.astimezone(zone).date()
    due_text = record.data.get(kind.role("due"))
    due = date.fromisoformat(str(due_text)) if due_text else None
    stop = known(record.data.get(kind.stop), zone)
    closed = stop.at.astimezone(zone).date() if stop and not _is_own(record) else None
    until = closed or today
    late = max((until - due).days, 0) if due else 0
    if closed:
        answer = Answer.CLOSED
    elif late:
        answer = Answer.LATE
    else:
        answer = Answer.DONE if _done(kind) in record.data else Answer.OPEN
    return Taken(record.id, answer, due, closed, late)


def _done(kind: Kind) -> str:
    """Name the event at which the work is done, after which it is verified."""
    return next((str(one.after) for one in kind.events if one.role == "stop" and one.after), kind.stop)


def _is_own(record: Record) -> bool:
    """Say whether whoever verified it is the one who did it (`x-differs`)."""
    pairs = ((one.name, one.marks["differs"]) for one in record.kind.marked("differs"))
    return any(record.data.get(this) == record.data.get(that) for this, that in pairs if this in record.data)
