"""Sheets into drafts: a register, where each row is a record, or a form, where the book is one record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generators.authoring.draft import Draft, Read, Spot, Told, Why
from generators.authoring.workbook.cells import Reader
from generators.authoring.workbook.grid import GridReader, grid_of
from generators.authoring.workbook.layout import RECORD, Heading, Pair, Shapes
from generators.authoring.workbook.names import Misfit, Names
from generators.authoring.workbook.ours import version_of
from generators.authoring.workbook.reading import Book
from generators.authoring.workbook.register import Register
from generators.authoring.workbook.rows import Rows, add, put
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.strangers import beside, strange_columns, strange_labels, unseen
from generators.authoring.workbook.titles import key_of
from generators.kinds.called import kept, listed, named, none_named
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.progress import Watch, unwatched
from generators.strict_yaml import At

_PICTURES = "里面的图片没有读；要留就另存成文件，文件名写进「附件」。"
_EMPTY = "里面没有填东西；填好再来。"


class Drafting:
    """Reads books of one base; what people and things are called there is looked up once."""

    def __init__(self, base: KnowledgeBase, kind: str | None = None, watch: Watch = unwatched) -> None:
        """Take the base, the kind of all books if somebody said it, and who looks on."""
        self._base, self._said, self._watch = base, kind, watch
        self._reader = Reader(base.config.zone, Names(base))
        self._shapes: dict[str, Shapes] = {}

    def read(self, source: str, book: Book) -> Read:
        """Make drafts of a book; `source` is what its author calls it."""
        told = [Told(Spot(name), Why.SHEET, "这张隐藏的工作表没有读。") for name in book.hidden]
        told += [one for sheet in book.sheets for one in unseen(sheet)]
        if book.has_pictures:
            told.append(Told(Spot(), Why.SHEET, _PICTURES))
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
            found = Register(shapes, headings, self._reader, self._watch).read(source)
        else:
            found = self._form(source, shapes, headings)
        return Read(found.drafts, (*told, *found.told))

    def _of(self, kind: Kind) -> Shapes:
        return self._shapes.setdefault(kind.name, Shapes(kind))

    def _kind(self, source: str, book: Book, name: str | None) -> tuple[Kind | None, str]:
        """Settle of which kind the records are: as it is said, else by the titles and the names."""
        kinds = kept(self._base.kinds)
        if name is not None:
            found = named(self._base.kinds, name)
            return found if found in kinds else None, none_named(self._base.kinds, name)
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
            return None, f"看不出登记的是哪一类，像：{listed(first)}；用 --kind 写明。"
        return first[0], ""

    def _score(self, kind: Kind, book: Book) -> int:
        shapes, score = self._of(kind), 0
        for sheet in book.sheets:
            heading = shapes.heading(sheet)
            score += len(heading.columns) if heading else 0
            rows = range(heading.top if heading else min(len(sheet.rows), 60))
            score += len({one.target.at for one in shapes.pairs(sheet, rows)})
        return score

    def _form(self, source: str, shapes: Shapes, headings: list[tuple[Sheet, Heading | None]]) -> Read:
        data: dict[str, Any] = {}
        places: dict[At, Spot] = {}
        wrong: list[Told] = []
        told: list[Told] = []
        for sheet, heading in headings:
            places.setdefault((), Spot(sheet.name))
            if (lines := shapes.lines(sheet)) is not None:
                self._take(sheet, list(lines), data, places, wrong)
                told += strange_labels(shapes, sheet)
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
            above = range(heading.top if heading else len(sheet.rows))
            before = len(places)
            self._pairs(shapes, sheet, above, data, places, wrong)
            if heading is None:
                if len(places) == before and any(any(row) for row in sheet.rows):
                    told.append(Told(Spot(sheet.name), Why.SHEET, "这张工作表没有读：认不出列名。"))
                else:
                    told += strange_labels(shapes, sheet)
                continue
            told += strange_columns(sheet, heading)
            rows = Rows(sheet, heading, self._reader)
            for row in rows.all():
                add(sheet, heading, row, data, places)
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
            wrong += beside(sheet, pair.row, pair.rest)
            try:
                trouble = sheet.trouble(pair.row, pair.column)
                value = self._reader.read(pair.value, pair.target.field, trouble)
            except Misfit as misfit:
                wrong.append(Told(spot, Why.CELL, str(misfit)))
                continue
            if value is not None:
                put(data, pair.target.at, value)
        return taken
