"""From files to records: each file read strictly, given its kind, its id and the place of each value.

A file that cannot be a record keeps its id (the stem), so that references to it stay quiet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from generators import published
from generators.finding import Finding, Place, finding
from generators.kinds.field import Form
from generators.kinds.kind import Kind, Kinds
from generators.kinds.summary_words import PLACE
from generators.records.meant import hold_copy, hold_front, hold_kind, id_in, misnamed
from generators.records.version import version_of
from generators.refusal import Refusal, page_text, torn
from generators.spoken import period
from generators.strict_yaml import At, load, positions

# an object before and after it is frozen; `Mapping` would do, but is slow to know the second
OBJECT = (dict, MappingProxyType)

_ATTACHED = ("attachments", "*", "file")
_FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class Record:
    """One fact as it was written. `data` is JSON types only, `source` the YAML that said it."""

    kind: Kind
    id: str
    path: str
    data: Mapping[str, Any]
    source: bytes
    first_line: int = 1  # of `source` within the file: 2 for front matter
    # of what is left for a reader the whole, asked only where its values stood
    whole: Record | None = field(default=None, repr=False, compare=False)
    _rows: dict[str, dict[str, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def title(self) -> str:
        """What the record is called in lists and references: its headline, where its kind has one."""
        headline = self.kind.summary.headline
        if headline and all(name in self.data for name in PLACE.findall(headline)):
            return PLACE.sub(lambda place: self._called(place[1]), headline)
        return str(self.data.get(self.kind.title_key, self.id))

    def _called(self, name: str) -> str:
        """Say a value within a headline: a month or a quarter, and a code, by their words."""
        field, value = self.kind.fields[name], self.data[name]
        return period(str(value)) if field.form in (Form.MONTH, Form.QUARTER) else field.word(value)

    @property
    def is_frozen(self) -> bool:
        """Whether it has obeyed its schema: only then nobody can change it."""
        return isinstance(self.data, MappingProxyType)

    @property
    def is_voided(self) -> bool:
        """Whether the record was struck out; it stays readable but proves nothing."""
        return "voided" in self.data

    def row(self, part: str, key: str) -> Mapping[str, Any] | None:
        """Find the row of a part that other records name by this key, such as L1 of a contract's levels."""
        if part not in self._rows:  # many records name rows of a few; of two alike the first counts
            column, rows = self.kind.parts[part].marks["key"], self.data.get(part, ())
            self._rows[part] = {row[column]: row for row in rows[::-1] if isinstance(row.get(column), str)}
        return self._rows[part].get(key)

    def row_title(self, part: str, key: str) -> str:
        """Say what a row of a part is called; empty where there is no such row, or no name in it."""
        row = self.row(part, key) or {}
        return str(row.get("name") or row.get("title") or "")

    def row_told(self, part: str, key: str) -> str:
        """Say what a row is called, or else the first that stands in it beside its code and a date."""
        field = self.kind.parts.get(part)
        row = self.row(part, key)
        if field is None or row is None:
            return ""
        beside = {name for name in (field.marks["key"], field.marks.get("at")) if name}
        told = (str(row[name]) for name in field.children if name in row and name not in beside)
        return self.row_title(part, key) or next(told, "")

    def place(self, *at: str | int) -> Place:
        """Find the nearest known position of a value."""
        if self.whole is not None:
            return self.whole.place(*at)
        mark = self._marks.get(_nearest(at, self._marks))
        if mark is None:
            return Place(self.path, self.first_line)
        return Place(self.path, mark.line + self.first_line - 1, mark.column)

    def key_place(self, *at: str | int) -> Place:
        """Find where a member's name stands."""
        mark = self._marks.get(at)
        if mark is None:
            return self.place(*at)
        return Place(self.path, mark.key_line + self.first_line - 1, mark.key_column)

    def paths(self) -> Iterator[At]:
        """Yield the path of every value."""
        yield from self._marks

    def frozen(self) -> Record:
        """Give the same record with data that nobody can change."""
        return Record(self.kind, self.id, self.path, _frozen(self.data), self.source, self.first_line)

    @cached_property
    def _marks(self) -> dict[At, Any]:
        return positions(self.source)


class WrittenPage(NamedTuple):
    """A hand-written page under docs/: its Markdown and the line of the file on which that begins."""

    path: str
    body: str
    first_line: int
    record_id: str | None
    meta: Mapping[str, Any]  # its front matter
    version: str = ""  # of the file


class Loaded(NamedTuple):
    """What the files of a base hold: records, pages, and the ids of files that could not be read."""

    records: tuple[Record, ...]
    texts: tuple[WrittenPage, ...]
    unread: Mapping[str, str]  # id -> path
    misplaced: tuple[Record, ...] = ()  # that could be read, but stand under another name


def _nothing_known(_path: str, _data: bytes) -> Record | None:
    return None


