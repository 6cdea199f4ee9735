"""Causes: what makes verdicts bad, each with the obligations behind it, and what waits to be done.

One late inspection may stand behind seven obligations; it is one thing to be put right, and is counted once.
A cause is open while it can still be put right or runs on, else it is past and finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from generators.codes import CODES
from generators.judging.verdict import BAD, Cause, State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.measures.figure import OPEN, Group, about
from generators.measures.once import once
from generators.records.record import in_order
from generators.records.timeline import Timeline
from generators.words import say

FAULTY = (
    *BAD,
    State.UNSETTLED,
)  # what nobody agreed on is no fault, and is to be settled all the same


class Behind(NamedTuple):
    """One cause, and what is bad because of it, or waits for it."""

    cause: Cause
    title: str  # of the record, or of what is not there
    note: str  # what is wrong with the record, where its state does not tell
    state: State  # the worst of the verdicts
    verdicts: tuple[Verdict, ...]
    obligations: Group
    judgements: Group
    is_open: bool
    since: datetime | None
    over_s: int | None  # the furthest
    due: datetime | None  # the nearest

    @property
    def name(self) -> str:
        """What it is called in files, and what a page links to."""
        return self.cause.name


class Shown(NamedTuple):
    """Causes as far as there is room, and the rest divided by state."""

    all: Group
    obligations: Group  # behind all of them
    first: tuple[Behind, ...]
    rest: tuple[Group, ...]


class Summary(NamedTuple):
    """What is bad, in one screen: what is open, what is past, and what falls due next."""

    obligations: Group
    faulty: tuple[Group, ...]  # the obligations, by the state of each as a whole
    others: tuple[Group, ...]
    open: Shown
    done: Shown
    due: Shown


@once
def causes(base: KnowledgeBase) -> tuple[Behind, ...]:
    """Give what makes anything bad or unsettled: open before done, the worst first, then the oldest."""
    return _ordered(_behind(base, base.verdicts_in(*FAULTY)))


def of_record(base: KnowledgeBase, record_id: str) -> tuple[Behind, ...]:
    """Give the same for what one record makes bad."""
    found = _behind(base, _by_record(base).get(record_id, ()))
    return _ordered(one for one in found if one.cause.record == record_id)


@once
def _by_record(base: KnowledgeBase) -> Mapping[str, tuple[Verdict, ...]]:
    found: dict[str, list[Verdict]] = {}
    for verdict in base.verdicts_in(*FAULTY):
        for name in dict.fromkeys(cause.record for cause in verdict.cause if cause.record):
            found.setdefault(name, []).append(verdict)
    return {name: tuple(some) for name, some in found.items()}


def all_causes(base: KnowledgeBase) -> tuple[Behind, ...]:
    """Give the same for every verdict that names a cause, what is only due among them."""
    return _ordered(_behind(base, base.verdicts))


@once
def to_do(base: KnowledgeBase) -> tuple[Behind, ...]:
    """Give what is open and falls due within thirty days, the nearest first."""
    found = _behind(base, standing.due(base))
    return tuple(sorted(found, key=lambda one: (one.due or base.now, one.name)))


@once
def coming(base: KnowledgeBase) -> tuple[Behind, ...]:
    """Give all that is open, the nearest first; what no day is set for stands last."""
    found = _behind(base, base.verdicts_in(*OPEN))
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or base.now, one.name)))


def newest(known: Iterable[Behind], *states: State) -> tuple[Behind, ...]:
    """Give those whose worst is one of these states, the newest first; what has no day stands last."""
    some = [one for one in known if one.state in states]
    return tuple(sorted(some, key=lambda one: one.since.timestamp() if one.since else 0, reverse=True))


def waiting(base: KnowledgeBase) -> tuple[Behind, ...]:
    """Give what is open and has a day, however far, the nearest first."""
    return tuple(one for one in coming(base) if one.due is not None)


def made_bad(known: Iterable[Behind]) -> tuple[Group, Group]:
    """Give the causes and the obligations behind them, each once."""
    some = tuple(known)
    behind = {name for one in some for name in one.obligations.ids}
    return (
        Group("causes", tuple(one.name for one in some)),
        Group("obligations", tuple(sorted(behind, key=in_order))),
    )


def summary(base: KnowledgeBase, lines: int) -> Summary:
    """Give what fits into so many lines; each list has room, what one leaves goes to the next."""
    known, due = causes(base), to_do(base)
    is_open, done = ([one for one in known if one.is_open is side] for side in (True, False))
    soon = min(len(due), lines // 6)
    first = min(len(is_open), lines - soon - min(len(done), lines // 3))
    past = min(len(done), lines - soon - first)
    ids: dict[State | None, list[str]] = {}
    for one in standing.standings(base):
        ids.setdefault(one.state, []).append(one.obligation.id)
    groups = {state: Group(state or standing.NOTHING, tuple(some)) for state, some in ids.items()}
    return Summary(
        Group("obligations", tuple(name for some in ids.values() for name in some)),
        tuple(groups[state] for state in FAULTY if state in groups),
        tuple(groups[state] for state in (*State, None) if state in groups and state not in FAULTY),
        _shown(is_open, first),
        _shown(done, past),
        _shown(due, lines - first - past),
    )


def _shown(known: Sequence[Behind], lines: int) -> Shown:
    ids: dict[State, list[str]] = {}
    for one in known[lines:]:
        ids.setdefault(one.state, []).append(one.name)
    return Shown(
        *made_bad(known),
        tuple(known[:lines]),
        tuple(Group(state, tuple(ids[state])) for state in State if state in ids),
    )


def _behind(base: KnowledgeBase, verdicts: Iterable[Verdict]) -> list[Behind]:
    found: dict[str, list[tuple[Cause, Verdict]]] = {}
    for verdict in verdicts:
        for cause in verdict.cause:
            found.setdefault(cause.name, []).append((cause, verdict))
    return [_one(base, some) for some in found.values()]


def _one(base: KnowledgeBase, some: Sequence[tuple[Cause, Verdict]]) -> Behind:
    cause, verdicts = some[0][0], tuple(verdict for _, verdict in some)
    state = standing.worst(verdicts) or State.SUSPECT
    sinces = [at for one, verdict in some if (at := one.since or _passed(verdict))]
    sinces = sinces or [at for _, verdict in some if (at := _begun(base, verdict))]
    overs = [one.over_s for one, _ in some if one.over_s is not None]
    return Behind(
        cause,
        _title(base, cause, state),
        _note(some),
        state,
        verdicts,
        Group("obligations", tuple(sorted({one.obligation for one in verdicts}, key=in_order))),
        Group("judgements", tuple(about(one) for one in verdicts)),
        any(one.is_open for one, _ in some),
        min(sinces).astimezone(base.config.zone) if sinces else None,
        max(overs, default=None),
        min((one.due for one in verdicts if one.due), default=None),
    )


def _passed(verdict: Verdict) -> datetime | None:
    """Give the due day of what is bad: since then it is."""
    return None if verdict.state in OPEN else verdict.due


def _begun(base: KnowledgeBase, verdict: Verdict) -> datetime | None:
    """Give when the record began that is judged, where no limit tells since when it is bad."""
    record = base.facts.get(verdict.subject or "")
    start = Timeline(record, base.config.zone).since if record and verdict.state not in OPEN else None
    return start.at if start else None


def _title(base: KnowledgeBase, cause: Cause, state: State) -> str:
    if cause.record is None:
        if state in OPEN:
            return cause.what
        return say("cause.absent" if cause.kind else "cause.unproven", what=cause.what)
    record = base.facts.get(cause.record)
    return record.title if record else say("record.unsound")


def _note(some: Sequence[tuple[Cause, Verdict]]) -> str:
    cause = some[0][0]
    if cause.record is None:
        return ""
    titles = say("value.comma").join(CODES[code].title for code in cause.codes)
    return titles or next((one.what for one, _ in some if one.what), "")


def _ordered(found: Iterable[Behind]) -> tuple[Behind, ...]:
    return tuple(sorted(found, key=_order))


def _order(one: Behind) -> tuple[bool, int, bool, float, str]:
    since = one.since.timestamp() if one.since else 0
    return not one.is_open, standing.severity(one.state), one.since is None, since, in_order(one.name)
