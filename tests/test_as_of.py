"""One gate: of each kind of thing that can be dated, what is later than the moment is not there, and all else is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import NOW, files_of, good_base, sound_base

from generators import knowledge
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.site import sources
from generators.site.cells import fields
from generators.site.pages import record as record_page

SECOND = timedelta(seconds=1)


def seen(when: str, text: str = "") -> KnowledgeBase:
    """The good examples overlaid with some files, judged at a moment or at the beginning of a day."""
    moment = datetime.fromisoformat(when if "T" in when else f"{when}T00:00:00+08:00")
    return knowledge.read({**sound_base(), **files_of(text)}, moment)


def before(when: str, text: str = "") -> KnowledgeBase:
    """The same, a second earlier."""
    moment = datetime.fromisoformat(when if "T" in when else f"{when}T00:00:00+08:00") - SECOND
    return seen(moment.isoformat(), text)


def data(base: KnowledgeBase, name: str) -> Mapping[str, Any]:
    found = base.facts.get(name)
    assert found, name
    return found.data


# a record of each way of being dated, and the first moment at which it is there
BEGINS = {
    "a table by the day on which it was counted": ("CU-2026-Q1", "2026-03-31"),
    "a decision by the day on which it was agreed": ("DC-2026-02", "2026-05-08"),
    "a document by its approval": ("DP-PLATFORM", "2026-03-20"),
    "a report by its issue": ("RP-2026-Q1", "2026-04-09T16:30:00+08:00"),
    "a risk point by its period": ("RK-001", "2024-06-03"),
    "a person by the earliest post": ("P-004", "2024-03-11"),
    "a contract by its signature": ("CT-2026-01", "2025-12-29"),
    "an obligation by its entry": ("OB-001", "2025-12-31T10:20:00+08:00"),
    "a rule by its earliest version, as no entry is told": ("RU-001", "2024-06-03"),
}


@pytest.mark.parametrize("name", BEGINS)
def test_a_record_is_there_from_its_first_second_on(name: str) -> None:
    record, when = BEGINS[name]
    assert seen(when).facts.get(record) is not None
    assert before(when).facts.get(record) is None


def contract(name: str, signed: str, more: str = "") -> str:
    """The contract of the examples under another name and with another signature, as a file."""
    whole = sound_base()["records/requirements/contract/CT-2026-01.yaml"].decode()
    whole = whole.replace("CT-2026-01", name, 1).replace('signed: "2025-12-29"\n', signed)
    return f"# records/requirements/contract/{name}.yaml\n{whole}{more}"


def test_of_several_fields_the_first_that_is_given_dates_a_record() -> None:
    text = contract("CT-2026-01", 'signed: "2026-01-20"\n')
    assert before("2026-01-20", text).facts.get("CT-2026-01") is None
    assert seen("2026-01-20", text).facts.get("CT-2026-01") is not None
    text = contract("CT-2026-01", "")  # from its term, then
    assert before("2026-01-01", text).facts.get("CT-2026-01") is None
    assert seen("2026-01-01", text).facts.get("CT-2026-01") is not None


def test_what_nobody_can_date_is_there_now_and_not_when_somebody_looks_back() -> None:
    assert "RK-009" in good_base().facts.records  # no period yet, and no entry
    assert "RK-009" not in seen("2026-06-01").facts.records
    assert "CAL-OFFICE" in seen("2026-01-02").facts.records  # it binds, and proves nothing


def test_a_record_with_its_entry_and_nothing_else_is_there_from_its_entry() -> None:
    text = """
