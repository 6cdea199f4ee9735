"""From when what a record says binds: its kind says so (`x-binds`), and the end of a life always does.

Until then it may be put right in silence. Which moment that is can be asked of any version, also of one that
no schema ever passed: what cannot be read says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from generators.kinds.field import Field, Form
from generators.kinds.kind import ONCE, Kind
from generators.records.about import Days, written
from generators.records.moment import moment
from generators.records.record import values

_SPANS = (Form.MONTH, Form.QUARTER)  # they bind when they are over, all else on its day


def closed(kind: Kind, data: Mapping[str, Any], at: datetime, zone: tzinfo) -> datetime | None:
    """Give when the life of a record ended: `at` where nobody can read when; None if it had not."""
    ends = [data[name] for name in (kind.stop, kind.role("withdrawn")) if name in data]
    try:
        known = [one for value in ends if (one := moment(value, zone))]
    except (ValueError, TypeError):
        known = []
    return max((one.latest for one in known), default=at) if ends else None


def is_bound(kind: Kind, data: Mapping[str, Any], at: datetime, zone: tzinfo, named: date | None) -> bool:
    """Say whether a version bound at a moment; `named` is the first day on which others did."""
    day = at.astimezone(zone).date()
    if closed(kind, data, at, zone) or kind.binds == ONCE:
        return True
    if isinstance(kind.binds, tuple):
        begin = _first(kind.binds, data, zone)
        return begin is not None and begin <= day
    return kind.binds is not None and named is not None and named <= day


def is_renewed(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any], zone: tzinfo) -> bool:
    """Say whether a version began to bind anew, later, and still tells from when the one before it did."""
    if not isinstance(kind.binds, tuple):
        return False
    old, new = _first(kind.binds, before, zone), _first(kind.binds, after, zone)
    told = {str(one) for path in kind.since for _, one in values(after, path)}
    return old is not None and new is not None and old < new and old.isoformat() in told


def days(field: Field, value: Any, zone: tzinfo) -> Days | None:
    """Read the days that a value tells; None for one that cannot be read."""
    try:
        return written(field, value, zone)
    except (ValueError, TypeError, AttributeError):
        return None


def _first(fields: tuple[Field, ...], data: Mapping[str, Any], zone: tzinfo) -> date | None:
    """Give the day from which the first of the times that is given binds."""
    for field in fields:
        told = [one for _, value in values(data, field.at) if (one := days(field, value, zone))]
        if told:
            over = date.fromordinal(told[0].last.toordinal() + 1)
            return over if field.form in _SPANS else min(one.first for one in told)
    return None
