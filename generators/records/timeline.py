"""A record's life, folded once: its events, and the rows that change it, as ordered intervals.

Checks, clocks and pages read what was when from here and from nowhere else. Which field is what, the schema
says by roles: nothing here knows a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Literal, NamedTuple

from generators.records.moment import Moment, known, moment
from generators.records.record import Record
from generators.strict_yaml import At

What = Literal["event", "level", "pause", "reopening", "outage", "update", "waiver"]
# the roles of the tables whose rows tell of a life: what a row is, where its beginning, end, value and person
# stand
_ROWS: Mapping[str, tuple[What, str, str, str, str]] = {
    "level-changes": ("level", "at", "", "to", "approver"),
    "pauses": ("pause", "from", "to", "reason", "approver"),
    "reopenings": ("reopening", "at", "", "reason", ""),
    "outages": ("outage", "from", "to", "function", ""),
    "updates": ("update", "at", "", "text", "by"),
}


class Entry(NamedTuple):
    """Something that was so from one moment on, or between two."""

    at: Moment
    until: Moment | None  # None while it goes on, and for what has no length
    what: What
    name: str  # the field that tells of it
    value: Any  # the level after it, the reason of a pause or reopening, the text of an update
    by: str | None  # who answers for it: of a change of level or a pause, the approver
    path: At  # where in the record it stands
    column: str = ""  # of the row, which holds the value


class Step(NamedTuple):
    """A change of level. One that does not count leaves the level as it was."""

    at: datetime
    before: str  # in force until then
    asked: str  # what the row says
    after: str  # in force from then on
    approver: str | None
    path: At

    @property
    def counts(self) -> bool:
        """Whether what the row says came into force."""
        return self.after == self.asked


class Cycle(NamedTuple):
    """From the start to a stop, or from a reopening to the next one."""

    begin: Moment
    stop: Moment | None
    is_written: bool  # a stop stands there, whether or not anybody knows when it was


Counts = Callable[[Entry, str], bool]  # a change of level, and the level in force before it


class Timeline(NamedTuple):
    """The life of one record that obeys its schema; days are those of the zone that governs it.

    Every clock asks anew, so it keeps nothing: most records have no rows to fold.
    """

    record: Record
    zone: tzinfo

    @property
    def start(self) -> Moment | None:
        """When the record's life began."""
        return moment(self.record.data.get(self.record.kind.start), self.zone)

    @property
    def end(self) -> Moment | None:
        """When it was closed or withdrawn; None while it is open, and where nobody knows."""
        return moment(self.record.data.get(self.end_name), self.zone)

    @property
    def end_name(self) -> str:
        """The event that tells when that was."""
        kind = self.record.kind
        return kind.stop if kind.stop in self.record.data else kind.role("withdrawn")

    @property
    def is_over(self) -> bool:
        """Whether it was closed or withdrawn."""
        kind, data = self.record.kind, self.record.data
        return kind.stop in data or kind.role("withdrawn") in data

    def until(self, now: datetime) -> datetime:
        """Give the end of the life so far: now, or when it was over; failing that, the last that is known."""
        if not self.is_over:
            return now
        last = self.end or (self.entries[-1].at if self.entries else None)
        return min(now, last.latest) if last else now

    @property
    def is_done(self) -> bool:
        """Whether what the record is about is done, in the last of its cycles too."""
        done = self.record.kind.done
        cycles = self.cycles(self.record.kind.start, (done,))  # none where nobody knows when it began
        return done in self.record.data and (not cycles or cycles[-1].is_written)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that happened, in order; what happened when nobody knows is left out."""
        names = (event.name for event in self.record.kind.events)
        found = [
            Entry(at, None, "event", name, None, None, (name,))
            for name in names
            if (at := moment(self.record.data.get(name), self.zone))
        ]
        rows = (row for role in _ROWS for row in self._rows(role))
        return tuple(sorted((*found, *rows, *self._done_again(), *self._waived()), key=_order))

    @property
    def undated(self) -> tuple[str, ...]:
        """The events that happened when nobody knows, as the schema calls them."""
        data = self.record.data
        names = (one.name for one in self.record.kind.events if one.name in data)
        return tuple(name for name in names if moment(data[name], self.zone) is None)

    @property
    def changes(self) -> tuple[Entry, ...]:
        """The changes of level as they are written, in order."""
        return self._rows("level-changes")

    @property
    def pauses(self) -> tuple[Entry, ...]:
        """The waits, in order of their beginnings."""
        return self._rows("pauses")

    @property
    def reopenings(self) -> tuple[Entry, ...]:
        """The times when what had been done was found not to be, in order."""
        return self._rows("reopenings")

    @property
    def outages(self) -> tuple[Entry, ...]:
        """What was out of order, in order; as long as the whole, where a row gives no times of its own."""
        return self._rows("outages")

    @property
    def since(self) -> Moment | None:
        """When what the record is about began, if that is known, else the record's start."""
        return moment(self.record.data.get(self.since_name), self.zone) or self.start

    @property
    def since_name(self) -> str:
        """The event that tells when that was."""
        kind = self.record.kind
        names = (one.name for one in kind.events if one.before == kind.start and one.name in self.record.data)
        return next((name for name in names if moment(self.record.data[name], self.zone)), kind.start)

    @property
    def level(self) -> str | None:
        """The level at the start."""
        level = self.record.data.get(self.record.kind.role("level"))
        return None if level is None else str(level)

    def steps(self, counts: Counts | None = None) -> tuple[Step, ...]:
        """Fold the changes of level; `counts` says of each whether it came into force, without it all did."""
        level, steps = self.level or "", []
        for entry in self.changes:
            after = entry.value if counts is None or counts(entry, level) else level
            steps.append(Step(entry.at.at, level, entry.value, after, entry.by, entry.path))
            level = after
        return tuple(steps)

    def level_at(self, at: datetime, steps: Sequence[Step] | None = None) -> str | None:
        """Give the level in force at a moment, by all changes or by the steps given."""
        level = self.level
        if steps is None:
            steps = self.steps() if self.changes else ()
        for step in steps:
            if step.at <= at:
                level = step.after
        return level

    def cycles(self, start: str, stops: Sequence[str]) -> tuple[Cycle, ...]:
        """Give the cycles from one event to the first of some others; none without a known start.

        A reopening begins a new cycle for the events that its rows have a column for.
        """
        data, name = self.record.data, self.record.kind.role("reopenings")
        begin = known(data.get(start), self.zone)
        if begin is None:
            return ()
        written = [data[one] for one in stops if one in data]
        cycles = [_cycle(begin, written, self.zone)]
        if name in data and (columns := set(stops) & set(self.record.kind.fields[name].children)):
            for entry in self.reopenings:
                row = self.row(entry.path)
                again = [row[one] for one in columns if one in row]
                cycles.append(_cycle(entry.at, again, self.zone))
        return tuple(cycles)

    def row(self, path: At) -> Mapping[str, Any]:
        """Give the row of a table that an entry tells of."""
        table, index = path
        row: Mapping[str, Any] = self.record.data[str(table)][int(index)]
        return row

    def _rows(self, role: str) -> tuple[Entry, ...]:
        table = self.record.kind.role(role)
        rows = self.record.data.get(table, ())
        if not rows:
            return ()
        what, at, until, value, by = _ROWS[role]
        is_whole = what == "outage"  # its times default to those of the whole, or of the cycle it began in
        since = self.since if is_whole else None
        found = [
            Entry(
                begin,
                moment(row.get(until), self.zone) or (self._done_after(begin) if is_whole else None),
                what,
                table,
                row.get(value),
                row.get(by),
                (table, index),
                value,
            )
            for index, row in enumerate(rows)
            if (begin := moment(row.get(at), self.zone) or since)
        ]
        return tuple(sorted(found, key=_order))

    def _done_again(self) -> Iterator[Entry]:
        """Yield when what had been reopened was done again."""
        done = self.record.kind.done
        for entry in self.reopenings:
            at = moment(self.row(entry.path).get(done), self.zone)
            if at:
                yield Entry(at, None, "event", done, None, None, (*entry.path, done))

    def _waived(self) -> Iterator[Entry]:
        name = self.record.kind.role("waiver")
        waiver = self.record.data.get(name, {})
        if at := moment(waiver.get("at"), self.zone):
            yield Entry(at, None, "waiver", name, waiver.get("reason"), waiver.get("by"), (name,), "reason")

    def _done_after(self, begin: Moment) -> Moment | None:
        """Give when that was done which was open at a moment."""
        done = self.record.kind.done
        cycles = self.cycles(self.record.kind.start, (done,))
        if not cycles:
            return moment(self.record.data.get(done), self.zone)
        open_then = (one for one in reversed(cycles) if one.begin.earliest <= begin.latest)
        return next(open_then, cycles[0]).stop


def _order(entry: Entry) -> tuple[datetime, datetime]:
    return entry.at.earliest, entry.at.latest


def _cycle(begin: Moment, written: Sequence[Any], zone: tzinfo) -> Cycle:
    if len(written) == 1:
        return Cycle(begin, known(written[0], zone), is_written=True)
    times = [one for value in written if (one := known(value, zone))]
    return Cycle(begin, min(times, key=lambda one: one.earliest, default=None), bool(written))
