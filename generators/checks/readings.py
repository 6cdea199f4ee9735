"""A reading whose state disagrees with its threshold needs a word: numbers decide, a person may know better.

A row that names another record's row (an item of a template) is held against the limits that row declares:
`warn`, `alarm` and the `direction` in which it gets worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.finding import CODES, Finding, finding
from generators.validate import field_at


def check(context: Context) -> Iterator[Finding]:
    """Compare every reading with the limits of the item that it names."""
    for link in context.links:
        record, owner = context.records.get(link.source), context.records.get(link.target)
        item = owner.row(link.row) if owner and link.row else None
        if record is None or item is None or "warn" not in item:
            continue
        table, index, _ = link.at  # only rows name items
        row = record.data[str(table)][index]
        wanted = _state(item, row["value"]) if "value" in row else row.get("status")
        if wanted != row.get("status") and "note" not in row:
            choices = field_at(record.kind, (table, index, "status")).get("oneOf", ())
            words = {one["const"]: one["title"] for one in choices}
            text = f"读数 {row['value']} 按阈值是{words[wanted]}，这里写{words[row['status']]}；"
            yield finding(
                record.place(table, index, "status"),
                "reading-unexplained",
                text + CODES["reading-unexplained"].remedy,
            )


def _state(item: Mapping[str, Any], value: float) -> str:
    sign = 1 if item["direction"] == "high-is-bad" else -1
    if "alarm" in item and sign * value >= sign * item["alarm"]:
        return "abnormal"
    return "warning" if sign * value >= sign * item["warn"] else "normal"
