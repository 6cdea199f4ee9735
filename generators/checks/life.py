"""Rows that tell of a record's life lie within it, and a reopening follows what it reopens.

A life runs from the start to the closing or withdrawal, and the rows of any kind that has one lie within:
the sessions of a training, the log of a drill. Only what was out of order, and what was done about it, may
lie before anybody told of it, if it is known since when that was; and what something was restored from, and
since when it was to be away, may lie before all of it. What is done all the same was no mistake:
withdrawing it hides how long it took. What is still out of order is not all restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import zip_longest

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Field, Form
from generators.records.moment import Moment, moment
from generators.records.record import Record
from generators.records.timeline import Timeline
from generators.strict_yaml import At

_FORMS = (Form.EVENT, Form.MOMENT)
_ROLES = ("level-changes", "pauses", "reopenings", "outages", "updates", "waiver")
_EARLY = ("outage", "update")  # may lie before anybody told of it
_BEFORE = "before"  # may lie before the life


def check(context: Context) -> Iterator[Finding]:
    """Hold the rows of each record against its beginning and its end."""
    for record in context.records.values():
        yield from context.of(_found, record.path, record, context.bindings.of(record).zone)


def _found(record: Record, zone: tzinfo) -> tuple[Finding, ...]:
    return tuple(_faults(Timeline(record, zone)))


def _faults(timeline: Timeline) -> Iterator[Finding]:
    record = timeline.record
    tables = _dated(record)
    if tables:
        yield from _outside(timeline, _cells(timeline, tables))
    if any(record.kind.role(role) in record.data for role in _ROLES):
        yield from _outside(timeline, _times(timeline))
        yield from _reopened(timeline)
        yield from _still_out(timeline)
    if record.kind.role("withdrawn") in record.data:
        yield from _withdrawn(record)


def _outside(timeline: Timeline, times: Iterable[tuple[At, Moment, str]]) -> Iterator[Finding]:
    record, start, end, since = timeline.record, timeline.start, timeline.end, timeline.since
    title = record.kind.fields
    if start and end and end.latest < start.earliest:
        end = None  # which of the two is wrong is asked by another check
    for path, at, what in times:
        name = timeline.since_name if what in _EARLY else record.kind.start
        begin = None if what == _BEFORE else since if what in _EARLY else start
        if begin and at.latest < begin.earliest:
            text = f"早于「{title[name].title}」；核对时间，改正写错的那个。"
            yield finding(record.place(*path), "outside-life", text)
        elif end and at.earliest > end.latest:
            text = f"晚于「{title[timeline.end_name].title}」；{CODES['outside-life'].remedy}"
            yield finding(record.place(*path), "outside-life", text)


def _dated(record: Record) -> list[Field]:
    """Give the tables with times of a kind that has a life, but for those that tell of it themselves."""
    kind = record.kind
    own = {kind.role(role) for role in (*_ROLES, "answers")}
    tables = (one for one in kind.fields.values() if one.form is Form.TABLE and one.name not in own)
    return [one for one in tables if kind.start in record.data and one.name in record.data]


def _cells(timeline: Timeline, tables: Iterable[Field]) -> Iterator[tuple[At, Moment, str]]:
    word = timeline.record.kind.tree.marks.get("recovery", {})
    for table in tables:
        columns = [one.name for one in table.children.values() if one.form in _FORMS]
        early = columns if table.name == word.get("sets") else [word.get("interrupted")]
        for index, row in enumerate(timeline.record.data[table.name]):
            for name in columns:
                if at := moment(row.get(name), timeline.zone):
                    yield (table.name, index, name), at, _BEFORE if name in early else ""


def _times(timeline: Timeline) -> Iterator[tuple[At, Moment, str]]:
    """Yield where each time of a row stands, with the time and what the row tells."""
    record = timeline.record
    rows = (one for one in timeline.entries if one.what not in ("event", "waiver"))
    for entry in rows:
        row = timeline.row(entry.path)
        for name in row:
            form = record.kind.field((*entry.path, name)).form
            at = moment(row[name], timeline.zone) if form in _FORMS else None
            if at:
                yield (*entry.path, name), at, entry.what
    waiver = record.kind.role("waiver")
    if waiver in record.data and (at := moment(record.data[waiver]["at"], timeline.zone)):
        yield (waiver, "at"), at, waiver


def _reopened(timeline: Timeline) -> Iterator[Finding]:
    record, done = timeline.record, timeline.record.kind.done
    cycles = timeline.cycles(record.kind.start, (done,))
    latest: datetime | None = None
    for before, cycle, entry in zip(cycles, cycles[1:], timeline.reopenings, strict=False):
        title = record.kind.fields[done].title
        latest = before.stop.earliest if before.stop else latest
        if not before.is_written:
            text = f"重新打开以前没有写「{title}」；{CODES['reopening-out-of-order'].remedy}"
            yield finding(record.place(*entry.path), "reopening-out-of-order", text)
        elif latest and entry.at.latest < latest:
            text = f"重新打开早于上一次「{title}」；{CODES['reopening-out-of-order'].remedy}"
            yield finding(record.place(*entry.path, "at"), "reopening-out-of-order", text)
        elif cycle.stop and cycle.stop.latest < entry.at.earliest:
            text = f"又一次「{title}」早于重新打开；{CODES['reopening-out-of-order'].remedy}"
            yield finding(record.place(*entry.path, done), "reopening-out-of-order", text)


def _still_out(timeline: Timeline) -> Iterator[Finding]:
    """Find what was out of order when all was restored, and when nothing was open; agreed downtime apart."""
    record, done = timeline.record, timeline.record.kind.done
    cycles = timeline.cycles(record.kind.start, (done,))
    open_again: list[datetime | None] = [one.begin.earliest for one in cycles[1:]]
    for outage in timeline.outages:
        row = timeline.row(outage.path)
        is_outside = outage.until and timeline.end and outage.until.earliest > timeline.end.latest
        if outage.until is None or is_outside or row.get("planned"):
            continue
        for cycle, again in zip_longest(cycles, open_again):
            stop = cycle.stop.latest if cycle.stop else None
            if stop and outage.until.earliest > stop and (again is None or outage.at.latest < again):
                name = "to" if outage.at.at <= stop else "from"
                text = f"「{record.kind.fields[done].title}」以后还在中断；"
                text += CODES["outage-after-restoring"].remedy
                yield finding(record.place(*outage.path, name), "outage-after-restoring", text)
                break


def _withdrawn(record: Record) -> Iterator[Finding]:
    name, kind = record.kind.role("withdrawn"), record.kind
    done = next((one for one in (kind.stop, kind.done) if one in record.data), None)
    if done is not None:
        text = f"写了「{kind.fields[name].title}」，又写了「{kind.fields[done].title}」；"
        yield finding(
            record.place(name), "withdrawn-though-done", text + CODES["withdrawn-though-done"].remedy
        )
