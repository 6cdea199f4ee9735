from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from naive_clock import CALENDARS

from generators.kinds.kind import Kind
from generators.records.calendars import read
from generators.records.record import Record
from generators.records.worktime import Calendar, NoWorkingTime, UnknownYear, always

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = 3600


def calendar(data: Mapping[str, Any], name: str = "CAL-01") -> Calendar:
    frozen = MappingProxyType(data)
    return read(Record(cast("Kind", None), name, f"records/{name}.yaml", frozen, b""), SHANGHAI)


NAMED = {name: calendar(data, name) for name, data in CALENDARS.items()}
NINE, EIGHT, SPLIT, BERLIN, NIGHT = (NAMED[name] for name in ("NINE", "EIGHT", "SPLIT", "BERLIN", "NIGHT"))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=zone)


def test_every_second_counts_on_7x24() -> None:
    assert always(SHANGHAI).name == "7x24"
    assert always(SHANGHAI).elapsed(at("03-05 09:00"), at("03-08 09:00:01")) == 72 * HOUR + 1
    assert always(SHANGHAI).after(at("03-05 09:00"), 90) == at("03-05 09:01:30")


def test_an_end_before_the_start_counts_nothing() -> None:
    assert NINE.elapsed(at("03-05 12:00"), at("03-05 12:00")) == 0
    assert NINE.elapsed(at("03-05 12:00"), at("03-05 11:00")) == 0


def test_no_seconds_are_over_at_the_start_itself() -> None:
    saturday = at("03-07 12:00")
    assert NINE.after(saturday, 0) is saturday


def test_outside_hours_counts_from_the_next_opening() -> None:
    """GLPI #687."""
    assert EIGHT.elapsed(at("03-05 06:00"), at("03-05 09:00")) == HOUR
    assert EIGHT.elapsed(at("03-05 19:00"), at("03-06 09:00")) == HOUR


def test_a_deadline_lies_within_service_hours() -> None:
    """GLPI #9082, osTicket PR#4807: 8-18, Friday 17:00 + 4 h = Monday 11:00."""
    assert EIGHT.after(at("03-06 17:00"), 4 * HOUR) == at("03-09 11:00")


def test_a_deadline_at_closing_time_stays_there() -> None:
    assert EIGHT.after(at("03-06 17:00"), HOUR) == at("03-06 18:00")
    assert EIGHT.after(at("03-06 17:00"), HOUR + 1) == at("03-09 08:00:01")


def test_five_minutes_before_and_after_a_night_are_ten() -> None:
    """GLPI #1857."""
    assert EIGHT.elapsed(at("03-05 17:55"), at("03-06 08:05")) == 600


def test_a_lunch_break_does_not_count() -> None:
    """frappe/helpdesk #2212."""
    assert SPLIT.elapsed(at("03-05 11:30"), at("03-05 14:30")) == HOUR
    assert SPLIT.elapsed(at("03-05 12:00"), at("03-05 14:00")) == 0
    assert SPLIT.after(at("03-05 11:30"), HOUR) == at("03-05 14:30")
    assert SPLIT.after(at("03-05 12:30"), 1) == at("03-05 14:00:01")


@pytest.mark.parametrize(
    "empty",
    [
        {"windows": []},
        {},
        {"windows": [], "years": [2026], "holidays": [], "work": [{"date": "2026-02-14", "name": "春节"}]},
    ],
)
def test_a_calendar_without_working_time_says_so(empty: Mapping[str, Any]) -> None:
    """osTicket PR#4807: no endless loop, no far-off date."""
    with pytest.raises(NoWorkingTime):
        calendar(empty).elapsed(at("03-05 09:00"), at("03-06 09:00"))
    with pytest.raises(NoWorkingTime):
        calendar(empty).after(at("03-05 09:00"), 60)


def test_a_year_of_nothing_but_holidays_ends_at_the_unknown_year() -> None:
    days = [date(2026, 1, 1) + timedelta(days=one) for one in range(365)]
    idle = Calendar("IDLE", SHANGHAI, windows=NINE.windows, off=frozenset(days), years=frozenset({2026}))
    assert idle.elapsed(at("01-01 00:00"), at("12-31 23:59")) == 0
    with pytest.raises(UnknownYear) as caught:
        idle.after(at("03-05 09:00"), 60)
    assert caught.value.year == 2027


