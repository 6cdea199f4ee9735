"""Who names no change is doubted where it ends: whoever judges by another moment of it is not."""

from __future__ import annotations

import pytest
from conftest import NOW, good_base
from one_obligation import base_with, incident, judged

from generators import knowledge
from generators.codes import CODES
from generators.judging.reads import ASKING, reads
from generators.judging.rules import RULES
from generators.judging.verdict import State, Verdict

DAY = "2026-05-12T"
CLOSED = {
    "responded": f'"{DAY}09:10:00+08:00"',
    "dispatched": f'"{DAY}09:12:00+08:00"',
    "restored": f'"{DAY}10:00:00+08:00"',
    "confirmed": f'"{DAY}10:30:00+08:00"',
    "closed": f'"{DAY}11:00:00+08:00"',
    "cause_class": "configuration",
    "cause": "列顺序写错了",
    "resolution": "改回原来的顺序",
}
WHERE = "where: [{field: id, is: [INC-2026-0980]}]"
SHARE = "share: {kind: incident, period: month, at: reported, %s, good: [%s], target: {met: 1, of: 100}}\n"
WITHIN = "{field: %s, within_minutes: 600, of: reported}"
ANSWER = '\n  - {code: change-unnamed, reason: 改的是对方的系统，不归我方管, by: P-001, at: "2026-05-13T09:00:00+08:00"}'
BY_SEVERAL_READINGS = """\
clock: {kind: incident, where: [{field: id, is: [INC-2026-0980]}], from: reported, to: responded, limit_minutes: 600}
"""
READINGS = "readings: [{code: end, name: 算到关闭, to: closed, clause: 二(二)1, force: contract}]\n"


def verdict(judge: str, **more: str) -> Verdict:
    """The one verdict that rests on an incident closed without a word of its change."""
    found = judged(judge, incident(980, f"{DAY}09:00:00+08:00", **{**CLOSED, **more}))
    (one,) = [one for one in found if "INC-2026-0980" in (one.subject, *one.evidence)]
    return one


def clock(stop: str, rest: str = "") -> str:
    return f"clock: {{kind: incident, {WHERE}, from: reported, to: {stop}, limit_minutes: 600{rest}}}\n"


def closed(rest: str = "") -> str:
    return f"closed: {{kind: incident, {WHERE}{rest}}}\n"


@pytest.mark.parametrize(
    "judge",
    [
        clock("responded"),
        clock("restored"),
        closed(", done: responded"),
        closed(", done: confirmed"),
        closed(", done: dispatched, good: [{field: note, given: false}]"),
        SHARE % (WHERE, WITHIN % "responded"),
        f"every: {{kind: incident, period: month, at: reported, {WHERE}}}\n",
    ],
)
def test_what_is_judged_by_another_moment_stays_as_it_is(judge: str) -> None:
    one = verdict(judge)
    assert one.state is State.MET
    assert CODES["change-unnamed"].title not in str(one.trace)


@pytest.mark.parametrize(
    "judge",
    [
        clock("closed"),
        clock("responded", ", stops_also: [closed]"),
        clock("responded", ", good: [{field: closed, given: true}]"),
        clock("responded", ", good: [{field: confirmed, within_minutes: 600, of: reported}, {field: restored, no_more_than: closed}]"),
        closed(),
        closed(", done: closed"),
        closed(", done: responded, good: [{field: no_change_reason, given: false}]"),
        SHARE % (WHERE, WITHIN % "closed"),
        f"every: {{kind: incident, period: month, at: closed, {WHERE}}}\n",
        "every: {kind: incident, period: month, at: reported, where: [{field: id, is: [INC-2026-0980]}, {field: closed, given: true}]}\n",
        f"present: {{kind: incident, {WHERE}}}\n",
    ],
)  # fmt: skip
def test_what_is_judged_by_the_end_or_as_a_whole_is_to_be_looked_at(judge: str) -> None:
    one = verdict(judge)
    assert one.state is State.SUSPECT
    assert "INC-2026-0980 要先复核：改动没有说明是哪个变更。" in str(one.trace)


def test_a_reading_that_ends_with_the_closing_reads_it() -> None:
    files = base_with(BY_SEVERAL_READINGS, incident(980, f"{DAY}09:00:00+08:00", **CLOSED))
    path = "records/requirements/obligation/OB-800.yaml"
    base = knowledge.read({**files, path: files[path] + READINGS.encode()}, NOW)
    assert not base.has_errors
    (one,) = [one for one in base.verdicts if one.obligation == "OB-800" and one.subject == "INC-2026-0980"]
    assert one.state is State.SUSPECT


def test_what_is_late_to_its_end_stays_late_and_names_the_doubt() -> None:
    one = verdict(clock("closed").replace("600", "60"))
    assert one.state is State.LATE
    assert CODES["change-unnamed"].title in str(one.trace)


@pytest.mark.parametrize(
    ("judge", "is_told"), [(closed(", done: closed"), True), (clock("responded"), False)]
)
def test_an_answer_is_told_only_to_whom_the_doubt_was(judge: str, *, is_told: bool) -> None:
    one = verdict(judge, answers=ANSWER)
    assert one.state is State.MET
    assert ("已答复：改的是对方的系统，不归我方管" in str(one.trace)) is is_told


def test_a_doubt_about_all_of_it_touches_every_moment() -> None:
    one = verdict(clock("responded"), recorded_at=f'"{DAY}08:00:00+08:00"')
    assert one.state is State.SUSPECT
    assert "要先复核：登记早于发生。" in str(one.trace)


def test_what_a_problem_closes_rests_on_what_solved_it() -> None:
    kinds = good_base().kinds.sound
    account = {"changes", "standard_change", "no_change_reason"}
    assert kinds["problem"].accounted == {*account, "solved", "closed"}
    assert kinds["incident"].accounted == {*account, "closed"}
    assert kinds["execution"].accounted == {*account, "steps", "finished"}
    assert kinds["training"].accounted == set()


def test_only_what_asks_nothing_but_whether_it_is_there_takes_all_of_it() -> None:
    assert set(RULES) - ASKING == {"present", "declared"}


def test_only_what_doubts_says_what_alone_it_doubts() -> None:
    assert [code for code, one in CODES.items() if one.only and not one.doubts] == []
    assert {one.only for one in CODES.values()} == {"", "accounts"}


def test_what_else_is_shown_as_evidence_is_taken_as_a_whole() -> None:
    read = reads(good_base().facts.records["OB-001"], good_base().kinds)
    assert "responded" in (read.of(good_base().facts.records["INC-2026-0001"]) or ())
    assert read.of(good_base().facts.records["CH-2026-001"]) is None
