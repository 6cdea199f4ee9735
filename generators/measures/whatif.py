"""What a decision changes: the verdicts, months and totals that differ by the readings that rest on it.

It is held against the base without it, or, from another day, against the base as it stands. So one sees
what would flip before anybody signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generators.finding import UserError
from generators.judging import obligations
from generators.judging.spoken_obligation import spoken
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import Figure, about, figure
from generators.records.agreements import effective
from generators.records.record import Record

_Key = tuple[str, str]  # the contract, where there are several; what is judged


class Flip(NamedTuple):
    """One thing that is judged otherwise; None where it is not judged at all."""

    obligation: Record
    about: str
    period: str
    before: State | None
    after: State | None


class Total(NamedTuple):
    """A figure of one obligation, over all or within one period, that changes."""

    obligation: Record
    period: str  # empty over all
    before: Figure
    after: Figure


class Duty(NamedTuple):
    """How one obligation is judged, in words, on the day from which the decision would hold or is held."""

    obligation: Record
    before: str
    after: str


class WhatIf(NamedTuple):
    """What a decision changes, if it holds from a day."""

    decision: Record
    since: date
    is_against_none: bool  # else against the base as it stands
    duties: tuple[Duty, ...]
    flips: tuple[Flip, ...]
    totals: tuple[Total, ...]


def whatif(base: KnowledgeBase, name: str, since: date | None = None) -> WhatIf:
    """Judge twice what rests on a decision. Raises UserError for one that nothing rests on."""
    decision = base.facts.states.obeying.get(name)
    if decision is None or not decision.kind.role("signatories"):
        raise UserError(f"没有口径 {name}；写口径登记的编号，如 DC-2026-01。")
    own = effective(decision)
    resting = [one for one in obligations.obligations(base.facts, base.kinds) if name in _decisions(one)]
    if own is None or not resting:
        raise UserError(f"没有义务的读法依据 {name}；先在义务的读法里写上它，再看会改变什么。")
    flips: list[Flip] = []
    duties: list[Duty] = []
    totals: list[Total] = []
    for one in resting:
        then: Mapping[str, date | None] = {name: None} if since is None else {}
        now: Mapping[str, date | None] = {name: since or own}
        before, after = (_judged(base, one, assumed) for assumed in (then, now))
        duties.append(Duty(one, *(_said(base, one, assumed, since or own) for assumed in (then, now))))
        changed = _flips(one, before, after)
        flips += changed
        totals += _totals(one, before, after) if changed else ()
    return WhatIf(decision, since or own, since is None, tuple(duties), tuple(flips), tuple(totals))


def _decisions(obligation: Record) -> set[str]:
    rows = obligation.data.get(obligation.kind.role("readings"), ())
    return {str(row["decision"]) for row in rows if "decision" in row}


def _judged(base: KnowledgeBase, one: Record, assumed: Mapping[str, date | None]) -> list[Verdict]:
    found = obligations.judged(one, base.facts, base.kinds, base.bindings, base.now, assumed=assumed)
    return [verdict for verdict in found if verdict.counts]


def _said(base: KnowledgeBase, one: Record, assumed: Mapping[str, date | None], since: date) -> str:
    """Say how an obligation is judged once the decision holds."""
    found = obligations.asks(one, base.facts, base.kinds, base.bindings, base.now, assumed=assumed)
    ask = next(found)
    return spoken(ask, max(since, ask.today)).judged


def _flips(obligation: Record, before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Flip]:
    then, now = ({_key(one): one for one in some} for some in (before, after))
    found = []
    for key in sorted({**then, **now}):
        one, other = then.get(key), now.get(key)
        states = [verdict.state if verdict else None for verdict in (one, other)]
        known = other or one
        if known and states[0] is not states[1]:
            found.append(Flip(obligation, about(known), known.period or "", *states))
    return found


def _totals(obligation: Record, before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Total]:
    periods = sorted({one.period for one in (*before, *after) if one.period})
    found = [Total(obligation, "", figure(before), figure(after))]
    for period in periods:
        then, now = (figure(one for one in some if one.period == period) for some in (before, after))
        if then.states != now.states:
            found.append(Total(obligation, period, then, now))
    return found


def _key(one: Verdict) -> _Key:
    return one.contract or "", one.subject or one.period or one.part or ""
