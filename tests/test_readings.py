"""Readings over the small base: which counts for what, what stands beside, what a decision would change.

OB-910 wants an answer within 30 minutes, and does not say at which level. Strictly that is every level; a
decision of 1 February, in minutes, takes L1 only and leaves L2 to the table.

    incident  level  reported  minutes  counts                  strictly  L1 only
    INC-…-01  L1     01-05         10   not settled             met       met
    INC-…-02  L1     01-06         45   not settled             late      late
    INC-…-03  L2     01-07         60   not settled             late      -
    INC-…-04  L2     02-02        100   not applicable (rest)   late      -
    INC-…-05  L1     02-03          -   missing (L1 only)       missing   (counts)
    INC-…-06  L2     02-04    unsound   suspect
    INC-…-07  L1     02-05   a repeat   not applicable
    INC-…-08  L2     02-06  withdrawn   not applicable
    INC-…-09  L2     03-20    5, open   not applicable (rest)   due       -
    INC-…-10  L2     03-20   55, open   not applicable (rest)   late      -
    INC-…-11  L2     03-20  120, open   not applicable (rest)   late      -
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
import small_base
from small_base import incidents

from generators import address, briefing, output
from generators.finding import UserError
from generators.judging.rules.readings import Reading, beside, in_force, unsettled
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.measures.whatif import whatif
from generators.records.decided import holds_from
from generators.site.page import Pages
from generators.site.pages import pages as all_pages
from generators.site.pages import record, sla

HOME = "records/requirements/obligation/OB-910.yaml"
DECISION_HOME = "records/process/decision/2026/DC-2026-01.yaml"
DECISION = """\
id: DC-2026-01
title: 半小时用在哪一级
question: 半小时用在哪一级没有写
reading: 只用于第一级
effect: ease
instrument: {instrument}
decided: "2026-01-30"
effective_from: "{since}"
signatories:
  - {{person: {customer}, side: customer}}
  - {{person: P-001, side: provider}}
"""
ANSWER = "{clock: {kind: incident, from: reported, to: responded, limit_minutes: 30}}"
READINGS = """\
readings:
  - {code: strict, name: 每一级都算, clause: 样例 1}
  - {code: first, name: 只用于第一级, levels: [L1], decision: DC-2026-01, force: minutes}
  - {code: rest, name: 第二级按表, levels: [L2], exempt: true, decision: DC-2026-01, force: minutes}
