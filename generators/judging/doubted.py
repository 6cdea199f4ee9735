"""A verdict that rests on a record which somebody must look at first: good turns 待复核, bad stays bad.

Doubt never excuses. An answered doubt leaves the verdict as it is and tells the answer beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generators.codes import CODES
from generators.judging.verdict import State, Trace, Verdict
from generators.records.answers import Doubts
from generators.words import say

_STOP = "。"
_GOOD = (State.MET, State.DECLARED)


def doubted(verdicts: Iterable[Verdict], doubts: Doubts) -> Iterator[Verdict]:
    """Yield the verdicts as they stand in the light of the doubts about what they rest on."""
    told = {*doubts.codes, *doubts.answers}
    for one in verdicts:
        yield one if told.isdisjoint((one.subject, *one.evidence)) else _doubted(one, doubts)


def _doubted(verdict: Verdict, doubts: Doubts) -> Verdict:
    named = dict.fromkeys((verdict.subject or "", *verdict.evidence))
    open_ids = [one for one in named if one in doubts.codes]
    answered = [one for one in named if one in doubts.answers]
    trace = Trace(partial(_words, verdict, doubts, open_ids, answered))
    if open_ids and verdict.state in _GOOD:
        return verdict._replace(state=State.SUSPECT, independent=False, trace=trace)
    return verdict._replace(trace=trace)


def _words(verdict: Verdict, doubts: Doubts, open_ids: list[str], answered: list[str]) -> str:
    trace = str(verdict.trace)
    end = "" if not trace or trace.endswith(_STOP) else _STOP
    return "".join((trace, end, *_told(doubts, open_ids, answered)))


def _told(doubts: Doubts, open_ids: list[str], answered: list[str]) -> Iterator[str]:
    for one in open_ids:
        titles = say("value.comma").join(CODES[code].title for code in doubts.codes[one])
        yield say("judge.doubted", id=one, titles=titles)
    for one in answered:
        for answer in doubts.answers[one]:
            title = CODES[answer.code].title
            yield say("judge.answered", id=one, title=title, reason=answer.reason, by=answer.by)
