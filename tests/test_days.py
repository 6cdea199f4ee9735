"""Where only the day is known: every rule takes it as an interval, counted here by hand.

A day is all of it where the base is, from midnight to the last second before the next. What holds at both of
its ends is so; what holds at one alone is shown by nothing.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from conftest import ROOT
from one_obligation import judged
from test_amendments import NOW, base, contract, hours, obligation, person, sound

from generators.judging.verdict import State

EVERY = "every: {kind: bulletin, period: quarter, at: sent}"
MIDNIGHT = "2026-06-30T16:00:00+00:00"  # where the base is: the first second of July
BEFORE = "2026-06-30T15:59:59+00:00"


def bulletin(sent: str, number: int = 1) -> dict[str, str]:
    name = f"BU-2026-{number:02}"
    text = f"id: {name}\ntitle: 提醒一件事情\nsent: {sent}\nmeans: email\naudience: [各科室内勤]\nsummary: 提醒大家看一眼\n"
    return {f"records/process/bulletin/2026/{name}.yaml": text}


def incident(more: str, level: str = "L1") -> dict[str, str]:
    text = f"id: INC-2026-0001\nreporter: {{department: 科室}}\nphenomenon: 打不开了\nchannel: phone\nlevel: {level}\n"
    return {"records/process/incident/2026/INC-2026-0001.yaml": text + more}


def quarters(sent: str, now: datetime = NOW) -> dict[str, State]:
    found = sound(contract("CT-2026-01"), obligation(901, judge=EVERY), bulletin(sent), now=now)
    return {str(one.period)[-2:]: one.state for one in found.verdicts_of("OB-901")}


@pytest.mark.parametrize(
    ("sent", "quarter"),
    [
        ('"2026-04-01"', "Q2"),
        ('"2026-06-30"', "Q2"),  # all of the last day lies within
        ('{at: "2026-06-30", certainty: estimated}', "Q2"),
        ('"2026-07-01"', "Q3"),
        (f'"{BEFORE}"', "Q2"),
        (f'"{MIDNIGHT}"', "Q3"),
        ('"2026-07-01T00:00:00+08:00"', "Q3"),
        ('"2026-12-31"', "Q4"),
        ('{at: "2026-06-30", certainty: unknown}', None),  # kept, and proves nothing
        ("{certainty: unknown}", None),
    ],
)
def test_a_day_belongs_to_the_period_that_holds_it(sent: str, quarter: str | None) -> None:
    wanted = {one: State.MET if one == quarter else State.FAILED for one in ("Q1", "Q2", "Q3", "Q4")}
    assert quarters(sent) == wanted


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-06-29T23:59:59+08:00", State.AT_RISK),
        (
            "2026-06-29T16:00:00+00:00",
            State.MET,
        ),  # where the base is the day has begun, and somebody told of it
        ("2026-07-01T00:00:00+08:00", State.MET),
    ],
)
def test_a_day_on_which_something_began_counts_from_its_midnight(now: str, state: State) -> None:
    assert quarters('"2026-06-30"', datetime.fromisoformat(now))["Q2"] is state


@pytest.mark.parametrize(
    ("now", "state"),
    [("2026-06-30T23:59:59+08:00", State.AT_RISK), (BEFORE, State.AT_RISK), (MIDNIGHT, State.FAILED)],
)
def test_a_period_is_open_to_its_last_second_where_the_base_is(now: str, state: State) -> None:
    found = sound(contract("CT-2026-01"), obligation(901, judge=EVERY), now=datetime.fromisoformat(now))
    [second] = [one for one in found.verdicts_of("OB-901") if one.period == "2026-Q2"]
    assert second.state is state


# --- a clock --------------------------------------------------------------------------------------------------

CLOCK = "clock: {{kind: incident, from: reported, to: responded, limit_minutes: {limit}{more}}}"


CLOSED = "restored: {at}\nclosed: {at}\ncause_class: application\ncause: 磁盘写满\nresolution: 清理旧文件\n"


def clocked(reported: str, responded: str, limit: int, more: str = "", then: str = "") -> State:
    found = sound(
        contract("CT-2026-01"),
        hours("CAL-OLD", "09:00"),  # to 12:00, every day
        obligation(901, judge=CLOCK.format(limit=limit, more=more)),
        incident(f"reported: {reported}\nresponded: {responded}\n{then}"),
    )
    [one] = found.verdicts_of("OB-901")
    return one.state


@pytest.mark.parametrize(
    ("reported", "is_told"),
    [('"2026-03-05T09:00:00+08:00"', True), ('"2026-03-05"', False)],  # the day may have begun at noon
)
def test_only_what_was_surely_late_when_it_was_withdrawn_is_told(reported: str, *, is_told: bool) -> None:
    withdrawn = 'withdrawn: "2026-03-05T12:00:00+08:00"\nnote: 弄错了\n'
    found = base(
        contract("CT-2026-01"),
        hours("CAL-OLD", "09:00"),
        obligation(901, judge=CLOCK.format(limit=60, more="")),
        incident(f"reported: {reported}\n{withdrawn}"),
    )
    [one] = found.verdicts_of("OB-901")
    assert one.state is State.NOT_APPLICABLE
    assert str(one.trace) == "已于 2026-03-05 12:00 撤销。" + ("撤销时已过时限。" if is_told else "")
    assert [one.code for one in found.findings] == (["withdrawn-late"] if is_told else [])


@pytest.mark.parametrize(
    ("closed", "limit", "state"),
    [
        ("2026-03-05T10:00:00", 60, State.MET),
        ("2026-03-05T10:00:00", 59, State.MISSING),
        ("2026-03-06T10:00:00", 900, State.MET),  # the day ended before
        ("2026-03-06T10:00:00", 899, State.MISSING),
    ],
)
def test_what_a_day_leaves_open_the_closing_ends(closed: str, limit: int, state: State) -> None:
    then = CLOSED.format(at=f'"{closed}+08:00"')
    assert clocked('"2026-03-05T09:00:00+08:00"', '"2026-03-05"', limit, then=then) is state


@pytest.mark.parametrize(
    ("reported", "responded", "limit", "state"),
    [
        # within the day: no time at least, and from nine to the last second 899 minutes and 59 seconds at most
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-05"', 900, State.MET),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-05"', 899, State.MISSING),
        # the next day: 900 minutes to its midnight at least, 2339 minutes and 59 seconds at most
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-06"', 2340, State.MET),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-06"', 2339, State.MISSING),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-06"', 900, State.MISSING),  # a stop at the limit is met
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-06"', 899, State.LATE),
        # reported on a day, answered on the day after at nine: from 540 minutes and a second to 1980
        ('"2026-03-05"', '"2026-03-06T09:00:00+08:00"', 1980, State.MET),
        ('"2026-03-05"', '"2026-03-06T09:00:00+08:00"', 1979, State.MISSING),
        ('"2026-03-05"', '"2026-03-06T09:00:00+08:00"', 541, State.MISSING),
        ('"2026-03-05"', '"2026-03-06T09:00:00+08:00"', 540, State.LATE),
        # both days alone: no time at least, a day but a second at most
        ('"2026-03-05"', '"2026-03-05"', 1440, State.MET),
        ('"2026-03-05"', '"2026-03-05"', 1439, State.MISSING),
        # written in another zone, the day before there: midnight where the base is
        ('"2026-03-05T16:00:00+00:00"', '"2026-03-06"', 1439, State.MISSING),
        ('"2026-03-05T16:00:00+00:00"', '"2026-03-06"', 1440, State.MET),
    ],
)
def test_a_day_against_a_limit_is_met_at_its_worst_and_late_at_its_best(
    reported: str, responded: str, limit: int, state: State
) -> None:
    assert clocked(reported, responded, limit) is state


@pytest.mark.parametrize(
    ("limit", "state"),
    [
        (241, State.MET),  # an hour of the first day, three of the second
        (240, State.MISSING),  # used up at noon of the second, and nobody knows that it was no later
        (61, State.MISSING),
        (60, State.LATE),  # used up when the first day's hours ended, and it was the day after
    ],
)
def test_a_day_against_a_limit_in_working_hours(limit: int, state: State) -> None:
    more = ", calendar: CAL-OLD"
    assert clocked('"2026-03-05T11:00:00+08:00"', '"2026-03-06"', limit, more) is state


# --- done within days -----------------------------------------------------------------------------------------

DONE = "closed: {kind: incident, done: restored, within_days: 2}"


@pytest.mark.parametrize(
    ("reported", "restored", "state"),
    [
        # from a moment: two days later at nine
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-06"', State.MET),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-07"', State.MISSING),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-08"', State.FAILED),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-07T09:00:00+08:00"', State.MET),
        ('"2026-03-05T09:00:00+08:00"', '"2026-03-07T09:00:01+08:00"', State.FAILED),
        # from a day: the earliest due is the seventh at midnight, the latest its last second
        ('"2026-03-05"', '"2026-03-07T00:00:00+08:00"', State.MET),
        ('"2026-03-05"', '"2026-03-07T00:00:01+08:00"', State.MISSING),
        ('"2026-03-05"', '"2026-03-07T23:59:59+08:00"', State.MISSING),
        ('"2026-03-05"', '"2026-03-08T00:00:00+08:00"', State.FAILED),
        ('"2026-03-05"', '"2026-03-06"', State.MET),
        ('"2026-03-05"', '"2026-03-07"', State.MISSING),
        ('"2026-03-05"', '"2026-03-08"', State.FAILED),
        ('"2026-03-05"', "{certainty: unknown}", State.MISSING),
    ],
)
def test_what_was_done_on_a_day_is_in_time_at_its_worst_and_late_at_its_best(
    reported: str, restored: str, state: State
) -> None:
    found = sound(
        contract("CT-2026-01"),
        obligation(901, judge=DONE),
        incident(f"reported: {reported}\nrestored: {restored}\n"),
    )
    assert [one.state for one in found.verdicts_of("OB-901")] == [state]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-03-07T23:59:59+08:00", State.AT_RISK),  # it may still be in time
        ("2026-03-08T00:00:00+08:00", State.FAILED),
    ],
)
def test_what_began_on_a_day_is_late_when_it_cannot_be_in_time(now: str, state: State) -> None:
    at = datetime.fromisoformat(now)
    found = sound(
        contract("CT-2026-01"), obligation(901, judge=DONE), incident('reported: "2026-03-05"\n'), now=at
    )
    assert [one.state for one in found.verdicts_of("OB-901")] == [state]


@pytest.mark.parametrize(
    ("verified", "state"),
    [
        ('"2026-03-20"', State.MET),
        ('"2026-03-20T15:59:59+00:00"', State.MET),
        ('"2026-03-20T16:00:00+00:00"', State.FAILED),  # the twenty-first where the base is
        ('"2026-03-21"', State.FAILED),
        ("{certainty: unknown}", State.MISSING),
    ],
)
def test_an_action_is_in_time_on_all_of_the_day_it_is_due(verified: str, state: State) -> None:
    text = (
        "id: AN-2026-001\ntitle: 改好这一处\nsource: INC-2026-0001\nowner: P-001\nverifier: P-002\nresult: 看过，改好了\n"
        f'due: "2026-03-20"\nraised: "2026-03-05T10:00:00+08:00"\nfinished: "2026-03-06"\nverified: {verified}\n'
    )
    found = base(
        contract("CT-2026-01"),
        person("P-001"),
        person("P-002"),
        obligation(901, judge="closed: {kind: incident, by: action, through: source}"),
        incident('reported: "2026-03-05T09:00:00+08:00"\n'),
        {"records/process/action/2026/AN-2026-001.yaml": text},
    )
    assert [one.state for one in found.verdicts_of("OB-901")] == [state], found.findings


# --- a document -----------------------------------------------------------------------------------------------

PLAN = ROOT / "tests/examples/good/emergency-plan/approved.md"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-03-04T23:59:59+08:00", State.MISSING),
        ("2026-03-04T16:00:00+00:00", State.MET),  # the day of the approval begins where the base is
        ("2026-09-30T23:59:59+08:00", State.MET),
        ("2026-09-30T16:00:00+00:00", State.STALE),  # the day of the review is over there
    ],
)
def test_a_plan_holds_from_the_day_of_its_approval_to_the_day_of_its_review(now: str, state: State) -> None:
    text = PLAN.read_text("utf-8").replace('"2026-03-20"', '"2026-03-05"').replace("2027-03-31", "2026-09-30")
    found = judged(
        "present: {kind: emergency-plan, review: review_due}",
        {"docs/emergency/EP-PLATFORM.md": text},
        datetime.fromisoformat(now),
    )
    assert [one.state for one in found] == [state]
