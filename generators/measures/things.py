"""Things: what waits, what was not done and what nobody signed, each once, with its day and who has it.

A thing is a cause: one inspection that four obligations wait for is one thing. Beside causes stand records
that are meant for a day and are not over, and those written for a signature that have none. The first page
counts things of this list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from generators.judging.verdict import BAD, State
from generators.knowledge import KnowledgeBase
from generators.measures import causes, standing
from generators.measures.causes import Behind
from generators.measures.figure import Group
from generators.measures.once import once
from generators.measures.planned import open_plans
from generators.records.moment import known
from generators.records.record import Record, in_order
from generators.words import say

SIGNATURE = "signed"  # the event that ends what is written for a signature


class Wait(StrEnum):
    """What a thing waits for; one may wait and be at fault all the same."""

    RUNNING = "running"  # a clock runs
    OVERDUE = "overdue"  # its day is past, and it can still be done
    SOON = "soon"  # due within thirty days
    LATER = "later"
    SIGNATURE = "signature"


class Fault(StrEnum):
    """Whether what was not done can still be put right; or that nobody can say whether it was done."""

    OPEN = "open"
    DONE = "done"
    UNCLEAR = "unclear"  # doubted, or read in two ways: it is not counted as not done


_UNCLEAR = (State.SUSPECT, State.UNSETTLED)


class Thing(NamedTuple):
    """One thing: what it is, whose, how it stands, since when or until when."""

    name: str
    title: str
    note: str
    record: str | None  # None where something is not there
    kind: str | None  # of the record, or of what is not there
    owner: str | None
    state: State | None  # None where nothing is judged
    waits: tuple[Wait, ...]
    fault: Fault | None
    doubts: tuple[str, ...]  # the codes of the notices that doubt it
    due: datetime | None  # of what waits
    used_percent: int | None  # of the limit of the clock that runs
    since: datetime | None  # it is at fault
    over_s: int | None
    obligations: Group


@once
def things(base: KnowledgeBase) -> tuple[Thing, ...]:
    """Give all things: what waits by its day, what is at fault only, what is planned, what is not signed."""
    faults = {one.name: one for one in causes.causes(base)}
    waiting = {one.name: one for one in causes.waiting(base)}
    names = dict.fromkeys((*waiting, *faults))
    return (
        *(_thing(base, faults.get(name), waiting.get(name)) for name in names),
        *(_meant(base, record, due) for record, due in open_plans(base) if record.id not in names),
        *_unsigned(base),
    )


def waiting_for(known: tuple[Thing, ...], wait: Wait) -> tuple[Thing, ...]:
    """Give what waits for one thing: of what is overdue the longest first, else in their order."""
    some = [one for one in known if wait in one.waits]
    if wait is Wait.OVERDUE:
        some.sort(key=lambda one: -(one.over_s or 0))
    return tuple(some)


def at_fault(known: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Give what was not done, the newest first; what has no day stands last."""
    return _newest(one for one in known if one.fault in (Fault.OPEN, Fault.DONE))


def unclear(known: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Give that of which nobody can say whether it was done, in the same order."""
    return _newest(one for one in known if one.fault is Fault.UNCLEAR)


def _newest(found: Iterable[Thing]) -> tuple[Thing, ...]:
    some = list(found)
    some.sort(key=lambda one: (one.since is None, -(one.since.timestamp() if one.since else 0), one.name))
    return tuple(some)


def signed_last(base: KnowledgeBase) -> tuple[Record, datetime] | None:
    """Give what was signed last, of what is written for a signature only."""
    found = [
        (at, record)
        for record in _for_signature(base)
        if not record.is_voided and (at := _signed(base, record)) is not None
    ]
    if not found:
        return None
    at, record = max(found, key=lambda pair: (pair[0], pair[1].id))
    return record, at


def _thing(base: KnowledgeBase, fault: Behind | None, waiting: Behind | None) -> Thing:
    some = [one for one in (waiting, fault) if one]
    first = some[0]
    record = base.facts.get(first.cause.record or "")
    return Thing(
        first.name,
        first.title,
        fault.note if fault else first.note,
        first.cause.record,
        record.kind.name if record else first.cause.kind,
        owner(base, record) if record else None,
        standing.worst(verdict for one in some for verdict in one.verdicts),
        tuple(_waits(base, fault, waiting)),
        _fault(fault) if fault else None,
        fault.cause.codes if fault else (),
        waiting.due if waiting else None,
        _used(waiting) if waiting else None,
        fault.since if fault else None,
        fault.over_s if fault else None,
        Group("obligations", tuple(sorted({ob for one in some for ob in one.obligations.ids}, key=in_order))),
    )


def _meant(base: KnowledgeBase, record: Record, due: datetime) -> Thing:
    """Give what was meant for a day and is not over: nothing judges it, and the day is kept in mind."""
    past = max(0, int((base.now - due).total_seconds()))
    wait = Wait.OVERDUE if past else Wait.SOON if due - base.now <= standing.SOON else Wait.LATER
    return Thing(
        record.id, record.title, say("things.planned"), record.id, record.kind.name, owner(base, record),
        None, (wait,), None, (), due, None, None, past or None, Group("obligations", ()),
    )  # fmt: skip


def _fault(one: Behind) -> Fault:
    if one.state in _UNCLEAR:
        return Fault.UNCLEAR
    return Fault.OPEN if one.is_open else Fault.DONE


def _waits(base: KnowledgeBase, fault: Behind | None, waiting: Behind | None) -> Iterator[Wait]:
    if fault and fault.is_open and fault.over_s and fault.state in BAD:
        yield Wait.OVERDUE
    if waiting is None or waiting.due is None:
        return
    if any(one.clock for one in waiting.verdicts):
        yield Wait.RUNNING
    else:
        yield Wait.SOON if waiting.due - base.now <= standing.SOON else Wait.LATER


def _used(waiting: Behind) -> int | None:
    """Give how much of its limit the clock that ends first has used up."""
    clocks = [(one.due, one) for one in waiting.verdicts if one.clock and one.due and one.limit_s]
    if not clocks:
        return None
    _, nearest = min(clocks, key=lambda pair: (pair[0], pair[1].obligation))
    return min(100, 100 * (nearest.measured_s or 0) // (nearest.limit_s or 1))


def owner(base: KnowledgeBase, record: Record) -> str | None:
    """Give who has a record: the person among the facts of its summary, else the first that it names."""
    people = {kind.name for kind in base.shown if kind.role("posts")}
    fields = record.kind.fields
    for name in (*record.kind.summary.facts, *fields):
        inner = fields[name].item or fields[name]
        if inner.ref and not inner.ref.part and people & {*inner.ref.kinds} and record.data.get(name):
            value = record.data[name]
            return str(value if isinstance(value, str) else value[0])
    return None


def _for_signature(base: KnowledgeBase) -> Iterator[Record]:
    for kind in base.shown:
        if kind.stop == SIGNATURE and not kind.start:
            yield from base.facts.of_kind(kind.name)


def _unsigned(base: KnowledgeBase) -> Iterator[Thing]:
    for record in _for_signature(base):
        if record.is_voided or SIGNATURE in record.data:
            continue
        yield Thing(
            record.id, record.title, "", record.id, record.kind.name, owner(base, record), None,
            (Wait.SIGNATURE,), None, (), None, None, None, None, Group("obligations", ()),
        )  # fmt: skip


def _signed(base: KnowledgeBase, record: Record) -> datetime | None:
    moment = known(record.data.get(SIGNATURE), base.config.zone)
    return moment.at if moment else None
