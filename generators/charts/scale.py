"""Where a number or a moment stands on paper, and which round ones are written at the axis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil, floor, log10
from typing import NamedTuple

from generators.words import say

_ROUND = (1, 2, 5, 10, 20)  # the last, where both ends fall between two steps
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_STEPS = (
    *(count * _MINUTE for count in (1, 2, 5, 10, 15, 30)),
    *(count * _HOUR for count in (1, 2, 3, 6, 12)),
    *(count * _DAY for count in (1, 2, 7, 14)),
)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_YEAR = 12  # months
_ENOUGH = 3  # values: among so few none is an exception
_FEW = 20  # of so many values one may be an exception
_FAR = 4  # times the span of the others
_ALIKE = 1e-9  # of a value: a smaller difference is none on paper


class Scale(NamedTuple):
    """From `low` to `high`, drawn from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value; where all values are the same, the middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Give at most `most` + 1 round numbers whose first and last enclose the span."""
    largest = max(abs(low), abs(high))
    if high - low <= _ALIKE * max(largest, _ALIKE):
        around = largest if largest > _ALIKE else 1
        low, high = low - around, high + around
    power = 10.0 ** floor(log10((high - low) / most))
    for factor in _ROUND:
        step = factor * power
        # 99.6 / 0.1 is a little less than 996, and is meant to be 996
        first, last = floor(round(low / step, 6)), ceil(round(high / step, 6))
        if last - first <= most:
            break
    return tuple(float(f"{index * step:.12g}") for index in range(first, last + 1))


def moments(start: datetime, end: datetime, most: int) -> tuple[tuple[datetime, str], ...]:
    """Give at most `most` round moments from `start` to `end` with what is written at each, on 24 hours."""
    if start == end:
        return ((start, day(start)),)
    span = end - start
    for step in _STEPS:
        if span / step <= most - 1:
            return tuple((one, _told(one, step)) for one in _every(step, start, end))
    for months in _MONTHS:
        found = _months(months, start, end)
        if len(found) <= most:
            break
    return tuple((one, _month_told(one, start)) for one in found[:most])


def told(value: float) -> str:
    """Write a number at an axis: thousands apart, no useless zeros."""
    return f"{value:,.10g}"


def clock(at: datetime) -> str:
    """Write the time of the day on 24 hours."""
    return f"{at.hour:02}:{at.minute:02}"  # a third of strftime's time


def day(at: datetime) -> str:
    """Write month and day."""
    return f"{at.month:02}-{at.day:02}"


def clipped(values: Sequence[float], fixed: Sequence[float] = ()) -> tuple[float, float]:
    """Give the span to draw; a few values far outside all others are left out, or they would flatten them."""
    ordered = sorted(values)
    few = max(1, len(ordered) // _FEW)
    inner = ordered[few:-few] if len(ordered) > _ENOUGH else ordered
    core = [*inner, *fixed]
    low, high = min(core), max(core)
    span = (high - low) or abs(high) or 1
    bottom, top = min([*ordered, *fixed]), max([*ordered, *fixed])
    far = _FAR * span
    return (
        low - span / 2 if bottom < low - far else bottom,
        high + span / 2 if top > high + far else top,
    )


def _every(step: timedelta, start: datetime, end: datetime) -> list[datetime]:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + ceil((start - midnight) / step) * step
    return [first + index * step for index in range(floor((end - first) / step) + 1)]


def _months(count: int, start: datetime, end: datetime) -> list[datetime]:
    first = start.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    index = ceil((first.year * _YEAR + first.month - 1 + (first < start)) / count) * count
    found = []
    while index < (end.year + 1) * _YEAR:
        one = first.replace(year=index // _YEAR, month=index % _YEAR + 1)
        if one <= end:
            found.append(one)
        index += count
    return found


def _told(at: datetime, step: timedelta) -> str:
    if step >= _DAY:
        return day(at)
    return day(at) if at.hour == at.minute == 0 else clock(at)


def _month_told(at: datetime, start: datetime) -> str:
    is_first_of_year = at.month == 1 and at.year != start.year
    return f"{at:%Y-%m}" if is_first_of_year else say("chart.month_of", month=at.month)
