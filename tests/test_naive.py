from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from conftest import LONG
from naive_clock import CALENDARS, NaiveCalendar, NaivePause, NaiveQuestion, naive

from generators.judging.stopwatch import Change, Pause, Question, measure
from generators.kinds.kind import Kind
from generators.records.calendars import read
from generators.records.record import Record
from generators.records.worktime import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEED = 20260305
CASES_A_CALENDAR = 10_000 if LONG else 500
HARD_DAYS = ("2026-02-12", "2026-03-05", "2026-03-27", "2026-04-30", "2026-09-29", "2026-10-09", "2026-10-23")


def calendar(name: str) -> Calendar:
    data = MappingProxyType(CALENDARS[name])
    return read(Record(cast("Kind", None), name, f"records/{name}.yaml", data, b""), SHANGHAI)


def after(dice: random.Random, start: datetime, days: float) -> datetime:
    return start + timedelta(minutes=dice.choice([0, dice.randint(0, 90), dice.randint(0, int(days * 1440))]))


def some_pauses(dice: random.Random, start: datetime) -> tuple[Pause, ...]:
    """Up to four: overlapping, open, begun before the start, refused."""
    begins = [after(dice, start - timedelta(hours=dice.randint(0, 9)), 6) for _ in range(dice.randint(0, 4))]
    return tuple(
        Pause(
            begin.astimezone(dice.choice([SHANGHAI, UTC])),
            None if dice.random() < 0.15 else after(dice, begin, 3),
            dice.choice(["waiting-user", "waiting-user", "observation"]),
            dice.choice(["P-101", "P-101", None]),
        )
        for begin in begins
    )


def some_gaps(dice: random.Random, start: datetime, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Up to three times restored and reopened, one after the other, some at once."""
    whole = int((until - start).total_seconds()) // 60
    times = sorted(dice.randint(0, whole) for _ in range(2 * dice.choice([0, 0, 1, 2, 3])))
    moments = [start + timedelta(minutes=one) for one in times]
    return tuple(zip(moments[::2], moments[1::2], strict=True))


def some_question(dice: random.Random, calendar: Calendar) -> Question:
    day = datetime.fromisoformat(dice.choice(HARD_DAYS)).replace(tzinfo=UTC)
    start = day + timedelta(minutes=dice.randint(0, 2 * 1440))
    until = after(dice, start, 6)
    near = int(calendar.elapsed(start, until) * dice.choice([1, 1.05, 1.2, 1.25, dice.random()])) // 60
    limit = max(1, dice.choice([near, 60, 480, dice.randint(1, 1500)]))
    return Question(
        start=start.astimezone(SHANGHAI),
        stop=None if dice.random() < 0.5 else until,
        now=until,
        limit_s=60 * limit,
        calendar=calendar,
        pauses=some_pauses(dice, start),
        allowed=frozenset({"waiting-user"}),
        changes=tuple(
            Change(after(dice, start, 6), "L2", "L3", 60 * dice.randint(1, 1000), 60 * limit, None)
            for _ in range(dice.choice([0, 0, 0, 1, 2]))
        ),
        closed=dice.random() < 0.2,
        gaps=some_gaps(dice, start, until),
    )


@pytest.mark.parametrize("name", CALENDARS)
def test_a_count_minute_by_minute_gives_the_same_answer(name: str) -> None:
    dice = random.Random(f"{SEED} {name}")  # noqa: S311 - cases are to be the same every time
    plain, quick = NaiveCalendar(CALENDARS[name]), calendar(name)
    seen: Counter[str] = Counter()
    for number in range(CASES_A_CALENDAR):
        asked = some_question(dice, quick)
        answer = measure(asked)
        wanted = naive(
            plain,
            NaiveQuestion(
                start=asked.start,
                until=asked.now,
                limit=asked.limit_s // 60,
                pauses=[
                    NaivePause(one.start, one.end, one.reason == "waiting-user" and one.approver is not None)
                    for one in asked.pauses
                ],
                changes=[(one.at, one.before_limit_s // 60) for one in asked.changes],
                is_stopped=asked.stop is not None,
                is_closed=asked.closed,
                gaps=list(asked.gaps),
            ),
        )
        assert answer.due
        spans = (answer.measured_s, answer.natural_s, answer.limit_s)
        got = (str(answer.state), *(one // 60 for one in spans), answer.due.astimezone(UTC))
        assert got == tuple(wanted), number
        assert answer.paused_s == answer.natural_s - answer.measured_s
        seen[str(answer.state)] += 1
    assert set(seen) == {"met", "late", "due", "at-risk", "missing"}
