"""The demonstration year's calendar: every day has a name of its own, and home finds who is on duty."""

from __future__ import annotations

from collections import Counter

from demonstration import judged
from icalendar import Calendar

from generators.measures import on_duty
from generators.measures.things import Wait, things, waiting_for
from generators.site import calendar_file


def test_every_day_of_the_file_has_a_name_of_its_own() -> None:
    base = judged()
    found = Calendar.from_ical(calendar_file.text(base)).walk("VEVENT")
    names = Counter(str(one["uid"]) for one in found)
    assert len(names) > 200
    assert [name for name, count in names.items() if count > 1] == []
    assert sum(1 for _ in calendar_file.days(base)) == len(found)


def test_one_clock_runs_and_three_things_are_overdue_on_20_november() -> None:
    """The list of people to tell, a plan past its review, an engineer whose certificate has run out."""
    known = things(judged())
    assert [one.name for one in waiting_for(known, Wait.RUNNING)] == ["INC-2026-0070"]
    assert [one.name for one in waiting_for(known, Wait.OVERDUE)] == [
        "AN-2026-015",
        "PL-FAULT-RECOVERY",
        "P-004",
    ]
    assert len(waiting_for(known, Wait.SOON)) == 4


def test_on_20_november_at_six_three_duties_have_somebody_and_one_of_them_is_flagged() -> None:
    base = judged()
    found = {one.code: [turn.person for turn in one.at(base.now)] for one in on_duty.on_duty(base)}
    assert found == {"hotline": ["P-003"], "desk": ["P-003"], "engineer": ["P-004"]}
    assert {*on_duty.flags(base)} == {"P-004"}
