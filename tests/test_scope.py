"""Two contracts in one base: each is judged by its own obligations, records, limits, team and days."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import pytest
from conftest import NOW, sound_base
from serving import serving

from generators import knowledge, output
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import performance
from generators.measures.figure import about
from generators.site import posts
from generators.site.listing.judgements import judgements
from generators.site.verdict_rows import rows

FIRST, SECOND = "CT-2026-01", "CT-2026-02"
CONTRACT = "records/requirements/contract/{}.yaml"
STANDARD = "STD-GBT-28827-1-2022"
RESPONDED = "clock: {kind: incident, from: reported, to: responded, limit_by_level: respond_minutes}"
INSPECTED = "every: {kind: inspection, period: contract-quarter, at: finished}"
STAFFED = "staffed: {kind: person, posts: posts, role: role}"
COVERED = "covered: {kind: roster, shifts: shifts}"


def obligation(number: int, source: str, judge: str) -> dict[str, str]:
    text = (
        f"id: OB-{number}\ntitle: 试判的义务\nsource: {source}\nlocators: [样例]\nsummary: 为测试写的义务。\n"
        f"element: process\nphase: operation\nseverity: normal\njudge:\n  {judge}\n"
    )
    return {f"records/requirements/obligation/OB-{number}.yaml": text}


def incident(number: int, contract: str | None, **more: str) -> dict[str, str]:
    """An L3 incident, answered after 100 minutes."""
    own = {"contract": contract} if contract else {}
    fields = {
        "id": f"INC-2026-{number:04}",
        **own,
        "reporter": "{department: 财务科}",
        "phenomenon": "报表打不开",
        "channel": "phone",
        "level": "L3",
        "reported": '"2026-06-01T09:00:00+08:00"',
        "responded": '"2026-06-01T10:40:00+08:00"',
        **more,
    }
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return {f"records/process/incident/2026/INC-2026-{number:04}.yaml": text}


def inspection(number: int, contract: str, day: str) -> dict[str, str]:
    name = f"INS-2026-{number:03}"
    text = (
        f"id: {name}\ncontract: {contract}\ntitle: 试判的巡检\ntemplate: IT-QUARTERLY\ninspector: P-004\n"
        f'started: "{day}T09:00:00+08:00"\nfinished: "{day}T12:00:00+08:00"\nreviewer: P-001\n'
        "conclusion: 各项正常\nreadings:\n  - {item: app-heap, value: 66, status: normal}\n"
        "  - {item: app-service, status: normal}\n  - {item: db-buffer-hit, status: normal}\n"
    )
    return {f"records/technology/inspection/2026/{name}.yaml": text}


def roster(month: str, contract: str, begin: str, end: str) -> dict[str, str]:
    text = (
        f'id: RO-{month}\ncontract: {contract}\nmonth: "{month}"\nshifts:\n'
        f'  - {{from: "{begin}T00:00:00+08:00", to: "{end}T00:00:00+08:00", person: P-004, duty: hotline, mode: on-call}}\n'
    )
    return {f"records/people/roster/{month[:4]}/RO-{month}.yaml": text}


def two(
    *files: Mapping[str, str],
    without: str = "/obligation/",
    term: tuple[str, str] = ("2026-04-01", "2027-03-31"),
) -> dict[str, bytes]:
    """The good examples under the first contract, without their obligations; and a second contract.

    The second one answers L3 within 600 minutes, wants three engineers and has a term of its own. What both
    share serves both.
    """
    whole = {path: data for path, data in sound_base().items() if without not in path or "schemas" in path}
    text = whole[CONTRACT.format(FIRST)].decode()
    level, (head, team) = text.index("code: L3"), text.split("team:\n")
    text = head[:level] + head[level:].replace("respond_minutes: 60", "respond_minutes: 600", 1)
    text += "team:\n" + team.replace("检调优\n    count: 1", "检调优\n    count: 3")
    text = text.replace('"2026-01-01"', f'"{term[0]}"').replace('"2026-12-31"', f'"{term[1]}"')
    whole[CONTRACT.format(SECOND)] = text.replace(FIRST, SECOND).encode()
    whole |= {path: data.encode() for some in files for path, data in some.items()}
    return serving(whole, FIRST, SECOND)


def alone(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same without the second contract."""
    left = {path: data for path, data in files.items() if path != CONTRACT.format(SECOND)}
    return {path: data.replace(f", {SECOND}]".encode(), b"]") for path, data in left.items()}


