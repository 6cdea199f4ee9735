"""The pages of training and of drills say what a person counts in `figures_base`."""

from __future__ import annotations

from datetime import date

import figures_base
import pytest
from figures_base import JULY
from lists import listings, numbers, wrong

from generators import address
from generators.audience import seen_by
from generators.measures.planned import Plan
from generators.records.reader import Who
from generators.site.pages import drills, figures, pages, trainings

DRILL = figures_base.files()[figures_base.path("DR-2026-01")].decode()


def told(one: figures.Fraction | None) -> tuple[int, int] | None:
    return one and (one.met.number, one.of.number)


def test_courses_say_who_came_passed_and_was_satisfied_and_where_that_is_written() -> None:
    view = trainings.view(figures_base.read(JULY))
    assert [(title, told(one)) for title, one in view.totals] == [
        ("到课", (3, 7)),
        ("合格", (1, 2)),
        ("满意", (1, 3)),
    ]
    assert [one.plan.record.id for one in view.rows] == ["TR-2026-003", "TR-2026-002", "TR-2026-001"]
    planned, second, first = view.rows
    assert (planned.plan.planned, planned.plan.held, planned.plan.shape, planned.plan.word) == (
        "2026-09-01", "", "due", "还没到",
    )  # fmt: skip
    assert (told(first.attendance), told(first.passed), told(first.satisfied)) == ((2, 5), (1, 2), (1, 3))
    assert first.points == "3.0"
    assert first.attendance
    assert first.attendance.met.uri == "r/TR-2026-001/#attendees"
    assert first.attendance.of.uri == "r/TR-2026-001/#fields"
    assert (told(second.passed), second.points) == (None, "")


def test_departments_say_how_often_they_came_or_that_they_never_did() -> None:
    view = trainings.view(figures_base.read(JULY))
    assert [(one.name, one.courses and one.courses.number) for one in view.departments] == [
        ("财务科", 1),
        ("办公室", None),
    ]
    assert view.answer == "2 次培训，1 个部门没有人来过"


def test_a_drill_stands_beside_its_targets_and_what_was_not_measured_is_not_met() -> None:
    [drill] = drills.view(figures_base.read()).drills
    assert drill.answer == "2 项业务，恢复用时 2 项在目标内，数据丢失 0 项在目标内"
    assert [(one.name, one.rto[:3], one.rpo.shape) for one in drill.services] == [
        ("登录", ("2 小时", "2 小时", "met"), "missing"),
        ("报表", ("4 小时", "2 小时", "met"), "missing"),
    ]
    assert [one.record.id for one in drills.view(figures_base.read()).plans] == ["DR-2026-02", "DR-2026-01"]
    slow = DRILL.replace("measured_rto_minutes: 120", "measured_rto_minutes: 121")
    view = drills.view(figures_base.read(DR_2026_01=slow))
    assert view.answer == "1 次演练，测了的 2 项业务里 1 项在目标时间内恢复"
    assert [one.rto.shape for one in view.drills[0].services] == ["failed", "met"]


def test_a_book_says_how_it_went_and_which_step_failed_most() -> None:
    [book] = drills.view(figures_base.read()).books
    assert book.book.id == "RB-DISK"
    assert book.runs.number == 4
    assert sum(one.inspections.number for one in book.outcomes if one.inspections) == 4
    assert book.step in {"看占用", "清理"}
    assert book.failed
    assert book.failed.number >= 1


def test_books_that_a_reader_may_not_see_are_no_nameless_rows() -> None:
    base = figures_base.read()
    assert drills.view(base).all_runs
    view = drills.view(seen_by(base, Who.CUSTOMER))
    assert (view.books, view.all_runs) == ((), None)
    assert view.plans


@pytest.mark.parametrize(
    ("plan", "shape", "word"),
    [
        (Plan("TR-2026-001", date(2026, 3, 1), date(2026, 3, 1)), "met", "照计划那天"),
        (Plan("TR-2026-001", date(2026, 3, 1), date(2026, 3, 3)), "met", "比计划晚 2 天"),
        (Plan("TR-2026-001", date(2026, 3, 3), date(2026, 3, 1)), "met", "比计划早 2 天"),
        (Plan("TR-2026-001", None, date(2026, 3, 1)), "met", "办了"),
        (Plan("TR-2026-001", date(2026, 3, 20), None), "due", "还没到"),
        (Plan("TR-2026-001", date(2026, 3, 19), None), "late", "过了 1 天没有办完"),
    ],
)
def test_what_was_planned_says_what_came_of_it(plan: Plan, shape: str, word: str) -> None:
    found = figures.planned(figures_base.read(), plan)  # on 20 March
    assert (found.shape, found.word) == (shape, word)


def test_every_number_of_both_pages_opens_what_it_counts() -> None:
    base = figures_base.read(JULY)
    found = [
        one
        for page in pages(base)
        if page.uri in (address.TRAININGS, address.DRILLS)
        for one in numbers(page.uri, page.body)
    ]
    assert len({one.page for one in found}) == 2
    assert wrong(listings(base), found) == []
