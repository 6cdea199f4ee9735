"""What makes verdicts bad, held against what a person counted, and told in one screen."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
import small_base
from caused import broken, fits
from one_obligation import judged

from generators import briefing, output
from generators.judging.verdict import Cause, State
from generators.knowledge import KnowledgeBase
from generators.measures import causes

MINUTE, DAY = 60, 86_400
SERVICE = "person service-desk"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00+08:00")


# cause, state, obligations behind, judgements, open, since, over: in the order in which they are told
COUNTED: list[tuple[str, State, list[int], int, bool, datetime | None, int | None]] = [
    ("INC-2026-0011", State.LATE, [901, 902, 903], 3, True, at("03-20T11:00"), 60 * MINUTE),
    ("INC-2026-0006", State.SUSPECT, [901, 902, 903], 3, True, None, None),
    (SERVICE, State.MISSING, [906], 1, True, at("01-01T00:00"), 79 * DAY),
    ("INC-2026-0010", State.MISSING, [903], 1, True, at("03-20T11:05"), None),
    ("INC-2026-0009", State.MISSING, [903], 1, True, at("03-20T11:55"), None),
    ("emergency-plan", State.MISSING, [908], 1, True, None, None),
    ("INC-2026-0002", State.LATE, [901, 902], 2, False, at("01-06T09:30"), 15 * MINUTE),
    ("INC-2026-0004", State.LATE, [902, 903], 2, False, at("02-02T10:00"), 40 * MINUTE),
    ("INC-2026-0005", State.MISSING, [901, 902, 903], 3, False, at("02-03T09:30"), None),
]  # fmt: skip


def test_causes_are_those_counted_by_hand_open_before_done_and_worst_first(base: KnowledgeBase) -> None:
    found = [
        (
            one.name,
            one.state,
            [*one.obligations.ids],
            one.judgements.number,
            one.is_open,
            one.since,
            one.over_s,
        )
        for one in causes.causes(base)
    ]
    assert found == [
        (name, state, [f"OB-{number}" for number in numbers], *rest)
        for name, state, numbers, *rest in COUNTED
    ]
    assert broken(base) == []


def test_a_cause_is_told_by_the_title_of_its_record_or_by_what_is_not_there(base: KnowledgeBase) -> None:
    titles = {one.name: one.title for one in causes.causes(base)}
    assert titles["INC-2026-0011"] == "打不开了"
    assert titles["INC-2026-0006"] == "（数据有误）"
    assert titles[SERVICE] == "没有足够的服务台"
    assert titles["emergency-plan"] == "没有应急预案"


def test_what_is_to_do_is_grouped_too_the_nearest_first(base: KnowledgeBase) -> None:
    found = [(one.name, one.title, one.state, one.obligations.ids, one.due) for one in causes.to_do(base)]
    quarter = datetime.fromisoformat("2026-03-31T23:59:59+08:00")
    assert found == [
        ("INC-2026-0010", "打不开了", State.AT_RISK, ("OB-901", "OB-902"), at("03-20T12:05")),
        ("INC-2026-0009", "打不开了", State.DUE, ("OB-901", "OB-902"), at("03-20T12:55")),
        ("bulletin 2026-Q1", "警示通报（2026 年第一季度）", State.AT_RISK, ("OB-904",), quarter),
    ]
    assert [one.is_open for one in causes.to_do(base)] == [True] * 3


def test_the_file_names_each_cause_once_and_every_verdict_its_causes(base: KnowledgeBase) -> None:
    whole = json.loads(output.verdicts_json(base))
    table = {one["cause"]: one for one in whole["causes"]}
    assert len(table) == len(whole["causes"]) == len(COUNTED) + 4  # those that are only due: four quarters
    assert [one["cause"] for one in whole["causes"]][:2] == ["INC-2026-0011", "INC-2026-0006"]
    named = {(one["obligation"], name) for one in whole["verdicts"] for name in one["cause"]}
    assert named == {(obligation, name) for name, one in table.items() for obligation in one["obligations"]}
    assert table["INC-2026-0002"] == {
        "cause": "INC-2026-0002", "title": "打不开了", "note": "", "record": "INC-2026-0002", "notices": [],
        "kind": None, "period": None, "about": None, "state": "late", "obligations": ["OB-901", "OB-902"],
        "since": "2026-01-06T09:30:00+08:00", "over_s": 900, "open": False,
    }  # fmt: skip
    gap = table["bulletin 2026-Q2"]
    assert (gap["record"], gap["kind"], gap["period"], gap["title"]) == (
        None,
        "bulletin",
        "2026-Q2",
        "警示通报（2026 年第二季度）",
    )


def test_status_is_read_in_one_screen_and_tells_every_number(base: KnowledgeBase) -> None:
    text = briefing.status(base)
    assert fits(text)
    lines = text.splitlines()
    assert lines[2:4] == [
        "8 项义务，未落实或待澄清的：超时 3  缺佐证 2",
        "其余的：临期 1  已承诺 1  无事件 1",
    ]
    assert "未落实或待澄清、未办结的 6 件，涉及 5 项义务：可补可改，或正在计时" in lines
    assert "未落实或待澄清、已发生的 3 件，涉及 3 项义务" in lines
    assert "三十天内要办的 3 件，涉及 3 项义务" in lines
    assert "  超时      2026-01-06  涉及 2 项义务  超 15 分钟  INC-2026-0002 打不开了" in lines
    assert "itss status --all" in lines[-1]


def test_what_has_no_room_is_counted_by_state_and_no_line_is_lost(base: KnowledgeBase) -> None:
    for lines in range(1, 30):
        found = causes.summary(base, lines)
        told = [*found.open.first, *found.done.first, *found.due.first]
        assert len(told) == min(lines, 6 + 3 + 3)
        rest = sum(group.number for one in (found.open, found.done, found.due) for group in one.rest)
        assert len(told) + rest == 6 + 3 + 3
    tight = causes.summary(base, 7)
    assert [len(one.first) for one in (tight.open, tight.done, tight.due)] == [4, 2, 1]
    assert [(one.name, one.number) for one in tight.open.rest] == [("missing", 2)]


def test_all_lists_every_verdict_below_what_makes_it_bad(base: KnowledgeBase) -> None:
    lines = briefing.everything(base).splitlines()
    assert "  超时      2026-01-06  涉及 2 项义务  超 15 分钟  INC-2026-0002 打不开了" in lines
    begin = lines.index("  超时      2026-01-06  涉及 2 项义务  超 15 分钟  INC-2026-0002 打不开了")
    assert [line.split()[3] for line in lines[begin + 1 : begin + 3]] == ["OB-901", "OB-902"]
    for verdict in base.verdicts_in(State.LATE, State.FAILED, State.MISSING, State.SUSPECT):
        assert any(verdict.obligation in line and str(verdict.trace) in line for line in lines)


# --- what each rule names ---


def names(found: tuple[Cause, ...]) -> list[str]:
    return [one.name for one in found]


def test_a_period_without_its_record_names_the_kind_and_the_period() -> None:
    found = judged("every:\n  kind: bulletin\n  period: quarter\n  at: sent\n", now=at("12-20T12:00"))
    by_period = {one.period: one for one in found}
    for quarter, called, is_bad in (("2026-Q3", "第三", True), ("2026-Q4", "第四", False)):
        verdict = by_period[quarter]
        assert verdict.state is (State.FAILED if is_bad else State.AT_RISK)
        (cause,) = verdict.cause
        assert (cause.name, cause.what) == (f"bulletin {quarter}", f"警示通报（2026 年{called}季度）")
        assert cause.is_open is not is_bad  # what names no period of its own cannot be made up


def test_a_shift_that_nobody_has_is_a_cause_of_its_own_hours() -> None:
    found = judged("covered:\n  kind: roster\n  shifts: shifts\n", now=at("03-20T12:00"))
    bad = [one for one in found if one.state is State.FAILED]
    assert bad
    for one in bad:
        assert all(cause.kind == "roster" and cause.period == one.period for cause in one.cause)
        over = sum(cause.over_s or 0 for cause in one.cause)
        assert over == one.measured_s


def test_what_is_promised_without_proof_names_what_would_prove_it() -> None:
    (found,) = judged("declared:\n  would_prove: 续签合同\n")
    assert (found.state, names(found.cause), found.cause[0].what) == (State.MISSING, ["续签合同"], "续签合同")


def test_a_target_that_nothing_can_meet_is_the_obligations_own() -> None:
    judge = """\
