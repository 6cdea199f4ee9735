"""What a base knows by record, by obligation, by state and by file is what a search through all of it finds."""

from __future__ import annotations

from itertools import combinations

import pytest
import small_base

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def test_judgements_are_found_by_record_and_by_obligation(base: KnowledgeBase) -> None:
    for name in {*base.facts.records, *base.facts.unsound}:
        on = [one for one in base.verdicts if name in (one.subject, one.obligation)]
        assert list(base.verdicts_on(name)) == on
        assert list(base.verdicts_of(name)) == [one for one in on if one.obligation == name]
    assert base.verdicts_of("OB-901")
    assert base.verdicts_on("INC-2026-0006")
    assert base.verdicts_of("INC-2026-0006") == base.verdicts_on("OB-999") == ()


def test_judgements_are_found_by_state_in_the_order_of_all(base: KnowledgeBase) -> None:
    for states in combinations(reversed(State), 2):
        assert list(base.verdicts_in(*states)) == [one for one in base.verdicts if one.state in states]
    assert base.verdicts_in() == ()


def test_findings_are_found_by_file(base: KnowledgeBase) -> None:
    assert base.findings
    for path in {one.place.path for one in base.findings}:
        assert list(base.findings_in(path)) == [one for one in base.findings if one.place.path == path]
    assert base.findings_in("records/nothing.yaml") == ()
