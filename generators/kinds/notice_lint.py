"""Notices of a kind (`x-notices`) ask of fields that are there, by operators that fit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.field import Field
from generators.kinds.kind import Kind, Kinds
from generators.kinds.operators import FIELDS, NAMES, OPERATORS, faults


def notice_faults(kind: Kind, kinds: Kinds) -> Iterator[tuple[Field, str]]:
    """Yield what is wrong with the notices of a kind, each with the field at which they stand."""
    for field in kind.marked("notices"):
        around = ".".join(one for one in field.at if one != "*")
        for notice in field.marks["notices"]:
            for condition in (*notice.get("when", ()), *([notice["want"]] if "want" in notice else [])):
                yield from ((field, text) for text in _faults(condition, around, kind, kinds))


def _faults(condition: Mapping[str, Any], around: str, kind: Kind, kinds: Kinds) -> Iterator[str]:
    written = [name for name in OPERATORS if name in condition]
    unknown = sorted(set(condition) - NAMES)
    if unknown or len(written) != 1:
        known = "、".join(OPERATORS)
        yield f"x-notices 的一个条件恰好写一种比法（{known}），不写别的。"
        return
    whole = {name: f"{around}.{value}" for name, value in condition.items() if name in FIELDS and around}
    for _, text, _ in faults({**condition, **whole}, kind, kinds, judges=False):
        yield f"x-notices：{text}"
