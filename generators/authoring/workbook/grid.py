"""Days with the shifts as columns, as rosters hang on the wall: their titles, and how they are read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generators.authoring.draft import Spot, Told, Why
from generators.authoring.workbook.cells import Reader, tidy
from generators.authoring.workbook.names import Misfit
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.titles import key_of
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.strict_yaml import At

_CODE = re.compile(r"[（(](?P<code>[A-Z][A-Z0-9-]*)[)）]\s*$")
_LOOKED_AT = 10  # rows in which the heading is looked for
_LEAST = 1  # shifts that make a grid


class Columns(NamedTuple):
    """The fields of a table of days that a grid fills."""

    day: Field
    shifts: Field
    people: Field
    note: Field | None


class Grid(NamedTuple):
    """A heading of days and shifts: where the day stands, which shift each column is, where words are."""

    table: Field
    fields: Columns
    row: int
    day: int
    shifts: Mapping[int, str]
    note: int | None


def columns_of(table: Field) -> Columns:
    """Give the fields of a table marked `x-pattern`."""
    must = [one for one in table.children.values() if one.must]
    lists = [one for one in must if one.form is Form.LIST and one.item and one.item.ref]
    shifts = next(one for one in lists if one.item and one.item.ref and one.item.ref.part)
    people = next(one for one in lists if one is not shifts)
    day = next(one for one in must if one.form is Form.DATE)
    note = next((one for one in table.children.values() if one.form is Form.TEXT), None)
    return Columns(day, shifts, people, note)


def titled(shift: Mapping[str, Any], key: str) -> str:
    """Give the title of a shift's column: its name with its code, by which it is read back."""
    return f"{shift.get('name', '')}（{shift[key]}）"


def grid_of(kind: Kind, sheet: Sheet) -> Grid | None:
    """Find the heading of a grid; None where a sheet is laid out in another way."""
    for table in kind.marked("pattern"):
        fields = columns_of(table)
        for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
            cells = [tidy(one) if isinstance(one, str) else "" for one in row]
            shifts = {at: found["code"] for at, one in enumerate(cells) if (found := _CODE.search(one))}
            day = next((at for at, one in enumerate(cells) if key_of(one) == key_of(fields.day.title)), None)
            if day is not None and len(shifts) >= _LEAST:
                wanted = key_of(fields.note.title) if fields.note else ""
                note = next((at for at, one in enumerate(cells) if wanted and key_of(one) == wanted), None)
                return Grid(table, fields, number, day, shifts, note)
    return None


class GridReader:
    """Reads the days of one grid."""

    def __init__(self, grid: Grid, sheet: Sheet, reader: Reader) -> None:
        """Take the grid of a sheet, and who reads its cells."""
        self._grid, self._sheet, self._reader = grid, sheet, reader
        self.rows: list[dict[str, Any]] = []
        self.places: dict[At, Spot] = {}
        self.told: list[Told] = []
        self._covered = {
            (row, left): (top, right > left)
            for top, left, bottom, right in sheet.merged
            for row in range(top, bottom + 1)
            if top > grid.row and (left in grid.shifts or right in grid.shifts)
        }

    def read(self) -> None:
        """Read all days on which somebody has a shift."""
        grid = self._grid
        self.places[grid.table.name,] = Spot(self._sheet.name, grid.row + 1)
        for number in range(grid.row + 1, len(self._sheet.rows)):
            self._reader.start()
            people = self._people(number)
            note = self._cell(number, grid.note, grid.fields.note) if grid.note is not None else None
            if people or note is not None:
                self._day(number, people, note)
            elif not self._is_bare(number):
                spot = self._sheet.spot(number, grid.day)
                self.told.append(Told(spot, Why.ROW, "这一行没有人值班，没有读。"))

    def _day(self, number: int, people: Sequence[tuple[int, str]], note: Any) -> None:
        fields, here = self._grid.fields, (self._grid.table.name, len(self.rows))
        self.places[here] = self._sheet.spot(number, self._grid.day, fields.day.title)
        day = self._cell(number, self._grid.day, fields.day)
        row: dict[str, Any] = {} if day is None else {fields.day.name: day}
        if people:
            row[fields.shifts.name] = [self._grid.shifts[at] for at, _ in people]
            row[fields.people.name] = [who for _, who in people]
        if note is not None and fields.note:
            row[fields.note.name] = note
        for order, (at, _) in enumerate(people):
            spot = self._sheet.spot(number, at, self._grid.shifts[at])
            self.places[(*here, fields.shifts.name, order)] = spot
            self.places[(*here, fields.people.name, order)] = spot
        self.rows.append(row)

    def _people(self, number: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for at in self._grid.shifts:
            who = self._cell(number, at, self._grid.fields.people)
            found += [(at, one) for one in who or ()]
        return found

    def _cell(self, number: int, at: int, field: Field | None) -> Any:
        if field is None:
            return None
        top, is_across = self._covered.get((number, at), (number, False))
        row = self._sheet.rows[top]  # of merged cells the first holds the value
        trouble = "和旁边的班合并了；拆开，各写各的" if is_across else self._sheet.trouble(top, at)
        try:
            return self._reader.read(row[at] if at < len(row) else "", field, trouble)
        except Misfit as misfit:
            title = self._grid.shifts.get(at, field.title)
            self.told.append(Told(self._sheet.spot(number, at, title), Why.CELL, str(misfit)))
            return None

    def _is_bare(self, number: int) -> bool:
        """Say whether nothing stands in a row but what was printed: its day and weekday."""
        kept = {self._grid.day, *self._grid.shifts, self._grid.note}
        row = self._sheet.rows[number]
        is_words = isinstance(row[self._grid.day], str) if self._grid.day < len(row) else False
        return not is_words or not any(one for at, one in enumerate(row) if at in kept)
