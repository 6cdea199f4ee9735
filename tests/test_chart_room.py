"""Where numbers, moments and words stand on paper, counted by hand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.charts import room
from generators.charts.element import number
from generators.charts.scale import Scale, clipped, moments, round_ticks, told

CHINA = timezone(timedelta(hours=8))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(("value", "place"), [(0, 10), (50, 60), (100, 110), (-10, 0), (25, 35)])
def test_a_value_stands_in_proportion(value: float, place: float) -> None:
    assert Scale(0, 100, 10, 110).at(value) == place


def test_up_is_smaller_and_a_scale_without_span_gives_its_middle() -> None:
    assert Scale(0, 10, 100, 0).at(2.5) == 75
    assert Scale(7, 7, 100, 0).at(7) == 50


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 9, (0, 5, 10)),
        (0, 4, (0, 1, 2, 3, 4)),
        (99.6, 100, (99.6, 99.7, 99.8, 99.9, 100)),
        (187, 270, (150, 200, 250, 300)),
        (-3, 4, (-4, -2, 0, 2, 4)),
        (5, 5, (0, 5, 10)),
        (0, 0, (-1, -0.5, 0, 0.5, 1)),
        (0, 5e-324, (-1, -0.5, 0, 0.5, 1)),
    ],
)
def test_ticks_are_round_and_enclose_the_span(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert round_ticks(low, high, 4) == ticks


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12), st.integers(2, 8))
def test_there_are_never_more_ticks_than_asked_for(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))
    ticks = round_ticks(low, high, most)
    assert 2 <= len(ticks) <= most + 1
    unseen = 1e-5 * (ticks[1] - ticks[0])
    assert ticks[0] <= low + unseen
    assert ticks[-1] >= high - unseen


@pytest.mark.parametrize(
    ("start", "end", "most", "words"),
    [
        ("2026-07-28T09:47", "2026-07-28T16:05", 12, ["10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]),
        ("2026-09-07T16:30", "2026-09-10T15:00", 12, ["09-08", "12:00", "09-09", "12:00", "09-10", "12:00"]),
        ("2026-09-07T23:30", "2026-09-08T01:10", 6, ["23:30", "09-08", "00:30", "01:00"]),
        ("2026-01-05T09:00", "2026-11-16T09:00", 7, ["3 月", "5 月", "7 月", "9 月", "11 月"]),
        ("2025-11-05T09:00", "2026-03-16T09:00", 7, ["12 月", "2026-01", "2 月", "3 月"]),
        ("2026-01-05T09:00", "2026-01-05T09:00", 7, ["01-05"]),
    ],
)  # fmt: skip
def test_moments_at_an_axis_are_round_and_on_24_hours(
    start: str, end: str, most: int, words: list[str]
) -> None:
    assert [word for _, word in moments(at(start), at(end), most)] == words


@given(
    st.integers(0, 40_000_000),
    st.timedeltas(timedelta(0), timedelta(days=3000)),
    st.integers(3, 14),
)
def test_moments_lie_inside_and_there_are_never_too_many(minutes: int, span: timedelta, most: int) -> None:
    begin = at("2000-01-01") + timedelta(minutes=minutes)
    found = [one for one, _ in moments(begin, begin + span, most)]
    assert len(found) <= most
    assert found == sorted(found)
    assert all(begin <= one <= begin + span for one in found)


@pytest.mark.parametrize(
    ("values", "fixed", "span"),
    [
        ([5, 6, 5, 7], [8], (5, 8)),
        (
            [5, 6, 5, 4100, 6, 5, 7],
            [8],
            (5, 9.5),
        ),  # the others and the limit span 3: at most half of that above
        ([5, 6, 5, -4100, 6, 5, 7], [8], (3.5, 8)),
        ([5, 4100], [], (5, 4100)),  # of two none is the exception
    ],
)
def test_one_value_far_off_does_not_flatten_the_others(
    values: list[float], fixed: list[float], span: tuple[float, float]
) -> None:
    assert clipped(values, fixed) == span


@pytest.mark.parametrize(
    ("value", "words"), [(1234567, "1,234,567"), (99.8, "99.8"), (-2, "-2"), (0.05, "0.05")]
)
def test_a_number_at_an_axis_has_no_useless_zeros(value: float, words: str) -> None:
    assert told(value) == words


@pytest.mark.parametrize(("value", "words"), [(1.04, "1"), (1.06, "1.1"), (-0.04, "0"), (120.0, "120")])
def test_a_place_has_at_most_one_decimal(value: float, words: str) -> None:
    assert number(value) == words


def test_a_han_character_is_as_wide_as_the_letters_are_high() -> None:
    assert room.width("恢复时限", 13) == 52
    assert room.width("恢复", 10, bold=True) == pytest.approx(21.2)
    assert room.width("", 13) == 0


def test_words_are_cut_where_they_have_no_room_and_say_so() -> None:
    assert room.fit("恢复时限", 40, 10) == "恢复时限"
    assert room.fit("恢复时限", 39, 10) == "恢复…"
    assert room.fit("恢复时限", 5, 10) == ""


@pytest.mark.parametrize(
    ("wanted", "sizes", "middles"),
    [
        ([10, 50], [20, 20], [10, 50]),
        ([50, 50], [20, 20], [40, 60]),
        ([0, 50], [20, 20], [10, 50]),
        ([95, 98], [20, 20], [70, 90]),
        ([50, 52, 54, 90], [10, 10, 10, 10], [42, 52, 62, 90]),
        ([], [], []),
    ],
)
def test_things_move_as_little_as_possible(
    wanted: list[float], sizes: list[float], middles: list[float]
) -> None:
    assert room.spread(wanted, sizes, 0, 100) == middles


def test_things_without_room_are_not_spread() -> None:
    assert room.spread([1, 2], [60, 60], 0, 100) is None


@given(st.lists(st.tuples(st.floats(-50, 900), st.floats(1, 60)), max_size=14))
def test_no_thing_covers_another_and_none_leaves_the_room(things: list[tuple[float, float]]) -> None:
    wanted = sorted(place for place, _ in things)
    sizes = [size for _, size in things]
    middles = room.spread(wanted, sizes, 0, 880)
    assert middles is not None
    ends = [(middle - size / 2, middle + size / 2) for middle, size in zip(middles, sizes, strict=True)]
    assert all(later[0] >= one[1] - 1e-6 for one, later in pairwise(ends))
    assert all(low >= -1e-6 and high <= 880 + 1e-6 for low, high in ends)


def test_what_comes_first_in_the_order_keeps_its_place() -> None:
    places = [(0.0, 10.0), (5.0, 10.0), (10.0, 10.0)]
    assert room.apart(places, [0, 1, 2]) == [0, 2]
    assert room.apart(places, [1, 0, 2]) == [1]
