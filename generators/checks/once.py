"""One thing is written once: in the rows of a table (`x-once`), or in one of several lists (`x-apart`).

Rows that hold over a span are twice only where the spans meet: a function may be out again on another day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Field
from generators.records.record import Record

_Key = tuple[str, ...]


def check(context: Context) -> Iterator[Finding]:
    """Find every row that says what an earlier one said, and every value in two lists."""
    for record in context.records.values():
        if record.is_voided:
            continue
        for table, columns in record.kind.tree.marks.get("once", {}).items():
            yield from _rows(record, record.kind.fields[table], columns)
        yield from _lists(record, record.kind.tree.marks.get("apart", ()))


def _rows(record: Record, table: Field, columns: list[str]) -> Iterator[Finding]:
    seen: dict[_Key, list[Mapping[str, Any]]] = {}
    period = table.item.marks.get("period") if table.item else None
    for index, row in enumerate(record.data.get(table.name, ())):
        key = tuple(str(row.get(name, "")) for name in columns)
        if any(period is None or _meet(one, row, *period) for one in seen.get(key, ())):
            words = "、".join(str(table.children[name].word(row[name])) for name in columns if name in row)
            text = f"「{table.title}」里「{words}」前面已经有一行；{CODES['row-twice'].remedy}"
            yield finding(record.place(table.name, index, columns[0]), "row-twice", text)
        seen.setdefault(key, []).append(row)


def _lists(record: Record, names: tuple[str, ...]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in names:
        for index, value in enumerate(record.data.get(name, ())):
            if seen.setdefault(value, name) != name:
                here, there = (record.kind.fields[one].title for one in (name, seen[value]))
                text = f"「{here}」里的「{value}」也在「{there}」里；{CODES['row-twice'].remedy}"
                yield finding(record.place(name, index), "row-twice", text)


def _meet(this: Mapping[str, Any], that: Mapping[str, Any], begin: str, end: str) -> bool:
    """Say whether two spans have a moment, or a day, in common; without a beginning there is none to meet."""
    if begin not in this or begin not in that:
        return False
    first, second = sorted((this, that), key=lambda row: _when(row[begin]))
    if end not in first:
        return True
    is_day = len(str(first[end])) == len("2026-01-01")
    last, start = _when(first[end]), _when(second[begin])
    return start <= last if is_day else start < last


def _when(value: str) -> float:
    """Give a number by which two dates, or two moments, can be told apart."""
    if len(value) == len("2026-01-01"):
        return float(date.fromisoformat(value).toordinal())
    return datetime.fromisoformat(value).timestamp()
