"""How a book was followed, and how long a contract gives: held against what a person counted in small bases."""

from __future__ import annotations

import figures_base
import pytest
from conftest import NOW, good_base, sound_base
from figures_base import at, struck_out

from generators import knowledge
from generators.measures import limits, paces
from generators.measures.figure import Group
from generators.measures.paces import Followed, Pace

IDS = tuple(f"EX-2026030{day}-090000-{name * 4}" for day, name in enumerate("abcd", 1))
MAIL = """\
id: OB-990
title: 来信五分钟有人回
source: CT-2026-01
locators: [二(二)1]
summary: 来信有人回。
element: process
phase: operation
severity: normal
judge:
  clock:
    kind: incident
    from: reported
    to: responded
    limit_minutes: {limit}
    {more}
"""
FIRST, SECOND, THIRD, FOURTH = IDS


def followed(**changed: str | None) -> Followed:
    return paces.followed(figures_base.read(**changed), "RB-DISK")


def run(name: str) -> tuple[str, str]:
    """A run's key in the base, and its text."""
    return name.replace("-", "_"), figures_base.files()[figures_base.path(name)].decode()


def test_the_runs_of_a_book_stand_the_newest_first() -> None:
    assert [one.id for one in followed().runs] == [FOURTH, THIRD, SECOND, FIRST]
    name, text = run(FOURTH)
    assert [one.id for one in followed(**{name: struck_out(text)}).runs] == [THIRD, SECOND, FIRST]
    assert paces.followed(figures_base.read(), "RB-NOBODY") == Followed((), {}, Group("served", ()))


def test_each_step_tells_its_runs_how_it_went_and_how_long_it_took() -> None:
    found = followed().steps
    assert found["look"] == Pace(
        "look",
        Group("look", IDS),
        (Group("done", (FIRST, THIRD, FOURTH)), Group("failed", (SECOND,))),
        Group("failed", (SECOND,)),
        Group("timed", (FIRST, THIRD, FOURTH)),
        1,
    )
    assert found["clean"].states == (("done", (THIRD, FOURTH)), ("failed", (FIRST, SECOND)))
    assert found["clean"].minutes == 1  # from the tick of `look` to its own


def test_a_step_takes_from_the_tick_before_and_skipping_or_failing_takes_nothing() -> None:
    name, text = run(THIRD)
    slow = text.replace(at("03-03T09:02"), at("03-03T09:31")).replace(at("03-03T09:10"), at("03-03T09:40"))
    assert followed(**{name: slow}).steps["clean"].minutes == 15.5  # of 1 and 30
    skipped = slow.replace("clean, status: done", "clean, status: skipped")
    assert followed(**{name: skipped}).steps["clean"].minutes == 1
    again = slow.replace(
        "steps:\n", f"steps:\n  - {{step: clean, status: failed, at: {at('03-03T09:00')}, note: 不行}}\n"
    )
    both = followed(**{name: again}).steps["clean"]
    assert both.runs.ids == IDS  # a run counts once, though the step stands in it twice
    assert both.failed.ids == (FIRST, SECOND, THIRD)


def test_a_run_of_which_only_the_day_is_known_times_no_first_step() -> None:
    name, text = run(THIRD)
    found = followed(**{name: text.replace(f"started: {at('03-03T09:00')}", 'started: "2026-03-03"')}).steps
    assert found["look"].timed.ids == (FIRST, FOURTH)
    assert found["clean"].timed.ids == (THIRD, FOURTH)


def test_a_book_was_used_for_the_calls_that_name_it_and_those_that_its_runs_name() -> None:
    name, text = run(THIRD)
    call = figures_base.files()[figures_base.path("INC-2026-0021")].decode()
    found = followed(
        **{name: text + "incident: INC-2026-0022\n", "INC_2026_0021": call + "runbooks: [RB-DISK]\n"}
    )
    assert found.served == ("served", ("INC-2026-0021", "INC-2026-0022"))
    assert followed().served == ("served", ())


RESPOND, RESTORE = ("incident", "responded"), ("incident", "restored")


@pytest.mark.parametrize(
    ("level", "found"),
    [
        (
            "L1",
            ((*RESPOND, 30, "OB-001", False), (*RESTORE, 120, "OB-012", False)),
        ),  # by minutes, for the first two levels
        (
            "L3",
            ((*RESPOND, 60, "OB-001", False), (*RESTORE, 1440, "OB-017", False)),
        ),  # by the contract's table
        ("L9", ()),
    ],
)
def test_the_limits_of_a_level_are_the_shortest_that_its_contract_gives(
    level: str, found: tuple[tuple[str, str, int, str, bool], ...]
) -> None:
    assert limits.limits(good_base(), "CT-2026-01", level) == found
    assert limits.limits(good_base(), "CT-1999-01", level) == ()


def test_a_clock_of_mails_only_says_nothing_of_other_calls_and_one_that_waits_for_an_event_nothing_at_all() -> (
    None
):
    text = MAIL.format(more="where: [{field: channel, is: [email]}]", limit=5)
    path = "records/requirements/obligation/OB-990.yaml"
    mails = knowledge.read({**sound_base(), path: text.encode()}, NOW)
    assert limits.limits(mails, "CT-2026-01", "L1")[0].minutes == 30
    every = knowledge.read(
        {**sound_base(), path: MAIL.format(more="where: [{field: level, is: [L1]}]", limit=5).encode()}, NOW
    )
    assert limits.limits(every, "CT-2026-01", "L1")[0] == (*RESPOND, 5, "OB-990", False)
    assert limits.limits(every, "CT-2026-01", "L3")[0].minutes == 60
    from_arrival = MAIL.format(more="where: [{field: level, is: [L1]}]", limit=5).replace(
        "from: reported", "from: arrived"
    )
    later = knowledge.read({**sound_base(), path: from_arrival.encode()}, NOW)
    assert limits.limits(later, "CT-2026-01", "L1")[0].minutes == 30


def test_an_exercise_tells_how_long_steps_take_only_where_nobody_followed_the_book_in_earnest() -> None:
    changed = {key: text + "occasion: exercise\n" for key, text in (run(FIRST), run(FOURTH))}
    assert followed(**changed).steps["look"].runs.ids == (SECOND, THIRD)
    assert [one.id for one in followed(**changed).runs] == [
        FOURTH,
        THIRD,
        SECOND,
        FIRST,
    ]  # and all stand there
    every = {key: text + "occasion: exercise\n" for key, text in map(run, IDS)}
    assert followed(**every).steps["look"].runs.ids == IDS


def test_no_call_was_served_by_an_exercise() -> None:
    name, text = run(FIRST)
    served = text + "incident: INC-2026-0001\n"
    assert "INC-2026-0001" in followed(**{name: served}).served.ids
    assert "INC-2026-0001" not in followed(**{name: served + "occasion: exercise\n"}).served.ids
