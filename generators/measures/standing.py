"""How the obligations stand: counted by source, element and phase; what is late, at risk or soon due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from generators.judging.obligations import obligations
from generators.judging.rules.ask import SOON_DAYS
from generators.judging.verdict import BAD, State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN, Figure, Group, figure
from generators.measures.once import once
from generators.records.record import Record
from generators.words import say

SOON = timedelta(days=SOON_DAYS)
NOTHING = "none"  # in place of a state, where nothing has been judged
WORST_FIRST = (
    State.LATE, State.FAILED, State.SUSPECT, State.MISSING, State.STALE, State.AT_RISK, State.UNSETTLED,
    State.DUE, State.DECLARED, State.MET, State.NOT_APPLICABLE,
)  # fmt: skip


class Standing(NamedTuple):
    """One obligation as a whole: its worst state and every judgement behind it."""

    obligation: Record
    state: State | None  # None where nothing has been judged
    judgements: Figure

    @property
    def number(self) -> int:
        """How many judgements there are."""
        return sum(one.number for one in self.judgements.states)


class Comparison(NamedTuple):
    """Two obligations on one matter that say different things, and the decisions that either rests on."""

    one: Standing
    other: Standing
    decisions: tuple[str, ...]


class Tally(NamedTuple):
    """The obligations of one group, divided by state; of some, nothing has been judged."""

    title: str
    states: tuple[Group, ...]


@once
def standings(base: KnowledgeBase) -> tuple[Standing, ...]:
    """Give every obligation with its judgements, by id."""
    return tuple(
        Standing(one, worst(base.verdicts_of(one.id)), figure(base.verdicts_of(one.id)))
        for one in obligations(base.facts, base.kinds)
    )


def worst(verdicts: Iterable[Verdict]) -> State | None:
    """Give the state that an obligation as a whole has: its worst verdict."""
    return min((one.state for one in verdicts), key=severity, default=None)


def severity(state: State) -> int:
    """Give the place of a state among all of them, the worst first."""
    return WORST_FIRST.index(state)


def comparisons(base: KnowledgeBase) -> tuple[Comparison, ...]:
    """Give the obligations that contradict each other, side by side, each two of them once."""
    known = {one.obligation.id: one for one in standings(base)}
    found: dict[frozenset[str], Comparison] = {}
    for one in known.values():
        for link in base.facts.named_by(one.obligation.id):
            other = known.get(link.target)
            if other is not None:
                written = (each.obligation.data.get("decision") for each in (one, other))
                named = {str(name) for name in written if name and not base.facts.hides(name)}
                pair = frozenset((one.obligation.id, other.obligation.id))
                found.setdefault(pair, Comparison(one, other, tuple(sorted(named))))
    return tuple(found.values())


def tallies(base: KnowledgeBase) -> tuple[tuple[str, tuple[Tally, ...]], ...]:
    """Count the obligations by source, by element and by phase."""
    known = standings(base)
    return (
        (say("status.by_source"), _tally(known, "source", lambda code: _source(base, code))),
        (say("status.by_element"), _tally(known, "element", lambda code: say(f"element.{code}"))),
        (say("status.by_phase"), _tally(known, "phase", lambda code: say(f"phase.{code}"))),
    )


def bad(base: KnowledgeBase) -> tuple[Verdict, ...]:
    """Give what is late, failed or cannot be shown."""
    return base.verdicts_in(*BAD)


def unsettled(base: KnowledgeBase) -> tuple[Standing, ...]:
    """Give the obligations of which something cannot be judged before somebody agrees how to read them."""
    return tuple(one for one in standings(base) if one.judgements.unsettled.number)


def due(base: KnowledgeBase) -> tuple[Verdict, ...]:
    """Give what is open and falls due within thirty days, the nearest first."""
    found = [
        (one.due, one)
        for one in base.verdicts_in(*OPEN)
        if one.due is not None and one.due - base.now <= SOON
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].obligation)))


def _tally(known: tuple[Standing, ...], field: str, title: Callable[[str], str]) -> tuple[Tally, ...]:
    groups: dict[str, dict[str, list[str]]] = {}
    for one in known:
        by_state = groups.setdefault(str(one.obligation.data[field]), {})
        by_state.setdefault(one.state or NOTHING, []).append(one.obligation.id)
    return tuple(
        Tally(
            title(code),
            tuple(Group(name, tuple(by_state[name])) for name in (*State, NOTHING) if name in by_state),
        )
        for code, by_state in groups.items()
    )


def _source(base: KnowledgeBase, code: str) -> str:
    source = base.facts.get(code)
    return source.title if source else code
