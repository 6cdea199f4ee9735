"""The rule `present`: there, approved, reviewed in time; a draft alone is not there."""

from __future__ import annotations

import re

import pytest
from conftest import sound_base
from one_obligation import at, judged

from generators.judging.verdict import State

PLAN = "docs/emergency/EP-PLATFORM.md"
APPROVED = "present:\n  kind: emergency-plan\n  where: [{field: status, is: [approved]}]\n"
REVIEWED = "present:\n  kind: emergency-plan\n  review: review_due\n"


def test_a_draft_alone_proves_nothing() -> None:
    verdicts = judged("present:\n  kind: runbook\n  where: [{field: status, is: [draft]}]\n")
    assert [one.state for one in verdicts] == [State.MISSING]


def test_a_plan_revised_later_was_approved_before_in_its_earlier_version() -> None:
    path = "docs/emergency/EP-PLATFORM.md"
    text = sound_base()[path].decode()
    rows = 'earlier_approvals:\n  - {version: "1.0", by: P-101, date: "2026-01-20"}\nreview_due:'
    files = {path: re.sub(r'date: "[^"]*"\nreview_due:', f'date: "2026-10-21"\n{rows}', text, count=1)}
    assert files[path] != text
    judge = "present:\n  kind: emergency-plan\n  where: [{field: status, is: [approved]}]\n"
    states = [judged(judge, files, at(f"{day} 12:00"))[0].state for day in ("01-19", "01-20", "11-01")]
    assert states == [State.MISSING, State.MET, State.MET]


@pytest.mark.parametrize(
    ("day", "state"), [("09-29", State.MET), ("09-30", State.MET), ("10-01", State.STALE)]
)
def test_a_plan_is_good_through_the_day_of_its_review_and_stale_from_the_next(day: str, state: State) -> None:
    text = re.sub(r'review_due: ".*"', 'review_due: "2026-09-30"', sound_base()[PLAN].decode())
    [found] = judged(REVIEWED, {PLAN: text}, at(f"{day} 12:00"))
    assert (found.state, found.evidence) == (state, ("EP-PLATFORM",))


def test_fewer_than_are_needed_are_missing_and_due_while_there_is_time() -> None:
    two = f'{APPROVED}  count: 2\n  due: "2026-06-30"\n'
    states = [judged(two, now=at(f"{day} 12:00"))[0].state for day in ("06-30", "07-01")]
    assert states == [State.DUE, State.MISSING]


@pytest.mark.parametrize(
    ("judge", "day", "state", "told"),
    [
        (APPROVED, "11-01", State.MET, "需要 1 份，现有 1 份有效。"),
        (f"{APPROVED}  count: 2\n", "11-01", State.MISSING, "只有未批准的；需要 2 份，有效 1 份。"),
        (APPROVED.replace("status, is: [approved]", "id, is: [NOBODY]"), "11-01", State.MISSING, "需要 1 份，一份也没有。"),
        ("present:\n  kind: runbook\n  where: [{field: status, is: [draft]}]\n", "11-01", State.MISSING, "只有未批准的；需要 1 份，有效 0 份。"),
    ],
)  # fmt: skip
def test_the_trace_says_how_many_are_needed_and_how_many_are_there(
    judge: str, day: str, state: State, told: str
) -> None:
    [found] = judged(judge, now=at(f"{day} 12:00"))
    assert (found.state, str(found.trace)) == (state, told)


def test_the_trace_of_a_stale_plan_names_the_day_of_its_review() -> None:
    text = re.sub(r'review_due: ".*"', 'review_due: "2026-09-30"', sound_base()[PLAN].decode())
    [found] = judged(REVIEWED, {PLAN: text}, at("10-01 12:00"))
    assert str(found.trace) == "EP-PLATFORM（2026-09-30） 过了评审日期还没有重新评审。"
