"""The rows under a heading: which of them are data, what merged cells cover, what is left out and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.authoring.draft import Told, Why
from generators.authoring.workbook.cells import NOTHING, Reader, text, tidy
from generators.authoring.workbook.examples import EXAMPLE, example
from generators.authoring.workbook.layout import Heading
from generators.authoring.workbook.names import Misfit
from generators.authoring.workbook.sheet import Sheet

_NO_DATA = (
    "合计",
    "总计",
    "小计",
    "备注:",
    "备注：",
    "注:",
    "注：",
    "说明:",
    "说明：",
    "填表",
    "制表",
    "示例",
    "例:",
    "例：",
)


_LABEL = re.compile(r"[^\s:：]{2,8}[:：]").match


class Row(NamedTuple):
    """One row of data: its number, what its cells became, and what is wrong with them."""

    number: int
    data: dict[str, Any]
    told: list[Told]


class Rows:
    """Goes through the rows of one sheet."""

    def __init__(self, sheet: Sheet, heading: Heading, reader: Reader) -> None:
        """Take the sheet with its heading, and who reads its cells."""
        self._sheet, self._heading, self._reader = sheet, heading, reader
        self._covered = dict(self._merged())
        self.left: list[Told] = []  # rows that are no data, for whoever looks for one
        self.footers: list[int] = []  # those that may hold a label with its value

    def all(self) -> Iterator[Row]:
        """Yield the rows of data."""
        columns = self._heading.columns
        title = self._sheet.rows[self._heading.row]
        for number in range(self._heading.row + 1, len(self._sheet.rows)):
            row = self._sheet.rows[number]
            if all(_is_empty(row[at]) for at in columns if at < len(row)) and not self._is_covered(number):
                if any(not _is_empty(cell) for cell in row):
                    self._leave(number, row)
                continue
            if list(row) == list(title):
                continue  # printed once more at the head of a page
            first = next(str(cell) for cell in row if not _is_empty(cell)) if any(map(_is_there, row)) else ""
            if tidy(first) == EXAMPLE:
                self._example(number, row)
                continue
            if self._sheet.is_ours and self._is_example(row):
                spot = self._sheet.spot(number, min(columns))
                self.left.append(Told(spot, Why.ROW, "这一行和模板的示例一样，没有读。"))
                continue
            if tidy(first).startswith(_NO_DATA) or self._is_footer(row):
                self._leave(number, row)
                continue
            yield self._read(number, row)

    def _read(self, number: int, row: Any) -> Row:
        self._reader.start()
        found = Row(number, {}, [])
        troubles = self._sheet.troubles
        for at, target in self._heading.columns.items():
            value = row[at] if at < len(row) else ""
            if (number, at) in self._covered:
                value = self._covered[number, at]
            if value == "" and not troubles:
                continue
            try:
                taken = self._reader.read(value, target.field, troubles.get((number, at)))
            except Misfit as misfit:
                spot = self._sheet.spot(number, at, target.title)
                found.told.append(Told(spot, Why.CELL, str(misfit)))
                continue
            if taken is not None:
                put(found.data, target.at, taken)
        return found

    def _merged(self) -> Iterator[tuple[tuple[int, int], Any]]:
        """Yield what a merged cell holds for each of the cells under it that are of the same column."""
        for top, left, bottom, _ in self._sheet.merged:
            if top > self._heading.row and bottom > top:
                value = self._sheet.rows[top][left] if top < len(self._sheet.rows) else ""
                yield from (((number, left), value) for number in range(top + 1, bottom + 1))

    def _is_covered(self, number: int) -> bool:
        return any((number, at) in self._covered for at in self._heading.columns)

    def _is_footer(self, row: Any) -> bool:
        """Say whether a row is a line of words below the table: one cell, with a colon in it."""
        there = [cell for cell in row if not _is_empty(cell)]
        if all(isinstance(cell, str) and _LABEL(tidy(cell)) for cell in there):
            return True  # such as who signs, and when
        is_one = len(there) == 1 and len(self._heading.columns) > 1
        return is_one and isinstance(there[0], str) and (":" in there[0] or "：" in there[0])

    def _example(self, number: int, row: Any) -> None:
        """Leave an example of ours unread, unless somebody wrote over it."""
        for at, target in self._heading.columns.items():
            cell = row[at] if at < len(row) else ""
            if not _is_empty(cell) and tidy(text(cell)) != example(target.field):
                spot = self._sheet.spot(number, at, target.title)
                remedy = f"是要登记的就删掉「{EXAMPLE}」二字，不是就删掉这一行。"
                said = f"这一行还标着「{EXAMPLE}」，内容却改过；{remedy}"
                self.left.append(Told(spot, Why.CELL, said))
                return

    def _is_example(self, row: Any) -> bool:
        """Say whether a row is the example of a blank, whose mark somebody took away."""
        shown = {at: example(one.field) for at, one in self._heading.columns.items()}
        cells = {at: tidy(text(row[at])) if at < len(row) else "" for at in shown}
        return len(shown) > 1 and any(shown.values()) and cells == shown

    def _leave(self, number: int, row: Any) -> None:
        known = self._heading.columns
        rest = [at for at, cell in enumerate(row) if not _is_empty(cell)]
        is_numbered_only = not any(at in known for at in rest) and len(rest) == 1 and _is_number(row[rest[0]])
        if is_numbered_only:
            return  # lines that were printed and not filled
        self.footers.append(number)
        shown = " ".join(tidy(str(row[at])) for at in rest)[:40]
        spot = self._sheet.spot(number, rest[0])
        self.left.append(Told(spot, Why.ROW, f"这一行不像数据，没有读：{shown}"))


def put(data: dict[str, Any], at: tuple[str, ...], value: Any) -> None:
    """Put a value at a path; an event of which more is told becomes the members of one."""
    name, *rest = at
    there = data.get(name)
    if not rest:
        data[name] = {**there, **_members(value)} if isinstance(there, Mapping) else value
        return
    inside = dict(there) if isinstance(there, Mapping) else {} if there is None else {"at": there}
    put(inside, tuple(rest), value)
    data[name] = inside


def _members(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {"at": value}


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and tidy(cell) in NOTHING)


def _is_there(cell: Any) -> bool:
    return not _is_empty(cell)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or str(cell).strip().isdecimal()
