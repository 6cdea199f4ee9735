"""A figure divides a population: every judgement is in it once, under the state that a reading gives it."""

from __future__ import annotations

import pytest

from generators.judging.verdict import State, Verdict
from generators.measures.figure import (
    JUDGED,
    LEFT_OUT,
    MISSED,
    about,
    as_judged,
    as_passed,
    figure,
    nearest_rank,
)

SUBJECTS = {
    State.MET: "A",
    State.LATE: "B",
    State.FAILED: "C",
    State.MISSING: "D",
    State.STALE: "E",
    State.SUSPECT: "F",
    State.DUE: "G",
    State.AT_RISK: "H",
    State.DECLARED: "I",
    State.UNSETTLED: "K",
    State.NOT_APPLICABLE: "J",
}
ONE_OF_EACH = [Verdict("OB-1", state, subject=name) for state, name in SUBJECTS.items()]


def test_every_state_is_judged_or_left_out_and_none_is_both() -> None:
    assert sorted((*JUDGED, *LEFT_OUT)) == sorted(State)
    assert {*MISSED, State.MET} == {*JUDGED}


def test_met_late_failed_missing_and_stale_are_the_denominator_and_the_rest_is_named_beside_it() -> None:
    whole = figure(ONE_OF_EACH)
    assert whole.numerator.ids == ("A",)
    assert whole.denominator.ids == ("A", "B", "C", "D", "E")
    assert whole.missed.ids == ("B", "C", "D", "E")
    assert whole.open.ids == ("G", "H")
    assert whole.suspect.ids == ("F",)
    assert whole.unsettled.ids == ("K",)
    assert whole.not_applicable.ids == ("J",)
    names = {group.name: group.ids for group in whole.remainder}
    assert names == {"suspect": ("F",), "due": ("G",), "at-risk": ("H",), "declared": ("I",), "unsettled": ("K",), "not-applicable": ("J",)}  # fmt: skip
    assert [group.name for group in whole.states] == [str(state) for state in State]
    assert (whole.numerator.number, whole.denominator.number, whole.missed.number) == (1, 5, 4)


def test_the_lists_of_a_figure_are_called_what_they_are() -> None:
    whole = figure(ONE_OF_EACH)
    groups = (
        whole.numerator, whole.denominator, whole.missed, whole.open, whole.suspect, whole.not_applicable,
        whole.independent,
    )  # fmt: skip
    names = "numerator denominator missed open suspect not-applicable independent"
    assert [group.name for group in groups] == names.split()


def test_a_state_that_does_not_occur_is_no_group_and_nothing_of_nothing_is_a_figure() -> None:
    assert figure([]).states == ()
    assert figure([]).denominator.ids == ()
    assert [group.name for group in figure(ONE_OF_EACH[3:5]).states] == ["missing", "stale"]


def test_ids_come_sorted_however_the_judgements_came() -> None:
    verdicts = [
        Verdict("OB-1", State.MET, subject="B", independent=True),
        Verdict("OB-1", State.LATE, subject="A"),
        Verdict("OB-1", State.MET, subject="A", independent=True),
    ]
    whole = figure(verdicts)
    assert whole.numerator.ids == whole.independent.ids == ("A", "B")
    assert whole.denominator.ids == ("A", "A", "B")


def test_ids_are_sorted_as_people_count() -> None:
    ids = ("INC-2026-9999", "INC-2026-10000")
    whole = figure(Verdict("OB-1", State.MET, subject=one, independent=True) for one in reversed(ids))
    assert whole.denominator.ids == whole.independent.ids == whole.states[0].ids == ids


def test_only_what_is_met_counts_as_proven() -> None:
    verdicts = [Verdict("OB-1", state, subject=name, independent=True) for state, name in SUBJECTS.items()]
    assert figure(verdicts).independent.ids == ("A",)
    assert figure([one._replace(independent=False) for one in verdicts]).independent.ids == ()


@pytest.mark.parametrize(
    ("state", "natural", "limit", "read"),
    [
        (State.MET, 60, 60, State.MET),
        (State.MET, 61, 60, State.LATE),
        (State.MET, 59, 60, State.MET),
        (State.MET, None, None, State.MET),  # no clock
        (State.MET, None, 60, State.MET),
        (State.MET, 61, None, State.MET),
        (State.MET, 0, 0, State.MET),
        (State.LATE, 61, 60, State.LATE),
        (State.LATE, 10, 60, State.LATE),  # an older level's limit had passed
        (State.DUE, 61, 60, State.DUE),
        (State.MISSING, 61, 60, State.MISSING),
    ],
)
def test_by_the_time_that_passed_only_what_needed_no_pause_is_met(
    state: State, natural: int | None, limit: int | None, read: State
) -> None:
    one = Verdict("OB-1", state, natural_s=natural, limit_s=limit)
    assert as_passed(one) is read
    assert as_judged(one) is state
    assert [group.name for group in figure([one], as_passed).states] == [str(read)]


def test_a_judgement_is_named_by_its_record_else_its_period_or_part_else_its_obligation() -> None:
    whole = Verdict("OB-1", State.MET)
    assert about(whole) == "OB-1"
    assert about(whole._replace(part="desk")) == "desk"
    assert about(whole._replace(period="2026-Q1")) == "2026-Q1"
    assert about(whole._replace(period="2026-01", subject="INC-2026-0001")) == "INC-2026-0001"


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [
        ([7], 90, 7),
        ([*range(1, 11)], 90, 9),
        ([*range(1, 12)], 90, 10),
        ([*range(1, 201)], 90, 180),
        ([1, 2, 3, 4], 50, 2),
        ([1, 2, 3], 100, 3),
        ([1, 2], 0, 1),
    ],
)
def test_the_nearest_rank_is_always_one_that_was_measured(
    values: list[int], percent: int, found: int
) -> None:
    assert nearest_rank(values, percent) == found
