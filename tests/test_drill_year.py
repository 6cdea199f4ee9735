"""The year's plan of drills, scores and scripts, held against what a person counts in `figures_base`."""

from __future__ import annotations

from datetime import datetime

import figures_base
import pytest
import small_base
from figures_base import JULY, PLAN

from generators.knowledge import KnowledgeBase
from generators.measures import drill_year, scored, staged
from generators.measures.drill_year import Standing, Wanted, Year
from generators.measures.figure import Group

DRILL = figures_base.files()[figures_base.path("DR-2026-01")].decode()
COMING = DRILL.partition("started:")[0].replace("DR-2026-01", "DR-2026-03")
APPROVED = PLAN.replace(
    "status: draft\n", 'status: approved\napproved: {by: P-001, date: "2026-01-05"}\ndrills_a_year: 2\n'
).replace(
    "---\n\n恢复",
    """\
level: dr-2
phases: [{code: all, title: 恢复, when: 宣告以后}]
steps: [{step: look, phase: all, do: 看一眼, mandatory: true}]
elements: [{element: plan, status: ready}]
backups: [{what: 全量, how_often: 每晚, where: 云上}]
---

恢复""",
)
EVERY = """\
id: OB-910
title: 每年演一次
source: CT-2026-01
locators: [样例]
summary: 每年至少演练一次。
element: process
phase: operation
severity: normal
judge: {every: {kind: drill, period: contract-year, at: finished}}
"""


def year(now: datetime = JULY, /, **changed: str | None) -> Year:
    some: dict[str, str | None] = {"DP_ONE": APPROVED, "DR_2026_02": None, **changed}
    [found] = drill_year.years(figures_base.read(now, **some))
    return found


def wanted(**changed: str | None) -> Wanted:
    [found] = year(**changed).plans
    return found


def test_a_plan_has_what_was_held_what_is_to_come_and_what_is_late() -> None:
    coming = COMING.replace("2026-03-02", "2026-11-01")
    found = wanted(DR_2026_03=coming, DR_2026_04=COMING.replace("DR-2026-03", "DR-2026-04"))
    assert found == Wanted(
        "DP-ONE",
        2,
        Group("held", ("DR-2026-01",)),
        Group("coming", ("DR-2026-03",)),
        Group("late", ("DR-2026-04",)),
    )


@pytest.mark.parametrize(
    ("planned", "times", "standing"),
    [
        ("2026-11-01", 2, Standing.PLANNED),
        ("2026-11-01", 3, Standing.LACKING),
        ("2026-07-20", 2, Standing.PLANNED),  # today
        ("2026-07-19", 2, Standing.LATE),
        ("2026-07-19", 1, Standing.LATE),  # though enough were held
        ("2027-01-01", 2, Standing.LACKING),  # of another year
        ("2026-11-01", 1, Standing.HELD),
        ("2026-11-01", 0, Standing.UNSAID),
    ],
)
def test_what_a_plan_asks_for_is_held_planned_late_or_lacking(
    planned: str, times: int, standing: Standing
) -> None:
    said = f"drills_a_year: {times}\n" if times else ""
    plan = APPROVED.replace("drills_a_year: 2\n", said)
    assert wanted(DR_2026_03=COMING.replace("2026-03-02", planned), DP_ONE=plan).standing is standing


def test_a_plan_that_nobody_approved_asks_for_nothing_and_its_drills_stand_beside() -> None:
    found = year(DP_ONE=PLAN)
    assert (found.plans, found.beside) == ((), Group("beside", ("DR-2026-01",)))


def test_an_obligation_that_counts_drills_is_there_with_its_judgement() -> None:
    assert asked(EVERY) == [("OB-910", "suspect", ("DR-2026-01",))]  # it was not scored whole
    assert asked(EVERY.replace("kind: drill", "kind: training")) == []
    assert asked(figures_base.struck_out(EVERY)) == []


def asked(obligation: str) -> list[tuple[str, str, tuple[str, ...]]]:
    changed = figures_base.changing({"DP_ONE": APPROVED, "DR_2026_02": None})
    path = "records/requirements/obligation/OB-910.yaml"
    [found] = drill_year.years(small_base.of({**changed, path: obligation.encode()}, JULY))
    return [(one.obligation, str(one.state), one.evidence) for one in found.verdicts]


def test_scores_tell_their_average_and_what_is_below_the_most() -> None:
    text = DRILL.replace(
        "  - {item: scheme, score: 3}\n",
        "  - {item: cost, score: 5}\n  - {item: alarm, score: 3, advice: 叫快些}\n  - {item: scheme, score: 1, advice: 重写}\n",
    )
    second = DRILL.replace("DR-2026-01", "DR-2026-05").replace("2026-03-02", "2026-02-02")
    base = figures_base.read(DR_2026_01=text, DR_2026_05=second)
    first = next(one for one in scored.scored(base) if one.id == "DR-2026-01")
    assert (first.most, first.average) == (5, 3)
    assert [(one.name, one.score, one.advice) for one in first.below] == [
        ("方案", 1, "重写"),
        ("告警", 3, "叫快些"),
    ]
    assert len(first.items) == 9
    assert [one.id for one in scored.of_plan(base, "DP-ONE")] == [
        "DR-2026-05",
        "DR-2026-01",
    ]  # as they were held
    assert scored.of_plan(base, "DP-TWO") == ()


SCRIPT = """\
script:
  - {stage: start, number: 1, step: 开始, role: command, action: 宣布开始, after_minutes: 0}
  - {stage: execute, number: 2, step: 恢复, role: execute, action: 恢复出来, after_minutes: 60}
  - {stage: execute, number: 3, step: 核对, role: execute, action: 核对条数}
  - {stage: end, number: 4, step: 停表, role: command, action: 宣布结束, after_minutes: 100}
"""
LOG = """\
  - {at: "2026-03-02T09:00:00+08:00", stage: start, event: 开始, number: 1}
  - {at: "2026-03-02T09:50:00+08:00", stage: execute, event: 找到备份, number: 2}
  - {at: "2026-03-02T10:25:30+08:00", stage: execute, event: 恢复好了, number: 2}
  - {at: "2026-03-02T10:30:00+08:00", stage: execute, event: 有人打断}
  - {at: "2026-03-02T10:31:00+08:00", stage: execute, event: 核对过了, number: 3}
"""


def course(text: str) -> staged.Course:
    base: KnowledgeBase = figures_base.read(DR_2026_01=text)
    return staged.course(base, base.facts.records["DR-2026-01"])


def test_each_step_of_the_script_tells_when_it_was_done_and_how_late() -> None:
    old = '  - {at: "2026-03-02T09:00:00+08:00", stage: start, event: 开始}\n'
    found = course(DRILL.replace(old, LOG).replace("log:", f"{SCRIPT}log:"))
    assert [(one.planned, one.minutes, one.late) for one in found.steps] == [
        (0, 0, 0),
        (60, 86, 26),  # the last that was logged of it, a minute begun is a minute
        (None, 91, None),
        (100, None, None),
    ]
    assert [one["event"] for one in found.beside] == ["有人打断"]
    assert found.has_links


def test_where_the_log_names_no_step_nobody_can_say_what_was_left_out() -> None:
    found = course(DRILL.replace("log:", f"{SCRIPT}log:"))
    assert not found.has_links
    assert [one["event"] for one in found.beside] == ["开始"]