"""


def obligation(judge: str, readings: str) -> bytes:
    text = small_base.OBLIGATION.format(
        id="OB-910", title="半小时答复", element="process", phase="operation", judge=judge
    )
    return (text + readings).encode()


def decision(since: str = "2026-02-01", customer: str = "P-101", instrument: str = "minutes") -> bytes:
    return DECISION.format(since=since, customer=customer, instrument=instrument).encode()


def files(judge: str = ANSWER, readings: str = READINGS, **told: str) -> dict[str, bytes]:
    return {**small_base.files(), HOME: obligation(judge, readings), DECISION_HOME: decision(**told)}


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return small_base.of(files())


def states(verdicts: tuple[Verdict, ...]) -> dict[str, tuple[str, str | None]]:
    return {
        str(one.subject or one.period): (str(one.state), one.reading)
        for one in verdicts
        if one.obligation == "OB-910"
    }


def test_each_subject_is_judged_once_by_the_reading_in_force_at_its_report(small: KnowledgeBase) -> None:
    unsettled, rest = ("unsettled", None), ("not-applicable", "rest")
    one, two, three, four, five, six, seven, eight, nine, ten, eleven = incidents(*range(1, 12))
    assert len(small.verdicts_of("OB-910")) == 11
    assert states(small.verdicts) == {
        one: unsettled,
        two: unsettled,
        three: unsettled,
        four: rest,
        five: ("missing", "first"),
        six: ("suspect", None),
        seven: ("not-applicable", None),
        eight: ("not-applicable", None),
        nine: rest,
        ten: rest,
        eleven: rest,
    }


def test_the_other_readings_stand_beside_and_count_nowhere(small: KnowledgeBase) -> None:
    by_reading: dict[tuple[str, str], list[str]] = {}
    for one in small.beside:
        assert not one.counts
        by_reading.setdefault((str(one.reading), str(one.state)), []).append(str(one.subject))
    assert by_reading == {
        ("strict", "met"): list(incidents(1)),
        ("strict", "late"): list(incidents(2, 3, 4, 10, 11)),
        ("strict", "missing"): list(incidents(5)),
        ("strict", "due"): list(incidents(9)),
        ("first", "met"): list(incidents(1)),
        ("first", "late"): list(incidents(2)),
    }
    assert [
        one for one in standing.bad(small) if one.obligation == "OB-910" and one.state is State.LATE
    ] == []
    assert {one.reading for one in standing.bad(small)} <= {None, "first"}


def test_no_total_mixes_two_readings(small: KnowledgeBase) -> None:
    [matrix] = [one for one in performance.matrices(small) if one.obligation.id == "OB-910"]
    whole = matrix.whole.judged.year
    assert whole.denominator.ids == incidents(5)
    assert whole.unsettled.ids == incidents(1, 2, 3)
    told = {one.name: (one.figure.numerator.ids, one.figure.denominator.ids) for one in matrix.beside}
    assert told == {
        "每一级都算": (incidents(1), incidents(1, 2, 3, 4, 5, 10, 11)),
        "只用于第一级": (incidents(1), incidents(1, 2, 5)),
    }


def test_a_verdict_says_by_which_reading_on_which_basis_and_where_others_differ(small: KnowledgeBase) -> None:
    told = {one.subject: str(one.trace) for one in small.verdicts_of("OB-910")}
    two, four, five = incidents(2, 4, 5)
    assert told[two] == (
        "合同说法不一，还没有商定怎么读，不算超时，也不算达标；别的读法：“每一级都算”是超时。"
    )
    assert told[four] == (
        "依纪要，按 DC-2026-01（会议纪要）“第二级按表”，不归这一条判；别的读法：“每一级都算”是超时。"
    )
    assert told[five].startswith("依纪要，按 DC-2026-01（会议纪要）“只用于第一级”：计时 2026-02-03 09:00 起")
    assert "别的读法" not in told[five]  # strictly it is missing too


def test_what_stands_in_a_supplement_is_not_marked_as_minutes() -> None:
    readings = READINGS.replace("force: minutes", "force: supplement")
    base = small_base.of(files(readings=readings, instrument="supplement"))
    [told] = [str(one.trace) for one in base.verdicts_of("OB-910") if one.subject == "INC-2026-0005"]
    assert told.startswith("按 DC-2026-01（补充协议）“只用于第一级”：")


def test_a_decision_that_only_the_provider_signed_settles_nothing() -> None:
    base = small_base.of(files(customer="P-001"))
    assert {one for one in incidents(4, 5, 9) if states(base.verdicts)[one] == ("unsettled", None)} == {
        *incidents(4, 5, 9)
    }
    assert codes(base, DECISION_HOME) == {"decision-unsigned", "row-twice"}  # the same person twice


@pytest.mark.parametrize(
    ("posts", "is_agreed"),
    [
        ('{post: 负责人, from: "2026-01-30"}', True),
        ('{post: 负责人, from: "2026-01-31"}', False),
        ('{post: 负责人, from: "2026-01-01", to: "2026-01-29"}', False),
        ('{post: 负责人, side: provider, from: "2026-01-01"}', False),
    ],
)
def test_who_signs_for_a_side_held_a_post_of_it_on_that_day(posts: str, *, is_agreed: bool) -> None:
    [path] = [one for one in files() if one.endswith("/P-101.yaml")]
    person = "id: P-101\nname: 甲方负责人\nside: customer\norganisation: 甲方\nposts:\n  - "
    base = small_base.of({**files(), path: f"{person}{posts}\n".encode()})
    assert codes(base, DECISION_HOME) == (set() if is_agreed else {"decision-unsigned"})
    assert (states(base.verdicts)["INC-2026-0004"] == ("unsettled", None)) is not is_agreed


def test_a_decision_settles_nothing_after_its_last_day() -> None:
    text = decision().replace(b"signatories:", b'effective_to: "2026-02-28"\nsignatories:')
    told = states(small_base.of({**files(), DECISION_HOME: text}).verdicts)
    assert [told[name] for name in incidents(4, 9)] == [("not-applicable", "rest"), ("unsettled", None)]


def test_a_decision_that_is_not_sound_makes_what_rests_on_it_suspect() -> None:
    broken = {**files(), DECISION_HOME: decision() + b"colour: red\n"}
    base = small_base.of(broken)
    assert states(base.verdicts) == dict.fromkeys(incidents(*range(1, 12)), ("suspect", None))
    assert [one.evidence[-1] for one in base.verdicts_of("OB-910") if one.subject != "INC-2026-0006"] == [
        "DC-2026-01"
    ] * 10
    assert [one for one in base.beside if one.obligation == "OB-910"] == []


def test_the_latest_of_two_readings_in_force_counts() -> None:
    readings = """\
