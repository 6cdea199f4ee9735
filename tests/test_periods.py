"""Contract periods number as agreed: whole ones, end to end, with no period of a few days at the end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.judging.periods import periods

DAY = timedelta(days=1)
MONTHS = {"contract-quarter": 3, "half-year": 6, "contract-year": 12}
starts = st.dates(date(2020, 1, 1), date(2040, 12, 31))
kinds = st.sampled_from(sorted(MONTHS))


def anniversary(start: date, months: int) -> date:
    """Count on by hand: month after month; a day that a month does not have is its next month's first."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    try:
        return date(year, month, start.day)
    except ValueError:
        return date(year, month + 1, 1)  # December has all days


@pytest.mark.parametrize(
    ("begin", "end", "ends"),
    [
        ("2028-02-29", "2029-02-28", ["2028-05-28", "2028-08-28", "2028-11-28", "2029-02-28"]),
        ("2026-01-31", "2027-01-30", ["2026-04-30", "2026-07-30", "2026-10-30", "2027-01-30"]),
        ("2026-11-30", "2027-11-29", ["2027-02-28", "2027-05-29", "2027-08-29", "2027-11-29"]),
        ("2026-03-18", "2027-03-17", ["2026-06-17", "2026-09-17", "2026-12-17", "2027-03-17"]),
        ("2026-08-31", "2027-08-30", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        ("2026-01-01", "2026-12-31", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        # written with the same day at both ends, and one day short
        ("2026-03-18", "2027-03-18", ["2026-06-17", "2026-09-17", "2026-12-17", "2027-03-18"]),
        ("2028-02-29", "2029-03-01", ["2028-05-28", "2028-08-28", "2028-11-28", "2029-03-01"]),
        ("2028-02-29", "2029-02-27", ["2028-05-28", "2028-08-28", "2028-11-28", "2029-02-27"]),
        # a term of no whole number of quarters
        ("2026-01-01", "2027-01-30", ["2026-03-31", "2026-06-30", "2026-09-30", "2027-01-30"]),
        ("2026-01-01", "2027-01-31", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31", "2027-01-31"]),
        ("2026-01-01", "2026-01-14", ["2026-01-14"]),
    ],
)
def test_a_term_has_the_contract_quarters_that_were_meant(begin: str, end: str, ends: list[str]) -> None:
    found = list(periods("contract-quarter", date.fromisoformat(begin), date.fromisoformat(end)))
    assert [one.end.isoformat() for one in found] == ends
    assert [one.name for one in found] == [f"{begin[:4]}-C{number}" for number in range(1, len(ends) + 1)]


@pytest.mark.parametrize(
    "begin", [date(2028, 2, 29), date(2026, 1, 31), date(2026, 11, 30), date(2026, 3, 18)]
)
def test_two_years_have_four_halves_and_two_years(begin: date) -> None:
    end = anniversary(begin, 24) - DAY
    assert [one.name[5:] for one in periods("half-year", begin, end)] == ["H1", "H2", "H3", "H4"]
    assert len(list(periods("contract-year", begin, end))) == 2


@given(starts, kinds, st.integers(1, 12), st.integers(0, 27))
def test_a_term_of_so_many_periods_and_some_days_has_exactly_so_many(
    start: date, kind: str, number: int, more: int
) -> None:
    end = anniversary(start, number * MONTHS[kind]) - DAY + timedelta(days=more)
    assert len(list(periods(kind, start, end))) == number


@given(starts, kinds, st.integers(0, 3000))
def test_contract_periods_lie_end_to_end_over_the_whole_term(start: date, kind: str, length: int) -> None:
    end = start + timedelta(days=length)
    found = list(periods(kind, start, end))
    assert (found[0].begin, found[-1].end) == (start, end)
    assert all(one.end + DAY == other.begin for one, other in pairwise(found))
    assert all(one.begin == anniversary(start, n * MONTHS[kind]) for n, one in enumerate(found))
    assert len({one.name for one in found}) == len(found)
    assert all((one.end - one.begin).days >= 27 for one in found[1:])


@given(starts, st.sampled_from(["month", "quarter"]), st.integers(0, 1500))
def test_calendar_periods_lie_end_to_end_and_are_cut_at_the_ends(start: date, kind: str, length: int) -> None:
    end = start + timedelta(days=length)
    found = list(periods(kind, start, end))
    assert (found[0].begin, found[-1].end) == (start, end)
    assert all(one.end + DAY == other.begin and other.begin.day == 1 for one, other in pairwise(found))
