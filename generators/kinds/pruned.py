"""A kind without some of its fields: its checked schema and its tree as a reader may have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from generators.kinds.dialect import Schema
from generators.kinds.field import Condition, Field

Left = Callable[[tuple[str, ...]], bool]  # whether the field at a path is left


def schema(checked: Schema, left: Left, at: tuple[str, ...] = ()) -> dict[str, Any]:
    """Give the checked schema of what is left: a condition goes with a field on which it rests."""
    form = dict(checked)
    if "items" in checked:
        form["items"] = schema(checked["items"], left, (*at, "*"))
    if "properties" in checked:
        members = checked["properties"]
        kept = {name: (*at, name) for name in members if left((*at, name))}
        form["properties"] = {name: schema(members[name], left, path) for name, path in kept.items()}
        if "required" in checked:
            form["required"] = [name for name in checked["required"] if name in kept]
        found = [one for beside in checked.get("allOf", ()) if (one := _condition(beside, kept))]
        form = {key: value for key, value in form.items() if key != "allOf"} | (
            {"allOf": found} if found else {}
        )
    return form


def tree(field: Field, left: Left) -> Field:
    """Give the tree of what is left."""
    if field.item:
        item = tree(field.item, left)
        return replace(field, item=item, children=item.children)
    children = {name: tree(one, left) for name, one in field.children.items() if left(one.at)}
    when = (
        one._replace(wanted=tuple(name for name in one.wanted if name in children))
        for one in field.when
        if set(one.given) <= set(children)
    )
    return replace(field, children=MappingProxyType(children), when=tuple(filter(_asks, when)))


def _asks(condition: Condition) -> bool:
    return bool(condition.wanted)


def _condition(beside: Schema, kept: Mapping[str, Any]) -> Schema | None:
    """Give a condition as far as what it rests on and asks for is left; anything else as it is."""
    if "if" not in beside:
        return beside
    wanted = [name for name in beside["then"]["required"] if name in kept]
    if not wanted or not set(beside["if"]["required"]) <= set(kept):
        return None
    return {**beside, "then": {"required": wanted}}