# records/resource/risk-point/RK-009.yaml
id: RK-009
title: 取水许可超期办结
department: 水资源科
grade: medium
control: 每天比对办理天数与时限，超期预警
status: planned
recorded_at: "2026-04-01T09:00:00+08:00"
"""
    assert "RK-009" in seen("2026-04-01T09:00:00+08:00", text).facts.records
    assert "RK-009" not in before("2026-04-01T09:00:00+08:00", text).facts.records


# a record, the path of what is hidden of it, and since when that is there
PARTS: Mapping[str, tuple[str, tuple[str | int, ...], str]] = {
    "a plain date": ("INS-2026-001", ("customer_confirmed",), "2026-03-20"),
    "an event": ("AN-2026-001", ("verified",), "2026-03-25T10:05:00+08:00"),
    "a row by a time that it must have": ("RP-2026-Q1", ("deliveries", 1), "2026-04-10T15:10:00+08:00"),
    "the only row": ("AC-2026-001", ("reviews",), "2026-04-08T10:00:00+08:00"),
    "a version to come": ("RU-001", ("versions", 1), "2026-04-13"),
    "a state to come": ("RU-001", ("states", 2), "2026-04-13T08:00:00+08:00"),
    "the end of a state": ("RU-001", ("states", 0, "to"), "2026-04-12T20:00:00+08:00"),
    "a post to come": ("P-004", ("posts", 1), "2026-01-01"),
    "a date in a row": ("DP-PLATFORM", ("backups", 0, "last_tested"), "2026-05-07"),
    "a voiding": ("P-090", ("voided",), "2026-01-05T10:12:00+08:00"),
}


def within(value: Any, path: tuple[str | int, ...]) -> bool:
    for step in path:
        if isinstance(value, tuple):
            if int(step) >= len(value):
                return False
        elif step not in value:
            return False
        value = value[step]
    return True


@pytest.mark.parametrize("name", PARTS)
def test_what_happened_later_is_not_in_a_record_before(name: str) -> None:
    record, path, when = PARTS[name]
    assert within(data(seen(when), record), path)
    assert not within(data(before(when), record), path)


# what is planned, due or valid until, of records that are there long before
AHEAD: Mapping[str, tuple[str, tuple[str | int, ...], str]] = {
    "a limit": ("AN-2026-001", ("due",), "2026-03-05T12:00:00+08:00"),
    "the next review": ("DP-PLATFORM", ("review_due",), "2026-03-20"),
    "the end of a term": ("CT-2026-01", ("term", "to"), "2026-01-02"),
    "the end of a post": ("P-004", ("posts", 0, "to"), "2025-06-01"),
    "the end of a qualification": ("P-001", ("qualifications", 0, "to"), "2026-01-01"),
    "from when a decision holds": ("DC-2026-02", ("effective_from",), "2026-05-08"),
}


@pytest.mark.parametrize("name", AHEAD)
def test_what_may_lie_ahead_is_there_before(name: str) -> None:
    record, path, when = AHEAD[name]
    assert within(data(seen(when), record), path)


def test_a_record_struck_out_later_is_judged_until_then_and_looked_at_from_then_on() -> None:
    text = """
# records/process/incident/2026/INC-2026-0801.yaml
id: INC-2026-0801
contract: CT-2026-01
reporter: {department: 水资源科, post: 经办人}
phenomenon: 采集任务那一页全是红的
channel: phone
level: L2
reported: "2026-03-05T09:10:00+08:00"
responded: "2026-03-05T19:31:00+08:00"
voided: {reason: 重复登记了一次, by: P-001, at: "2026-03-09T09:00:00+08:00"}
"""
    judged = before("2026-03-09T09:00:00+08:00", text).verdicts_on("INC-2026-0801")
    assert {one.clock: one.state for one in judged}["responded"] is State.LATE
    struck = seen("2026-03-09T09:00:00+08:00", text).verdicts_on("INC-2026-0801")
    assert {one.state for one in struck} == {State.SUSPECT}  # it was late when it was struck out


def test_an_amendment_binds_nothing_before_it_is_signed() -> None:
    more = 'amends: CT-2026-01\neffective_from: "2026-02-01"\n'
    text = contract("CT-2026-02", 'signed: "2026-06-01"\n', more).replace(
        "respond_minutes: 30", "respond_minutes: 1"
    )
    early, late = before("2026-06-01", text), seen("2026-06-01", text)

    def state(base: KnowledgeBase) -> State:
        [one] = [one for one in base.verdicts_of("OB-001") if one.subject == "INC-2026-0001"]
        return one.state

    assert "CT-2026-02" not in early.facts.records
    assert "CT-2026-02" in late.facts.records
    assert (state(early), state(late)) == (State.MET, State.LATE)


def test_nobody_names_what_is_not_there_and_the_page_does_not_tell_it() -> None:
    early, now = seen("2026-03-21"), good_base()
    named = {link.target for name in early.facts.records for link in early.facts.named_by(name)}
    assert named <= set(early.facts.records)
    for base, told in ((early, "（那时还没有这条登记）"), (now, "DC-2026-02")):
        cells = {one.name: one.cell for one in fields(base, base.facts.records["OB-002"])}
        assert told in str(cells["decision"])
    assert record_page.view(early, early.facts.records["OB-002"]).source.text == ""


def test_a_record_of_which_a_part_is_hidden_does_not_show_its_file() -> None:
    base = before("2026-04-13")
    assert record_page.view(base, base.facts.records["RU-001"]).source.text == ""
    whole = good_base()
    assert record_page.view(whole, whole.facts.records["RU-001"]).source.text.startswith("id: RU-001")


def test_a_page_of_a_document_that_is_not_there_is_not_built() -> None:
    early, now = sources.stage(before("2026-03-20")), sources.stage(good_base())
    name = "docs/disaster/DP-PLATFORM.md"
    assert name in {one.path for one in now.texts}
    assert name not in {one.path for one in early.texts}
    assert early.hidden[name] == "DP-PLATFORM"


def test_a_notice_about_a_row_to_come_is_not_told_and_an_error_always_is() -> None:
    text = """
