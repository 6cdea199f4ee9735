"""Incidents, from format 1 to 2.

Format 1 kept only the last reopening and the last restoration; what was restored first, it left to the note.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from generators.authoring.steps.step import Step, each
from generators.authoring.yaml_text import Add, Edit, Remove

_REASON = "由旧格式转来，经过见备注"


def _reopenings(data: dict[str, Any]) -> list[Edit]:
    """Make a row of the reopening. The restoration is its own, unless it lies before it."""
    if "reopened" not in data or "reopenings" in data or "reported" not in data:
        return []
    at, restored = _at(data["reopened"]), data.get("restored")
    if at is None:
        return []
    row: dict[str, Any] = {"at": at, "reason": _REASON}
    members: dict[str, Any] = {"reopenings": [row]}
    edits: list[Edit] = [Remove(("reopened",))]
    first = _at(restored)
    if first is None or datetime.fromisoformat(first) > datetime.fromisoformat(at):
        members = {"restored": {"certainty": "unknown"}, **members}
        if first is not None:
            row["restored"] = restored
            edits.append(Remove(("restored",)))
    return [Add(("reported",), members), *edits]


def _at(event: Any) -> str | None:
    """Give the time of an event, however it was written; None for what was never sound."""
    at = event.get("at") if isinstance(event, dict) else event
    try:
        return str(at) if datetime.fromisoformat(str(at)).utcoffset() is not None else None
    except ValueError:
        return None


REOPENINGS = Step(
    "重新打开改为表格，恢复只写第一次：补上 reopenings，说不清的第一次恢复写成不详",
    each("records/process/incident/", _reopenings),
)
