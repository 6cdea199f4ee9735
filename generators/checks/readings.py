"""A reading whose state disagrees with its threshold needs a word: numbers decide, a person may know better.

A row that names another record's row (an item of a template) is held against the limits that row declares:
`warn`, `alarm` and the `direction` in which it gets worse.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding


def check(context: Context) -> Iterator[Finding]:
    """Compare every reading with the limits of the item that it names."""
    records = context.records

    @functools.cache
    def row_of(owner_id: str, key: str) -> Mapping[str, Any] | None:
        owner = records.get(owner_id)
        return owner.row(key) if owner else None

    for link in context.links:
        record = records.get(link.source)
        item = row_of(link.target, link.row) if link.row else None
        if record is None or item is None or not {"warn", "direction"} <= set(item):
            continue
        here = link.at[:-1]
        row: Any = record.data
        for step in here:
            row = row[step]
        if not isinstance(row, Mapping) or not {"value", "status"} <= set(row) or "note" in row:
            continue
        wanted = _state(item, row["value"])
        if wanted != row["status"]:
            word = record.kind.field((*here, "status")).word
            text = f"读数 {row['value']} 按阈值是{word(wanted)}，这里写{word(row['status'])}；"
            place = record.place(*here, "status")
            yield finding(place, "reading-unexplained", text + CODES["reading-unexplained"].remedy)


def _state(item: Mapping[str, Any], value: float) -> str:
    sign = 1 if item["direction"] == "high-is-bad" else -1
    if "alarm" in item and sign * value >= sign * item["alarm"]:
        return "abnormal"
    return "warning" if sign * value >= sign * item["warn"] else "normal"
