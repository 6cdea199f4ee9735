"""clock 计时: every record in scope, from event A to event B, within a limit.

The limit is fixed (`limit_minutes`) or stands in the contract's table of levels (`limit_by_level`); then the
level in force at the stop decides, as it does for a `where` that asks for a level. `needs` names events or
yes/no fields of which one must be there, else the clock is 不适用 (solved remotely: nobody has to arrive).
A reopened record's clock goes on, without the time between. A duplicate is judged with what it repeats.
Of several readings (`readings` of the obligation) the one in force at the report counts.

    kind: incident
    from: reported
    to: responded
    limit_by_level: respond_minutes

An incident of level L3 (limit 60 min), reported 09:10 and responded 09:52, is 达标 with 42 min measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from generators.judging.extent import Extent, decided, extents
from generators.judging.limits import Table, Tables
from generators.judging.rules.ask import Ask, is_closed, is_proven
from generators.judging.rules.readings import Reading, Seen, asked_by, day_of, has_begun, readings, settled
from generators.judging.stopwatch import Answer, Change, Pause, Question, measure, was_late
from generators.judging.trace import explain
from generators.judging.verdict import MissingYear, State, Trace, Verdict
from generators.kinds.kind import Kind
from generators.records import agreements, calendars, worktime
from generators.records.easing import counted, given, is_top, is_waived, may_ease
from generators.records.record import Record
from generators.records.timeline import Cycle, Step, Timeline
from generators.spoken import duration, minute, moment
from generators.words import say


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each record of the population on its own."""
    yield from ask.suspects()
    setting = _setting(ask)
    ways = [(one, asked := asked_by(ask, one), _setting(asked)) for one in readings(ask)]
    for written in ask.population() if setting.levels else ask.records():
        record = given(written, ask.facts.get, ask.zone)
        plain = partial(_judge_one, ask, record, setting)
        if ways and not ask.excused(record):
            seen = [Seen(one, _judge_by(one, asked, record, own)) for one, asked, own in ways]
            yield from settled(day_of(ask, record), plain, seen)
        elif verdict := plain():
            yield verdict


def _judge_by(reading: Reading, ask: Ask, record: Record, setting: _Setting) -> Verdict | None:
    """Judge one record by one reading; None if that is about other levels, or waits for what never came."""
    is_asked = setting.levels or "levels" not in reading.row  # the obligation may ask for none of them
    if not is_asked or not has_begun(reading, Timeline(record, ask.zone), setting.start, setting.stops):
        return None
    return _judge_one(ask, record, setting)


class _Setting(NamedTuple):
    """What is the same for every record of one obligation."""

    calendar_on: Callable[[date], worktime.Calendar | None]  # None for one that is not sound
    start: str
    stops: tuple[str, ...]
    allowed: frozenset[str]
    reasons: Mapping[str, str]
    levels: tuple[str, ...]  # at which is judged; empty for all
    tables: Tables


class _Life(NamedTuple):
    """A record's life as one clock reads it."""

    timeline: Timeline
    cycles: tuple[Cycle, ...]
    steps: tuple[Step, ...]
    level: str | None  # at the stop of the longest way in which its times can have been, or now
    table: Table
    remarks: tuple[str, ...]  # what else is to be told of it


def _setting(ask: Ask) -> _Setting:
    asks_for_level = ask.parameters.get("where") == ask.kind.role("level")
    return _Setting(
        calendar_on=_calendars(ask),
        start=str(ask.parameters["from"]),
        stops=(str(ask.parameters["to"]), *map(str, ask.parameters.get("stops_also", ()))),
        allowed=frozenset(ask.parameters.get("pause_reasons", ())),
        reasons=_reasons(ask.kind),
        levels=_levels(ask, ask.parameters.get("values", ()) if asks_for_level else ()),
        tables=Tables(ask.facts, ask.parameters),
    )


def _levels(ask: Ask, asked: Sequence[str]) -> tuple[str, ...]:
    """Give the levels asked for, by the obligation and by the reading of it."""
    own = ask.parameters.get("levels")
    return tuple(one for one in asked or own or () if own is None or one in own)


