"""Our own `format` checks, registered alike in both validators: a regular expression, then the calendar.

Python's `fromisoformat` takes week dates, any character for `T` and offsets with seconds, and jsonschema
without extras takes any text as `date-time`; hence functions of our own (RFC 3339 for times).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

_DAY = timedelta(days=1)  # no zone is further away
_LONGEST = timedelta(days=3_660)  # no limit that a schema lets pass is longer

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
).fullmatch
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]").fullmatch
_MONTH = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])").fullmatch
_QUARTER = re.compile(r"(?!0000)[0-9]{4}-Q[1-4]").fullmatch
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}").fullmatch
_PHONE = re.compile(r"\+?[0-9][0-9 -]{2,22}[0-9]").fullmatch


def is_date(value: object) -> bool:
    """`2026-03-05`, a day that exists."""
    if not isinstance(value, str):
        return True
    return bool(_DATE(value)) and _exists(date.fromisoformat, value)


def is_date_time(value: object) -> bool:
    """`2026-03-05T09:10:00+08:00`; seconds may be left out, the offset may not."""
    if not isinstance(value, str):
        return True
    return bool(_DATE_TIME(value)) and _exists(_moment, value)


def is_event_time(value: object) -> bool:
    """`2026-03-05T09:10:00+08:00`, or the day alone where nobody knows the hour."""
    if not isinstance(value, str):
        return True
    if not _DATE(value):
        return is_date_time(value)
    return all(
        is_date_time(f"{value}T{edge}") for edge in ("00:00:00+14:00", "23:59:59-12:00")
    )  # in any zone


def _text_that(matches: Callable[[str], object]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or bool(matches(value))


def _moment(value: str) -> datetime:
    """Read a time that exists in every zone and leaves room for every limit: year 1 and year 9999 do not."""
    return datetime.fromisoformat(value).astimezone(UTC) - _DAY + _LONGEST


def _exists(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except (ValueError, OverflowError):
        return False
    return True


FORMATS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "date": is_date,
        "date-time": is_date_time,
        "event-time": is_event_time,
        "time": _text_that(_TIME),
        "month": _text_that(_MONTH),
        "quarter": _text_that(_QUARTER),
        "email": _text_that(_EMAIL),
        "phone": _text_that(_PHONE),
    }
)
