"""Shifts as spans of time: rows that say from when to when, and days laid out by a contract's shifts.

A table with `x-duty` holds the rows. A table with `x-pattern` beside it holds days: which shifts, and who has
each; a row of several days names who has them in turn. Whoever asks who is on duty reads the spans, and never
either table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.records.binding import Bindings
from generators.records.links import Link
from generators.records.record import Record
from generators.strict_yaml import At

DAY = timedelta(days=1)
_MOST = 400  # days laid out of one row: more than a month, a quarter, a year has
_MONTH = re.compile(r"(?<![0-9])([0-9]{4})-(0[1-9]|1[0-2])(?![0-9])")


class Span(NamedTuple):
    """One stretch of one person's duty, in UTC, and what the row that says so says beside it."""

    begin: datetime
    end: datetime
    row: Mapping[str, Any]  # as the table of rows would have it, also for a day of the pattern
    at: At  # what a person would change


class Spread(NamedTuple):
    """The spans of a record. Not whole: it names a shift that nobody can look up, so more may be covered."""

    spans: tuple[Span, ...]
    is_whole: bool


class Pattern(NamedTuple):
    """A table of days by its columns: which day, to which, which shifts, and who has each of them."""

    table: str
    day: str
    last: str  # the last of several days; empty if a row is always one day
    times: tuple[str, ...]  # columns that say of a row when its shifts began or ended instead
    shifts: str
    people: str
    part: str  # of the record that owns the shifts


class Turns(NamedTuple):
    """A row of days: which they are, and of how many parties each of its shifts is had in turn."""

    days: tuple[date, ...]
    parties: int
    is_whole: bool  # else it has more days than anybody lays out


class _Laid(NamedTuple):
    """One duty of a shift before it has a day: its times on the wall, and its row."""

    begin: str
    end: str
    row: Mapping[str, Any]


def spread(
    record: Record, table: str, links: Iterable[Link], records: Mapping[str, Record], zone: ZoneInfo
) -> Spread:
    """Give the spans of a table and of the days laid out beside it; the links are those of the record."""
    written = [
        Span(_instant(row["from"]), _instant(row["to"]), row, (table, index))
        for index, row in enumerate(record.data.get(table, ()))
    ]
    pattern = pattern_of(record.kind, table)
    if pattern is None or pattern.table not in record.data:
        return Spread(tuple(written), is_whole=True)
    named = {link.at: link for link in links}
    laid: list[Span] = []
    is_whole = True
    known: dict[Hashable, list[_Laid]] = {}  # the same shift of the same person comes every few days
    for at, place, day, person in _cells(record, pattern):
        link = named.get(at)
        if link is None:
            is_whole = False
            continue
        around = record.data[pattern.table][at[1]]
        more = {name: around[name] for name in record.kind.fields[table].children if name in around}
        times = {name: more.pop(name) for name in pattern.times if name in more}
        key = link.target, link.row, person, *times.items(), *more.items()
        if key not in known:
            shifts = _shifts(records.get(link.target), pattern.part, str(link.row))
            told = [{**shift, **times} for shift in shifts]
            known[key] = list(_rows(record.kind.fields[table], told, person, more))
        is_whole = is_whole and bool(known[key])
        who = (*at[:2], pattern.people, place)
        laid += [Span(*_bounds(day, one.begin, one.end, zone), one.row, who) for one in known[key]]
    is_whole = is_whole and all(turns_of(row, pattern).is_whole for row in record.data[pattern.table])
    laid = list(_joined(laid))
    duty = record.kind.fields[table].marks["duty"]
    instead = [one for one in (*written, *laid) if duty["instead"] in one.row]
    left = [piece for span in laid for piece in _without(span, instead, duty)] if instead else laid
    return Spread((*written, *left), is_whole)


def spread_all(
    records: Mapping[str, Record], links: Iterable[Link], bindings: Bindings
) -> Iterator[tuple[Record, Field, Spread]]:
    """Yield every record of duties that is not voided, with its table of rows and its spans."""
    duties = {
        record.id: field
        for record in records.values()
        if not record.is_voided
        for field in record.kind.marked("duty")
    }
    own: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.source in duties:
            own[link.source].append(link)
    for record_id, field in duties.items():
        record = records[record_id]
        zone = bindings.of(record).zone
        yield record, field, spread(record, field.name, own[record_id], records, zone)


def pattern_of(kind: Kind, table: str) -> Pattern | None:
    """Give the table of days that is laid out into a table of rows, if the kind has one."""
    for field in kind.marked("pattern"):
        if field.marks["pattern"] == table:
            columns = [one for one in field.children.values() if one.must]
            lists = {one.name: one.item.ref for one in columns if one.item and one.item.ref}
            day = next(one.name for one in columns if one.form is Form.DATE)
            first, last = field.item.marks.get("period", ("", "")) if field.item else ("", "")
            is_several = first == day and field.children[last].form is Form.DATE
            times = (name for name in ("from", "to") if name in field.children)
            clocks = tuple(name for name in times if field.children[name].form is Form.TIME)
            shifts, part = next((name, ref.part) for name, ref in lists.items() if ref.part)
            people = next(name for name, ref in lists.items() if not ref.part)
            return Pattern(field.name, day, last if is_several else "", clocks, shifts, people, part)
    return None


