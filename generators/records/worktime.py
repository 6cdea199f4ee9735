"""Working time: which seconds of a span count, and when so many of them are over.

Time is cut where the zone changes its offset; within a piece the wall clock runs evenly, so that seconds are
prefix sums over weekdays and over the few days that differ from their weekday, whatever the span's length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

DAY = 86_400
_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH_WEEKDAY = date(1970, 1, 1).weekday()

_Edge = TypeVar("_Edge", int, datetime)  # of a day's windows, or of spans of time
Windows = tuple[tuple[int, int], ...]
_NEVER: tuple[Windows, ...] = ((),) * 7


class UnknownYear(Exception):
    """A calendar with holidays has no data for a year that was asked for: an error, never a guess."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class NoWorkingTime(Exception):
    """A calendar without any working second: nothing on it is ever measured or due."""


@dataclass(frozen=True)
class Calendar:
    """Which seconds count: all, or weekly windows in a zone, with holidays and swapped days (调休)."""

    name: str
    zone: ZoneInfo
    always: bool = False
    windows: tuple[Windows, ...] = _NEVER  # Monday first, seconds of the day; a split day has several
    off: frozenset[date] = frozenset()  # wins over `work`
    work: frozenset[date] = frozenset()  # days with Monday's windows, whatever weekday they are
    years: frozenset[int] = frozenset()  # whose holidays are known; empty = no holidays at all
    names: tuple[tuple[date, str], ...] = ()  # of the days off

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Count the seconds from start to end. Raises UnknownYear, NoWorkingTime."""
        first, last = _stamp(start), _stamp(end)
        if last <= first:
            return 0
        if self.always:
            return last - first
        return sum(self._counted(low, high) for low, high, _ in self._pieces(first, last))

    def after(self, start: datetime, seconds: int) -> datetime:
        """Find the moment when so many counted seconds are over; the start itself for none."""
        if seconds <= 0:
            return start
        first = _stamp(start)
        if self.always:
            return datetime.fromtimestamp(first + seconds, self.zone)
        for low, high, offset in self._pieces(first, None):
            here = self._counted(low, high)
            if here >= seconds:
                return datetime.fromtimestamp(self._reach(low, high, seconds) - offset, self.zone)
            seconds -= here
        raise AssertionError  # the pieces never end

    def known_to(self, start: datetime) -> datetime | None:
        """Give the end of the years known from a moment on; None if there is none."""
        if self.always or not (self.years or self._table.days):
            return None
        year = start.astimezone(self.zone).year
        while year in self.years:
            year += 1
        return datetime(year, 1, 1, tzinfo=self.zone)

    def left_out(self, start: datetime, end: datetime) -> tuple[date, ...]:
        """List the days off that took counted time from the span, because their weekday has windows."""
        if self.always or not self.off:
            return ()
        low, high = _wall(start, self.zone), _wall(end, self.zone)
        table = self._table
        days = table.days[bisect_left(table.days, low // DAY) : bisect_left(table.days, high // DAY + 1)]
        return tuple(
            _date(day * DAY)
            for day in days
            if _date(day * DAY) in self.off
            and _clamped(table.windows[(day + _EPOCH_WEEKDAY) % 7], low - day * DAY, high - day * DAY)
        )

    def holiday(self, day: date) -> str:
        """Give the name of a day off; empty for one without a name."""
        return dict(self.names).get(day, "")

    def _pieces(self, first: int, last: int | None) -> Iterator[tuple[int, int, int]]:
        """Yield (from, to, offset) in wall seconds, in order; raises when a year's holidays are unknown."""
        if not self._table.week:
            raise NoWorkingTime(self.name)
        year = datetime.fromtimestamp(first, UTC).year
        while True:
            for begin, end, offset in _stretches(self.zone, year):
                low, high = max(begin, first), end if last is None else min(end, last)
                if low < high:
                    yield from self._known(low + offset, high + offset, offset, searching=last is None)
                if last is not None and last <= end:
                    return
            year += 1

    def _known(self, low: int, high: int, offset: int, *, searching: bool) -> Iterator[tuple[int, int, int]]:
        """Yield the piece; one that is only searched is first offered up to a year that is unknown."""
        if not self._table.days and not self.years:
            yield low, high, offset
            return
        early, late = _date(low).year, _date(high - 1).year
        if early in self.years and late not in self.years and searching:
            yield low, _number(date(late, 1, 1)) * DAY, offset
        for year in (early, late):
            if year not in self.years:
                raise UnknownYear(year)
        yield low, high, offset

    def _counted(self, low: int, high: int) -> int:
        """Count the seconds between two wall seconds of one piece."""
        return self._before(high) - self._before(low)

    def _before(self, wall: int) -> int:
        """Count from a fixed day long ago; only differences mean anything."""
        day, second = divmod(wall, DAY)
        return self._before_day(day) + _clamped(self._windows(day), 0, second)

    def _before_day(self, day: int) -> int:
        table = self._table
        weeks, weekday = divmod(day + _EPOCH_WEEKDAY, 7)
        return weeks * table.week + table.weekdays[weekday] + table.sums[bisect_left(table.days, day)]

    def _windows(self, day: int) -> Windows:
        changed = self._table.changed.get(day)
        return self._table.windows[(day + _EPOCH_WEEKDAY) % 7] if changed is None else changed

    def _reach(self, low: int, high: int, seconds: int) -> int:
        """Find the first wall second by which so many are counted since `low`; they are over by `high`."""
        wanted = self._before(low) + seconds
        days = range(low // DAY, high // DAY + 1)
        day = days[bisect_left(days, wanted, key=self._before_day) - 1]
        missing = wanted - self._before_day(day)
        for start, end in self._windows(day):
            if missing <= end - start:
                return day * DAY + start + missing
            missing -= end - start
        raise AssertionError  # bisect found the day on which the count is reached

    @cached_property
    def _table(self) -> _Table:
        windows = tuple(merged(one) for one in self.windows)
        lengths = [_clamped(one, 0, DAY) for one in windows]
        changed = {_number(day): windows[0] for day in self.work} | {_number(day): () for day in self.off}
        days = sorted(changed)
        more = [_clamped(changed[day], 0, DAY) - lengths[(day + _EPOCH_WEEKDAY) % 7] for day in days]
        weekdays = tuple(accumulate(lengths, initial=0))
        return _Table(windows, weekdays, weekdays[-1], changed, days, tuple(accumulate(more, initial=0)))


class _Table(NamedTuple):
    """What is computed once for a calendar: seconds before each weekday, and what changed days add."""

    windows: tuple[Windows, ...]
    weekdays: tuple[int, ...]
    week: int
    changed: dict[int, Windows]
    days: list[int]
    sums: tuple[int, ...]


def always(zone: ZoneInfo) -> Calendar:
    """Give the calendar on which every second counts."""
    return Calendar("7x24", zone, always=True)


def merged(spans: Iterable[tuple[_Edge, _Edge]]) -> tuple[tuple[_Edge, _Edge], ...]:
    """Sort spans and join those that touch or overlap, so that no second counts twice; drop empty ones."""
    joined: list[tuple[_Edge, _Edge]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def _clamped(windows: Windows, low: int, high: int) -> int:
    """Count the seconds of windows that lie between two seconds of their day."""
    return sum(max(0, min(end, high) - max(start, low)) for start, end in windows)


@cache
def _stretches(zone: ZoneInfo, year: int) -> tuple[tuple[int, int, int], ...]:
    """Cut a UTC year where the zone's offset changes: (from, to, offset)."""
    begin, end = (_stamp(datetime(one, 1, 1, tzinfo=UTC)) for one in (year, year + 1))
    days = range(begin, end, DAY)
    cuts = [_change(zone, low) for low in days if _offset(zone, low) != _offset(zone, low + DAY)]
    return tuple((low, high, _offset(zone, low)) for low, high in pairwise([begin, *cuts, end]))


def _change(zone: ZoneInfo, low: int) -> int:
    """Find the second of the day after `low` at which the zone's offset changes."""
    old = _offset(zone, low)
    return low + bisect_left(range(DAY), 1, key=lambda more: int(_offset(zone, low + more) != old))


def _offset(zone: ZoneInfo, stamp: int) -> int:
    shift = datetime.fromtimestamp(stamp, zone).utcoffset()
    return shift // _SECOND if shift else 0


def _stamp(moment: datetime) -> int:
    """Give whole seconds since 1970 in UTC, so that no arithmetic falls for a wall clock put back."""
    since = moment - _EPOCH  # asked for its parts: dividing it takes twice as long
    return since.days * DAY + since.seconds


def _wall(moment: datetime, zone: ZoneInfo) -> int:
    stamp = _stamp(moment)
    return stamp + _offset(zone, stamp)


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH_DAY


def _date(wall: int) -> date:
    return date.fromordinal(wall // DAY + _EPOCH_DAY)