readings:
  - {code: table, name: 半小时, clause: 样例 1, force: contract}
  - {code: hour, name: 一小时, limit_minutes: 60, decision: DC-2026-01, force: minutes}
"""
    base = small_base.of(files(readings=readings))
    told = states(base.verdicts)
    one, two, three, four, five = incidents(1, 2, 3, 4, 5)
    assert [told[name] for name in (one, two, three, four, five)] == [
        ("met", "table"),
        ("late", "table"),
        ("late", "table"),
        ("late", "hour"),
        ("missing", "hour"),
    ]


def test_before_the_only_reading_is_in_force_nothing_is_owed_and_its_result_stands_beside() -> None:
    readings = (
        "readings:\n  - {code: hour, name: 一小时, limit_minutes: 60, decision: DC-2026-01, force: minutes}\n"
    )
    base = small_base.of(files(readings=readings))
    [late] = [one for one in base.verdicts_of("OB-910") if one.subject == "INC-2026-0003"]
    assert (late.state, late.reading) == (State.NOT_APPLICABLE, None)
    assert str(late.trace) == (
        "DC-2026-01（会议纪要）从 2026-02-01 起用，不往前算；别的读法：“一小时”是达标。"
    )
    [shown] = [one for one in base.beside if one.subject == "INC-2026-0003"]
    assert (shown.state, shown.measured_s) == (State.MET, 3600)


@pytest.mark.parametrize(
    ("until", "wanted"),
    [("2026-02-02", ("late", "first")), ("2026-02-01", ("not-applicable", None))],
)
def test_a_reading_holds_to_its_last_day(until: str, wanted: tuple[str, str | None]) -> None:
    row = f'{{code: first, name: 半小时, clause: 样例 1, force: contract, valid_to: "{until}"}}'
    base = small_base.of(files(readings=f"readings:\n  - {row}\n"))
    assert states(base.verdicts)["INC-2026-0004"] == wanted


@pytest.mark.parametrize(
    ("row", "number", "told"),
    [
        ('levels: [L1], valid_from: "2026-01-07"', 3, "样例 1只用于 L1"),
        ('valid_from: "2026-02-03"', 4, "样例 1从 2026-02-03 起用，不往前算；别的读法：“半小时”是超时。"),
        ('valid_to: "2026-02-01"', 4, "样例 1用到 2026-02-01 为止；别的读法：“半小时”是超时。"),
        ("from: declared", 4, "没有出现 样例 1要的情形"),
    ],
)
def test_where_no_reading_applies_the_trace_says_why(row: str, number: int, told: str) -> None:
    reading = f"readings:\n  - {{code: first, name: 半小时, clause: 样例 1, force: contract, {row}}}\n"
    base = small_base.of(files(readings=reading))
    [found] = [one for one in base.verdicts_of("OB-910") if (one.subject,) == incidents(number)]
    assert (found.state, str(found.trace)) == (State.NOT_APPLICABLE, told)


def test_where_no_reading_applies_each_reason_is_told_once() -> None:
    row = '  - {{code: {}, name: 半小时, levels: [L1], clause: {}, force: contract, valid_from: "2026-01-0{}"}}\n'
    told = (("one", "样例 1", 1), ("two", "样例 2", 2), ("three", "样例 1", 3))
    rows = "".join(row.format(*one) for one in told)
    base = small_base.of(files(readings=f"readings:\n{rows}"))
    [found] = [one for one in base.verdicts_of("OB-910") if (one.subject,) == incidents(4)]
    assert str(found.trace) == "样例 1只用于 L1，样例 2只用于 L1"


RESTORED = "{clock: {kind: incident, from: reported, to: restored, limit_minutes: 120}}"
DECLARED = """\
readings:
  - {code: table, name: 两小时, clause: 样例 1, force: contract}
  - {code: declared, name: 宣告起四小时, levels: [L1], from: declared, limit_minutes: 240, decision: DC-2026-01, force: minutes}
