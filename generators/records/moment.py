"""Events as records write them: a time or a day, with source, certainty and evidence where they are known.

A day is an interval: all of it in the zone that governs the record. What is marked as unknown proves nothing,
whether or not a time is written with it.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from generators.records.record import OBJECT

_A_DAY = len("2026-03-05")
END_OF_DAY = time(23, 59, 59)
_UNKNOWN = "unknown"


class Moment(NamedTuple):
    """When something happened, and how well that is known; a time keeps the offset that was written."""

    earliest: datetime
    latest: datetime  # the same, unless only the day is known
    source: str | None = None
    certainty: str | None = None
    evidence: str | None = None

    @property
    def at(self) -> datetime:
        """The time, or the beginning of the day."""
        return self.earliest

    @property
    def is_day(self) -> bool:
        """Whether only the day is known."""
        return self.earliest is not self.latest and self.earliest != self.latest

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows, although a time is written."""
        return self.certainty == _UNKNOWN


def moment(value: Any, zone: tzinfo) -> Moment | None:
    """Read an event of a record that obeys its schema; None for one that is not there or has no time."""
    if isinstance(value, str):
        return _read(value, zone)
    if isinstance(value, OBJECT) and "at" in value:
        return _read(value["at"], zone, value.get("source"), value.get("certainty"), value.get("evidence"))
    return None


@lru_cache(maxsize=8192)  # many rules and checks read the same few events, one after the other
def _read(written: str, zone: tzinfo, *rest: str | None) -> Moment:
    if len(written) == _A_DAY:
        return Moment(*_day(written, zone), *rest)
    at = datetime.fromisoformat(written)
    return Moment(at, at, *rest)


def known(value: Any, zone: tzinfo) -> Moment | None:
    """Read an event of which somebody knows when it was."""
    found = moment(value, zone)
    return None if found is None or found.is_unknown else found


def _day(text: str, zone: tzinfo) -> tuple[datetime, datetime]:
    day = date.fromisoformat(text)
    return datetime.combine(day, time(), zone), datetime.combine(day, END_OF_DAY, zone)
