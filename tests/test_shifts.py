"""Shifts laid out by the day are the spans that rows would have said one by one."""

from __future__ import annotations

from datetime import datetime, timedelta

from duties_base import CONTRACT, day, found, read, roster, row, several, spans, told

from generators.judging.verdict import State
from generators.records.shifts import Pattern, turns_of

HOUR = timedelta(hours=1)


def test_a_day_gives_a_span_for_each_duty_of_its_shifts_and_of_those_that_go_with_them() -> None:
    base = read(roster("2026-03", days=[day("2026-03-02", DAY=1, NIGHT=2)]))
    assert found(base) == []
    assert told(spans(base, "RO-2026-03")) == [
        ("03-02 08:00", "03-02 20:00", "P-001", "hotline"),
        ("03-02 17:30", "03-02 20:00", "P-001", "desk"),
        ("03-02 20:00", "03-03 08:00", "P-002", "desk"),
        ("03-02 20:00", "03-03 08:00", "P-002", "hotline"),
    ]


def test_days_and_rows_say_the_same() -> None:
    rows = [
        row("2026-03-02T08:00", "2026-03-02T20:00", 1, mode="on-site"),
        row("2026-03-02T17:30", "2026-03-02T20:00", 1, "desk"),
    ]
    laid = spans(read(roster("2026-03", days=[day("2026-03-02", DAY=1)])), "RO-2026-03")
    written = spans(read(roster("2026-03", rows=rows)), "RO-2026-03")
    assert [one[:2] for one in laid] == [one[:2] for one in written]
    assert [{**one.row, "from": "", "to": ""} for one in laid] == [
        {**one.row, "from": "", "to": ""} for one in written
    ]


def test_nights_run_over_the_end_of_a_month_of_a_leap_february_and_of_a_year() -> None:
    last = "2027-12-31", "2028-02-29", "2027-02-28", "2026-04-30"
    base = read(*(roster(one[:7], days=[day(one, NIGHT=1)]) for one in last))
    assert found(base) == []
    assert [told(spans(base, f"RO-{one[:7]}"))[0][:2] for one in last] == [
        ("12-31 20:00", "01-01 08:00"),
        ("02-29 20:00", "03-01 08:00"),
        ("02-28 20:00", "03-01 08:00"),
        ("04-30 20:00", "05-01 08:00"),
    ]


def test_a_day_from_midnight_to_midnight_is_a_whole_one() -> None:
    (span,) = spans(read(roster("2026-03", days=[day("2026-03-02", ALL=1)])), "RO-2026-03")
    assert span.end - span.begin == 24 * HOUR


def test_whoever_stands_in_takes_what_they_did_from_the_day_and_no_more() -> None:
    sick = row("2026-03-02T12:00", "2026-03-02T14:00", 2, mode="on-site", substitute_for="P-001")
    base = read(roster("2026-03", days=[day("2026-03-02", DAY=1)], rows=[sick]))
    assert found(base) == []
    assert told(spans(base, "RO-2026-03")) == [
        ("03-02 08:00", "03-02 12:00", "P-001", "hotline"),
        ("03-02 12:00", "03-02 14:00", "P-002", "hotline"),
        ("03-02 14:00", "03-02 20:00", "P-001", "hotline"),
        ("03-02 17:30", "03-02 20:00", "P-001", "desk"),
    ]


