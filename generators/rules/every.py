"""every 按期: at least so many records in each period, each covering what it must.

`period` is a calendar month or quarter, or counts from the contract's start. A record belongs to the period
in which `at` falls, or to the one it names itself (`names_period`), so that a late one is known as late.
`covers` is a path whose values must include all of `covering`.

    kind: inspection
    period: contract-quarter
    at: finished
    covers: readings.item.part
    covering: [state, monitoring, tuning]

A contract quarter that ended without an inspection of all three parts is 未达标; a running one is 待办.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from generators.record import Record
from generators.rules.ask import SOON_DAYS, Ask
from generators.rules.periods import Period, periods
from generators.verdict import State, Verdict
from generators.words import say


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each period of the term."""
    yield from ask.suspects()
    term = _term(ask)
    if term is None:
        yield ask.verdict(State.MISSING, trace=say("judge.no_term"))
        return
    needed = int(ask.parameters.get("times", 1))
    dated = [(day, record) for record in ask.records() if (day := ask.day(record, str(ask.parameters["at"])))]
    dated.sort(key=lambda one: (one[0], one[1].id))
    for period in periods(str(ask.parameters["period"]), *term):
        yield _judge_period(ask, period, dated, needed)


def _judge_period(ask: Ask, period: Period, dated: list[tuple[date, Record]], needed: int) -> Verdict:
    due_day = period.end + timedelta(days=int(ask.parameters.get("grace_days", 0)))
    inside = [(day, record) for day, record in dated if _belongs(ask, record, day, period)]
    lacking = {record.id: gaps for _, record in inside if (gaps := _gaps(ask, record))}
    complete = [(day, record) for day, record in inside if record.id not in lacking]
    timely = [record for day, record in complete if day <= due_day]
    late = [record for day, record in complete if day > due_day]
    state = _state(ask, due_day, len(timely), len(timely) + len(late), needed)
    trace = say("judge.every", period=period.name, found=len(timely), needed=needed, due=due_day.isoformat())
    if late:
        trace += say("judge.every_late", ids=say("value.comma").join(one.id for one in late))
    for record_id, gaps in lacking.items():
        trace += say("judge.every_gap", id=record_id, gaps=gaps)
    return ask.verdict(
        state,
        period=period.name,
        due=datetime.combine(due_day, time(23, 59, 59), ask.zone),
        evidence=tuple(record.id for _, record in inside),
        trace=trace,
    )


def _state(ask: Ask, due_day: date, timely: int, found: int, needed: int) -> State:
    if timely >= needed:
        return State.MET
    if due_day >= ask.today:
        return State.AT_RISK if (due_day - ask.today).days <= SOON_DAYS else State.DUE
    return State.LATE if found >= needed else State.FAILED


def _belongs(ask: Ask, record: Record, day: date, period: Period) -> bool:
    named = ask.parameters.get("names_period")
    if named is not None and named in record.data:
        return str(record.data[str(named)]) == period.name
    return period.begin <= day <= period.end


def _gaps(ask: Ask, record: Record) -> str:
    """Name what a record should cover and does not."""
    path = ask.parameters.get("covers")
    if path is None:
        return ""
    covered = {str(value) for value in ask.along(record, str(path))}
    missing = [str(one) for one in ask.parameters.get("covering", ()) if str(one) not in covered]
    return say("value.comma").join(ask.spoken(str(path), one) for one in missing)


def _term(ask: Ask) -> tuple[date, date] | None:
    if ask.contract is None:
        return None
    period = ask.contract.data
    for name in ask.contract.kind.term or ():
        period = period[name]
    if "to" not in period:
        return None
    return date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
