"""Hours of service as a contract says them (周一至周五 09:00-17:30), made into rows of a calendar."""

from __future__ import annotations

import re
from typing import NamedTuple

_DAYS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_DAY = "(?:周|星期)([一二三四五六日天])"
_ALWAYS = re.compile(r"7\s*[x×X*]\s*24(?:\s*小时)?|全天候").fullmatch
_SPAN = re.compile(rf"{_DAY}\s*(?:至|到|-|—)\s*{_DAY}").fullmatch
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4])[:：]([0-5][0-9])").fullmatch
_EXAMPLE = "写成 7x24，或 周一至周五 09:00-17:30；有午休就写两段：周一至周五 08:30-12:00 14:00-17:30"


class Hours(NamedTuple):
    """All day and every day, or the windows of a week as a calendar writes them."""

    always: bool
    windows: tuple[dict[str, object], ...]


class UnreadableHoursError(Exception):
    """Hours that cannot be read, and what to write instead."""


def read(lines: list[str]) -> Hours:
    """Read hours, a line for days that are alike. Raises UnreadableHoursError."""
    if any(_ALWAYS(line.strip()) for line in lines):
        if len(lines) > 1:
            raise UnreadableHoursError("写了 7x24，别的时段就不用写；只留一样。")
        return Hours(always=True, windows=())
    return Hours(always=False, windows=tuple(row for line in lines for row in _windows(line)))


def _windows(line: str) -> list[dict[str, object]]:
    days, *spans = line.replace("，", " ").replace("、周", ",周").replace("、星期", ",星期").split() or [""]
    weekdays = sorted({day for part in days.split(",") for day in _days(part, line)})
    if not spans:
        raise UnreadableHoursError(f"「{line}」没有写几点到几点；{_EXAMPLE}。")
    rows: list[dict[str, object]] = []
    for span in spans:
        begin, sign, end = span.replace("—", "-").replace("至", "-").partition("-")
        if not sign:
            raise UnreadableHoursError(f"「{span}」读不出起止；{_EXAMPLE}。")
        rows.append({"weekdays": weekdays, "from": _clock(begin), "to": _clock(end)})
    return rows


def _days(part: str, line: str) -> range:
    if span := _SPAN(part):
        first, last = _DAYS[span[1]], _DAYS[span[2]]
    elif day := re.fullmatch(_DAY, part):
        first = last = _DAYS[day[1]]
    else:
        raise UnreadableHoursError(f"「{line}」读不出是星期几；{_EXAMPLE}。")
    if last < first:
        raise UnreadableHoursError(f"「{part}」的后一天在前一天之前；跨过周日的拆成两段，各写一行。")
    return range(first, last + 1)


def _clock(text: str) -> str:
    found = _CLOCK(text)
    if not found or (found[1] == "24" and found[2] != "00"):
        raise UnreadableHoursError(f"「{text}」不是几点几分；{_EXAMPLE}。")
    return f"{int(found[1]) % 24:02}:{found[2]}"
