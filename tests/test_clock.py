"""Clocks; the threads are those of `domain.md` section 10 (bugs of other trackers as a test list).

| thread | where it is tested |
|---|---|
| 1-4, 6-15, 18, 20, 21 | here; 8-14 on the calendar alone in test_worktime.py, too |
| 5, 17, 19 | which clocks a record has, the earliest due among them, what stops one: the rules |
| 15 | who holds an incident is no part of a question; here: a change of level does not start anew |
| 16 | a deadline typed by hand is no part of a question; shown beside the due: the pages |
| 20 | here as far as the allowed reasons are data; closing states: facts |
| 22 | the contract in force at the report: the rules; here the limit is given with the question |
| 23-25 | maintenance and availability: their own rules |
| 26-28 | certainty, late entry, evidence: facts and rules |
| 29 | days at UTC+8: here and test_worktime.py; placeholder text: the forms |
| 30-38 | history, roster, people, problems, recovery: their own rules |
| 39 | here: offsets, limit equalled, two targets, quarter and year ends, missing year |
| 39 | findings: end before start, future time, duplicate ids; rules: arrival 不适用, zero events |
| 39 | publish: a draft in a public build |
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations
from types import MappingProxyType
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from naive_clock import CALENDARS

from generators.judging.stopwatch import Answer, Change, Pause, Question, measure
from generators.judging.trace import explain
from generators.judging.verdict import State
from generators.kinds.kind import Kind
from generators.records.calendars import read
from generators.records.record import Record
from generators.records.worktime import Calendar, NoWorkingTime, UnknownYear, always

SHANGHAI = ZoneInfo("Asia/Shanghai")
ALWAYS = always(SHANGHAI)
MINUTE, HOUR = 60, 3600
WAIT = "waiting-user"
REASONS: Mapping[str, str] = MappingProxyType(
    {WAIT: "等待用户", "outage-window": "停机窗口", "observation": "观察期"}
)


def calendar(name: str) -> Calendar:
    return calendar_of(CALENDARS[name], name)


def calendar_of(data: Mapping[str, Any], name: str = "CAL-01") -> Calendar:
    record = Record(cast("Kind", None), name, f"records/{name}.yaml", MappingProxyType(data), b"")
    return read(record, SHANGHAI)


NINE, EIGHT, SPLIT = calendar("NINE"), calendar("EIGHT"), calendar("SPLIT")


def at(text: str) -> datetime:
    """Read a moment of 2026, or of the year that is given."""
    return datetime.fromisoformat(f"{text if text[4:5] == '-' else f'2026-{text}'}+08:00")


def pause(start: str, end: str | None, reason: str = WAIT, approver: str | None = "P-101") -> Pause:
    return Pause(at(start), at(end) if end else None, reason, approver)


def change(moment: str, before: int, after: int, approver: str | None = "P-101") -> Change:
    return Change(at(moment), "L2", "L3", before, after, approver)


@dataclass(frozen=True)
class Explained:
    """An answer with the words for it."""

    answer: Answer
    trace: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.answer, name)


def run(question: Question) -> Explained:
    answer = measure(question)
    return Explained(answer, explain(question, answer))


def clock(start: str, stop: str | None, limit: int, **more: Any) -> Explained:
    given = {"now": at("12-01 12:00"), "calendar": ALWAYS, "allowed": frozenset({WAIT}), "reasons": REASONS}
    return run(Question(start=at(start), stop=at(stop) if stop else None, limit_s=limit, **{**given, **more}))


@pytest.mark.parametrize(("limit", "due"), [(2 * HOUR, "03-09 12:00"), (16 * HOUR, "03-11 10:00")])
def test_a_pause_over_a_weekend_takes_off_only_working_time(limit: int, due: str) -> None:
    """Thread 1, GLPI #10594: Friday 16:00 to Monday 11:00 covers 1 + 2 hours of 9-17."""
    weekend = (pause("03-06 16:00", "03-09 11:00"),)
    answer = clock("03-06 15:00", "03-09 12:00", limit, calendar=NINE, pauses=weekend)
    assert (answer.natural_s, answer.paused_s, answer.measured_s) == (5 * HOUR, 3 * HOUR, 2 * HOUR)
    assert answer.due == at(due)


