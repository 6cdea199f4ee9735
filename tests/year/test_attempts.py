"""Attempts to fool the tool with the demonstration year: each is told, by a finding or by a verdict that moves.

An attempt changes records of the year so that less is proven, or something that cannot be, and says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from conftest import NOW
from demonstration import changed, judged, path_of

from generators import knowledge
from generators.codes import CODES
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase

Data = dict[str, Any]
Attempt = Callable[[Data], None]
GOOD = (State.MET, State.DECLARED)


def told(base: KnowledgeBase) -> set[tuple[str, str]]:
    return {(one.code, one.place.path) for one in base.findings}


def states(base: KnowledgeBase) -> dict[tuple[object, ...], Verdict]:
    return {(one.obligation, one.subject, one.clock, one.part, one.period): one for one in base.verdicts}


def moved(base: KnowledgeBase) -> Iterator[tuple[Verdict, Verdict]]:
    """The verdicts that are no longer what they were, each with the older one."""
    before = states(judged())
    for key, one in states(base).items():
        if key in before and before[key].state is not one.state:
            yield before[key], one


def cut(table: str, rows: int = 1) -> Attempt:
    def attempt(data: Data) -> None:
        data[table] = data[table][:rows]

    return attempt


def without(table: str, column: str, value: str) -> Attempt:
    def attempt(data: Data) -> None:
        assert any(row[column] == value for row in data[table])
        data[table] = [row for row in data[table] if row[column] != value]

    return attempt


def put(**fields: object) -> Attempt:
    def attempt(data: Data) -> None:
        data.update(fields)

    return attempt


def in_row(table: str, index: int, **fields: object) -> Attempt:
    def attempt(data: Data) -> None:
        data[table][index].update(fields)

    return attempt


def more(table: str, *rows: Mapping[str, object]) -> Attempt:
    def attempt(data: Data) -> None:
        data[table] = [*data.get(table, ()), *rows]

    return attempt


def again(table: str, index: int = 0) -> Attempt:
    def attempt(data: Data) -> None:
        data[table] = [*data[table], dict(data[table][index])]

    return attempt


def one_present(data: Data) -> None:
    for number, row in enumerate(data["attendees"]):
        row["attendance"] = "present" if number == 0 else "absent"
    data["exam"] = {"taken": 20, "passed": 20, "pass_mark": 80}
    data["satisfaction_counts"] = {"score_5": 40}


def one_item_ten_times(data: Data) -> None:
    data["readings"] = [dict(data["readings"][0]) for _ in data["readings"]]


def one_signature_for_all(data: Data) -> None:
    data["attendees"] = [dict(data["attendees"][0]) for _ in data["attendees"]]


def an_hour_run_again(data: Data) -> None:
    data["rerun"]["to"] = data["rerun"]["from"][:11] + "23:59:00+08:00"


def blank(*names: str) -> Attempt:
    def attempt(data: Data) -> None:
        for name in names:
            del data[name]

    return attempt


def instead(change: str) -> Attempt:
    """Name a change of another time for what a standard change stood behind."""

    def attempt(data: Data) -> None:
        del data["standard_change"]
        data["changes"] = [change]

    return attempt


def without_incident(record: str) -> Attempt:
    def attempt(data: Data) -> None:
        data["incidents"] = [one for one in data["incidents"] if one != record]

    return attempt


def asked_after_the_fact(data: Data) -> None:
    """Everything is moved to the next day, as somebody does who writes the paper later."""
    for name in ("requested", "approved", "started", "finished"):
        data[name] = "2026-05-22" + str(data[name] if isinstance(data[name], str) else data[name]["at"])[10:]
    data["verified"] = data["closed"] = "2026-05-23T09:00:00+08:00"


def never_off(data: Data) -> None:
    data["states"] = [{"from": data["states"][0]["from"], "status": "enabled"}]


def off_for_a_night(data: Data) -> None:
    last = data["states"][-1]
    last["to"] = "2026-10-10T20:00:00+08:00"
    off = {
        "from": "2026-10-10T20:00:00+08:00", "to": "2026-10-11T08:00:00+08:00", "status": "disabled",
        "reason": "业务系统停机维护", "approver": "P-102",
    }  # fmt: skip
    data["states"] = [*data["states"], off, {"from": "2026-10-11T08:00:00+08:00", "status": "enabled"}]


def shift(first: str, last: str) -> Attempt:
    return more(
        "shifts",
        {"from": first, "to": last, "person": "P-002", "duty": "hotline", "mode": "on-site"},
    )


WEEKLY = [f"INS-2026-{number:03}" for number in range(1, 10)]
OUTAGE = {"from": "2026-02-19T02:40:00+08:00", "to": "2026-02-19T04:00:00+08:00"}
# what is tried, the records changed for it, and the code that tells
ATTEMPTS: dict[str, tuple[dict[str, Attempt], str]] = {
    "nine weekly inspections of one reading": (dict.fromkeys(WEEKLY, cut("readings")), "row-missing"),
    "an inspection of one item read ten times": ({"INS-2026-003": one_item_ten_times}, "row-twice"),
    "the worst reading left out": ({"INS-2026-012": without("readings", "item", "cl-online")}, "row-missing"),
    "a warning called normal": ({"INS-2026-012": in_row("readings", 1, value=99, status="normal")}, "reading-unexplained"),
    "one present, twenty examined, forty content": ({"TR-2026-003": one_present}, "sum-impossible"),
    "nobody but the first signed in": ({"TR-2026-006": cut("attendees")}, "row-missing"),
    "one person signed in for all": ({"TR-2026-009": one_signature_for_all}, "row-twice"),
    "more passed than were examined": ({"TR-2026-002": put(exam={"taken": 5, "passed": 9})}, "sum-impossible"),
    "a shift outside its month": ({"RO-2026-03": shift("2026-05-02T08:00:00+08:00", "2026-05-02T12:00:00+08:00")}, "shift-outside-month"),
    "a shift of no length": ({"RO-2026-03": shift("2026-03-02T08:00:00+08:00", "2026-03-02T08:00:00+08:00")}, "shift-without-length"),
    "a shift of thirty days": ({"RO-2026-03": shift("2026-03-01T08:00:00+08:00", "2026-03-31T08:00:00+08:00")}, "shift-too-long"),
    "more replies than were asked": ({"SV-2026-01": put(replies=400)}, "sum-impossible"),
    "more scores than replies": ({"SV-2026-02": in_row("questions", 0, score_5=300)}, "sum-impossible"),
    "the same question asked twice": ({"SV-2026-01": again("questions")}, "row-twice"),
    "the rules that failed left out": ({"RS-2026-Q3": without("rows", "rule", "RU-005")}, "row-missing"),
    "more good runs than were due": ({"RS-2026-Q2": in_row("rows", 0, good_runs=9999)}, "sum-impossible"),
    "more false alarms than alarms": ({"RS-2026-Q2": in_row("rows", 3, false_alerts=9999)}, "sum-impossible"),
    "the department that does not use it left out": ({"CU-2026-Q3": cut("rows", 11)}, "row-missing"),
    "more in use than installed": ({"CU-2026-Q3": in_row("rows", 0, active=5000)}, "sum-impossible"),
    "a report on one of six matters": ({"RP-2026-Q2": cut("dimensions")}, "row-missing"),
    "an incident not laid before the customer": ({"CF-2026-02": without("items", "record", "INC-2026-0012")}, "row-missing"),
    "one record confirmed twice": ({"CF-2026-02": again("items")}, "row-twice"),
    "a disputed month left out of the acceptance": ({"AP-2026-01": without("deliverables", "record", "CF-2026-04")}, "row-missing"),
    "more handled than issued": ({"ST-2026-008": put(count_handled=14)}, "sum-impossible"),
    "handled, and some are left": ({"ST-2026-012": put(status="handled")}, "sum-impossible"),
    "a drill scored where it went well": ({"DR-2026-01": cut("scores")}, "row-missing"),
    "absent and there": ({"DR-2026-01": put(absentees=["P-001"])}, "row-twice"),
    "a decision that we signed alone": ({"DC-2026-04": in_row("signatories", 0, person="P-002", side="provider")}, "row-missing"),
    "a runbook done without its last step": ({"EX-20260210-100941-ofeo": cut("steps", 3)}, "row-missing"),
    "one step written twice": ({"EX-20260210-100941-ofeo": again("steps")}, "row-twice"),
    "an hour of nine days run again": ({"CH-2026-018": an_hour_run_again}, "span-uncovered"),
    "one function out twice at a time": ({"INC-2026-0012": more("outages", {"function": "F-RULES", **OUTAGE}, {"function": "F-RULES", **OUTAGE})}, "row-twice"),
    "more late entries than records": ({"SE-2026-03": put(counts={"records": 3, "late": 9, "edited": 0})}, "sum-impossible"),
    "a recovery plan of its best elements": ({"DP-PLATFORM": cut("elements", 2)}, "row-missing"),
    "an obligation struck out": ({"OB-017": put(voided={"reason": "暂时做不到，先不判", "by": "P-001", "at": "2026-11-19T09:00:00+08:00"})}, "voided-though-begun"),
    "let off by a clause that is not there": ({"OB-015": put(readings=[{"code": "rest", "name": "都不判", "clause": "二(二)9", "exempt": True, "force": "contract"}])}, "reading-eases"),
    "let off, and nobody agreed": ({"OB-006": put(readings=[{"code": "rest", "name": "都不判", "clause": "二(二)9", "exempt": True}])}, "reading-eases"),
    "a restart that nobody asked for": ({"EX-20260701-085200-4qqt": blank("standard_change")}, "change-unnamed"),
    "a restart in the change of another night": ({"EX-20260701-085200-4qqt": instead("CH-2026-006")}, "change-unnamed"),
    "a mapping changed by a change of spring": ({"INC-2026-0034": instead("CH-2026-004")}, "change-unnamed"),
    "an incident closed without why none was needed": ({"INC-2026-0067": blank("no_change_reason")}, "change-unnamed"),
    "a rule switched off for a night": ({"RU-020": off_for_a_night}, "off-without-change"),
    "a version that came by itself": ({"RU-020": more("versions", {"version": "1.2", "from": "2026-10-12", "summary": "少算几天现场核查"})}, "version-without-change"),
    "a rule that was never off": ({"RU-003": never_off}, "off-not-shown"),
    "a rule change approved by us": ({"CH-2026-013": put(approver="P-001")}, "wrong-approver"),
    "an answer to what nobody noticed": ({"INS-2026-020": put(answers=[{"code": "row-missing", "reason": "都查过了没有缺", "by": "P-001"}])}, "answer-to-nothing"),
}  # fmt: skip


DOUBTING = [name for name, (_, code) in ATTEMPTS.items() if CODES[code].doubts]


@pytest.fixture(scope="module", params=sorted(ATTEMPTS, key=lambda name: name not in DOUBTING))
def attempted(request: pytest.FixtureRequest) -> tuple[str, KnowledgeBase]:
    """The year after an attempt; those that doubt come first, so that a test of them alone shares the reading."""
    return request.param, knowledge.read(changed(ATTEMPTS[request.param][0]), NOW)


def test_an_attempt_is_told_and_makes_nothing_good(attempted: tuple[str, KnowledgeBase]) -> None:
    name, base = attempted
    attempts, code = ATTEMPTS[name]
    new = told(base) - told(judged())
    assert {(code, path_of(one)) for one in attempts} <= new
    better = [(old, one) for old, one in moved(base) if one.state in GOOD and old.state not in GOOD]
    assert better == []


BY_ANOTHER: dict[str, tuple[dict[str, Attempt], dict[str, str]]] = {
    "a change asked for after the fact": ({"CH-2026-012": asked_after_the_fact}, {"INC-2026-0036": "change-unnamed", "RU-003": "version-without-change"}),
    "a change that was cancelled": ({"CH-2026-012": put(result="cancelled")}, {"INC-2026-0036": "change-unnamed", "RU-003": "version-without-change"}),
    "a change that was rolled back": ({"CH-2026-014": put(result="rolled-back")}, {"INC-2026-0044": "change-unnamed"}),
    "a change of something else": ({"CH-2026-003": without_incident("INC-2026-0011")}, {"INC-2026-0011": "change-unnamed"}),
    "a release that is a setting": ({"CH-2026-019": put(category="configuration")}, {"INC-2026-0059": "release-missing"}),
    "a problem solved by nothing": ({"PB-2026-008": blank("changes"), "CH-2026-015": blank("problem")}, {"PB-2026-008": "change-unnamed"}),
    "a rule taken out of service by nobody": ({"CH-2026-008": blank("rules")}, {"RU-004": "off-without-change"}),
}  # fmt: skip


ENDS = ("OB-023", "OB-218", "OB-219")  # that somebody followed it to its closing


def is_read(verdict: Verdict, code: str | None) -> bool:
    """Say whether what a code doubts of the subject is what the verdict is about."""
    return code is not None and (not CODES[code].only or verdict.obligation in ENDS)


@pytest.mark.parametrize("name", BY_ANOTHER)
def test_a_change_that_does_not_hold_is_told_where_it_was_relied_on(name: str) -> None:
    attempts, expected = BY_ANOTHER[name]
    base = knowledge.read(changed(attempts), NOW)
    assert {(code, path_of(one)) for one, code in expected.items()} <= told(base) - told(judged())
    assert [(old, one) for old, one in moved(base) if one.state in GOOD and old.state not in GOOD] == []
    doubted = [one for one in base.verdicts if is_read(one, expected.get(str(one.subject)))]
    assert [one for one in doubted if one.state in GOOD] == []
    others = [new for _, new in moved(base) if new.subject in expected and new not in doubted]
    assert others == []


def test_a_standard_change_that_the_contract_does_not_list_is_an_error() -> None:
    base = knowledge.read(changed({"INC-2026-0050": put(standard_change="SC-RULE-OFF")}), NOW)
    assert ("unknown-part", path_of("INC-2026-0050")) in told(base)
    assert base.has_errors


@pytest.mark.parametrize("attempted", DOUBTING, indirect=True)
def test_what_rests_on_a_doubted_record_is_no_longer_good_and_names_it(
    attempted: tuple[str, KnowledgeBase],
) -> None:
    name, base = attempted
    attempts, code = ATTEMPTS[name]
    for one in base.verdicts:
        resting = {*filter(None, (one.subject,)), *one.evidence} & set(attempts)
        if resting and not is_read(one, code):
            assert CODES[code].title not in str(one.trace)
        elif resting:
            assert one.state not in GOOD
            assert any(record_id in str(one.trace) for record_id in resting)
            assert CODES[code].title in str(one.trace)


def test_who_names_no_change_moves_no_clock_and_no_other_moment() -> None:
    base = knowledge.read(changed(ATTEMPTS["an incident closed without why none was needed"][0]), NOW)
    assert [(old.obligation, str(old.state), str(new.state)) for old, new in moved(base)] == [
        ("OB-023", "met", "suspect"),
        ("OB-218", "met", "suspect"),
    ]


def test_nine_weekly_inspections_of_one_reading_move_the_months_they_stand_for() -> None:
    base = knowledge.read(changed(ATTEMPTS["nine weekly inspections of one reading"][0]), NOW)
    found = {(old.obligation, old.period, str(old.state), str(new.state)) for old, new in moved(base)}
    assert {("OB-033", f"2026-0{month}", "met", "suspect") for month in (1, 2, 3)} <= found


@pytest.mark.parametrize(
    ("record_id", "table"),
    [
        ("TR-2026-003", "attendees"), ("RP-2026-Q2", "dimensions"), ("CU-2026-Q2", "rows"), ("RS-2026-Q2", "rows"),
        ("DR-2026-01", "scores"), ("CF-2026-02", "items"),
    ],
)  # fmt: skip
def test_a_table_cut_to_a_row_takes_a_good_verdict_away(record_id: str, table: str) -> None:
    base = knowledge.read(changed({record_id: cut(table)}), NOW)
    assert [(old, new) for old, new in moved(base) if old.state in GOOD and new.state is State.SUSPECT]


def test_an_answer_takes_the_doubt_away_but_not_the_notice() -> None:
    def attempt(data: Data) -> None:
        data["readings"] = data["readings"][:1]
        data["answers"] = [{"code": "row-missing", "reason": "停电，别的查不到", "by": "P-001"}]

    base = knowledge.read(changed({"INS-2026-003": attempt}), NOW)
    assert [new for _, new in moved(base) if new.state is State.SUSPECT] == []
    (notice,) = [one for one in base.findings if one.place.path == path_of("INS-2026-003")]
    assert "已答复：停电，别的查不到（服务经理 P-001）" in notice.message
    words = [str(one.trace) for one in base.verdicts if "INS-2026-003" in one.evidence]
    assert words
    assert all("停电，别的查不到（服务经理 P-001）" in one for one in words)


def test_an_answer_by_nobody_answers_nothing() -> None:
    def attempt(data: Data) -> None:
        data["readings"] = data["readings"][:1]
        data["answers"] = [{"code": "row-missing", "reason": "停电，别的查不到", "by": "P-777"}]

    base = knowledge.read(changed({"INS-2026-003": attempt}), NOW)
    assert base.has_errors
    suspect = [one for one in base.verdicts if one.state is State.SUSPECT]
    assert [one.obligation for one in suspect if "INS-2026-003" in one.evidence]


def test_a_need_left_blank_and_a_level_lowered_too_late_leave_nobody_excused_from_coming() -> None:
    name, before = "INC-2026-0053", states(judged())
    asked = [key for key, one in before.items() if one.subject == name and one.clock == "arrived"]
    was = {key: before[key].state for key in asked if before[key].state is not State.NOT_APPLICABLE}
    base = knowledge.read(changed({name: lambda data: data.pop("on_site_needed")}), NOW)
    after = states(base)
    assert was
    assert {key: after[key].state for key in was} == was