def read(files: Mapping[str, bytes], now: datetime = NOW) -> KnowledgeBase:
    base = knowledge.read(files, now)
    assert [one for one in base.findings if one.severity == "error"] == []
    return base


def of(base: KnowledgeBase, number: int, **fields: str | None) -> list[Verdict]:
    """The verdicts of one obligation whose fields have these values."""
    return [
        one
        for one in base.verdicts
        if one.obligation == f"OB-{number}"
        and all(getattr(one, name) == value for name, value in fields.items())
    ]


def subjects(base: KnowledgeBase, number: int, **fields: str | None) -> set[str]:
    return {str(one.subject) for one in of(base, number, **fields)}


BOTH = {**obligation(801, FIRST, RESPONDED), **obligation(802, SECOND, RESPONDED)}


def test_an_incident_is_judged_by_its_own_contracts_obligations_and_limits() -> None:
    base = read(two(BOTH, incident(811, None), incident(812, SECOND), incident(813, FIRST)))
    [mine], [named] = of(base, 801, subject="INC-2026-0811"), of(base, 801, subject="INC-2026-0813")
    [other] = of(base, 802)
    assert (mine.state, mine.limit_s) == (named.state, named.limit_s) == (State.LATE, 60 * 60)
    assert (other.subject, other.state, other.limit_s) == ("INC-2026-0812", State.MET, 600 * 60)
    assert "INC-2026-0812" not in subjects(base, 801)


def test_the_sla_figures_of_two_contracts_are_not_mixed() -> None:
    base = read(two(BOTH, incident(811, None), incident(812, SECOND)))
    left = {path: data for path, data in two(BOTH, incident(811, None)).items() if "/OB-802" not in path}
    figures = {one.obligation.id: one for one in performance.matrices(base)}
    assert figures["OB-801"] == performance.matrices(read(alone(left)))[0]
    assert figures["OB-802"].whole.judged.year.denominator.ids == ("INC-2026-0812",)


def test_the_sla_figures_of_a_standard_are_told_contract_by_contract() -> None:
    base = read(two(obligation(801, STANDARD, RESPONDED), incident(812, SECOND)))
    assert [(one.obligation.id, one.contract) for one in performance.matrices(base)] == [
        ("OB-801", FIRST),
        ("OB-801", SECOND),
    ]
    assert performance.matrices(base)[1].whole.judged.year.numerator.ids == ("INC-2026-0812",)


def test_what_others_name_under_a_level_is_looked_up_in_their_own_contract() -> None:
    changed = '[{from: L3, to: L9, at: "2026-06-01T09:10:00+08:00", by: P-001}]'
    files = two(incident(812, SECOND, level_changes=changed))
    files[CONTRACT.format(SECOND)] = files[CONTRACT.format(SECOND)].replace(b"code: L5", b"code: L9")
    assert read(files).facts.named_by("INC-2026-0812")[0].target == SECOND


def test_periods_are_those_of_the_obligations_own_contract() -> None:
    some = (inspection(811, FIRST, "2026-05-11"), inspection(812, SECOND, "2026-08-03"))
    base = read(two(obligation(801, FIRST, INSPECTED), obligation(802, SECOND, INSPECTED), *some))
    states = {one.period: (one.state, one.evidence) for one in of(base, 801)}
    assert states["2026-C2"] == (State.MET, ("INS-2026-811",))
    assert states["2026-C3"] == (State.FAILED, ())  # the one of August is the other contract's
    others = [(one.period, one.due.date().isoformat(), one.state) for one in of(base, 802) if one.due]
    assert others == [
        ("2026-C1", "2026-06-30", State.FAILED),
        ("2026-C2", "2026-09-30", State.MET),
        ("2026-C3", "2026-12-31", State.DUE),
        ("2026-C4", "2027-03-31", State.DUE),
    ]


