"""Durations, moments, shares as people say them, once: the same seconds read alike on pages and paper."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from math import ceil

from generators.words import say

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<kind>[QCH]?)(?P<number>[0-9]{1,2}))?")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_ALL = 100  # in a hundred
_DAYS_FROM = 2 * _DAY  # below, hours are compared more easily: 24 小时, 36 小时


def duration(seconds: float) -> str:
    """Say seconds exactly: hours up to two days, then days; 3,601 s is never the same text as 3,600 s.

    Part of a second, as a median can have, counts as a whole one: what is over a limit never reads like it.
    """
    return _seconds(ceil(seconds))


@lru_cache(maxsize=4096)  # limits, and what was taken to the minute, are said again and again
def _seconds(whole: int) -> str:
    days, rest = divmod(whole, _DAY) if whole >= _DAYS_FROM else (0, whole)
    hours, rest = divmod(rest, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    parts = {"days": days, "hours": hours, "minutes": minutes, "seconds": rest}
    told = [say(f"duration.{unit}", count=count) for unit, count in parts.items() if count]
    return " ".join(told) or say("duration.minutes", count=0)


def quantity(number: str, unit: str) -> str:
    """Write a number with what it is counted in; no line ends between them."""
    return f"{number}\u00a0{unit}" if number and unit else number


def percent(value: float, digits: int = 1) -> str:
    """Write a share of a hundred; what is not all, or not nothing, is never written as if it was."""
    told, least = round(value, digits), 10.0**-digits
    if value < _ALL <= told:
        told = _ALL - least
    elif told <= 0 < value:
        told = least
    return quantity(f"{told:.{digits}f}".rstrip("0").rstrip("."), "%")


def minute(at: datetime, zone: tzinfo) -> str:
    """Write a moment in a zone, to the minute: 2026-03-05 09:10."""
    return at.astimezone(zone).replace(tzinfo=None).isoformat(" ", "minutes")  # a third of strftime's time


def moment(at: datetime, zone: tzinfo) -> str:
    """Write a moment in a zone, with its seconds where it has any: 2026-03-05 09:10:30."""
    local = at.astimezone(zone).replace(tzinfo=None)
    return local.isoformat(" ", "seconds" if local.second else "minutes")


@lru_cache(maxsize=1024)
def period(name: str, days: tuple[date, date] | None = None) -> str:
    """Say the name of a period: 2026 年 10 月, 2026 年第三季度; one of a contract with its months or days.

    A name that is none of a period is said as it is.
    """
    match = _PERIOD.fullmatch(name)
    if not match:
        return name
    letter, number = match["kind"], match["number"]
    if number is None:
        return say("period.called.year", year=match["year"])
    kind = {"Q": "quarter", "C": "contract-quarter", "H": "half-year"}.get(letter, "month")
    told = say(f"period.called.{kind}", year=match["year"], number=int(number), ordinal=_ordinal(int(number)))
    if days is None or letter not in ("C", "H"):
        return told
    begin, end = days
    if begin.day == 1 and (end + timedelta(days=1)).day == 1 and begin.year == end.year:
        return told + say("period.called.months", year=begin.year, first=begin.month, last=end.month)
    return told + say("period.called.days", begin=begin, end=end)


def _ordinal(number: int) -> str:
    return say(f"ordinal.{number}") if number in range(1, 13) else str(number)
