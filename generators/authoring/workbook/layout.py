"""How a sheet is laid out: a heading over rows, labels beside values, or labels above a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generators.authoring.workbook.cells import tidy
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.titles import Target, Titles, key_of
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind

RECORD = ""  # the shape of rows that are records each
_LOOKED_AT = 200  # rows in which a heading is looked for
_LEAST = 2  # titles that make a heading


class FormHead(NamedTuple):
    """What stands over the page of a blank whose lines are an item, its value and what to know of it."""

    name: str
    titles: tuple[str, ...]


FORM_HEAD = FormHead("基本信息", ("项目", "填写", "说明"))


class Heading(NamedTuple):
    """A row of titles: what its rows are, where each known column goes, and the columns nobody knows."""

    row: int  # the last of it: what is below is data
    shape: str  # RECORD, or the name of a table
    columns: Mapping[int, Target]
    unknown: Mapping[int, str]
    titles: Mapping[int, str]  # of all columns that have one
    top: int  # the first row of it: a title may stand in two, over several columns and over each


class Pair(NamedTuple):
    """A label and the cell beside it that holds the value; or the same cell, behind a colon."""

    target: Target
    row: int
    column: int
    value: Any
    rest: tuple[int, ...] = ()  # columns beside it in which something stands, too


class Shapes:
    """What the sheets of one kind may hold."""

    def __init__(self, kind: Kind) -> None:
        """Take the kind."""
        self.kind = kind
        self.record = Titles(kind.tree)
        self.tables: dict[str, Field] = {
            name: field for name, field in kind.fields.items() if field.form is Form.TABLE and field.item
        }
        self._titles = {RECORD: self.record}
        self._titles |= {name: Titles(field.item) for name, field in self.tables.items() if field.item}

    def heading(self, sheet: Sheet) -> Heading | None:
        """Find the row of titles that knows most."""
        found: list[tuple[tuple[int, bool, bool, bool, int], Heading]] = []
        named = key_of(sheet.name)
        for top, row, cells in _titled(sheet):
            for shape, titles in self._titles.items():
                columns = _columns(cells, titles)
                is_named = shape != RECORD and named == key_of(self.tables[shape].title)
                if _is_heading(columns, is_named=is_named):
                    told = {at: some[0] for at, some in enumerate(cells) if some}
                    unknown = {at: one for at, one in told.items() if at not in columns}
                    rank = (len(columns), is_named, shape == RECORD, top == row, -row)
                    found.append((rank, Heading(row, shape, columns, unknown, told, top)))
        return max(found, key=lambda one: one[0])[1] if found else None

    def lines(self, sheet: Sheet) -> Iterator[Pair] | None:
        """Yield what the lines of a form page hold; None where it is laid out in another way."""
        for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
            if tuple(map(_text, row[: len(FORM_HEAD.titles)])) == FORM_HEAD.titles:
                return self._lines(sheet, number + 1)
        return None

    def _lines(self, sheet: Sheet, first: int) -> Iterator[Pair]:
        for number in range(first, len(sheet.rows)):
            row = sheet.rows[number]
            target = self.record.find(_text(row[0])) if row else None
            if target:
                rest = tuple(at for at in range(len(FORM_HEAD.titles), len(row)) if _text(row[at]) != "")
                yield Pair(target, number, 1, row[1] if len(row) > 1 else "", rest)

    def pairs(self, sheet: Sheet, rows: Sequence[int]) -> Iterator[Pair]:
        """Yield labels with their values in these rows of a sheet."""
        for number in rows:
            row = sheet.rows[number]
            labels = {at: one for at, cell in enumerate(row) if (one := self.record.find(_text(cell)))}
            for at, target in labels.items():
                ends = min((other for other in labels if other > at), default=len(row))
                beside = [there for there in range(at + 1, ends) if _text(row[there]) != ""]
                column = beside[0] if beside else min(at + 1, max(len(row) - 1, at))
                yield Pair(target, number, column, row[column] if beside else "", tuple(beside[1:]))
            for at, cell in enumerate(row):
                label, colon, rest = _text(cell).replace("：", ":").partition(":")
                known = self.record.find(label) if colon and rest.strip() and at not in labels else None
                if known:
                    yield Pair(known, number, at, rest.strip())


def _titled(sheet: Sheet) -> Iterator[tuple[int, int, Sequence[tuple[str, ...]]]]:
    """Yield rows that may hold titles, as first and last row; of each cell what it may be the title by.

    A cell that is merged over several columns belongs to the titles below: 报告人 over 部门 is 报告人部门.
    """
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        cells = [tidy(cell) if isinstance(cell, str) else "" for cell in row]
        if not any(cells):
            continue
        yield number, number, [(one,) if one else () for one in cells]
        over = {
            at: cells[left]
            for top, left, bottom, right in sheet.merged
            if top == bottom == number and right > left and left < len(cells)
            for at in range(left, right + 1)
        }
        if over and number + 1 < len(sheet.rows):
            below = [tidy(cell) if isinstance(cell, str) else "" for cell in sheet.rows[number + 1]]
            yield (
                number,
                number + 1,
                [
                    (f"{over[at]}{below[at]}", below[at])
                    if at in over and below[at]
                    else (one,)
                    if one
                    else ()
                    for at, one in enumerate(
                        [first or second for first, second in zip(cells, below, strict=False)]
                    )
                ],
            )


def _columns(cells: Sequence[tuple[str, ...]], titles: Titles) -> dict[int, Target]:
    """Give the known columns; of two with the same title the first."""
    found: dict[int, Target] = {}
    for at, some in enumerate(cells):
        target = next((one for cell in some if (one := titles.find(cell))), None)
        if target and target.at not in (one.at for one in found.values()):
            found[at] = target
    return found


def _is_heading(columns: Mapping[int, Target], *, is_named: bool) -> bool:
    """Say whether these are titles over columns: two stand beside each other, not each before its value."""
    if is_named and columns:
        return True
    return len(columns) >= _LEAST and any(at + 1 in columns for at in columns)


def _text(cell: Any) -> str:
    return tidy(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
