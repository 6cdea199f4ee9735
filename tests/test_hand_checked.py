from __future__ import annotations

import re
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from naive_clock import CALENDARS, HAND_CHECKED

from generators.judging.stopwatch import Answer, Change, Pause, Question, measure
from generators.kinds.kind import Kind
from generators.records.calendars import read
from generators.records.record import Record
from generators.records.worktime import Calendar

CLOCKS: list[dict[str, Any]] = HAND_CHECKED["clocks"]
UNITS = {"h": 3600, "m": 60, "s": 1}


def seconds(text: str) -> int:
    return sum(int(count) * UNITS[unit] for count, unit in re.findall(r"([0-9]+)([hms])", text))


def moment(text: str, zone: ZoneInfo) -> datetime:
    year = "" if re.match(r"[0-9]{4}-", text) else "2026-"
    return datetime.fromisoformat(year + text).replace(tzinfo=zone)


def question(row: dict[str, Any]) -> Question:
    data = MappingProxyType(CALENDARS[row["calendar"]])
    record = Record(cast("Kind", None), row["calendar"], "records/calendar.yaml", data, b"")
    calendar: Calendar = read(record, ZoneInfo("Asia/Shanghai"))
    zone = calendar.zone
    return Question(
        start=moment(row["start"], zone),
        stop=moment(row["stop"], zone) if "stop" in row else None,
        now=moment(row.get("now", "12-31 12:00"), zone),
        limit_s=seconds(row["limit"]),
        calendar=calendar,
        pauses=tuple(
            Pause(moment(begin, zone), moment(end, zone) if end else None, reason, approver or None)
            for begin, end, reason, approver in row.get("pauses", ())
        ),
        allowed=frozenset({"W"}),
        changes=tuple(
            Change(moment(at, zone), "L2", "L3", seconds(before), seconds(after), "P")
            for at, before, after in row.get("changes", ())
        ),
        closed=row.get("closed", False),
    )


def test_there_are_sixty_four() -> None:
    assert len(CLOCKS) == 64
    assert len({row["why"] for row in CLOCKS}) == 64


@pytest.mark.parametrize("row", CLOCKS, ids=[row["why"] for row in CLOCKS])
def test_a_clock_worked_out_by_hand_is_matched_to_the_second(row: dict[str, Any]) -> None:
    asked = question(row)
    answer: Answer = measure(asked)
    assert answer.measured_s == seconds(row["measured"])
    assert answer.limit_s == seconds(row.get("broken", row["limit"]))
    assert answer.due == moment(row["due"], asked.calendar.zone)
    assert str(answer.state) == row["state"]
