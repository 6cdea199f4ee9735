"""Two pairs of eyes: who checks a thing is not who did it (`x-differs` in the schema)."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.records.validate import field_at


def check(context: Context) -> Iterator[Finding]:
    """Find records in which the same person did and checked."""
    for record in context.records.values():
        for name, other in record.kind.differing:
            value = record.data.get(name)
            if value is not None and value == record.data.get(other):
                title, with_title = (field_at(record.kind, (one,)).get("title", one) for one in (name, other))
                text = f"「{title}」与「{with_title}」都是 {value}；另请一人，确实只能如此就在备注里说明。"
                yield finding(record.place(name), "same-person", text)