def test_a_pause_outside_hours_moves_no_due() -> None:
    """Thread 2, frappe/erpnext PR#49414, helpdesk PR#2449."""
    night = (pause("03-05 17:00", "03-06 09:00"),)
    answer = clock("03-05 09:00", "03-05 17:00", 8 * HOUR, calendar=NINE, pauses=night)
    assert answer.due == at("03-05 17:00") == clock("03-05 09:00", None, 8 * HOUR, calendar=NINE).due
    assert clock("03-05 09:00", None, 9 * HOUR, calendar=NINE, pauses=night).due == at("03-06 10:00")


def test_pause_time_is_never_added_to_the_start() -> None:
    """Thread 3, helpdesk PR#2449: 09:00 + 30 min free + 1 h pause + 30 min, not 10:00 + 1 h + pause again."""
    answer = clock(
        "03-05 09:00", None, HOUR, now=at("03-05 11:00"), pauses=(pause("03-05 09:30", "03-05 10:30"),)
    )
    assert answer.due == at("03-05 11:00")
    assert answer.measured_s == HOUR
    assert "计时 2026-03-05 09:00 起" in answer.trace


def test_pauses_survive_a_change_of_level_and_both_limits_are_shown() -> None:
    """Thread 4, GLPI #6902, #15605."""
    answer = clock(
        "03-05 09:00",
        "03-05 13:00",
        4 * HOUR,
        pauses=(pause("03-05 09:30", "03-05 11:30"),),
        changes=(change("03-05 12:00", HOUR, 4 * HOUR),),
    )
    assert (answer.state, answer.measured_s) == (State.MET, 2 * HOUR)
    assert "由 L2（时限 1 小时）改为 L3（时限 4 小时，甲方批准）" in answer.trace
    assert "改前用时 1 小时，改前未超原时限，按原时限则超 1 小时" in answer.trace


@pytest.mark.parametrize("now", ["03-05 09:50", "03-05 10:00", "03-06 09:00", "11-30 09:00"])
def test_a_clock_that_is_paused_with_a_reason_cannot_become_late(now: str) -> None:
    """Thread 6, GLPI #24481."""
    answer = clock("03-05 09:00", None, HOUR, now=at(now), pauses=(pause("03-05 09:40", None),))
    assert (answer.state, answer.measured_s) == (State.DUE, 40 * MINUTE)
    assert answer.due == at(now) + timedelta(minutes=20)
    assert "仍在挂起" in answer.trace


def test_late_before_its_pause_stays_late() -> None:
    """Thread 6, the other side."""
    answer = clock("03-05 09:00", None, HOUR, now=at("03-06 09:00"), pauses=(pause("03-05 10:01", None),))
    assert (answer.state, answer.due) == (State.LATE, at("03-05 10:00"))


def test_time_between_solved_and_reopened_is_neither_pause_nor_dropped() -> None:
    """Thread 7, GLPI #23359: the clock goes on, and the time when all was well is told and not counted."""
    gaps = ((at("03-05 10:00"), at("03-05 14:00")),)
    first = clock("03-05 09:00", "03-05 10:00", 2 * HOUR)
    met, last = (clock("03-05 09:00", stop, 2 * HOUR, gaps=gaps) for stop in ("03-05 15:00", "03-05 15:01"))
    assert (first.state, met.state, last.state) == (State.MET, State.MET, State.LATE)
    assert (met.measured_s, met.natural_s, met.paused_s) == (2 * HOUR, 2 * HOUR, 0)
    assert "2026-03-05 10:00 恢复后 2026-03-05 14:00 重新打开，其间 4 小时不计" in met.trace


def test_a_pause_while_all_was_well_is_taken_off_once() -> None:
    gaps = ((at("03-05 10:00"), at("03-05 14:00")),)
    waiting = (pause("03-05 09:30", "03-05 14:30"),)
    answer = clock("03-05 09:00", "03-05 15:00", HOUR, gaps=gaps, pauses=waiting)
    assert (answer.measured_s, answer.natural_s, answer.paused_s) == (HOUR, 2 * HOUR, HOUR)
    assert answer.state is State.MET


