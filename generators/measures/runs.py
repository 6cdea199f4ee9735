"""How often each book was carried out, how it went, how long it took, and which step fails most."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.measures.once import once
from generators.records.moment import known
from generators.records.record import Record

OPEN = ""  # in place of an outcome, where nobody wrote one


class Book(NamedTuple):
    """One book and its runs; what was only exercised is counted by itself."""

    id: str
    runs: Group
    outcomes: tuple[Group, ...]  # each with its runs, in the order of the schema; last what has none
    succeeded: Group
    minutes: float | None  # the median of those of which both ends are known to the minute
    worst: Group | None  # the step that failed most often, with the runs in which it did; the first of equals
    exercises: Group


@once
def books(base: KnowledgeBase) -> tuple[Book, ...]:
    """Give every book that was carried out, by id."""
    return tuple(
        _book(base, kind, name, some)
        for kind in fields.kinds_with(base, "outcome", "step-state")
        for name, some in sorted(_by_book(base, kind).items())
    )


def is_exercise(record: Record) -> bool:
    """Say whether it was no run in earnest: nothing was handled by it."""
    said = fields.field(record.kind, "occasion")
    return said is not None and record.data.get(said.name) in fields.codes(said)


def step_column(kind: Kind) -> Field:
    """Give the column that names the step of the book."""
    columns = kind.fields[fields.column(kind, "step-state").at[0]].children.values()
    return next(one for one in columns if one.ref and one.ref.part)


def book_field(kind: Kind) -> str:
    """Give the field that names the book whose steps they are."""
    ref = step_column(kind).ref
    return str(ref and ref.of)


def tick_column(kind: Kind) -> Field:
    """Give the column that says when a step was ticked."""
    columns = kind.fields[fields.column(kind, "step-state").at[0]].children.values()
    return next(one for one in columns if one.form is Form.MOMENT)


def _by_book(base: KnowledgeBase, kind: Kind) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    owner = book_field(kind)
    for record in fields.records(base, kind):
        found.setdefault(str(record.data.get(owner)), []).append(record)
    return found


def _book(base: KnowledgeBase, kind: Kind, name: str, every: Sequence[Record]) -> Book:
    outcome = fields.column(kind, "outcome")
    some = [one for one in every if not is_exercise(one)]
    told = {one.id: str(one.data.get(outcome.name, OPEN)) for one in some}
    order = [*(str(one.code) for one in outcome.choices), OPEN]
    good = fields.codes(outcome)
    spans = [span for one in some if (span := _minutes(base, one)) is not None]
    groups = (Group(code, tuple(one for one, its in told.items() if its == code)) for code in order)
    return Book(
        name,
        Group(name, tuple(one.id for one in some)),
        tuple(one for one in groups if one.number),
        Group("succeeded", tuple(one for one, its in told.items() if its in good)),
        median(spans) if spans else None,
        _worst(kind, some),
        Group("exercises", tuple(one.id for one in every if is_exercise(one))),
    )


def _minutes(base: KnowledgeBase, record: Record) -> float | None:
    kind, zone = record.kind, base.config.zone
    first, last = (known(record.data.get(one), zone) for one in (kind.start, kind.stop))
    if first is None or last is None or first.is_day or last.is_day:
        return None
    return (last.at - first.at).total_seconds() / 60


def _worst(kind: Kind, some: Sequence[Record]) -> Group | None:
    state, step = fields.column(kind, "step-state"), step_column(kind)
    failed: dict[str, list[str]] = {}
    for record in some:
        for row in fields.rows(record, "step-state"):
            if row.cells.get(state.name) in fields.codes(state):
                runs = failed.setdefault(str(row.cells[step.name]), [])
                runs += [record.id] * (record.id not in runs)
    groups = [Group(name, tuple(runs)) for name, runs in failed.items()]
    return max(groups, key=lambda one: one.number, default=None)
