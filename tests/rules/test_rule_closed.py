"""The rule `closed`: done in time, by an action that another person verified, or by the record itself."""

from __future__ import annotations

import pytest
from conftest import sound_base
from one_obligation import at, incident, judged, of

from generators.judging.verdict import State, Verdict

ACTION = "records/process/action/2026/AN-2026-002.yaml"
WARNED = "closed:\n  kind: inspection\n  where: [{field: readings.status, is: [warning]}]\n  by: action\n  through: source\n"
CONFIRMED = "closed:\n  kind: incident\n  done: confirmed\n  within_days: 3\n"
REPORTED = "2026-06-01T09:00:00+08:00"
CLOSED = {
    "restored": '"2026-06-01T10:00:00+08:00"',
    "closed": '"2026-06-01T11:00:00+08:00"',
    "cause_class": "configuration",
    "cause": "列顺序写错了",
    "resolution": "改回原来的顺序",
    "standard_change": "SC-RESTART",
}


def warned(action: str | None, now: str = "11-20 18:00") -> Verdict:
    """How the inspection with a warning stands; its action is due on 31 March."""
    files = {} if action is None else {ACTION: sound_base()[ACTION].decode() + action}
    return of(judged(WARNED, files, at(now)), "INS-2026-001")


def verified(moment: str, verifier: str = "P-001") -> str:
    finished = '"2026-03-20T17:30:00+08:00"'
    return f'finished: {finished}\nverified: "2026-{moment}+08:00"\nverifier: {verifier}\nresult: 复看正常\n'


@pytest.mark.parametrize(
    ("moment", "state"), [("03-31T23:59:59", State.MET), ("04-01T00:00:00", State.FAILED)]
)
def test_an_action_verified_by_another_is_good_through_its_last_day(moment: str, state: State) -> None:
    found = warned(verified(moment))
    assert (found.state, found.evidence) == (state, ("INS-2026-001", "AN-2026-002"))


def test_who_verifies_their_own_action_closes_nothing() -> None:
    assert warned(verified("03-25T10:00:00", "P-004")).state is State.FAILED


@pytest.mark.parametrize(
    ("now", "state"),
    [("03-18 13:00", State.AT_RISK), ("03-31 23:59", State.AT_RISK), ("04-01 00:00", State.FAILED)],
)
def test_an_open_action_is_a_risk_until_its_day_has_passed(now: str, state: State) -> None:
    assert warned("", now).state is state


def test_the_worst_of_several_actions_counts() -> None:
    second = sound_base()[ACTION].decode().replace("AN-2026-002", "AN-2026-902") + verified("03-25T10:00:00")
    files = {ACTION.replace("-002.", "-902."): second}
    found = of(judged(WARNED, files), "INS-2026-001")
    assert (found.state, len(found.evidence)) == (State.FAILED, 3)


def test_what_was_raised_and_led_to_no_action_is_missing() -> None:
    normal = WARNED.replace("warning", "normal")
    assert of(judged(normal), "INS-2026-002").state is State.MISSING


@pytest.mark.parametrize(
    ("confirmed", "state"),
    [("2026-06-04T09:00:00+08:00", State.MET), ("2026-06-04T09:00:01+08:00", State.FAILED)],
)
def test_a_record_done_at_the_last_second_is_closed_and_a_second_later_is_not(
    confirmed: str, state: State
) -> None:
    files = incident(801, REPORTED, confirmed=f'"{confirmed}"')
    assert of(judged(CONFIRMED, files), "INC-2026-0801").state is state


def test_without_a_named_time_a_record_is_done_when_its_life_ends() -> None:
    found = judged(
        CONFIRMED.replace("  done: confirmed\n", ""), incident(801, REPORTED, **CLOSED), at("06-04 09:01")
    )
    open_one = judged(
        CONFIRMED.replace("  done: confirmed\n", ""), incident(802, REPORTED), at("06-04 09:01")
    )
    assert of(found, "INC-2026-0801").state is State.MET
    assert of(open_one, "INC-2026-0802").state is State.FAILED


def test_a_record_closed_without_its_time_is_missing_and_an_open_one_waits_its_days() -> None:
    files = {**incident(801, REPORTED, **CLOSED), **incident(802, REPORTED)}
    found = [judged(CONFIRMED, files, at(now)) for now in ("06-04 09:00", "06-04 09:01")]
    assert [of(one, "INC-2026-0801").state for one in found] == [State.MISSING, State.MISSING]
    assert [of(one, "INC-2026-0802").state for one in found] == [State.AT_RISK, State.FAILED]


def test_a_withdrawn_record_is_not_applicable() -> None:
    again = incident(801, REPORTED, duplicate_of="INC-2026-0001")
    assert of(judged(CONFIRMED, again), "INC-2026-0801").state is State.NOT_APPLICABLE


