"""Time runs forward: no event before its start, no period that ends before it begins.

An event earlier than the start of its record is an error, and so is one later than what it comes `before` in
the schema's `x-events`. One earlier than what it usually follows (`after`) is a notice: it can be true, and
then an auditor should read why. Of a day, only what holds for all of it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Field, Form
from generators.kinds.telling import say
from generators.records.moment import Moment, moment
from generators.records.record import OBJECT, Record, values


def check(context: Context) -> Iterator[Finding]:
    """Compare the times within each record."""
    for record in context.records.values():
        yield from context.of(_found, record.path, record, context.bindings.of(record).zone)
    for record in context.states.left:
        yield from _found(record, context.bindings.said(record).zone)


def _found(record: Record, zone: tzinfo) -> tuple[Finding, ...]:
    return (*_periods(record), *_timeless(record), *_events(record, zone))


def _periods(record: Record) -> Iterator[Finding]:
    for field in record.kind.marked("period"):
        begin, end = field.marks["period"]
        is_duty = "duty" in record.kind.field(field.at[:1]).marks  # of which another check tells
        for here, period in values(record.data, field.at):
            if begin in period and end in period and _instant(period[end]) < _instant(period[begin]):
                text = say("stop-before-start.period", begin=period[begin], end=period[end])
                yield finding(record.place(*here, end), "stop-before-start", text)
            elif not is_duty and _is_empty(field, period, begin, end):
                text = say("without-length", remedy=CODES["without-length"].remedy)
                yield finding(record.place(*here, end), "without-length", text)


def _is_empty(field: Field, period: Mapping[str, Any], begin: str, end: str) -> bool:
    """Say whether two times are the same; a day that ends on itself is a whole one."""
    is_time = begin in period and end in period and field.children[begin].form is Form.MOMENT
    return is_time and _instant(period[end]) == _instant(period[begin])


def _timeless(record: Record) -> Iterator[Finding]:
    """Find events that say neither when they were nor that nobody knows."""
    for field in record.kind.formed(Form.EVENT):
        for here, value in values(record.data, field.at):
            if isinstance(value, OBJECT) and "at" not in value and value.get("certainty") != "unknown":
                remedy = CODES["event-without-time"].remedy
                text = say("event-without-time", event=field.title, remedy=remedy)
                yield finding(record.place(*here), "event-without-time", text)


def _events(record: Record, zone: tzinfo) -> Iterator[Finding]:
    kind, data = record.kind, record.data
    times = {one.name: at for one in kind.events if one.name in data and (at := moment(data[one.name], zone))}
    start = kind.start
    for event in kind.events:
        if event.name not in times:
            continue
        if event.before:
            if _is_earlier(times, event.before, event.name):
                text = _compared("stop-before-start.later", record, event.name, event.before)
                yield finding(record.place(event.name), "stop-before-start", text)
        elif _is_earlier(times, event.name, start):
            text = _compared("stop-before-start.earlier", record, event.name, start)
            yield finding(record.place(event.name), "stop-before-start", text)
        elif _is_earlier(times, event.name, event.after):
            text = _compared("events-out-of-order", record, event.name, str(event.after))
            yield finding(record.place(event.name), "events-out-of-order", text)


def _is_earlier(times: Mapping[str, Moment], one: str, other: str | None) -> bool:
    this, that = times.get(one), times.get(other or "")
    return this is not None and that is not None and this.latest < that.earliest


def _compared(key: str, record: Record, event: str, other: str) -> str:
    fields = record.kind.fields
    return say(key, event=fields[event].title, other=fields[other].title)


def _instant(value: Any) -> datetime:
    return datetime.fromisoformat(value)
