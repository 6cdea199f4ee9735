"""A clock that counts minute by minute, written from the specification alone: slow, plain, an oracle.

It knows nothing of generators.judging.stopwatch and generators.records.worktime. A calendar is the plain data of its record.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.strict_yaml import load

HAND_CHECKED: dict[str, Any] = load(Path(__file__).with_name("hand_checked_clocks.yaml").read_bytes())
CALENDARS: dict[str, Any] = HAND_CHECKED["calendars"]
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NaivePause(NamedTuple):
    start: datetime
    end: datetime | None
    is_allowed: bool


class NaiveQuestion(NamedTuple):
    """A clock up to its stop or now; limits in minutes, changes as (at, limit before)."""

    start: datetime
    until: datetime
    limit: int
    pauses: list[NaivePause]
    changes: list[tuple[datetime, int]]
    is_stopped: bool
    is_closed: bool
    gaps: list[tuple[datetime, datetime]]  # from a stop to the reopening after it


class NaiveAnswer(NamedTuple):
    state: str
    measured: int
    natural: int
    limit: int  # the first that passed while it was in force, else that at the stop
    due: datetime


class NaiveCalendar:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.zone = ZoneInfo(data.get("zone", "Asia/Shanghai"))
        self.off = {row["date"] for row in data.get("holidays", [])}
        self.work = {row["date"] for row in data.get("work", [])}
        self.seen: dict[int, bool] = {}

    def counts(self, minute: int) -> bool:
        """Say whether a minute, numbered from 1970 in UTC, counts."""
        if minute not in self.seen:
            self.seen[minute] = self._counts((EPOCH + minute * MINUTE).astimezone(self.zone))
        return self.seen[minute]

    def _counts(self, wall: datetime) -> bool:
        if self.data.get("always"):
            return True
        day = wall.date().isoformat()
        if day in self.off:
            return False
        weekday = 1 if day in self.work else wall.isoweekday()
        now = f"{wall:%H:%M}"
        return any(
            weekday in row["weekdays"] and row["from"] <= now < row["to"].replace("00:00", "24:00")
            for row in self.data["windows"]
        )


def naive(calendar: NaiveCalendar, asked: NaiveQuestion) -> NaiveAnswer:
    """Judge a clock from its start to its stop or now."""
    start, until = number(asked.start), number(asked.until)
    paused = {
        minute
        for pause in asked.pauses
        if pause.is_allowed
        for minute in range(number(pause.start), number(pause.end) if pause.end else until)
        if minute < until
    }
    restored = {minute for begin, end in asked.gaps for minute in range(number(begin), number(end))}
    passing = {number(at): [before for one, before in asked.changes if one == at] for at, _ in asked.changes}
    natural = measured = used = 0
    reached: dict[int, datetime] = {}  # when so many were used up
    passed: list[int] = []
    minute = start
    while minute <= until or asked.limit not in reached:
        if minute <= until:
            passed += [before for before in passing.get(minute, ()) if measured > before]
        if calendar.counts(minute):
            natural += minute < until and minute not in restored
            if minute not in paused and minute not in restored:
                measured += minute < until
                used += 1
                reached[used] = EPOCH + (minute + 1) * MINUTE
        minute += 1
    limit = passed[0] if passed else asked.limit
    due = reached[limit]
    if asked.is_closed and not asked.is_stopped:
        state = "missing"
    elif asked.until > due:
        state = "late"
    elif asked.is_stopped:
        state = "met"
    else:
        state = "at-risk" if asked.limit - measured < asked.limit / 5 else "due"
    return NaiveAnswer(state, measured, natural, limit, due)


def number(moment: datetime) -> int:
    """Number a minute."""
    return (moment - EPOCH) // MINUTE
