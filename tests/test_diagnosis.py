"""The dimensions of the diagnosis, held against what a person counted in `figures_base`."""

from __future__ import annotations

from typing import Any

import figures_base
import pytest
import small_base
from figures_base import JULY, rules

from generators.knowledge import KnowledgeBase
from generators.measures import diagnosis
from generators.measures.diagnosis import Diagnosis
from generators.records.dimensions import Quarter, quarter
from generators.records.sums import Part, Share, Sum


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return figures_base.read(JULY)


def of(base: KnowledgeBase, name: str) -> Diagnosis:
    [found] = [one for one in diagnosis.diagnoses(base) if one.quarter == name]
    return found


# figure: first quarter, second, of which it is the share, percent of each
FIGURES: dict[str, tuple[Any, ...]] = {
    "due-runs": (100, 200, None, None, None), "good-runs": (99, 190, "due-runs", 99, 95),
    "alerts": (10, 20, None, None, None), "false-alerts": (4, 5, "alerts", 40, 25), "substantiated": (2, 6, "alerts", 20, 30),
    "terminals": (20, 20, None, None, None), "deployed": (15, 18, "terminals", 75, 90), "active": (10, 12, "terminals", 50, 60),
    "issued": (12, 8, None, None, None), "power-items": (3, 3, None, None, None), "risk-points": (1, 2, None, None, None),
    "covered": (1, 2, "power-items", 100 / 3, 200 / 3), "raised": (2, 1, None, None, None),
    "finished": (1, 0, "raised", 50, 0), "verified": (1, 0, "raised", 50, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_a_quarters_figure_is_the_one_counted_by_hand_beside_that_of_the_quarter_before(
    base: KnowledgeBase, name: str
) -> None:
    first, second, whole, *percents = FIGURES[name]
    line, before = of(base, "2026-Q2").of(name), of(base, "2026-Q1").of(name)
    assert (before.now.number, line.now.number, line.before.number) == (first, second, first)
    if whole is None:
        assert (line.share, line.share_before, line.points) == (None, None, None)
        return
    assert line.share is not None
    assert before.share is not None
    assert line.share.of == of(base, "2026-Q2").of(whole).now
    percent, percent_after = map(float, percents)
    assert before.share.percent == pytest.approx(percent)
    assert line.share.percent == pytest.approx(percent_after)
    assert line.share_before == before.share
    assert line.points == pytest.approx(percent_after - percent)


def test_dimensions_stand_together_with_the_titles_of_their_registers(base: KnowledgeBase) -> None:
    lines = of(base, "2026-Q1").lines
    dimensions = [one.dimension for one in lines]
    assert [*dict.fromkeys(dimensions)] == [
        "coverage", "validity", "client", "effect", "supervision", "rectification",
    ]  # fmt: skip
    assert [one.name for one in lines if one.dimension == "effect"] == [
        "alerts",
        "false-alerts",
        "substantiated",
    ]
    assert len(lines) == 16
    assert dimensions.count("coverage") == 3
    assert dimensions[:3] == ["coverage"] * 3
    assert of(base, "2026-Q1").of("good-runs").title == "成功运行"


def test_a_sum_is_a_list_of_rows_and_a_count_one_of_records(base: KnowledgeBase) -> None:
    first = of(base, "2026-Q1")
    assert first.of("due-runs").now.parts == (
        Part("RS-2026-Q1", ("rows", 0, "due_runs"), 100), Part("RS-2026-Q1", ("rows", 1, "due_runs"), 0),
    )  # fmt: skip
    assert first.of("due-runs").now.ids == ("RS-2026-Q1",)
    assert first.of("issued").now.ids == ("ST-2026-001", "ST-2026-002")
    assert first.of("covered").now.parts == (Part("PI-001", (), 1),)
    assert of(base, "2026-Q2").of("covered").now.ids == ("PI-001", "PI-002")
    assert of(base, "2026-Q2").of("risk-points").now.ids == ("RK-001", "RK-002")
    assert first.of("raised").now.ids == ("AN-2026-001", "AN-2026-002")
    assert first.of("verified").now.ids == ("AN-2026-001",)


def test_what_nobody_counted_is_not_nought_and_has_no_change(base: KnowledgeBase) -> None:
    handled = of(base, "2026-Q2").of("handled")
    assert (handled.now.is_counted, handled.before.number, handled.change) == (False, 11, None)
    assert handled.before.is_counted
    finished = of(base, "2026-Q2").of("finished")
    assert (finished.now.is_counted, finished.now.parts, finished.change) == (True, (), -1)


def test_nothing_stands_beside_the_first_quarter_of_which_anything_was_counted(base: KnowledgeBase) -> None:
    raised = of(base, "2026-Q1").of("raised")
    assert (raised.now.number, raised.before.is_counted, raised.change) == (2, False, None)
    assert {one.before.is_counted for one in of(base, "2026-Q1").lines} == {False}
    assert of(base, "2026-Q2").of("raised").before.number == 2
    assert of(base, "2026-Q1").of("good-runs").change is None
    assert of(base, "2026-Q1").of("good-runs").points is None
    assert of(base, "2026-Q2").of("good-runs").change == 91
    assert Share(Sum("", ()), Sum("", ())).percent is None
    assert Share(Sum("", ()), Sum("", (Part("X", (), 4),))).percent == 0


def test_only_quarters_of_which_something_was_counted_are_told(base: KnowledgeBase) -> None:
    assert [(one.contract, one.quarter) for one in diagnosis.diagnoses(base)] == [
        ("CT-2026-01", "2026-Q1"), ("CT-2026-01", "2026-Q2"),
    ]  # fmt: skip


def test_no_figure_adds_up_two_contracts_and_both_share_what_is_shared() -> None:
    other = figures_base.CONTRACT.replace("id: CT-2026-01", "id: CT-2026-02").replace("样例", "另一份")
    theirs = rules("Q2", 7, 7, 1, 0, 0).replace("quarter:", "contract: CT-2026-02\nquarter:", 1)
    base = figures_base.read(JULY, CT_2026_02=other, RS_2026_Q2=theirs)
    found = {(one.contract, one.quarter): one for one in diagnosis.diagnoses(base)}
    assert list(found) == [("CT-2026-01", "2026-Q1"), ("CT-2026-01", "2026-Q2"), ("CT-2026-02", "2026-Q2")]
    assert found["CT-2026-01", "2026-Q2"].of("due-runs").now.parts == ()
    assert found["CT-2026-02", "2026-Q2"].of("due-runs").now.number == 7
    assert found["CT-2026-02", "2026-Q2"].of("issued").now.parts == ()
    assert {one.of("power-items").now.number for one in found.values()} == {3}


def test_a_base_without_any_contract_is_counted_as_one() -> None:
    files = {at: data for at, data in figures_base.files().items() if "/contract/" not in at}
    files["pyproject.toml"] = files["pyproject.toml"].replace(b'contract = "CT-2026-01"', b"")
    found = diagnosis.diagnoses(small_base.of(files, JULY))
    assert [one.contract for one in found] == [None] * len(found)


def test_quarters_follow_each_other_over_the_year() -> None:
    assert quarter("2026-Q1") == Quarter(2026, 1)
    assert [quarter(f"2026-Q{number}").before.name for number in (1, 2, 4)] == [
        "2025-Q4",
        "2026-Q1",
        "2026-Q3",
    ]
    assert [quarter(f"2026-Q{number}").last for number in range(1, 5)] == [
        "2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31",
    ]  # fmt: skip
    assert (quarter("9999-Q4").last, quarter("0001-Q1").before.name) == ("9999-12-31", "0000-Q4")
