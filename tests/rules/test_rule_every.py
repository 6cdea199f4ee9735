"""The rule `every`: so many in each period, calendar or contract, on time or late."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from conftest import NOW, sound_base
from one_obligation import CONTRACT, base_with, judged

from generators import knowledge
from generators.judging.periods import periods
from generators.judging.verdict import State


def test_contract_quarters_count_from_the_day_the_contract_starts() -> None:
    spans = list(periods("contract-quarter", date(2026, 3, 18), date(2027, 3, 17)))
    assert [(one.name, one.begin.isoformat(), one.end.isoformat()) for one in spans] == [
        ("2026-C1", "2026-03-18", "2026-06-17"),
        ("2026-C2", "2026-06-18", "2026-09-17"),
        ("2026-C3", "2026-09-18", "2026-12-17"),
        ("2026-C4", "2026-12-18", "2027-03-17"),
    ]


def test_a_contract_that_starts_in_mid_month_is_judged_by_its_own_quarters() -> None:
    judge = "every:\n  kind: bulletin\n  period: contract-quarter\n  at: sent\n"
    verdicts = judged(judge, begin="2026-01-04", end="2027-01-03")
    assert [one.period for one in verdicts] == ["2026-C1", "2026-C2", "2026-C3", "2026-C4"]
    ends = [one.due.date().isoformat() for one in verdicts if one.due]
    assert ends == ["2026-04-03", "2026-07-03", "2026-10-03", "2027-01-03"]


def test_a_period_without_records_fails_once_it_is_over_and_is_due_before() -> None:
    judge = "every:\n  kind: drill\n  where: [{field: id, is: [NOBODY]}]\n  period: quarter\n  at: started\n"
    assert [one.state for one in judged(judge)] == [State.FAILED, State.FAILED, State.FAILED, State.DUE]


def test_a_contract_from_18_march_is_judged_by_its_own_quarters_all_the_way() -> None:
    judge = "every:\n  kind: bulletin\n  period: contract-quarter\n  at: sent\n"
    files = base_with(judge, begin="2026-03-18", end="2027-03-17")
    kept = (
        "schemas/",
        "pyproject",
        CONTRACT,
        "records/requirements/obligation/OB-800",
        "records/people/person/",
        "records/requirements/calendar/",
    )
    base = knowledge.read({path: data for path, data in files.items() if path.startswith(kept)}, NOW)
    assert base.findings == ()
    told = [(one.period, one.state, one.due.date().isoformat()) for one in base.verdicts if one.due]
    assert told == [
        ("2026-C1", State.FAILED, "2026-06-17"),
        ("2026-C2", State.FAILED, "2026-09-17"),
        ("2026-C3", State.AT_RISK, "2026-12-17"),
        ("2026-C4", State.DUE, "2027-03-17"),
    ]


DELIVERED = """\
every:
  kind: report
  where: [{field: category, is: [quarterly]}]
  period: quarter
  at: deliveries.at
  names_period: quarter
  grace_days: 15
  covers: deliveries.to
  covering: [leader, discipline]