def test_a_team_is_held_against_its_own_contract() -> None:
    base = read(two(obligation(801, FIRST, STAFFED), obligation(802, SECOND, STAFFED)))
    [mine], [other] = of(base, 801, part="support-engineer"), of(base, 802, part="support-engineer")
    assert mine.state is State.MET
    assert other.state is State.FAILED
    assert "应有 3 人" in str(other.trace)
    assert "2026-04-01 至 2026-11-20" in str(other.trace)


def test_the_list_of_judgements_names_posts_as_their_contracts_do() -> None:
    files = two(obligation(801, FIRST, STAFFED), obligation(802, SECOND, STAFFED))
    own, other = "运维支持工程师", "驻场工程师"
    files[CONTRACT.format(SECOND)] = files[CONTRACT.format(SECOND)].replace(own.encode(), other.encode())
    base = read(files)
    listing = judgements(base)
    rows = {str(row[0]): row for row in listing.rows if listing.value(row, "part") == "support-engineer"}
    column = listing.columns[listing.index["part"]]
    assert column.texts(listing.value(rows["OB-801"], "part")) == (f"{own}、{other}",)
    assert posts.of(base, *of(base, 801, part="support-engineer")) == own
    assert posts.of(base, *of(base, 802, part="support-engineer")) == other


def test_shifts_cover_only_their_own_contracts_hours() -> None:
    duty = (obligation(801, FIRST, COVERED), obligation(802, SECOND, COVERED))
    some = (
        roster("2026-05", FIRST, "2026-05-01", "2026-06-01"),
        roster("2026-06", SECOND, "2026-06-01", "2026-07-01"),
    )
    base = read(two(*duty, *some))
    states = {number: {str(one.period): one.state for one in of(base, number)} for number in (801, 802)}
    assert (states[801]["2026-05"], states[802]["2026-05"]) == (State.MET, State.FAILED)
    assert (states[801]["2026-06"], states[802]["2026-06"]) == (State.FAILED, State.MET)
    assert min(states[801]) == "2026-01"
    assert min(states[802]) == "2026-04"


@pytest.mark.parametrize(
    ("first", "states"), [("2026-11-21", {State.DUE}), ("2026-11-20", {State.MET, State.FAILED})]
)
def test_before_a_term_begins_no_team_is_judged(first: str, states: set[State]) -> None:
    base = read(two(obligation(802, SECOND, STAFFED), term=(first, "2027-12-31")))
    assert {one.state for one in of(base, 802)} == states


def test_after_a_term_has_ended_nobody_must_be_there() -> None:
    duty = (obligation(801, SECOND, STAFFED), obligation(802, SECOND, COVERED))
    base = read(two(*duty, term=("2026-04-01", "2026-06-30")))
    [short] = of(base, 801, part="support-engineer")
    assert "2026-04-01 至 2026-06-30" in str(short.trace)
    assert [one.period for one in of(base, 802)] == ["2026-04", "2026-05", "2026-06"]


def test_a_standard_is_judged_within_each_contract_so_that_none_makes_up_for_another() -> None:
    files = two(obligation(801, STANDARD, INSPECTED), inspection(812, SECOND, "2026-08-03"))
    base = read(files)
    mine, other = of(base, 801, contract=FIRST), of(base, 801, contract=SECOND)
    assert {one.period: one.state for one in mine}["2026-C3"] is State.FAILED
    assert {one.period: one.state for one in other}["2026-C2"] is State.MET
    assert len(of(base, 801)) == len(mine) + len(other)
    [met] = [one for one in other if one.state is State.MET]
    assert about(met) == "CT-2026-02 2026-C2"


def test_a_verdict_names_its_contract_where_there_are_several_and_nowhere_else() -> None:
    duty = (obligation(801, STANDARD, INSPECTED), obligation(802, SECOND, INSPECTED))
    told = json.loads(output.verdicts_json(read(two(*duty))))["verdicts"]
    assert {(one["obligation"], one.get("contract")) for one in told} == {
        ("OB-801", FIRST),
        ("OB-801", SECOND),
        ("OB-802", None),
    }
    assert {one.contract for one in read(alone(two(duty[0]))).verdicts} == {None}


