"""Outage minutes and availability, held against what a person counted in `figures_base`."""

from __future__ import annotations

from datetime import datetime

import figures_base
import pytest
from figures_base import at, incident
from small_base import incidents

from generators.knowledge import KnowledgeBase
from generators.measures import availability
from generators.measures.availability import Function, Target
from generators.records.outages import Span

MINUTE = 60
ONE = "function: F-ONE"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return figures_base.read()


def function(base: KnowledgeBase, code: str = "F-ONE") -> Function:
    [found] = [one for one in availability.functions(base) if one.code == code]
    return found


def minutes(span: Span) -> tuple[float, float, float]:
    return span.whole_s / MINUTE, span.planned_s / MINUTE, span.out_s / MINUTE


def test_minutes_are_those_counted_by_hand_planned_ones_apart_and_no_minute_twice(
    base: KnowledgeBase,
) -> None:
    found = {one.name: minutes(one) for one in function(base).months}
    assert list(found.items()) == [
        ("2026-01", (31 * 1440, 240, 180 + 60 + 60)),
        ("2026-02", (28 * 1440, 0, 120 + 90)),
        ("2026-03", (19.5 * 1440, 0, 60)),
    ]
    assert minutes(function(base).term) == (78.5 * 1440, 240, 570)
    assert function(base).term.name == ""


def test_each_number_is_a_list_of_records(base: KnowledgeBase) -> None:
    january, february, march = function(base).months
    assert (january.planned, january.out) == (incidents(23), incidents(21, 22, 24, 27))
    assert (february.planned, february.out) == ((), incidents(24, 28))
    assert march.out == incidents(25)
    assert function(base).term.out == incidents(21, 22, 24, 25, 27, 28)


def test_availability_is_held_against_what_is_agreed_to_the_minute(base: KnowledgeBase) -> None:
    known = function(base)
    assert (known.contract, known.name, known.target) == ("CT-2026-01", "校验", Target(994, 1000))
    january, february, _ = known.months
    assert january.due_s == (44_640 - 240) * MINUTE
    assert january.percent == pytest.approx(100 * 44_100 / 44_400)
    assert [Target(994, 1000).holds(one) for one in (january, february, known.term)] == [False, True, True]
    exact = january._replace(whole_s=1000, planned_s=0, out_s=6)
    assert Target(994, 1000).holds(exact) is True
    assert Target(994, 1000).holds(exact._replace(out_s=7)) is False


def test_a_function_counts_by_its_calendar_and_without_a_target_nobody_judges_it(base: KnowledgeBase) -> None:
    known = function(base, "F-TWO")
    assert known.target is None
    assert minutes(known.months[0]) == (22 * 480, 0, 120)
    assert known.months[0].out == incidents(30)
    assert minutes(known.months[1]) == (20 * 480, 0, 0)


def test_who_needs_not_work_is_neither_good_nor_bad() -> None:
    early = datetime.fromisoformat("2026-01-01T08:00:00+08:00")
    known = function(figures_base.read(early), "F-TWO")
    assert (known.term.percent, known.term.whole_s) == (None, 0)
    assert Target(1, 2).holds(known.term) is None


def test_a_term_that_is_over_ends_the_count() -> None:
    late = datetime.fromisoformat("2027-03-01T00:00:00+08:00")
    known = function(figures_base.read(late))
    assert [one.name for one in known.months] == [f"2026-{month:02}" for month in range(1, 13)]
    assert minutes(known.months[-1]) == (31 * 1440, 0, 31 * 1440)  # nobody restored 25
    assert known.term.whole_s == 365 * 1440 * MINUTE


def test_what_ends_when_it_begins_and_what_nobody_names_rightly_takes_nothing() -> None:
    none = incident(21, "01-10T08:30", f"{ONE}, from: {at('01-10T08:30')}, to: {at('01-10T08:30')}")
    base = figures_base.read(INC_2026_0021=none)
    assert minutes(function(base).months[0])[2] == 300 - 60  # 08:00 to 09:00 was nobody else's
    assert "INC-2026-0021" not in function(base).months[0].out


def test_a_row_with_an_end_of_its_own_does_not_go_on_when_the_record_is_reopened() -> None:
    more = {"reopenings": f"[{{at: {at('02-10T10:00')}, reason: 又坏了}}]", "restored": at("02-10T09:00")}
    ended = incident(28, "02-10T08:00", f"{ONE}, to: {at('02-10T08:30')}", **more)
    assert minutes(function(figures_base.read(INC_2026_0028=ended)).months[1])[2] == 120 + 30
    again = incident(28, "02-10T08:00", ONE, **more)  # never restored again: all the rest of February
    found = minutes(function(figures_base.read(INC_2026_0028=again)).months[1])[2]
    assert found == 120 + 60 + 18 * 1440 + 14 * 60


def test_a_function_whose_calendar_cannot_be_read_is_left_out_and_a_contract_without_functions_has_none() -> (
    None
):
    broken = figures_base.CALENDAR.replace("title", "tilte")
    assert [one.code for one in availability.functions(figures_base.read(CAL_WORK=broken))] == ["F-ONE"]
    bare = figures_base.CONTRACT.partition("functions:")[0]
    assert availability.functions(figures_base.read(CT_2026_01=bare)) == ()


def test_an_amendment_keeps_the_outages_with_the_contract_it_amends() -> None:
    amended = figures_base.CONTRACT.replace(
        "id: CT-2026-01", 'id: CT-2026-02\namends: CT-2026-01\neffective_from: "2026-02-01"'
    )
    base = figures_base.read(CT_2026_02=amended)
    assert {one.contract for one in availability.functions(base)} == {"CT-2026-01"}
    assert [minutes(one)[2] for one in function(base).months] == [300, 210, 60]


def test_a_term_without_an_end_goes_on_until_now() -> None:
    open_ended = figures_base.CONTRACT.replace(', to: "2026-12-31"', "")
    late = datetime.fromisoformat("2027-01-11T00:00:00+08:00")
    known = function(figures_base.read(late, CT_2026_01=open_ended))
    assert known.months[-1].name == "2027-01"
    assert known.term.whole_s == 375 * 1440 * MINUTE


def test_of_a_restoration_known_by_the_day_only_the_whole_day_is_counted() -> None:
    day = incident(21, "01-10T08:30", ONE, occurred=at("01-10T08:00"), restored='"2026-01-10"')
    known = function(figures_base.read(INC_2026_0021=day)).months[0]
    assert known.out_s == (16 * 60 + 60 + 60) * MINUTE - 1  # until 23:59:59, then the others as before


def test_an_outage_that_touches_the_next_is_one_with_it_and_a_calendar_needs_its_years() -> None:
    next_one = incident(22, "01-10T10:00", ONE, restored=at("01-10T11:00"))
    assert minutes(function(figures_base.read(INC_2026_0022=next_one)).months[0])[2] == 300
    late = datetime.fromisoformat("2027-03-01T00:00:00+08:00")
    calendar = figures_base.CALENDAR.replace("years: [2026]", "years: [2025]")
    assert function(figures_base.read(late, CAL_WORK=calendar), "F-TWO").months == ()
