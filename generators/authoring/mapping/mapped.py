"""The rows of an export into drafts, by a mapping: words, times, constants, and waits as pauses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from generators.authoring.draft import Draft, Read, Spot, Told, Why
from generators.authoring.mapping.mapping_file import EPOCHS, Column, MappingFile
from generators.authoring.workbook.cells import NOTHING, Reader, text, tidy
from generators.authoring.workbook.instants import instant
from generators.authoring.workbook.names import Misfit, Names
from generators.authoring.workbook.reading import Book
from generators.authoring.workbook.rows import RowPlaces, put
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.titles import Target, key_of
from generators.kinds.field import TIMES, Form
from generators.knowledge import KnowledgeBase
from generators.progress import Watch, unwatched

_LOOKED_AT = 30  # rows in which the titles are looked for
_LEAST = 2  # titles that make a heading
_CUT = "……"
_HOURS = ("%H", "%I", "%c", "%X")  # what tells the time of day, as `strptime` reads it
_EXAMPLE = "2026-03-05 09:10"


class Mapped:
    """Reads exports of one tool."""

    def __init__(self, base: KnowledgeBase, mapping: MappingFile, watch: Watch = unwatched) -> None:
        """Take the base that the records go into, the mapping, and who looks on."""
        self._mapping, self._watch = mapping, watch
        self._zone, self._home = mapping.zone, base.config.zone
        self._reader = Reader(self._zone, Names(base), self._home)
        pauses = mapping.kind.role("pauses")
        self._pauses = pauses if mapping.waits or mapping.log else ""
        if self._pauses:
            row = mapping.kind.field((pauses, 0))
            self._from, self._to = row.marks["period"]
            self._why = next(name for name, one in row.children.items() if one.form is Form.CHOICE)

    def read(self, source: str, book: Book) -> Read:
        """Make drafts of every sheet that has the columns."""
        drafts: list[Draft] = []
        told: list[Told] = []
        for sheet in book.sheets:
            head = self._heading(sheet)
            if head is None:
                if any(any(row) for row in sheet.rows):
                    told.append(Told(Spot(sheet.name), Why.SHEET, "这张工作表没有读：没有映射文件里的列。"))
                continue
            columns = {
                key_of(text(cell)): at for at, cell in reversed([*enumerate(sheet.rows[head])]) if cell != ""
            }
            told += self._columns(sheet, head, columns)
            drafts += self._rows(source, sheet, head, columns)
        if not drafts and not any(one.refuses for one in told):
            wanted = "、".join(name for one in self._mapping.columns for name in one.names)
            told.append(Told(Spot(), Why.FILE, f"里面没有能读的行；映射文件要的列是：{wanted}。"))
        return Read(tuple(drafts), tuple(told))

    def _heading(self, sheet: Sheet) -> int | None:
        wanted = {key_of(name) for one in self._mapping.columns for name in (*one.names, *one.also)}
        scores = [
            (len({key_of(text(cell)) for cell in row} & wanted), -number)
            for number, row in enumerate(sheet.rows[:_LOOKED_AT])
        ]
        best, number = max(scores, default=(0, 0))
        return -number if best >= min(_LEAST, len(self._mapping.columns)) else None

    def _columns(self, sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[Told]:
        """Name the columns that are not there, and those that nobody takes."""
        mapping = self._mapping
        used = {name for one in mapping.columns if not one.there(columns) for name in one.names}
        used |= {name for one in mapping.columns if len(one.names) > 1 for name in one.names} | mapping.known
        used |= {one.column for one in mapping.skips} | ({mapping.log.column} if mapping.log else set())
        used |= {name for one in mapping.waits for name in (one.start, one.end, one.seconds) if name}
        keys = {key_of(one) for one in used}
        keys |= {key_of(name) for one in mapping.columns for name in (*one.names, *one.also)}
        for name in sorted(one for one in used - mapping.known if key_of(one) not in columns):
            yield Told(sheet.spot(head, 0, name), Why.COLUMN, f"没有「{name}」这一列；映射文件里写了它。")
        for key, at in columns.items():
            if key not in keys:
                title = text(sheet.rows[head][at])
                yield Told(
                    sheet.spot(head, at, title), Why.COLUMN, f"映射文件没有说「{title}」写到哪里，没有读。"
                )

    def _rows(self, source: str, sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[Draft]:
        mapping = self._mapping
        taken = [(one, there) for one in mapping.columns if (there := one.there(columns))]
        places = {at[0]: Target(one.at, one.field, one.names[0]) for one, at in taken}
        for number in self._watch("换算", range(head + 1, len(sheet.rows))):
            row = sheet.rows[number]
            if not any(cell not in ("", None) for cell in row) or self._is_skipped(row, columns):
                continue
            self._reader.start()
            data: dict[str, Any] = {}
            told: list[Told] = []
            for one, at in taken:
                try:
                    value = self._value(one, [row[column] for column in at if column < len(row)])
                except Misfit as misfit:
                    told.append(Told(sheet.spot(number, at[0], one.names[0]), Why.CELL, str(misfit)))
                    continue
                if value is not None:
                    put(data, one.at, value)
            self._constants(data)
            try:
                self._waits(data, row, columns)
            except Misfit as misfit:
                told.append(Told(sheet.spot(number, 0), Why.CELL, str(misfit)))
            yield Draft(mapping.kind.name, data, source, RowPlaces(sheet, number, places), told=tuple(told))

    def _is_skipped(self, row: Sequence[Any], columns: Mapping[str, int]) -> bool:
        return any(_cell(row, columns, one.column) in one.values for one in self._mapping.skips)

    def _value(self, column: Column, cells: Sequence[Any]) -> Any:
        value = (
            cells[0] if len(cells) == 1 else " ".join(text(cell) for cell in cells if cell not in ("", None))
        )
        if isinstance(value, str):
            value = tidy(value)
        if value in NOTHING or value is None:
            return None
        if column.values:
            word = text(value)
            ours = column.values.get(word)
            if ours is None:
                word = unicodedata.normalize("NFKC", word).strip()
                ours = column.values.get(word, column.other)
            if ours is None:
                listed = "、".join(column.values)
                raise Misfit(f"「{word}」没有对应；在映射文件的 values 里补上，或写 other。现有：{listed}。")
            value = ours
        if column.time:
            value = self._time(value, column.time)
        if column.before or column.is_cut:
            value = f"{column.before}{text(value)}"
            limit = column.field.limits.max_length
            if column.is_cut and limit and len(value) > limit:
                value = value[: limit - len(_CUT)] + _CUT
        return self._reader.read(value, column.field)

    def _time(self, value: Any, how: str) -> Any:
        """Read a time that is written as the mapping says; cells that are dates already stay."""
        if not isinstance(value, str | int | float):
            return value
        try:
            if how in EPOCHS:
                at = datetime.fromtimestamp(float(value) / EPOCHS[how], UTC)
                return at.astimezone(self._zone).replace(microsecond=0)
            at = datetime.strptime(str(value), how)  # noqa: DTZ007 - a zone is added below where none is written
            if not any(one in how for one in _HOURS):
                return at.date()
            return at if at.tzinfo else at.replace(tzinfo=self._zone)
        except (ValueError, OverflowError, OSError):
            raise Misfit(
                f"「{value}」不是映射文件的 time 说的写法（{how}）；改映射文件，或改这一格。"
            ) from None

    def _constants(self, data: dict[str, Any]) -> None:
        """Put in what holds for all rows; of an event that is not there nothing is told."""
        for at, value in self._mapping.constants.items():
            first = self._mapping.kind.fields[at[0]]
            if len(at) > 1 and first.form in TIMES and at[0] not in data:
                continue
            if len(at) > 1 or at[0] not in data:
                put(data, at, value)

    def _waits(self, data: dict[str, Any], row: Sequence[Any], columns: Mapping[str, int]) -> None:
        rows = [*self._spans(row, columns), *self._logged(row, columns)]
        if rows:
            data[self._pauses] = rows

    def _spans(self, row: Sequence[Any], columns: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        for wait in self._mapping.waits:
            start = self._edge(row, columns, wait.start)
            end = self._edge(row, columns, wait.end) if wait.end else None
            seconds = _cell(row, columns, wait.seconds) if wait.seconds else ""
            if start and seconds:
                try:
                    end = start + timedelta(seconds=float(seconds))
                except (ValueError, OverflowError):
                    raise Misfit(f"「{wait.seconds}」里的「{seconds}」不是秒数；改成数字。") from None
            if start and start != end:
                yield self._pause(start, end, wait.reason)

    def _edge(self, row: Sequence[Any], columns: Mapping[str, int], name: str) -> datetime | None:
        """Give where a span begins or ends; None for an empty cell. Raises Misfit."""
        cell = _cell(row, columns, name)
        if cell in NOTHING:
            return None
        at = self._at(cell)
        if at is None:
            raise Misfit(f"看不懂「{name}」里的「{cell}」是什么时候；写成 {_EXAMPLE}。")
        return at

    def _logged(self, row: Sequence[Any], columns: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        """Yield the waits in a log: each begins with its word and ends with the next step."""
        log = self._mapping.log
        if log is None:
            return
        steps = []
        for line in _cell(row, columns, log.column).replace(";", "\n").replace("；", "\n").splitlines():
            at, rest = self._step(line)
            if at:
                steps.append((at, next((code for word, code in log.reasons.items() if word in rest), None)))
        steps.sort(key=lambda one: one[0])
        for number, (at, reason) in enumerate(steps):
            is_first = reason is not None and (number == 0 or steps[number - 1][1] != reason)
            if reason is not None and is_first:
                end = next((later for later, other in steps[number + 1 :] if other != reason), None)
                yield self._pause(at, end, reason)

    def _step(self, line: str) -> tuple[datetime | None, str]:
        """Split a line of a log into its moment, which stands first, and the rest."""
        words = unicodedata.normalize("NFKC", line).strip().split()
        for count in (2, 1):
            at = self._at(" ".join(words[:count]))
            if at:
                return at, " ".join(words[count:])
        return None, line

    def _at(self, cell: str) -> datetime | None:
        told = instant(unicodedata.normalize("NFKC", cell)) if cell else None
        if told is None or told.day is None:
            return None
        at = datetime.combine(told.day, datetime.min.time(), self._zone) + (told.time or timedelta())
        return at.astimezone(self._home)

    def _pause(self, start: datetime, end: datetime | None, reason: str) -> dict[str, Any]:
        found = {self._from: start.isoformat(timespec="seconds")}
        if end is not None:
            found[self._to] = end.isoformat(timespec="seconds")
        return {**found, self._why: reason}


def _cell(row: Sequence[Any], columns: Mapping[str, int], name: str) -> str:
    at = columns.get(key_of(name))
    return tidy(text(row[at])) if at is not None and at < len(row) and row[at] is not None else ""
