"""The seven rules through the whole way: records in, verdicts out. Each docstring example is run."""

from __future__ import annotations

import importlib
import json
import re
import textwrap
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from conftest import NOW, sound_base

from generators import knowledge, output
from generators.judging.periods import periods
from generators.judging.rules import RULES
from generators.judging.verdict import State, Verdict
from generators.kinds.engine import errors
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import load

OBLIGATION = """\
id: OB-800
title: 试判的义务
source: CT-2026-01
locators: [二(二)1]
summary: 为测试规则写的义务。
element: process
phase: operation
severity: normal
judge:
"""
CONTRACT = "records/requirements/contract/CT-2026-01.yaml"
INCIDENT = """\
id: {id}
reporter: {{department: 财务科}}
phenomenon: 报表打不开
channel: phone
level: {level}
reported: "{reported}"
"""
BY_LEVEL = "clock:\n  kind: incident\n  from: reported\n  to: responded\n  limit_by_level: respond_minutes\n"


def judged(
    judge: str, files: Mapping[str, str] | None = None, now: datetime = NOW, **term: str
) -> list[Verdict]:
    """The verdicts of one obligation over the good examples and some more files."""
    base = knowledge.read(base_with(judge, files, **term), now)
    assert [one for one in base.findings if one.severity == "error"] == []
    return [one for one in base.verdicts if one.obligation == "OB-800"]


def base_with(judge: str, files: Mapping[str, str] | None = None, **term: str) -> dict[str, bytes]:
    whole = {
        path: data for path, data in sound_base().items() if "/obligation/" not in path or "schemas" in path
    }
    if term:
        text = whole[CONTRACT].decode()
        begin, end = term["begin"], term["end"]
        text = re.sub(r'from: "[^"]*"\n  to: "[^"]*"', f'from: "{begin}"\n  to: "{end}"', text, count=1)
        assert begin in text
        whole[CONTRACT] = text.encode()
    whole["records/requirements/obligation/OB-800.yaml"] = (
        OBLIGATION + textwrap.indent(judge, "  ")
    ).encode()
    return {**whole, **{path: text.encode() for path, text in (files or {}).items()}}


def incident(number: int, reported: str, level: str = "L3", **more: str) -> dict[str, str]:
    name = f"INC-2026-{number:04}"
    text = INCIDENT.format(id=name, level=level, reported=reported)
    text += "".join(f"{key}: {value}\n" for key, value in more.items())
    return {f"records/process/incident/2026/{name}.yaml": text}


def of(verdicts: list[Verdict], subject: str) -> Verdict:
    [found] = [one for one in verdicts if one.subject == subject]
    return found


def example_of(rule: str) -> dict[str, Any]:
    """The parameters that a rule's docstring shows."""
    text = importlib.import_module(f"generators.judging.rules.{rule}").__doc__ or ""
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    return load("\n".join(lines).encode())


@pytest.mark.parametrize("rule", RULES)
def test_the_example_in_a_rules_manual_obeys_the_schema_and_can_be_judged(
    rule: str, base: KnowledgeBase
) -> None:
    judge = {rule: example_of(rule)}
    schema = base.kinds.sound["obligation"].checked["properties"]["judge"]
    assert [one.message for one in errors(schema, judge)] == []
    assert judged(json.dumps(judge, ensure_ascii=False).replace("\n", " ") + "\n") is not None


@pytest.mark.parametrize("rule", RULES)
def test_a_rules_manual_begins_with_its_name_in_both_languages(rule: str, base: KnowledgeBase) -> None:
    title = base.kinds.sound["obligation"].schema["properties"]["judge"]["properties"][rule]["title"]
    text = importlib.import_module(f"generators.judging.rules.{rule}").__doc__ or ""
    assert text.startswith(f"{rule} {title}: ")


def test_a_clock_takes_its_limit_from_the_level_and_equal_is_met() -> None:
    answered = incident(801, "2026-06-01T09:00:00+08:00", responded='"2026-06-01T10:00:00+08:00"')
    late = incident(802, "2026-06-01T09:00:00+08:00", responded='"2026-06-01T10:00:01+08:00"')
    verdicts = judged(BY_LEVEL, {**answered, **late})
    met, missed = of(verdicts, "INC-2026-0801"), of(verdicts, "INC-2026-0802")
    assert (met.state, met.measured_s, met.limit_s) == (State.MET, 3600, 3600)
    assert (missed.state, missed.measured_s) == (State.LATE, 3601)
    assert met.evidence == ("INC-2026-0801",)
    assert met.period == "2026-06"


def test_an_open_clock_is_due_then_at_risk_then_late() -> None:
    open_one = incident(801, "2026-06-01T09:00:00+08:00")
    states = [
        of(
            judged(BY_LEVEL, open_one, datetime.fromisoformat(f"2026-06-01T{time}:00+08:00")), "INC-2026-0801"
        ).state
        for time in ("09:10", "09:55", "10:01")
    ]
    assert states == [State.DUE, State.AT_RISK, State.LATE]


