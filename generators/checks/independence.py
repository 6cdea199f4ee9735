"""Two pairs of eyes: who checks a thing is not who did it (`x-differs`, `x-unlike` in the schema)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.field import Field
from generators.records.record import Record, values
from generators.strict_yaml import At


def check(context: Context) -> Iterator[Finding]:
    """Find records, and rows of them, in which the same person did and checked."""
    for record in context.records.values():
        for field in record.kind.marked("differs"):
            other = record.kind.fields[field.marks["differs"]]
            value = record.data.get(field.name)
            if value is not None and value == record.data.get(other.name):
                yield _same(record, (field.name,), other, str(value))
        for field in record.kind.marked("unlike"):
            for here, value in values(record.data, field.at):
                at, other_value = _around(record, here, str(field.marks["unlike"]))
                if value == other_value:
                    yield _same(record, here, record.kind.field(at), str(value))


def _around(record: Record, here: At, name: str) -> tuple[At, Any]:
    """Give the nearest value of that name beside a value or around it, and where it stands."""
    for depth in range(len(here) - 1, -1, -1):
        around: Any = record.data
        for step in here[:depth]:
            around = around[step]
        if isinstance(around, Mapping) and name in around:
            return (*here[:depth], name), around[name]
    return here, None


def _same(record: Record, at: At, other: Field, person: str) -> Finding:
    names = f"「{record.kind.field(at).title}」与「{other.title}」"
    text = f"{names}都是 {person}；另请一人，确实只能如此的，写明原因答复。"
    return finding(record.place(*at), "same-person", text)
