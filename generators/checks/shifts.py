"""Each shift by itself: it lies in its month, has a length, and is held by one of ours who was there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.field import Field
from generators.records.posts import held, is_of
from generators.records.record import Record
from generators.records.shifts import DAY, Pattern, Span, month_of, pattern_of, spread_all, turns_of
from generators.spoken import minute
from generators.strict_yaml import At

_LONGEST = 400  # days looked at in one shift: what is longer than a month lies outside it
Month = tuple[date, date]


def check(context: Context) -> Iterator[Finding]:
    """Look at every shift, laid out or written, and at every day of a pattern."""
    for record, field, known in spread_all(context.records, context.links, context.bindings):
        zone, month = context.bindings.of(record).zone, month_of(record.kind, record.id)
        pattern = pattern_of(record.kind, field.name)
        if pattern:
            yield from _days(record, pattern, month)
        sound: list[Span] = []
        for span in known.spans:
            faults = list(_faults(record, field, span, month, zone))
            yield from faults
            sound += [] if faults or span.end < span.begin else [span]
        yield from _holders(context, record, field, sound)


def _days(record: Record, pattern: Pattern, month: Month | None) -> Iterator[Finding]:
    """Look whether each day lies in the month, and has a person for each of its shifts."""
    for index, row in enumerate(record.data.get(pattern.table, ())):
        day = row[pattern.day]
        for name in (pattern.day, pattern.last):
            told = row.get(name)
            if told and month and not month[0] <= date.fromisoformat(told) < month[1]:
                text = f"{told} 不在 {month[0]:%Y-%m} 里；改正日期，或移到那个月的登记。"
                yield finding(record.place(pattern.table, index, name), "shift-outside-month", text)
        shifts, people = len(row[pattern.shifts]), len(row[pattern.people])
        days = len(turns_of(row, pattern).days)
        at = (pattern.table, index, pattern.people)
        if days == 1 and shifts != people:
            text = f"{day} 有 {shifts} 个班、{people} 个人；一个班对一个人，顺序相同，一班两人就把班写两次。"
            yield finding(record.place(*at), "day-uneven", text)
        elif people % shifts or people > shifts * days:
            text = f"{day} 起 {days} 天，每天 {shifts} 个班，写了 {people} 个人；"
            text += "写满一天再写下一天的，从头轮起，不多于天数。"
            yield finding(record.place(*at), "day-uneven", text)


def _faults(
    record: Record, field: Field, span: Span, month: Month | None, zone: ZoneInfo
) -> Iterator[Finding]:
    """Look at one span; that it ends before it begins is found by another check."""
    duty = field.marks["duty"]
    person = span.row[duty["person"]]
    if span.row.get(duty["instead"]) == person:
        text = f"{person} 不能替自己值班；改正其中一个，本人值班就不写替谁。"
        yield finding(record.place(*span.at[:2], duty["instead"]), "substitute-self", text)
    if span.end == span.begin:
        text = f"{minute(span.begin, zone)} 开始就结束；改正起止，或删掉这一行。"
        yield finding(record.place(*span.at, "to"), "shift-without-length", text)
    elif month and span.at[0] == field.name and span.begin < span.end:
        yield from _outside(record, span, month, zone)


def _outside(record: Record, span: Span, month: Month, zone: ZoneInfo) -> Iterator[Finding]:
    """Look at what lies without; only the last night may run into the first day of the next month."""
    first, after, latest = (
        datetime.combine(day, time(), zone).astimezone(UTC) for day in (*month, month[1] + DAY)
    )
    wrong, name = span.begin, "from"
    if first <= span.begin < after:
        if span.end <= latest:
            return
        wrong, name = span.end, "to"
    text = f"{minute(wrong, zone)} 不在 {month[0]:%Y-%m} 里；改正时间，或移到那个月的登记。"
    yield finding(record.place(*span.at, name), "shift-outside-month", text)


def _holders(context: Context, record: Record, field: Field, spans: list[Span]) -> Iterator[Finding]:
    """Look whether each person is of our side and held a post; told once, however many shifts they have."""
    duty, zone = field.marks["duty"], context.bindings.of(record).zone
    told: dict[str, list[At]] = defaultdict(list)
    for span in spans:
        person = context.records.get(str(span.row[duty["person"]]))
        why = _why_not(person, duty["side"], span, zone) if person else ""
        if why:
            told[why].append((*span.at, duty["person"]) if span.at[0] == field.name else span.at)
    for why, places in told.items():
        count = f"，这里共 {len(places)} 段" if len(places) > 1 else ""
        text = f"{why}{count}；换成实际值班的人，或补正人员的登记。"
        first = min(record.place(*one) for one in places)
        yield finding(first, "shift-not-ours", text)


def _why_not(person: Record, side: str, span: Span, zone: ZoneInfo) -> str:
    """Say why a person cannot have this shift; nothing if they can, or if it is no person at all."""
    role, days = person.kind.role("side"), tuple(_days_of(span, zone))
    if not role or all(is_of(person, side, day) for day in days):
        return ""
    if any(not held(person, day) for day in days):
        return f"{person.id} 当时没有任职"
    return f"{person.id} 当时不是{person.kind.fields[role].word(side)}的人"


def _days_of(span: Span, zone: ZoneInfo) -> Iterator[date]:
    """Yield the day on which each begun 24 hours of a span begin: a night belongs to its evening."""
    for number in range(min(-((span.begin - span.end) // DAY), _LONGEST)):
        yield (span.begin + number * DAY).astimezone(zone).date()
