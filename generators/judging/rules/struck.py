"""What was struck out after it was bad already: nothing is asked of it any more, and it does not just go.

The verdict says who struck it out and why. It is 不适用 once somebody has looked, and 待复核 until then.
So is what a closed record had come to, good or bad, for a doubt about it went with it. What still ran and
was not over its limit is judged no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from generators.judging.rules.ask import Ask, is_closed
from generators.judging.verdict import BAD, State, Verdict
from generators.records.record import Record
from generators.words import say

_OVER = (State.LATE, State.FAILED)
_ENDED = (*BAD, State.MET)  # what a closed record came to, and some doubt may have made worse


def struck_out(ask: Ask, judge: Callable[[Ask, Record], Iterable[Verdict]]) -> Iterator[Verdict]:
    """Yield what is to be said of each record that was struck out; `judge` judges it as if it were not."""
    for record in ask.struck_out():
        row = record.data["voided"]
        then = ask._replace(scope=ask.scope._replace(now=datetime.fromisoformat(row["at"])))
        for one in judge(ask, record):
            # one that ran on was perhaps not over its limit yet; what has an end is bad whenever it was
            ran = not is_closed(record)
            is_told = (
                any(_is_in(each, _OVER) for each in judge(then, record))
                if ran and _is_in(one, BAD)
                else not ran and _is_in(one, _ENDED)
            )
            if is_told:
                yield ask.verdict(
                    State.NOT_APPLICABLE,
                    subject=one.subject,
                    clock=one.clock,
                    period=one.period,
                    level=one.level,
                    evidence=one.evidence,
                    trace=words(record),
                )


def words(record: Record) -> str:
    """Say who struck a record out, and why."""
    row = record.data["voided"]
    return say("judge.struck_out", by=row["by"], reason=str(row["reason"]).rstrip("。"))


def _is_in(verdict: Verdict, states: tuple[State, ...]) -> bool:
    return verdict.counts and verdict.state in states