def test_before_an_incident_nothing_is_known_of_it() -> None:
    files = incident(801, "2026-06-01T09:00:00+08:00")
    verdicts = judged(BY_LEVEL, files, datetime.fromisoformat("2026-05-31T00:00:00+08:00"))
    assert "INC-2026-0801" not in {one.subject for one in verdicts}


def test_a_later_event_is_hidden_until_it_happens() -> None:
    files = incident(801, "2026-06-01T09:00:00+08:00", responded='"2026-06-01T09:30:00+08:00"')
    early = judged(BY_LEVEL, files, datetime.fromisoformat("2026-06-01T09:20:00+08:00"))
    assert of(early, "INC-2026-0801").state is State.DUE


def test_an_unsound_record_is_judged_suspect_and_never_dropped() -> None:
    path = "records/process/incident/2026/INC-2026-0801.yaml"
    base = knowledge.read(base_with(BY_LEVEL, {path: "id: INC-2026-0801\n"}), NOW)
    found = of([one for one in base.verdicts if one.obligation == "OB-800"], "INC-2026-0801")
    assert (found.state, found.evidence) == (State.SUSPECT, ("INC-2026-0801",))


def test_solved_remotely_arrival_is_not_applicable() -> None:
    judge = BY_LEVEL.replace("responded", "arrived") + "  needs: [remote_failed, on_site_needed]\n"
    files = {
        **incident(801, "2026-06-01T09:00:00+08:00", on_site_needed="false"),
        **incident(802, "2026-06-01T09:00:00+08:00", remote_failed='"2026-06-01T09:20:00+08:00"'),
    }
    verdicts = judged(judge, files)
    assert of(verdicts, "INC-2026-0801").state is State.NOT_APPLICABLE
    assert of(verdicts, "INC-2026-0802").state is State.LATE


def test_a_time_is_proven_only_by_a_source_beyond_a_statement() -> None:
    proof = '{at: "2026-06-01T09:05:00+08:00", source: call-log}'
    files = incident(801, "2026-06-01T09:00:00+08:00", responded=proof)
    known = incident(802, "2026-06-01T09:00:00+08:00", responded=proof)
    path = "records/process/incident/2026/INC-2026-0802.yaml"
    known[path] = known[path].replace('"2026-06-01T09:00:00+08:00"', proof.replace("09:05", "09:00"), 1)
    verdicts = judged(BY_LEVEL, {**files, **known})
    assert not of(verdicts, "INC-2026-0801").independent
    assert of(verdicts, "INC-2026-0802").independent


