"""An amendment has its place in time: one day, one order, within the term and between the same parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.agreements import amends, effective, of, term_of
from generators.records.record import Record

_DAY = timedelta(days=1)


def check(context: Context) -> Iterator[Finding]:
    """Hold each amendment against what it amends and against the others of its contract."""
    for record in context.records.values():
        is_amendable = bool(
            record.kind.role("amends")
        )  # a decision has its own first day, and amends nothing
        if is_amendable and amends(record) is None and effective(record) and not record.is_voided:
            yield _at(record, "effective", "effective-alone", CODES["effective-alone"].title)
        amended = context.records.get(amends(record) or "")
        if amended is None or amended.kind is not record.kind or record.is_voided:
            continue
        if _leads_back(context, record):
            yield _at(record, "amends", "amendment-circle", f"{record.id} 经过所变更的合同又变更了自己")
            continue
        yield from _parties(record, amended)
        yield from _day(context, record, amended)


def _leads_back(context: Context, record: Record) -> bool:
    """Say whether an amendment amends itself in the end."""
    seen, before = {record.id}, amends(record)
    while before and before not in seen:
        seen.add(before)
        amended = context.records.get(before)
        before = amends(amended) if amended else None
    return before == record.id


def _parties(record: Record, amended: Record) -> Iterator[Finding]:
    name = record.kind.role("customer")
    if record.data.get(name) != amended.data.get(name):
        theirs = f"{amended.id} 的{record.kind.fields[name].title}是{amended.data.get(name)}"
        yield _at(record, "amends", "amendment-other-party", theirs)


def _day(context: Context, record: Record, amended: Record) -> Iterator[Finding]:
    since, term = effective(record), term_of(amended)
    if since is None:
        return
    before = effective(amended) if amends(amended) else None
    first = max((one for one in (before, term and term.first) if one), default=None)
    last = term.last if term else None
    if (first and since < first) or (last and since - last > _DAY):
        text = f"{since} 不在 {amended.id} 有效的日子（{first or ''} 至 {last or ''}）之内"
        yield _at(record, "effective", "amendment-outside-term", text)
    versions = of(record, context.states).versions
    same = [one.contract for one in versions if one.since == since and one.contract < record.id]
    if same:
        yield _at(record, "effective", "amendment-same-day", f"{same[0]} 也从 {since} 起生效")


def _at(record: Record, role: str, code: str, text: str) -> Finding:
    return finding(record.place(record.kind.role(role)), code, f"{text}；{CODES[code].remedy}")
