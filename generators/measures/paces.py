"""How a book is followed: each step's runs, how long it takes, how often it fails; and what it was used for.

A step begins when the one before it was ticked, the first when the run began. An exercise tells how long
steps take only where nobody followed the book in earnest, and serves no call.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields, runs
from generators.measures.figure import Group
from generators.records.moment import known
from generators.records.record import Record, in_order

_MINUTE = 60  # seconds


class Pace(NamedTuple):
    """One step, the runs in which it was ticked, by how, and its median minutes where it was done."""

    step: str
    runs: Group
    states: tuple[Group, ...]  # each with its runs, in the order of the schema
    failed: Group
    timed: Group  # the runs in which it was done and both ends are known
    minutes: float | None


class Followed(NamedTuple):
    """A book's runs, the newest first, its steps as they went, and the calls that it was used for."""

    runs: tuple[Record, ...]
    steps: dict[str, Pace]
    served: Group


def followed(base: KnowledgeBase, book: str) -> Followed:
    """Give what is known of how a book was followed."""
    some = [one for kind in _kinds(base) for one in fields.records(base, kind) if _book(one) == book]
    newest = tuple(sorted(some, key=lambda one: _begun(base, one), reverse=True))
    earnest = [one for one in some if not runs.is_exercise(one)]
    return Followed(newest, _paces(base, earnest or some), _served(base, book, earnest))


def _kinds(base: KnowledgeBase) -> tuple[Kind, ...]:
    return fields.kinds_with(base, "outcome", "step-state")


def _book(record: Record) -> str:
    return str(record.data.get(runs.book_field(record.kind)))


def _begun(base: KnowledgeBase, record: Record) -> tuple[float, str]:
    start = known(record.data.get(record.kind.start), base.config.zone)
    return (start.at.timestamp() if start else 0.0, record.id)


def _paces(base: KnowledgeBase, some: list[Record]) -> dict[str, Pace]:
    ticked: dict[str, dict[str, dict[str, None]]] = {}
    spans: dict[str, list[tuple[str, float]]] = {}
    for record in some:
        for step, state, minutes in _rows(base, record):
            ticked.setdefault(step, {}).setdefault(state, {})[record.id] = None
            if minutes is not None:
                spans.setdefault(step, []).append((record.id, minutes))
    kind = some[0].kind if some else None
    return {name: _pace(kind, name, states, spans.get(name, [])) for name, states in ticked.items() if kind}


def _pace(kind: Kind, name: str, states: dict[str, dict[str, None]], spans: list[tuple[str, float]]) -> Pace:
    state = fields.column(kind, "step-state")
    groups = (Group(str(one.code), tuple(states.get(str(one.code), ()))) for one in state.choices)
    every = {one for ids in states.values() for one in ids}
    bad = dict.fromkeys(one for code in fields.codes(state) for one in states.get(code, ()))
    return Pace(
        name,
        Group(name, tuple(sorted(every, key=in_order))),
        tuple(one for one in groups if one.number),
        Group("failed", tuple(bad)),
        Group("timed", tuple(dict.fromkeys(one for one, _ in spans))),
        median(minutes for _, minutes in spans) if spans else None,
    )


def _rows(base: KnowledgeBase, record: Record) -> Iterator[tuple[str, str, float | None]]:
    """Yield each tick: the step, how it went, and the minutes since the tick before; skipping takes none."""
    kind, zone = record.kind, base.config.zone
    state, step, when = fields.column(kind, "step-state"), runs.step_column(kind), runs.tick_column(kind)
    start = known(record.data.get(kind.start), zone)
    before = None if start is None or start.is_day else start.at
    for row in fields.rows(record, "step-state"):
        found = known(row.cells.get(when.name), zone)
        at = found.at if found else None
        code = str(row.cells.get(state.name))
        is_done = code == str(state.choices[0].code)
        minutes = (at - before).total_seconds() / _MINUTE if at and before and is_done else None
        yield str(row.cells.get(step.name)), code, minutes if minutes is None or minutes >= 0 else None
        before = at or before


def _served(base: KnowledgeBase, book: str, some: list[Record]) -> Group:
    """Give the calls that name the book, or that a run of it names."""
    calls = {kind.name for kind in base.shown if kind.role("level")}
    naming = [link.source for link in base.facts.naming(book)]
    named = [link.target for one in some for link in base.facts.named_by(one.id)]
    found = {
        one
        for one in (*naming, *named)
        if (record := base.facts.get(one)) and record.kind.name in calls and not record.is_voided
    }
    return Group("served", tuple(sorted(found, key=in_order)))
