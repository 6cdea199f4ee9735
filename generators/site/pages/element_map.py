"""The PPTR x PIOIS map: which kinds of record belong to which element and usually arise in which phase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generators.kinds.dialect import ELEMENTS, PHASES
from generators.kinds.kind import Kind
from generators.words import say


class ElementRow(NamedTuple):
    """One element with the kinds of each phase; requirements stand in a row of their own."""

    element: str
    cells: tuple[tuple[Kind, ...], ...]


def view(kinds: Sequence[Kind]) -> tuple[ElementRow, ...]:
    """Lay the kinds out, elements down and phases across."""
    return tuple(_row(kinds, element) for element in (*ELEMENTS, None))


def phases() -> tuple[str, ...]:
    """Give the names of the columns."""
    return tuple(say(f"phase.{one}") for one in PHASES)


def _row(kinds: Sequence[Kind], element: str | None) -> ElementRow:
    inside = [kind for kind in kinds if kind.element == element]
    cells = (tuple(kind for kind in inside if phase in kind.phases) for phase in PHASES)
    return ElementRow(say(f"element.{element or 'none'}"), tuple(cells))
