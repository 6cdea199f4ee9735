"""What a contract governs begins within its term: the start event of every record that belongs to one."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.records.moment import moment
from generators.records.record import Record


def check(context: Context) -> Iterator[Finding]:
    """Hold the first event of each record against the term of the record that governs it."""
    for record in context.records.values():
        start = record.kind.start
        known = moment(record.data.get(start))
        governing = _governing(record, context)
        if not known or not governing:
            continue
        period = governing.data
        for name in governing.kind.term or ():
            period = period.get(name, {})
        day = known.at.astimezone(context.zone).date().isoformat()
        if not period.get("from", day) <= day <= period.get("to", day):
            span = f"{period['from']} 至 {period.get('to', '')}"
            text = f"{day} 不在 {governing.id} 的期限（{span}）之内；核对时间，或写明所属的另一份合同。"
            yield finding(record.place(start), "outside-term", text)


def _governing(record: Record, context: Context) -> Record | None:
    """Find the record whose term applies: the one a top-level field names, or the default contract."""
    for reference in record.kind.references:
        if reference.part is None and len(reference.at) == 1:
            named = record.data.get(reference.at[0], context.contract)
            target = context.records.get(str(named))
            if target and target.kind.term and target.kind.name in reference.kinds and target.id != record.id:
                return target
    return None