PROOF = '{{at: "2026-06-01T{time}:00+08:00", source: {known[0]}, certainty: {known[1]}}}'
SURE, LOG = ("call-log", "exact"), ("monitoring-log", "estimated")
SAID, NOBODY = ("statement", "exact"), ("call-log", "unknown")
# how start and stop of a clock are known, and what proves both
KNOWN = {
    (SURE, SURE): True,
    (SURE, LOG): True,
    (SAID, SURE): False,
    (SURE, SAID): False,
    (SAID, SAID): False,
    (NOBODY, SURE): False,
    (SURE, NOBODY): False,
}
WITHIN_A_DAY = "closed:\n  kind: incident\n  done: responded\n  within_days: 1\n"


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("judge", [BY_LEVEL, WITHIN_A_DAY], ids=["clock", "closed"])
def test_both_times_that_decide_must_be_known_and_proven(
    judge: str, known: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    start, stop = (
        PROOF.format(time=time, known=how) for time, how in zip(("09:00", "09:05"), known, strict=True)
    )
    files = incident(801, "2026-06-01T09:00:00+08:00", responded=stop)
    text = files["records/process/incident/2026/INC-2026-0801.yaml"]
    files["records/process/incident/2026/INC-2026-0801.yaml"] = text.replace(
        '"2026-06-01T09:00:00+08:00"', start, 1
    )
    verdict = of(judged(judge, files), "INC-2026-0801")
    assert (verdict.state, verdict.independent) == (State.MET, KNOWN[known])


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
    judge = "every:\n  kind: drill\n  where: id\n  values: [NOBODY]\n  period: quarter\n  at: started\n"
    assert [one.state for one in judged(judge)] == [State.FAILED, State.FAILED, State.FAILED, State.DUE]


def test_an_empty_roster_leaves_every_month_uncovered() -> None:
    judge = "covered:\n  kind: roster\n  shifts: shifts\n  where: shifts.person\n  values: [nobody]\n"
    verdicts = judged(judge)
    assert {one.state for one in verdicts} == {State.FAILED}
    assert len(verdicts) == 11
    assert verdicts[0].measured_s == 31 * 86400
    assert "整月无人值守" in str(verdicts[0].trace)


def test_each_role_of_the_team_is_judged_and_nobody_is_never_met() -> None:
    verdicts = judged("staffed:\n  kind: person\n  posts: posts\n  role: role\n")
    assert verdicts
    assert {one.state for one in verdicts if not one.evidence} <= {State.MISSING}


def test_a_role_of_the_team_is_the_part_that_is_judged_and_no_clock() -> None:
    verdicts = judged("staffed:\n  kind: person\n  posts: posts\n  role: role\n")
    team = load(sound_base()[CONTRACT])["team"]
    assert [one.part for one in verdicts] == sorted(row["role"] for row in team)
    assert {one.clock for one in verdicts} == {None}


def test_a_declaration_is_never_met() -> None:
    given = judged("declared:\n  evidence: CT-2026-01\n  would_prove: 续签合同\n")
    missing = judged("declared:\n  would_prove: 续签合同\n")
    assert [one.state for one in (*given, *missing)] == [State.DECLARED, State.MISSING]


def test_a_declaration_still_to_be_signed_is_missing_until_then() -> None:
    judge = "declared:\n  evidence: RV-2026-01\n  would_prove: 评审结论\n"
    held = re.search(
        r'held: "?([^"\n]*)', sound_base()["records/process/review/2026/RV-2026-01.yaml"].decode()
    )
    assert held
    when = datetime.fromisoformat(held[1])
    states = [judged(judge, now=moment)[0].state for moment in (when - timedelta(hours=1), when)]
    assert states == [State.MISSING, State.DECLARED]


def test_a_draft_alone_proves_nothing() -> None:
    verdicts = judged("present:\n  kind: runbook\n  where: status\n  values: [draft]\n")
    assert [one.state for one in verdicts] == [State.MISSING]


def test_verdicts_are_published_with_every_single_judgement() -> None:
    base = knowledge.read(base_with(BY_LEVEL), NOW)
    told = json.loads(output.verdicts_json(base))
    assert told["as_of"] == NOW.isoformat()
    assert len(told["verdicts"]) == len(base.verdicts)
    assert list(told["verdicts"][0]) == [
        "obligation", "subject", "clock", "part", "period", "state", "measured_s", "limit_s", "due", "evidence",
    ]  # fmt: skip


def test_a_contract_from_18_march_is_judged_by_its_own_quarters_all_the_way() -> None:
    judge = "every:\n  kind: bulletin\n  period: contract-quarter\n  at: sent\n"
    files = base_with(judge, begin="2026-03-18", end="2027-03-17")
    kept = (
        "schemas/",
        "pyproject",
        CONTRACT,
        "records/requirements/obligation/OB-800",
        "records/people/person/",
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
  where: category
  values: [quarterly]
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
    judge = "every:\n  kind: drill\n  where: id\n  values: [DR-2026-81]\n  period: quarter\n"
    judge += "  at: finished\n  names_period: planned\n"
    drill = (
        "id: DR-2026-81\ntitle: 试判的演练\nplan: EP-PLATFORM\nplan_version: '1.0'\nscenario: 平台打不开\n"
        f'form: tabletop\nscope: inside\nbreadth: single\nplanned: "2026-09-23"\nparticipants: [P-004]\n'
        f'started: "{done}T14:00:00+08:00"\nfinished: "{done}T15:00:00+08:00"\nconclusion: 各个环节走通\n'
        f'log:\n  - {{at: "{done}T14:00:00+08:00", stage: start, event: 开始}}\n'
        "scores:\n  - {item: alarm, score: 5}\n"
    )
    verdicts = judged(judge, {"records/technology/drill/2026/DR-2026-81.yaml": drill})
    states = {one.period: one.state for one in verdicts}
    assert (states["2026-Q3"], states["2026-Q4"]) == (third, State.DUE)


def test_a_person_whose_certificate_has_lapsed_does_not_count_from_the_next_day() -> None:
    path = "records/people/person/P-001.yaml"
    text = sound_base()[path].decode()
    begin = text.index("qualifications:")
    rows = (
        "qualifications:\n"
        '  - {name: 试判证, from: "2024-01-01", to: "2026-03-31"}\n'
        '  - {name: 另一证, from: "2026-04-01", to: "2026-05-31"}\n'
    )
    judge = "staffed:\n  kind: person\n  posts: posts\n  role: role\n  holding: qualifications\n"
    verdicts = judged(judge, {path: text[:begin] + rows})
    [found] = [one for one in verdicts if "P-001" in one.evidence]
    assert found.state is State.FAILED
    assert "2026-06-01 至 2026-11-20" in str(found.trace)


def test_a_plan_revised_later_was_approved_before_in_its_earlier_version() -> None:
    path = "docs/emergency/EP-PLATFORM.md"
    text = sound_base()[path].decode()
    rows = 'earlier_approvals:\n  - {version: "1.0", by: P-101, date: "2026-01-20"}\nreview_due:'
    files = {path: re.sub(r'date: "[^"]*"\nreview_due:', f'date: "2026-10-21"\n{rows}', text, count=1)}
    assert files[path] != text
    judge = "present:\n  kind: emergency-plan\n  where: status\n  values: [approved]\n"
    states = [
        judged(judge, files, datetime.fromisoformat(f"{day}T12:00:00+08:00"))[0].state
        for day in ("2026-01-19", "2026-01-20", "2026-11-01")
    ]
    assert states == [State.MISSING, State.MET, State.MET]
