"""What decides a clock stays as it was when its record was closed: whoever rewrites it later is asked why.

Only Git knows, so nothing is said unless the earlier versions were read. A time that gained a source or a
proof is the same time. What was changed before the closing is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.record import Record
from generators.refusal import Refusal
from generators.strict_yaml import load
from generators.words import say

_ROLES = ("level", "need", "duplicate", "level-changes", "pauses")


def check(context: Context) -> Iterator[Finding]:
    """Compare each version of a record, from its closing on, with the one after it."""
    versions = context.history.versions if context.history else {}
    for record_id, texts in versions.items():
        record = context.records.get(record_id)
        if record is None or not record.kind.stop:
            continue
        names = _rewritten(record, [one for text in (*texts, record.source) if (one := _read(text))])
        if names:
            code, titles = CODES["rewritten-after-closing"], (record.kind.fields[one].title for one in names)
            text = f"关闭以后又改过{say('value.comma').join(f'「{one}」' for one in titles)}；{code.remedy}"
            first = next((one for one in names if one in record.data), record.kind.stop)
            yield finding(record.key_place(first), "rewritten-after-closing", text)


def _read(text: bytes) -> Mapping[str, Any] | None:
    try:
        return load(text)
    except Refusal:
        return None  # nobody could have relied on it


def _rewritten(record: Record, versions: list[Mapping[str, Any]]) -> list[str]:
    """Give the fields that decide a clock and were changed when the record was closed already, in order."""
    kind, found = record.kind, set[str]()
    names = [*(one.name for one in kind.events), *filter(None, map(kind.role, _ROLES))]
    for before, after in pairwise(versions):
        if kind.stop in before or kind.role("withdrawn") in before:
            found |= {name for name in names if _told(before.get(name)) != _told(after.get(name))}
    return [name for name in kind.fields if name in found]


def _told(value: Any) -> Any:
    """Give of an event only its time."""
    return value.get("at") if isinstance(value, Mapping) else value
