"""What a schema says of how records are found: among which hits they stand, and what else they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.control import KindWord
from generators.strict_yaml import At

SORTS = ("book", "plan", "help")  # of documents that are followed, prepared, read; all else is a record
_WANTED = f"写 as（{'、'.join(SORTS)} 之一）、by（人们用来找它的文字项的项名列表），至少一样"
_KEYS = {"as", "by"}


def _is_search(value: Any) -> bool:
    """Say whether a value names a sort of hits, or fields that hold what people call such a record."""
    by = value.get("by", [""]) if isinstance(value, dict) else None
    return (
        isinstance(value, dict)
        and bool(value)
        and set(value) <= _KEYS
        and value.get("as", SORTS[0]) in SORTS
        and isinstance(by, list)
        and bool(by)
        and all(isinstance(one, str) for one in by)
    )


def _search_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether each field is one of the kind's, and holds texts."""
    value, fields = node["x-search"], node.get("properties", {})
    if not _is_search(value):
        return
    for index, name in enumerate(value.get("by", ())):
        field = fields.get(name, {})
        held = field.get("items", field) if isinstance(field, Mapping) else {}
        if not isinstance(held, Mapping) or held.get("type") != "string":
            yield ("by", index), f"x-search 的 by 里的「{name}」不是这里的文字项。"


WORDS: Mapping[str, KindWord] = {"search": KindWord(_is_search, _WANTED, _search_faults)}
