"""The ids and codes that may be named, with what they are called: one list a kind, one a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generators.authoring.blank.picks import owners
from generators.kinds.annotated import DIALECT
from generators.kinds.field import Reference
from generators.knowledge import KnowledgeBase
from generators.records.record import Record, in_order

FILE = "ids.schema.json"


def place(ref: Reference) -> str:
    """Give where the list of what a reference may name stands, from the schemas beside it."""
    name = "-or-".join(ref.kinds)
    return f"{FILE}#/$defs/{name}.{ref.part}" if ref.part else f"{FILE}#/$defs/{name}"


def lists(base: KnowledgeBase) -> dict[str, Any]:
    """Give all lists as a schema to refer to."""
    found: dict[str, Any] = {}
    for kind in base.kinds.sound.values():
        for ref in kind.references:
            name = place(ref).rpartition("/")[2]
            if name not in found:
                found[name] = _list(dict(_named(base, ref)))
    return {"$schema": DIALECT, "$defs": dict(sorted(found.items()))}


def _list(named: dict[str, str]) -> dict[str, Any]:
    if not named:
        return {"not": {}}  # nothing can be named yet; what refers here takes any text beside
    return {"enum": list(named), "enumDescriptions": list(named.values())}


def _named(base: KnowledgeBase, ref: Reference) -> Iterator[tuple[str, str]]:
    for record in sorted(owners(base, ref), key=lambda one: in_order(one.id)):
        yield from _of(record, ref)


def _of(record: Record, ref: Reference) -> Iterator[tuple[str, str]]:
    if ref.part is None:
        yield record.id, record.title
        return
    column = str(record.kind.parts[ref.part].marks["key"])
    for row in record.data.get(ref.part, ()):
        key = str(row.get(column))
        yield key, record.row_title(ref.part, key) or key