def turns_of(row: Mapping[str, Any], pattern: Pattern) -> Turns:
    """Give the days of a row, and how many take turns: as many as have all the shifts of a day."""
    first = date.fromisoformat(row[pattern.day])
    last = max(first, date.fromisoformat(row.get(pattern.last, row[pattern.day])))
    number = (last - first).days + 1
    days = tuple(first + count * DAY for count in range(min(number, _MOST)))
    return Turns(days, max(1, len(row[pattern.people]) // len(row[pattern.shifts])), number <= _MOST)


def month_of(kind: Kind, record_id: str) -> tuple[date, date] | None:
    """Give the month that an id names, and the first day after it; None if the kind's ids name none."""
    if not any(field.form is Form.MONTH for field in kind.marked("in-id")):
        return None
    found = _MONTH.search(record_id)
    year, month = (int(found[1]), int(found[2])) if found else (MINYEAR, 1)
    if not MINYEAR < year < MAXYEAR:
        return None
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _cells(record: Record, pattern: Pattern) -> Iterator[tuple[At, int, date, str]]:
    """Yield the shifts of each day: where it is named, the place of who has it, the day, and the person."""
    for index, row in enumerate(record.data[pattern.table]):
        shifts, people = row[pattern.shifts], row[pattern.people]
        turns = turns_of(row, pattern)
        for number, day in enumerate(turns.days):
            if not MINYEAR < day.year < MAXYEAR:
                break  # such a day lies in no month that an id can name, and its night has no end
            first = number % turns.parties * len(shifts)
            for place, person in enumerate(people[first : first + len(shifts)]):
                yield (pattern.table, index, pattern.shifts, place), first + place, day, str(person)


def _joined(laid: Iterable[Span]) -> Iterator[Span]:
    """Make one span of those of one person and shift that follow upon one another: a week is one duty."""
    open_: dict[Hashable, Span] = {}
    for span in laid:
        key = span.at, id(span.row)
        before = open_.get(key)
        if before and before.end == span.begin:
            open_[key] = before._replace(end=span.end)
            continue
        if before:
            yield before
        open_[key] = span
    yield from open_.values()


def _shifts(owner: Record | None, part: str, code: str) -> tuple[Mapping[str, Any], ...]:
    """Give a shift, and those that go with it: who has the one has the others."""
    if owner is None or part not in owner.kind.parts:
        return ()
    table = owner.kind.parts[part]
    key = table.marks["key"]
    together = [one.name for one in table.children.values() if one.ref and one.ref.part == part]
    rows = owner.data.get(part, ())
    first = [row for row in rows if row[key] == code]
    return (*first, *(row for row in rows if row[key] != code and code in map(row.get, together)))


def _rows(
    field: Field, shifts: Iterable[Mapping[str, Any]], person: str, more: Mapping[str, Any]
) -> Iterator[_Laid]:
    """Write shifts as rows of the table: a column of which a shift has several values gives several."""
    who = field.marks["duty"]["person"]
    for shift in shifts:
        cells = {**shift, **more}
        names = [name for name in field.children if name in cells and name not in (who, "from", "to")]
        several = ((one,) if isinstance(one, str) else tuple(one) for one in map(cells.__getitem__, names))
        for values in product(*several):
            row = {**dict(zip(names, values, strict=True)), who: person}
            yield _Laid(str(shift["from"]), str(shift["to"]), row)


def _without(span: Span, written: list[Span], duty: Mapping[str, str]) -> list[Span]:
    """Take from a laid-out span what somebody else did instead."""
    left = [span]
    for other in written:
        is_instead = other is not span and other.row.get(duty["instead"]) == span.row[duty["person"]]
        if is_instead and other.row[duty["duty"]] == span.row.get(duty["duty"]):
            left = [
                piece
                for one in left
                for piece in (
                    one._replace(end=min(one.end, other.begin)),
                    one._replace(begin=max(one.begin, other.end)),
                )
                if piece.begin < piece.end
            ]
    return left


@lru_cache(maxsize=4096)
def _bounds(day: date, begin: str, end: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give a shift's span by the clock on the wall; one that does not end after it begins ends next day."""
    first = datetime.combine(day, time.fromisoformat(begin), zone)
    last = datetime.combine(day if end > begin else day + DAY, time.fromisoformat(end), zone)
    return first.astimezone(UTC), last.astimezone(UTC)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