def test_shifts_are_read_by_the_clock_on_the_wall_and_leave_no_gap_where_it_is_moved() -> None:
    """The night of 28 March 2026 in Berlin has eleven hours; shifts meet all the same."""
    march = roster("2026-03", days=[day(f"2026-03-{one:02}", DAY=1, NIGHT=2) for one in range(1, 32)])
    base = read(march, term=("2026-03-02", "2026-03-31"), zone="Europe/Berlin")
    assert found(base) == []
    nights = [one for one in spans(base, "RO-2026-03", "Europe/Berlin") if one.row["person"] == "P-002"]
    lengths = {(one.end - one.begin) // HOUR for one in nights}
    assert lengths == {11, 12}
    assert [one.state for one in base.verdicts if one.obligation == "OB-901"] == [State.MET]


def test_a_shift_that_cannot_be_looked_up_puts_its_month_in_doubt() -> None:
    """The shifts of March are those of a supplement that is not sound; in April another one replaces it."""
    late = 'shifts: [{code: LATE, name: 晚班, from: "20:00", to: "08:00", duty: [hotline], mode: on-call}]\n'
    whole = CONTRACT.format(begin="2026-02-01", end="2026-04-30", count=1) + late + "amends: CT-2026-01\n"
    march, april = (
        whole.replace("CT-2026-01", f"CT-2026-0{number}", 1) + f'effective_from: "2026-0{number + 1}-01"\n'
        for number in (2, 3)
    )
    days = roster("2026-03", days=[day("2026-03-02", LATE=1)])
    term = ("2026-02-01", "2026-04-30")
    base = read(
        march + "note: 打 13800138000\n",
        april,
        days,
        term=term,
        now=datetime.fromisoformat("2026-04-15T00:00+08:00"),
    )
    assert found(base) == [("CT-2026-02", 17, "mobile-number")]
    states = {one.period: (one.state, one.evidence) for one in base.verdicts if one.obligation == "OB-901"}
    assert states["2026-02"] == (State.FAILED, ())
    assert states["2026-03"] == (State.SUSPECT, ("RO-2026-03",))
    assert read(march, april, days, term=term).facts.unsound == {}


def test_a_row_of_several_days_is_the_same_as_a_row_for_each_and_people_take_turns() -> None:
    turns = several("2026-03-02", "DAY, NIGHT", 1, 2, 2, 1, last='"2026-03-04"')
    laid = read(roster("2026-03", days=[turns]))
    one_by_one = read(
        roster(
            "2026-03",
            days=[
                day("2026-03-02", DAY=1, NIGHT=2),
                day("2026-03-03", DAY=2, NIGHT=1),
                day("2026-03-04", DAY=1, NIGHT=2),
            ],
        )
    )
    assert found(laid) == []
    assert told(spans(laid, "RO-2026-03")) == told(spans(one_by_one, "RO-2026-03"))


def test_who_has_a_shift_around_the_clock_for_several_days_has_one_duty_of_them_all() -> None:
    base = read(roster("2026-03", days=[several("2026-03-25", "CALL", 1, last='"2026-03-31"')]))
    assert found(base) == []
    assert told(spans(base, "RO-2026-03")) == [("03-25 08:00", "04-01 08:00", "P-001", "engineer")]


def test_two_who_take_turns_around_the_clock_have_a_duty_a_day() -> None:
    base = read(roster("2026-03", days=[several("2026-03-02", "CALL", 1, 2, last='"2026-03-05"')]))
    assert [one[2] for one in told(spans(base, "RO-2026-03"))] == ["P-001", "P-002", "P-001", "P-002"]


def test_a_shift_that_began_or_ended_at_another_time_is_that_long() -> None:
    days = [
        several("2026-03-01", "NIGHT", 1, **{"from": '"00:00"'}),
        several("2026-03-13", "NIGHT", 2, to='"07:00"'),
        several("2026-03-31", "NIGHT", 1, to='"00:00"'),
    ]
    base = read(roster("2026-03", days=days))
    assert found(base) == []
    assert [one[:2] for one in told(spans(base, "RO-2026-03")) if one[3] == "hotline"] == [
        ("03-01 00:00", "03-01 08:00"),
        ("03-13 20:00", "03-14 07:00"),
        ("03-31 20:00", "04-01 00:00"),
    ]


def test_whoever_stands_in_for_days_takes_them_from_who_had_them() -> None:
    plan = several("2026-03-02", "DAY", 1, last='"2026-03-06"')
    away = several("2026-03-04", "DAY", 2, last='"2026-03-05"', substitute_for="P-001")
    base = read(roster("2026-03", days=[plan, away]))
    assert found(base) == []
    who = [(one[0][:5], one[2]) for one in told(spans(base, "RO-2026-03")) if one[3] == "desk"]
    assert who == [(f"03-0{number}", f"P-00{2 if number in {4, 5} else 1}") for number in range(2, 7)]


def test_what_is_wrong_with_a_row_of_several_days_is_told_at_its_row() -> None:
    days = [
        several("2026-03-30", "DAY", 1, last='"2026-04-02"'),
        several("2026-03-02", "DAY, NIGHT", 1, 2, 1, last='"2026-03-05"'),
        several("2026-03-07", "DAY", 1, 2, 1, last='"2026-03-08"'),
        several("2026-03-11", "DAY", 1, last='"2026-03-10"'),
        several("2026-03-14", "DAY", 1, substitute_for="P-001"),
        several("2026-03-20", "DAY", 101, last='"2026-03-22"'),
    ]
    assert found(read(roster("2026-03", days=days))) == [
        ("RO-2026-03", 4, "shift-outside-month"),
        ("RO-2026-03", 5, "day-uneven"),
        ("RO-2026-03", 6, "day-uneven"),
        ("RO-2026-03", 7, "stop-before-start"),
        ("RO-2026-03", 8, "substitute-self"),
        ("RO-2026-03", 9, "shift-not-ours"),
    ]


def test_a_row_that_goes_on_for_years_is_laid_out_for_one_and_says_so() -> None:
    base = read(roster("2026-03", days=[several("2026-03-01", "DAY", 1, last='"2200-12-31"')]))
    assert found(base) == [("RO-2026-03", 4, "shift-outside-month")]
    pattern = Pattern("days", "date", "last", (), "shifts", "staff", "shifts")
    row = {"date": "2026-03-01", "last": "2200-12-31", "shifts": ["DAY"], "staff": ["P-001"]}
    turns = turns_of(row, pattern)
    assert (len(turns.days), turns.is_whole) == (400, False)
    assert turns_of({**row, "last": "2027-02-28"}, pattern).is_whole