"""


def base_files(by: str, level: str = "L1", reported: str = "02-10", hour: int = 10) -> dict[str, bytes]:
    text = small_base.INCIDENT.format(
        id="INC-2026-0020", level=level, reported=f'"2026-{reported}T09:00:00+08:00"'
    )
    text += f'declared: "2026-{reported}T{hour}:00:00+08:00"\ndeclared_by: {by}\n'
    text += f'restored: "2026-{reported}T13:30:00+08:00"\n'
    whole = files(RESTORED, DECLARED)
    return {**whole, "records/process/incident/2026/INC-2026-0020.yaml": text.encode()}


def declared(by: str, level: str = "L1", reported: str = "02-10", hour: int = 10) -> KnowledgeBase:
    return small_base.of(base_files(by, level, reported, hour))


@pytest.mark.parametrize(
    ("by", "level", "reported", "wanted"),
    [
        ("P-101", "L1", "02-10", (State.MET, "declared", 210 * 60)),
        ("P-001", "L1", "02-10", (State.LATE, "table", 270 * 60)),
        ("P-101", "L2", "02-10", (State.LATE, "table", 270 * 60)),
        ("P-101", "L1", "01-31", (State.LATE, "table", 270 * 60)),
    ],
)
def test_a_clock_runs_from_the_declaration_if_the_customer_made_it(
    by: str, level: str, reported: str, wanted: tuple[State, str, int]
) -> None:
    base = declared(by, level, reported)
    [found] = [one for one in base.verdicts_of("OB-910") if one.subject == "INC-2026-0020"]
    assert (found.state, found.reading, found.measured_s) == wanted
    told = {one.code for one in base.findings_in("records/process/incident/2026/INC-2026-0020.yaml")}
    assert ("wrong-side" in told) is (by == "P-001")


def test_a_declaration_after_the_restoration_moves_no_clock() -> None:
    base = declared("P-101", hour=14)
    [found] = [one for one in base.verdicts_of("OB-910") if one.subject == "INC-2026-0020"]
    assert (found.state, found.reading, found.measured_s) == (State.LATE, "table", 270 * 60)


def test_a_declaration_still_to_come_moves_no_clock_yet() -> None:
    base = declared("P-101")
    before = small_base.of(base_files("P-101"), datetime.fromisoformat("2026-02-10T09:50:00+08:00"))
    [then] = [one for one in before.verdicts_of("OB-910") if one.subject == "INC-2026-0020"]
    assert (then.state, then.reading) == (State.DUE, "table")
    assert base.now > before.now


def test_a_reading_for_levels_that_the_obligation_leaves_out_applies_to_nothing() -> None:
    judge = ANSWER.replace("kind: incident", "kind: incident, where: [{field: level, is: [L1]}]")
    readings = """\
readings:
  - {code: all, name: 半小时, clause: 样例 1, force: contract}
  - {code: second, name: 第二级不管, levels: [L2], exempt: true, decision: DC-2026-01, force: minutes}
"""
    told = states(small_base.of(files(judge, readings)).verdicts)
    assert told["INC-2026-0005"] == ("missing", "all")
    assert "INC-2026-0004" not in told


def test_a_decision_that_is_struck_out_carries_no_reading() -> None:
    voided = 'voided: {reason: 没有谈成, by: P-001, at: "2026-03-01T09:00:00+08:00"}\n'
    base = small_base.of({**files(), DECISION_HOME: decision() + voided.encode()})
    assert "voided-reference" in {one.code for one in base.findings_in(HOME)}
    assert {one.state for one in base.verdicts_of("OB-910")} == {State.SUSPECT}


BULLETINS = "{every: {kind: bulletin, period: quarter, at: sent}}"


def test_a_period_is_judged_by_the_reading_in_force_at_its_end() -> None:
    readings = """\
