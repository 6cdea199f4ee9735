"""A record in short, once for its page's top, its register row, its search hit and its print.

What it is called, how it stands, three facts and what comes next: `x-summary` of its schema says which.
"""

from __future__ import annotations

from typing import NamedTuple

from generators import address
from generators.judging.verdict import State, Verdict
from generators.kinds.kind import Event, Kind
from generators.knowledge import KnowledgeBase
from generators.measures import outcome
from generators.measures.figure import OPEN
from generators.measures.once import once
from generators.measures.outcome import Outcome
from generators.records.record import Record
from generators.records.timeline import Timeline
from generators.site.cells import Cell, Field, Plain, brief, time
from generators.words import say


class Next(NamedTuple):
    """What has to be done next, and by when; without a day where nothing sets one."""

    what: str
    by: str

    def __str__(self) -> str:
        return say("summary.next_by" if self.by else "summary.next", what=self.what, time=self.by)


class Summary(NamedTuple):
    """What one asks first of a record. `outcome` is how it came out, where it is judged, and by how much."""

    id: str
    uri: str
    kind: str
    headline: str
    state: str  # in words; empty where the kind has none
    is_voided: bool
    outcome: Outcome
    facts: tuple[Field, ...]
    next: Next | None

    @property
    def verdict(self) -> State | None:
        """The state that it came out in; none where nothing is judged, or it was struck out."""
        return next((state for state in State if state == self.outcome.name), None)

    def fact(self, name: str) -> Cell | None:
        """Give one of the facts by the name of its field."""
        return next((one.cell for one in self.facts if one.name == name), None)


def summary(base: KnowledgeBase, record: Record) -> Summary:
    """Say a record in short; the register, its own page and the pages of what it follows all do."""
    return _known(base, record.id) if base.facts.get(record.id) is record else _made(base, record)


@once
def _known(base: KnowledgeBase, name: str) -> Summary:
    return _made(base, base.facts.records[name])


def _made(base: KnowledgeBase, record: Record) -> Summary:
    kind = record.kind
    life = Timeline(record, base.config.zone)
    told = ((name, _fact(base, record, name, life)) for name in kind.summary.facts if name in record.data)
    return Summary(
        record.id,
        address.record(record.id),
        kind.title,
        record.title,
        _state(record, life),
        record.is_voided,
        outcome.of(base, record),
        tuple(Field(name, kind.fields[name].title, cell) for name, cell in told),
        None if record.is_voided or life.is_over else _next(base, record),
    )


def _fact(base: KnowledgeBase, record: Record, name: str, life: Timeline) -> Cell:
    """Give a fact; of a level that changed, all that it was."""
    cell = brief(base, record, name)
    if name != record.kind.role("level") or not life.changes:
        return cell
    levels = (str(record.data[name]), *(str(one.value) for one in life.changes))
    return Plain(say("summary.levels").join(levels))


def _state(record: Record, life: Timeline) -> str:
    """Say how far a record has come: struck out, what its field says, or what happened to it last."""
    if record.is_voided:
        return say("summary.voided")
    name = record.kind.summary.state
    if name in record.data:
        return record.kind.fields[name].word(record.data[name])
    happened = [one for one in life.entries if one.what == "event" and one.path == (one.name,)]
    last = life.end_name if life.is_over else (happened[-1].name if happened else "")
    return say("summary.done", event=record.kind.fields[last].title) if last else ""


def _next(base: KnowledgeBase, record: Record) -> Next | None:
    """Say what comes next: what is judged and nearest to its limit, else an event, else a day written."""
    open_ones = [(one.due, one) for one in base.verdicts_on(record.id) if one.state in OPEN and one.due]
    own = [(due, one) for due, one in open_ones if one.subject == record.id]
    if own:
        due, nearest = min(own, key=lambda pair: (pair[0], pair[1].obligation))
        return Next(_asked(base, record, nearest), time(base, due))
    coming = next((one for one in _way(record.kind) if one.name not in record.data), None)
    day = record.data.get(record.kind.summary.next)
    if coming is not None:
        return Next(record.kind.fields[coming.name].title, str(day or ""))
    return Next(record.kind.fields[record.kind.summary.next].title, str(day)) if day else None


def _asked(base: KnowledgeBase, record: Record, verdict: Verdict) -> str:
    """Name the event that stops a clock, else the obligation."""
    if verdict.clock:
        return record.kind.fields[verdict.clock].title
    obligation = base.facts.get(verdict.obligation)
    return obligation.title if obligation else verdict.obligation


def _way(kind: Kind) -> tuple[Event, ...]:
    """Give the events that a record passes on its way to its end, in order."""
    known = {one.name: one for one in kind.events}
    way, one = [], known.get(kind.stop)
    while one is not None and one not in way:
        way.append(one)
        one = known.get(one.after or "")
    return tuple(reversed(way))