def _judge_one(ask: Ask, record: Record, setting: _Setting) -> Verdict | None:
    """Judge one record; None if the level that decides is none of those asked for."""
    timeline = Timeline(record, ask.zone)
    table = setting.tables.of(record)
    cycles = timeline.cycles(setting.start, setting.stops)
    steps = timeline.steps(counted(ask.facts.get, table.order, ask.zone)) if timeline.changes else ()
    ways = extents(timeline, cycles, ask.now) if cycles else ()
    level = timeline.level_at(ways[-1].until if ways else timeline.until(ask.now), steps)
    why_not, remarks = _needed(ask, timeline, is_strict=is_top(level, table.order))
    life = _Life(timeline, cycles, steps, level, table, remarks)
    said: dict[str, Any] = {
        "subject": record.id,
        "clock": setting.stops[0],
        "evidence": (record.id,),
        "level": level,
    }
    is_asked = not setting.levels or level in setting.levels
    if why_not:
        return ask.verdict(State.NOT_APPLICABLE, **said, trace=why_not) if is_asked else None
    if not ways:
        return ask.verdict(State.MISSING, **said, trace=say("judge.no_start")) if is_asked else None
    return _judge_ways(ask, life, ways, setting, said) if is_asked or steps else None


def _judge_ways(
    ask: Ask, life: _Life, ways: Sequence[Extent], setting: _Setting, said: dict[str, Any]
) -> Verdict | None:
    """Judge a clock that has a start, in every way in which its times can have been."""
    limit, begin = life.table.limit(life.level), life.cycles[0].begin
    day = begin.at.astimezone(ask.zone).date()
    calendar = setting.calendar_on(day)
    if limit is None:
        return ask.verdict(State.SUSPECT, **said, trace=say("judge.no_limit"))
    said["period"] = day.isoformat()[: len("2026-03")]
    if calendar is None:
        name = str(ask.parameters["calendar"])
        said |= {"evidence": (*said["evidence"], name), "limit_s": limit}
        return ask.verdict(State.SUSPECT, **said, trace=say("judge.suspect", id=name))
    questions = [one for way in ways if (one := _question(ask, life, way, setting, calendar)) is not None]
    try:
        if (
            setting.levels
            and life.level not in setting.levels
            and not any(was_late(one, setting.levels) for one in questions[:1])
        ):
            return None
        said["independent"] = is_proven(begin, *(one.stop for one in life.cycles))
        return _answered(ask, questions, life.cycles[-1], said)
    except worktime.UnknownYear as error:
        missing = MissingYear(calendar.name, error.year)
        trace = say("judge.year_missing", id=missing.calendar, year=missing.year)
        said |= {"evidence": (*said["evidence"], missing.calendar), "limit_s": limit, "independent": False}
        return ask.verdict(State.SUSPECT, **said, trace=trace, missing_year=missing)


def _answered(ask: Ask, questions: Sequence[Question], last: Cycle, said: dict[str, Any]) -> Verdict:
    """Judge by the answer that holds whatever the times were; if there is none, nothing shows it."""
    shortest = longest = measure(questions[0])
    asked = questions[0]
    if len(questions) > 1:
        longest = measure(questions[-1])
    answer = decided(shortest, longest)
    is_unknown = last.is_written and last.stop is None
    if answer is None or (is_unknown and answer.state is not State.LATE):
        words = partial(_undecided, asked, shortest, longest, is_unknown=is_unknown)
        return ask.verdict(State.MISSING, **said, limit_s=longest.limit_s, trace=Trace(words))
    if len(questions) > 1:
        asked = questions[0] if answer.measured_s == shortest.measured_s else questions[-1]
        asked = asked._replace(remarks=(*asked.remarks, say("clock.days")))
    return ask.verdict(
        answer.state,
        **said,
        measured_s=answer.measured_s,
        limit_s=answer.limit_s,
        due=answer.due,
        trace=Trace(partial(explain, asked, answer)),
        natural_s=answer.natural_s,
        lowered_late=answer.lowered_late,
        missing_year=MissingYear(asked.calendar.name, asked.unknown_year) if asked.unknown_year else None,
    )