readings:
  - {code: quarterly, name: 每季一封, clause: 样例 1, force: contract, valid_to: "2026-06-30"}
  - {code: monthly, name: 每月一封, period: month, decision: DC-2026-01, force: minutes}
"""
    base = small_base.of(files(BULLETINS, readings, since="2026-07-01"))
    months = {f"2026-{month:02}": ("due", "monthly") for month in range(7, 13)}
    assert states(base.verdicts) == {
        "2026-Q1": ("at-risk", "quarterly"),
        "2026-Q2": ("due", "quarterly"),
        **months,
    }
    assert {one.period for one in base.beside if one.reading == "quarterly"} == {"2026-Q3", "2026-Q4"}


def test_a_period_of_which_nobody_agreed_how_to_read_it_is_not_settled() -> None:
    readings = "readings:\n  - {code: twice, name: 每季两封, times: 2, clause: 样例 1}\n"
    base = small_base.of(files(BULLETINS, readings), datetime.fromisoformat("2026-05-01T12:00:00+08:00"))
    assert states(base.verdicts)["2026-Q1"] == ("unsettled", None)
    assert states(base.beside)["2026-Q1"] == ("failed", "twice")
    assert standing.worst(base.verdicts_of("OB-910")) is State.UNSETTLED


def test_a_period_that_the_open_reading_divides_otherwise_is_not_settled_either() -> None:
    readings = "readings:\n  - {code: monthly, name: 每月一封, period: month, clause: 样例 1}\n"
    base = small_base.of(files(BULLETINS, readings), datetime.fromisoformat("2026-05-01T12:00:00+08:00"))
    assert {states(base.verdicts)[f"2026-Q{one}"] for one in (1, 2, 3, 4)} == {("unsettled", None)}
    assert states(base.beside)["2026-02"] == ("failed", "monthly")


def flipped(base: KnowledgeBase, since: date | None = None) -> Mapping[str, tuple[str, str]]:
    found = whatif(base, "DC-2026-01", since)
    return {one.about: (str(one.before), str(one.after)) for one in found.flips}


def test_what_a_decision_changes_is_held_against_the_base_without_it(small: KnowledgeBase) -> None:
    four, five, nine, ten, eleven = incidents(4, 5, 9, 10, 11)
    rest = ("unsettled", "not-applicable")
    assert flipped(small) == {four: rest, five: ("unsettled", "missing"), nine: rest, ten: rest, eleven: rest}
    totals = {
        one.period: (
            (one.before.numerator.number, one.before.denominator.number, one.before.unsettled.number),
            (one.after.numerator.number, one.after.denominator.number, one.after.unsettled.number),
        )
        for one in whatif(small, "DC-2026-01").totals
    }
    assert totals == {
        "": ((0, 0, 8), (0, 1, 3)),
        "2026-02": ((0, 0, 2), (0, 1, 0)),
        "2026-03": ((0, 0, 3), (0, 0, 0)),
    }


def test_from_another_day_it_is_held_against_the_base_as_it_stands(small: KnowledgeBase) -> None:
    two, three = incidents(2, 3)
    earlier = flipped(small, date(2026, 1, 6))
    assert earlier == {two: ("unsettled", "late"), three: ("unsettled", "not-applicable")}
    later = flipped(small, date(2026, 2, 3))
    assert later == {"INC-2026-0004": ("not-applicable", "unsettled")}


def test_a_decision_on_periods_moves_whole_periods_each_counted_once() -> None:
    """No bulletin was ever sent. By the contract one a quarter is owed, from 1 February one a month.

    Each of the four quarters goes, each of the eleven months that end from then on comes: February was
    missed, March ends in eleven days, the others later than in thirty.
    """
    readings = """\
readings:
  - {code: quarterly, name: 每季一封, clause: 样例 1, force: contract}
  - {code: monthly, name: 每月一封, period: month, decision: DC-2026-01, force: minutes}
