"""A span that another one must make up for (`x-covered`) lies wholly within it, once the work is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from generators.checks.context import Context
from generators.checks.whole import is_done
from generators.codes import CODES
from generators.finding import Finding, finding


def check(context: Context) -> Iterator[Finding]:
    """Find spans that nothing makes up for, or not from their beginning to their end."""
    for record in context.records.values():
        for name, by in record.kind.tree.marks.get("covered", {}).items():
            if name not in record.data or not is_done(record):
                continue
            field, other = record.kind.fields[name], record.kind.fields[by]
            this, that = record.data[name], record.data.get(by)
            if that is None or not _lies_within(this, that, field.marks["period"], other.marks["period"]):
                text = f"「{field.title}」没有被「{other.title}」盖全；{CODES['span-uncovered'].remedy}"
                yield finding(record.key_place(name), "span-uncovered", text)


def _lies_within(
    this: Mapping[str, Any], that: Mapping[str, Any], mine: tuple[str, str], other: tuple[str, str]
) -> bool:
    begin, end = (datetime.fromisoformat(str(that[one])) if one in that else None for one in other)
    first, last = (datetime.fromisoformat(str(this[one])) if one in this else None for one in mine)
    is_early = begin is not None and (first is None or begin <= first)
    return is_early and (end is None or (last is not None and end >= last))