def test_no_two_verdicts_are_about_the_same() -> None:
    files = two(obligation(801, STANDARD, STAFFED), incident(812, SECOND), without="/none/")
    source, standard = f"source: {FIRST}".encode(), f"source: {STANDARD}".encode()
    files |= {path: data.replace(source, standard) for path, data in files.items() if "/OB-" in path}
    keys = [
        (one.obligation, one.subject, one.clock, one.part, one.period, one.contract)
        for one in read(files).verdicts
    ]
    assert {one[-1] for one in keys} == {FIRST, SECOND}
    assert len(set(keys)) == len(keys)


def test_who_reads_a_verdict_under_several_contracts_sees_which_is_meant() -> None:
    base = read(two(obligation(801, STANDARD, INSPECTED)))
    assert [one.period for one in rows(base, of(base, 801, period="2026-C2"))] == [
        "CT-2026-01 合同第二季度（2026 年 4–6 月）",
        "CT-2026-02 合同第二季度（2026 年 7–9 月）",
    ]


def test_what_is_shared_is_judged_under_every_contract() -> None:
    judge = "present: {kind: emergency-plan, where: [{field: status, is: [approved]}]}"
    base = read(
        two(obligation(801, FIRST, judge), obligation(802, SECOND, judge), obligation(803, STANDARD, judge))
    )
    assert [one.evidence for number in (801, 802, 803) for one in of(base, number)] == [("EP-PLATFORM",)] * 4


def suspects(base: KnowledgeBase, number: int) -> set[str]:
    return {str(one.subject) for one in of(base, number) if one.state is State.SUSPECT}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"id": "INC-2026-0812"}, {801: True, 802: True}),  # refused, and says nothing
        ({"id": "INC-2026-0812", "contract": SECOND}, {801: False, 802: True}),  # refused, but says this
        ({"id": "INC-2026-0812", "contract": "CT-2026-77"}, {801: True, 802: True}),
        ({"id": "INC-2026-0812", "contract": "[]"}, {801: True, 802: True}),
        ({"id": "*x"}, {801: True, 802: True}),  # unread
    ],
)
def test_an_unsound_record_is_suspect_unless_it_is_known_to_be_of_another_contract(
    more: Mapping[str, str], expected: Mapping[int, bool]
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in more.items())
    base = knowledge.read(two(BOTH, {"records/process/incident/2026/INC-2026-0812.yaml": text}), NOW)
    assert {number: "INC-2026-0812" in suspects(base, number) for number in (801, 802)} == expected


@pytest.mark.parametrize(("contract", "number"), [(None, 801), (FIRST, 801), (SECOND, 802)])
def test_a_record_in_error_that_obeys_its_schema_is_suspect_in_its_contract_alone(
    contract: str | None, number: int
) -> None:
    base = knowledge.read(two(BOTH, incident(812, contract, handlers="[P-777]")), NOW)
    assert [one.code for one in base.findings] == ["unknown-reference"]
    assert {one for one in (801, 802) if "INC-2026-0812" in suspects(base, one)} == {number}


def test_contracts_that_amend_each_other_in_a_circle_each_stand_for_themselves() -> None:
    files = two(BOTH, incident(811, None), incident(812, SECOND))
    for mine, other in ((FIRST, SECOND), (SECOND, FIRST)):
        files[CONTRACT.format(mine)] += f'amends: {other}\neffective_from: "2026-07-01"\n'.encode()
    base = knowledge.read(files, NOW)
    assert [one.code for one in base.findings if one.severity == "error"] == ["amendment-circle"] * 2
    assert "INC-2026-0812" not in subjects(base, 801)
    assert subjects(base, 802) == {"INC-2026-0812"}


