"""Nothing in the tender that binds someone is left out: passages and obligations cover each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import pytest
from demonstration import HERE, records

from generators.strict_yaml import load

TENDER = "CT-2026-01"  # the contract that the tender became


PASSAGES: list[Mapping[str, Any]] = list(load((HERE / "binding-passages.yaml").read_bytes())["passages"])
OBLIGATIONS = {str(one["id"]): one for one in records("requirements/obligation") if "voided" not in one}
STANDARDS = {str(one["id"]): one for one in records("requirements/standard")}
OF_TENDER = [one for one in OBLIGATIONS if OBLIGATIONS[one]["source"] == TENDER]
OF_STANDARDS = [one for one in OBLIGATIONS if OBLIGATIONS[one]["source"] != TENDER]


def name(passage: Mapping[str, Any]) -> str:
    return str(passage["id"])


def test_passages_are_numbered_in_the_order_of_the_tender() -> None:
    assert [name(one) for one in PASSAGES] == [f"P-{number:03}" for number in range(1, len(PASSAGES) + 1)]
    places = [str(one["locator"]) for one in PASSAGES]
    runs = [place for place, _ in groupby(places)]
    assert [place for place, times in Counter(runs).items() if times > 1] == []


@pytest.mark.parametrize("passage", PASSAGES, ids=name)
def test_a_passage_has_an_obligation(passage: Mapping[str, Any]) -> None:
    assert set(passage) == {"id", "locator", "gist", "obligations"}
    assert passage["gist"]
    assert passage["obligations"]
    assert [one for one in passage["obligations"] if one not in OF_TENDER] == []
    assert len(set(passage["obligations"])) == len(passage["obligations"])


@pytest.mark.parametrize("obligation", OF_TENDER)
def test_an_obligation_of_the_tender_stands_where_its_passages_stand(obligation: str) -> None:
    places = {one["locator"] for one in PASSAGES if obligation in one["obligations"]}
    assert places
    assert set(OBLIGATIONS[obligation]["locators"]) == places


@pytest.mark.parametrize("obligation", OF_STANDARDS)
def test_an_obligation_of_a_standard_names_its_clauses(obligation: str) -> None:
    standard = STANDARDS[str(OBLIGATIONS[obligation]["source"])]
    known = {clause["number"] for clause in standard["clauses"]}
    assert set(OBLIGATIONS[obligation]["locators"]) <= known


@pytest.mark.parametrize("obligation", OBLIGATIONS)
def test_a_contradiction_is_shown_from_both_sides(obligation: str) -> None:
    others = OBLIGATIONS[obligation].get("compare", ())
    assert [one for one in others if obligation not in OBLIGATIONS[one].get("compare", ())] == []


def test_every_part_of_the_tender_that_binds_is_there() -> None:
    parts = {re.split(r"[0-9 ]", str(one["locator"]))[0] for one in PASSAGES}
    assert parts == {"一", "二(一)", "二(二)", "三", "四", "四(一)", "四(二)"}
    items = {found[1] for one in PASSAGES if (found := re.match(r"二\(二\)([0-9])", str(one["locator"])))}
    assert items == set("123456789")
