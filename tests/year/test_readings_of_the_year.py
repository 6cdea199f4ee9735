"""The year's verdicts rest on what was agreed: without its basis no reading decides anything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import NOW
from demonstration import files, judged

from generators import knowledge
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase

OBLIGATIONS = "records/requirements/obligation/"
DECISIONS = "records/process/decision/"
RESTING = {
    "DC-2026-01": {"OB-029", "OB-039", "OB-043", "OB-045", "OB-047", "OB-049", "OB-052", "OB-053"},
    "DC-2026-02": {"OB-033"},
    "DC-2026-03": {"OB-016", "OB-018"},
    "DC-2026-04": {"OB-019", "OB-020", "OB-021"},
    "DC-2026-05": {"OB-017", "OB-020"},
}
UNUSED = {"DC-2026-05"}  # no whole restoration since it is in force


@pytest.fixture(scope="module")
def year() -> KnowledgeBase:
    return judged()


def changed(folder: str, edit: Callable[[str], str]) -> KnowledgeBase:
    whole = {
        path: edit(data.decode()).encode() if path.startswith(folder) else data
        for path, data in files().items()
    }
    return knowledge.read(whole, NOW)


def states(base: KnowledgeBase) -> set[tuple[str, ...]]:
    return {
        (one.obligation, one.subject or one.period or one.part or "", str(one.state)) for one in base.verdicts
    }


def test_every_decision_but_the_one_on_the_price_carries_readings(year: KnowledgeBase) -> None:
    found: dict[str, set[str]] = {}
    for one in year.facts.of_kind("obligation"):
        for row in one.data.get("readings", ()):
            if "decision" in row:
                found.setdefault(row["decision"], set()).add(one.id)
    assert found == RESTING


@pytest.mark.parametrize("name", sorted(RESTING))
def test_a_decision_that_the_customer_did_not_sign_decides_nothing(name: str, year: KnowledgeBase) -> None:
    unsigned = changed(f"{DECISIONS}2026/{name}", lambda text: re.sub(r"P-10[0-9]", "P-002", text))
    moved = {one[0] for one in states(unsigned) ^ states(year)}
    assert moved == (set() if name in UNUSED else RESTING[name])
    new = {one.code for one in unsigned.findings} - {one.code for one in year.findings}
    assert new - {"row-twice"} == {"decision-unsigned"}  # where two had signed, one has now twice
    assert [one for one in unsigned.verdicts if one.state is State.LATE and one.obligation in moved and one.reading is None] == []  # fmt: skip


def test_a_reading_whose_decision_is_taken_out_has_no_basis_and_its_obligation_is_suspect(
    year: KnowledgeBase,
) -> None:
    bare = changed(OBLIGATIONS, lambda text: re.sub(r"\n    decision: DC-.*", "", text))
    wanted = set.union(*RESTING.values())
    assert {one.place.path[-11:-5] for one in bare.findings if one.code == "reading-basis"} == wanted
    assert {one.obligation for one in bare.verdicts if one.state is State.SUSPECT} == wanted
    assert {one[0] for one in states(bare) ^ states(year)} == wanted


def test_readings_left_out_leave_the_strictest_reading_and_the_link_alone_changes_nothing(
    year: KnowledgeBase,
) -> None:
    unlinked = changed(OBLIGATIONS, lambda text: re.sub(r"\ndecision: DC-.*", "", text))
    assert states(unlinked) == states(year)
    unread = changed(OBLIGATIONS, lambda text: re.sub(r"\nreadings:\n(?: .*\n)+", "\n", text))
    late = [
        one for one in unread.verdicts if one.obligation in ("OB-019", "OB-020") and one.state is State.LATE
    ]
    assert len(late) == 49 + 53
    assert [one for one in unread.verdicts if one.state is State.UNSETTLED] == []
