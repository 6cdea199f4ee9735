"""Calendars as records write them, made into working time.

A window ends after it begins, within its day: one that does not is refused, never guessed at. What a record
may get wrong is found before anything is judged by it (`checks/hours`): a sound calendar can be read.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generators.records.record import Record
from generators.records.worktime import DAY, Calendar, merged

HOLIDAYS, SWAPPED, YEARS = "holidays", "work", "years"


def read(record: Record, zone: ZoneInfo) -> Calendar:
    """Make the calendar that a sound record describes; `zone` holds where it names none of its own."""
    data = record.data
    off = tuple((date.fromisoformat(row["date"]), str(row.get("name", ""))) for row in data.get(HOLIDAYS, ()))
    rows = data.get("windows", ())
    return Calendar(
        name=record.id,
        zone=ZoneInfo(data["zone"]) if "zone" in data else zone,
        always=bool(data.get("always", False)),
        windows=tuple(merged(_window(row) for row in rows if day in row["weekdays"]) for day in range(1, 8)),
        off=frozenset(day for day, _ in off),
        work=frozenset(date.fromisoformat(row["date"]) for row in data.get(SWAPPED, ())),
        years=frozenset(data.get(YEARS, ())),
        names=tuple(sorted(off)),
    )


def zone_named(name: str) -> ZoneInfo | None:
    """Find a zone by its name; None for one that nobody knows, and for a folder of zones such as Asia."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def span_of(row: Any) -> tuple[int, int]:
    """Read the ends of a row in seconds of the day, in whatever order; `to: "00:00"` is the day's end."""
    return _of_day(row["from"]), _of_day(row["to"]) or DAY


def _window(row: Any) -> tuple[int, int]:
    start, end = span_of(row)
    if end <= start:
        raise ValueError(f"{row['from']}-{row['to']}: a window ends after it begins; split a night at 00:00")
    return start, end


def _of_day(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60