"""
    found = whatif(small_base.of(files(BULLETINS, readings)), "DC-2026-01")
    quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    months = [f"2026-{month:02}" for month in range(2, 13)]
    assert [(one.period, one.before, one.after) for one in found.flips] == [
        ("2026-02", None, State.FAILED),
        ("2026-03", None, State.AT_RISK),
        *((month, None, State.DUE) for month in months[2:]),
        ("2026-Q1", State.AT_RISK, None),
        *((quarter, State.DUE, None) for quarter in quarters[1:]),
    ]
    assert {one.about for one in found.flips} == {*months, *quarters}
    whole, *parts = found.totals
    assert (whole.period, [one.period for one in parts]) == ("", [*months, *quarters])
    assert whole.before.states == (("due", tuple(quarters[1:])), ("at-risk", ("2026-Q1",)))
    assert whole.after.states == (
        ("failed", ("2026-02",)),
        ("due", tuple(months[2:])),
        ("at-risk", ("2026-03",)),
    )
    assert (parts[0].before.states, parts[0].after.states) == ((), (("failed", ("2026-02",)),))
    assert (found.decision.id, found.since, found.is_against_none) == ("DC-2026-01", date(2026, 2, 1), True)


def test_a_decision_from_its_own_day_changes_nothing_against_the_base_as_it_stands(
    small: KnowledgeBase,
) -> None:
    found = whatif(small, "DC-2026-01", date(2026, 2, 1))
    assert (found.flips, found.totals, found.is_against_none) == ((), (), False)


def test_a_decision_can_be_tried_before_the_customer_signs() -> None:
    unsigned = small_base.of(files(customer="P-001"))
    assert flipped(unsigned) == flipped(small_base.of(files()))


@pytest.mark.parametrize("name", ["DC-2026-99", "INC-2026-0001", "CT-2026-01"])
def test_what_is_no_decision_is_refused(small: KnowledgeBase, name: str) -> None:
    with pytest.raises(UserError, match=f"没有口径 {name}"):
        whatif(small, name)


def test_a_decision_that_no_reading_rests_on_is_refused() -> None:
    base = small_base.of({**small_base.files(), DECISION_HOME: decision()})
    with pytest.raises(UserError, match="没有义务的读法依据 DC-2026-01"):
        whatif(base, "DC-2026-01")


def test_what_would_change_is_told_in_words_and_as_json(small: KnowledgeBase) -> None:
    found = whatif(small, "DC-2026-01")
    lines = briefing.flips(found).splitlines()
    assert lines[0] == "假设 DC-2026-01（半小时用在哪一级）从 2026-02-01 起用，与没有这份口径相比。"
    assert "  OB-910 半小时答复  2026-02 0/0  读法未定 2 → 0/1  不适用 1" in lines
    assert "  读法未定 → 缺佐证  OB-910  INC-2026-0005" in lines
    told = json.loads(output.whatif_json(found))
    assert (told["decision"], told["from"], told["against"]) == ("DC-2026-01", "2026-02-01", "none")
    assert told["totals"][1] == {
        "obligation": "OB-910",
        "period": "2026-02",
        "before": {"unsettled": 2},
        "after": {"missing": 1, "not-applicable": 1},
    }
    assert {one["about"] for one in told["verdicts"]} == {*incidents(4, 5, 9, 10, 11)}


def test_verdicts_json_holds_every_reading_and_says_which_count(small: KnowledgeBase) -> None:
    rows = json.loads(output.verdicts_json(small))["verdicts"]
    assert len(rows) == len(small.verdicts) + len(small.beside)
    told = {
        (one["subject"], one["reading"], one["counts"]): one["state"]
        for one in rows
        if one["obligation"] == "OB-910"
    }
    assert told["INC-2026-0002", None, True] == "unsettled"
    assert told["INC-2026-0002", "strict", False] == "late"
    assert told["INC-2026-0005", "first", True] == "missing"


def test_status_lists_what_is_not_settled_apart_from_what_was_not_done(small: KnowledgeBase) -> None:
    text = briefing.everything(small)
    bad, _, rest = text.partition("读法未定的，不算超时，也不算达标")
    assert "读法未定  2026-01-05  涉及 1 项义务  3 条判定  OB-910 半小时答复" in rest
    assert "INC-2026-0002" not in "".join(line for line in bad.splitlines() if "OB-910" in line)


def test_of_two_readings_of_one_day_the_one_that_exempts_gives_way() -> None:
    asks, exempts = (
        Reading("a", "甲", {"exempt": exempt}, date.min, date.max, has_force=True, basis="")
        for exempt in (False, True)
    )
    assert in_force([asks, exempts], date(2026, 1, 1)) is asks
    assert in_force([exempts, asks], date(2026, 1, 1)) is asks


def test_what_cannot_be_judged_by_an_open_reading_stays_suspect_and_what_is_beside_lowers_nothing() -> None:
    reading = Reading("a", "甲", {}, date.min, date.max, has_force=False, basis="")
    assert unsettled([(reading, Verdict("OB-1", State.SUSPECT))]).state is State.SUSPECT
    eased = Verdict("OB-1", State.LATE, eased_late="level-changes")
    assert beside(reading, eased).eased_late is None


def test_what_is_not_settled_has_no_time_and_no_limit(small: KnowledgeBase) -> None:
    open_ones = [one for one in small.verdicts_of("OB-910") if one.state is State.UNSETTLED]
    told = {(one.measured_s, one.natural_s, one.limit_s, one.due, one.period) for one in open_ones}
    assert told == {(None, None, None, None, "2026-01")}


def test_a_limit_by_level_takes_the_place_of_a_fixed_one() -> None:
    row = "{code: table, name: 按表, limit_by_level: respond_minutes, clause: 样例 1, force: contract}"
    base = small_base.of(files(readings=f"readings:\n  - {row}\n"))
    told = states(base.verdicts)
    assert [told[name][0] for name in incidents(1, 2, 3, 4)] == ["met", "late", "met", "late"]


def test_open_readings_of_a_period_are_told_by_their_own_result_and_from_their_own_day() -> None:
    readings = """\
