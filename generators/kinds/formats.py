"""Our own `format` checks, registered alike in both validators: a regular expression, then the calendar.

Python's `fromisoformat` takes week dates, any character for `T` and offsets with seconds, and jsonschema
without extras takes any text as `date-time`; hence functions of our own (RFC 3339 for times). No year before
1970 and none after 2200 is written, so that no limit, no zone and no calendar meets the edge of all times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

_YEAR = r"(?:19[7-9][0-9]|2[01][0-9]{2}|2200)"
_DATE = re.compile(rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}").fullmatch
_DATE_TIME = re.compile(
    rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
).fullmatch
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]").fullmatch
_MONTH = re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])").fullmatch
_QUARTER = re.compile(rf"{_YEAR}-Q[1-4]").fullmatch
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
    return bool(_DATE_TIME(value)) and _exists(datetime.fromisoformat, value)


def is_event_time(value: object) -> bool:
    """`2026-03-05T09:10:00+08:00`, or the day alone where nobody knows the hour."""
    if not isinstance(value, str):
        return True
    return is_date(value) if _DATE(value) else is_date_time(value)


def _text_that(matches: Callable[[str], object]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or bool(matches(value))


def _exists(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
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
