"""What is the same for every record that a clock judges: events, hours, levels, what it may take off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from generators.judging.limits import Tables
from generators.judging.rules.ask import Ask
from generators.kinds.kind import Kind
from generators.records import agreements, calendars, worktime
from generators.records.conditions import Grounds, Spot, all_hold, is_one
from generators.records.record import Record


class Setting(NamedTuple):
    """What is the same for every record of one obligation."""

    calendar_on: Callable[[date], worktime.Calendar | None]  # None for one that is not sound
    start: str
    stops: tuple[str, ...]
    allowed: frozenset[str]
    reasons: Mapping[str, str]
    where: tuple[Mapping[str, Any], ...]
    levels: tuple[Mapping[str, Any], ...]  # the conditions on the level that decides
    tables: Tables

    def counts(self, record: Record, grounds: Grounds) -> bool:
        """Say whether a record meets the conditions which ask for no level."""
        return not self.where or all_hold(self.where, Spot(record, record.data), grounds)

    def asks(self, level: str | None) -> bool:
        """Say whether a level meets every condition on it."""
        return not self.levels or all(is_one(one, level) for one in self.levels)


def setting_of(ask: Ask) -> Setting:
    """Read the parameters of a clock."""
    level = ask.kind.role("level")
    asked = tuple(one for one in ask.where if one["field"] == level and ("is" in one or "is_not" in one))
    own = ({"field": level, "is": ask.parameters["levels"]},) if "levels" in ask.parameters else ()
    return Setting(
        calendar_on=_calendars(ask),
        start=str(ask.parameters["from"]),
        stops=(str(ask.parameters["to"]), *map(str, ask.parameters.get("stops_also", ()))),
        allowed=frozenset(ask.parameters.get("pause_reasons", ())),
        reasons=_reasons(ask.kind),
        where=tuple(one for one in ask.where if one not in asked),
        levels=(*asked, *own),  # those of the obligation, and of the reading of it
        tables=Tables(ask.facts, ask.parameters),
    )


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