def test_reopened_and_open_is_late_once_the_sum_has_passed_the_limit() -> None:
    gaps = ((at("03-05 09:30"), at("03-05 12:00")),)
    answers = [
        clock("03-05 09:00", None, HOUR, gaps=gaps, now=at(now)) for now in ("03-05 12:10", "03-05 12:31")
    ]
    assert [one.state for one in answers] == [State.DUE, State.LATE]
    assert answers[0].due == at("03-05 12:30")


def test_a_lowering_that_nobody_allowed_is_told_and_changes_nothing() -> None:
    refused = Change(at("03-05 09:30"), "L2", "L3", HOUR, 4 * HOUR, None, counts=False)
    answer = clock("03-05 09:00", "03-05 11:00", HOUR, changes=(refused,))
    assert (answer.state, answer.limit_s, answer.lowered_late) == (State.LATE, HOUR, False)
    assert "2026-03-05 09:30 由 L2 改为 L3 没有甲方批准，不算，仍按 L2" in answer.trace


def test_reported_outside_hours_is_measured_not_zero() -> None:
    """Thread 8, GLPI #687."""
    assert clock("03-05 06:00", "03-05 09:00", HOUR, calendar=EIGHT).measured_s == HOUR


def test_a_due_never_falls_outside_hours() -> None:
    """Thread 9, GLPI #9082, osTicket PR#4807."""
    assert clock("03-06 17:00", None, 4 * HOUR, calendar=EIGHT).due == at("03-09 11:00")


def test_a_night_between_costs_nothing() -> None:
    """Thread 10, GLPI #1857."""
    answer = clock("03-05 17:55", "03-06 08:05", 10 * MINUTE, calendar=EIGHT)
    assert (answer.measured_s, answer.state) == (10 * MINUTE, State.MET)


def test_a_lunch_break_costs_nothing() -> None:
    """Thread 11, frappe/helpdesk #2212."""
    answer = clock("03-05 11:45", "03-05 14:20", 30 * MINUTE, calendar=SPLIT)
    assert (answer.measured_s, answer.due) == (35 * MINUTE, at("03-05 14:15"))


def test_a_calendar_without_working_time_is_told_not_looped() -> None:
    """Thread 12, osTicket PR#4807."""
    with pytest.raises(NoWorkingTime):
        clock("03-05 09:00", None, HOUR, calendar=Calendar("IDLE", SHANGHAI))


def test_the_trace_names_the_holidays_left_out() -> None:
    """Thread 13, Zammad #390."""
    answer = clock("09-24 17:00", "10-08 09:00", 40 * HOUR, calendar=SPLIT)
    assert answer.measured_s == (1 + 3 * 8 + 1) * HOUR
    assert answer.trace == (
        "计时 2026-09-24 17:00 至 2026-10-08 09:00（只计 SPLIT 的服务时间），"
        "不计中秋节 2026-09-25、国庆节 2026-10-01 至 2026-10-07，用时 26 小时，时限 40 小时，余 14 小时"
    )


def test_windows_hold_in_the_contracts_zone() -> None:
    """Threads 14 and 29, GLPI #15429: moments in UTC give the same answer, told in the zone."""
    local = clock("03-05 08:30", "03-05 10:00", HOUR, calendar=NINE)
    start, stop = (one.astimezone(UTC) for one in (at("03-05 08:30"), at("03-05 10:00")))
    abroad = run(Question(start, stop, stop, HOUR, NINE))
    assert abroad == local
    assert "2026-03-05 08:30 至 10:00" in abroad.trace
    assert abroad.due.isoformat() == "2026-03-05T10:00:00+08:00"


def test_a_change_of_level_does_not_start_anew() -> None:
    """Thread 15, GLPI #1911."""
    answer = clock(
        "03-05 09:00", "03-05 12:00", 2 * HOUR, changes=(change("03-05 10:00", 4 * HOUR, 2 * HOUR),)
    )
    assert (answer.state, answer.measured_s, answer.due) == (State.LATE, 3 * HOUR, at("03-05 11:00"))
    assert "改前用时 1 小时，未超原时限" in answer.trace


