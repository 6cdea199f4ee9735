"""Which days a record is about: those on which it began, or earlier ones that its kind names (`x-about`).

An action is about what raised it, a month's confirmation about that month. What binds has time, and so a
record belongs to these days, not to the one on which somebody came to write it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.kinds.field import Field, Form
from generators.records.moment import moment
from generators.records.record import Record

_QUARTER = 3  # months


class Days(NamedTuple):
    """A span of days, both included."""

    first: date
    last: date


def days(record: Record, known: Mapping[str, Record], zone: ZoneInfo) -> Days | None:
    """Give the earlier of the start and what the record is about; failing both, the first of its events."""
    return _days(record, known, zone, frozenset())


def raised_by(record: Record) -> tuple[str, ...]:
    """Give the ids of the records that this one is about, if it is about records."""
    field = _told(record)
    if field is None or (field.ref or (field.item and field.item.ref)) is None:
        return ()
    value = record.data[field.name]
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _days(record: Record, known: Mapping[str, Record], zone: ZoneInfo, seen: frozenset[str]) -> Days | None:
    if record.id in seen:
        return None  # each is about the other
    found = [one for one in (_event(record, record.kind.start, zone),) if one]
    field = _told(record)
    if field is not None:
        found += [one for one in (written(field, record.data[field.name], zone),) if one]
        before = [other for name in raised_by(record) if (other := known.get(name))]
        found += [when for other in before if (when := _days(other, known, zone, seen | {record.id}))]
    if not found:
        found = [one for event in record.kind.events if (one := _event(record, event.name, zone))]
    return min(found, default=None)


def _told(record: Record) -> Field | None:
    """Give the first field that is filled in of those that say what the record is about."""
    names = record.kind.about_fields
    return next((record.kind.fields[name] for name in names if name in record.data), None)


def _event(record: Record, name: str, zone: ZoneInfo) -> Days | None:
    known = moment(record.data.get(name), zone)
    return _one(known.at.astimezone(zone).date()) if known else None


def written(field: Field, value: Any, zone: tzinfo) -> Days | None:
    """Read the days that a value of a record tells by itself."""
    match field.form:
        case Form.DATE:
            return _one(date.fromisoformat(value))
        case Form.MONTH:
            year, month = map(int, value.split("-"))
            return _months(year, month, month)
        case Form.QUARTER:
            year, quarter = map(int, value.split("-Q"))
            return _months(year, quarter * _QUARTER - _QUARTER + 1, quarter * _QUARTER)
        case Form.EVENT | Form.MOMENT:
            known = moment(value, zone)
            return _one(known.at.astimezone(zone).date()) if known else None
        case Form.GROUP:
            begin, end = field.marks["period"]
            first = date.fromisoformat(value[begin])
            return Days(first, date.fromisoformat(value[end]) if end in value else first)
        case _:
            return None


def _one(day: date) -> Days:
    return Days(day, day)


def _months(year: int, first: int, last: int) -> Days:
    return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
