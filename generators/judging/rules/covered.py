"""covered 有人值守: the shifts leave no minute of the term without someone on duty.

Judged month by month. Gaps that lie behind are 未达标; a gap ahead in a month that has begun is 临期. A month
without any shift is uncovered as a whole, and is said so.

    kind: roster
    shifts: shifts

Shifts until 18:00 and from 19:00 leave one hour of that month uncovered: 未达标, measured 3600 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from generators.judging.periods import Period, periods
from generators.judging.rules.ask import Ask
from generators.judging.verdict import State, Verdict
from generators.words import say

_SHOWN = 5  # gaps listed in a trace
Span = tuple[datetime, datetime]


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each month of the term that has begun."""
    yield from ask.suspects()
    term = ask.term
    if term is None:
        yield ask.without_term()
        return
    shifts = sorted(_shifts(ask))
    for month in periods("month", term.first, term.last or ask.today):
        if month.begin <= ask.today:
            yield _judge_month(ask, month, shifts)


def _judge_month(ask: Ask, month: Period, shifts: list[tuple[datetime, datetime, str]]) -> Verdict:
    start = datetime.combine(month.begin, time(), ask.zone)
    end = datetime.combine(month.end + timedelta(days=1), time(), ask.zone)
    inside = [one for one in shifts if one[0] < end and one[1] > start]
    gaps = list(_gaps([(a, b) for a, b, _ in inside], start, end))
    past = [(a, min(b, ask.now)) for a, b in gaps if a < ask.now]
    ahead = [(max(a, ask.now), b) for a, b in gaps if b > ask.now]
    if past:
        state, shown = State.FAILED, past
    else:
        state, shown = (State.AT_RISK, ahead) if ahead else (State.MET, [])
    measured = sum(int((b - a).total_seconds()) for a, b in past)
    if not inside:
        trace = say("judge.covered_none", period=month.name)
    elif shown:
        listed = say("value.comma").join(_spoken(ask, gap) for gap in shown[:_SHOWN])
        trace = say("judge.covered_gaps", count=len(shown), gaps=listed)
    else:
        trace = say("judge.covered", period=month.name)
    evidence = tuple(dict.fromkeys(record_id for _, _, record_id in inside))
    return ask.verdict(
        state, period=month.name, measured_s=measured, limit_s=0, evidence=evidence, trace=trace
    )


def _shifts(ask: Ask) -> Iterator[tuple[datetime, datetime, str]]:
    where, wanted = ask.parameters.get("where"), ask.parameters.get("values", ())
    for record in ask.population():
        for row in record.data.get(str(ask.parameters["shifts"]), ()):
            if where is None or row.get(str(where).rsplit(".", 1)[-1]) in wanted:
                yield datetime.fromisoformat(row["from"]), datetime.fromisoformat(row["to"]), record.id


def _gaps(shifts: list[Span], start: datetime, end: datetime) -> Iterator[Span]:
    covered_to = start
    for begin, finish in shifts:
        if begin > covered_to:
            yield covered_to, begin
        covered_to = max(covered_to, finish)
    if covered_to < end:
        yield covered_to, end


def _spoken(ask: Ask, gap: Span) -> str:
    begin, end = (one.astimezone(ask.zone).strftime("%m-%d %H:%M") for one in gap)
    return say("judge.span", begin=begin, end=end)
