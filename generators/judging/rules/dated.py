"""Records with the day each counts from, and the period each belongs to, as rules over periods need them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generators.judging.periods import Period
from generators.judging.rules.ask import Ask
from generators.records.record import Record


class Dated(NamedTuple):
    """A record with the day it counts from, what it should cover and does not, and why it is not good."""

    day: date
    record: Record
    gaps: tuple[str, ...] = ()
    lacking: str = ""


def belongs(ask: Ask, one: Dated, period: Period) -> bool:
    """Say whether a record is of a period: by the name or planned date it gives itself, else by its day."""
    group, _, name = str(ask.parameters.get("names_period", "")).rpartition(".")
    around = one.record.data.get(group, {}) if group else one.record.data
    named = around.get(name)
    if named is not None and len(named) != len("2026-01-01"):
        return bool(named == period.name)
    return period.begin <= (date.fromisoformat(named) if named else one.day) <= period.end