readings:
  - {code: slow, name: 半年之内, grace_days: 184, clause: 样例 1, valid_to: "2026-06-30"}
  - {code: none, name: 不发也行, exempt: true, clause: 样例 1, valid_to: "2026-06-30"}
"""
    base = small_base.of(files(BULLETINS, readings), datetime.fromisoformat("2026-05-01T12:00:00+08:00"))
    [first] = [one for one in base.verdicts_of("OB-910") if one.period == "2026-Q1"]
    assert "“半年之内”是未到期，“不发也行”是不适用" in str(first.trace).replace("、", "，")
    assert states(base.verdicts)["2026-Q3"] == ("not-applicable", None)
    assert {one.reading for one in base.beside} == {"slow"}


def codes(base: KnowledgeBase, path: str) -> set[str]:
    return {one.code for one in base.findings_in(path)} - {"eased-by-minutes"}


@pytest.mark.parametrize(
    "rows",
    [
        '{code: first, name: 半小时, valid_from: "2026-02-01", decision: DC-2026-01, force: minutes}',
        '{code: first, name: 半小时, valid_to: "2026-02-01", decision: DC-2026-01, force: minutes}',
        "{code: all, name: 半小时, clause: 样例 1, force: contract}\n  - {code: came, name: 到场的, needs: [arrived], clause: 样例 1, force: contract}",
    ],
)
def test_what_begins_with_its_decision_or_is_about_fewer_is_no_fault(rows: str) -> None:
    assert codes(small_base.of(files(readings=f"readings:\n  - {rows}\n")), HOME) == set()


def test_a_signatory_whom_nobody_knows_is_one_finding_and_a_decision_struck_out_needs_no_signature() -> None:
    assert codes(small_base.of(files(customer="P-404")), DECISION_HOME) == {"unknown-reference"}
    voided = 'voided: {reason: 没有谈成, by: P-001, at: "2026-03-01T09:00:00+08:00"}\n'
    base = small_base.of({**small_base.files(), DECISION_HOME: decision(customer="P-001") + voided.encode()})
    assert codes(base, DECISION_HOME) == set()
    both = small_base.of({**small_base.files(), DECISION_HOME: decision() + voided.encode()})
    assert holds_from(both.facts.get("DC-2026-01"), both.facts.get) is None


def test_a_declaration_at_a_time_that_nobody_knows_calls_for_nothing() -> None:
    readings = """\
readings:
  - {code: table, name: 两小时, clause: 样例 1, force: contract}
  - {code: elsewhere, name: 宣告的另判, needs: [declared], exempt: true, decision: DC-2026-01, force: minutes}
