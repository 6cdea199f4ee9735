"""The pages of training and of drills say what a person counts in `figures_base`."""

from __future__ import annotations

from datetime import date

import figures_base
import pytest
from figures_base import JULY, at
from lists import listings, numbers, wrong

from generators import address
from generators.audience import seen_by
from generators.measures.planned import Plan
from generators.records.reader import Who
from generators.site.cells import Cell, Field, Many, Plain, Ref, Stated, Table, Time
from generators.site.pages import drills, exercise, figures, pages, trainings
from generators.site.pages.record import view

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
        "2026-09-01", "", "due", "未到期",
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
    assert view.answer == "2 次培训，1 个部门无人参加"


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
    assert view.answer == "1 次演练，实测 2 项业务，1 项在目标时间内恢复"
    assert [one.rto.shape for one in view.drills[0].services] == ["failed", "met"]


def test_the_page_of_a_plan_shows_each_target_beside_what_the_last_drill_measured() -> None:
    told = f"""backup_sets: [{{set: full, ended: {at("03-02T03:00")}, logs_until: {at("03-02T03:05")}}}]
recovered:
  - {{business: 登录, interrupted: {at("03-02T09:00")}, set: full, usable: {at("03-02T11:30")}, note: 只从终端验过}}
"""
    base = figures_base.read(DR_2026_01=DRILL.replace("measured_rto_minutes: 120\n", told))
    plan = view(base, base.facts.records["DP-ONE"]).recovery
    assert plan
    assert [(title, one.met.number, one.of.number, one.met.uri) for title, one in plan.sums] == [
        ("已实测业务", 1, 2, "r/DP-ONE/#services"),
        ("恢复用时在目标内", 0, 1, None),
        ("丢失在目标内", 0, 1, None),
    ]
    assert cells(plan.tables[0]) == [
        ["1", "登录", "2 小时", "failed 2 小时 30 分钟，超过目标", "1 小时", "failed 5 小时 55 分钟，超过目标+恢复到 2026-03-02 03:05", "2026-03-02"],
        ["2", "报表", "4 小时", "missing 未实测", "24 小时", "missing 未实测", ""],
    ]  # fmt: skip
    assert cells(plan.tables[-1]) == [
        [
            "演练一次",
            "2026-03-02",
            "failed 2 小时 30 分钟+0/1 项在目标内",
            "failed 5 小时 55 分钟+0/1 项在目标内",
        ]
    ]
    drill = view(base, base.facts.records["DR-2026-01"]).recovery
    assert drill
    services, sets = drill.tables
    assert cells(services) == [
        ["登录", "2 小时", "failed 2 小时 30 分钟，超过目标", "1 小时", "failed 5 小时 55 分钟，超过目标+从 full 恢复到 2026-03-02 03:05", "2026-03-02 09:00 至 2026-03-02 11:30", "只从终端验过"],
        ["报表", "4 小时", "missing 本次未实测", "24 小时", "missing 本次未实测", "", ""],
    ]  # fmt: skip
    assert cells(sets)[0][-1] == "met 能打开，恢复到 2026-03-02 03:05"
    assert {one.name for one in view(base, base.facts.records["DR-2026-01"]).tables} == {"log", "scores"}
    [body] = [one.body for one in pages(base) if one.uri == "r/DP-ONE/"]
    assert [body.count(f'id="{one}"') for one in ("recovery", "services", "measured", "drills")] == [1] * 4
    assert body.index('id="past"') < body.index('id="measured"')  # behind what has to be done


def test_a_backup_without_its_logs_is_said_not_to_open_and_one_never_restored_stands_out() -> None:
    told = f"""backup_sets: [{{set: full, ended: {at("03-02T03:00")}, logs_until: {at("03-01T23:05")}}}]
recovered: [{{business: 登录, interrupted: {at("03-02T09:00")}, set: full}}]
"""
    kept = """backups:
  - {what: 全量, how_often: 每晚, where: 备份存储, last_tested: "2026-03-02"}
  - {what: 离线副本, how_often: 每月, where: 档案室}
elements:
  - {element: backup, status: ready}
  - {element: network, status: partial, note: 要临时放通}
---

恢复。"""
    base = figures_base.read(
        DR_2026_01=DRILL.replace("measured_rto_minutes: 120\n", told),
        DP_ONE=figures_base.PLAN.replace("---\n\n恢复。", kept),
    )
    drill = view(base, base.facts.records["DR-2026-01"]).recovery
    assert drill
    assert cells(drill.tables[0])[0][2:6] == [
        "missing 本次未实测",
        "1 小时",
        "missing 本次未实测",
        "2026-03-02 09:00 至 未能恢复",
    ]
    assert cells(drill.tables[1])[0][-1] == "failed 不能打开，日志没有覆盖到备份结束"
    plan = view(base, base.facts.records["DP-ONE"]).recovery
    assert plan
    by_name = {one.name: cells(one) for one in plan.tables}
    assert [row[-1] for row in by_name["backups"]] == ["2026-03-02，18 天前", "missing 未做恢复测试"]
    assert [row[1] for row in by_name["elements"]] == ["met 具备", "at-risk 部分具备"]


def cells(table: Field) -> list[list[str]]:
    assert isinstance(table.cell, Table)
    return [[said(one) for one in row] for row in table.cell.rows]


