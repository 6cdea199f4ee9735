"""What a contract governs begins within its term: the start event of every record that belongs to one."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.records.moment import moment


def check(context: Context) -> Iterator[Finding]:
    """Hold the first event of each record against the term of the record that governs it."""
    for record in context.records.values():
        start = record.kind.start
        known = moment(record.data.get(start))
        if not known:
            continue
        binding = context.bindings.of(record)
        term, day = binding.term, known.at.astimezone(binding.zone).date()
        if term and not term.holds(day) and binding.contract != record.id:
            span = f"{term.first} 至 {term.last or ''}"
            text = f"{day} 不在 {binding.contract} 的期限（{span}）之内；核对时间，或写明所属的另一份合同。"
            yield finding(record.place(start), "outside-term", text)
