"""What each rule names as the cause: the row that is wrong, what came late, what is not there at all."""

from __future__ import annotations

import re

import small_base
from conftest import sound_base
from one_obligation import at, incident, judged, of
from test_rule_available import april, outage
from test_rule_closed import CONFIRMED, REPORTED, WARNED, verified, warned
from test_rule_present import PLAN, REVIEWED

from generators.judging.verdict import Cause, State, Verdict

DAY = 86_400
CERTIFIED = "staffed:\n  kind: person\n  posts: posts\n  role: role\n  holding: qualifications\n"
SHARE = (
    "{{share: {{kind: incident, period: month, at: reported, target: {{met: {met}, of: 100}}, "
    "good: [{{field: responded, within_minutes: 30, of: reported}}]}}}}"
)


def names(found: Verdict) -> list[str]:
    return [one.name for one in found.cause]


def only(found: Verdict) -> Cause:
    [cause] = found.cause
    return cause


# --- closed ---


def test_an_action_that_is_late_or_open_is_the_cause_and_not_what_it_answers() -> None:
    late, running = warned(verified("04-05T10:00:00")), warned("", "04-03 00:00")
    assert names(late) == names(running) == ["AN-2026-002"]
    assert (only(late).is_open, only(late).over_s) == (False, 5 * DAY)
    assert (only(running).is_open, only(running).over_s) == (True, 3 * DAY)


def test_an_action_that_its_owner_verified_says_so() -> None:
    found = only(warned(verified("03-25T10:00:00", "P-004")))
    assert (found.name, found.what, found.over_s) == ("AN-2026-002", "由负责人自己验证", None)


def test_what_nobody_answered_is_a_gap_that_names_it() -> None:
    assert names(of(judged(WARNED), "INS-2026-001")) == ["AN-2026-002"]
    struck = warned('voided: {reason: 写错了的, by: P-001, at: "2026-04-10T09:00:00+08:00"}\n', "05-01 12:00")
    assert struck.state is State.MISSING
    assert (only(struck).name, only(struck).what) == ("action INS-2026-001", "INS-2026-001 对应的整改")


def test_what_did_not_do_itself_in_time_is_its_own_cause() -> None:
    found = of(judged(CONFIRMED, incident(801, REPORTED), at("06-10 09:00")), "INC-2026-0801")
    assert (found.state, only(found).name, only(found).is_open) == (State.FAILED, "INC-2026-0801", True)
    assert only(found).over_s == 6 * DAY


# --- present, staffed, available, share ---


def test_a_plan_past_its_review_is_open_since_that_day() -> None:
    text = re.sub(r'review_due: ".*"', 'review_due: "2026-09-30"', sound_base()[PLAN].decode())
    [found] = judged(REVIEWED, {PLAN: text}, at("10-03 12:00"))
    assert (found.state, only(found).name, only(found).over_s) == (State.STALE, "EP-PLATFORM", 3 * DAY)
    assert only(found).is_open
    assert only(found).since == at("09-30 23:59:59")


def test_a_draft_is_what_is_lacking_and_where_there_is_none_the_kind_is() -> None:
    [draft] = judged(
        "present:\n  kind: emergency-plan\n",
        {PLAN: sound_base()[PLAN].decode().replace("status: approved", "status: draft")},
    )
    assert (draft.state, names(draft)) == (State.MISSING, ["EP-DRAFT", "EP-PLATFORM"])
    [three] = judged("present:\n  kind: emergency-plan\n  count: 3\n")
    assert (three.state, names(three)) == (State.MISSING, ["EP-DRAFT", "emergency-plan"])


def test_who_has_a_post_without_what_it_asks_for_is_named_and_the_post_is_not() -> None:
    path = "records/people/person/P-001.yaml"
    text = sound_base()[path].decode()
    rows = 'qualifications:\n  - {name: 甲证, from: "2024-01-01", to: "2026-03-10"}\n  - {name: 乙证, from: "2026-04-01"}\n'
    files = {path: text[: text.index("qualifications:")] + rows}
    for now, is_open, days in (("03-20 12:00", True, 10), ("06-20 12:00", False, 21)):
        [found] = [one for one in judged(CERTIFIED, files, at(now)) if "P-001" in one.evidence]
        assert (found.state, names(found)) == (State.FAILED, ["P-001"])
        assert (only(found).is_open, only(found).over_s) == (is_open, days * DAY)
        assert only(found).since == at("03-11 00:00")
        assert only(found).what == "没有有效的资质"


def test_a_function_that_did_not_hold_names_the_outages_and_no_other_record() -> None:
    bad, other = (
        outage(801, "10T00:00", "10T09:00", "[{function: F-ONE}]"),
        outage(802, "11T00:00", "11T09:00", "[{function: F-TWO}]"),
    )
    found = april(bad, other)
    assert found.evidence == ("INC-2026-0801", "INC-2026-0802")
    assert names(found) == ["INC-2026-0801"]


def test_an_outage_that_was_struck_out_leaves_the_month_to_be_looked_at() -> None:
    voided = '{reason: 记错了的, by: P-001, at: "2026-04-30T09:00:00+08:00"}'
    found = april(outage(801, "10T00:00", "10T09:00", "[{function: F-ONE}]", voided=voided))
    assert (found.state, names(found)) == (State.SUSPECT, ["INC-2026-0801 voided-though-begun"])
    said = april(outage(801, "10T00:00", "10T09:00", "[]", voided=voided))
    assert said.state is State.MET  # it told of no outage


def test_a_share_that_is_missed_names_what_was_not_good_and_striking_it_out_does_not_help() -> None:
    files = small_base.files()
    files["records/requirements/obligation/OB-909.yaml"] = small_base.OBLIGATION.format(
        id="OB-909", title="半小时答复", element="process", phase="operation", judge=SHARE.format(met=90)
    ).encode()

    def january() -> Verdict:
        found = [one for one in small_base.of(files).verdicts if one.obligation == "OB-909"]
        return next(one for one in found if one.period == "2026-01")

    found = january()
    assert (found.state, names(found)) == (State.FAILED, ["INC-2026-0002", "INC-2026-0003"])
    assert [one.is_open for one in found.cause] == [False, False]
    for number in (2, 3):
        voided = 'voided: {reason: 记错了的, by: P-001, at: "2026-02-01T09:00:00+08:00"}\n'
        files[small_base.PATH.format(number)] += voided.encode()
    found = january()
    assert found.state is State.SUSPECT
    assert names(found) == ["INC-2026-0002 voided-though-begun", "INC-2026-0003 voided-though-begun"]


# --- every ---


def test_what_is_there_too_seldom_is_a_gap_even_if_some_of_it_came() -> None:
    files = small_base.files()
    files["records/requirements/obligation/OB-904.yaml"] = small_base.OBLIGATION.format(
        id="OB-904", title="答复", element="process", phase="operation",
        judge="{every: {kind: incident, period: month, at: restored, times: 4}}",
    ).encode()  # fmt: skip
    found = {one.period: one for one in small_base.of(files).verdicts if one.obligation == "OB-904"}
    assert found["2026-01"].state is State.FAILED  # three of four
    assert len(found["2026-01"].evidence) == 3
    assert names(found["2026-01"]) == ["incident 2026-01"]
    assert not only(found["2026-01"]).is_open
