"""Nobody stays away on the provider's word alone, at the two top levels or after saying that one must come.

The customer says that nobody need come; until then the clock is judged as if somebody had to.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.easing import counted, is_top, is_waived, ladders
from generators.records.timeline import Timeline


def check(context: Context) -> Iterator[Finding]:
    """Find a need that is denied without a waiver."""
    ladder = ladders(context.links, context.records.get)
    for record in context.records.values():
        name, get = record.kind.role("need"), context.records.get
        if record.data.get(name) is not False:
            continue
        timeline = Timeline(record, context.bindings.of(record).zone)
        order = ladder(record)
        steps = timeline.steps(counted(get, order, timeline.zone))
        level = timeline.level_at(timeline.until(context.now), steps)
        has_arisen = record.kind.role("need-arises") in record.data
        by = record.data.get(record.kind.role("waiver"), {}).get("by")
        if by is not None and get(by) is None:
            continue  # who agreed cannot be read, and that is the cause
        if (has_arisen or is_top(level, order)) and not is_waived(timeline, get):
            title = record.kind.fields[name].title
            text = f"「{title}」写了否，没有甲方在任的人同意；{CODES['unwaived'].remedy}"
            yield finding(record.place(name), "unwaived", text)