"""


REPORT = "records/process/report/2026/RP-2026-Q1.yaml"


@pytest.mark.parametrize(
    ("second_delivery", "as_of", "expected"),
    [
        ("2026-04-15T23:50:00+08:00", "2026-05-01T09:00:00+08:00", State.MET),
        ("2026-04-16T00:10:00+08:00", "2026-05-01T09:00:00+08:00", State.LATE),
        ("2026-04-14T09:00:00+08:00", "2026-04-12T09:00:00+08:00", State.AT_RISK),  # not delivered yet
        ("2026-04-12T08:00:00+08:00", "2026-04-12T09:00:00+08:00", State.MET),  # an hour ago
    ],
)
def test_a_report_is_handed_in_when_the_last_of_its_readers_has_it(
    second_delivery: str, as_of: str, expected: State
) -> None:
    text = sound_base()[REPORT].decode()
    files = {REPORT: text.replace("2026-04-10T15:10:00+08:00", second_delivery)}
    assert files[REPORT] != text
    verdicts = judged(DELIVERED, files, datetime.fromisoformat(as_of))
    assert [one.state for one in verdicts if one.period == "2026-Q1"] == [expected]


@pytest.mark.parametrize(("done", "third"), [("2026-09-29", State.MET), ("2026-10-13", State.LATE)])
def test_work_planned_in_one_quarter_and_done_in_the_next_is_late_for_the_first(
    done: str, third: State
) -> None:
    judge = "every:\n  kind: drill\n  where: [{field: id, is: [DR-2026-81]}]\n  period: quarter\n"
    judge += "  at: finished\n  names_period: planned\n"
    drill = (
        "id: DR-2026-81\ntitle: 试判的演练\nplan: EP-PLATFORM\nplan_version: '1.0'\nscenario: 平台打不开\n"
        f'form: tabletop\nscope: inside\nbreadth: single\nplanned: "2026-09-23"\nparticipants: [P-004]\n'
        f'started: "{done}T14:00:00+08:00"\nfinished: "{done}T15:00:00+08:00"\nconclusion: 各个环节走通\n'
        f'log:\n  - {{at: "{done}T14:00:00+08:00", stage: start, event: 开始}}\n'
        "scores:\n"
    )
    items = ("scheme", "alarm", "location", "command", "skill", "linkage", "support", "goals", "cost")
    drill += "".join(f"  - {{item: {item}, score: 5}}\n" for item in items)
    verdicts = judged(judge, {"records/technology/drill/2026/DR-2026-81.yaml": drill})
    states = {one.period: one.state for one in verdicts}
    assert (states["2026-Q3"], states["2026-Q4"]) == (third, State.DUE)


def test_what_a_record_does_not_cover_is_told_in_the_words_of_the_contract() -> None:
    judge = "every:\n  kind: inspection\n  where: [{field: id, is: [INS-2026-003]}]\n  period: quarter\n  at: started\n"
    judge += "  covers: readings.item.part\n  covering: [state, tuning, monitoring]\n"
    [second] = [one for one in judged(judge) if one.period == "2026-Q2"]
    assert second.state is State.FAILED
    assert "INS-2026-003 没有覆盖 性能调优、运行状态监控。" in str(second.trace)


def test_the_trace_says_how_many_came_in_time_and_which_came_late() -> None:
    text = sound_base()[REPORT].decode()
    files = {REPORT: text.replace("2026-04-10T15:10:00+08:00", "2026-04-16T00:10:00+08:00")}
    [late] = [one for one in judged(DELIVERED, files) if one.period == "2026-Q1"]
    assert str(late.trace) == "2026 年第一季度应有 1 次，按期 0 次，最迟 2026-04-15。迟到的有 RP-2026-Q1。"
    assert late.due == datetime.fromisoformat("2026-04-15T23:59:59+08:00")
    [met] = [one for one in judged(DELIVERED) if one.period == "2026-Q1"]
    assert str(met.trace) == "2026 年第一季度应有 1 次，按期 1 次，最迟 2026-04-15。"


@pytest.mark.parametrize(
    ("day", "state"),
    [("08-30", State.DUE), ("08-31", State.AT_RISK), ("09-30", State.AT_RISK), ("10-01", State.FAILED)],
)
def test_a_period_is_a_risk_from_thirty_days_before_its_due(day: str, state: State) -> None:
    judge = "every:\n  kind: drill\n  where: [{field: id, is: [NOBODY]}]\n  period: quarter\n  at: started\n"
    moment = datetime.fromisoformat(f"2026-{day}T12:00:00+08:00")
    assert [one.state for one in judged(judge, now=moment) if one.period == "2026-Q3"] == [state]


def test_one_that_was_not_done_well_is_told_and_does_not_count() -> None:
    judge = "every:\n  kind: inspection\n  where: [{field: id, is: [INS-2026-003]}]\n  period: quarter\n  at: started\n"
    judge += "  good: [{field: readings.status, is: [normal, warning], each: all}]\n"
    [second] = [one for one in judged(judge) if one.period == "2026-Q2"]
    assert (second.state, second.evidence) == (State.FAILED, ("INS-2026-003",))
    told = "2026 年第二季度应有 1 次，按期 0 次，最迟 2026-06-30。INS-2026-003 不算做好："
    told += "应当每个读数的状态都是正常或警告，这里写的是“警告、正常、未检”。"
    assert str(second.trace) == told
