"""Indicators, courses, who stands in, audits and the service report, held against `assessed_base`, counted by hand."""

from __future__ import annotations

import assessed_base
import pytest

from generators.audience import seen_by
from generators.measures import audited, capability, competence, course_plan, reported
from generators.measures.capability import Reached
from generators.measures.course_plan import Standing
from generators.measures.lessons import Answer
from generators.records.reader import Who
from generators.site.pages import capability as page
from generators.site.pages import pages
from generators.site.pages.own_figures import OwnFigures

BASE = assessed_base.read()
[PLAN] = capability.plans(BASE)
[COURSES] = course_plan.plans(BASE)


def test_the_base_is_sound() -> None:
    assert [
        one for one in BASE.findings if one.severity == "error" and "INC-2026-0006" not in one.place.path
    ] == []


@pytest.mark.parametrize(
    ("name", "attained", "reached"),
    [
        ("按级别响应", 50, Reached.MET),
        ("到课", 75, Reached.MISSED),
        ("按季办成", pytest.approx(100 / 3), Reached.MET),
        ("满意", 60, Reached.MET),
        ("没有后备", 10, Reached.MISSED),
        ("过期工具", 3, Reached.MISSED),
        ("试过的", None, Reached.UNKNOWN),
        ("请求", None, Reached.UNKNOWN),
    ],
)
def test_an_indicator_is_what_the_registers_come_to(
    name: str, attained: float | None, reached: Reached
) -> None:
    [found] = [one for one in PLAN.kpis if one.name == name]
    assert (found.attained, found.reached) == (attained, reached)


def test_what_was_missed_without_a_word_why_is_told() -> None:
    assert [one.name for one in PLAN.kpis if one.is_unanswered] == ["到课", "过期工具"]
    assert [PLAN.of(one).number for one in Reached] == [3, 3, 2]


def test_an_upper_limit_is_met_where_it_is_equal_and_missed_above() -> None:
    def reached(actual: str) -> Reached:
        text = assessed_base.PLAN.replace("actual: 3", f"actual: {actual}")
        [found] = capability.plans(assessed_base.read(CP_2026=text))
        return next(one.reached for one in found.kpis if one.name == "过期工具")

    assert [reached(one) for one in ("2", "2.1")] == [Reached.MET, Reached.MISSED]


def test_surveys_about_days_before_the_plan_do_not_count() -> None:
    text = assessed_base.SURVEY.replace('"2026-01-01", to: "2026-02-28"', '"2025-01-01", to: "2025-12-31"')
    [found] = capability.plans(assessed_base.read(SV_2026_01=text))
    assert next(one.reached for one in found.kpis if one.name == "满意") is Reached.UNKNOWN


def test_a_row_of_the_training_plan_is_held_when_all_it_names_are_over() -> None:
    assert [(one.code, one.standing) for one in COURSES.rows] == [
        ("t1", Standing.DONE),
        ("t2", Standing.LATE),
        ("t3", Standing.MISSED),
        ("t4", Standing.AHEAD),
        ("t5", Standing.DROPPED),
        ("t6", Standing.AHEAD),
    ]
    assert (COURSES.kept.met.number, COURSES.kept.of.number) == (1, 3)
    assert COURSES.beside.ids == ("TR-2026-004",)


def test_somebody_stands_in_where_two_hold_a_post_today_and_can_do_it_alone() -> None:
    found = competence.competence(BASE)
    assert found.people == ("P-001", "P-002")  # P-003 has left, P-004 told no skill
    able = {one.code: one.able.ids for one in found.skills if one.levels}
    assert able == {"application": ("P-001", "P-002"), "database": ("P-001",)}
    assert [one.code for one in found.skills if one.is_covered] == ["application"]
    assert found.lacking.number == 10


def test_a_post_that_one_person_holds_is_told() -> None:
    posts = {one.name: one.people.ids for one in competence.competence(BASE).posts}
    assert posts == {"服务经理": ("P-001",), "服务台": ("P-002", "P-004")}


def test_a_nonconformity_is_closed_when_its_action_was_verified() -> None:
    [found] = audited.audits(BASE)  # one that has not begun has nothing to show
    assert [(word, one.number) for _, word, one in found.rows if one.parts] == [
        ("符合", 1),
        ("不符合", 2),
        ("未审核", 1),
    ]
    told = [(one.title, one.finding, one.severity, one.answer) for one in found.nonconformities]
    assert told == [
        ("计划", "没有计划的样子", "一般", Answer.CLOSED),
        ("工具", "工具没有人管", "严重", Answer.LATE),
    ]
    assert [one.title for one in found.open] == ["工具"]


def test_a_nonconformity_without_an_action_is_open() -> None:
    text = assessed_base.AUDIT.replace(", rectification: AN-2026-802", "")
    [found] = audited.audits(assessed_base.read(AU_2026_01=text))
    assert [one.answer for one in found.nonconformities] == [Answer.CLOSED, Answer.NONE]


def test_a_service_report_shows_how_its_quarter_kept_the_limits() -> None:
    """OB-901 is a column and OB-902 another: 3 of 6, and without the pause 2 of 6."""
    [sheet] = reported.of_report(BASE, BASE.facts.records["SR-2026-Q1"])
    assert sheet.period.name == "2026-Q1"
    told = OwnFigures(BASE).of(BASE.facts.records["SR-2026-Q1"])
    assert [(one.number, one.note) for one in told] == [("3/6", "50\u00a0%"), ("2/6", "33.3\u00a0%")]
    assert list(reported.of_report(BASE, BASE.facts.records["AU-2026-01"])) == []


def test_the_page_says_first_what_is_missed() -> None:
    found = page.view(BASE)
    assert found.answer == "8 项指标中 3 项未达到，10 个技能领域无后备，最近一次内审 2 项不符合，1 项未关闭"
    [plan] = found.plans
    assert [(one.wanted, one.attained) for one in plan.rows][:2] == [
        ("不低于 50\u00a0%", "50\u00a0%"),
        ("不低于 80\u00a0%", "75\u00a0%"),
    ]
    judged = plan.rows[0].judged
    assert judged is not None
    assert (judged.met.number, judged.of.number) == (3, 6)


def test_the_customer_gets_none_of_it_but_the_service_report() -> None:
    seen = seen_by(BASE, Who.CUSTOMER, "CT-2026-01")
    assert {"AU-2026-01", "CP-2026", "TP-2026"} & set(seen.facts.records) == set()
    assert "SR-2026-Q1" in seen.facts.records
    assert "skills" not in seen.facts.records["P-001"].data
    assert "capability/" not in {one.uri for one in pages(seen)}
    assert "capability/" in {one.uri for one in pages(BASE)}
