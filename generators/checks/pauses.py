"""Pauses do not overlap, and one of a record that is done has ended.

What pauses share is taken off once, and somebody miscounted. A pause without an end would be taken off whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.timeline import Timeline

_OPEN = datetime.max.replace(tzinfo=UTC)  # a pause that has not ended


def check(context: Context) -> Iterator[Finding]:
    """Compare each pause with those that began before it, and with what became of the record."""
    for record in context.records.values():
        if record.kind.role("pauses") not in record.data:
            continue
        timeline = Timeline(record, context.bindings.of(record).zone)
        has_stopped = timeline.is_over or timeline.is_done
        busy_until = None
        for pause in timeline.pauses:
            begin, end = pause.at.at, pause.until.at if pause.until else _OPEN
            if busy_until and begin < busy_until:
                text = f"这段挂起开始时上一段还没有结束；{CODES['pauses-overlap'].remedy}"
                yield finding(record.place(*pause.path, "from"), "pauses-overlap", text)
            if pause.until is None and has_stopped:
                text = f"事情已经办完，这段挂起却没有结束；{CODES['pause-without-end'].remedy}"
                yield finding(record.place(*pause.path), "pause-without-end", text)
            busy_until = max(end, busy_until or end)