def test_holidays_come_from_the_record_and_are_told() -> None:
    """Zammad #390."""
    assert SPLIT.elapsed(at("09-30 18:00"), at("10-08 08:00")) == 0
    left_out = SPLIT.left_out(at("09-30 17:00"), at("10-08 09:00"))
    assert left_out == tuple(date(2026, 10, day) for day in (1, 2, 5, 6, 7)), "3 and 4 October are a weekend"
    assert SPLIT.holiday(date(2026, 10, 1)) == "国庆节"
    assert SPLIT.holiday(date(2026, 10, 8)) == ""
    assert NINE.left_out(at("09-30 17:00"), at("10-08 09:00")) == ()


def test_a_holiday_whose_hours_the_span_does_not_touch_is_not_left_out() -> None:
    assert SPLIT.left_out(at("09-30 17:00"), at("10-01 08:00")) == ()
    assert SPLIT.left_out(at("09-30 17:00"), at("10-01 08:00:01")) == (date(2026, 10, 1),)
    assert SPLIT.left_out(at("10-07 18:00"), at("10-08 09:00")) == ()


def test_a_swapped_weekend_day_has_mondays_hours() -> None:
    """调休: 4 January, 14 and 28 February, 9 May, 20 September, 10 October 2026 are worked."""
    for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"):
        assert SPLIT.elapsed(at(f"{day} 00:00"), at(f"{day} 23:59")) == 8 * HOUR, day
    assert SPLIT.elapsed(at("03-07 00:00"), at("03-08 23:59")) == 0
    assert SPLIT.after(at("10-09 17:00"), 2 * HOUR) == at("10-10 09:00")


def test_the_year_2026_has_248_working_days() -> None:
    """365 days, 104 on weekends, 19 holidays on weekdays, 6 weekend days worked."""
    assert SPLIT.elapsed(at("01-01 00:00"), at("12-31 23:59")) == 248 * 8 * HOUR


def test_a_missing_year_is_an_error_never_a_guess() -> None:
    with pytest.raises(UnknownYear) as caught:
        SPLIT.elapsed(at("12-31 17:00"), at("12-31 17:00") + timedelta(hours=8))
    assert caught.value.year == 2027
    with pytest.raises(UnknownYear):
        SPLIT.after(at("12-31 17:00"), 2 * HOUR)
    with pytest.raises(UnknownYear) as caught:
        SPLIT.after(at("03-05 17:00") - timedelta(days=365), HOUR)
    assert caught.value.year == 2025
    with pytest.raises(UnknownYear):
        Calendar("C", SHANGHAI, windows=NINE.windows, off=frozenset({date(2026, 10, 1)})).elapsed(
            at("03-05 09:00"), at("03-05 10:00")
        )


def test_the_last_second_of_a_known_year_needs_no_other() -> None:
    assert SPLIT.elapsed(at("12-31 17:00"), at("12-31 00:00") + timedelta(days=1)) == HOUR
    assert SPLIT.after(at("12-31 17:00"), HOUR) == at("12-31 18:00")
    assert SPLIT.elapsed(at("01-01 00:00"), at("01-04 09:00")) == HOUR


def test_windows_are_read_in_the_calendars_zone() -> None:
    """GLPI #15429: 01:00 to 02:00 UTC is 09:00 to 10:00 in Shanghai."""
    start = datetime(2026, 3, 5, 1, tzinfo=UTC)
    assert NINE.elapsed(start, start + timedelta(hours=1)) == HOUR
    assert NINE.after(start, HOUR).isoformat() == "2026-03-05T10:00:00+08:00"


def test_a_day_is_the_zones_day_not_that_of_the_offset() -> None:
    """decap-cms #7319, #7239: Friday 23:30 UTC is Saturday 07:30 in Shanghai; Sunday 17:30 UTC is Monday."""
    friday = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    assert EIGHT.elapsed(friday, friday + timedelta(hours=9)) == 0
    monday = datetime(2026, 3, 8, 17, 30, tzinfo=UTC)
    assert EIGHT.elapsed(monday, monday + timedelta(hours=7)) == HOUR // 2
    eve = datetime(2026, 9, 30, 17, tzinfo=UTC)
    assert SPLIT.left_out(eve, eve + timedelta(hours=10)) == (date(2026, 10, 1),)


def test_a_foreign_offset_means_the_same_moment() -> None:
    india = datetime.fromisoformat("2026-03-05T06:30:00+05:30")
    assert NINE.elapsed(india, at("03-05 10:00")) == HOUR


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(TypeError):
        NINE.elapsed(datetime(2026, 3, 5, 9), at("03-05 10:00"))  # noqa: DTZ001 - what is refused


