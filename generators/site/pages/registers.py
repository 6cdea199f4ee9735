"""The register of a kind, and the overview of all registers."""

from __future__ import annotations

from typing import NamedTuple

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.site.cells import Cell, address, brief
from generators.words import say


class Row(NamedTuple):
    """One record in a register."""

    id: str
    uri: str
    voided: bool
    cells: tuple[Cell, ...]


class RegisterView(NamedTuple):
    """A register: the titles of its columns and its rows, newest first where things happen in time."""

    kind: str
    title: str
    about: str
    element: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def view(base: KnowledgeBase, kind: Kind) -> RegisterView:
    """Gather the register of one kind."""
    records = base.facts.of_kind(kind.name)
    properties = kind.schema["properties"]
    rows = [
        Row(one.id, address(one.id), one.is_voided, tuple(brief(base, one, name) for name in kind.columns))
        for one in records
    ]
    return RegisterView(
        kind.name,
        kind.title,
        str(kind.schema.get("description", "")),
        say(f"element.{kind.element or 'none'}"),
        tuple(str(properties[name]["title"]) for name in kind.columns),
        tuple(reversed(rows) if kind.events else rows),
    )
