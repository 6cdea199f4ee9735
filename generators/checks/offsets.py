"""Times are written as the clock on the wall showed them, with the offset of the governing zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Form
from generators.records.record import OBJECT, Record, values
from generators.strict_yaml import At

_TIMED = len("2026-03-05T09:10+08:00")


def check(context: Context) -> Iterator[Finding]:
    """Compare every offset with the one that the zone had on that day; one sentence a record."""
    right: dict[tuple[str, str, tzinfo], bool] = {}
    for record in context.records.values():
        zone = context.bindings.of(record).zone
        for at, text in context.of(_times, record.path, record):
            key = text[:10], text[-6:], zone
            if key not in right:
                when = datetime.fromisoformat(text)
                right[key] = when.utcoffset() == when.astimezone(zone).utcoffset()
            if not right[key]:
                told = f"{text} 的时区不是这里的；{CODES['foreign-offset'].remedy}"
                yield finding(record.place(*at), "foreign-offset", told)
                break


def _times(record: Record) -> tuple[tuple[At, str], ...]:
    return tuple(_written(record))


def _written(record: Record) -> Iterator[tuple[At, str]]:
    for form in (Form.EVENT, Form.MOMENT):
        for field in record.kind.formed(form):
            if field.at[0] in record.data:
                for at, value in values(record.data, field.at):
                    text: Any = value.get("at", "") if isinstance(value, OBJECT) else value
                    if len(text) >= _TIMED - len("+08:00"):
                        yield at, text
