"""How the obligations stand, held against what a person counted in `small_base`."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import small_base
from conftest import NOW, sound_base
from small_base import incidents

from generators import knowledge
from generators.judging.verdict import BAD, State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.measures.figure import Group

PATH = "records/requirements/obligation/{}.yaml"
FROM_BEST = (
    State.NOT_APPLICABLE, State.MET, State.DECLARED, State.DUE, State.UNSETTLED, State.AT_RISK, State.STALE, State.MISSING,
    State.SUSPECT, State.FAILED, State.LATE,
)  # fmt: skip


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


# obligation -> its state as a whole, and how many judgements it has in which state
STANDINGS: dict[str, tuple[State | None, dict[str, int]]] = {
    "OB-901": (State.LATE, {"met": 3, "late": 2, "due": 1, "at-risk": 1, "missing": 1, "suspect": 1, "not-applicable": 2}),
    "OB-902": (State.LATE, {"met": 2, "late": 3, "due": 1, "at-risk": 1, "missing": 1, "suspect": 1, "not-applicable": 2}),
    "OB-903": (State.LATE, {"met": 3, "late": 1, "missing": 4, "suspect": 1, "not-applicable": 2}),
    "OB-904": (State.AT_RISK, {"due": 3, "at-risk": 1}),
    "OB-905": (State.DECLARED, {"declared": 1}),
    "OB-906": (State.MISSING, {"met": 1, "missing": 1}),
    "OB-907": (None, {}),
    "OB-908": (State.MISSING, {"missing": 1}),
}  # fmt: skip


def test_each_obligation_stands_as_counted_by_hand(base: KnowledgeBase) -> None:
    found = {
        one.obligation.id: (one.state, {group.name: group.number for group in one.judgements.states})
        for one in standing.standings(base)
    }
    assert found == STANDINGS
    numbers = [one.number for one in standing.standings(base)]
    assert numbers == [11, 11, 11, 4, 1, 2, 0, 1]


def test_what_is_judged_by_period_or_part_is_named_by_it(base: KnowledgeBase) -> None:
    known = {one.obligation.id: one.judgements for one in standing.standings(base)}
    assert known["OB-904"].open.ids == ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
    assert known["OB-906"].missed.ids == ("service-desk",)
    assert known["OB-908"].missed.ids == ("OB-908",)


@pytest.mark.parametrize("number", range(1, len(FROM_BEST)))
def test_the_worst_judgement_is_the_state_of_the_whole(number: int) -> None:
    better, worse = FROM_BEST[number - 1 : number + 1]
    for states in ((better, worse), (worse, better), (better, worse, better)):
        assert standing.worst(Verdict("OB-1", state) for state in states) is worse


def test_every_state_has_its_place_among_the_worst_and_nothing_is_no_state() -> None:
    assert sorted(FROM_BEST) == sorted(State)
    assert standing.worst(()) is None


def test_obligations_are_counted_by_source_element_and_phase_and_none_is_left_out(
    base: KnowledgeBase,
) -> None:
    found = {
        title: {one.title: {group.name: group.ids for group in one.states} for one in groups}
        for title, groups in standing.tallies(base)
    }
    assert found == {
        "按依据": {
            "小库的合同": {
                "late": ("OB-901", "OB-902", "OB-903"),
                "at-risk": ("OB-904",),
                "missing": ("OB-906", "OB-908"),
                "declared": ("OB-905",),
                "none": ("OB-907",),
            }
        },
        "按要素": {
            "过程": {
                "late": ("OB-901", "OB-902"),
                "at-risk": ("OB-904",),
                "declared": ("OB-905",),
                "none": ("OB-907",),
            },
            "技术": {"late": ("OB-903",), "missing": ("OB-908",)},
            "人员": {"missing": ("OB-906",)},
        },
        "按阶段": {
            "服务运营": {
                "late": ("OB-901", "OB-902", "OB-903"),
                "at-risk": ("OB-904",),
                "none": ("OB-907",),
            },
            "规划设计": {"missing": ("OB-906", "OB-908"), "declared": ("OB-905",)},
        },
    }
    for _, groups in standing.tallies(base):
        assert sorted(one for tally in groups for group in tally.states for one in group.ids) == [*STANDINGS]


def test_a_group_lists_its_states_in_their_order_and_what_was_not_judged_last(base: KnowledgeBase) -> None:
    _, groups = standing.tallies(base)[0]
    names = [group.name for group in groups[0].states]
    assert names == ["late", "at-risk", "missing", "declared", "none"]
    assert groups[0].states[-1] == Group("none", ("OB-907",))


def test_an_unsound_source_is_named_by_its_id() -> None:
    path = "records/requirements/contract/CT-2026-01.yaml"
    files = small_base.files()
    files[path] = files[path].replace(b"title:", b"tilte:")
    (_, groups), *_ = standing.tallies(small_base.of(files))
    assert [one.title for one in groups] == ["CT-2026-01"]


def test_what_is_bad_is_every_judgement_that_is_late_failed_missing_stale_or_suspect(
    base: KnowledgeBase,
) -> None:
    found = [(one.obligation, one.subject or one.part or "") for one in standing.bad(base)]
    assert found == [
        *(("OB-901", one) for one in incidents(2, 5, 6, 11)),
        *(("OB-902", one) for one in incidents(2, 4, 5, 6, 11)),
        *(("OB-903", one) for one in incidents(4, 5, 6, 9, 10, 11)),
        ("OB-906", "service-desk"),
        ("OB-908", ""),
    ]
    assert {*BAD} == {State.LATE, State.FAILED, State.MISSING, State.STALE, State.SUSPECT}


def test_what_is_due_is_open_within_thirty_days_the_nearest_first(base: KnowledgeBase) -> None:
    found = [(one.obligation, one.subject or one.period) for one in standing.due(base)]
    risk, due = incidents(10, 9)
    # 12:05, 12:55 and the last day of the quarter
    assert found == [
        ("OB-901", risk), ("OB-902", risk), ("OB-901", due), ("OB-902", due), ("OB-904", "2026-Q1"),
    ]  # fmt: skip


def test_what_is_due_at_one_moment_comes_in_the_order_of_all_whatever_its_state() -> None:
    # 10 minutes are left of 30 and of 60: due and at risk
    more = {
        small_base.PATH.format(number): small_base.waiting(number, level, f"03-20T{reported}")
        for number, level, reported in ((13, "L1", "11:40"), (14, "L2", "11:10"))
    }
    base = small_base.of({**small_base.files(), **more})
    found = [(one.obligation, one.subject, one.state) for one in standing.due(base)]
    due, risk = incidents(13, 14)
    assert found[2:6] == [
        ("OB-901", due, State.DUE), ("OB-901", risk, State.AT_RISK),
        ("OB-902", due, State.DUE), ("OB-902", risk, State.AT_RISK),
    ]  # fmt: skip


@pytest.mark.parametrize(("seconds", "shown"), [(0, True), (1, False)])
def test_thirty_days_before_it_is_due_it_is_shown_and_not_a_second_earlier(
    seconds: int, *, shown: bool
) -> None:
    then = datetime.fromisoformat("2026-05-31T23:59:59+08:00") - timedelta(seconds=seconds)
    found = {one.period for one in standing.due(small_base.read(then)) if one.obligation == "OB-904"}
    assert ("2026-Q2" in found) is shown


def test_each_two_that_differ_are_shown_side_by_side_as_they_stand() -> None:
    files = small_base.files()
    for name, others in (("OB-901", "OB-902, OB-904"), ("OB-902", "OB-901")):
        path = PATH.format(name)
        files[path] = files[path].replace(b"severity:", f"compare: [{others}]\nseverity:".encode())
    base = small_base.of(files)
    known = {one.obligation.id: one for one in standing.standings(base)}
    assert standing.comparisons(base) == (
        (known["OB-901"], known["OB-902"], ()),
        (known["OB-901"], known["OB-904"], ()),
    )


def test_two_obligations_that_differ_are_shown_once_with_the_decisions_of_both() -> None:
    files = sound_base()
    for name, other, decision in (("OB-001", "OB-002", "DC-2026-02"), ("OB-002", "OB-001", "DC-2026-01")):
        path = PATH.format(name)
        text = files[path].decode().partition("compare:")[0].partition("decision:")[0]
        files[path] = f"{text}compare: [{other}]\ndecision: {decision}\n".encode()
    base = knowledge.read(files, NOW)
    assert [one for one in base.findings if one.severity == "error"] == []
    [pair] = [one for one in standing.comparisons(base) if one.one.obligation.id in ("OB-001", "OB-002")]
    assert pair.decisions == ("DC-2026-01", "DC-2026-02")
