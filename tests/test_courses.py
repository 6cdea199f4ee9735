"""Training, held against what a person counted in `figures_base`."""

from __future__ import annotations

import figures_base
import pytest
import small_base
from figures_base import JULY, TRAININGS, struck_out

from generators.knowledge import KnowledgeBase
from generators.measures import courses
from generators.measures.courses import Training
from generators.records.sums import Part, Share


@pytest.fixture  # made anew for each: who looks for mutants must see which tests come here
def training() -> Training:
    return courses.training(figures_base.read(JULY))


def counted(share: Share) -> tuple[int, int]:
    return share.met.number, share.of.number


def changed(**more: str | None) -> KnowledgeBase:
    texts = {
        name: text and f"id: {name.replace('_', '-')}\ntitle: 一次培训\n{text}" for name, text in more.items()
    }
    return figures_base.read(JULY, **texts)


def test_a_course_tells_who_came_passed_and_was_satisfied(training: Training) -> None:
    first, second = training.courses  # the third has not been held
    assert (first.id, second.id) == ("TR-2026-001", "TR-2026-002")
    assert [counted(one) for one in (first.attendance, first.passed, first.satisfied)] == [
        (2, 5),
        (1, 2),
        (1, 3),
    ]
    assert first.points == pytest.approx((5 + 3 + 1) / 3)
    assert counted(second.attendance) == (1, 2)  # made up for it later
    assert second.passed.is_empty
    assert second.satisfied.is_empty
    assert second.points is None


def test_who_came_and_how_many_answered_what_can_be_opened(training: Training) -> None:
    first = training.courses[0]
    assert first.attendance.met.parts == (
        Part("TR-2026-001", ("attendees", 0), 1), Part("TR-2026-001", ("attendees", 1), 1),
    )  # fmt: skip
    assert first.attendance.of.parts == (Part("TR-2026-001", (), 5),)
    assert first.satisfied.met.parts == (
        Part("TR-2026-001", ("satisfaction_counts", "score_5"), 1),
        Part("TR-2026-001", ("satisfaction_counts", "score_4"), 0),
    )
    assert [one.at[1] for one in first.satisfied.of.parts] == ["score_5", "score_4", "score_3", "score_1"]


def test_together_is_the_sum_over_those_that_counted(training: Training) -> None:
    assert [counted(one) for one in (training.attendance, training.passed, training.satisfied)] == [
        (3, 7),
        (1, 2),
        (1, 3),
    ]
    assert training.attendance.met.ids == ("TR-2026-001", "TR-2026-002")
    assert training.passed.of.ids == ("TR-2026-001",)
    assert (training.attendance.met.name, training.attendance.of.name) == ("met", "of")


def test_a_department_is_reached_by_who_came_to_a_course_for_customers(training: Training) -> None:
    assert training.coverage == ((("财务科", ("TR-2026-001",)),), ("办公室",))


def test_each_course_counts_once_for_a_department_and_the_last_count_says_which_there_are() -> None:
    other = TRAININGS["TR-2026-001"].replace(
        "丙某, department: 办公室, attendance: absent", "丙某, department: 办公室, attendance: present"
    )
    found = courses.training(changed(TR_2026_004=other)).coverage
    assert found.reached == (("财务科", ("TR-2026-001", "TR-2026-004")), ("办公室", ("TR-2026-004",)))
    assert found.missing == ()
    old = figures_base.files()[figures_base.path("CU-2026-Q1")].decode().replace("办公室", "人事科")
    base = figures_base.read(JULY, CU_2026_Q1=old)
    assert courses.training(base).coverage.missing == ("办公室",)
    base = figures_base.read(JULY, CU_2026_Q1=old, CU_2026_Q2=None)
    assert courses.training(base).coverage.missing == ("人事科",)
    assert courses.training(figures_base.read(JULY, CU_2026_Q1=None, CU_2026_Q2=None)).coverage == ((), ())


def test_a_course_that_was_struck_out_or_never_held_is_none() -> None:
    base = changed(TR_2026_001=struck_out(TRAININGS["TR-2026-001"]), TR_2026_002=None)
    found = courses.training(base)
    assert found.courses == ()
    assert found.attendance.is_empty
    assert found.attendance.percent is None


def test_where_nobody_said_how_many_were_expected_it_is_the_list() -> None:
    files = figures_base.files()
    schema = "schemas/people/training.schema.json"
    files[schema] = files[schema].replace(
        b'"required": ["started", "aim", "expected", "attendees"]', b'"required": ["started"]'
    )
    path = figures_base.path("TR-2026-001")
    files[path] = files[path].replace(b"expected: 5\n", b"")
    found = courses.training(small_base.of(files, JULY)).courses[0]
    assert counted(found.attendance) == (2, 4)
    assert found.attendance.of.parts[3] == Part("TR-2026-001", ("attendees", 3), 1)
