"""Sheets into drafts: a register, where each row is a record, or a form, where the book is one record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generators.authoring.draft import Draft, Spot, Told, Why
from generators.authoring.workbook.cells import Reader
from generators.authoring.workbook.grid import GridReader, grid_of
from generators.authoring.workbook.layout import FORM_HEAD, RECORD, Heading, Pair, Shapes
from generators.authoring.workbook.names import Misfit, Names
from generators.authoring.workbook.ours import version_of
from generators.authoring.workbook.reading import Book
from generators.authoring.workbook.rows import Row, Rows, put
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.titles import Target, key_of
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import At

_EMPTY = "里面没有填东西；填好再来。"
_ONLY_SEEN = re.compile(
    r"[（(][^（）()]*[)）]"
).fullmatch  # a title in brackets stands over what is only read


class Read(NamedTuple):
    """The drafts of a file, and what is to be told of the file as a whole."""

    drafts: tuple[Draft, ...]
    told: tuple[Told, ...]


class RowPlaces(Mapping[At, Spot]):
    """Where the values of one row stand; made when asked for, since most rows are right."""

    def __init__(self, sheet: Sheet, row: int, columns: Mapping[int, Target]) -> None:
        """Take the row of a sheet and its columns."""
        self._sheet, self._row, self._columns = sheet, row, columns

    def __getitem__(self, at: At) -> Spot:
        if not at:
            return self._sheet.spot(self._row, min(self._columns))._replace(cell=f"第 {self._row + 1} 行")
        for column, target in self._columns.items():
            if target.at[: len(at)] == at:  # a group that is missing stands where its first member would
                return self._sheet.spot(self._row, column, target.title)
        raise KeyError(at)

    def __iter__(self) -> Iterator[At]:
        yield ()
        yield from (one.at for one in self._columns.values())

    def __len__(self) -> int:
        return len(self._columns) + 1


class Drafting:
    """Reads books of one base; what people and things are called there is looked up once."""

    def __init__(self, base: KnowledgeBase, kind: str | None = None) -> None:
        """Take the base, and the kind of all books if somebody said it."""
        self._base, self._said = base, kind
        self._reader = Reader(base.config.zone, Names(base))
        self._shapes: dict[str, Shapes] = {}

    def read(self, source: str, book: Book) -> Read:
        """Make drafts of a book; `source` is what its author calls it."""
        told = [Told(Spot(name), Why.SHEET, "这张隐藏的工作表没有读。") for name in book.hidden]
        said = self._said or (book.meta.kind if book.meta else None)
        kind, fault = self._kind(source, book, said)
        if kind is None:
            return Read((), (*told, Told(Spot(), Why.FILE, fault)))
        if book.meta and book.meta.version != version_of(kind):
            text = (
                f"模板是按以前的「{kind.title}」做的；能认的都读了，下次用 itss template {kind.name} 做新的。"
            )
            told.append(Told(Spot(), Why.SHEET, text))
        shapes = self._of(kind)
        headings = [(sheet, shapes.heading(sheet)) for sheet in book.sheets]
        if any(one and one.shape == RECORD for _, one in headings):
            found = self._register(source, kind, headings)
        else:
            found = self._form(source, shapes, headings)
        return Read(found.drafts, (*told, *found.told))

    def _of(self, kind: Kind) -> Shapes:
        return self._shapes.setdefault(kind.name, Shapes(kind))

    def _kind(self, source: str, book: Book, name: str | None) -> tuple[Kind | None, str]:
        """Settle of which kind the records are: as it is said, else by the titles and the names."""
        kinds = [one for one in self._base.kinds.sound.values() if not one.is_document]
        if name is not None:
            found = next((one for one in kinds if name in (one.name, one.title)), None)
            listed = "、".join(f"{one.name}（{one.title}）" for one in kinds)
            return found, f"没有类别「{name}」；可用：{listed}。"
        said = key_of(source) + "".join(key_of(one.name) for one in book.sheets)
        said += "".join(
            key_of(str(cell)) for one in book.sheets for row in one.rows[:2] for cell in row if cell
        )
        scores = {one.name: self._score(one, book) + 2 * (one.title in said) for one in kinds}
        best = max(scores.values())
        first = [one for one in kinds if scores[one.name] == best]
        if best < 2:  # noqa: PLR2004 - two titles tell a kind
            return None, "没有找到认得出的列名；第一行写上各项的名称，或用 --kind 写明类别。"
        if len(first) > 1:
            listed = "、".join(f"{one.name}（{one.title}）" for one in first)
            return None, f"看不出登记的是哪一类，像：{listed}；用 --kind 写明。"
        return first[0], ""

    def _score(self, kind: Kind, book: Book) -> int:
        shapes, score = self._of(kind), 0
        for sheet in book.sheets:
            heading = shapes.heading(sheet)
            score += len(heading.columns) if heading else 0
            rows = range(heading.row if heading else min(len(sheet.rows), 60))
            score += len({one.target.at for one in shapes.pairs(sheet, rows)})
        return score

    def _register(self, source: str, kind: Kind, headings: list[tuple[Sheet, Heading | None]]) -> Read:
        drafts: list[Draft] = []
        told: list[Told] = []
        for sheet, heading in headings:
            if heading is None or heading.shape != RECORD:
                if any(any(row) for row in sheet.rows):
                    told.append(Told(Spot(sheet.name), Why.SHEET, "这张工作表没有读：认不出列名。"))
                continue
            told += _unknown(sheet, heading)
            rows = Rows(sheet, heading, self._reader)
            for row in rows.all():
                places = RowPlaces(sheet, row.number, heading.columns)
                drafts.append(Draft(kind.name, row.data, source, places, told=tuple(row.told)))
            told += rows.left
        if not drafts:
            told.append(Told(Spot(), Why.FILE, "列名下面没有能读的行；填好再来。"))
        return Read(tuple(drafts), tuple(told))

    def _form(self, source: str, shapes: Shapes, headings: list[tuple[Sheet, Heading | None]]) -> Read:
        data: dict[str, Any] = {}
        places: dict[At, Spot] = {}
        wrong: list[Told] = []
        told: list[Told] = []
        for sheet, heading in headings:
            places.setdefault((), Spot(sheet.name))
            if (lines := shapes.lines(sheet)) is not None:
                self._take(sheet, list(lines), data, places, wrong)
                told += _strangers(shapes, sheet)
                continue
            if grid := grid_of(shapes.kind, sheet):
                days = GridReader(grid, sheet, self._reader)
                days.read()
                if days.rows:
                    data[grid.table.name] = days.rows
                places |= days.places
                wrong += [one for one in days.told if one.refuses]
                told += [one for one in days.told if not one.refuses]
                continue
            above = range(heading.row if heading else len(sheet.rows))
            before = len(places)
            self._pairs(shapes, sheet, above, data, places, wrong)
            if heading is None:
                if len(places) == before and any(any(row) for row in sheet.rows):
                    told.append(Told(Spot(sheet.name), Why.SHEET, "这张工作表没有读：认不出列名。"))
                else:
                    told += _strangers(shapes, sheet)
                continue
            told += _unknown(sheet, heading)
            rows = Rows(sheet, heading, self._reader)
            for row in rows.all():
                self._line(sheet, heading, row, data, places)
                wrong += row.told
            taken = self._pairs(shapes, sheet, rows.footers, data, places, wrong)
            told += [one for one in rows.left if one.spot.line - 1 not in taken]
        if not data and not wrong:
            return Read((), (*told, Told(Spot(), Why.FILE, _EMPTY)))
        return Read((Draft(shapes.kind.name, data, source, places, told=tuple(wrong)),), tuple(told))

    def _pairs(  # noqa: PLR0913, PLR0917 - what is filled while reading
        self,
        shapes: Shapes,
        sheet: Sheet,
        rows: Any,
        data: dict[str, Any],
        places: dict[At, Spot],
        wrong: list[Told],
    ) -> set[int]:
        """Take labels with their values; gives the rows that held one."""
        return self._take(sheet, list(shapes.pairs(sheet, rows)), data, places, wrong)

    def _take(
        self,
        sheet: Sheet,
        pairs: Sequence[Pair],
        data: dict[str, Any],
        places: dict[At, Spot],
        wrong: list[Told],
    ) -> set[int]:
        taken: set[int] = set()
        self._reader.start()
        for pair in pairs:
            taken.add(pair.row)
            spot = sheet.spot(pair.row, pair.column, pair.target.title)
            places.setdefault(pair.target.at[:1], spot)
            places.setdefault(pair.target.at, spot)
            try:
                trouble = sheet.troubles.get((pair.row, pair.column))
                value = self._reader.read(pair.value, pair.target.field, trouble)
            except Misfit as misfit:
                wrong.append(Told(spot, Why.CELL, str(misfit)))
                continue
            if value is not None:
                put(data, pair.target.at, value)
        return taken

    @staticmethod
    def _line(sheet: Sheet, heading: Heading, row: Row, data: dict[str, Any], places: dict[At, Spot]) -> None:
        """Put a row into its table."""
        table: list[Any] = data.setdefault(heading.shape, [])
        here = (heading.shape, len(table))
        places.setdefault((heading.shape,), Spot(sheet.name, heading.row + 1))
        places[here] = sheet.spot(row.number, min(heading.columns))
        for column, target in heading.columns.items():
            places[(*here, *target.at)] = sheet.spot(row.number, column, target.title)
        table.append(row.data)


def _unknown(sheet: Sheet, heading: Heading) -> Iterator[Told]:
    """Name the columns that nobody knows, but for the one that only counts."""
    for at, title in heading.unknown.items():
        if key_of(title) not in ("序号", "行号", "no", "#") and not _ONLY_SEEN(title):
            spot = sheet.spot(heading.row, at, title)
            is_second = key_of(title) in {
                key_of(str(sheet.rows[heading.row][one])) for one in heading.columns
            }
            why = f"前面已经有一列「{title}」" if is_second else f"没有叫「{title}」的一项"
            yield Told(spot, Why.COLUMN, f"{why}，这一列没有读。")
    width = max(map(len, sheet.rows))
    titled = heading.columns.keys() | heading.unknown.keys()
    for at in [one for one in range(width) if one not in titled]:
        if any(len(row) > at and row[at] not in ("", None) for row in sheet.rows[heading.row + 1 :]):
            yield Told(sheet.spot(heading.row, at), Why.COLUMN, "这一列没有标题，没有读；写上标题再来。")


def _strangers(shapes: Shapes, sheet: Sheet) -> Iterator[Told]:
    """Name the labels of a form that nobody knows, where something stands beside them."""
    for number, row in enumerate(sheet.rows):
        label = row[0] if row else ""
        is_filled = any(cell not in ("", None) for cell in row[1:2])
        if isinstance(label, str) and label.strip() not in ("", FORM_HEAD.titles[0]) and is_filled and number:
            name = label.strip()
            if shapes.record.find(name) is None and len(name) <= 20:  # noqa: PLR2004 - longer ones are no labels
                text = f"没有叫「{name}」的一项，没有读。"
                yield Told(sheet.spot(number, 0, name), Why.COLUMN, text)
