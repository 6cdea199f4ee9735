"""clock 计时: every record in scope, from event A to event B, within a limit.

The limit is fixed (`limit_minutes`) or stands in the contract's table of levels (`limit_by_level`); then the
level in force at the stop decides, as it does for a `where` that asks for a level. `needs` names events or
yes/no fields of which one must be there, else the clock is 不适用 (solved remotely: nobody has to arrive).
One that stopped in time and does not meet `good` is 未达标.
A reopened record's clock goes on, without the time between. A duplicate is judged with what it repeats.
Of several readings (`readings` of the obligation) the one in force at the report counts.

    kind: incident
    from: reported
    to: responded
    limit_by_level: respond_minutes

An incident of level L3 (limit 60 min), reported 09:10 and responded 09:52, is 达标 with 42 min measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any

from generators.judging.extent import Extent, decided, extents
from generators.judging.memory import Judge
from generators.judging.rules.ask import Ask, is_closed, is_proven
from generators.judging.rules.excuse import excuse
from generators.judging.rules.question import Life, question
from generators.judging.rules.readings import Reading, Seen, asked_by, day_of, has_begun, readings, settled
from generators.judging.rules.setting import Setting, setting_of
from generators.judging.rules.struck import struck_out
from generators.judging.stopwatch import Answer, Question, measure, was_late
from generators.judging.trace import explain
from generators.judging.verdict import Cause, MissingYear, State, Trace, Verdict
from generators.records import worktime
from generators.records.easing import counted, given
from generators.records.record import Record
from generators.records.timeline import Step, Timeline
from generators.spoken import duration, minute, moment
from generators.words import say


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each record of the population on its own."""
    yield from ask.suspects()
    yield from struck_out(ask, lambda then, record: _judge_of(then)(record))
    yield from chain.from_iterable(ask.each(ask.population(), _judge_of, _is_over))


def _judge_of(ask: Ask) -> Judge[tuple[Verdict, ...]]:
    """Make the judge of single records."""
    setting = setting_of(ask)
    ways = [(one, asked := asked_by(ask, one), setting_of(asked)) for one in readings(ask)]
    is_held = "good" in ask.parameters
    grounds = ask.grounds

    def judge_one(record: Record) -> tuple[Verdict, ...]:
        if not setting.counts(record, grounds):
            return ()
        verdicts = _verdicts(ask, record, setting, ways)
        return tuple(_held_to_good(ask, record, one) for one in verdicts) if is_held else tuple(verdicts)

    return judge_one


def _is_over(ask: Ask, written: Record) -> bool:
    """Say whether a life has a beginning and an end, so that no clock in it waits for anything."""
    timeline = Timeline(given(written, ask.facts.get, ask.zone), ask.zone)
    end = timeline.end if is_closed(timeline.record) else None
    return end is not None and end.latest <= ask.now and timeline.start is not None


def _verdicts(
    ask: Ask, written: Record, setting: Setting, ways: Sequence[tuple[Reading, Ask, Setting]]
) -> Iterable[Verdict]:
    """Judge one record, by each of the readings where there are several."""
    record = given(written, ask.facts.get, ask.zone)
    if not ways or ask.excused(record):
        verdict = _judge_one(ask, record, setting)
        return (verdict,) if verdict else ()
    seen = [Seen(one, _judge_by(one, asked, record, own)) for one, asked, own in ways]
    return settled(day_of(ask, record), partial(_judge_one, ask, record, setting), seen)


def _held_to_good(ask: Ask, record: Record, verdict: Verdict) -> Verdict:
    """Let a clock that stopped in time be failed if what it measures was not done well."""
    why = ask.lacking(record) if verdict.state in (State.MET, State.LATE) and verdict.limit_s else ""
    if not why:
        return verdict
    state = State.FAILED if verdict.state is State.MET else verdict.state
    trace = f"{verdict.trace}{say('clock.comma')}{say('judge.not_good', id=record.id, why=why)}"
    cause = verdict.cause or (Cause(record=record.id, is_open=False, what=why),)
    return verdict._replace(state=state, cause=cause, trace=trace)


def _judge_by(reading: Reading, ask: Ask, record: Record, setting: Setting) -> Verdict | None:
    """Judge one record by one reading; None if that is about other levels, or waits for what never came."""
    if not has_begun(reading, Timeline(record, ask.zone), setting.start, setting.stops):
        return None
    return _judge_one(ask, record, setting)


def _judge_one(ask: Ask, record: Record, setting: Setting) -> Verdict | None:
    """Judge one record; None if the level that decides is none of those asked for."""
    timeline = Timeline(record, ask.zone)
    table = setting.tables.of(record)
    cycles = timeline.cycles(setting.start, setting.stops)
    steps = timeline.steps(counted(ask.facts.get, table.order, ask.zone)) if timeline.changes else ()
    ways = extents(timeline, cycles, ask.now) if cycles else ()
    level = timeline.level_at(ways[-1].until if ways else timeline.until(ask.now), steps)
    why_not, remarks = excuse(ask, timeline, steps, table.order, level)
    life = Life(timeline, cycles, steps, level, table, remarks)
    said: dict[str, Any] = {
        "subject": record.id,
        "clock": setting.stops[0],
        "evidence": (record.id,),
        "level": level,
    }
    is_asked = setting.asks(level)
    if why_not:
        asked = ways[:1] if why_not.is_over else ways  # what may have been late is not excused any more
        is_late = any(_is_late_by(ask, life, way, setting, why_not.at) for way in asked)
        said["eased_late"] = why_not.role if is_late else None
        if not is_late or why_not.is_over:
            left = [one for one in steps if one.counts]
            is_asked |= any(setting.asks(one.before) for one in left)  # it does not just go
            told = "".join(_level_changed(ask, one) for one in left)
            trace = why_not.trace + told + (why_not.late if is_late else "")
            return ask.verdict(State.NOT_APPLICABLE, **said, trace=trace) if is_asked else None
        life = life._replace(remarks=(*remarks, why_not.late))
    if not ways:
        cause = (Cause(record=record.id, is_open=not is_closed(record)),)
        trace = say("judge.no_start")
        return ask.verdict(State.MISSING, **said, cause=cause, trace=trace) if is_asked else None
    return _judge_ways(ask, life, ways, setting, said) if is_asked or steps else None


