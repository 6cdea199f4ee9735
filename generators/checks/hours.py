"""A calendar means what it says: a zone that exists, hours that end after they begin, days of its years.

Whoever judges by a calendar can rely on it then: one with an error here is unsound, like any record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.calendars import HOLIDAYS, SWAPPED, YEARS, span_of, zone_named
from generators.records.record import Record
from generators.records.worktime import merged
from generators.words import say

_WEEK = range(1, 8)
_MONDAY, _FRIDAY = 1, 5
_NAMES = "一二三四五六日"


def check(context: Context) -> Iterator[Finding]:
    """Look at every record whose kind has weekly hours, but for those that are voided."""
    for record in context.records.values():
        hours = record.kind.role("hours")
        if hours and not record.is_voided:
            yield from _of_zone(record, context.bindings.of(record).zone)
            yield from _of_always(record, hours)
            yield from _of_windows(record, hours)
            yield from _of_days(record, hours)


def _of_zone(record: Record, here: tzinfo) -> Iterator[Finding]:
    """Look whether there is such a zone, and whether its clocks show the time of the place."""
    name = str(record.data["zone"])
    zone = zone_named(name)
    if zone is None:
        text = f"没有「{name}」这个时区；写成地区加城市，如 Asia/Shanghai。"
        yield finding(record.place("zone"), "calendar-zone", text)
        return
    seasons = (
        datetime(year, month, 1, tzinfo=UTC) for year in record.data.get(YEARS, ()) for month in (1, 7)
    )
    if any(one.astimezone(zone).utcoffset() != one.astimezone(here).utcoffset() for one in seasons):
        text = f"{name} 的钟与这里的 {here} 不同，时段会错开；{CODES['calendar-elsewhere'].remedy}"
        yield finding(record.place("zone"), "calendar-elsewhere", text)


def _of_always(record: Record, hours: str) -> Iterator[Finding]:
    """Look for what is ignored around the clock, and for hours that are not there otherwise."""
    if record.data["always"]:
        beside = [name for name in (hours, YEARS, HOLIDAYS, SWAPPED) if name in record.data]
        if beside:
            names = say("value.comma").join(record.kind.field((name,)).title for name in beside)
            text = f"写了全天候，{names}就不算数；删掉，或把全天候改成否。"
            yield finding(record.key_place(beside[0]), "calendar-always", text)
    elif not record.data.get(hours):
        text = "没有工作时间，时限永远用不完；补上时段，或写明全天候。"
        yield finding(record.place("always"), "calendar-empty", text)


def _of_windows(record: Record, hours: str) -> Iterator[Finding]:
    rows = record.data.get(hours, ())
    for index, row in enumerate(rows):
        begin, end = row["from"], row["to"]
        start, stop = span_of(row)
        if start == stop:
            text = f"{begin} 至 {end} 一分钟也没有；改正起止，整天写 00:00 至 00:00。"
            yield finding(record.place(hours, index, "to"), "calendar-window", text)
        elif stop < start:
            text = f"{begin} 至 {end} 跨过了零点；拆成两行：{begin} 至 00:00，第二天 00:00 至 {end}。"
            yield finding(record.place(hours, index, "to"), "calendar-window", text)
        elif end.endswith(":59"):
            text = f"{end} 起的一分钟不算在内；到整点就写整点，到当天结束写 00:00。"
            yield finding(record.place(hours, index, "to"), "calendar-last-minute", text)
        for other in rows[:index]:
            if set(row["weekdays"]) & set(other["weekdays"]) and _overlap(row, other):
                text = f"{begin} 至 {end} 与 {other['from']} 至 {other['to']} 在同一天重叠；改正起止。"
                yield finding(record.place(hours, index, "from"), "calendar-overlap", text)
                break


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    (begin, end), (start, stop) = span_of(one), span_of(other)
    return begin < end and start < stop and max(begin, start) < min(end, stop)


def _of_days(record: Record, hours: str) -> Iterator[Finding]:
    """Look at each day that differs from its weekday."""
    years = set(record.data.get(YEARS, ()))
    week = _week(record.data.get(hours, ()))
    seen: dict[str, str] = {}
    for table in (HOLIDAYS, SWAPPED):
        for index, row in enumerate(record.data.get(table, ())):
            text, here = row["date"], (table, index, "date")
            day, word = date.fromisoformat(text), record.kind.field((table,)).title
            if day.year not in years:
                wrong = f"{text} 不在写明的年份里；改正日期，或写全那一年再补上年份。"
                yield finding(record.place(*here), "calendar-day-outside", wrong)
            if text in seen:
                where = f"又写在{word}里" if seen[text] != word else "写了两次"
                wrong = f"{text} 在{seen[text]}里，{where}；只留一行。"
                yield finding(record.place(*here), "calendar-day-twice", wrong)
            elif table == SWAPPED:
                for wrong in _of_swap(day, week):
                    yield finding(record.place(*here), "calendar-swap", wrong)
            seen.setdefault(text, word)


def _of_swap(day: date, week: Mapping[int, Any]) -> Iterator[str]:
    if not week[_MONDAY]:
        yield f"{day} 按星期一的时段上班，星期一却没有时段；补上星期一的时段，或删掉这一天。"
    elif day.isoweekday() <= _FRIDAY or week[day.isoweekday()] == week[_MONDAY]:
        yield f"{day} 是星期{_NAMES[day.weekday()]}，本来就上班；核对日期，只写休息日改成上班的。"


def _week(rows: Sequence[Mapping[str, Any]]) -> Mapping[int, Any]:
    """Give the hours of each weekday, those that cannot be left out."""
    return {day: merged(span_of(row) for row in rows if day in row["weekdays"]) for day in _WEEK}
