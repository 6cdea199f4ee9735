"""clock 计时: every record in scope, from event A to event B, within a limit.

The limit is fixed (`limit_minutes`) or stands in the contract's table of levels (`limit_by_level`); then the
level in force at the stop decides. `needs` names events or yes/no fields of which one must be there, else the
clock is 不适用 (solved remotely: nobody has to arrive). A duplicate is judged with the record it repeats.

    kind: incident
    from: reported
    to: responded
    limit_by_level: respond_minutes

An incident of level L3 (limit 60 min), reported 09:10 and responded 09:52, is 达标 with 42 min measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from generators.judging.rules.ask import Ask, is_closed, is_proven
from generators.judging.stopwatch import Change, Pause, Question, measure
from generators.judging.trace import explain
from generators.judging.verdict import MissingYear, State, Trace, Verdict
from generators.kinds.kind import Kind
from generators.records import agreements, calendars, worktime
from generators.records.moment import Moment, moment
from generators.records.record import Record
from generators.words import say

_MINUTE = 60


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each record of the population on its own."""
    yield from ask.suspects()
    setting = _Setting(
        _calendars(ask), frozenset(ask.parameters.get("pause_reasons", ())), _reasons(ask.kind), {}
    )
    for record in ask.records():
        yield _judge_one(ask, record, setting)


class _Setting(NamedTuple):
    """What is the same for every record of one obligation."""

    calendar_on: Callable[[date], worktime.Calendar | None]  # None for one that is not sound
    allowed: frozenset[str]
    reasons: Mapping[str, str]
    tables: dict[str, Mapping[str, int]]  # contract -> limit in seconds by level


def _judge_one(ask: Ask, record: Record, setting: _Setting) -> Verdict:
    clock, data = str(ask.parameters["to"]), record.data
    why_not = _not_applicable(ask, record)
    if why_not:
        return ask.verdict(
            State.NOT_APPLICABLE, subject=record.id, clock=clock, trace=why_not, evidence=(record.id,)
        )
    start = moment(data.get(str(ask.parameters["from"])))
    stop = _stop(ask, record)
    if start is None:
        trace = say("judge.no_start")
        return ask.verdict(State.MISSING, subject=record.id, clock=clock, trace=trace, evidence=(record.id,))
    limits = _limits(ask, record, setting.tables)
    changes = _changes(ask, record, limits)
    at = stop.at if stop else ask.now
    level = _level_at(record, at)
    limit = limits.get(level or "")
    if limit is None:
        trace = say("judge.no_limit")
        return ask.verdict(State.SUSPECT, subject=record.id, clock=clock, trace=trace, evidence=(record.id,))
    verdict = partial(
        ask.verdict,
        subject=record.id,
        clock=clock,
        period=start.at.astimezone(ask.zone).date().isoformat()[: len("2026-03")],
        limit_s=limit,
    )
    calendar = setting.calendar_on(start.at.astimezone(ask.zone).date())
    if calendar is None:
        name = str(ask.parameters["calendar"])
        return verdict(State.SUSPECT, trace=say("judge.suspect", id=name), evidence=(record.id, name))
    question = Question(
        start=start.at,
        stop=stop.at if stop else None,
        now=ask.now,
        limit_s=limit,
        calendar=calendar,
        pauses=_pauses(ask, record),
        allowed=setting.allowed,
        changes=changes,
        closed=is_closed(record),
        reasons=setting.reasons,
    )
    try:
        answer = measure(question)
    except worktime.UnknownYear as error:
        missing = MissingYear(calendar.name, error.year)
        trace = say("judge.year_missing", id=missing.calendar, year=missing.year)
        evidence = (record.id, missing.calendar)
        return verdict(State.SUSPECT, trace=trace, evidence=evidence, missing_year=missing)
    return verdict(
        answer.state,
        measured_s=answer.measured_s,
        due=answer.due,
        evidence=(record.id,),
        trace=Trace(partial(explain, question, answer)),
        independent=is_proven(start, stop),
        natural_s=answer.natural_s,
        lowered_late=answer.lowered_late,
        missing_year=MissingYear(calendar.name, question.unknown_year) if question.unknown_year else None,
    )


def _not_applicable(ask: Ask, record: Record) -> str | None:
    needs = ask.parameters.get("needs", ())
    if needs and not any(record.data.get(name) for name in needs):
        return ask.excused(record) or say("judge.not_needed")
    return ask.excused(record)


def _stop(ask: Ask, record: Record) -> Moment | None:
    """Give the earliest of the events that stop the clock."""
    names = (ask.parameters["to"], *ask.parameters.get("stops_also", ()))
    known = [one for name in names if (one := moment(record.data.get(str(name))))]
    return min(known, key=lambda one: one.at, default=None)


def _limits(ask: Ask, record: Record, tables: dict[str, Mapping[str, int]]) -> Mapping[str, int]:
    """Give the limit in seconds by level; a fixed limit is the one of every level, named or not."""
    if "limit_minutes" in ask.parameters:
        changes = record.data.get(record.kind.role("level-changes"), ())
        levels = {
            _level_at(record, None) or "",
            *(str(one[key]) for one in changes for key in ("from", "to")),
        }
        return dict.fromkeys(levels, int(ask.parameters["limit_minutes"]) * _MINUTE)
    at = (record.kind.role("level"),)
    link = next((one for one in ask.facts.named_by(record.id) if one.at == at), None)
    if link is None:
        return {}
    if link.target not in tables:
        tables[link.target] = _table(ask, link.target)
    return tables[link.target]


def _table(ask: Ask, contract_id: str) -> Mapping[str, int]:
    contract, column = ask.facts.get(contract_id), ask.parameters.get("limit_by_level")
    if contract is None or column is None:
        return {}
    part = contract.kind.parts[contract.kind.role("levels")]
    rows = contract.data.get(part.name, ())
    return {str(row[part.marks["key"]]): int(row[str(column)]) * _MINUTE for row in rows}


def _level_at(record: Record, at: datetime | None) -> str | None:
    """Give the level in force at a moment; without one, the level at the report."""
    level = record.data.get(record.kind.role("level"))
    if at is not None:
        for change in _sorted_changes(record):
            if datetime.fromisoformat(change["at"]) <= at:
                level = change["to"]
    return str(level) if level is not None else None


def _changes(ask: Ask, record: Record, limits: Mapping[str, int]) -> tuple[Change, ...]:
    return tuple(
        Change(
            datetime.fromisoformat(one["at"]),
            one["from"],
            one["to"],
            limits[one["from"]],
            limits[one["to"]],
            one["approver"] if _is_customer(ask, one.get("approver")) else None,
        )
        for one in _sorted_changes(record)
        if one["from"] in limits and one["to"] in limits
    )


def _sorted_changes(record: Record) -> list[Mapping[str, str]]:
    changes = record.data.get(record.kind.role("level-changes"), ())
    return sorted(changes, key=lambda one: datetime.fromisoformat(one["at"]))


def _pauses(ask: Ask, record: Record) -> tuple[Pause, ...]:
    """Give the pauses; only an approver on the customer's side counts as one."""
    rows = record.data.get(record.kind.role("pauses"), ())
    return tuple(
        Pause(
            datetime.fromisoformat(row["from"]),
            datetime.fromisoformat(row["to"]) if "to" in row else None,
            row["reason"],
            row["approver"] if _is_customer(ask, row.get("approver")) else None,
        )
        for row in rows
    )


def _is_customer(ask: Ask, person_id: str | None) -> bool:
    person = ask.facts.get(person_id or "")
    return person is not None and person.data.get(person.kind.role("side")) == "customer"


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
