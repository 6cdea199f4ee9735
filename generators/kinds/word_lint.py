"""Our own words in a kind: each where it means something, and whatever it names is there.

What a word is, and where it may stand, is said by `dialect` alone; nothing here knows one by its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.kinds import dialect
from generators.kinds.dialect import Among, On, keyword, own
from generators.strict_yaml import At


class _Spot(NamedTuple):
    """A schema within a kind: its path, where that is in our words, the fields beside it and further out."""

    at: At
    node: Mapping[str, Any]
    on: frozenset[On]
    around: frozenset[str]


def word_faults(whole: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Yield the path and the sentence of each word that stands or leads wrong in an inlined kind."""
    for spot in _spots((), whole, frozenset((On.KIND,)), frozenset()):
        for name, value in own(spot.node).items():
            if name in dialect.WORDS:
                here = (*spot.at, keyword(name))
                yield from (((*here, *at), text) for at, text in _faults(spot, name, value, whole))


def _faults(spot: _Spot, name: str, value: Any, whole: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Say one thing of one cause: a word in the wrong place names nothing that is there."""
    word = dialect.WORDS[name]
    if word.also and (also := list(word.also(spot.node))):
        yield from also
    elif not spot.on & set(word.on) or (word.beside and keyword(word.beside) not in spot.node):
        beside = f"有 {keyword(word.beside)} 的" if word.beside else ""
        yield (), f"{keyword(name)} 只用在{beside}{'、'.join(word.on)}上。"
    elif word.names:
        known = _named(spot, word.names, whole)
        for lost in (one for one in ([value] if isinstance(value, str) else value) if one not in known):
            yield (), f"{keyword(name)} 指的「{lost}」{word.names}。"


def _spots(at: At, node: Mapping[str, Any], on: frozenset[On], around: frozenset[str]) -> Iterator[_Spot]:
    """Yield every schema of a value, from the outside in."""
    yield _Spot(at, node, on, around)
    properties, items = node.get("properties", {}), node.get("items")
    inside = around | set(properties)
    for name, member in properties.items():
        if isinstance(member, Mapping):
            where, form = {On.FIELD}, _form(member)
            if On.KIND in on:
                where |= {On.TOP_FIELD}
            elif On.TABLE in form:
                form = {On.INNER_TABLE}
            yield from _spots((*at, "properties", name), member, frozenset(where | form), inside)
    if isinstance(items, Mapping):
        row = {On.ROW} if items.get("type") == "object" else _form(items)
        yield from _spots((*at, "items"), items, frozenset(row), around)


def _form(node: Mapping[str, Any]) -> set[On]:
    match node:
        case {"type": "string"}:
            return {On.TEXT}
        case {"type": "object"}:
            return {On.OBJECT}
        case {"type": "array", "items": {"type": "object"}}:
            return {On.TABLE}
        case _:
            return set()


def _named(spot: _Spot, among: Among, whole: Mapping[str, Any]) -> frozenset[str]:
    match among:
        case Among.MEMBERS:
            return frozenset(spot.node.get("properties", ()))
        case Among.COLUMNS:
            return frozenset(spot.node["items"].get("required", ()))
        case Among.AROUND:
            return spot.around
        case Among.TOP:
            return frozenset(whole.get("properties", ()))
        case Among.DUTIES:
            fields = whole.get("properties", {})
            return frozenset(name for name, one in fields.items() if keyword("duty") in one)
