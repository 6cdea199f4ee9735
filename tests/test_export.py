"""What forms in the browser are given: all of it, in the shape that is written down, and nothing that is not theirs."""

from __future__ import annotations

import copy
import json
import random
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import NOW, good_base
from jsonschema import Draft202012Validator, FormatChecker
from readers_base import FIRST, PLANTS, readers_base
from test_engine import change, records

from generators import knowledge
from generators.audience import seen_by
from generators.codes import CODES
from generators.forms import shapes
from generators.forms.export import as_text, common, kind_export, picks, privacy
from generators.kinds.faults import checker
from generators.kinds.formats import FORMATS
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.reader import Who

KINDS = good_base().kinds.sound
FORMAT_CHECKER = FormatChecker(formats=())
for _name, _accepts in FORMATS.items():
    FORMAT_CHECKER.checks(_name)(_accepts)


@pytest.fixture(scope="module")
def two() -> KnowledgeBase:
    """Two contracts with plants."""
    return knowledge.read(readers_base(), NOW)


def misshapen(value: Any, shape: Any, where: str = "") -> list[str]:
    """Every place at which a JSON value is not of its written shape."""
    inner, kind = typing.get_args(shape), typing.get_origin(shape)
    if shape is Any:
        return []
    if typing.is_typeddict(shape):
        members = typing.get_type_hints(shape, include_extras=True)
        optional = {name for name, one in members.items() if typing.get_origin(one) is typing.NotRequired}
        wanted = set(members) - optional if shape.__total__ else set()
        if not isinstance(value, dict) or not wanted <= set(value) <= set(members):
            return [where]
        plain = typing.get_type_hints(shape)
        return [bad for name, one in value.items() for bad in misshapen(one, plain[name], f"{where}/{name}")]
    if kind is list:
        return [bad for one in value for bad in misshapen(one, inner[0], f"{where}/*")]
    if kind is dict:
        return [bad for name, one in value.items() for bad in misshapen(one, inner[1], f"{where}/{name}")]
    if inner:  # a union
        return [] if any(not misshapen(value, one, where) for one in inner) else [where]
    return [] if isinstance(value, shape) else [where]


def through(value: Any) -> Any:
    """The value as the browser reads it."""
    return json.loads(as_text(value))


@pytest.mark.parametrize("who", [Who.INTERNAL, Who.CUSTOMER])
def test_all_that_is_exported_has_the_shape_that_is_written_down(two: KnowledgeBase, who: Who) -> None:
    base = two if who is Who.INTERNAL else seen_by(two, who, FIRST)
    assert misshapen(through(common(base)), shapes.Common) == []
    for kind in base.shown:
        assert misshapen(through(kind_export(base, kind)), shapes.Kind, kind.name) == []
        assert misshapen(through(picks(base, kind)), shapes.PickList, kind.name) == []


def test_every_kind_is_exported_whole_and_twice_alike() -> None:
    base = good_base()
    assert len(base.shown) == len(KINDS) >= 39
    for kind in base.shown:
        told = kind_export(base, kind)
        assert told["schema"] == kind.checked
        assert {(*one["at"],) for one in told["sound"]["voided"]} == {
            one.at for one in kind.references if not one.part
        }
        assert set(told["lists"]) == {name for one in kind.references for name in one.kinds}
        assert as_text(told) == as_text(kind_export(base, kind))


def test_every_pick_list_is_complete() -> None:
    base = good_base()
    for kind in base.shown:
        told = picks(base, kind)
        known = {one.id: one for one in base.facts.states.obeying.values() if one.kind is kind}
        assert {one["id"] for one in told["records"]} == {
            name for name, one in known.items() if not one.is_voided
        }
        assert set(told["voided"]) == {name for name, one in known.items() if one.is_voided}
        for one in told["records"]:
            assert one["title"] == known[one["id"]].title
            for name, part in one.get("parts", {}).items():
                assert [row[part["key"]] for row in part["rows"]] == [
                    row[part["key"]] for row in known[one["id"]].data[name]
                ]


def test_every_row_that_a_record_names_can_be_picked() -> None:
    base = good_base()
    parts = {
        (one["id"], row[part["key"]])
        for kind in base.shown
        for one in picks(base, kind)["records"]
        for part in one.get("parts", {}).values()
        for row in part["rows"]
    }
    named = [
        (link.target, link.row)
        for name in base.facts.records
        for link in base.facts.named_by(name)
        if link.row
    ]
    assert named
    assert set(named) <= parts