def _level_changed(ask: Ask, step: Step) -> str:
    """Tell a change of level, which may be why a clock that ran does not run any more."""
    return say("judge.level_changed", time=minute(step.at, ask.zone), before=step.before, after=step.after)


def _judge_ways(
    ask: Ask, life: Life, ways: Sequence[Extent], setting: Setting, said: dict[str, Any]
) -> Verdict | None:
    """Judge a clock that has a start, in every way in which its times can have been."""
    limit, begin = life.table.limit(life.level), life.cycles[0].begin
    day = begin.at.astimezone(ask.zone).date()
    calendar = setting.calendar_on(day)
    if limit is None:
        cause = (Cause(record=life.timeline.record.id),)
        return ask.verdict(State.SUSPECT, **said, cause=cause, trace=say("judge.no_limit"))
    said["period"] = day.isoformat()[: len("2026-03")]
    if calendar is None:
        name = str(ask.parameters["calendar"])
        said |= {"evidence": (*said["evidence"], name), "limit_s": limit}
        cause = (Cause(record=name),)
        return ask.verdict(State.SUSPECT, **said, cause=cause, trace=say("judge.suspect", id=name))
    questions = [one for way in ways if (one := question(ask, life, way, setting, calendar)) is not None]
    try:
        if not setting.asks(life.level) and not any(was_late(one, setting.asks) for one in questions[:1]):
            return None
        said["independent"] = is_proven(begin, *(one.stop for one in life.cycles))
        return _answered(ask, questions, life, said)
    except worktime.UnknownYear as error:
        missing = MissingYear(calendar.name, error.year)
        trace = say("judge.year_missing", id=missing.calendar, year=missing.year)
        said["cause"] = (Cause(record=missing.calendar),)
        said |= {"evidence": (*said["evidence"], missing.calendar), "limit_s": limit, "independent": False}
        return ask.verdict(State.SUSPECT, **said, trace=trace, missing_year=missing)


def _is_late_by(ask: Ask, life: Life, way: Extent, setting: Setting, at: datetime | None) -> bool:
    """Say whether the limit had passed when somebody said that the clock need not run."""
    calendar = setting.calendar_on(way.start.astimezone(ask.zone).date())
    if at is None or calendar is None or at <= way.start:
        return False
    then = way._replace(
        stop=way.stop if way.stop and way.stop <= at else None,
        gaps=tuple((begin, min(end, at)) for begin, end in way.gaps if begin < at),
        now=at,
    )
    before = life._replace(steps=tuple(one for one in life.steps if one.at < at))
    asked = question(ask, before, then, setting, calendar)
    try:
        return asked is not None and measure(asked._replace(closed=False)).state is State.LATE
    except worktime.UnknownYear:
        return False


def _answered(ask: Ask, questions: Sequence[Question], life: Life, said: dict[str, Any]) -> Verdict:
    """Judge by the answer that holds whatever the times were; if there is none, nothing shows it."""
    shortest = longest = measure(questions[0])
    asked = questions[0]
    if len(questions) > 1:
        longest = measure(questions[-1])
    answer = decided(shortest, longest)
    last, record = life.cycles[-1], life.timeline.record
    is_unknown = last.is_written and last.stop is None
    runs = not last.is_written and not is_closed(record)
    if answer is None or (is_unknown and answer.state is not State.LATE):
        words = partial(_undecided, asked, shortest, longest, is_unknown=is_unknown)
        cause = (Cause(record=record.id, is_open=runs),)
        return ask.verdict(State.MISSING, **said, limit_s=longest.limit_s, cause=cause, trace=Trace(words))
    if len(questions) > 1:
        asked = questions[0] if answer.measured_s == shortest.measured_s else questions[-1]
        is_worst = answer.measured_s != shortest.measured_s
        asked = asked._replace(remarks=(*asked.remarks, say("clock.days" if is_worst else "clock.days_best")))
    if answer.lowered_late:
        said["eased_late"] = "level-changes"
    if answer.state is not State.MET:
        said["cause"] = (_cause(record, answer, is_open=runs),)
    return ask.verdict(
        answer.state,
        **said,
        measured_s=answer.measured_s,
        limit_s=answer.limit_s,
        due=answer.due,
        trace=Trace(partial(explain, asked, answer)),
        natural_s=answer.natural_s,
        missing_year=MissingYear(asked.calendar.name, asked.unknown_year) if asked.unknown_year else None,
    )


def _cause(record: Record, answer: Answer, *, is_open: bool) -> Cause:
    """Name the record, and by how much it is over."""
    over = answer.measured_s - answer.limit_s if answer.state is State.LATE else 0
    since = answer.due if answer.state is State.LATE else None
    return Cause(record=record.id, is_open=is_open, since=since, over_s=over if over > 0 else None)


def _undecided(asked: Question, shortest: Answer, longest: Answer, *, is_unknown: bool) -> str:
    if is_unknown:
        return say("clock.unknown", start=moment(asked.start, asked.calendar.zone))
    return say(
        "clock.uncertain",
        shortest=duration(shortest.measured_s),
        longest=duration(longest.measured_s),
        limit=duration(longest.limit_s),
    )
