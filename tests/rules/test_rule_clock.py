"""The rule `clock`: a limit by level, equal is met; what is open, hidden, unsound or not applicable."""

from __future__ import annotations

from datetime import datetime

import pytest
from conftest import NOW
from one_obligation import at, base_with, incident, judged, of

from generators import knowledge
from generators.judging.verdict import State

BY_LEVEL = "clock:\n  kind: incident\n  from: reported\n  to: responded\n  limit_by_level: respond_minutes\n"


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


AT_THE_TOP = BY_LEVEL.replace("responded", "arrived") + "  where: [{field: level, is: [L1, L2]}]\n"
RAISED = '[{from: L4, to: L1, at: "2026-06-01T09:10:00+08:00", by: P-001}]'
LOWERED = '[{{from: L1, to: L4, at: "2026-06-01T{}:00+08:00", by: P-001, approver: P-101}}]'


def test_a_condition_on_the_level_asks_for_the_one_that_decides() -> None:
    start = "2026-06-01T09:00:00+08:00"
    files = {
        **incident(801, start, "L4", level_changes=RAISED, arrived='"2026-06-01T09:25:00+08:00"'),
        **incident(802, start, "L1", level_changes=LOWERED.format("09:30")),
        **incident(803, start, "L1", level_changes=LOWERED.format("09:31")),
    }
    judged_ones = {
        one.subject: one.state
        for one in judged(AT_THE_TOP, files)
        if one.subject and one.subject > "INC-2026-08"
    }
    assert judged_ones["INC-2026-0801"] is State.MET
    assert "INC-2026-0802" not in judged_ones
    assert judged_ones["INC-2026-0803"] is State.LATE  # the limit had passed when the level was left


RESTORED = BY_LEVEL.replace("responded", "restored").replace("respond_minutes", "restore_minutes")
DUE = {2: at("06-01 11:00"), 24: at("06-02 09:00")}


@pytest.mark.parametrize(
    ("levels", "changed", "restored", "state", "hours"),
    [
        # L2 has 2 hours, L3 has 24; all are reported on 1 June at 09:00
        ("L2 L3", "06-01T12:00", "06-01T13:00", "late", 2),  # lowered after the breach
        ("L2 L3", "06-01T12:00", "06-02T10:00", "late", 2),  # and late against both
        ("L2 L3", "06-01T10:00", "06-01T13:00", "met", 24),  # lowered in time, and kept
        ("L2 L3", "06-01T10:00", "06-02T10:00", "late", 24),  # lowered in time, and broken
        ("L3 L2", "06-02T10:00", "06-02T12:00", "late", 24),  # raised after the breach
        ("L3 L2", "06-01T10:00", "06-01T12:00", "late", 2),  # raised before it
        ("L3 L2", "06-01T10:00", "06-01T10:30", "met", 2),  # raised, and kept
        ("L3 L2", "06-01T12:00", "06-01T12:10", "late", 2),  # raised with 3 of 2 hours used
    ],
)
def test_the_limit_shown_is_the_one_in_force_when_it_was_broken(
    levels: str, changed: str, restored: str, state: str, hours: int
) -> None:
    before, after = levels.split()
    changes = f'[{{from: {before}, to: {after}, at: "2026-{changed}:00+08:00", by: P-001, approver: P-101}}]'
    stop = f'"2026-{restored}:00+08:00"'
    found = of(
        judged(
            RESTORED, incident(801, "2026-06-01T09:00:00+08:00", before, level_changes=changes, restored=stop)
        ),
        "INC-2026-0801",
    )
    assert (found.state, found.limit_s, found.due) == (State(state), hours * 3600, DUE[hours])
    assert found.level == after  # that at the stop, by which figures are grouped
    words = str(found.trace)
    assert f"，时限 {hours} 小时，" in words
    assert f"2026-{changed.replace('T', ' ')} 由 {before}（时限" in words


def test_a_time_is_proven_only_by_a_source_beyond_a_statement() -> None:
    proof = '{at: "2026-06-01T09:05:00+08:00", source: call-log}'
    files = incident(801, "2026-06-01T09:00:00+08:00", responded=proof)
    known = incident(802, "2026-06-01T09:00:00+08:00", responded=proof)
    path = "records/process/incident/2026/INC-2026-0802.yaml"
    known[path] = known[path].replace('"2026-06-01T09:00:00+08:00"', proof.replace("09:05", "09:00"), 1)
    verdicts = judged(BY_LEVEL, {**files, **known})
    assert not of(verdicts, "INC-2026-0801").independent
    assert of(verdicts, "INC-2026-0802").independent


def test_a_fixed_limit_knows_the_strict_levels_too_and_nobody_stays_away_from_them_by_himself() -> None:
    judge = "clock:\n  kind: incident\n  from: reported\n  to: arrived\n  limit_minutes: 60\n  needs: [remote_failed, on_site_needed]\n"
    start = "2026-06-01T09:00:00+08:00"
    files = {
        **incident(801, start, "L1", on_site_needed="false"),
        **incident(802, start, "L4", on_site_needed="false"),
    }
    verdicts = judged(judge, files)
    strict, mild = of(verdicts, "INC-2026-0801"), of(verdicts, "INC-2026-0802")
    assert (strict.state, mild.state) == (State.LATE, State.NOT_APPLICABLE)
    assert "写了不需要到场，没有甲方同意，照需要到场判" in str(strict.trace)
    assert str(mild.trace) == "没有出现需要它的情形。"


def test_a_pause_is_told_with_its_reason_in_words_and_who_approved_it() -> None:
    judge = BY_LEVEL + "  pause_reasons: [waiting-user]\n"
    pause = '[{from: "2026-06-01T09:10:00+08:00", to: "2026-06-01T09:30:00+08:00", reason: waiting-user, approver: P-101}]'
    files = incident(801, "2026-06-01T09:00:00+08:00", responded='"2026-06-01T10:20:00+08:00"', pauses=pause)
    found = of(judged(judge, files), "INC-2026-0801")
    assert (found.state, found.measured_s, found.natural_s) == (State.MET, 60 * 60, 80 * 60)
    assert "挂起 20 分钟（等待用户，甲方批准）" in str(found.trace)


@pytest.mark.parametrize(
    ("withdrawn", "told"),
    [('"2026-06-01T09:10:00+08:00"', "已于 2026-06-01 09:10 撤销。"), ("{certainty: unknown}", "已撤销。")],
)
def test_a_withdrawal_is_told_with_its_time_if_anybody_knows_it(withdrawn: str, told: str) -> None:
    files = incident(801, "2026-06-01T09:00:00+08:00", withdrawn=withdrawn, note="报错了人")
    found = of(judged(BY_LEVEL, files), "INC-2026-0801")
    assert (found.state, str(found.trace)) == (State.NOT_APPLICABLE, told)
