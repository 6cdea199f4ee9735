"""Times as people type them: dates of all usual spellings, hours, 次日, 24:00."""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

_DATE = re.compile(
    r"(?P<y>[0-9]{4})\s*(?:[-/.]|年)\s*(?P<m>[0-9]{1,2})\s*(?:[-/.]|月)\s*(?P<d>[0-9]{1,2})\s*[日号]?"
    r"|(?P<Y>(?:19|20)[0-9]{2})(?P<M>[0-9]{2})(?P<D>[0-9]{2})(?![0-9])"
)
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?", re.ASCII).fullmatch
_WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?")
_TIME = re.compile(
    r"(?P<half>上午|下午|早上|早晨|凌晨|中午|晚上|傍晚|夜里|AM|PM|am|pm)?\s*"
    r"(?:(?P<h>[0-9]{1,2})\s*(?:[:：]|时|点)\s*(?:(?P<i>[0-9]{1,2})\s*分?|(?P<named>半|整|一刻|三刻))?"
    r"(?:\s*[:：]?\s*(?P<s>[0-9]{1,2})(?:\.[0-9]+)?\s*秒?)?|(?P<hi>[0-9]{4}))\s*(?P<after>AM|PM|am|pm)?"
)
_JOINED = re.compile(r"[0-9][Tt][0-9]").search  # as programs write a moment with its zone
_OFFSET = re.compile(r"\s*(?:(?P<z>Z)|(?P<sign>[+-])(?P<oh>[0-9]{2}):?(?P<om>[0-9]{2}))")
_NEXT = re.compile(r"次日|第二天|隔日|翌日")
_ABOUT = re.compile(r"大?约|左右|前后|上下")
UNKNOWN = re.compile(r"不详|不清楚|记不清|不记得").fullmatch
_LATE = ("下午", "晚上", "傍晚", "夜里", "PM", "pm")
_NAMED = {"半": 30, "整": 0, "一刻": 15, "三刻": 45}
_NIGHT = ("晚上", "夜里")
_NOON, _DAY, _EVENING = 12, 24, 5


class Instant(NamedTuple):
    """What a cell tells of a moment: a day, a time of day or both, and an offset where it has one."""

    day: date | None
    time: timedelta | None  # since midnight; 24:00 is the next one
    is_next: bool = False  # 次日: the day after the one before it
    is_about: bool = False
    offset: timedelta | None = None


def instant(value: str | date | datetime | time | timedelta) -> Instant | None:
    """Read a cell; None for what tells no moment, or one that does not exist."""
    match value:
        case datetime():
            value = _rounded(value)
            offset = value.utcoffset() if value.tzinfo else None
            midnight = value.time() == time()
            is_day = midnight and offset is None  # as a workbook keeps one, which knows no zones
            return Instant(value.date(), None if is_day else _since(value.time()), offset=offset)
        case date():
            return Instant(value, None)
        case time():
            return Instant(None, _since(value))
        case timedelta():
            return Instant(None, value) if timedelta() <= value <= timedelta(hours=_DAY) else None
        case str():
            return _typed(value)


def _typed(text: str) -> Instant | None:
    if _PLAIN(text):  # as most programs write it
        with contextlib.suppress(ValueError):  # 24:00, which is read below, or no day at all
            at = datetime.fromisoformat(text)
            return Instant(at.date(), _since(at.time()))
    is_next, is_about = bool(_NEXT.search(text)), bool(_ABOUT.search(text))
    rest = _ABOUT.sub("", _NEXT.sub(" ", text)).strip()
    day: date | None = None
    if found := _DATE.match(rest):
        year, month, number = (int(found[name] or found[name.upper()]) for name in "ymd")
        try:
            day = date(year, month, number)
        except ValueError:
            return None
        rest = rest[found.end() :]
    rest = _WEEKDAY.sub("", rest).strip().removeprefix("T").removeprefix("t").lstrip(" ,，")
    if not rest:
        return Instant(day, None, is_next, is_about) if day else None
    found = _TIME.match(rest)
    hours = _hours(found) if found else None
    if found is None or hours is None:
        return None
    offset: timedelta | None = None
    rest = rest[found.end() :].strip()
    # behind a blank, or a time without seconds, `-10:20` is the end of a span and no zone
    if (zone := _OFFSET.fullmatch(rest)) and (zone["sign"] != "-" or _JOINED(text)):
        size = timedelta(hours=int(zone["oh"] or 0), minutes=int(zone["om"] or 0))
        offset, rest = -size if zone["sign"] == "-" else size, ""
    return None if rest else Instant(day, hours, is_next, is_about, offset)


def _hours(found: re.Match[str]) -> timedelta | None:
    """Give the time of day; None for one that no clock shows."""
    if found["hi"]:
        hour, minute, second = int(found["hi"][:2]), int(found["hi"][2:]), 0
    else:
        hour, second = int(found["h"]), int(found["s"] or 0)
        minute = _NAMED.get(found["named"] or "", int(found["i"] or 0))
    half = found["half"] or found["after"] or ""
    if half in _NIGHT and (hour == _NOON or hour < _EVENING):
        return None  # 晚上十二点, 夜里两点: nobody can say of which day
    if hour < _NOON and (half in _LATE or (half == "中午" and hour < _NOON - 1)):
        hour += _NOON
    if half in ("凌晨", "AM", "am") and hour == _NOON:
        hour = 0
    told = timedelta(hours=hour, minutes=minute, seconds=second)
    is_real = minute < 60 and second < 60 and told <= timedelta(hours=_DAY)  # noqa: PLR2004 - of an hour, a minute
    return told if is_real else None


def _rounded(value: datetime) -> datetime:
    """Take a date of a workbook, a fraction of days, to the second that was typed."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def _since(value: time) -> timedelta:
    return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
