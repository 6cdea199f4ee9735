"""Hours, nights and gaps of a roster, held against what a person counted in `figures_base`."""

from __future__ import annotations

from datetime import datetime

import figures_base
from figures_base import ROSTER, struck_out

from generators.measures import duties
from generators.measures.duties import Roster


def roster(text: str = ROSTER) -> Roster:
    [found] = duties.rosters(figures_base.read(RO_2026_02=text))
    return found


def gaps(found: Roster, duty: str) -> list[tuple[str, str]]:
    zone = datetime.fromisoformat("2026-02-01T00:00:00+08:00").tzinfo
    return [
        (f"{one.begin.astimezone(zone):%m-%d %H}", f"{one.end.astimezone(zone):%m-%d %H}")
        for one in found.gaps
        if one.duty == duty
    ]


def test_hours_and_nights_are_those_counted_by_hand_two_duties_at_once_count_once() -> None:
    found = roster()
    assert [(one.id, one.hours, len(one.nights)) for one in found.people] == [
        ("P-002", 612, 26),
        ("P-001", 24, 0),
    ]
    assert found.people[0].seconds == 612 * 3600
    assert (found.people[0].nights[0], found.people[0].nights[-1]) == ("2026-02-02", "2026-02-27")
    assert found.on_duty == ("on-duty", ("P-002", "P-001"))
    assert found.is_whole


def test_what_is_added_up_can_be_opened() -> None:
    most, least = roster().people
    assert [one.at for one in most.spans] == [("days", 0, "staff", 1), ("shifts", 0)]
    assert len(least.spans) == 4  # two duties on two days


def test_a_gap_is_told_by_its_duty_within_the_month() -> None:
    found = roster()
    assert gaps(found, "hotline") == [
        ("02-01 00", "02-01 08"),
        ("02-02 20", "02-03 00"),
        ("02-28 00", "03-01 00"),
    ]
    assert gaps(found, "desk") == [
        ("02-01 00", "02-01 08"),
        ("02-01 20", "02-02 08"),
        ("02-02 20", "03-01 00"),
    ]
    assert [one.duty for one in found.gaps] == ["desk"] * 3 + ["hotline"] * 3
    assert {one.id for one in found.gaps} == {found.id} == {"RO-2026-02"}
    first = found.gaps[0]
    assert (first.begin, first.end) == (
        datetime.fromisoformat("2026-01-31T16:00:00+00:00"),
        datetime.fromisoformat("2026-02-01T00:00:00+00:00"),
    )


def test_a_night_that_ends_in_the_next_month_leaves_no_gap_behind_the_month() -> None:
    row = '  - {{from: "{}", to: "{}", person: P-001, duty: lead, mode: on-call}}\n'
    night = row.format("2026-02-28T20:00:00+08:00", "2026-03-01T08:00:00+08:00")
    found = roster(ROSTER + night)
    assert gaps(found, "lead") == [("02-01 00", "02-28 20")]
    assert [one.nights for one in found.people if one.id == "P-001"] == [("2026-03-01",)]


def test_a_night_is_one_at_whose_third_hour_the_person_is_there() -> None:
    row = '  - {{from: "2026-02-28T{}:00+08:00", to: "2026-02-28T{}:00+08:00", person: P-001, duty: lead, mode: on-call}}\n'
    for begin, end, nights in (
        ("03:00", "04:00", 1),
        ("02:00", "03:00", 0),
        ("03:01", "05:00", 0),
        ("00:00", "03:01", 1),
    ):
        [person] = [one for one in roster(ROSTER + row.format(begin, end)).people if one.id == "P-001"]
        assert len(person.nights) == nights, begin


def test_who_has_as_much_stands_in_the_order_of_ids_and_a_struck_out_roster_is_none() -> None:
    even = (
        ROSTER.partition("shifts:\n  - {from")[0]
        .replace("[DAY, NIGHT]", "[DAY, DAY]")
        .replace("staff: [P-001]", "staff: [P-002]")
    )
    days = even.replace("shifts: [DAY, DAY], staff: [P-001, P-002]", "shifts: [DAY], staff: [P-001]")
    assert [(one.id, one.hours) for one in roster(days).people] == [("P-001", 12), ("P-002", 12)]
    assert duties.rosters(figures_base.read(RO_2026_02=struck_out(ROSTER))) == ()


def test_a_shift_that_nobody_can_look_up_makes_the_roster_less_than_whole() -> None:
    bare = figures_base.CONTRACT.replace("code: NIGHT", "code: LATE")
    found = duties.rosters(figures_base.read(CT_2026_01=bare))
    assert [one.is_whole for one in found] in ([], [False])


def test_a_duty_that_somebody_has_all_month_has_no_gap_not_even_an_empty_one() -> None:
    row = '  - {{from: "{}", to: "{}", person: P-001, duty: lead, mode: on-call}}\n'
    half, rest = "2026-02-15T00:00:00+08:00", "2026-03-01T00:00:00+08:00"
    found = roster(ROSTER + row.format("2026-02-01T00:00:00+08:00", half) + row.format(half, rest))
    assert gaps(found, "lead") == []
    assert all(one.begin < one.end for one in found.gaps)