# records/technology/rule/RU-801.yaml
id: RU-801
title: 取水许可超时限未办结
check: database
system: AS-BIZ-09
risk_points: [RK-009]
versions:
  - {version: "1.0", from: "2026-01-03", summary: 每晚比对办理天数与法定时限}
states:
  - {from: "2026-01-03T09:00:00+08:00", to: "2026-05-09T20:00:00+08:00", status: enabled}
  - {from: "2026-05-09T20:00:00+08:00", status: disabled, reason: 业务系统停机升级}
# records/technology/rule/RU-802.yaml
id: RU-802
title: 取水许可超时限未办结
check: database
system: AS-BIZ-77
risk_points: [RK-009]
versions:
  - {version: "1.0", from: "2026-09-03", summary: 每晚比对办理天数与法定时限}
"""
    when = "2026-05-09T20:00:00+08:00"
    told = {"unknown-reference", "row-missing"}  # the table of the quarter before does not count the rule
    assert {one.code for one in seen(when, text).findings} == {
        "approval-missing",
        "off-without-change",
        *told,
    }
    assert {one.code for one in before(when, text).findings} == told


def test_an_unsound_record_is_dated_too() -> None:
    text = """
# records/process/action/2026/AN-2026-801.yaml
id: AN-2026-801
title: 堆内存年轻代调大
source: INS-2026-777
owner: P-004
due: "2026-06-30"
raised: "2026-06-01T12:00:00+08:00"
"""
    assert "AN-2026-801" in seen("2026-06-01T12:00:00+08:00", text).facts.unsound
    assert "AN-2026-801" not in before("2026-06-01T12:00:00+08:00", text).facts.unsound


def test_obligations_compared_name_no_decision_to_come() -> None:
    for base in (before("2026-05-08"), good_base()):
        for one in standing.comparisons(base):
            assert set(one.decisions) <= set(base.facts.records)


def test_nothing_hidden_gives_the_same_facts() -> None:
    facts = good_base().facts
    assert facts.at(NOW + timedelta(days=9999), NOW.tzinfo or good_base().config.zone) is facts


def test_who_stayed_away_late_is_not_excused_by_a_lower_level() -> None:
    text = """
# records/process/incident/2026/INC-2026-0801.yaml
id: INC-2026-0801
contract: CT-2026-01
reporter: {department: 水资源科, post: 经办人}
phenomenon: 采集任务那一页全是红的
channel: phone
level: L2
reported: "2026-03-05T09:10:00+08:00"
on_site_needed: false
level_changes:
  - {from: L2, to: L3, at: "2026-03-05T18:30:00+08:00", reason: 换了办法还能用, by: P-001, approver: P-101}
# records/requirements/obligation/OB-801.yaml
id: OB-801
title: 高级别故障到场
source: CT-2026-01
locators: [样例]
summary: 两个高级别的故障要按时到场。
element: process
phase: operation
severity: major
judge:
  clock:
    kind: incident
    from: reported
    to: arrived
    limit_by_level: arrive_minutes
    where: [{field: level, is: [L1, L2]}]
    needs: [on_site_needed, remote_failed]
"""
    [early] = [
        one
        for one in before("2026-03-05T18:30:00+08:00", text).verdicts_of("OB-801")
        if one.subject == "INC-2026-0801"
    ]
    [late] = [
        one
        for one in seen("2026-03-05T18:30:00+08:00", text).verdicts_of("OB-801")
        if one.subject == "INC-2026-0801"
    ]
    assert (early.state, late.state) == (State.LATE, State.LATE)
    assert "2026-03-05 18:30 降级时已过时限" in str(late.trace)


def test_a_standard_without_its_day_of_issue_is_there_from_its_entry() -> None:
    path = "records/requirements/standard/STD-ITSS-9.yaml"
    whole = next(data for name, data in sound_base().items() if "/standard/" in name).decode()
    lines = [line for line in whole.splitlines() if not line.startswith(("issued:", "id:"))]
    text = "\n".join([f"# {path}", "id: STD-ITSS-9", *lines, 'recorded_at: "2026-01-08T09:00:00+08:00"'])
    assert "STD-ITSS-9" in seen("2026-01-08T09:00:00+08:00", text).facts.records
    assert "STD-ITSS-9" not in before("2026-01-08T09:00:00+08:00", text).facts.records
