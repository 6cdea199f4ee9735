"""How the obligations stand: counted by source, element and phase; what is late, at risk or soon due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from generators.judging.obligations import obligations, worst
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.words import say

SOON = timedelta(days=30)
BAD = (State.LATE, State.FAILED, State.MISSING, State.STALE, State.SUSPECT)


class Standing(NamedTuple):
    """One obligation as a whole: its worst state and every judgement behind it."""

    obligation: Record
    state: State | None
    verdicts: tuple[Verdict, ...]


class Comparison(NamedTuple):
    """Two obligations on one matter that say different things, and the decisions that either rests on."""

    one: Standing
    other: Standing
    decisions: tuple[str, ...]


class Tally(NamedTuple):
    """How many obligations of one group are in which state."""

    title: str
    states: tuple[tuple[State, int], ...]


def standings(base: KnowledgeBase) -> tuple[Standing, ...]:
    """Give every obligation with its verdicts, by id."""
    by_obligation: dict[str, list[Verdict]] = {}
    for one in base.verdicts:
        by_obligation.setdefault(one.obligation, []).append(one)
    found = []
    for record in obligations(base.facts, base.kinds):
        verdicts = tuple(by_obligation.get(record.id, ()))
        found.append(Standing(record, worst(verdicts), verdicts))
    return tuple(found)


def comparisons(base: KnowledgeBase) -> tuple[Comparison, ...]:
    """Give the obligations that contradict each other, side by side, each two of them once."""
    known = {one.obligation.id: one for one in standings(base)}
    found: dict[frozenset[str], Comparison] = {}
    for one in known.values():
        for link in base.facts.named_by(one.obligation.id):
            other = known.get(link.target)
            if other is not None:
                named = {each.obligation.data.get("decision") for each in (one, other)} - {None}
                pair = frozenset((one.obligation.id, other.obligation.id))
                found.setdefault(pair, Comparison(one, other, tuple(sorted(map(str, named)))))
    return tuple(found.values())


def tallies(base: KnowledgeBase) -> tuple[tuple[str, tuple[Tally, ...]], ...]:
    """Count the obligations by source, by element and by phase."""
    known = standings(base)
    return (
        (say("status.by_source"), _tally(known, lambda one: _source(base, one))),
        (say("status.by_element"), _tally(known, lambda one: say(f"element.{one.data['element']}"))),
        (say("status.by_phase"), _tally(known, lambda one: say(f"phase.{one.data['phase']}"))),
    )


def bad(base: KnowledgeBase) -> tuple[Verdict, ...]:
    """Give what is late, failed or cannot be shown."""
    return tuple(one for one in base.verdicts if one.state in BAD)


def due(base: KnowledgeBase) -> tuple[Verdict, ...]:
    """Give what is open and falls due within thirty days, the nearest first."""
    open_states = (State.DUE, State.AT_RISK)
    found = [
        (one.due, one)
        for one in base.verdicts
        if one.state in open_states and one.due and one.due - base.now <= SOON
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].obligation)))


def _tally(known: tuple[Standing, ...], group: Callable[[Record], str]) -> tuple[Tally, ...]:
    groups: dict[str, Counter[State]] = {}
    for one in known:
        if one.state is not None:
            groups.setdefault(group(one.obligation), Counter())[one.state] += 1
    return tuple(
        Tally(title, tuple((state, counter[state]) for state in State if counter[state]))
        for title, counter in groups.items()
    )


def _source(base: KnowledgeBase, record: Record) -> str:
    source = base.facts.get(record.data["source"])
    return source.title if source else str(record.data["source"])
