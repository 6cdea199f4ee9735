"""Calendar and contract periods within a term, by the names that records and verdicts use."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = {"month": 1, "quarter": 3, "contract-quarter": 3, "half-year": 6, "contract-year": 12}
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """A span of days, both included; a name such as 2026-03, 2026-Q1, 2026-C1, 2026-H1, 2026."""

    name: str
    begin: date
    end: date


def periods(kind: str, begin: date, end: date) -> Iterator[Period]:
    """Yield the periods of a term; calendar periods are cut at its ends, contract periods count from it."""
    months = _MONTHS[kind]
    first = begin if kind not in ("month", "quarter") else date(begin.year, _floor(begin.month, months), 1)
    number = 0
    while True:
        start, after = add_months(first, number * months), add_months(first, (number + 1) * months)
        if start > end:
            return
        yield Period(_name(kind, start, begin, number), max(start, begin), min(after - _DAY, end))
        number += 1


def add_months(day: date, months: int) -> date:
    """Give the same day some months later, or that month's last day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _floor(month: int, step: int) -> int:
    return (month - 1) // step * step + 1


def _name(kind: str, start: date, begin: date, number: int) -> str:
    match kind:
        case "month":
            return f"{start.year}-{start.month:02}"
        case "quarter":
            return f"{start.year}-Q{(start.month + 2) // 3}"
        case "contract-quarter":
            return f"{begin.year}-C{number + 1}"
        case "half-year":
            return f"{begin.year}-H{number + 1}"
        case _:
            return f"{start.year}"
