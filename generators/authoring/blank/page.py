"""What a blank workbook holds before it is written as a file: pages of titles, cells and columns to fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generators.authoring.workbook.titles import COUNTING
from generators.kinds.field import Field

Cell = str | int | float | date | None


class Column(NamedTuple):
    """A column of a page: what it is called, and the field of its cells; none where they are only read."""

    title: str
    field: Field | None = None
    is_must: bool = False
    width: int = 12  # characters
    help: str = ""


def numbers(columns: Sequence[Column]) -> Column:
    """Give the column that only counts the rows, called so that none of theirs is called the same."""
    names = [one.title for one in columns]
    return Column(next(one for one in COUNTING if one not in names), width=6)


class Line(NamedTuple):
    """One value of a form page: what it is called, what is filled in already, what to know."""

    title: str
    field: Field
    is_must: bool
    help: str
    filled: Cell = None


class FormPage(NamedTuple):
    """A page of lines: item, value, explanation."""

    name: str
    head: str
    note: str
    lines: tuple[Line, ...]


class TablePage(NamedTuple):
    """A page of rows under a heading; the first may be an example, which is not read."""

    name: str
    head: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    blanks: int  # rows to fill below them
    is_wide: bool = False  # printed across
    tall: int = 18  # points of a row


class Blank(NamedTuple):
    """A whole workbook: of which kind, after which version of its schema, and what may be chosen."""

    kind: str
    title: str
    version: str
    pages: tuple[FormPage | TablePage, ...]
    choices: Mapping[tuple[str, ...], tuple[str, ...]]  # by the path of the field