def test_waiting_for_the_customer_is_not_our_breach() -> None:
    """Thread 18, Zammad #3140, osTicket #1684."""
    waiting = (pause("03-05 09:20", "03-05 11:25"),)
    answer = clock("03-05 09:10", "03-05 11:40", 2 * HOUR, pauses=waiting)
    assert (answer.state, answer.measured_s, answer.natural_s) == (State.MET, 25 * MINUTE, 150 * MINUTE)
    assert answer.trace == (
        "计时 2026-03-05 09:10 至 11:40，挂起 2 小时 5 分钟（等待用户，甲方批准），"
        "用时 25 分钟，时限 2 小时，余 1 小时 35 分钟"
    )


def test_which_reasons_pause_is_data() -> None:
    """Thread 20, osTicket #3034."""
    waiting = (pause("03-05 09:30", "03-05 10:30", "observation"),)
    strict = clock("03-05 09:00", "03-05 11:00", HOUR, pauses=waiting)
    agreed = clock("03-05 09:00", "03-05 11:00", HOUR, pauses=waiting, allowed=frozenset({"observation"}))
    assert (strict.state, agreed.state) == (State.LATE, State.MET)
    assert "另有挂起 1 小时未扣除（观察期，不是约定可扣的原因）" in strict.trace
    assert "未扣除" not in agreed.trace


def test_a_pause_that_nobody_approved_is_shown_not_taken_off() -> None:
    answer = clock("03-05 09:00", "03-05 11:00", HOUR, pauses=(pause("03-05 09:30", None, approver=None),))
    assert (answer.state, answer.paused_s) == (State.LATE, 0)
    assert "另有挂起 1 小时 30 分钟未扣除（等待用户，没有甲方批准）" in answer.trace


def test_a_limit_in_working_hours_grants_the_night() -> None:
    """Thread 21, osTicket #1168, #1107: 24 h on 8-18 are 2 days and 4 h."""
    answer = clock("03-05 08:00", None, 24 * HOUR, calendar=EIGHT, now=at("03-06 08:00"))
    assert (answer.due, answer.state) == (at("03-09 12:00"), State.DUE)


def test_the_limit_equalled_is_met_and_a_second_more_is_late() -> None:
    """Thread 39."""
    assert clock("03-05 09:00", "03-05 10:00", HOUR).state is State.MET
    assert clock("03-05 09:00", "03-05 10:00:01", HOUR).state is State.LATE


def test_of_two_targets_one_may_be_missed() -> None:
    """Thread 39."""
    assert [clock("03-05 09:00", "03-05 10:30", limit).state for limit in (HOUR, 2 * HOUR)] == ["late", "met"]


def test_a_quarters_end_is_an_hour_like_any() -> None:
    """Thread 39."""
    assert clock("03-31 23:30", "04-01 00:15", HOUR).measured_s == 45 * MINUTE
    start = at("12-31 23:30")
    assert run(Question(start, start + timedelta(hours=1), start, HOUR, ALWAYS)).due.year == 2027


def test_a_missing_holiday_year_is_an_error_for_what_still_runs() -> None:
    """Thread 39."""
    with pytest.raises(UnknownYear) as caught:
        clock("12-31 17:00", None, 2 * HOUR, now=at("12-31 17:20"), calendar=SPLIT)
    assert caught.value.year == 2027


@pytest.mark.parametrize("stop", ["12-31 17:29:59", "12-31 17:10", "12-31 17:30"])
def test_a_stopped_clock_asks_for_no_year_after_its_stop(stop: str) -> None:
    answer = clock("12-31 17:00", stop, 2 * HOUR, calendar=SPLIT)
    assert (answer.state, answer.due) == (State.MET, None)
    assert "余 1 小时" in answer.trace


def test_a_closed_clock_asks_for_no_year_either() -> None:
    answer = clock("12-31 17:00", None, 2 * HOUR, now=at("12-31 17:20"), calendar=SPLIT, closed=True)
    assert (answer.state, answer.due) == (State.MISSING, None)
    assert answer.trace.endswith("已关闭，却没有停止的时间（只计 SPLIT 的服务时间）")