def test_the_schema_for_the_browser_judges_as_the_check_does() -> None:
    """Records as they are, and spoiled."""
    dice, good = random.Random(13), records()  # noqa: S311 - the same at each run
    mine = {
        name: Draft202012Validator(
            through(kind_export(good_base(), one)["schema"]), format_checker=FORMAT_CHECKER
        )
        for name, one in KINDS.items()
    }
    theirs = {name: checker(one) for name, one in KINDS.items()}
    spoiled = [(kind, copy.deepcopy(data)) for kind, data in dice.choices(good, k=600)]
    for _, data in spoiled:
        change(data, dice)
    verdicts = [
        (mine[kind.name].is_valid(data), not theirs[kind.name](data)) for kind, data in (*good, *spoiled)
    ]
    assert [one for one in verdicts if one[0] is not one[1]] == []
    assert [one for one, _ in verdicts[: len(good)] if not one] == []
    assert sum(not one for one, _ in verdicts) > 200


def test_what_has_not_its_written_shape_is_noticed() -> None:
    told = through(kind_export(good_base(), KINDS["person"]))
    assert misshapen({**told, "more": 1}, shapes.Kind) == [""]
    assert misshapen({**told, "lists": [1]}, shapes.Kind) == ["/lists/*"]
    assert misshapen({**told, "sound": {**told["sound"], "term": "x"}}, shapes.Kind) == ["/sound/term"]


def left_of(value: Any, kind: Kind, reader: Any, at: tuple[str, ...] = ()) -> Any:
    """What of a record's data such a reader may write."""
    if isinstance(value, dict):
        paths = {name: (*at, name) for name in value}
        return {
            name: left_of(one, kind, reader, paths[name])
            for name, one in value.items()
            if paths[name] not in kind.readers or reader.may(kind.readers[paths[name]])
        }
    return [left_of(one, kind, reader, (*at, "*")) for one in value] if isinstance(value, list) else value


def test_what_a_reader_outside_may_write_obeys_the_schema_for_them(two: KnowledgeBase) -> None:
    base = seen_by(two, Who.CUSTOMER, FIRST)
    shown = {one.name for one in base.shown}
    for kind, data in records():
        if kind.name in shown:
            schema = kind_export(base, kind)["schema"]
            assert Draft202012Validator(schema).is_valid(left_of(data, kind, base.reader)), data["id"]


def fields_of(node: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield at
    for one in node.get("children", ()):
        yield from fields_of(one, (*at, one["name"]))
    if "item" in node:
        yield from fields_of(node["item"], (*at, "*"))


def test_an_export_for_a_customer_holds_nothing_that_is_not_theirs(two: KnowledgeBase) -> None:
    base = seen_by(two, Who.CUSTOMER, FIRST)
    told = as_text([common(base), *((kind_export(base, one), picks(base, one)) for one in base.shown)])
    assert [word for word, who in PLANTS.items() if "first" not in who and word in told] == []
    assert "qx-customer-second" in as_text([picks(two, one) for one in two.shown])
    for kind in base.shown:
        found = set(fields_of(kind_export(base, kind)["fields"]))
        assert found == {at for at, who in kind.readers.items() if base.reader.may(who)}


def test_help_for_a_form_does_not_speak_yaml() -> None:
    told = as_text([kind_export(good_base(), one) for one in KINDS.values()])
    assert '"yaml"' not in told
    assert "引号" not in told


def test_what_all_forms_share_is_told(two: KnowledgeBase) -> None:
    told = common(two)
    assert (told["zone"], told["offset"], told["contract"]) == ("Asia/Shanghai", "+08:00", FIRST)
    assert [one["id"] for one in told["contracts"]] == ["CT-2026-01", "CT-2026-02"]
    assert all(
        one["versions"][0]["since"] is None and one["versions"][0]["first"] for one in told["contracts"]
    )
    assert set(told["codes"]) <= set(CODES)
    assert {one["told"] for one in privacy()["patterns"]} & {
        "手机号不能写在这里；删掉，只写进人员登记的电话一项。"
    }
