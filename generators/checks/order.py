"""Time runs forward: no event before its start, no period that ends before it begins.

An event earlier than the start of its record is an error. An event earlier than the one it usually follows
(`after` in the schema's `x-events`) is a notice: it can be true, and then an auditor should read why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.records.moment import moment
from generators.records.record import Record, values


def check(context: Context) -> Iterator[Finding]:
    """Compare the times within each record."""
    for record in context.records.values():
        yield from _periods(record)
        yield from _events(record)


def _periods(record: Record) -> Iterator[Finding]:
    for field in record.kind.marked("period"):
        begin, end = field.marks["period"]
        for here, period in values(record.data, field.at):
            if begin in period and end in period and _instant(period[end]) < _instant(period[begin]):
                text = f"到 {period[end]} 就结束，却从 {period[begin]} 才开始；改正写错的一个。"
                yield finding(record.place(*here, end), "stop-before-start", text)


def _events(record: Record) -> Iterator[Finding]:
    times: dict[str, datetime] = {}
    for event in record.kind.events:
        known = moment(record.data.get(event.name))
        if known:
            times[event.name] = known.at
    start = record.kind.start
    for event in record.kind.events:
        at = times.get(event.name)
        if at is None:
            continue
        if start in times and at < times[start]:
            names = f"「{_title(record, event.name)}」早于「{_title(record, start)}」"
            text = f"{names}；核对两个时间，改正写错的那个。"
            yield finding(record.place(event.name), "stop-before-start", text)
        elif event.after in times and at < times[str(event.after)]:
            names = f"「{_title(record, event.name)}」早于「{_title(record, str(event.after))}」"
            text = f"{names}；核对两个时间，确实如此就在备注里说明。"
            yield finding(record.place(event.name), "events-out-of-order", text)


def _title(record: Record, name: str) -> str:
    return record.kind.fields[name].title


def _instant(value: Any) -> datetime:
    return datetime.fromisoformat(value)