def test_a_stop_in_a_year_that_nobody_knows_is_not_counted() -> None:
    with pytest.raises(UnknownYear) as caught:
        clock("12-31 17:00", "2027-01-04 09:00", 2 * HOUR, calendar=SPLIT)
    assert caught.value.year == 2027


def test_what_was_late_when_the_calendar_ended_stays_late() -> None:
    answer = clock("12-31 17:00", None, 20 * MINUTE, now=at("2027-03-01 09:00"), calendar=SPLIT)
    assert (answer.state, answer.measured_s, answer.due) == (State.LATE, HOUR, at("12-31 17:20"))
    assert "到 2027-01-01 00:00 未停" in answer.trace


def test_a_limit_used_up_when_the_calendar_ends_is_over_in_the_year_after() -> None:
    known = {"windows": [{"weekdays": [4], "from": "22:00", "to": "00:00"}], "years": [2026]}
    night = calendar_of(known)
    answers = [
        clock("12-31 22:00", None, 2 * HOUR, now=at(now), calendar=night)
        for now in ("12-31 23:59:59", "2027-01-01 00:00", "2027-01-01 00:00:01")
    ]
    assert [one.state for one in answers] == [State.AT_RISK, State.AT_RISK, State.LATE]
    assert {one.due for one in answers} == {at("2027-01-01 00:00")}


@pytest.mark.parametrize(
    ("end", "state"), [("03-05 17:00", "met"), ("03-05 17:00:01", "late"), ("03-06 09:00", "late")]
)
def test_a_limit_used_up_at_closing_time_is_over_with_it(end: str, state: str) -> None:
    """From the first second after closing state, due and words agree, stopped or not."""
    stopped = clock("03-05 16:30", end, 30 * MINUTE, calendar=NINE)
    running = clock("03-05 16:30", None, 30 * MINUTE, now=at(end), calendar=NINE)
    assert stopped.state == state
    assert running.state == ("at-risk" if state == "met" else "late")
    for answer in (stopped, running):
        assert (answer.measured_s, answer.due) == (30 * MINUTE, at("03-05 17:00"))
        assert ("时限到 2026-03-05 17:00 已用完，过了这一刻" in answer.trace) is (answer.state == "late")
        assert ("余 0" in answer.trace) is (answer.state != "late")


def test_a_limit_used_up_before_a_change_of_level_stays_passed_from_the_next_second_on() -> None:
    def changed_at(moment: str) -> Explained:
        changes = (change(moment, 30 * MINUTE, 24 * HOUR),)
        return clock("03-05 16:30", "03-06 09:00", 24 * HOUR, calendar=NINE, changes=changes)

    assert changed_at("03-05 17:00").state is State.MET
    late = changed_at("03-05 17:00:01")
    assert (late.state, late.lowered_late) == (State.LATE, True)
    assert late.trace.endswith("改前用时 30 分钟，当时原时限已用完，仍判超时")


def test_a_time_without_offset_or_fraction_never_decides() -> None:
    """Thread 39: a naive time is refused; parts of a second are cut off."""
    assert clock("03-05 09:00", "03-05 10:00:00.900000", HOUR).state is State.MET
    with pytest.raises(TypeError):
        NINE.elapsed(datetime(2026, 3, 5, 9), at("03-05 10:00"))  # noqa: DTZ001 - what is refused


def test_a_limit_passed_before_the_change_stays_passed() -> None:
    answer = clock(
        "03-05 09:00", "03-05 12:00", 24 * HOUR, changes=(change("03-05 11:00", HOUR, 24 * HOUR, None),)
    )
    assert (answer.state, answer.measured_s, answer.limit_s) == (State.LATE, 3 * HOUR, HOUR)
    assert answer.due == at("03-05 10:00")
    assert answer.trace == (
        "计时 2026-03-05 09:00 至 12:00，用时 3 小时，时限 1 小时，超 2 小时，"
        "2026-03-05 11:00 由 L2（时限 1 小时）改为 L3（时限 24 小时，没有甲方批准），"
        "改前用时 2 小时，当时已超原时限 1 小时，仍判超时"
    )


