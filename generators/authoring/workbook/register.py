"""A book of many records: each row of a main sheet is one, rows of other sheets belong to it by a column.

A column joins two sheets if both have its title, such as 编号, 临时编号 or 名称; before it the title of the
kind may stand, as in 培训序号. A row that names no record, or several, is told at its cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from generators.authoring.draft import Draft, Read, Spot, Told, Why
from generators.authoring.workbook.cells import Reader, normal
from generators.authoring.workbook.layout import RECORD, Heading, Shapes
from generators.authoring.workbook.rows import Row, RowPlaces, Rows, add
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.strangers import strange_columns
from generators.authoring.workbook.titles import COUNTING, Target, key_of
from generators.kinds.field import plant
from generators.progress import Watch, unwatched

NUMBER = plant({"type": "string", "examples": ["1"]})  # what names a row of the main sheet
TEMPORARY = "临时编号"  # a name that joins sheets, and is not written down
_OF, _ID = "所属", "编号"


class _Record(NamedTuple):
    """What becomes of a row of the main sheet, with the rows of others that name it."""

    data: dict[str, Any]
    places: RowPlaces
    told: list[Told]


class _Join(NamedTuple):
    """A column by which a sheet names the rows of the main one."""

    at: int
    title: str
    key: str


class Register:
    """Reads the sheets of one book."""

    def __init__(
        self,
        shapes: Shapes,
        headings: Sequence[tuple[Sheet, Heading | None]],
        reader: Reader,
        watch: Watch = unwatched,
    ) -> None:
        """Take the sheets with their headings, who reads their cells, and who looks on."""
        self._shapes, self._reader, self._watch = shapes, reader, watch
        mains = [(sheet, one) for sheet, one in headings if one and one.shape == RECORD]
        whole = [one for one in mains if not self._lacks(one[1])]
        self._mains = whole or mains
        self._thin = [one for one in mains if one not in self._mains]
        self._parts = [(sheet, one) for sheet, one in headings if one and one.shape != RECORD]
        self._strange = [sheet for sheet, one in headings if one is None]
        self._records: list[_Record] = []
        self._named: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._told: list[Told] = []

    def read(self, source: str) -> Read:
        """Make a draft of each row of the main sheets; `source` is what its author calls the book."""
        joins = [self._joins(one) for _, one in self._parts]
        used = {join.key for some in joins for join in some}
        for sheet, heading in self._mains:
            self._main(sheet, heading, used)
        for (sheet, heading), some in zip(self._parts, joins, strict=True):
            self._part(sheet, heading, some)
        for sheet, heading in self._thin:
            wanted = "、".join(f"「{one}」" for one in self._lacks(heading))
            text = f"这张工作表没有读：没有{wanted}这些必填的列，像是统计；是登记就补上。"
            self._told.append(Told(Spot(sheet.name), Why.SHEET, text))
        for sheet in self._strange:
            if any(any(row) for row in sheet.rows):
                self._told.append(Told(Spot(sheet.name), Why.SHEET, "这张工作表没有读：认不出列名。"))
        if not self._records:
            self._told.append(Told(Spot(), Why.FILE, "列名下面没有能读的行；填好再来。"))
        kind = self._shapes.kind.name
        drafts = (Draft(kind, one.data, source, one.places, told=tuple(one.told)) for one in self._records)
        return Read(tuple(drafts), tuple(self._told))

    def _lacks(self, heading: Heading) -> list[str]:
        """Give the titles that a sheet of sums lacks, and a register has: most of what must be filled in."""
        must = {one.name: one.title for one in self._shapes.kind.tree.children.values() if one.must}
        must.pop("id", None)
        there = {one.at[0] for one in heading.columns.values()}
        lacks = [title for name, title in must.items() if name not in there]
        return lacks if len(lacks) * 2 > len(must) else []

    def _main(self, sheet: Sheet, heading: Heading, used: Collection[str]) -> None:
        keys = {at: key for at, title in heading.titles.items() if (key := self._key(title)) in used}
        kept = {at for at in heading.unknown if at in keys} | {
            at for at, title in heading.unknown.items() if key_of(title) == TEMPORARY
        }
        self._told += strange_columns(sheet, heading, kept)
        rows = Rows(sheet, heading, self._reader)
        for row in rows.all(self._watch):
            places = RowPlaces(sheet, row.number, heading.columns)
            cells = sheet.rows[row.number]
            for at, key in keys.items():
                if name := normal(cells[at]) if at < len(cells) else "":
                    self._named[key][name].append(len(self._records))
            self._records.append(_Record(row.data, places, row.told))
        self._told += rows.left

    def _part(self, sheet: Sheet, heading: Heading, joins: Sequence[_Join]) -> None:
        """Put the rows of a table into the records that they name."""
        own = {one.at: Target((f"{_OF}{one.at}",), NUMBER, one.title) for one in joins}
        rows = Rows(sheet, heading._replace(columns={**own, **heading.columns}), self._reader)
        found = list(rows.all())
        if found and not joins and len(self._records) != 1:
            title, main = self._shapes.kind.title, self._mains[0][0].name
            text = f"这张工作表没有一列说是哪一条「{title}」的；加一列「{TEMPORARY}」，与「{main}」里的相同。"
            self._told.append(Told(sheet.spot(heading.row, min(heading.columns)), Why.FILE, text))
            return
        self._told += strange_columns(sheet, heading, own) if found else ()
        for row in found:
            names = [(one, normal(row.data.pop(f"{_OF}{one.at}", ""))) for one in joins]
            if not row.data and not row.told:
                text = "这一行只写了是哪一条的，别的没有填，没有读。"
                self._told.append(Told(sheet.spot(row.number, joins[0].at), Why.ROW, text))
            else:
                self._put(sheet, heading, row, names)
        self._told += rows.left

    def _put(self, sheet: Sheet, heading: Heading, row: Row, names: Sequence[tuple[_Join, str]]) -> None:
        """Put a row where it belongs, or tell why nobody knows where."""
        of = self._of(names)
        if len(of) != 1:
            told = [*row.told]
            if not any(one.spot.title == join.title for one in told for join, _ in names):
                told.append(
                    Told(
                        sheet.spot(row.number, names[0][0].at, names[0][0].title),
                        Why.CELL,
                        self._why(of, names),
                    )
                )
            self._told += [] if of else told
            for number in of:  # any of them may be the one that lacks the row
                self._records[number].told.extend(told)
            return
        record = self._records[of[0]]
        record.told.extend(row.told)
        add(sheet, heading, row, record.data, record.places.parts)

    def _of(self, names: Sequence[tuple[_Join, str]]) -> list[int]:
        """Give the records that all the names of a row fit; where only one is, it needs none."""
        if not names:
            return [0]
        said = [self._named[join.key].get(name, ()) for join, name in names if name]
        return [number for number in said[0] if all(number in one for one in said)] if said else []

    def _why(self, of: Sequence[int], names: Sequence[tuple[_Join, str]]) -> str:
        title, main = self._shapes.kind.title, self._mains[0][0].name
        said = "、".join(f"{join.title}是「{name}」" for join, name in names if name)
        if not said:
            return f"没有写是哪一条「{title}」的；写「{main}」里那一条的{names[0][0].title}。"
        if not of:
            return f"「{main}」里没有一条{said}；改成那里有的，或在那里补上一条。"
        listed = "、".join(self._records[number].places[()].cell for number in of)
        return f"「{main}」里有几条{said}：{listed}；两张表各加一列「{TEMPORARY}」，写得不一样。"

    def _joins(self, heading: Heading) -> list[_Join]:
        """Give the columns of a part that some main sheet has, too."""
        there = {self._key(title) for _, one in self._mains for title in one.titles.values()}
        found = []
        for at, title in heading.unknown.items():
            if key_of(title) in COUNTING:
                continue  # it counts the rows of this sheet
            key = self._key(title)
            other = {_ID: TEMPORARY, TEMPORARY: _ID}.get(key, key)
            if key in there or other in there:
                found.append(_Join(at, title, key if key in there else other))
        return found

    def _key(self, title: str) -> str:
        """Take from a title what only says of which kind it is."""
        kind = self._shapes.kind
        key, own = key_of(title).removeprefix(_OF), key_of(kind.title)
        return key_of(kind.fields[kind.title_key].title) if key == own else key.removeprefix(own)