"""
    whole = {**base_files("P-101"), HOME: obligation(RESTORED, readings)}
    path = "records/process/incident/2026/INC-2026-0020.yaml"
    unknown = re.sub(rb"declared: .*", b"declared: {certainty: unknown}", whole[path])
    for text, wanted in ((whole[path], "elsewhere"), (unknown, "table")):
        assert states(small_base.of({**whole, path: text}).verdicts)["INC-2026-0020"][1] == wanted


def test_pages_show_other_readings_folded_and_in_one_sentence(small: KnowledgeBase) -> None:
    body = next(page.body for page in Pages(sla.pages(small)).every() if page.uri == "sla/2026/")
    table = body.split("itss-sla-readings")[1].split("</table>")[0]
    rows = [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in table.split("<tr>")]
    told = [one for one in rows if "OB-910" in one]
    assert [one.split()[0] for one in told] == ["每一级都算", "只用于第一级"]
    assert ["没有商定" in one for one in told] == [True, False]
    assert "现行 2026-02-01 起" in told[1]
    assert [re.findall(r"[0-9]+ ?/ ?[0-9]+", one)[-1].replace(" ", "") for one in told] == ["1/7", "1/3"]
    beside = next(one for one in body.split("<tr>") if 'id="OB-910"' in one).split("</tr>")[0]
    whole = " ".join(re.sub("<[^>]*>", " ", beside).split())
    assert whole == "半小时答复 OB-910 0 / 1 0 % 缺佐证 1 读法未定 3"  # no total mixes readings
    pages = {one.uri: one for one in record.pages(small)}
    own = pages[address.record("INC-2026-0002")].make()
    head, folded = own.split('<details class="kb-beside">')
    assert re.search('<span class="itss-state itss-state-unsettled">.*</svg>读法未定</span>', head)
    assert "“每一级都算”：计时" in folded
    assert "itss-state-unsettled" in pages[address.record("OB-910")].make()


def test_ids_in_a_trace_and_in_a_finding_lead_to_their_records() -> None:
    whole = files()
    whole[DECISION_HOME] += (
        "answers:\n  - {code: eased-by-minutes, reason: 明年写进合同, by: P-001}\n".encode()
    )
    told = {page.uri: page.body for page in all_pages(small_base.of(whole))}
    verdicts = told[address.record("OB-910")].split('id="verdicts"')[1].split('class="kb-source')[0]
    assert re.sub("<a .*?</a>", "", verdicts).count("DC-2026-01") == 0 < verdicts.count("DC-2026-01")
    note = told[address.record("DC-2026-01")].split('class="itss-look"')[1].split("</div>")[0]
    assert re.findall(r'<a href="([^"]*)"', note) == ["../P-001/", "../../help/codes/#eased-by-minutes"]
    [row] = [one for one in told[address.FINDINGS].split("<tr>") if "eased-by-minutes" in one]
    assert '<a href="../../r/DC-2026-01/">半小时用在哪一级' in row
    assert '<a href="../../r/P-001/"' in row


def test_a_reading_on_a_page_names_no_field_of_the_schema() -> None:
    readings = """\
readings:
  - {code: came, name: 到场的, needs: [arrived], clause: 样例 1, force: contract}
  - {code: soon, name: 到确认为止, to: confirmed, stops_also: [workaround, restored], clause: 样例 2}
"""
    pages = {one.uri: one for one in record.pages(small_base.of(files(readings=readings)))}
    told = pages[address.record("OB-910")].make().split('<p class="itss-prose">')[1].split("</p>")[0]
    assert (
        "依合同“到场的”（样例 1）：事件从接报到响应不超过 30 分钟；有到场才判。"
        "其余读法未定：合同说法不一，还没有商定怎么读，不算超时，也不算达标。"
        "可能是“到确认为止”（样例 2）：事件从接报到用户确认不超过 30 分钟；临时恢复、恢复也算终点。"
    ) in told
    assert "别的读法" not in told
    assert not re.search("arrived|confirmed|workaround|restored|came|soon", told)


def test_the_command_line_refuses_a_day_that_is_none(tmp_path: Path) -> None:
    from generators import cli

    with pytest.raises(UserError, match="不是日期"):
        cli.run(["whatif", "DC-2026-01", "--from", "2026-02-30", "--root", str(tmp_path)])