def test_of_several_changes_any_may_have_come_too_late() -> None:
    changes = (change("03-05 11:00", HOUR, 24 * HOUR), change("03-05 09:30", 2 * HOUR, HOUR))
    assert clock("03-05 09:00", "03-05 12:00", 24 * HOUR, changes=changes).state is State.LATE
    assert clock("03-05 09:00", "03-05 12:00", 24 * HOUR, changes=changes[1:]).state is State.MET


def test_a_change_at_the_very_stop_still_shows_that_the_older_limit_was_passed() -> None:
    answer = clock("03-05 09:00", "03-05 12:00", 24 * HOUR, changes=(change("03-05 12:00", HOUR, 24 * HOUR),))
    assert answer.state is State.LATE


def test_a_pause_that_ends_now_is_over() -> None:
    ended = (pause("03-05 09:20", "03-05 09:40"),)
    assert "仍在挂起" not in clock("03-05 09:00", None, HOUR, now=at("03-05 09:40"), pauses=ended).trace
    assert "仍在挂起" in clock("03-05 09:00", None, HOUR, now=at("03-05 09:39"), pauses=ended).trace


def test_a_change_outside_the_clock_changes_nothing() -> None:
    plain = clock("03-05 09:00", "03-05 12:00", 4 * HOUR)
    changes = (change("03-05 12:01", HOUR, 4 * HOUR), change("03-05 08:59", HOUR, 4 * HOUR))
    assert clock("03-05 09:00", "03-05 12:00", 4 * HOUR, changes=changes) == plain


def test_an_open_clock_is_at_risk_when_less_than_a_fifth_is_left() -> None:
    for now, state in (("09:48", "due"), ("09:48:01", "at-risk"), ("10:00", "at-risk"), ("10:00:01", "late")):
        assert clock("03-05 09:00", None, HOUR, now=at(f"03-05 {now}")).state == state, now


def test_an_open_clock_says_when_it_is_due() -> None:
    answer = clock("03-05 09:00", None, HOUR, now=at("03-05 09:48:05"))
    assert answer.trace == (
        "计时 2026-03-05 09:00 起，到 09:48:05 未停，"
        "用时 48 分钟 5 秒，时限 1 小时，余 11 分钟 55 秒，到期 2026-03-05 10:00"
    )


def test_closed_without_a_stop_is_missing() -> None:
    answer = clock("03-05 09:00", None, HOUR, closed=True, changes=(change("03-05 12:00", HOUR, HOUR),))
    assert answer.state is State.MISSING
    assert answer.trace == "计时 2026-03-05 09:00 起，已关闭，却没有停止的时间，到期 2026-03-05 10:00"


def test_a_stop_in_a_closed_record_is_judged() -> None:
    assert clock("03-05 09:00", "03-05 09:30", HOUR, closed=True).state is State.MET


def test_nothing_has_run_before_the_report() -> None:
    answer = clock("03-05 09:00", None, HOUR, now=at("03-05 08:00"), pauses=(pause("03-05 08:30", None),))
    assert (answer.state, answer.measured_s, answer.due) == (State.DUE, 0, at("03-05 10:00"))
    assert "用时 0 分钟" in answer.trace


def test_what_two_pauses_cover_is_taken_off_once() -> None:
    pauses = (
        pause("03-05 10:00", "03-05 11:00"),
        pause("03-05 09:30", "03-05 10:30", "outage-window"),
        pause("03-05 10:30", "03-05 11:15", "observation"),
    )
    allowed = frozenset({WAIT, "outage-window"})
    answer = clock("03-05 09:00", "03-05 12:00", 2 * HOUR, pauses=pauses, allowed=allowed)
    assert answer.paused_s == 90 * MINUTE
    assert "挂起 1 小时 30 分钟（停机窗口、等待用户，甲方批准）" in answer.trace
    assert "另有挂起 15 分钟未扣除（观察期，不是约定可扣的原因）" in answer.trace


def test_a_reason_without_a_word_is_shown_by_its_code() -> None:
    answer = clock("03-05 09:00", "03-05 12:00", HOUR, pauses=(pause("03-05 09:30", "03-05 10:00", "x"),))
    assert "未扣除（x，" in answer.trace


