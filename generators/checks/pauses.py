"""Pauses of one record should not overlap: what they share is taken off once, and somebody miscounted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding

_OPEN = datetime.max.replace(tzinfo=UTC)  # a pause that has not ended


def check(context: Context) -> Iterator[Finding]:
    """Compare each pause with those that began before it."""
    for record in context.records.values():
        name = record.kind.role("pauses")
        busy_until = None
        for begin, end, index in sorted(_spans(record.data.get(name, ()))):
            if busy_until and begin < busy_until:
                text = f"这段挂起开始时上一段还没有结束；{CODES['pauses-overlap'].remedy}"
                yield finding(record.place(name, index, "from"), "pauses-overlap", text)
            busy_until = max(end, busy_until or end)


def _spans(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[datetime, datetime, int]]:
    for index, row in enumerate(rows):
        end = datetime.fromisoformat(row["to"]) if "to" in row else _OPEN
        yield datetime.fromisoformat(row["from"]), end, index
