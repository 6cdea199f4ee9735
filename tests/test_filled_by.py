"""Who fills in a kind is said by its schema: the lint holds it against who reads, the forms follow it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import small_base
from conftest import good_base
from readers_base import FIRST, SECOND, readers_base
from test_schema_lint import THING, findings_of
from test_supervision_pages import read

from generators import knowledge
from generators.audience import seen_by
from generators.kinds.called import filled, kept
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed
from generators.records.reader import Who
from generators.site import form_files
from generators.site.pages import forms, sla_confirmed, supervision

CUSTOMER = {"x-audience": "customer", "x-filled-by": ["internal", "customer"]}
TEXT = {"title": "文字", "type": "string", "maxLength": 9, "examples": ["甲"]}
WHEN = [{"if": {"required": ["id"]}, "then": {"required": ["kept"]}}]


@pytest.fixture(scope="module")
def two() -> KnowledgeBase:
    """Two contracts, the first of which is meant where none is named."""
    return knowledge.read(readers_base(), small_base.NOON)


def group(*required: str) -> dict[str, Any]:
    return {
        "title": "一组", "type": "object", "additionalProperties": False, "required": list(required),
        "properties": {"open": TEXT, "inside": {**TEXT, "x-audience": "internal"}},
    }  # fmt: skip


def thing(more: dict[str, Any], **members: Any) -> list[str]:
    fields = {**THING["properties"], **members}
    return [one.message for one in findings_of({**THING, **more, "properties": fields})]


@pytest.mark.parametrize(
    ("more", "members", "named"),
    [
        ({"x-filled-by": ["internal", "customer"]}, {}, "这一类不给他看"),
        ({**CUSTOMER, "x-shows": []}, {}, "「name」"),
        ({**CUSTOMER, "x-shows": ["name"], "allOf": WHEN}, {"kept": TEXT}, "「kept」"),
        ({**CUSTOMER, "x-shows": ["name", "group"]}, {"group": group("inside")}, "「inside」"),
        (
            {**CUSTOMER, "x-shows": ["name", "rows"]},
            {"rows": {"title": "表", "type": "array", "maxItems": 9, "items": group("inside")}},
            "「inside」",
        ),
    ],
)
def test_nobody_fills_in_what_demands_something_that_they_may_not_read(
    more: dict[str, Any], members: dict[str, Any], named: str
) -> None:
    told = thing(more, **members)
    assert len(told) == 1
    assert named in told[0]


def test_what_is_kept_back_and_never_demanded_is_no_fault() -> None:
    assert thing({**CUSTOMER, "x-shows": ["name", "group"]}, group=group("open"), kept=TEXT) == []
    assert thing({"x-filled-by": ["internal"]}, group=group("inside"), kept=TEXT) == []


@pytest.mark.parametrize("value", [[], ["public"], "customer", ["customer", "customer"]])
def test_the_public_fills_in_nothing(value: object) -> None:
    assert ["x-filled-by" in one for one in thing({"x-filled-by": value})] == [True]


def test_the_provider_fills_in_every_kind_and_the_customer_what_is_theirs() -> None:
    kinds = good_base().kinds
    assert filled(kinds, Who.INTERNAL) == kept(kinds)
    assert {one.name for one in filled(kinds, Who.CUSTOMER)} == {"confirmation", "acceptance"}
    assert filled(kinds, Who.PUBLIC) == ()


def test_the_customer_has_the_forms_of_their_kinds_and_the_public_none(two: KnowledgeBase) -> None:
    cut = seen_by(two, Who.CUSTOMER, FIRST)
    assert {one.uri for one in forms.pages(cut)} == {"forms/", "forms/acceptance/", "forms/confirmation/"}
    assert list(forms.pages(seen_by(two, Who.PUBLIC, FIRST))) == []


def scripts(base: KnowledgeBase, kind: str) -> dict[str, Any]:
    """What the form of a kind loads of its own, by name; the program's call around it taken off."""
    found = dict(form_files.files(base, base.kinds.sound[kind]))
    return {name: json.loads(text[text.index("{") : text.rindex("}") + 1]) for name, text in found.items() if "{" in text}  # fmt: skip


def test_a_form_of_the_customer_has_no_field_list_or_record_that_is_not_for_them(two: KnowledgeBase) -> None:
    cut = seen_by(two, Who.CUSTOMER, FIRST)
    told = scripts(cut, "confirmation")
    fields = {one["name"] for one in told["kind.js"]["kind"]["fields"]["children"]}
    assert fields == {"id", *cut.kinds.sound["confirmation"].tree.marks["shows"]}
    assert set(told["kind.js"]["kind"]["schema"]["properties"]) == fields
    shown = {one.name for one in cut.shown}
    named = {name for one in told["kind.js"]["kind"]["sound"]["voided"] for name in one["kinds"]}
    assert {"incident", "request"} <= named <= shown
    lists = {
        name.removeprefix("pick/").removesuffix(".js") for name, _ in form_files.shared(cut) if "/" in name
    }
    assert {"incident", "person"} <= lists <= shown
    assert told["open.js"] == {}
    assert told["kind.js"]["lastAt"] == ""


def test_a_record_names_its_contract_where_another_one_would_be_meant(two: KnowledgeBase) -> None:
    """Else what the second contract's customer confirms would count for the first."""

    def named(base: KnowledgeBase) -> object:
        return scripts(base, "confirmation")["kind.js"]["named"]

    assert named(seen_by(two, Who.CUSTOMER, SECOND)) == {"contract": SECOND}
    assert [named(base) for base in (two, seen_by(two, Who.CUSTOMER, FIRST), read())] == [{}, {}, {}]


def test_a_month_is_begun_with_what_ended_in_it_and_without_an_opinion() -> None:
    from test_supervision_pages import CONFIRMATION

    base = read(CONFIRMATION)
    for seen in (base, seen_by(base, Who.CUSTOMER)):
        [draft] = confirmed.drafts(seen)
        begun = {"month": "2026-02", "items": [{"record": "INC-2026-0005"}]}
        assert confirmed.begun(seen, draft) == begun
        assert scripts(seen, "confirmation")["begun.js"][draft.name]["data"] == begun
        there = f"forms/confirmation/?begin={draft.name}"
        assert [one.form for one in supervision.view(seen).drafts] == [there]
        month = sla_confirmed.of_month(seen, None, "2026-02")
        assert month is not None
        assert (month.uri, month.form) == (None, there)
