"""Durations and moments read alike wherever they are told, and never hide what decides."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators import spoken

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 分钟"),
        (59, "59 秒"),
        (1_800, "30 分钟"),
        (1_820, "30 分钟 20 秒"),
        (3_600, "1 小时"),
        (3_601, "1 小时 1 秒"),
        (86_400, "24 小时"),
        (129_600, "36 小时"),
        (172_799, "47 小时 59 分钟 59 秒"),
        (172_800, "2 天"),
        (176_460, "2 天 1 小时 1 分钟"),
        (604_800, "7 天"),
        (90.5, "1 分钟 31 秒"),
        (1_800.5, "30 分钟 1 秒"),
        (89.0, "1 分钟 29 秒"),
    ],
)
def test_a_duration_is_told_exactly(seconds: float, told: str) -> None:
    assert spoken.duration(seconds) == told


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_two_durations_read_alike_only_if_they_are_equal(one: int, other: int) -> None:
    assert (spoken.duration(one) == spoken.duration(other)) == (one == other)


def test_a_moment_is_told_in_the_zone_of_the_base_and_with_seconds_only_where_it_has_any() -> None:
    at = datetime.fromisoformat("2026-03-05T01:10:30+00:00")
    assert spoken.minute(at, ZONE) == "2026-03-05 09:10"
    assert spoken.moment(at, ZONE) == "2026-03-05 09:10:30"
    assert spoken.moment(at.replace(second=0), ZONE) == "2026-03-05 09:10"


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        (100.0, 1, "100\u00a0%"),
        (38.4, 1, "38.4\u00a0%"),
        (40.0, 1, "40\u00a0%"),
        (99.96, 1, "99.9\u00a0%"),
        (0.04, 1, "0.1\u00a0%"),
        (0.0, 1, "0\u00a0%"),
        (99.9999, 3, "99.999\u00a0%"),
        (120.0, 1, "120\u00a0%"),
    ],
)
def test_a_share_is_told_in_one_way_and_never_as_all_or_nothing_when_it_is_not(
    value: float, digits: int, told: str
) -> None:
    assert spoken.percent(value, digits) == told


def test_no_line_ends_between_a_number_and_what_it_is_counted_in() -> None:
    assert spoken.quantity("171", "天") == "171\u00a0天"
    assert [spoken.quantity("171", ""), spoken.quantity("", "天")] == ["171", ""]
