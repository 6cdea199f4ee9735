"""The rule `covered`: no minute of a month without somebody on duty."""

from __future__ import annotations

import pytest
from one_obligation import at, judged

from generators.judging.verdict import State, Verdict

APRIL = "records/people/roster/2026/RO-2026-04.yaml"
SHIFTS = "covered:\n  kind: roster\n  shifts: shifts\n"
HOUR = 3600


def test_an_empty_roster_leaves_every_month_uncovered() -> None:
    judge = "covered:\n  kind: roster\n  shifts: shifts\n  where: [{field: shifts.person, is: [P-101]}]\n"
    verdicts = judged(judge)
    assert {one.state for one in verdicts} == {State.FAILED}
    assert len(verdicts) == 11
    assert verdicts[0].measured_s == 31 * 86400
    assert "整月无人值守" in str(verdicts[0].trace)


def april(*shifts: tuple[str, str], now: str = "11-20 18:00") -> Verdict:
    """How April stands with these shifts; one person has the first, another the others."""
    rows = "".join(
        f'  - {{from: "2026-{begin}:00+08:00", to: "2026-{end}:00+08:00", person: {person}, duty: hotline, mode: on-call}}\n'
        for (begin, end), person in zip(shifts, ["P-004", "P-001", "P-001"], strict=False)
    )
    files = {
        APRIL: f'id: RO-2026-04\nmonth: "2026-04"\nrecorded_at: "2026-03-25T09:00:00+08:00"\nshifts:\n{rows}'
    }
    [found] = [one for one in judged(SHIFTS, files, at(now)) if one.period == "2026-04"]
    return found


@pytest.mark.parametrize(
    "shifts",
    [
        [("04-01T00:00", "05-01T00:00")],
        [("04-01T00:00", "04-10T18:00"), ("04-10T18:00", "05-01T00:00")],
        [("04-01T00:00", "04-20T08:00"), ("04-05T08:00", "04-06T08:00"), ("04-20T07:30", "05-01T08:00")],
    ],
    ids=["one shift", "one begins as the other ends", "they overlap"],
)
def test_a_month_without_a_gap_is_met(shifts: list[tuple[str, str]]) -> None:
    found = april(*shifts)
    assert (found.state, found.measured_s, found.evidence) == (State.MET, 0, ("RO-2026-04",))


@pytest.mark.parametrize(
    "shifts",
    [
        [("04-01T00:00", "04-10T18:00"), ("04-10T19:00", "05-01T00:00")],
        [("04-01T01:00", "05-01T00:00")],
        [("04-01T00:00", "04-30T23:00")],
    ],
    ids=["in the middle", "at the beginning", "at the end"],
)
def test_an_hour_without_anybody_fails_the_month_and_is_measured(shifts: list[tuple[str, str]]) -> None:
    found = april(*shifts)
    assert (found.state, found.measured_s) == (State.FAILED, HOUR)


def test_a_gap_ahead_is_a_risk_and_fails_as_soon_as_it_begins() -> None:
    shifts = ("04-01T00:00", "04-10T18:00"), ("04-10T19:00", "05-01T00:00")
    found = [april(*shifts, now=f"04-10 {time}") for time in ("18:00", "18:10", "19:30")]
    assert [one.state for one in found] == [State.AT_RISK, State.FAILED, State.FAILED]
    assert [one.measured_s for one in found] == [0, 600, HOUR]


def test_the_trace_lists_five_gaps_at_most_and_counts_them_all() -> None:
    days = [(f"04-{day:02}T01:00", f"04-{day + 1:02}T00:00") for day in (2, 3, 4, 5, 6, 7)]
    rows = "".join(
        f'  - {{from: "2026-{begin}:00+08:00", to: "2026-{end}:00+08:00", person: P-004, duty: hotline, mode: on-call}}\n'
        for begin, end in (("04-01T00:00", "04-02T00:00"), *days, ("04-08T00:00", "05-01T00:00"))
    )
    files = {APRIL: f'id: RO-2026-04\nmonth: "2026-04"\nshifts:\n{rows}'}
    [found] = [one for one in judged(SHIFTS, files) if one.period == "2026-04"]
    gaps = "、".join(f"04-{day:02} 00:00 至 04-{day:02} 01:00" for day in (2, 3, 4, 5, 6))
    assert str(found.trace) == f"有 6 处空档：{gaps}。"
    assert (found.measured_s, found.limit_s, found.evidence) == (6 * HOUR, 0, ("RO-2026-04",))


def test_the_trace_of_a_whole_month_says_that_there_is_no_gap() -> None:
    assert str(april(("04-01T00:00", "05-01T00:00")).trace) == "2026 年 4 月没有空档。"


def test_a_gap_that_runs_is_told_to_now_and_one_ahead_from_its_beginning() -> None:
    shifts = ("04-01T00:00", "04-10T18:00"), ("04-10T19:00", "05-01T00:00")
    told = [str(april(*shifts, now=f"04-10 {time}").trace) for time in ("18:00", "18:10", "19:30")]
    assert told == [
        "有 1 处空档：04-10 18:00 至 04-10 19:00。",
        "有 1 处空档：04-10 18:00 至 04-10 18:10。",
        "有 1 处空档：04-10 18:00 至 04-10 19:00。",
    ]
