"""What binds a record is told in one place: the contract, its term, the zone of its days."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from conftest import NOW, files_of, schemas, sound_base

from generators import knowledge
from generators.knowledge import KnowledgeBase
from generators.records import binding
from generators.records.agreements import Term
from generators.records.binding import Binding, Bindings

CONTRACT = "records/requirements/contract/CT-2026-01.yaml"
SHANGHAI = ZoneInfo("Asia/Shanghai")
YEAR = Binding("CT-2026-01", "CT-2026-01", Term(date(2026, 1, 1), date(2026, 12, 31)), SHANGHAI)
NOTHING = Binding(None, None, None, SHANGHAI)


def bindings(base: KnowledgeBase) -> Bindings:
    return binding.read(base.facts.states, base.kinds, base.config)


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        ("INC-2026-0002", YEAR),  # names none, so the default is meant
        ("BU-2026-01", YEAR),  # names it
        ("CT-2026-01", YEAR),  # is it
        ("OB-001", YEAR),  # rests on it
        ("P-001", NOTHING),  # shared
        ("RB-ORA-ACCOUNT", NOTHING),  # shared
        ("STD-GBT-28827-1-2022", NOTHING),  # shared
    ],
)
def test_a_record_is_bound_by_what_it_names_else_by_the_default(
    base: KnowledgeBase, record_id: str, expected: Binding
) -> None:
    assert bindings(base).of(base.facts.records[record_id]) == expected


def test_what_rests_on_a_standard_is_bound_by_no_contract(base: KnowledgeBase) -> None:
    """
# records/requirements/obligation/OB-801.yaml
id: OB-801
title: 试判的义务
source: STD-GBT-28827-1-2022
locators: [样例]
summary: 为测试写的义务。
element: process
phase: operation
severity: normal
judge: {declared: {would_prove: 评审结论}}
"""  # fmt: skip
    assert bindings(base).of(base.facts.records["OB-801"]) == NOTHING


def test_a_record_that_says_nothing_is_bound_to_nothing_by_what_it_says(base: KnowledgeBase) -> None:
    said = bindings(base).said(base.facts.records["INC-2026-0002"])
    assert said == NOTHING._replace(is_open=True)
    assert bindings(base).said(base.facts.records["BU-2026-01"]) == YEAR


def test_days_begin_in_the_zone_of_the_base() -> None:
    settings = b'[tool.itss]\nzone = "Asia/Urumqi"\n'
    base = knowledge.read({**sound_base(), "pyproject.toml": settings}, NOW)
    found = bindings(base)
    assert found.of(base.facts.records["INC-2026-0002"]).zone == ZoneInfo("Asia/Urumqi")
    assert found.of(base.facts.records["P-001"]).zone == ZoneInfo("Asia/Urumqi")


def test_a_term_without_an_end_holds_every_later_day() -> None:
    text = sound_base()[CONTRACT].replace(b'\n  to: "2026-12-31"', b"", 1)
    base = knowledge.read({**sound_base(), CONTRACT: text}, NOW)
    term = bindings(base).by("CT-2026-01").term
    assert term == Term(date(2026, 1, 1), None)
    assert [term.holds(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2099, 1, 1))] == [
        False, True, True,
    ]  # fmt: skip


def test_a_kind_that_names_contracts_only_further_inside_is_shared() -> None:
    """
# schemas/process/visit.schema.json
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "回访", "description": "一次回访。", "type": "object",
  "x-element": "process", "x-phases": ["operation"], "x-folder": "visit", "x-title": "id",
  "properties": {
    "id": {"title": "编号", "description": "VI- 加三位序号。", "type": "string", "pattern": "^VI-[0-9]{3}$(?!\\\\n)", "examples": ["VI-001"]},
    "about": {"title": "事由", "type": "object", "properties": {
      "contract": {"$ref": "../common.schema.json#/$defs/reference", "title": "合同", "x-ref": "contract"}
    }, "required": ["contract"], "additionalProperties": false},
    "voided": {"$ref": "../common.schema.json#/$defs/voided"}
  },
  "required": ["id"], "additionalProperties": false
}

# records/process/visit/VI-001.yaml
id: VI-001
about: {contract: CT-2026-01}

# records/process/visit/VI-002.yaml
id: VI-002
"""  # fmt: skip
    mine = files_of(test_a_kind_that_names_contracts_only_further_inside_is_shared.__doc__ or "")
    base = knowledge.read({**sound_base(), **mine}, NOW)
    assert base.findings == ()
    for name in ("VI-001", "VI-002"):
        assert bindings(base).of(base.facts.records[name]) == NOTHING


def test_a_contract_is_bound_by_itself_and_not_by_the_default() -> None:
    second = sound_base()[CONTRACT].replace(b"CT-2026-01", b"CT-2026-02")
    base = knowledge.read({**sound_base(), CONTRACT.replace("-01.", "-02."): second}, NOW)
    assert bindings(base).of(base.facts.records["CT-2026-02"]).contract == "CT-2026-02"


def test_a_contract_is_bound_by_itself_even_where_its_schema_knows_no_amendments() -> None:
    path = "schemas/requirements/contract.schema.json"
    schema = json.loads(schemas()[path])
    del schema["properties"]["amends"], schema["allOf"]
    schema["x-shows"].remove("amends")
    base = knowledge.read({**sound_base(), path: json.dumps(schema).encode()}, NOW)
    assert base.findings == ()
    assert bindings(base).of(base.facts.records["CT-2026-01"]) == YEAR


def test_an_amendment_that_breaks_its_schema_still_belongs_to_what_it_amends() -> None:
    second = sound_base()[CONTRACT].replace(b"CT-2026-01", b"CT-2026-02") + b"amends: CT-2026-01\n"
    path = CONTRACT.replace("-01.", "-02.")
    base = knowledge.read({**sound_base(), path: second.replace("customer: 某单位\n".encode(), b"")}, NOW)
    assert path in base.facts.unsound.values()
    assert bindings(base).agreements == ("CT-2026-01",)
    assert bindings(base).by("CT-2026-02") == Binding("CT-2026-02", "CT-2026-01", None, SHANGHAI)


def test_a_voided_contract_is_no_agreement_of_its_own() -> None:
    second = sound_base()[CONTRACT].replace(b"CT-2026-01", b"CT-2026-02")
    voided = b'voided: {reason: wrong, by: P-090, at: "2026-01-06T10:12:00+08:00"}\n'
    path = CONTRACT.replace("-01.", "-02.")
    two = knowledge.read({**sound_base(), path: second}, NOW)
    one = knowledge.read({**sound_base(), path: second + voided}, NOW)
    assert bindings(two).agreements == ("CT-2026-01", "CT-2026-02")
    assert bindings(one).agreements == ("CT-2026-01",)


def test_when_the_schema_of_contracts_is_broken_the_default_is_still_the_one_meant() -> None:
    path = "schemas/requirements/contract.schema.json"
    assert path in schemas()
    base = knowledge.read({**sound_base(), path: b"{"}, NOW)
    found = bindings(base)
    assert (found.default, found.agreements) == ("CT-2026-01", ("CT-2026-01",))
    assert found.of(base.facts.records["INC-2026-0002"]) == NOTHING
