"""Two pairs of eyes: who checks a thing is not who did it (`x-differs` in the schema)."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding


def check(context: Context) -> Iterator[Finding]:
    """Find records in which the same person did and checked."""
    for record in context.records.values():
        for field in record.kind.marked("differs"):
            other = record.kind.fields[field.marks["differs"]]
            value = record.data.get(field.name)
            if value is not None and value == record.data.get(other.name):
                names = f"「{field.title}」与「{other.title}」"
                text = f"{names}都是 {value}；另请一人，确实只能如此的，写明原因答复。"
                yield finding(record.place(field.name), "same-person", text)
