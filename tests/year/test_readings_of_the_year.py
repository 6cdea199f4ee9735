"""The year's verdicts rest on what was agreed: without its basis no reading decides anything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import NOW
from demonstration import files, judged

from generators import address, knowledge
from generators.judging import obligations
from generators.judging.rules.readings import day_of
from generators.judging.spoken_obligation import spoken
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.site.pages import record

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
    then, now = (
        {one.obligation for one in base.verdicts if one.state is State.SUSPECT} for base in (year, bare)
    )
    assert now - then == wanted
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


def test_what_is_said_of_an_obligation_on_a_day_is_what_judges_what_was_reported_on_it(
    year: KnowledgeBase,
) -> None:
    seen = set()
    for obligation in year.facts.of_kind("obligation"):
        [ask] = obligations.asks(obligation, year.facts, year.kinds, year.bindings, year.now)
        names = {row["code"]: f"“{row['name']}”" for row in obligation.data.get("readings", ())}
        for one in year.verdicts_of(obligation.id):
            if one.subject is None or not names:
                continue
            said = spoken(ask, day_of(ask, year.facts.records[one.subject])).judged
            if one.reading or one.state is State.UNSETTLED:
                assert (names[one.reading] if one.reading else "读法未定") in said
                seen.add((obligation.id, one.reading))
    assert len(seen) > 10


def test_no_page_of_an_obligation_shows_a_code_of_a_reading(year: KnowledgeBase) -> None:
    told = {page.uri: page.make for page in record.pages(year)}
    for obligation in year.facts.of_kind("obligation"):
        page = told[address.record(obligation.id)]().partition('<details class="kb-source ')[0]
        shown = re.findall(r"[a-z][a-z0-9_-]{2,}", re.sub("<[^>]*>", " ", page))
        assert not {row["code"] for row in obligation.data.get("readings", ())} & {*shown}
