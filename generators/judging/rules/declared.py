"""declared 承诺: someone with authority has declared it; nothing more can be measured.

    evidence: CT-2026-01
    would_prove: 续签合同或补充协议

With `evidence` the obligation is 已承诺, never 达标; without it, 缺佐证. `would_prove` says what could be
recorded one day.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.judging.rules.ask import Ask
from generators.judging.verdict import Cause, State, Verdict
from generators.words import say


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge the declaration."""
    record_id = ask.parameters.get("evidence")
    proof = ask.parameters["would_prove"]
    trace = say("judge.declared", proof=proof)
    if record_id in ask.facts.unsound:
        cause = (Cause(record=str(record_id)),)
        words = say("judge.suspect", id=record_id)
        yield ask.verdict(State.SUSPECT, evidence=(str(record_id),), cause=cause, trace=words)
    elif record_id is None or ask.facts.get(str(record_id)) is None:  # not said, or not yet at that moment
        cause = (Cause(about=proof, contract=ask.scope.named, what=proof),)
        yield ask.verdict(State.MISSING, cause=cause, trace=trace)
    else:
        yield ask.verdict(State.DECLARED, evidence=(str(record_id),), trace=trace)
