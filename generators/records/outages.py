"""Outages folded into time: how long something was out of order, planned windows apart.

It is out of order from the outage's beginning, which is the occurrence where no time is written, to the
restoration; one that is not restored goes on. Outages that overlap count once. What was agreed beforehand
stands apart, and leaves the time in which the thing had to work. Rules and figures both count here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.records import calendars
from generators.records.agreements import Term
from generators.records.record import Record, in_order
from generators.records.timeline import Entry, Timeline
from generators.records.worktime import Calendar, merged

_DAY = timedelta(days=1)


class Outage(NamedTuple):
    """One stretch in which something was out of order, and the record that tells of it."""

    id: str
    begin: datetime
    end: datetime
    is_planned: bool


class Duty(NamedTuple):
    """When something has to work: from one moment to another, all the time or by a calendar."""

    begin: datetime
    end: datetime
    calendar: Calendar | None

    def seconds(self, begin: datetime, end: datetime) -> int:
        """Count what lies within."""
        first, last = max(begin, self.begin), min(end, self.end)
        if last <= first:
            return 0
        return self.calendar.elapsed(first, last) if self.calendar else int((last - first).total_seconds())


class Span(NamedTuple):
    """One thing over a month or longer, in seconds of its duty."""

    name: str
    begin: datetime
    end: datetime
    whole_s: int
    planned_s: int
    out_s: int  # of what was not planned
    planned: tuple[str, ...]  # the records behind
    out: tuple[str, ...]

    @property
    def due_s(self) -> int:
        """How long it had to work."""
        return self.whole_s - self.planned_s

    @property
    def percent(self) -> float | None:
        """How much of that it did; None where it did not have to."""
        return None if self.due_s == 0 else 100 * (self.due_s - self.out_s) / self.due_s

    def holds(self, met: int, of: int) -> bool:
        """Say whether it worked for so much of so much."""
        return (self.due_s - self.out_s) * of >= met * self.due_s


def duty(term: Term, until: datetime, calendar: Record | None, zone: ZoneInfo) -> Duty:
    """Give the duty over a term, no further than the moment given and the years that the calendar knows."""
    begin = datetime.combine(term.first, time(), zone)
    end = min(until, datetime.combine(term.last + _DAY, time(), zone)) if term.last else until
    if calendar is None:
        return Duty(begin, end, None)
    hours = calendars.read(calendar, zone)
    return Duty(begin, min(end, hours.known_to(begin) or end), hours)


def span(name: str, begin: datetime, end: datetime, hours: Duty, outages: Sequence[Outage]) -> Span:
    """Sum the outages between two moments."""
    planned = [one for one in outages if one.is_planned]
    planned_s, all_s = (
        sum(
            hours.seconds(max(begin, first), min(end, last))
            for first, last in merged((one.begin, one.end) for one in some)
        )
        for some in (planned, outages)
    )
    own = [one for one in outages if hours.seconds(max(begin, one.begin), min(end, one.end))]
    return Span(
        name,
        begin,
        end,
        hours.seconds(begin, end),
        planned_s,
        all_s - planned_s,
        _ids(one for one in own if one.is_planned),
        _ids(one for one in own if not one.is_planned),
    )


def stretches(record: Record, now: datetime, zone: ZoneInfo) -> Iterator[tuple[Entry, Outage]]:
    """Yield the stretches of each row, with what the timeline tells of the row."""
    life = Timeline(record, zone)
    for entry in life.outages:
        row = life.row(entry.path)
        first = (entry.at.earliest, entry.until.latest if entry.until else life.until(now))
        again = _reopened(life, now) if "to" not in row else []  # without an end of its own it goes on
        for begin, end in (first, *again):
            if begin < end:
                yield entry, Outage(record.id, begin, end, bool(row.get("planned")))


def whole(record: Record, now: datetime, zone: ZoneInfo) -> Iterator[Outage]:
    """Yield the stretches of a record that names nothing that was out of order, as if everything was."""
    life = Timeline(record, zone)
    cycles = life.cycles(record.kind.start, (record.kind.done,))
    if life.since and cycles:
        stop = cycles[0].stop
        first = (life.since.earliest, stop.latest if stop else life.until(now))
        for begin, end in (first, *_reopened(life, now)):
            if begin < end:
                yield Outage(record.id, begin, end, is_planned=False)


def months(begin: datetime, end: datetime) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield the months between two moments, the first and the last cut."""
    first = begin.replace(day=1)  # a term begins at midnight
    while first < end:
        after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        yield f"{first.year}-{first.month:02}", max(first, begin), min(after, end)
        first = after


def _reopened(life: Timeline, now: datetime) -> list[tuple[datetime, datetime]]:
    kind = life.record.kind
    later = life.cycles(kind.start, (kind.done,))[1:]
    return [(one.begin.earliest, one.stop.latest if one.stop else life.until(now)) for one in later]


def _ids(outages: Iterable[Outage]) -> tuple[str, ...]:
    return tuple(sorted({one.id for one in outages}, key=in_order))
