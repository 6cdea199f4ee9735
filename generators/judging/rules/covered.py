"""covered 有人值守: the shifts leave no minute of the term without someone on duty.

Judged month by month. Gaps that lie behind are 未达标; a gap ahead in a month that has begun is 临期. A month
without any shift is uncovered as a whole, and is said so. A month of which a roster is not sound, or of which
nobody can tell whether it is, is 待复核 and names that roster. `where` asks of the shifts.

    kind: roster
    shifts: shifts

Shifts until 18:00 and from 19:00 leave one hour of that month uncovered: 未达标, measured 3600 s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from generators import spoken
from generators.judging.periods import Period, periods
from generators.judging.rules.ask import Ask
from generators.judging.verdict import Cause, State, Verdict
from generators.records.conditions import Spot, holds
from generators.records.record import Record
from generators.records.shifts import month_of, spread
from generators.words import say

_SHOWN = 5  # gaps listed in a trace
_DAY = timedelta(days=1)
Span = tuple[datetime, datetime]
Shift = tuple[datetime, datetime, str]  # with the id of its record


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each month of the term that has begun."""
    doubts = {str(one.subject): one for one in ask.suspects()}
    term = ask.term
    if term is None:
        yield from doubts.values()
        yield ask.without_term()
        return
    shifts, unread = _shifts(ask)
    for one in unread:
        trace, cause = say("judge.suspect", id=one), (Cause(record=one),)
        doubts[one] = ask.verdict(State.SUSPECT, cause=cause, trace=trace)
    placed = set(unread)
    for month in periods("month", term.first, term.last or ask.today):
        if month.begin <= ask.today:
            start, end = (_midnight(ask, day) for day in (month.begin, month.end + _DAY))
            inside = [one for one in shifts if one[0] < end and one[1] > start]
            gaps = list(_gaps([(a, b) for a, b, _ in inside], start, end))
            is_open = bool(gaps) and gaps[-1][1] <= start + _DAY
            told = {id_: one for id_, one in doubts.items() if _may_be_of(ask, id_, month, is_open=is_open)}
            placed |= set(told)
            verdict = _judge_month(ask, month, inside, gaps)
            yield _doubted(verdict, told) if told else verdict
    yield from (one for record_id, one in doubts.items() if record_id not in placed)


def _may_be_of(ask: Ask, record_id: str, month: Period, *, is_open: bool) -> bool:
    """Say whether a record may tell of a month: the one in its id, or any if its id names none.

    Its last night may also be what covers the first hours of the next month, if nothing else is open.
    """
    named = month_of(ask.kind, record_id)
    if named is None or (named[0] <= month.end and month.begin < named[1]):
        return True
    return is_open and named[1] == month.begin


def _doubted(verdict: Verdict, doubts: Mapping[str, Verdict]) -> Verdict:
    trace = "".join(str(one.trace) for one in doubts.values())
    evidence = tuple(dict.fromkeys((*doubts, *verdict.evidence)))
    cause = tuple(dict.fromkeys(cause for one in doubts.values() for cause in one.cause))
    return verdict._replace(state=State.SUSPECT, measured_s=None, evidence=evidence, cause=cause, trace=trace)


def _judge_month(ask: Ask, month: Period, inside: list[Shift], gaps: list[Span]) -> Verdict:
    past = [(a, min(b, ask.now)) for a, b in gaps if a < ask.now]
    ahead = [(max(a, ask.now), b) for a, b in gaps if b > ask.now]
    if past:
        state, shown = State.FAILED, past
    else:
        state, shown = (State.AT_RISK, ahead) if ahead else (State.MET, [])
    measured = sum(int((b - a).total_seconds()) for a, b in past)
    if not inside:
        trace = say("judge.covered_none", period=spoken.period(month.name))
    elif shown:
        listed = say("value.comma").join(_spoken(ask, gap) for gap in shown[:_SHOWN])
        trace = say("judge.covered_gaps", count=len(shown), gaps=listed)
    else:
        trace = say("judge.covered", period=spoken.period(month.name))
    evidence = tuple(dict.fromkeys(record_id for _, _, record_id in inside))
    return ask.verdict(
        state,
        period=month.name,
        measured_s=measured,
        limit_s=0,
        evidence=evidence,
        cause=tuple(_causes(ask, month, gaps if shown else [], is_empty=not inside)),
        trace=trace,
    )


def _causes(ask: Ask, month: Period, gaps: list[Span], *, is_empty: bool) -> Iterator[Cause]:
    """Yield the hours when nobody was there, each for itself; of many, and of a whole month, the month."""
    if not gaps:
        return
    since = gaps[0][0]
    is_open = gaps[-1][1] > ask.now  # some of it can still be filled
    over = sum(int((min(b, ask.now) - a).total_seconds()) for a, b in gaps if a < ask.now)
    own = Cause(kind=ask.kind.name, period=month.name, contract=ask.scope.named)
    if is_empty or len(gaps) > _SHOWN:
        called = spoken.period(month.name)
        which = say("cause.roster" if is_empty else "cause.hours", period=called, kind=ask.kind.title)
        yield own._replace(what=which, is_open=is_open, since=since, over_s=over or None)
        return
    for gap in gaps:
        over = int((min(gap[1], ask.now) - gap[0]).total_seconds())
        told = _spoken(ask, gap)
        yield own._replace(
            about=told,
            what=say("cause.hole", span=told),
            is_open=gap[1] > ask.now,
            since=gap[0],
            over_s=over if over > 0 else None,
        )


def _shifts(ask: Ask) -> tuple[list[Shift], list[str]]:
    """Give the spans that count, in order, and the records of which not all could be laid out."""
    table = str(ask.parameters["shifts"])
    shifts: list[Shift] = []
    unread: list[str] = []
    for record in ask.population():
        known = spread(record, table, ask.facts.named_by(record.id), ask.facts.records, ask.zone)
        unread += [] if known.is_whole else [record.id]
        shifts += [
            (one.begin, one.end, record.id) for one in known.spans if _counts(ask, record, table, one.row)
        ]
    return sorted(shifts), unread


def _counts(ask: Ask, record: Record, table: str, row: Mapping[str, Any]) -> bool:
    """Say whether a shift is one of those that are asked for; what is no column of it is the roster's."""
    for one in ask.where:
        head, _, column = str(one["field"]).partition(".")
        is_own = head == table and column
        spot = Spot(record, row, None) if is_own else Spot(record, record.data)
        asked = {**one, "field": column} if is_own else one
        if not holds(asked, spot, ask.grounds):
            return False
    return True


def _midnight(ask: Ask, day: date) -> datetime:
    return datetime.combine(day, time(), ask.zone).astimezone(UTC)


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
