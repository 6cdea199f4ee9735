"""What a kind says of who fills it in: the provider's own people, the customer's officer, or both.

Who fills in a form must be shown all that it demands; `public` fills in nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.control import KindWord
from generators.strict_yaml import At

INSIDE = "internal"
FILLERS = (INSIDE, "customer")
_READS = {INSIDE: (INSIDE, "customer", "public"), "customer": ("customer", "public")}


def _is_filled_by(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(one in FILLERS for one in value)
        and len(set(value)) == len(value)
    )


def _filled_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether whoever fills it in reads the kind and all that is required."""
    if not _is_filled_by(node["x-filled-by"]):
        return
    shown = {"id", *node.get("x-shows", ())}
    fields = node.get("properties", {})
    for index, who in enumerate(node["x-filled-by"]):
        reads = _READS[who]
        if node.get("x-audience", INSIDE) not in reads:
            yield (index,), f"x-filled-by 写了 {who}，可是这一类不给他看；改 x-audience，或者去掉。"
            continue
        kept = [name for name in fields if who != INSIDE and name not in shown]
        for name in _unread(node, reads, kept):
            text = f"x-filled-by 写了 {who}，可是必填的「{name}」不给他看；改 x-shows、x-audience，或者去掉。"
            yield (index,), text


def _unread(node: Mapping[str, Any], reads: tuple[str, ...], kept: list[str]) -> Iterator[str]:
    """Yield what an object may demand, from the outside in, though it is kept back."""
    fields = node.get("properties", {})
    then = (one.get("then", {}).get("required", ()) for one in node.get("allOf", ()))
    demanded = {*node.get("required", ()), *(name for names in then for name in names)}
    for name, field in fields.items():
        if name in kept or field.get("x-audience", "public") not in reads:
            if name in demanded:
                yield name
        else:
            yield from _unread(field.get("items", field), reads, [])


WORDS: Mapping[str, KindWord] = {
    "filled-by": KindWord(_is_filled_by, f"列表，取自 {'、'.join(FILLERS)}", _filled_faults)
}
