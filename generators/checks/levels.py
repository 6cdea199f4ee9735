"""A change of level starts from the level in force and changes it, and no two share a second.

Lowering a level is the customer's to allow. Without somebody of the customer's who held a post then, the
clock goes on with the level before.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.easing import counted, ladders
from generators.records.timeline import Timeline


def check(context: Context) -> Iterator[Finding]:
    """Follow the changes of each record from the level at its start."""
    ladder = ladders(context.links, context.records.get)
    for record in context.records.values():
        if record.kind.role("level-changes") not in record.data:
            continue
        zone = context.bindings.of(record).zone
        timeline = Timeline(record, zone)
        yield from _wrong(timeline)
        order = ladder(record)
        for step in timeline.steps(counted(context.records.get, order, zone)):
            is_known = not step.approver or step.approver in context.records  # else that is the cause
            if not step.counts and is_known:
                text = f"由 {step.before} 降为 {step.asked} 没有甲方在任的人批准；"
                text += CODES["lowering-unapproved"].remedy
                yield finding(record.place(*step.path), "lowering-unapproved", text)


def _wrong(timeline: Timeline) -> Iterator[Finding]:
    record, last = timeline.record, None
    for step in timeline.steps():
        row = timeline.row(step.path)
        if step.at == last:
            text = f"同一时刻改了两次级别；{CODES['level-changed-twice'].remedy}"
            yield finding(record.place(*step.path, "at"), "level-changed-twice", text)
        elif row["from"] == row["to"]:
            text = f"由 {row['from']} 改为 {row['to']}，什么也没有改；{CODES['level-unchanged'].remedy}"
            yield finding(record.place(*step.path, "to"), "level-unchanged", text)
        elif row["from"] != step.before:
            text = f"原级别写 {row['from']}，那时是 {step.before}；{CODES['level-not-in-force'].remedy}"
            yield finding(record.place(*step.path, "from"), "level-not-in-force", text)
        last = step.at
