"""Calendar and contract periods within a term, by the names that records and verdicts use."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = {"month": 1, "quarter": 3, "contract-quarter": 3, "half-year": 6, "contract-year": 12}
_DAY = timedelta(days=1)
_LAST = date(
    9990, 12, 31
)  # whoever writes 9999-12-31 means no end; what is due after a period must still exist


class Period(NamedTuple):
    """A span of days, both included; a name such as 2026-03, 2026-Q1, 2026-C1, 2026-H1, 2026."""

    name: str
    begin: date
    end: date


def periods(kind: str, begin: date, end: date) -> Iterator[Period]:
    """Yield the periods of a term; calendar periods are cut at its ends, contract periods count from it.

    What is left of a term after its last whole contract period is one more if it lasts a month, else it
    belongs to that period: nobody agrees on a quarter of a day.
    """
    months = _MONTHS[kind]
    is_calendar = kind in ("month", "quarter")
    first = date(begin.year, _floor(begin.month, months), 1) if is_calendar else begin
    end = min(end, _LAST)
    number = 0
    while (start := _after(first, number * months)) <= end:
        last = _after(first, (number + 1) * months) - _DAY
        if not is_calendar and end < _after(first, (number + 1) * months + 1) - _DAY:
            last = end
        yield Period(_name(kind, start, begin, number), max(start, begin), min(last, end))
        if last >= end:
            return
        number += 1


def _after(day: date, months: int) -> date:
    """Give the day on which so many months are over: the same one, else the first of the month after."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    year, month = divmod(year * 12 + month + 1, 12)
    return date(year, month + 1, 1)


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
