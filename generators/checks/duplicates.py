"""A record that repeats another one runs no clock of its own, so the other must bear what it promised.

It may not come back to itself, the first one was reported first, and was held to no milder level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.easing import ladders
from generators.records.record import Record
from generators.records.timeline import Timeline


def check(context: Context) -> Iterator[Finding]:
    """Follow each repetition to what it repeats."""
    ladder = ladders(context.links, context.records.get)
    for record in context.records.values():
        name = record.kind.role("duplicate")
        first = context.records.get(str(record.data.get(name, "")))
        if first is None or first.kind is not record.kind:  # another check says so
            continue
        if _comes_back(record, context.records):
            text = f"跟着 {first.id} 又回到自己；{CODES['duplicate-cycle'].remedy}"
            yield finding(record.place(name), "duplicate-cycle", text)
            continue
        this, that = (Timeline(one, context.bindings.of(one).zone) for one in (record, first))
        if this.start and that.start and this.start.latest < that.start.earliest:
            text = f"{first.id} 比这一条晚；{CODES['duplicate-later'].remedy}"
            yield finding(record.place(name), "duplicate-later", text)
        order = ladder(record)
        if order and _strictest(this, order) < _strictest(that, order):
            text = f"{first.id} 的级别比这一条低；{CODES['duplicate-milder'].remedy}"
            yield finding(record.place(name), "duplicate-milder", text)


def _comes_back(record: Record, records: Mapping[str, Record]) -> bool:
    seen, one = {record.id}, record
    while True:
        name = str(one.data.get(one.kind.role("duplicate"), ""))
        if name in seen:
            return True
        found = records.get(name)
        if found is None:
            return False
        seen.add(name)
        one = found


def _strictest(timeline: Timeline, order: Mapping[str, int]) -> int:
    """Give the number of the strictest level that a record ever had."""
    levels = (timeline.level or "", *(step.after for step in timeline.steps()))
    return min(order.get(one, len(order)) for one in levels)