def said(cell: Cell) -> str:
    match cell:
        case Stated():
            return f"{cell.name} {cell.text}"
        case Many():
            return "+".join(said(one) for one in cell.cells)
        case Ref():
            return cell.title
        case Plain() | Time():
            return cell.text
        case _:
            return cell.form


def test_a_book_says_how_it_went_and_which_step_failed_most() -> None:
    [book] = drills.view(figures_base.read()).books
    assert book.book.id == "RB-DISK"
    assert book.runs
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
        (Plan("TR-2026-001", date(2026, 3, 1), date(2026, 3, 1)), "met", "按计划当日"),
        (Plan("TR-2026-001", date(2026, 3, 1), date(2026, 3, 3)), "met", "比计划晚 2 天"),
        (Plan("TR-2026-001", date(2026, 3, 3), date(2026, 3, 1)), "met", "比计划早 2 天"),
        (Plan("TR-2026-001", None, date(2026, 3, 1)), "met", "已办"),
        (Plan("TR-2026-001", date(2026, 3, 20), None), "due", "未到期"),
        (Plan("TR-2026-001", date(2026, 3, 19), None), "late", "逾期 1 天未办结"),
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


HELD = (
    DRILL
    + """\
script:
  - {stage: start, number: 1, step: 开始, role: command, action: 宣布开始, after_minutes: 0}
  - {stage: end, number: 2, step: 停表, role: command, action: 宣布结束, after_minutes: 100}
lessons:
  - {code: l1, lesson: 叫人慢了四分钟}
  - {code: l2, lesson: 通知漏了一项}
"""
)
ACTION = """\
id: AN-2026-020
title: 叫人的卡片随预案发
source: DR-2026-01
lessons: [l2]
owner: P-001
due: "2026-03-31"
raised: "2026-03-03T09:00:00+08:00"
"""
SCHEME = (
    DRILL.partition("started:")[0].replace("DR-2026-01", "DR-2026-03").replace("2026-03-02", "2026-12-02")
    + """\
roles: [{role: command, post: 服务经理, person: P-001, duties: 宣布开始和结束}]
goals: [{goal: 几分钟叫到替补, target: 5 分钟}]
safety: [只动测试区]
abort_by: 甲方项目负责人
"""
)


def test_a_drill_stands_beside_its_script_and_each_lesson_beside_its_action() -> None:
    text = HELD.replace("event: 开始}", "event: 开始了, number: 1}")
    base = figures_base.read(DR_2026_01=text, AN_2026_020=ACTION)
    view = exercise.view(base, base.facts.records["DR-2026-01"])
    assert view
    assert [(one.planned, one.done, one.word) for one in view.rows] == [
        ("第 0 分", "09:00，第 0 分", "准时"),
        ("第 100 分", "", "无记录"),
    ]
    assert (view.skipped, view.beside, view.is_scheme) == (1, (), False)
    assert [(one.code, one.state, one.word) for one in view.lessons] == [
        ("l1", "missing", "未整改"),
        ("l2", "due", "整改中"),
    ]
    assert view.gaps == 1
    assert view.scores
    assert (view.scores.average, view.scores.below, view.scores.trend) == ("3.0", 1, None)
    body = next(page.body for page in pages(base) if page.uri == "r/DR-2026-01/")
    assert "整改中，期限 2026-03-31" in body
    assert "1 条没有整改，也没有写明不需整改的原因" in body


def test_a_drill_to_come_is_a_scheme_to_sign() -> None:
    base = figures_base.read(DR_2026_03=SCHEME)
    view = exercise.view(base, base.facts.records["DR-2026-03"])
    assert view
    assert view.is_scheme
    assert [(one.what, one.target) for one in view.goals] == [  # the targets of the plan, then its own
        ("登录：恢复用时", "2 小时"),
        ("登录：丢失的数据", "1 小时"),
        ("报表：恢复用时", "4 小时"),
        ("报表：丢失的数据", "24 小时"),
        ("几分钟叫到替补", "5 分钟"),
    ]
    body = next(page.body for page in pages(base) if page.uri == "r/DR-2026-03/")
    assert all(one in body for one in ("方案签批", "某单位", "运维单位", "只动测试区", "有权中止的岗位"))
    held = next(page.body for page in pages(base) if page.uri == "r/DR-2026-01/")
    assert "方案签批" not in held


def test_the_page_of_drills_begins_with_the_year_and_counts_the_lessons() -> None:
    base = figures_base.read(DR_2026_01=HELD, AN_2026_020=ACTION)
    told = drills.view(base).told
    assert [one.title for one in told.years] == ["2026-01-01 至 2026-12-31 演练要求"]
    assert [(word, one.number, one.uri) for _, word, one in told.answers] == [
        ("未整改", 1, "r/DR-2026-01/#lessons"),
        ("整改中", 1, "r/DR-2026-01/#lessons"),
    ]
    assert [(one.text, one.word) for one in told.open] == [
        ("叫人慢了四分钟", "未整改"),
        ("通知漏了一项", "整改中"),
    ]
    assert told.form == address.form("drill")
    outside = drills.view(seen_by(base, Who.CUSTOMER)).told
    assert (outside.form, [one.word for one in outside.open]) == ("", ["未整改", "整改中"])
