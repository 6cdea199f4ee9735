"""A record that repeats another one runs no clock of its own, so the other must bear what it promised.

It may not come back to itself; the first one was reported first, under the same contract, was not withdrawn,
and was held to no milder level from then on. If it was done before the second was reported, or sooner than
the second, it may have been something else: somebody should look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.easing import counted, ladders
from generators.records.record import Record
from generators.records.timeline import Timeline

Ladder = Callable[[Record], Mapping[str, int]]


def check(context: Context) -> Iterator[Finding]:
    """Follow each repetition to what it repeats."""
    ladder = ladders(context.links, context.records.get)
    for record in context.records.values():
        name = record.kind.role("duplicate")
        first = context.records.get(str(record.data.get(name, "")))
        if first is None or first.kind is not record.kind:  # another check says so
            continue
        code, text = _wrong(context, record, first, ladder)
        if code:
            yield finding(record.place(name), code, f"{text}；{CODES[code].remedy}")


def _wrong(context: Context, record: Record, first: Record, ladder: Ladder) -> tuple[str, str]:
    """Say what is wrong with one that repeats another: the code, and why; the worst of it."""
    if _comes_back(record, context.records):
        return "duplicate-cycle", f"跟着 {first.id} 又回到自己"
    here, there = (context.bindings.of(one) for one in (record, first))
    if here.agreement and there.agreement and here.agreement != there.agreement:
        return "duplicate-elsewhere", f"{first.id} 属于另一份合同"
    this, that = (Timeline(one, here.zone) for one in (record, first))
    if first.kind.role("withdrawn") in first.data:
        return "duplicate-withdrawn", f"{first.id} 已经撤销"
    if this.start and that.start and this.start.latest < that.start.earliest:
        return "duplicate-later", f"{first.id} 比这一条晚"
    if _is_milder(context, this, that, ladder):
        return "duplicate-milder", f"{first.id} 的级别比这一条低"
    return _done_apart(this, that)


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


def _is_milder(context: Context, this: Timeline, that: Timeline, ladder: Ladder) -> bool:
    """Compare the strictest level of the second with what the first was held to since then."""
    strictest = []
    for timeline, since in ((this, None), (that, this.start)):
        order = ladder(timeline.record)
        steps = timeline.steps(counted(context.records.get, order, timeline.zone))
        levels = [step.after for step in steps if since is None or step.at >= since.at]
        levels.append((timeline.level_at(since.at, steps) if since else timeline.level) or "")
        if not set(levels) <= order.keys():
            return False  # a level that is none is told where it stands
        strictest.append(min(order[one] for one in levels))
    return strictest[0] < strictest[1]


def _done_apart(this: Timeline, that: Timeline) -> tuple[str, str]:
    """Compare when the two were done, if either was: what is one fault ends once."""
    kind = this.record.kind
    before, after = (one.cycles(kind.start, (kind.done,)) for one in (that, this))
    first, stop = that.record.id, before[-1].stop if before else None
    if stop and this.start and stop.latest < this.start.earliest:
        return "duplicate-done-apart", f"{first} 在这一条以前就办完了"
    own = after[-1].stop if after else None
    if stop and own and stop.latest < own.earliest:
        return "duplicate-done-apart", f"{first} 比这一条先办完"
    return "", ""
