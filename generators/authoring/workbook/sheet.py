"""A sheet as it was filled: rows of plain values, and what its cells have beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generators.authoring.draft import Spot
from generators.authoring.workbook.looks import PLAIN, STRUCK, Looks

_LETTERS = 26


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet from A1 on, the empty as empty texts. Here rows and columns count from 0."""

    name: str
    rows: Sequence[Sequence[Any]]
    looks: Looks = PLAIN
    merged: Sequence[tuple[int, int, int, int]] = ()  # first row and column, last row and column
    is_ours: bool = False  # of a blank of ours, whose examples are nobody's data

    def trouble(self, row: int, column: int) -> str | None:
        """Say why a cell cannot be taken as it is; None if it can."""
        return STRUCK if row in self.looks.struck else self.looks.troubles.get((row, column))

    def spot(self, row: int, column: int, title: str = "") -> Spot:
        """Name a cell as its author's program does."""
        return Spot(self.name, row + 1, column + 1, f"{letters(column)}{row + 1}", title)


def letters(column: int) -> str:
    """Name a column: A, B, ..., Z, AA."""
    found, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, _LETTERS)
        found = chr(ord("A") + last) + found
    return found
