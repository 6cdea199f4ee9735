"""People in time: a shift lies in its month and is held by one of ours, who is not two and needs rest."""

from __future__ import annotations

import pytest
from duties_base import day, found, person, read, roster, row

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase

MARCH = ("2026-03-01", "2026-04-30")
POST = "post: 服务台, role: service-desk"


def each_day(month: str, last: int, **who: int) -> list[str]:
    return [day(f"{month}-{number:02}", **who) for number in range(1, last + 1)]


def hotline(base: KnowledgeBase) -> dict[str | None, Verdict]:
    return {one.period: one for one in base.verdicts if one.obligation == "OB-901"}


def desk(*people: str, count: int = 1) -> Verdict:
    """How the team's desk stands; P-001 and P-002 are laid over by the people given."""
    nobody = person(2, '{post: 顾问, from: "2020-01-01"}')
    base = read(nobody, *people, term=MARCH, count=count)
    assert found(base) == []
    [verdict] = [one for one in base.verdicts if one.obligation == "OB-902"]
    return verdict


def test_a_roster_with_every_fault_has_each_at_its_row() -> None:
    """The roster of December that claims to be November's: no length, a month long, the customer's, October."""
    base = read(
        roster(
            "2026-12",
            rows=[
                row("2026-12-01T08:00", "2026-12-01T08:00", 1, mode="on-site"),
                row("2026-12-01T08:00", "2026-12-31T08:00", 101, mode="on-site"),
                row("2026-12-31T20:00", "2027-01-01T08:00", 1, mode="on-site"),
                row("2026-10-05T08:00", "2026-10-05T20:00", 1),
            ],
        ).replace('month: "2026-12"', 'month: "2026-11"')
    )
    assert found(base) == [
        ("RO-2026-12", 2, "id-disagrees"),
        ("RO-2026-12", 4, "shift-without-length"),
        ("RO-2026-12", 5, "shift-too-long"),
        ("RO-2026-12", 5, "shift-not-ours"),
        ("RO-2026-12", 7, "shift-outside-month"),
    ]


@pytest.mark.parametrize(
    ("begin", "end", "is_sound"),
    [
        ("2028-02-01T00:00", "2028-02-01T08:00", True),
        ("2028-01-31T23:59", "2028-02-01T08:00", False),
        ("2028-02-29T20:00", "2028-03-01T08:00", True),
        ("2028-02-29T20:00", "2028-03-02T00:00", True),
        ("2028-02-29T20:00", "2028-03-02T00:01", False),
        ("2028-03-01T00:00", "2028-03-01T08:00", False),
    ],
)
def test_a_shift_begins_in_its_month_and_ends_on_the_first_day_of_the_next_at_the_latest(
    begin: str, end: str, *, is_sound: bool
) -> None:
    base = read(roster("2028-02", rows=[row(begin, end)]))
    assert found(base) == ([] if is_sound else [("RO-2028-02", 4, "shift-outside-month")])


@pytest.mark.parametrize(("month", "stray"), [("2028-02", "2028-02-30"), ("2027-02", "2027-02-29")])
def test_a_day_that_does_not_exist_is_no_day(month: str, stray: str) -> None:
    assert found(read(roster(month, days=[day(stray, DAY=1)]))) == [(f"RO-{month}", 4, "value-format")]


def test_a_shift_of_one_who_left_is_a_fault_and_its_month_is_in_doubt() -> None:
    left = person(3, f'{{{POST}, from: "2025-01-01", to: "2026-02-28"}}')
    march = roster("2026-03", days=each_day("2026-03", 31, ALL=3))
    april = roster(
        "2026-04",
        days=[*each_day("2026-04", 14, ALL=1), *(day(f"2026-04-{n}", ALL=2) for n in range(15, 31))],
    )
    base = read(left, march, april, term=MARCH)
    assert ("RO-2026-03", 4, "shift-not-ours") in found(base)
    assert "31 段" in next(one.message for one in base.findings if one.code == "shift-not-ours")
    verdicts = hotline(base)
    assert (verdicts["2026-03"].state, verdicts["2026-04"].state) == (State.SUSPECT, State.MET)
    assert "RO-2026-03" in str(verdicts["2026-03"].trace)


