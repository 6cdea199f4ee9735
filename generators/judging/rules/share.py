"""share 比率: of what happened in each period, so many in a hundred were done well.

`period`, `at` and `names_period` are those of `every`. `good` says what is done well. `target` says how many
of how many must be; nobody having agreed on one, the figure is shown and never 达标.

    kind: incident
    period: month
    at: reported
    good:
      - {field: responded, within_minutes: 60, of: reported}
    target: {met: 95, of: 100}

Of 40 incidents of a month 38 answered within the hour are 95 of 100: 达标; 37 are not. A month in which
nothing happened is 不适用; one that is not over is 未到期, or 临期 if it is behind and soon over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from generators import spoken
from generators.judging.periods import Period, periods
from generators.judging.rules.ask import SOON_DAYS, Ask
from generators.judging.rules.dated import Dated, belongs
from generators.judging.verdict import Cause, State, Verdict
from generators.words import say

_TOLD = 5  # records that are named with what is not good about them


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each period of the term that has begun."""
    yield from ask.suspects()
    term, whole = ask.term, ask.scope.term
    if term is None or whole is None or term.last is None:
        yield ask.without_term()
        return
    at = str(ask.parameters["at"])
    known = [
        Dated(day, record, lacking=ask.lacking(record))
        for record in ask.records()
        if ask.excused(record) is None and (day := ask.day(record, at))
    ]
    known.sort(key=lambda one: (one.day, one.record.id))
    struck = [
        Dated(day, record)
        for record in ask.struck_out()
        if (day := ask.day(record, at)) and ask.lacking(record)
    ]
    for period in periods(str(ask.parameters["period"]), whole.first, term.last):
        if period.end >= term.first and period.begin <= ask.today:
            verdict = _judge_period(ask, period, [one for one in known if belongs(ask, one, period)])
            out = tuple(one.record.id for one in struck if belongs(ask, one, period))
            yield verdict._replace(evidence=(*verdict.evidence, *out))


def _judge_period(ask: Ask, period: Period, inside: list[Dated]) -> Verdict:
    lacking = [one for one in inside if one.lacking]
    good = len(inside) - len(lacking)
    called = spoken.period(period.name, (period.begin, period.end))
    trace = say("judge.share", period=called, count=len(inside), good=good)
    if target := ask.parameters.get("target"):
        trace += say("judge.share_target", met=target["met"], of=target["of"])
    else:
        trace += say("judge.share_open")
    if not inside and period.end < ask.today:
        trace = say("judge.share_none", period=called)
    trace += "".join(say("judge.not_good", id=one.record.id, why=one.lacking) for one in lacking[:_TOLD])
    if len(lacking) > _TOLD:
        trace += say("judge.not_good_more", count=len(lacking) - _TOLD)
    state = _state(ask, period, good, len(inside))
    is_open = state is not State.FAILED
    cause = tuple(Cause(record=one.record.id, is_open=is_open, what=one.lacking) for one in lacking)
    return ask.verdict(
        state,
        period=period.name,
        due=datetime.combine(period.end, time(23, 59, 59), ask.zone),
        evidence=tuple(one.record.id for one in inside),
        cause=_cause(ask, state, cause),
        trace=trace,
    )


def _cause(ask: Ask, state: State, lacking: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Give what was not done well where that decides; else only the end of a period is waited for."""
    if state in (State.FAILED, State.AT_RISK):
        return lacking or ask.itself()  # a target that nothing can meet
    return ask.itself() if state is State.DUE else ()


def _state(ask: Ask, period: Period, good: int, count: int) -> State:
    target = ask.parameters.get("target")
    is_over = period.end < ask.today
    if is_over and not count:
        return State.NOT_APPLICABLE
    if target is None:
        return State.DECLARED if count else State.DUE
    if is_over:
        return State.MET if good * target["of"] >= target["met"] * count else State.FAILED
    is_soon = (period.end - ask.today).days <= SOON_DAYS
    is_behind = good * target["of"] < target["met"] * count
    return State.AT_RISK if is_soon and is_behind else State.DUE
