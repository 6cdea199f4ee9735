"""What was done badly is not 达标: attempts on a copy of the year, each turning one good instance into a bad one.

Every attempt names the verdict that was good before. The data stay sound, so it is the judge who sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from conftest import NOW
from demonstration import LISTED, changed, judged

from generators import knowledge
from generators.codes import Severity
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase

Data = dict[str, Any]
Change = Callable[[Data], None]
BAD = {State.FAILED, State.MISSING, State.LATE, State.STALE}
AFTER = datetime.fromisoformat(
    "2027-01-02T09:00:00+08:00"
)  # when the year is over, and nothing may still become good
OURS, THEIRS = "P-001", "P-101"  # the provider's manager, the customer's lead
RESTORED = ("DR-2026-02", "DR-2026-04", "DR-2026-05")  # from backups, in earnest


class Attempt(NamedTuple):
    """What was done badly, the verdicts that were good until then, and the records that say so."""

    told: str
    verdicts: Sequence[str]  # obligation and subject, period or part
    changes: Mapping[str, Change]


def put(**fields: object) -> Change:
    """Set fields; None takes one away."""

    def change(data: Data) -> None:
        for name, value in fields.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value

    return change


def within(name: str, **fields: object) -> Change:
    return lambda data: put(**fields)(data[name])


def rows(table: str, which: Mapping[str, object] | None = None, **fields: object) -> Change:
    """Set fields of the rows of a table, of all or of those with these values."""

    def change(data: Data) -> None:
        found = [
            one for one in data[table] if all(one.get(key) == value for key, value in (which or {}).items())
        ]
        assert found
        for one in found:
            put(**fields)(one)

    return change


def read_as(item: str, value: float | None, status: str) -> Change:
    return rows("readings", {"item": item}, value=value, status=status, note="试着这样写的")


def nobody(table: str = "attendees") -> Change:
    return rows(table, attendance="absent")


def both(*changes: Change) -> Change:
    def change(data: Data) -> None:
        for one in changes:
            one(data)

    return change


def all_of(kind: str) -> Sequence[str]:
    return [one for one in LISTED[kind] if one in judged().facts.records]


UNCHECKED = read_as("db-connections", None, "unchecked")
WEEKLY = {f"INS-2026-{number:03}": UNCHECKED for number in (5, 6, 7, 8)}
ATTEMPTS = (
    Attempt("a request that nobody handled", ["OB-004 RQ-2026-0014"], {"RQ-2026-0014": put(handlers=None)}),
    Attempt("help that the user was unhappy with", ["OB-013 RQ-2026-0003"], {"RQ-2026-0003": put(satisfaction=1)}),
    Attempt("data over the template's line", ["OB-005 2026-C1"], {"INS-2026-011": read_as("pf-sync-delay", 30, "warning")}),
    Attempt("a delay that nobody read", ["OB-005 2026-C1", "OB-031 2026-C1"], {"INS-2026-011": read_as("pf-sync-delay", None, "unchecked")}),
    Attempt("a certificate about to end", ["OB-006 2026-C1"], {"INS-2026-011": read_as("app-cert-days", 5, "abnormal")}),
    Attempt("a reading said not to apply", ["OB-006 2026-C1"], {"INS-2026-011": read_as("db-backup-age", None, "not-applicable")}),
    Attempt("a server that nobody looked at", ["OB-032 2026-C1", "OB-034 2026-C1"], {"INS-2026-011": read_as("app-cpu", None, "unchecked")}),
    Attempt("monitoring that nobody looked at", ["OB-033 2026-02", "OB-072 2026-02", "OB-242 2026-02", "OB-265 2026-02"], WEEKLY),
    Attempt("clients said not to matter for a month", ["OB-265 2026-02"], {one: read_as("cl-online", None, "not-applicable") for one in WEEKLY}),
    Attempt("a call that nobody took", ["OB-009 2026-02"], {"RO-2026-02": rows("phone_checks", answered=False)}),
    Attempt("calls to engineers only", ["OB-009 2026-02"], {"RO-2026-02": rows("phone_checks", person="P-008")}),
    Attempt("a bulletin for our own people", ["OB-029 2026-Q1"], {"BU-2026-01": put(readers=["internal"]), "BU-2026-02": put(readers=["internal"])}),
    Attempt("no bulletin of which anybody knows who got it", ["OB-030 -"], {one: put(readers=None) for one in all_of("bulletin")}),
    Attempt("tuning that failed", ["OB-035 CH-2026-006", "OB-244 CH-2026-006"], {"CH-2026-006": put(result="failed")}),
    Attempt("a rule that was rolled back", ["OB-038 CH-2026-007"], {"CH-2026-007": put(result="rolled-back")}),
    Attempt("a change that was given up", ["OB-038 CH-2026-009"], {"CH-2026-009": put(result="cancelled")}),
    Attempt("a change that we approved ourselves", ["OB-222 CH-2026-004"], {"CH-2026-004": put(approver=OURS)}),
    Attempt("a rule approved by the wrong side of the house", ["OB-222 CH-2026-007"], {"CH-2026-007": put(approver=THEIRS)}),
    Attempt("a rule that never ran", ["OB-039 2026-Q2"], {"RS-2026-Q2": rows("rows", {"rule": "RU-001"}, good_runs=0)}),
    Attempt("differences left open", ["OB-041 RQ-2026-0005"], {"RQ-2026-0005": within("differences", fixed=2)}),
    Attempt("a quarter in which nobody compared", ["OB-073 2026-Q3"], {one: put(handlers=None) for one in ("RQ-2026-0067", "RQ-2026-0073", "RQ-2026-0077", "RQ-2026-0080")}),
    Attempt("data changed on our own word", ["OB-042 RQ-2026-0004"], {"RQ-2026-0004": within("data", approver=OURS)}),
    Attempt("more rows changed than meant", ["OB-042 RQ-2026-0021"], {"RQ-2026-0021": within("data", rows_touched=99)}),
    Attempt("a report that reached our own people", ["OB-043 2026-Q1"], {"RP-2026-Q1": rows("deliveries", person=OURS)}),
    Attempt("a report whose readers nobody names", ["OB-043 2026-Q1"], {"RP-2026-Q1": rows("deliveries", {"to": "discipline"}, person=None)}),
    Attempt("a report without advice", ["OB-045 2026-Q1"], {"RP-2026-Q1": rows("dimensions", advice=None)}),
    Attempt("an author who is no analyst", ["OB-052 2026-Q1"], {"RP-2026-Q1": put(author="P-007")}),
    Attempt("a reviewer who is no consultant", ["OB-053 2026-Q1"], {"RP-2026-Q1": put(reviewer="P-010")}),
    Attempt("a training that was never held", ["OB-056 RQ-2026-0050"], {"TR-2026-004": put(request=None)}),
    Attempt("a training to which nobody came", ["OB-075 TR-2026-010"], {"TR-2026-010": nobody()}),
    Attempt("a year of trainings to empty rooms", ["OB-057 2026", "OB-074 2026"], {f"TR-2026-{number:03}": nobody() for number in (2, 3, 4, 6, 8, 9, 10)}),
    Attempt("guidance by an engineer", ["OB-074 2026"], {f"TR-2026-{number:03}": put(trainer="P-004") for number in (4, 8, 10)}),
    Attempt("our own people stayed away", ["OB-207 2026", "OB-263 2026"], {f"TR-2026-{number:03}": nobody() for number in (1, 5, 7)}),
    Attempt("reviews without the customer", ["OB-066 2026", "OB-204 2026"], {one: put(participants=[OURS, "P-005"]) for one in ("RV-2026-02", "RV-2026-04")}),
    Attempt("an audit of one", ["OB-203 2026"], {"AU-2026-01": put(auditors=None)}),
    Attempt("plans reviewed by ourselves", ["OB-264 2026"], {"RV-2026-01": put(participants=[OURS, "P-005"])}),
    Attempt("a month confirmed by ourselves", ["OB-067 CF-2026-01"], {"CF-2026-01": put(customer=OURS)}),
    Attempt("an acceptance that refuses", ["OB-246 AP-2026-01"], {"AP-2026-01": put(opinion="reject")}),
    Attempt("a price above the limit", ["OB-071 -"], {"CT-2026-01": within("price", amount_yuan=66001)}),
    Attempt("surveys that nobody answered", ["OB-205 2026"], {one: put(replies=1) for one in ("SV-2026-01", "SV-2026-02")}),
    Attempt("a monitor whose licence ended", ["OB-209 -"], {"TL-001": put(expires="2026-11-01")}),
    Attempt("a complaint without word to who complained", ["OB-213 RQ-2026-0058"], {"RQ-2026-0058": put(confirmed=None)}),
    Attempt("a store of things out of use", ["OB-220 -"], {one: put(status="retired") for one in all_of("asset")}),
    Attempt("numbers of clients that cannot be", ["OB-049 2026-Q1"], {"CU-2026-Q1": rows("rows", active=99)}),
    Attempt("a recovery slower than planned", ["OB-282 2026"], {one: put(measured_rto_minutes=600, recovered=None) for one in RESTORED}),
    Attempt("more data lost than planned", ["OB-282 2026"], {one: put(measured_rpo_minutes=5000, recovered=None) for one in RESTORED}),
    Attempt("a recovery that nobody measured", ["OB-282 2026"], {one: put(measured_rto_minutes=None) for one in RESTORED}),
    Attempt("a question that nobody answered", ["OB-014 RQ-2026-0001"], {"RQ-2026-0001": put(handlers=None)}),
    Attempt("risk points that the user was unhappy with", ["OB-037 RQ-2026-0032"], {"RQ-2026-0032": put(satisfaction=2)}),
    Attempt("tuning verified by its own owner", ["OB-035 CH-2026-006", "OB-244 CH-2026-006"], {"CH-2026-006": put(verifier="P-004")}),
    Attempt("a release that was rolled back", ["OB-224 CH-2026-015"], {"CH-2026-015": put(result="rolled-back")}),
    Attempt("drills that nobody had written down beforehand", ["OB-262 2026"], {one: put(script=None) for one in ("DR-2026-01", *RESTORED)}),
    Attempt("drills of one person", ["OB-262 2026"], {one: put(participants=[OURS]) for one in ("DR-2026-01", *RESTORED)}),
    Attempt("a backup that nobody ever restored", ["OB-281 -"], {"DP-PLATFORM": rows("backups", last_tested=None)}),
    Attempt("a template without limits", ["OB-215 -"], {one: rows("items", alarm_above=None, warn_above=None) for one in ("IT-QUARTERLY", "IT-WEEKLY")}),
    Attempt("a consultant who is the customer's", ["OB-064 consultant", "OB-208 consultant", "OB-228 consultant"], {"P-011": put(side="customer")}),
)  # fmt: skip


def year(changes: Mapping[str, Change], now: datetime = NOW) -> KnowledgeBase:
    """The year with some records changed, read and judged."""
    return knowledge.read(changed(changes), now)


def states(base: KnowledgeBase) -> Mapping[str, Verdict]:
    return {f"{one.obligation} {one.subject or one.period or one.part or '-'}": one for one in base.verdicts}


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda one: one.told.replace(" ", "-"))
def test_what_was_done_badly_is_not_good(attempt: Attempt) -> None:
    is_yearly = all(name.endswith(" 2026") for name in attempt.verdicts)
    before, base = states(judged()), year(attempt.changes, AFTER if is_yearly else NOW)
    after = states(base)
    errors = [one for one in base.findings if one.severity is Severity.ERROR]
    assert [one.message for one in errors] == []
    assert {name: before[name].state for name in attempt.verdicts} == dict.fromkeys(
        attempt.verdicts, State.MET
    )
    assert [name for name in attempt.verdicts if after[name].state not in BAD] == []


# the same for availability, which is only shown while nothing is agreed
HELD = rows("functions", availability_met=999, availability_of=1000)
FEBRUARY = "OB-001 2026-02"


@pytest.mark.parametrize("level", ["L1", "L2"])
def test_a_platform_that_was_down_was_down_whether_or_not_anybody_writes_what(level: str) -> None:
    found = states(year({"CT-2026-01": HELD, "INC-2026-0012": put(level=level, outages=None)}))[FEBRUARY]
    assert found.state is State.FAILED
    assert "INC-2026-0012 没有写哪些功能中断，算每项都中断。" in str(found.trace)


def test_no_sentence_on_how_the_year_is_judged_holds_a_name_of_ours() -> None:
    base = judged()
    names = {field.name for kind in base.kinds.sound.values() for field in kind.tree.walk() if field.name}
    told = {one.id: base.spoken(one) for one in base.facts.of_kind("obligation")}
    said = {name: "".join((one.judged, *one.beside)) for name, one in told.items()}
    ours = {*names, *base.kinds.sound}
    assert {
        name: found for name, text in said.items() if (found := set(re.findall(r"[a-z_]{3,}", text)) & ours)
    } == {}


def test_held_to_something_the_year_has_good_months_and_bad_ones() -> None:
    after = states(year({"CT-2026-01": HELD}))
    bad = {f"OB-001 2026-{month:02}" for month in (1, 2, 4, 5, 7, 10)}
    months = {name: one.state for name, one in after.items() if name.startswith("OB-001 ")}
    assert {name for name, state in months.items() if state is State.FAILED} == bad
    assert {state for name, state in months.items() if name not in bad} == {State.MET, State.DUE}
