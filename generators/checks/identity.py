"""What an id says of a record, the record says too: its month is the one in its id (`x-in-id`)."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding


def check(context: Context) -> Iterator[Finding]:
    """Find records whose id does not hold the value that their schema wants in it."""
    for record in context.records.values():
        for field in record.kind.marked("in-id"):
            value = str(record.data.get(field.name, ""))
            if value not in record.id:
                text = f"「{field.title}」{value} 与编号 {record.id} 不同；写成一样，编号写错了就换编号。"
                yield finding(record.place(field.name), "id-disagrees", text)