def read(
    files: Mapping[str, bytes], kinds: Kinds, known: Callable[[str, bytes], Record | None] = _nothing_known
) -> tuple[Loaded, list[Finding]]:
    """Read every record under records/ and every page under docs/, but for what is `known` of these kinds."""
    records: list[Record] = []
    texts: list[WrittenPage] = []
    unread: dict[str, str] = {}
    misplaced: list[Record] = []
    findings: list[Finding] = []
    read_as_such = [path for path in sorted(files) if published.is_record(path) or published.is_page(path)]
    stems = {_stem(path) for path in read_as_such}
    for path in read_as_such:
        try:
            before = known(path, files[path])
            record, text = (before, None) if before else _read_one(path, files[path], kinds)
        except Refusal as refusal:
            place = Place(path, refusal.line, refusal.column)
            findings.append(finding(place, refusal.code, refusal.message))
            unread[_stem(path)] = path
            meant = id_in(_stem(path), kinds)
            if meant and meant not in stems:
                unread[meant] = path
            continue
        if text:
            texts.append(text)
        fault = _identity_fault(record, files, stems) if record else None
        if record and not fault:
            records.append(record)
        elif record or not text:
            unread[_stem(path)] = path
        if record and fault:
            misplaced.append(record)
            findings.append(fault)
    claimed = {
        f"{one.path.rpartition('/')[0]}/{name}"
        for one in (*records, *misplaced)
        for _, name in values(one.data, _ATTACHED)
    }
    for one in misnamed(files, kinds, claimed):
        findings.append(one.fault)
        if one.record_id not in stems:
            unread.setdefault(one.record_id, one.path)
    return Loaded(tuple(records), tuple(texts), MappingProxyType(unread), tuple(misplaced)), findings


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Split a page into front matter, body and the body's first line. Raises Refusal if it never ends."""
    text = text.removeprefix("\ufeff")
    start = _FENCE.match(text)
    if not start:
        return None, text, 1
    end = _END.search(text, start.end())
    if not end:
        raise Refusal(
            "front-matter-open", 1, 1, "前言从这里的 --- 开始，却没有结束；在它之后单独写一行 ---。"
        )
    head = text[start.end() : end.start()]
    return head, text[end.end() :].removeprefix("\r").removeprefix("\n"), 2 + _lines(head) + 1


@lru_cache(maxsize=2**16)  # asked again for every list that is sorted
def in_order(record_id: str) -> str:
    """Give the key that sorts ids as people count: 9999 before 10000."""
    head, dash, number = record_id.rpartition("-")
    return f"{head}{dash}{number:0>6}" if number.isdecimal() else record_id


def values(data: Any, at: tuple[str, ...], here: At = ()) -> Iterator[tuple[At, Any]]:
    """Yield every value at a path with `*` for list items, each with its own path."""
    for depth, step in enumerate(at):
        if step == "*":
            for index, member in enumerate(data if isinstance(data, (list, tuple)) else ()):
                yield from values(member, at[depth + 1 :], (*here, index))
            return
        if not isinstance(data, OBJECT) or step not in data:
            return
        data, here = data[step], (*here, step)
    yield here, data


def _read_one(path: str, data: bytes, kinds: Kinds) -> tuple[Record | None, WrittenPage | None]:
    """Read a record, a page, or both; neither for a file whose kind's schema is broken."""
    if conflict := torn(data):
        raise conflict
    if path.endswith(published.RECORD):
        kind = kinds.of_path(path)
        hold_copy(path, kind, kinds)
        loaded = load(data)
        if kind is None and not kinds.is_broken(path):
            raise Refusal("unknown-folder", 1, 1, "这个文件夹不属于任何类别；移到所属类别的文件夹。")
        return (Record(kind, _stem(path), path, loaded, data) if kind else None), None
    whole = page_text(data)
    hold_front(whole)
    head, body, first_line = split_front_matter(whole)
    try:
        loaded = load(head.encode()) if head and head.strip() else {}
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.line + 1, refusal.column, refusal.message) from None
    version = version_of(data)
    if head is None or "kind" not in loaded:
        hold_kind(path, loaded, kinds)
        return None, WrittenPage(path, body, first_line, None, loaded, version)
    name = str(loaded["kind"])
    if name in kinds.broken:
        return None, None
    kind = kinds.sound.get(name)
    if kind is None or not kind.is_document:
        known = "、".join(one.name for one in kinds.sound.values() if one.is_document) or "（还没有）"
        line = positions(head.encode())["kind",].line + 1
        raise Refusal("unknown-kind", line, 1, f"没有文档类别「{name}」；可用：{known}。")
    record = Record(kind, _stem(path), path, loaded, head.encode(), first_line=2)
    return record, WrittenPage(path, body, first_line, record.id, loaded, version)


def _identity_fault(record: Record, files: Mapping[str, bytes], stems: set[str]) -> Finding | None:
    """Hold the id against file name and folder; one fault says it all."""
    written = record.data.get("id")
    if isinstance(written, str) and written != record.id:
        place = record.place("id")
        if written in stems:
            return finding(
                place, "duplicate-id", f"编号 {written} 已被另一条登记占用；这里应是 {record.id}。"
            )
        text = f"编号 {written} 与文件名 {record.id} 不同；改成一样。"
        return finding(place, "id-file-name", text)
    home = record.kind.home(record.id)
    if home is None or home == record.path:
        return None  # an id outside the pattern is the schema's to report
    if home in files:
        return finding(record.place("id"), "duplicate-id", f"编号 {record.id} 已在 {home}；换一个新编号。")
    return finding(record.place("id"), "id-folder", f"编号 {record.id} 的文件应放在 {home}；移过去。")


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _nearest(at: At, marks: Mapping[At, Any]) -> At:
    while at and at not in marks:
        at = at[:-1]
    return at


def _lines(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(member) for key, member in value.items()})
    return tuple([_frozen(member) for member in value]) if isinstance(value, list) else value
