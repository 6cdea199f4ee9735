"""every 按期: at least so many records in each period, each covering what it must.

`period` is a calendar month or quarter, or counts from the contract's start. A record belongs to the period
in which `at` falls, or to the one it names itself (`names_period`: a period's name, or a date within it such
as the planned one or `period.from`), so that a late one is known as late. `covers` is a path whose values
must include all of `covering`.
Where `at` is a column of a table (`deliveries.at`), a record counts from the day on which its rows cover all.
One that does not meet `good` is told, and does not count.
Of several readings (`readings` of the obligation) the one in force at the end of a period counts.

    kind: inspection
    period: contract-quarter
    at: finished
    covers: readings.item.part
    covering: [state, monitoring, tuning]

A contract quarter that ended without an inspection of all three parts is 未达标; a running one is 未到期.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from generators import spoken
from generators.judging.memory import Judge
from generators.judging.periods import Period, periods
from generators.judging.rules.ask import SOON_DAYS, Ask, is_running
from generators.judging.rules.dated import Dated, belongs
from generators.judging.rules.readings import asked_by, readings, settled_periods
from generators.judging.verdict import Cause, State, Verdict
from generators.records.record import Record
from generators.words import say


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each period of the term."""
    yield from ask.suspects()
    term = ask.term
    if term is None or ask.scope.term is None or term.last is None:
        yield ask.without_term()
        return
    known, plain = readings(ask), dict(_judged(ask))
    if not known:
        yield from plain.values()
        return
    seen = [(one, dict(_judged(asked_by(ask, one)))) for one in known]
    yield from settled_periods(plain, seen)


def _judged(ask: Ask) -> Iterator[tuple[Period, Verdict]]:
    """Judge each period of the term, by one reading."""
    term, whole = ask.term, ask.scope.term
    if term is None or whole is None or term.last is None:
        return
    needed = int(ask.parameters.get("times", 1))
    known = [one for one in ask.each(ask.population(), _counted_of, _is_over) if one]
    known.sort(key=lambda one: (one.day, one.record.id))
    for period in periods(str(ask.parameters["period"]), whole.first, term.last):
        if period.end >= term.first:
            yield period, _judge_period(ask, period, known, needed)


def _counted_of(ask: Ask) -> Judge[Dated | None]:
    """Make the look at single records."""
    return lambda record: _known(ask, record) if ask.meets(record) else None


def _is_over(ask: Ask, record: Record) -> bool:
    """Say whether a record counts from a day that has come; of rows, some may still be to come."""
    at = str(ask.parameters["at"])
    day = None if "." in at else ask.day(record, at)
    return day is not None and day <= ask.today


def _known(ask: Ask, record: Record) -> Dated | None:
    at, covers = str(ask.parameters["at"]), str(ask.parameters.get("covers", ""))
    wanted = [str(one) for one in ask.parameters.get("covering", ())] if covers else []
    if "." in at:
        return _from_rows(ask, record, at, covers, wanted)
    day = ask.day(record, at)
    covered = {str(value) for value in ask.along(record, covers)} if covers else set()
    if day is None or day > ask.today:
        return None
    gaps = tuple(one for one in wanted if one not in covered)
    return Dated(day, record, gaps, ask.lacking(record))


def _from_rows(ask: Ask, record: Record, at: str, covers: str, wanted: list[str]) -> Dated | None:
    """Take the days from the rows of a table; a row still to come does not count."""
    table, _, column = at.partition(".")
    first: dict[str, date] = {}
    for index, row in enumerate(record.data.get(table, ())):
        day = ask.day(record, table, index, column)
        if day and day <= ask.today:
            value = str(row.get(covers.removeprefix(f"{table}."), ""))
            first[value] = min(day, first.get(value, day))
    gaps = tuple(one for one in wanted if one not in first)
    days = [first[one] for one in wanted if one in first] or list(first.values())
    return Dated(max(days), record, gaps, ask.lacking(record)) if days else None


def _judge_period(ask: Ask, period: Period, known: list[Dated], needed: int) -> Verdict:
    due_day = period.end + timedelta(days=int(ask.parameters.get("grace_days", 0)))
    inside = [one for one in known if belongs(ask, one, period)]
    complete = [one for one in inside if not one.gaps and not one.lacking]
    timely = [one for one in complete if one.day <= due_day]
    late = [one.record.id for one in complete if one.day > due_day]
    state = _state(ask, due_day, len(timely), len(complete), needed)
    called, due_on = spoken.period(period.name, (period.begin, period.end)), due_day.isoformat()
    trace = say("judge.every", period=called, found=len(timely), needed=needed, due=due_on)
    if late:
        trace += say("judge.every_late", ids=say("value.comma").join(late))
    for one in inside:
        if one.gaps:
            trace += say("judge.every_gap", id=one.record.id, gaps=_words(ask, one.gaps))
        if one.lacking:
            trace += say("judge.not_good", id=one.record.id, why=one.lacking)
    if state in (State.DUE, State.AT_RISK):
        cause: tuple[Cause, ...] = (ask.absent(period.name),)
    else:
        cause = () if state is State.MET else tuple(_causes(ask, period, due_day, inside, needed))
    return ask.verdict(
        state,
        period=period.name,
        due=datetime.combine(due_day, time(23, 59, 59), ask.zone),
        evidence=tuple(one.record.id for one in inside),
        cause=cause,
        trace=trace,
    )


def _causes(ask: Ask, period: Period, due_day: date, inside: list[Dated], needed: int) -> Iterator[Cause]:
    """Yield what came late or was not done well, and what did not come at all.

    What did not come can still be made up where a record may name an earlier period as its own.
    """
    due = datetime.combine(due_day, time(23, 59, 59), ask.zone)
    for one in inside:
        if one.gaps or one.lacking:
            gaps = say("cause.gap", gaps=_words(ask, one.gaps)) if one.gaps else ""
            what, running = one.lacking or gaps, is_running(one.record)
            yield Cause(record=one.record.id, is_open=running, since=due, what=what)
        elif one.day > due_day:
            over = int((one.day - due_day).total_seconds())
            yield Cause(record=one.record.id, is_open=False, since=due, over_s=over)
    if len(inside) < needed:
        yield ask.absent(period.name)._replace(is_open="names_period" in ask.parameters, since=due)


def _state(ask: Ask, due_day: date, timely: int, found: int, needed: int) -> State:
    if timely >= needed:
        return State.MET
    if due_day >= ask.today:
        return State.AT_RISK if (due_day - ask.today).days <= SOON_DAYS else State.DUE
    return State.LATE if found >= needed else State.FAILED


def _words(ask: Ask, gaps: tuple[str, ...]) -> str:
    return say("value.comma").join(ask.spoken(str(ask.parameters["covers"]), one) for one in gaps)