def test_a_day_of_23_hours_and_one_of_25() -> None:
    zone = BERLIN.zone
    assert BERLIN.elapsed(at("03-29 00:00", zone), at("03-30 00:00", zone)) == 23 * HOUR
    assert BERLIN.elapsed(at("10-25 00:00", zone), at("10-26 00:00", zone)) == 25 * HOUR
    assert BERLIN.after(at("03-29 01:00", zone), 2 * HOUR) == at("03-29 04:00", zone)
    assert always(zone).elapsed(at("03-29 00:00", zone), at("03-30 00:00", zone)) == 23 * HOUR


def test_an_hour_that_comes_twice_counts_twice_and_one_left_out_not_at_all() -> None:
    zone = BERLIN.zone
    night = Calendar("N", zone, windows=(((2 * HOUR, 3 * HOUR),),) * 7)
    assert night.elapsed(at("10-25 00:00", zone), at("10-26 00:00", zone)) == 2 * HOUR
    assert night.elapsed(at("03-29 00:00", zone), at("03-30 00:00", zone)) == 0
    assert night.after(at("03-28 03:00", zone), 1) == at("03-30 02:00:01", zone)
    again = night.after(at("10-25 00:00", zone), HOUR + 60)
    assert (again.hour, again.minute, again.fold) == (2, 1, 1)


def test_office_hours_do_not_move_with_summer_time() -> None:
    zone = BERLIN.zone
    office = Calendar("O", zone, windows=NINE.windows)
    assert office.elapsed(at("03-27 16:00", zone), at("03-30 10:00", zone)) == 2 * HOUR
    assert office.after(at("03-27 16:00", zone), 2 * HOUR) == at("03-30 10:00", zone)


def test_a_night_shift_is_two_windows() -> None:
    assert NIGHT.elapsed(at("03-05 20:00"), at("03-06 08:00")) == 8 * HOUR
    assert NIGHT.after(at("03-05 20:00"), 3 * HOUR) == at("03-06 01:00")


def test_overlapping_windows_count_once() -> None:
    rows = [
        {"weekdays": [4], "from": "13:00", "to": "17:00"},
        {"weekdays": [4], "from": "09:00", "to": "14:00"},
        {"weekdays": [4], "from": "10:00", "to": "11:00"},
    ]
    assert calendar({"windows": rows}).windows[3] == ((9 * HOUR, 17 * HOUR),)
    twice = Calendar("C", SHANGHAI, windows=(((0, HOUR), (0, HOUR)),) * 7)
    assert twice.elapsed(at("03-05 00:00"), at("03-05 12:00")) == HOUR


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="22:00-06:00"):
        calendar({"windows": [{"weekdays": [1], "from": "22:00", "to": "06:00"}]})


def test_a_record_is_read_in_full() -> None:
    assert NAMED["ALL"].always
    assert BERLIN.zone.key == "Europe/Berlin"
    assert SPLIT.zone is SHANGHAI
    assert SPLIT.name == "SPLIT"
    assert SPLIT.windows[0] == ((8 * HOUR, 12 * HOUR), (14 * HOUR, 18 * HOUR))
    assert SPLIT.windows[5:] == ((), ())
    assert BERLIN.windows[6] == ((0, 24 * HOUR),)
    assert SPLIT.years == {2026}


def test_a_calendar_is_a_value() -> None:
    same = calendar(CALENDARS["SPLIT"], "SPLIT")
    assert same == SPLIT
    assert hash(same) == hash(SPLIT)


moments = some.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(  # noqa: DTZ001 - made aware below
    lambda one: one.replace(tzinfo=UTC)
)
calendars = some.sampled_from(list(NAMED.values()))


@given(calendars, some.lists(moments, min_size=3, max_size=5))
def test_parts_add_up(one: Calendar, marks: list[datetime]) -> None:
    marks.sort()
    parts = sum(one.elapsed(begin, end) for begin, end in pairwise(marks))
    assert parts == one.elapsed(marks[0], marks[-1])
    assert 0 <= parts <= always(SHANGHAI).elapsed(marks[0], marks[-1])


@given(calendars, moments, some.integers(1, 40 * HOUR))
def test_after_and_elapsed_undo_each_other(one: Calendar, start: datetime, seconds: int) -> None:
    end = one.after(start, seconds)
    assert one.elapsed(start, end) == seconds
    assert one.elapsed(start, end - timedelta(seconds=1)) == seconds - 1, "the first such moment"


@given(calendars, moments, moments)
def test_going_on_from_a_moment_gives_no_later_moment(one: Calendar, start: datetime, end: datetime) -> None:
    assert one.after(start, one.elapsed(start, end)) <= max(start, end)