@pytest.mark.parametrize(
    "voided", ["", 'voided: {reason: 写错了重新登记, by: P-090, at: "2026-05-12T09:00:00+08:00"}\n']
)
def test_where_nobody_can_say_whose_a_record_is_it_is_suspect_in_each_and_proves_nothing(voided: str) -> None:
    files = two(obligation(801, FIRST, INSPECTED), obligation(802, SECOND, INSPECTED))
    files |= {path: data.encode() for path, data in inspection(811, FIRST, "2026-05-11").items()}
    path = "records/technology/inspection/2026/INS-2026-811.yaml"
    files[path] = files[path].replace(f"contract: {FIRST}\n".encode(), voided.encode())
    files["pyproject.toml"] = b""
    base = knowledge.read(files, NOW)
    assert "INS-2026-811" in base.facts.records
    for number in (801, 802):
        told = of(base, number, subject="INS-2026-811")
        assert [one.state for one in told] == ([] if voided else [State.SUSPECT])
        assert all("没有写属于哪份合同" in str(one.trace) for one in told)
        assert not any("INS-2026-811" in one.evidence for one in of(base, number, subject=None))


@pytest.mark.parametrize(
    ("old", "new"),
    [("customer: 某单位\n", ""), ("locator: 样例\n", "amends: CT-2026-77\n")],  # refused; only in error
)
def test_a_term_of_a_contract_that_is_not_sound_is_suspect_and_names_it(old: str, new: str) -> None:
    judges = (INSPECTED, STAFFED, COVERED)
    files = two(*(obligation(801 + number, SECOND, judge) for number, judge in enumerate(judges)))
    path = CONTRACT.format(SECOND)
    files[path] = files[path].replace(old.encode(), new.encode(), 1)
    base = knowledge.read(files, NOW)
    for number in (801, 802, 803):
        assert [(one.state, one.evidence) for one in of(base, number, subject=None)] == [
            (State.SUSPECT, (SECOND,))
        ]


@pytest.mark.parametrize(
    ("serves", "default", "first", "second"),
    [
        ([FIRST, SECOND], FIRST, State.MET, State.MET),
        ([SECOND], FIRST, State.MISSING, State.MET),
        (None, FIRST, State.MET, State.MISSING),  # it proves what it proved before there was another contract
        (None, None, State.SUSPECT, State.SUSPECT),  # and nothing where nobody says which is meant
    ],
)
def test_what_is_shared_proves_only_what_a_contract_that_it_serves_asks(
    serves: list[str] | None, default: str | None, first: State, second: State
) -> None:
    judge = "present: {kind: emergency-plan, where: [{field: status, is: [approved]}]}"
    files = two(obligation(801, FIRST, judge), obligation(802, SECOND, judge))
    [path] = [one for one in files if one.endswith("EP-PLATFORM.md")]
    line = f"serves: [{', '.join(serves)}]\n".encode() if serves else b""
    files[path] = files[path].replace(f"serves: [{FIRST}, {SECOND}]\n".encode(), line)
    if default is None:
        files["pyproject.toml"] = files["pyproject.toml"].replace(f'contract = "{FIRST}"'.encode(), b"")
    base = knowledge.read(files, NOW)
    assert [one.code for one in base.findings_in(path)] == ([] if serves else ["serves-missing"])
    states = [{one.state for one in of(base, number)} for number in (801, 802)]
    assert [first in states[0], second in states[1]] == [True, True]
    assert (State.MET in states[0], State.MET in states[1]) == (first is State.MET, second is State.MET)


def test_an_amended_contract_is_served_by_what_serves_it_or_its_amendment() -> None:
    """Who serves one version of a contract serves the contract."""
    judge = "present: {kind: emergency-plan, where: [{field: status, is: [approved]}]}"
    files = two(obligation(801, FIRST, judge), obligation(802, SECOND, judge))
    third = files[CONTRACT.format(SECOND)].replace(SECOND.encode(), b"CT-2026-03")
    files[CONTRACT.format("CT-2026-03")] = (
        third + f'amends: {SECOND}\neffective_from: "2026-07-01"\n'.encode()
    )
    [path] = [one for one in files if one.endswith("EP-PLATFORM.md")]
    files[path] = files[path].replace(f"serves: [{FIRST}, {SECOND}]".encode(), b"serves: [CT-2026-03]")
    base = read(files)
    assert [{one.state for one in of(base, number)} for number in (801, 802)] == [
        {State.MISSING},
        {State.MET},
    ]


def test_with_one_contract_nothing_need_say_what_it_serves() -> None:
    assert "serves-missing" not in {one.code for one in knowledge.read(sound_base(), NOW).findings}
