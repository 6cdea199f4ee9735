"""A verdict that rests on a record which somebody must look at first: good turns 待复核, bad stays bad.

Doubt never excuses, nor does striking out what had begun. An answered doubt leaves the verdict as it is and
tells the answer beside it. A doubt about some fields alone touches only what was judged by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import NamedTuple

from generators.codes import CODES
from generators.judging.reads import Reads, reads
from generators.judging.rests import Rests
from generators.judging.verdict import Cause, State, Trace, Verdict
from generators.kinds.kind import Kinds
from generators.records.answers import Doubt, Doubts
from generators.records.facts import Facts
from generators.words import say

_STOP = "。"
_GOOD = (State.MET, State.DECLARED)
_STRUCK_OUT = "voided-though-begun"


class _Told(NamedTuple):
    """What doubts a record, or did until somebody answered, as far as it touches a verdict."""

    id: str
    doubts: tuple[Doubt, ...]

    @property
    def open(self) -> list[str]:
        """The codes that nobody has answered."""
        return [one.code for one in self.doubts if one.answer is None]


def doubted(verdicts: Iterable[Verdict], doubts: Doubts, facts: Facts, kinds: Kinds) -> Iterator[Verdict]:
    """Yield the verdicts as they stand in the light of the doubts about what they rest on."""
    rewritten = {
        one
        for one, some in doubts.items()
        if any(CODES[each.code].needs_history for each in some if each.answer is None)
    }
    rests = Rests(doubts, rewritten, facts)

    @cache
    def read_by(obligation: str) -> Reads:
        return reads(facts.get(obligation), kinds)

    @cache
    def touching(obligation: str, record_id: str) -> tuple[Doubt, ...]:
        read = read_by(obligation).of(facts.get(record_id))
        return tuple(one for one in doubts[record_id] if one.touches(read))

    for one in verdicts:
        named = [name for name in rests.of(one) if name in doubts] if rests.may_touch(one) else []
        yield _doubted(one, [_Told(name, touching(one.obligation, name)) for name in named]) if named else one


def _doubted(verdict: Verdict, told: list[_Told]) -> Verdict:
    if not any(one.doubts for one in told):
        return verdict
    trace = Trace(partial(_words, verdict, told))
    opened = [one for one in told if one.open]
    is_out = any(_STRUCK_OUT in one.open for one in opened)
    if opened and (verdict.state in _GOOD or (is_out and verdict.state is State.NOT_APPLICABLE)):
        cause = tuple(Cause(record=one.id, codes=tuple(sorted(one.open))) for one in opened)
        bad = verdict._replace(state=State.SUSPECT, independent=False, trace=trace)
        return bad._replace(cause=cause) if verdict.counts else bad
    return verdict._replace(trace=trace)


def _words(verdict: Verdict, told: list[_Told]) -> str:
    trace = str(verdict.trace)
    end = "" if not trace or trace.endswith(_STOP) else _STOP
    return "".join((trace, end, *_open(told), *_answered(told)))


def _open(told: list[_Told]) -> Iterator[str]:
    for one in told:
        if one.open:
            titles = say("value.comma").join(CODES[code].title for code in one.open)
            yield say("judge.doubted", id=one.id, titles=titles)


def _answered(told: list[_Told]) -> Iterator[str]:
    for one in told:
        for answer in (doubt.answer for doubt in one.doubts if doubt.answer):
            title = CODES[answer.code].title
            yield say("judge.answered", id=one.id, title=title, reason=answer.reason, by=answer.by)
