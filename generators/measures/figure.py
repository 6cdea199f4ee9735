"""A figure: a population of judgements divided by state, so that each of its numbers is a list one can open.

What counts is the denominator, what of it is met the numerator. Whatever leaves the denominator stands in the
remainder under the name of its state; nothing is left out unseen. 0 of 0 is no events, never 100 %.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from generators.judging.verdict import State, Verdict
from generators.records.record import in_order

# the denominator: what had to be done, and has been judged
JUDGED = (State.MET, State.LATE, State.FAILED, State.MISSING, State.STALE)
MISSED = JUDGED[1:]
# the remainder: nobody can say, nobody agreed, not over yet, nothing more to measure, nothing to do
LEFT_OUT = (State.SUSPECT, State.UNSETTLED, State.DUE, State.AT_RISK, State.DECLARED, State.NOT_APPLICABLE)
OPEN = (State.DUE, State.AT_RISK)


class Group(NamedTuple):
    """What has something in common: a state, a severity, a kind."""

    name: str
    ids: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many they are."""
        return len(self.ids)


class Figure(NamedTuple):
    """So many met of so many, and what stands beside them; ids as `about` gives them."""

    states: tuple[Group, ...]  # one for each state that occurs, in the order of `State`
    independent: Group  # of the numerator, those with proof beyond a statement

    @property
    def numerator(self) -> Group:
        """What is met."""
        return self.of("numerator", State.MET)

    @property
    def denominator(self) -> Group:
        """What has been judged, met or not."""
        return self.of("denominator", *JUDGED)

    @property
    def missed(self) -> Group:
        """What is in the denominator and not met."""
        return self.of("missed", *MISSED)

    @property
    def remainder(self) -> tuple[Group, ...]:
        """What is not in the denominator, and why not."""
        return tuple(one for one in self.states if one.name in LEFT_OUT)

    @property
    def suspect(self) -> Group:
        """What nobody can judge before the data are put right."""
        return self.of("suspect", State.SUSPECT)

    @property
    def open(self) -> Group:
        """What is not over yet."""
        return self.of("open", *OPEN)

    @property
    def unsettled(self) -> Group:
        """What the contract says in two ways, of which nobody agreed on one."""
        return self.of("unsettled", State.UNSETTLED)

    @property
    def not_applicable(self) -> Group:
        """What nobody has to do."""
        return self.of("not-applicable", State.NOT_APPLICABLE)

    def of(self, name: str, *states: State) -> Group:
        """Give what is in one of the states."""
        ids = (one for group in self.states if group.name in states for one in group.ids)
        return Group(name, _sorted(ids))


def how_many(rows: Collection[object]) -> int:
    """Say how many rows measures/ has laid out, where a page lists them below the number."""
    return len(rows)


def as_judged(one: Verdict) -> State:
    """Give the state as it was judged: the pauses that were allowed are taken off."""
    return one.state


def as_passed(one: Verdict) -> State:
    """Give the state by the time that passed: a clock is met only if it needed no pause to be."""
    if one.state is State.MET and one.natural_s is not None and one.limit_s is not None:
        return State.MET if one.natural_s <= one.limit_s else State.LATE
    return one.state


def figure(verdicts: Iterable[Verdict], reading: Callable[[Verdict], State] = as_judged) -> Figure:
    """Divide a population of judgements by the states that a reading gives them."""
    by_state: dict[State, list[str]] = {}
    independent = []
    for one in verdicts:
        state = reading(one)
        by_state.setdefault(state, []).append(about(one))
        if state is State.MET and one.independent:
            independent.append(about(one))
    states = (Group(state, _sorted(by_state[state])) for state in State if state in by_state)
    return Figure(tuple(states), Group("independent", _sorted(independent)))


def nearest_rank(values: Sequence[int], percent: int) -> int:
    """Give the smallest of the sorted values that so many in a hundred do not exceed, by nearest rank.

    Of ten values the 90th percentile is the ninth, of eleven the tenth: always one that was measured.
    """
    return values[max(0, -(-percent * len(values) // 100) - 1)]


def about(one: Verdict) -> str:
    """Name what a judgement is about: a record by its id, else the period or the part, else the whole.

    Where several contracts are judged by one obligation, a period or a part is that of one of them.
    """
    named = one.period or one.part or one.obligation
    return one.subject or (f"{one.contract} {named}" if one.contract else named)


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=in_order))