def test_a_pause_in_an_hour_that_comes_twice_keeps_its_length() -> None:
    """Thread 39: on 25 October 02:30 comes twice in Berlin; only UTC tells the two apart."""
    zone = ZoneInfo("Europe/Berlin")
    start, stop = datetime(2026, 10, 25, 1, tzinfo=zone), datetime(2026, 10, 25, 4, tzinfo=zone)
    first = datetime(2026, 10, 25, 2, 30, tzinfo=zone)
    waiting = Pause(first, first.replace(fold=1), WAIT, "P-101")
    answer = run(Question(start, stop, stop, 4 * HOUR, always(zone), (waiting,), frozenset({WAIT})))
    assert (answer.natural_s, answer.paused_s) == (4 * HOUR, HOUR)


calendars = some.sampled_from([ALWAYS, NINE, EIGHT, SPLIT, calendar("BERLIN"), calendar("NIGHT")])
starts = some.integers(0, 200 * 24 * 60).map(lambda minutes: at("01-01 00:00") + timedelta(minutes=minutes))
lengths = some.integers(0, 10 * 24 * 60)
limits = some.integers(1, 3 * 24 * HOUR)
waits = some.lists(
    some.tuples(some.integers(-600, 14_400), some.integers(0, 3_000) | some.none()), max_size=4
)


def pauses_of(start: datetime, rows: list[tuple[int, int | None]]) -> tuple[Pause, ...]:
    begins = [(start + timedelta(minutes=begin), length) for begin, length in rows]
    return tuple(
        Pause(begin, None if length is None else begin + timedelta(minutes=length), WAIT, "P-101")
        for begin, length in begins
    )


def asked(
    one: Calendar, start: datetime, length: int, limit: int, rows: list[tuple[int, int | None]]
) -> Question:
    now = start + timedelta(minutes=length)
    return Question(start, None, now, limit, one, pauses_of(start, rows), frozenset({WAIT}))


@given(calendars, starts, lengths, limits, waits)
def test_elapsed_and_remaining_are_the_limit(
    one: Calendar, start: datetime, length: int, limit: int, rows: list[tuple[int, int | None]]
) -> None:
    question = asked(one, start, length, limit, rows)
    answer = run(question)
    if answer.measured_s <= limit and answer.due > question.now:
        assert answer.measured_s + one.elapsed(question.now, answer.due) == limit
    assert (answer.state is State.LATE) == (answer.measured_s > limit)
    if answer.state is State.LATE:
        assert answer.due < question.now


@given(calendars, starts, lengths, limits, waits)
def test_pauses_never_lengthen_what_is_measured(
    one: Calendar, start: datetime, length: int, limit: int, rows: list[tuple[int, int | None]]
) -> None:
    question = asked(one, start, length, limit, rows)
    answer, plain = run(question), run(question._replace(pauses=()))
    assert 0 <= answer.measured_s <= answer.natural_s == plain.measured_s == plain.natural_s
    assert answer.natural_s == answer.measured_s + answer.paused_s
    assert answer.due >= plain.due
    refused = run(question._replace(allowed=frozenset()))
    assert refused.answer == plain.answer


@given(calendars, starts, lengths, limits, waits)
def test_the_order_of_pauses_means_nothing(
    one: Calendar, start: datetime, length: int, limit: int, rows: list[tuple[int, int | None]]
) -> None:
    question = asked(one, start, length, limit, rows[:3])
    answers = {run(question._replace(pauses=order)) for order in permutations(question.pauses)}
    assert len(answers) == 1


@given(calendars, starts, limits, waits)
def test_a_due_lies_in_working_time(
    one: Calendar, start: datetime, limit: int, rows: list[tuple[int, int | None]]
) -> None:
    due = run(asked(one, start, 14_400, limit, rows)).due
    assert one.elapsed(due - timedelta(seconds=1), due) == 1


def seconds_for(count: int) -> float:
    start = at("03-05 09:00")
    stop = start + timedelta(minutes=40)
    questions = [Question(start, stop, stop, HOUR, ALWAYS)] * count
    begun = time.process_time()
    for question in questions:
        run(question)
    return time.process_time() - begun


def test_ten_times_the_clocks_take_ten_times_the_time() -> None:
    seconds_for(1_000)
    assert seconds_for(100_000) < 13 * min(seconds_for(10_000) for _ in range(2))