@pytest.mark.parametrize(
    ("posts", "begin", "is_sound"),
    [
        (['from: "2020-01-01", to: "2026-03-09"'], "2026-03-09T20:00", True),
        (['from: "2020-01-01", to: "2026-03-08"'], "2026-03-09T20:00", False),
        (['from: "2026-03-09"'], "2026-03-09T20:00", True),
        (['from: "2026-03-10"'], "2026-03-09T20:00", False),
        (['from: "2020-01-01", to: "2026-03-08"', 'from: "2026-03-09"'], "2026-03-09T20:00", True),
        (['from: "2020-01-01", to: "2026-03-08"', 'from: "2026-03-10"'], "2026-03-09T20:00", False),
        (['from: "2020-01-01", to: "2026-03-10"'], "2026-03-08T20:00", True),
    ],
    ids=[
        "the last evening",
        "the day after",
        "the first evening",
        "the day before",
        "changed post",
        "between posts",
        "two days",
    ],
)
def test_a_night_is_held_by_whoever_has_a_post_on_its_evening(
    posts: list[str], begin: str, *, is_sound: bool
) -> None:
    who = person(3, *(f"{{{POST}, {post}}}" for post in posts))
    base = read(who, roster("2026-03", rows=[row(begin, "2026-03-10T08:00", 3)]))
    assert found(base) == ([] if is_sound else [("RO-2026-03", 4, "shift-not-ours")])


def test_a_week_on_call_is_too_long_for_one_who_leaves_in_its_middle() -> None:
    who = person(3, f'{{{POST}, from: "2020-01-01", to: "2026-03-05"}}')
    base = read(who, roster("2026-03", rows=[row("2026-03-02T08:00", "2026-03-09T08:00", 3, "engineer")]))
    assert found(base) == [("RO-2026-03", 4, "shift-not-ours")]


def test_two_months_on_call_without_an_hour_off_are_a_notice_at_the_day_on_which_they_became_too_long() -> (
    None
):
    march = roster("2026-03", rows=[row("2026-03-01T00:00", "2026-04-01T00:00")])
    april = roster("2026-04", rows=[row("2026-04-01T00:00", "2026-05-01T00:00")])
    base = read(march, april, term=MARCH)
    assert found(base) == [("RO-2026-03", 4, "duty-without-break")]
    assert "61 天" in base.findings[0].message
    assert {one.state for one in hotline(base).values()} == {State.MET}


def test_a_fault_in_one_month_hides_no_notice_in_another() -> None:
    march = roster("2026-03", rows=[row("2026-03-01T08:00", "2026-03-02T09:00", mode="on-site")])
    april = roster("2026-04", rows=[row("2026-04-01T08:00", "2026-04-20T08:00")])
    assert found(read(march, april, term=MARCH)) == [
        ("RO-2026-03", 4, "shift-too-long"),
        ("RO-2026-04", 4, "duty-without-break"),
    ]


def test_days_laid_out_one_by_one_are_no_break_and_neither_are_minutes_between() -> None:
    march = roster("2026-03", days=each_day("2026-03", 16, ALL=1))
    assert found(read(march)) == [("RO-2026-03", 19, "duty-without-break")]
    rows = [row(f"2026-03-{n:02}T00:30", f"2026-03-{n:02}T23:59") for n in range(1, 18)]
    assert found(read(roster("2026-03", rows=rows))) == [("RO-2026-03", 19, "duty-without-break")]


@pytest.mark.parametrize(
    "rows",
    [
        [row("2026-03-01T00:00", "2026-03-16T00:00")],
        [row("2026-03-01T00:00", "2026-03-10T00:00"), row("2026-03-10T01:00", "2026-03-20T00:00")],
        [row("2026-03-01T00:00", "2026-03-10T00:00", 1), row("2026-03-10T00:00", "2026-03-20T00:00", 2)],
        [row("2026-03-01T08:00", "2026-03-02T08:00", mode="on-site")],
        [
            row("2026-03-01T08:00", "2026-03-01T12:00", mode="on-site"),
            row("2026-03-01T08:00", "2026-03-01T12:00", 1, "desk"),
        ],
    ],
    ids=["fifteen days", "an hour off", "two people", "a day on site", "two duties from one desk"],
)
def test_what_people_can_stand_is_not_found(rows: list[str]) -> None:
    assert found(read(roster("2026-03", rows=rows))) == []


def test_more_than_a_day_on_site_is_a_fault_in_one_piece_or_in_several() -> None:
    whole = roster("2026-03", rows=[row("2026-03-01T08:00", "2026-03-02T08:01", mode="on-site")])
    assert found(read(whole)) == [("RO-2026-03", 4, "shift-too-long")]
    pieces = roster("2026-03", days=[day("2026-03-01", SITE=1), day("2026-03-02", SITE=1)])
    assert found(read(pieces)) == [("RO-2026-03", 5, "shift-too-long")]
    over_the_month = (
        roster("2026-03", days=[day("2026-03-31", SITE=1)]),
        roster("2026-04", rows=[row("2026-04-01T00:30", "2026-04-01T12:00", 1, "engineer", "on-site")]),
    )
    assert found(read(*over_the_month)) == [("RO-2026-04", 4, "shift-too-long")]


