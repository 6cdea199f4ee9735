"""How a record came out: the worst of its clocks, or of all that is judged on it, and by how much.

A clock of which nobody agreed how to read it, or that asks for nothing, tells only where no other does.
Of the clocks that are over their limit the one that is furthest tells by how much; of those that still run,
the one that has least left.
"""

from __future__ import annotations

from typing import NamedTuple

from generators.judging.obligations import obligations
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN
from generators.measures.standing import NOTHING, WORST_FIRST, worst
from generators.records.record import Record

VOIDED = "voided"  # what was struck out is not judged
UNJUDGED = ""
_SILENT = (State.UNSETTLED, State.NOT_APPLICABLE)
NAMES = (*WORST_FIRST, NOTHING, VOIDED)


class Outcome(NamedTuple):
    """The name of a state, or of what stands for one; and the clock that tells most of it, if one does."""

    name: str
    seconds: int = 0  # over the limit, or left if less than nothing
    verdict: Verdict | None = None


def of(base: KnowledgeBase, record: Record) -> Outcome:
    """Give how a record came out; an obligation by all that it judges."""
    if record.is_voided:
        return Outcome(VOIDED)
    is_judge = bool(record.kind.role("judge"))
    verdicts = base.verdicts_of(record.id) if is_judge else base.verdicts_on(record.id)
    clocks = () if is_judge else tuple(one for one in verdicts if one.clock)
    state = worst([one for one in clocks if one.state not in _SILENT] or clocks or verdicts)
    if state is None:
        return Outcome(NOTHING if is_judge and record in obligations(base.facts, base.kinds) else UNJUDGED)
    told = [
        (seconds, one) for one in clocks if one.state is state and (seconds := _over(base, one)) is not None
    ]
    if not told:
        return Outcome(state)
    return Outcome(state, *max(told, key=lambda pair: pair[0]))


def _over(base: KnowledgeBase, one: Verdict) -> int | None:
    """Give by how much a clock is over its limit; less than nothing while it runs."""
    if one.state in OPEN and one.due is not None:
        return -round((one.due - base.now).total_seconds())
    return over(one)


def over(one: Verdict) -> int | None:
    """Give by how much a late clock is over its limit.

    Nothing where it kept the limit that holds in the end and broke an earlier one: that is not told.
    """
    if one.state is not State.LATE or one.measured_s is None or one.limit_s is None:
        return None
    return max(0, one.measured_s - one.limit_s) or None
