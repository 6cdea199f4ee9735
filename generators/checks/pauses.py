"""A pause is a wait with an end: none has no length, none overlaps another or outlasts what it waited for.

What pauses share is taken off once, and somebody miscounted. One that goes on when the work is done, or that
nobody ever ended, would be taken off whole, and from the time after a reopening as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.moment import Moment
from generators.records.timeline import Entry, Timeline

_OPEN = datetime.max.replace(tzinfo=UTC)  # a pause that has not ended


def check(context: Context) -> Iterator[Finding]:
    """Compare each pause with those that began before it, and with what became of the record."""
    for record in context.records.values():
        if record.kind.role("pauses") not in record.data:
            continue
        timeline = Timeline(record, context.bindings.of(record).zone)
        busy_until = None
        for pause in timeline.pauses:
            begin, end = pause.at.at, pause.until.at if pause.until else _OPEN
            if busy_until and begin < busy_until:
                text = f"这段挂起开始时上一段还没有结束；{CODES['pauses-overlap'].remedy}"
                yield finding(record.place(*pause.path, "from"), "pauses-overlap", text)
            yield from _end(timeline, pause)
            busy_until = max(end, busy_until or end)


def _end(timeline: Timeline, pause: Entry) -> Iterator[Finding]:
    """Look how a pause ends: not before what it waited for is done, it is no pause any more."""
    record, done = timeline.record, timeline.record.kind.done
    cycles = timeline.cycles(record.kind.start, (done,))
    stops = (one.stop for one in cycles if one.stop and one.begin.earliest <= pause.at.at)
    stop = next((one for one in stops if pause.at.at < one.earliest), None)
    if pause.until is None and (stop or timeline.is_over or timeline.is_done):
        text = f"事情已经办完，这段挂起却没有结束；{CODES['pause-without-end'].remedy}"
        yield finding(record.place(*pause.path), "pause-without-end", text)
    elif pause.until and stop and stop.latest < pause.until.at and not _is_outside(timeline, pause.until):
        text = f"这段挂起结束得比「{record.kind.fields[done].title}」还晚；{CODES['pause-too-long'].remedy}"
        yield finding(record.place(*pause.path, "to"), "pause-too-long", text)


def _is_outside(timeline: Timeline, at: Moment) -> bool:
    """Say whether a time lies after the record's life, which another check tells."""
    return timeline.end is not None and at.earliest > timeline.end.latest