@pytest.mark.parametrize("is_written", [True, False])
def test_who_takes_the_due_day_away_is_told_that_nothing_was_in_time(*, is_written: bool) -> None:
    path = "records/people/access/2026/AC-2026-001.yaml"
    text = sound_base()[path].decode()
    due = 'due: "2026-06-30"\n'
    assert due in text
    found = of(
        judged(
            "closed: {kind: access, done: returned}\n", {path: text if is_written else text.replace(due, "")}
        ),
        "AC-2026-001",
    )
    assert found.state is State.MET
    assert ("没有写期限，早晚没有判。" in str(found.trace)) is not is_written


@pytest.mark.parametrize(
    ("action", "now", "told"),
    [
        (verified("03-31T23:59:59"), "11-20 18:00", "AN-2026-002 已由另一人按时验证。"),
        (verified("04-01T00:00:00"), "11-20 18:00", "AN-2026-002 已验证，超期 1 天完成（期限 2026-03-31）。"),
        (
            verified("04-20T10:00:00"),
            "11-20 18:00",
            "AN-2026-002 已验证，超期 20 天完成（期限 2026-03-31）。",
        ),
        (verified("03-25T10:00:00", "P-004"), "11-20 18:00", "AN-2026-002 由负责人自己验证，不算闭环。"),
        ("", "03-31 23:59", "AN-2026-002 还没有验证。"),
        ("", "04-01 00:00", "AN-2026-002 还没有验证。"),
    ],
)
def test_the_trace_says_what_became_of_the_action_and_the_due_is_the_end_of_its_day(
    action: str, now: str, told: str
) -> None:
    found = warned(action, now)
    assert (str(found.trace), found.due) == (told, at("03-31 23:59:59"))


def test_of_several_actions_the_trace_tells_the_worst_and_the_due_is_the_last() -> None:
    second = sound_base()[ACTION].decode().replace("AN-2026-002", "AN-2026-902") + verified("03-25T10:00:00")
    files = {ACTION.replace("-002.", "-902."): second.replace("2026-03-31", "2026-04-10")}
    found = of(judged(WARNED, files), "INS-2026-001")
    assert (str(found.trace), found.due) == ("AN-2026-002 还没有验证。", at("04-10 23:59:59"))
    assert found.evidence == ("INS-2026-001", "AN-2026-002", "AN-2026-902")


def test_an_action_that_is_struck_out_and_one_that_names_it_elsewhere_close_nothing() -> None:
    struck = (
        verified("03-25T10:00:00")
        + 'voided: {reason: 记重了一条, by: P-001, at: "2026-04-01T09:00:00+08:00"}\n'
    )
    found = warned(struck)
    assert (found.state, found.evidence, str(found.trace)) == (
        State.MISSING,
        ("INS-2026-001",),
        "没有登记对应的整改。",
    )


def test_the_trace_of_a_record_says_when_it_was_done_or_that_it_was_not() -> None:
    done = incident(801, REPORTED, confirmed='"2026-06-03T09:00:00+08:00"')
    files = {**done, **incident(802, REPORTED, **CLOSED), **incident(803, REPORTED)}
    found = judged(CONFIRMED, files, at("06-03 12:00"))
    told = {
        one.subject: (str(one.trace), one.due)
        for one in found
        if one.subject in ("INC-2026-0801", "INC-2026-0802", "INC-2026-0803")
    }
    due = at("06-04 09:00:00")
    assert told == {
        "INC-2026-0801": ("于 2026-06-03 09:00 办结。", due),
        "INC-2026-0802": ("已经关闭，却没有写何时办结。", due),
        "INC-2026-0803": ("尚未办结。", due),
    }


@pytest.mark.parametrize(
    ("days", "now", "state"),
    [
        (40, "06-11 09:00", State.AT_RISK),
        (40, "06-11 08:59", State.DUE),
        (40, "07-11 09:00", State.AT_RISK),
        (40, "07-11 09:01", State.FAILED),
    ],
)
def test_what_is_open_becomes_a_risk_thirty_days_before_its_due(days: int, now: str, state: State) -> None:
    judge = CONFIRMED.replace("within_days: 3", f"within_days: {days}")
    assert of(judged(judge, incident(801, REPORTED), at(now)), "INC-2026-0801").state is state


@pytest.mark.parametrize(
    ("reported", "confirmed", "state"),
    [
        ("2026-06-01", "2026-06-04T00:00:00", State.MET),
        ("2026-06-01", "2026-06-04T12:00:00", State.MISSING),  # reported in the morning it would be late
        ("2026-06-01", "2026-06-05T00:00:00", State.FAILED),
    ],
)
def test_from_a_day_the_time_may_be_over_as_early_as_at_its_beginning(
    reported: str, confirmed: str, state: State
) -> None:
    files = incident(801, reported, confirmed=f'"{confirmed}+08:00"')
    assert of(judged(CONFIRMED, files), "INC-2026-0801").state is state
