"""A mapping file: which columns of another tool's export go where, by which words, and what waits.

Everything in it is looked at before any row is read; each fault has its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generators.authoring.draft import Spot, Told, Why
from generators.authoring.workbook.titles import key_of
from generators.kinds.field import UNKNOWN, Field, Form
from generators.kinds.kind import Kind, Kinds
from generators.refusal import Refusal
from generators.strict_yaml import At, load, positions

EPOCHS = {"epoch": 1, "epoch-ms": 1000}  # of a second


class Column(NamedTuple):
    """One or more columns that make one value."""

    names: tuple[str, ...]
    at: tuple[str, ...]
    field: Field
    values: Mapping[str, str]  # their word -> ours; empty: taken as it is
    other: str | None  # ours for every other word
    before: str  # put before a text
    is_cut: bool  # whether a text that is too long may be cut
    time: str  # how times are written, where they are not written as usual
    also: tuple[str, ...] = ()  # what another version of the tool calls the column

    def there(self, columns: Mapping[str, int]) -> list[int]:
        """Give where its columns stand in a sheet, by the keys of its titles; of other names the first."""
        found = [columns[key] for name in self.names if (key := key_of(name)) in columns]
        return found or [columns[key] for name in self.also if (key := key_of(name)) in columns][:1]


class Wait(NamedTuple):
    """A span in columns: since when, until when or for how many seconds."""

    start: str
    end: str
    seconds: str
    reason: str


class Log(NamedTuple):
    """A column with a line a step: which words begin a wait, with the reason of each."""

    column: str
    reasons: Mapping[str, str]


class Skip(NamedTuple):
    """Rows that are no records of ours."""

    column: str
    values: tuple[str, ...]


class MappingFile(NamedTuple):
    """What a mapping file says, all of it sound."""

    name: str
    kind: Kind
    zone: ZoneInfo
    columns: tuple[Column, ...]
    constants: Mapping[tuple[str, ...], Any]
    waits: tuple[Wait, ...]
    log: Log | None
    skips: tuple[Skip, ...]
    known: frozenset[str]  # columns that are left out on purpose


_WHOLE = {
    "name": str, "about": str, "kind": str, "zone": str, "columns": list, "constants": dict, "waits": list,
    "log": dict, "skip": list, "ignore": list,
}  # fmt: skip
_COLUMN = {
    "column": (str, list),
    "also": list,
    "to": str,
    "values": dict,
    "other": str,
    "before": str,
    "cut": bool,
    "time": str,
}
_WAIT = {"from": str, "to": str, "seconds": str, "reason": str}
_LOG = {"column": str, "pauses": dict}
_SKIP = {"column": str, "is": list}
_NO_COLUMN = "至少写一列。"


def read(data: bytes, kinds: Kinds, zone: ZoneInfo) -> tuple[MappingFile | None, tuple[Told, ...]]:
    """Read a mapping; what is wrong with it is told at its lines, all at once."""
    try:
        loaded = load(data)
    except Refusal as refusal:
        return None, (Told(Spot("", refusal.line, refusal.column), refusal.code, refusal.message),)
    reader = _Reading(loaded, kinds, zone)
    found = reader.whole()
    marks = positions(data)
    told = []
    for at, text in reader.faults:
        near = at
        while near not in marks and near:
            near = near[:-1]
        told.append(Told(Spot("", marks[near].line, marks[near].column), Why.FILE, text))
    return (None if told else found), tuple(sorted(told))


class _Reading:
    def __init__(self, data: Mapping[str, Any], kinds: Kinds, zone: ZoneInfo) -> None:
        self._data, self._kinds, self._zone = data, kinds, zone
        self.faults: list[tuple[At, str]] = []

    def whole(self) -> MappingFile | None:
        data = self._data
        if not self._holds(data, _WHOLE, (), ("kind", "columns")):
            return None
        kind = self._kinds.sound.get(data["kind"])
        if kind is None or kind.is_document:
            self._tell(("kind",), f"没有类别「{data['kind']}」；写类别代码，如 incident。")
            return None
        if not data["columns"]:
            self._tell(("columns",), _NO_COLUMN)
        columns = [
            one for index, row in enumerate(data["columns"]) if (one := self._column(kind, row, index))
        ]
        constants = {}
        for name, value in data.get("constants", {}).items():
            field = self._field(kind, str(name), ("constants", name))
            if field:
                constants[tuple(str(name).split("."))] = value
        pauses = kind.fields.get(kind.role("pauses"), UNKNOWN)
        reason = next(
            (one for one in (pauses.item or UNKNOWN).children.values() if one.form is Form.CHOICE), UNKNOWN
        )
        waits = tuple(
            wait
            for index, row in enumerate(data.get("waits", ()))
            if (wait := self._wait(reason, row, index))
        )
        return MappingFile(
            data.get("name", ""), kind, self._zone_of(), tuple(columns), constants, waits, self._log(reason),
            tuple(
                Skip(row["column"], tuple(map(str, row["is"])))
                for index, row in enumerate(data.get("skip", ()))
                if self._holds(row, _SKIP, ("skip", index), ("column", "is"))
            ),
            frozenset(map(str, data.get("ignore", ()))),
        )  # fmt: skip

    def _tell(self, at: At, text: str) -> None:
        self.faults.append((at, text))

    def _holds(self, value: Any, known: Mapping[str, Any], at: At, must: Sequence[str]) -> bool:
        """Say whether a value has these members, of these types; tell what it has not."""
        before = len(self.faults)
        if not isinstance(value, Mapping):
            self._tell(at, "这里要写成一行一个“项: 值”。")
            return False
        for name, member in value.items():
            if name not in known:
                self._tell((*at, name), f"没有「{name}」这一项；可用：{'、'.join(known)}。")
            elif not isinstance(member, known[name]):
                self._tell((*at, name), f"「{name}」的写法不对；照帮助页的例子改，数字加引号。")
        for name in must:
            if name not in value:
                self._tell(at, f"缺少「{name}」；补上。")
        return len(self.faults) == before

    def _zone_of(self) -> ZoneInfo:
        if "zone" not in self._data:
            return self._zone
        try:
            return ZoneInfo(self._data["zone"])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._tell(("zone",), f"「{self._data['zone']}」不是时区名；例如 Asia/Shanghai。")
            return self._zone

    def _field(self, kind: Kind, dotted: str, at: At) -> Field | None:
        field = kind.tree.find(tuple(dotted.split(".")))
        if field is UNKNOWN or field.form in (Form.TABLE, Form.GROUP):
            known = "、".join(_writable(kind.tree))
            self._tell(at, f"「{kind.title}」没有能这样写的「{dotted}」；可用：{known}。")
            return None
        return field

    def _column(self, kind: Kind, row: Any, index: int) -> Column | None:
        at = ("columns", index)
        if not self._holds(row, _COLUMN, at, ("column", "to")):
            return None
        field = self._field(kind, row["to"], (*at, "to"))
        if field is None:
            return None
        names = row["column"] if isinstance(row["column"], list) else [row["column"]]
        if not names:
            self._tell((*at, "column"), _NO_COLUMN)
        values = {str(key): str(value) for key, value in row.get("values", {}).items()}
        return Column(
            tuple(map(str, names)), tuple(row["to"].split(".")), field, values, row.get("other"),
            row.get("before", ""), row.get("cut", False), row.get("time", ""),
            tuple(map(str, row.get("also", ()))),
        )  # fmt: skip

    def _reason(self, reason: Field, code: str, at: At) -> None:
        if reason is UNKNOWN:
            self._tell(at, "这一类登记没有挂起；删掉这一段。")
        elif code not in [one.code for one in reason.choices]:
            listed = "、".join(f"{one.code}（{one.word}）" for one in reason.choices)
            self._tell(at, f"没有「{code}」这个原因；可用：{listed}。")

    def _wait(self, reason: Field, row: Any, index: int) -> Wait | None:
        at = ("waits", index)
        if not self._holds(row, _WAIT, at, ("from", "reason")):
            return None
        self._reason(reason, row["reason"], (*at, "reason"))
        return Wait(row["from"], row.get("to", ""), row.get("seconds", ""), row["reason"])

    def _log(self, reason: Field) -> Log | None:
        row = self._data.get("log")
        if row is None or not self._holds(row, _LOG, ("log",), ("column", "pauses")):
            return None
        for word, code in row["pauses"].items():
            self._reason(reason, str(code), ("log", "pauses", word))
        return Log(row["column"], {str(word): str(code) for word, code in row["pauses"].items()})


def _writable(around: Field) -> Iterator[str]:
    for name, field in around.children.items():
        if field.form is Form.GROUP:
            yield from (f"{name}.{inner}" for inner in field.children)
        elif field.form is not Form.TABLE:
            yield name
