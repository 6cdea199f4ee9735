"""State, due and words of a clock say the same, whatever its calendar, its pauses and the moment are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some

from generators.judging.stopwatch import Answer, Pause, Question, measure
from generators.judging.trace import explain
from generators.judging.verdict import State
from generators.records.worktime import Calendar, merged
from generators.spoken import moment

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
YEARS = frozenset(range(2025, 2101))  # a minute a week makes 3,000 of them in 58 years
ENDS = (0, 1, 8 * 60 + 30, 12 * 60, 14 * 60, 17 * 60 + 30, 24 * 60 - 1, 24 * 60)


@some.composite
def calendars(draw: some.DrawFn) -> Calendar:
    """Any week with some hours, in zones with and without summer time, with holidays or without."""
    edge = some.sampled_from(ENDS) | some.integers(0, 24 * 60)
    day = some.lists(some.tuples(edge, edge), max_size=2)
    week = [
        merged((60 * min(pair), 60 * max(pair)) for pair in rows)
        for rows in draw(
            some.lists(day, min_size=7, max_size=7).filter(
                lambda days: any(a != b for one in days for a, b in one)
            )
        )
    ]
    off = some.frozensets(some.dates(datetime(2026, 2, 25).date(), datetime(2026, 4, 5).date()), max_size=3)  # noqa: DTZ001 - days
    zone = ZoneInfo(draw(some.sampled_from(["Asia/Shanghai", "Europe/Berlin"])))
    return Calendar("CAL-ANY", zone, windows=tuple(week), off=draw(off), years=YEARS)


@some.composite
def questions(draw: some.DrawFn) -> Question:
    """Any clock of some days; one in two ends at the very second at which its limit does, or one after."""
    calendar = draw(calendars() | some.just(Calendar("7x24", ZoneInfo("Asia/Shanghai"), always=True)))
    start = datetime(2026, 3, 1, tzinfo=UTC) + draw(some.integers(0, 30 * 1440)) * MINUTE
    limit = draw(some.integers(1, 3000)) * 60
    pauses = tuple(
        Pause(
            begin, begin + draw(some.integers(0, 2880)) * MINUTE if draw(some.booleans()) else None, "W", "P"
        )
        for begin in (start + one * MINUTE for one in draw(some.lists(some.integers(-600, 7200), max_size=2)))
    )
    until = start + draw(some.integers(0, 20 * 1440)) * MINUTE
    question = Question(start, None, until, limit, calendar, pauses, frozenset({"W"}))
    due = measure(question).due
    if due and draw(some.booleans()):
        question = question._replace(now=max(start, due + draw(some.integers(-1, 1)) * SECOND))
    return question._replace(stop=question.now) if draw(some.booleans()) else question


@given(questions())
@settings(deadline=None)
def test_a_clock_is_late_exactly_when_its_stop_or_now_lies_after_its_due(asked: Question) -> None:
    answer = measure(asked)
    assert answer.due is not None
    assert (answer.state is State.LATE) is (asked.until > answer.due)
    assert (answer.state is State.MET) is (asked.stop is not None and asked.stop <= answer.due)
    assert answer.measured_s <= answer.limit_s or answer.state is State.LATE


@given(questions())
@settings(deadline=None)
def test_the_last_second_before_a_due_counts_so_none_lies_outside_hours(asked: Question) -> None:
    due = measure(asked).due
    assert due is not None
    assert asked.calendar.elapsed(due - SECOND, due) == 1


@given(questions())
@settings(deadline=None)
def test_the_words_say_late_exactly_when_the_state_does(asked: Question) -> None:
    answer = measure(asked)
    words = explain(asked, answer)
    assert answer.due is not None
    assert ("，超 " in words or "已用完，过了这一刻" in words) is (answer.state is State.LATE)
    assert (f"到期 {moment(answer.due, asked.calendar.zone)}" in words) is (asked.stop is None)


@given(questions(), some.integers(0, 20 * 1440))
@settings(deadline=None)
def test_what_is_late_while_it_runs_does_not_become_met_by_being_stopped(asked: Question, more: int) -> None:
    """Without a pause: one that is entered later may move the due."""
    asked = asked._replace(pauses=(), stop=None)
    if measure(asked).state is State.LATE:
        stopped = asked._replace(stop=asked.now + more * MINUTE)
        assert measure(stopped).state is State.LATE


def test_both_ends_of_a_limit_are_tried() -> None:
    """The cases above hold what they are for: clocks at their due, and a second before and after it."""
    asked = Question(
        datetime(2026, 3, 2, 1, tzinfo=UTC), None, datetime(2026, 3, 2, 2, tzinfo=UTC), 3600,
        Calendar("7x24", ZoneInfo("Asia/Shanghai"), always=True),
    )  # fmt: skip
    answers: list[Answer] = [measure(asked._replace(now=asked.now + one * SECOND)) for one in (-1, 0, 1)]
    assert [one.state for one in answers] == [State.AT_RISK, State.AT_RISK, State.LATE]
