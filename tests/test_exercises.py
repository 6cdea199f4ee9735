"""Drills beside their plan and runs of a book, held against what a person counted in `figures_base`."""

from __future__ import annotations

import figures_base
import pytest
from figures_base import PLAN, at, struck_out

from generators.measures import exercises, runs
from generators.measures.exercises import Exercise, Target
from generators.measures.runs import Book
from generators.records.sums import Part, Sum
from generators.strict_yaml import At

DRILL = figures_base.files()[figures_base.path("DR-2026-01")].decode()
IDS = tuple(f"EX-2026030{day}-090000-{name * 4}" for day, name in enumerate("abcd", 1))
LOGIN, TABLES = ("services", 0), ("services", 1)  # rows of the plan


def drill(text: str = DRILL, **changed: str | None) -> Exercise:
    [found] = exercises.exercises(figures_base.read(DR_2026_01=text, **changed))
    return found


def book(**changed: str | None) -> Book:
    [found] = runs.books(figures_base.read(**changed))
    return found


def test_what_was_measured_stands_beside_what_each_service_wants() -> None:
    found = drill()  # the second has not ended
    assert (found.id, found.plan, found.rto, found.rpo) == ("DR-2026-01", "DP-ONE", 120, None)
    assert found.targets == (
        Target("登录", 120, 60, "DP-ONE", LOGIN),
        Target("报表", 240, 1440, "DP-ONE", TABLES),
    )


@pytest.mark.parametrize(
    ("rto", "rpo", "in_time", "kept"),
    [
        (120, 60, (LOGIN, TABLES), (LOGIN, TABLES)),
        (121, 61, (TABLES,), (TABLES,)),
        (240, 1440, (TABLES,), (TABLES,)),
        (241, 1441, (), ()),
    ],
)
def test_a_service_is_met_up_to_its_target(
    rto: int, rpo: int, in_time: tuple[At, ...], kept: tuple[At, ...]
) -> None:
    found = drill(
        DRILL.replace(
            "measured_rto_minutes: 120", f"measured_rto_minutes: {rto}\nmeasured_rpo_minutes: {rpo}"
        )
    )
    assert found.rto_met == Sum("rto", tuple(Part("DP-ONE", one, 1) for one in in_time))
    assert found.rpo_met == Sum("rpo", tuple(Part("DP-ONE", one, 1) for one in kept))
    assert (found.rto_met.number, found.rpo_met.number) == (len(in_time), len(kept))


def test_what_was_not_measured_is_not_met() -> None:
    assert (drill().rto_met.ids, drill().rto_met.number) == (("DP-ONE",), 2)
    assert (drill().rpo_met.ids, drill().rpo_met.number) == ((), 0)
    unmeasured = drill(DRILL.replace("measured_rto_minutes: 120\n", ""))
    assert (unmeasured.rto, unmeasured.rto_met.number) == (None, 0)


def test_a_plan_without_targets_or_one_that_cannot_be_read_wants_nothing() -> None:
    bare = PLAN.partition("services:")[0] + "---\n\n恢复。\n"
    assert drill(DP_ONE=bare)[1:5] == ("DP-ONE", 120, None, ())
    assert drill(DP_ONE=PLAN.replace("title", "tilte"))[1:5] == (None, 120, None, ())
    assert exercises.exercises(figures_base.read(DR_2026_01=struck_out(DRILL))) == ()


def test_a_book_tells_how_often_how_and_how_long() -> None:
    first, second, third, fourth = IDS
    found = book()
    assert (found.id, found.runs) == ("RB-DISK", ("RB-DISK", IDS))
    assert found.outcomes == (("success", (first, third)), ("failed", (second,)), (runs.OPEN, (fourth,)))
    assert found.succeeded == ("succeeded", (first, third))
    assert found.minutes == 30  # of 10, 30, 60


def test_the_step_that_failed_most_is_told_with_its_runs() -> None:
    first, second, third, _ = IDS
    assert book().worst == ("clean", (first, second))
    quiet = {name.replace("-", "_"): None for name in (first, second)}
    assert book(**quiet).worst is None
    text = (
        figures_base.files()[figures_base.path(third)]
        .decode()
        .replace("look, status: done", "look, status: failed")
    )
    even = book(
        **{first.replace("-", "_"): None, third.replace("-", "_"): text, second.replace("-", "_"): None}
    )
    assert even.worst == ("look", (third,))
    twice = text.replace("clean, status: done", "look, status: failed")
    assert book(**{third.replace("-", "_"): twice}).worst == ("clean", (first, second))  # a run counts once


def test_a_run_of_which_only_the_day_is_known_takes_no_time_that_one_could_tell() -> None:
    third = IDS[2]
    name, text = third.replace("-", "_"), figures_base.files()[figures_base.path(third)].decode()
    for known, day in ((at("03-03T09:00"), '"2026-03-03"'), (at("03-03T09:10"), '"2026-03-03"')):
        assert book(**{name: text.replace(known, day, 1)}).minutes == 45
    assert book(**{name: struck_out(text)}).runs.number == 3


def test_books_stand_in_the_order_of_their_ids_and_without_runs_there_is_none() -> None:
    other = figures_base.RUNBOOK.replace("RB-DISK", "RB-ALPHA")
    name = IDS[0].replace("-", "_")
    text = figures_base.files()[figures_base.path(IDS[0])].decode().replace("RB-DISK", "RB-ALPHA")
    base = figures_base.read(RB_ALPHA=other, **{name: text})
    assert [(one.id, one.runs.number) for one in runs.books(base)] == [("RB-ALPHA", 1), ("RB-DISK", 3)]
    assert runs.books(figures_base.read(**{one.replace("-", "_"): None for one in IDS})) == ()
    alone = figures_base.read(**{one.replace("-", "_"): None for one in IDS[:3]})
    assert runs.books(alone)[0].minutes is None


def test_a_run_that_was_an_exercise_is_none_in_earnest() -> None:
    first, second, third, fourth = IDS
    name, text = third.replace("-", "_"), figures_base.files()[figures_base.path(third)].decode()
    found = book(**{name: text + "occasion: exercise\n"})
    assert (found.runs.ids, found.exercises.ids) == ((first, second, fourth), (third,))
    assert found.outcomes == (("success", (first,)), ("failed", (second,)), (runs.OPEN, (fourth,)))
    assert found.minutes == 45  # of 30 and 60
    assert book(**{name: text + "occasion: handling\n"}).exercises.ids == ()
