"""The rows under a heading: which of them are data, what merged cells cover, what is left out and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.authoring.draft import Spot, Told, Why
from generators.authoring.workbook.cells import Reader, is_empty, text, tidy
from generators.authoring.workbook.examples import EXAMPLE, example
from generators.authoring.workbook.footers import is_footer, is_heading
from generators.authoring.workbook.layout import Heading
from generators.authoring.workbook.names import Misfit
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.titles import Target, key_of
from generators.progress import Watch, unwatched
from generators.strict_yaml import At

_ACROSS = "和左边的合并了；拆开，各写各的"


class Row(NamedTuple):
    """One row of data: its number, what its cells became, and what is wrong with them."""

    number: int
    data: dict[str, Any]
    told: list[Told]


class RowPlaces(Mapping[At, Spot]):
    """Where the values of one row stand; made when asked for, since most rows are right."""

    def __init__(self, sheet: Sheet, row: int, columns: Mapping[int, Target]) -> None:
        """Take the row of a sheet and its columns."""
        self._sheet, self._row, self._columns = sheet, row, columns
        self.parts: dict[At, Spot] = {}  # of the rows of other sheets that belong to it

    def __getitem__(self, at: At) -> Spot:
        if at in self.parts:
            return self.parts[at]
        if not at:
            return self._sheet.spot(self._row, min(self._columns))._replace(cell=f"第 {self._row + 1} 行")
        for column, target in self._columns.items():
            if target.at[: len(at)] == at:  # a group that is missing stands where its first member would
                return self._sheet.spot(self._row, column, target.title)
        raise KeyError(at)

    def __iter__(self) -> Iterator[At]:
        yield ()
        yield from (one.at for one in self._columns.values())
        yield from self.parts

    def __len__(self) -> int:
        return len(self._columns) + len(self.parts) + 1


class Rows:
    """Goes through the rows of one sheet."""

    def __init__(self, sheet: Sheet, heading: Heading, reader: Reader) -> None:
        """Take the sheet with its heading, and who reads its cells."""
        self._sheet, self._heading, self._reader = sheet, heading, reader
        self._covered = dict(self._merged())
        self._across = dict(self._beside())
        self.left: list[Told] = []  # rows that are no data, for whoever looks for one
        self.footers: list[int] = []  # those that may hold a label with its value

    def all(self, watch: Watch = unwatched) -> Iterator[Row]:
        """Yield the rows of data."""
        columns = self._heading.columns
        for number in watch("换算", range(self._heading.row + 1, len(self._sheet.rows))):
            row = self._sheet.rows[number]
            if all(is_empty(row[at]) for at in columns if at < len(row)) and not self._is_covered(number):
                if any(not is_empty(cell) for cell in row):
                    self._leave(number, row)
                continue
            if number in self._sheet.looks.struck:
                spot = self._sheet.spot(number, min(columns))
                self.left.append(Told(spot, Why.ROW, "这一行划掉了，没有读；要收就去掉删除线。"))
                continue
            if is_heading(row, self._heading):
                if all(key_of(_at(row, at)) == key_of(self._heading.titles[at]) for at in columns):
                    continue  # printed once more at the head of a page
                text = "这里又是一行列名，和上面的不一样；下面的没有读，另放一张工作表。"
                self.left.append(Told(self._sheet.spot(number, min(columns)), Why.CELL, text))
                return
            first = (
                next(str(cell) for cell in row if not is_empty(cell))
                if any(not is_empty(cell) for cell in row)
                else ""
            )
            if tidy(first) == EXAMPLE:
                self._example(number, row)
                continue
            if self._sheet.is_ours and self._is_example(row):
                spot = self._sheet.spot(number, min(columns))
                self.left.append(Told(spot, Why.ROW, "这一行和模板的示例一样，没有读。"))
                continue
            if is_footer(row, len(columns)):
                self._leave(number, row)
                continue
            yield self._read(number, row)

    def _read(self, number: int, row: Any) -> Row:
        self._reader.start()
        found = Row(number, {}, [])
        troubles = self._sheet.looks.troubles
        for at, target in self._heading.columns.items():
            value = row[at] if at < len(row) else ""
            if (number, at) in self._covered:
                value = self._covered[number, at]
            trouble = troubles.get((number, at)) or self._across.get((number, at))
            if value == "" and trouble is None:
                continue
            try:
                taken = self._reader.read(value, target.field, trouble)
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
                rows = self._sheet.rows  # they end where the last filled cell does, blocks go on
                value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
                yield from (((number, left), value) for number in range(top + 1, bottom + 1))

    def _beside(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the cells that a merged one to their left covers: nobody can say what they were to hold."""
        for top, left, bottom, right in self._sheet.merged:
            if top > self._heading.row and left in self._heading.columns:
                for number in range(top, bottom + 1):
                    yield from (((number, at), _ACROSS) for at in range(left + 1, right + 1))

    def _is_covered(self, number: int) -> bool:
        return any((number, at) in self._covered for at in self._heading.columns)

    def _example(self, number: int, row: Any) -> None:
        """Leave an example of ours unread, unless somebody wrote over it."""
        for at, target in self._heading.columns.items():
            cell = row[at] if at < len(row) else ""
            if not is_empty(cell) and tidy(text(cell)) != example(target.field):
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
        rest = [at for at, cell in enumerate(row) if not is_empty(cell)]
        is_numbered_only = not any(at in known for at in rest) and len(rest) == 1 and _is_number(row[rest[0]])
        if is_numbered_only:
            return  # lines that were printed and not filled
        self.footers.append(number)
        shown = " ".join(tidy(str(row[at])) for at in rest)[:40]
        spot = self._sheet.spot(number, rest[0])
        self.left.append(Told(spot, Why.ROW, f"这一行不像数据，没有读：{shown}"))


def add(sheet: Sheet, heading: Heading, row: Row, data: dict[str, Any], places: dict[At, Spot]) -> None:
    """Put a row into its table, and say where its values stand."""
    table: list[Any] = data.setdefault(heading.shape, [])
    here = (heading.shape, len(table))
    places.setdefault((heading.shape,), Spot(sheet.name, heading.row + 1))
    places[here] = sheet.spot(row.number, min(heading.columns))
    for column, target in heading.columns.items():
        places[*here, *target.at] = sheet.spot(row.number, column, target.title)
    table.append(row.data)


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


def _at(row: Any, column: int) -> str:
    return str(row[column]) if column < len(row) else ""


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or str(cell).strip().isdecimal()