def _undecided(asked: Question, shortest: Answer, longest: Answer, *, is_unknown: bool) -> str:
    if is_unknown:
        return say("clock.unknown", start=moment(asked.start, asked.calendar.zone))
    return say(
        "clock.uncertain",
        shortest=duration(shortest.measured_s),
        longest=duration(longest.measured_s),
        limit=duration(longest.limit_s),
    )


def _needed(ask: Ask, timeline: Timeline, *, is_strict: bool) -> tuple[str | None, tuple[str, ...]]:
    """Say why a clock does not run, if it does not, and what to tell of one that runs all the same.

    Where the level is strict nobody stays away on the provider's word alone, nor by leaving blank what was
    decided: that shows when the record is closed.
    """
    data, names = timeline.record.data, ask.parameters.get("needs", ())
    excuse = ask.excused(timeline.record)
    if excuse or not names:
        return excuse, ()
    if is_waived(timeline, ask.facts.get, ask.now):
        waiver = data[timeline.record.kind.role("waiver")]
        at = minute(datetime.fromisoformat(waiver["at"]), ask.zone)
        return say("judge.waived", by=waiver["by"], time=at), ()
    denied = data.get(timeline.record.kind.role("need")) is False
    if any(data.get(name) for name in names):
        return None, (say("clock.unwaived"),) if denied else ()
    if is_strict and timeline.record.kind.role("need") in names and (denied or is_closed(timeline.record)):
        return None, (say("clock.unwaived" if denied else "clock.unsaid"),)
    return say("judge.not_needed"), ()


def _question(
    ask: Ask, life: _Life, way: Extent, setting: _Setting, calendar: worktime.Calendar
) -> Question | None:
    """Make the question of one way in which the times can have been; None without a limit."""
    timeline, steps = life.timeline, life.steps
    limit = life.table.limit(timeline.level_at(way.until, steps) if steps else life.level)
    if limit is None:
        return None
    return Question(
        start=way.start,
        stop=way.stop,
        now=way.now,
        limit_s=limit,
        calendar=calendar,
        pauses=_pauses(ask, timeline),
        allowed=setting.allowed,
        changes=_changes(ask, steps, life.table) if steps else (),
        closed=is_closed(timeline.record),
        reasons=setting.reasons,
        gaps=way.gaps,
        remarks=life.remarks,
    )


def _changes(ask: Ask, steps: Sequence[Step], table: Table) -> tuple[Change, ...]:
    changes = []
    for step in steps:
        before, after = (table.limit(one) for one in (step.before, step.asked))
        if before is not None and after is not None:
            approver = step.approver if _may_ease(ask, step.approver, step.at) else None
            changes.append(Change(step.at, step.before, step.asked, before, after, approver, step.counts))
    return tuple(changes)


def _pauses(ask: Ask, timeline: Timeline) -> tuple[Pause, ...]:
    """Give the pauses; only an approver on the customer's side counts as one."""
    pauses = timeline.pauses
    if not pauses:
        return ()
    return tuple(
        Pause(
            one.at.at,
            one.until.at if one.until else None,
            one.value,
            one.by if _may_ease(ask, one.by, one.at.at) else None,
        )
        for one in pauses
    )


def _may_ease(ask: Ask, person_id: str | None, at: datetime) -> bool:
    return may_ease(ask.facts.get(person_id or ""), at, ask.zone)


def _reasons(kind: Kind) -> Mapping[str, str]:
    choices = kind.field((kind.role("pauses"), 0, "reason")).choices
    return {str(one.code): one.word for one in choices}


def _calendars(ask: Ask) -> Callable[[date], worktime.Calendar | None]:
    """Tell which hours count for what starts on a day: those of the calendar's version in force, else all."""
    name = ask.parameters.get("calendar")
    if name is None:
        always = worktime.always(ask.zone)
        return lambda _: always
    named = ask.facts.get(str(name))
    if named is None:
        return lambda _: None
    versions = agreements.of(named, ask.facts.states)
    sound = {one.contract: ask.facts.get(one.contract) for one in versions.versions}
    known = {name: calendars.read(one, ask.zone) for name, one in sound.items() if one}
    return lambda day: known.get(versions.in_force(day).contract)