def test_one_person_has_one_duty_once_at_a_time_over_the_months_too() -> None:
    same_day = roster("2026-03", days=[day("2026-03-01", DAY=1), day("2026-03-01", DAY=1)])
    assert {one for one in found(read(same_day)) if one[2] == "shift-twice"} == {
        ("RO-2026-03", 5, "shift-twice")
    }
    months = (
        roster("2026-03", days=[day("2026-03-31", NIGHT=1)]),
        roster("2026-04", rows=[row("2026-04-01T07:00", "2026-04-01T12:00")]),
    )
    assert found(read(*months)) == [("RO-2026-04", 4, "shift-twice")]
    two = roster("2026-03", days=[day("2026-03-01", DAY=1, NIGHT=2), day("2026-03-01", DAY=2)])
    assert found(read(two)) == []


def test_an_unsound_roster_puts_its_month_in_doubt_and_is_named() -> None:
    rows = [row("2026-03-01T00:00", "2026-03-15T00:00"), row("2026-03-31T08:00", "2026-03-31T00:00")]
    april = [day(f"2026-04-{number:02}", ALL=1 + number % 2) for number in range(1, 31)]
    base = read(roster("2026-03", rows=rows), roster("2026-04", days=april), term=MARCH)
    assert found(base) == [("RO-2026-03", 5, "stop-before-start")]
    march, fine = hotline(base)["2026-03"], hotline(base)["2026-04"]
    assert (march.state, march.evidence, march.measured_s) == (State.SUSPECT, ("RO-2026-03",), None)
    assert "RO-2026-03" in str(march.trace)
    assert fine.state is State.MET
    assert len([one for one in base.verdicts if one.obligation == "OB-901"]) == 2


def test_a_roster_that_breaks_its_schema_or_cannot_be_read_puts_its_month_in_doubt_too() -> None:
    for text in (roster("2026-03", rows=["from: soon"]), "id: RO-2026-03\nmonth: [\n"):
        verdicts = hotline(read(text, term=MARCH))
        assert (verdicts["2026-03"].state, verdicts["2026-04"].state) == (State.SUSPECT, State.FAILED)


def test_a_roster_whose_month_nobody_can_tell_puts_every_month_in_doubt() -> None:
    lost = roster("2026-03", rows=[row("2026-03-01T00:00", "2026-03-15T00:00")]).replace(
        "RO-2026-03", "RO-2026-13"
    )
    base = read(lost, term=MARCH)
    assert {one.state for one in hotline(base).values()} == {State.SUSPECT}


def test_the_last_night_of_a_doubtful_month_may_be_what_covers_the_next_morning() -> None:
    broken = roster("2026-03", days=[day("2026-03-31", NIGHT=101)])
    morning = row("2026-04-01T08:00", "2026-04-02T00:00")
    rest = [day(f"2026-04-{number:02}", ALL=1 + number % 2) for number in range(2, 31)]
    base = read(broken, roster("2026-04", days=rest, rows=[morning]), term=MARCH)
    assert found(base) == [("RO-2026-03", 4, "shift-not-ours")]
    assert hotline(base)["2026-04"].state is State.SUSPECT


def test_an_unsound_roster_of_a_month_that_is_not_judged_is_told_by_itself() -> None:
    base = read(roster("2026-07", days=[day("2026-07-01", NIGHT=101)]), term=MARCH)
    assert [(one.subject, one.state) for one in base.verdicts if one.subject] == [
        ("RO-2026-07", State.SUSPECT)
    ]


@pytest.mark.parametrize(
    ("posts", "count", "state"),
    [
        ([f'{POST}, from: "2026-03-01"', f'{POST}, from: "2026-03-01"'], 2, State.FAILED),
        ([f'{POST}, from: "2026-01-01"', f'{POST}, from: "2026-04-01"'], 2, State.FAILED),
        ([f'{POST}, from: "2026-01-01", to: "2026-03-31"', f'{POST}, from: "2026-04-01"'], 1, State.MET),
        ([f'{POST}, from: "2026-01-01", to: "2026-03-30"', f'{POST}, from: "2026-04-01"'], 1, State.FAILED),
    ],
    ids=["written twice", "overlapping", "one after the other", "a day between"],
)
def test_a_person_counts_once_a_day_however_often_a_post_is_written(
    posts: list[str], count: int, state: State
) -> None:
    assert desk(person(1, *(f"{{{one}}}" for one in posts)), count=count).state is state


def test_two_people_count_twice() -> None:
    twice = [person(one, f'{{{POST}, from: "2026-01-01"}}') for one in (1, 2)]
    assert desk(*twice, count=2).state is State.MET
