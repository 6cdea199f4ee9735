"""The demonstration year's calendar: every day has a name of its own, and home finds who is on duty."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from demonstration import files, judged, path_of
from icalendar import Calendar

from generators import knowledge
from generators.measures import on_duty
from generators.measures.planned import open_plans
from generators.measures.things import Wait, things, waiting_for
from generators.site import calendar_file

DRILL = path_of("DR-2026-03")


def test_every_day_of_the_file_has_a_name_of_its_own() -> None:
    base = judged()
    found = Calendar.from_ical(calendar_file.text(base)).walk("VEVENT")
    names = Counter(str(one["uid"]) for one in found)
    assert len(names) > 200
    assert [name for name, count in names.items() if count > 1] == []
    planned = "DR-2026-03.planned@itss-kb"  # nothing judges it
    assert planned in names
    assert sum(1 for _ in calendar_file.days(base)) == len(found) - 1


def test_one_clock_runs_and_three_things_are_overdue_on_20_november() -> None:
    """The list of people to tell, a plan past its review, an engineer whose certificate has run out."""
    known = things(judged())
    assert [one.name for one in waiting_for(known, Wait.RUNNING)] == ["INC-2026-0070"]
    assert [one.name for one in waiting_for(known, Wait.OVERDUE)] == [
        "AN-2026-015",
        "PL-FAULT-RECOVERY",
        "P-004",
    ]
    assert len(waiting_for(known, Wait.SOON)) == 11  # ten that are judged, and a drill that is planned


@pytest.mark.parametrize(
    ("now", "wait", "late"),
    [
        ("2026-11-01T09:00:00+08:00", Wait.LATER, None),
        ("2026-11-20T18:00:00+08:00", Wait.SOON, None),
        ("2026-12-12T23:00:00+08:00", Wait.SOON, None),
        ("2026-12-14T23:59:59+08:00", Wait.OVERDUE, 2 * 86400),
    ],
)
def test_a_planned_drill_waits_for_its_day_and_is_overdue_behind_it(
    now: str, wait: Wait, late: int | None
) -> None:
    base = knowledge.read(
        {**files(), DRILL: files()[DRILL].replace(b"2026-11-11", b"2026-10-11")}, datetime.fromisoformat(now)
    )
    (found,) = (one for one in things(base) if one.name == "DR-2026-03")
    assert (found.waits, found.fault, found.over_s) == ((wait,), None, late)


def test_what_is_over_or_has_a_limit_of_its_own_is_planned_no_more() -> None:
    """All inspections, trainings and other drills of the year are over; accounts and actions are judged."""
    assert [record.id for record, _ in open_plans(judged())] == ["DR-2026-03"]
    assert judged().facts.records["DR-2026-04"].data["planned"]


def test_on_20_november_at_six_three_duties_have_somebody_and_one_of_them_is_flagged() -> None:
    base = judged()
    found = {one.code: [turn.person for turn in one.at(base.now)] for one in on_duty.on_duty(base)}
    assert found == {"hotline": ["P-003"], "desk": ["P-003"], "engineer": ["P-004"]}
    assert {*on_duty.flags(base)} == {"P-004"}