share:
  kind: incident
  period: month
  at: reported
  good:
    - {field: reported, given: true}
  target: {met: 2, of: 1}
"""
    found = [one for one in judged(judge, now=at("12-20T12:00")) if one.state is State.FAILED]
    assert found
    assert {name for one in found for name in names(one.cause)} == {"OB-800"}


def test_causes_of_one_name_are_one_however_far_each_is_over() -> None:
    one = Cause(record="INC-2026-0001", over_s=60, is_open=False, since=at("01-01T00:00"))
    other = Cause(record="INC-2026-0001", over_s=120)
    assert one.name == other.name
    assert Cause(record="INC-2026-0001", codes=("row-twice",)).name == "INC-2026-0001 row-twice"
    assert Cause(kind="report", period="2026-Q4").name == "report 2026-Q4"


# --- striking out ---

STRUCK = 'voided: {{reason: 不想要了, by: P-001, at: "2026-03-20T{}:00+08:00"}}\n'


def struck(number: int, when: str, more: str = "") -> KnowledgeBase:
    """The small base with one incident struck out."""
    files = small_base.files()
    path = small_base.PATH.format(number)
    files[path] += (STRUCK.format(when) + more).encode()
    return small_base.of(files)


def test_what_was_late_when_it_was_struck_out_is_to_be_looked_at_and_is_its_own_cause() -> None:
    for number, name in ((2, "INC-2026-0002"), (11, "INC-2026-0011")):
        base = struck(number, "11:50")
        found = {one.obligation: one for one in base.verdicts if one.subject == name}
        assert {found[f"OB-90{each}"].state for each in (1, 2)} == {State.SUSPECT}
        assert names(found["OB-901"].cause) == [f"{name} voided-though-begun"]
        assert "作废" in str(found["OB-901"].trace)
        assert "已经发生或已经在用的作废了" in {one.note for one in causes.causes(base)}


def test_what_was_struck_out_before_its_limit_is_judged_no_more() -> None:
    base = struck(11, "10:59")
    assert [one for one in base.verdicts if one.subject == "INC-2026-0011"] == []


def test_what_ended_late_is_looked_at_however_early_it_is_said_to_be_struck_out() -> None:
    files = small_base.files()
    files[small_base.PATH.format(2)] += STRUCK.replace("03-20", "01-06").format("09:01").encode()
    states = {one.state for one in small_base.of(files).verdicts if one.subject == "INC-2026-0002"}
    assert states == {State.SUSPECT}


def test_an_answer_by_somebody_else_settles_what_was_struck_out() -> None:
    answer = 'answers:\n  - {code: voided-though-begun, reason: 与另一条重复, by: P-101, at: "2026-03-20T11:55:00+08:00"}\n'
    base = struck(2, "11:50", answer)
    assert {one.state for one in base.verdicts if one.subject == "INC-2026-0002"} == {State.NOT_APPLICABLE}
    assert all(one.cause == () for one in base.verdicts if one.subject == "INC-2026-0002")


def test_an_obligation_that_is_struck_out_is_to_be_looked_at_once() -> None:
    files = small_base.files()
    files["records/requirements/obligation/OB-902.yaml"] += STRUCK.format("11:00").encode()
    found = [one for one in small_base.of(files).verdicts if one.obligation == "OB-902"]
    assert [(one.state, names(one.cause)) for one in found] == [
        (State.SUSPECT, ["OB-902 voided-though-begun"])
    ]


def test_a_screen_holds_whatever_there_is() -> None:
    files = small_base.files()
    for number in range(100, 200):
        files[small_base.PATH.format(number)] = small_base.late_as_eleven(number)
    base = small_base.of(files, small_base.NOON + timedelta(days=1))
    text = briefing.status(base)
    assert fits(text)
    assert "另有" in text
    assert f"未办结的 {5 + 100 + 1} 件" in text
