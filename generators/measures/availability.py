"""Availability by function of a contract: how long each was out of order, by month and for the term so far.

A function is out of order from the outage's beginning, which is the occurrence where no time is written, to
the restoration; one that is not restored goes on. Outages that overlap count once. What was agreed beforehand
stands apart, and leaves the time in which the function had to work. All is cut at the term and at now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.records import calendars
from generators.records.agreements import amends, term_of
from generators.records.record import Record, in_order
from generators.records.timeline import Timeline
from generators.records.worktime import Calendar

_DAY = timedelta(days=1)


class Outage(NamedTuple):
    """One stretch of one record's outage of a function."""

    id: str
    begin: datetime
    end: datetime
    is_planned: bool


class Span(NamedTuple):
    """One function over a month, or over the term so far; in seconds that its calendar counts."""

    name: str  # of the month; empty for the term
    whole_s: int
    planned_s: int
    out_s: int  # of what was not planned
    planned: Group  # the records behind
    out: Group

    @property
    def due_s(self) -> int:
        """How long it had to work."""
        return self.whole_s - self.planned_s

    @property
    def percent(self) -> float | None:
        """How much of that it did; None where it did not have to."""
        return None if self.due_s == 0 else 100 * (self.due_s - self.out_s) / self.due_s


class Target(NamedTuple):
    """What is agreed: so much of so much."""

    met: int
    of: int

    def holds(self, span: Span) -> bool | None:
        """Say whether a span is good enough; None where there is nothing to judge."""
        return (span.due_s - span.out_s) * self.of >= self.met * span.due_s if span.due_s else None


class Function(NamedTuple):
    """One function of a contract; without a target it is shown and not judged."""

    contract: str
    code: str
    name: str
    target: Target | None
    months: tuple[Span, ...]
    term: Span


class _Clock(NamedTuple):
    """When a function has to work: from one moment to another, all the time or by a calendar."""

    begin: datetime
    end: datetime
    calendar: Calendar | None

    def seconds(self, begin: datetime, end: datetime) -> int:
        first, last = max(begin, self.begin), min(end, self.end)
        if last <= first:
            return 0
        return self.calendar.elapsed(first, last) if self.calendar else int((last - first).total_seconds())


def functions(base: KnowledgeBase) -> tuple[Function, ...]:
    """Give every function that a contract lists; one whose calendar cannot be read is left out."""
    found = []
    outages = _outages(base)
    for contract in _contracts(base):
        for table, row in _rows(base, contract):
            clock = _clock(base, contract, row)
            if clock:
                code = str(row[table])
                own = outages.get((contract.id, code), ())
                found.append(_function(contract.id, code, row, clock, own))
    return tuple(found)


def _contracts(base: KnowledgeBase) -> Iterator[Record]:
    """Yield the contracts that amend no other: the term and the functions are theirs."""
    for kind in base.kinds.sound.values():
        if kind.term:
            yield from (one for one in fields.records(base, kind) if amends(one) is None)


def _rows(base: KnowledgeBase, contract: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the rows of the parts that outages name, each with the column of its code."""
    parts = {
        str(column.ref.part)
        for kind in base.kinds.sound.values()
        if (table := kind.role("outages"))
        for column in kind.fields[table].children.values()
        if column.ref and column.ref.part and contract.kind.name in column.ref.kinds
    }
    for part in sorted(parts):
        key = contract.kind.parts[part].marks["key"]
        yield from ((key, row) for row in contract.data.get(part, ()))


def _clock(base: KnowledgeBase, contract: Record, row: Mapping[str, Any]) -> _Clock | None:
    term, zone = term_of(contract), base.config.zone
    if term is None:
        return None
    begin = datetime.combine(term.first, time(), zone)
    end = min(base.now, datetime.combine(term.last + _DAY, time(), zone)) if term.last else base.now
    if "calendar" not in row:
        return _Clock(begin, end, None)
    record = base.facts.get(str(row["calendar"]))
    if record is None:
        return None
    calendar = calendars.read(record, zone)
    return _Clock(begin, min(end, calendar.known_to(begin) or end), calendar)


def _function(
    contract: str, code: str, row: Mapping[str, Any], clock: _Clock, outages: Sequence[Outage]
) -> Function:
    is_agreed = "availability_met" in row and "availability_of" in row
    target = Target(row["availability_met"], row["availability_of"]) if is_agreed else None
    months = tuple(
        _span(name, begin, end, clock, outages) for name, begin, end in _months(clock.begin, clock.end)
    )
    whole = _span("", clock.begin, clock.end, clock, outages)
    return Function(contract, code, str(row.get("name", "")), target, months, whole)


def _span(name: str, begin: datetime, end: datetime, clock: _Clock, outages: Sequence[Outage]) -> Span:
    planned = [one for one in outages if one.is_planned]
    planned_s, all_s = (
        sum(clock.seconds(max(begin, first), min(end, last)) for first, last in _joined(some))
        for some in (planned, outages)
    )
    own = [one for one in outages if clock.seconds(max(begin, one.begin), min(end, one.end))]
    return Span(
        name,
        clock.seconds(begin, end),
        planned_s,
        all_s - planned_s,
        _group("planned", (one for one in own if one.is_planned)),
        _group("out", (one for one in own if not one.is_planned)),
    )


def _outages(base: KnowledgeBase) -> Mapping[tuple[str, str], list[Outage]]:
    """Give the outages by contract and function."""
    found: dict[tuple[str, str], list[Outage]] = defaultdict(list)
    for kind in base.kinds.sound.values():
        if not kind.role("outages"):
            continue
        for record in fields.records(base, kind):
            if kind.role("withdrawn") in record.data:
                continue
            named = {link.at[:2]: link for link in base.facts.named_by(record.id) if link.row}
            for at, outage in _of(record, base.now, base.config.zone):
                link = named.get(at)
                contract = base.facts.get(link.target) if link else None
                if link and contract:
                    found[_head(base, contract), str(link.row)].append(outage)
    return found


def _of(record: Record, now: datetime, zone: tzinfo) -> Iterator[tuple[tuple[str | int, ...], Outage]]:
    """Yield the stretches of each row; a row without times of its own goes on when the record is reopened."""
    life = Timeline(record, zone)
    planned = fields.field(record.kind, "planned")
    for entry in life.outages:
        row = life.row(entry.path)
        is_planned = planned is not None and bool(row.get(planned.name))
        stretches = [(entry.at.earliest, entry.until.latest if entry.until else life.until(now))]
        if "to" not in row:
            again = life.cycles(record.kind.start, (record.kind.done,))[1:]
            stretches += [
                (one.begin.earliest, one.stop.latest if one.stop else life.until(now)) for one in again
            ]
        for begin, end in stretches:
            if begin < end:
                yield entry.path, Outage(record.id, begin, end, is_planned)


def _joined(outages: Iterable[Outage]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for begin, end in sorted((one.begin, one.end) for one in outages):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _months(begin: datetime, end: datetime) -> Iterator[tuple[str, datetime, datetime]]:
    first = begin.replace(day=1)  # a term begins at midnight
    while first < end:
        after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        yield f"{first.year}-{first.month:02}", max(first, begin), min(after, end)
        first = after


def _head(base: KnowledgeBase, contract: Record) -> str:
    """Go back to the contract that a version amends in the end."""
    seen = [contract.id]
    while (before := amends(contract)) and before not in seen and (found := base.facts.get(before)):
        contract = found
        seen.append(before)
    return seen[-1]


def _group(name: str, outages: Iterable[Outage]) -> Group:
    return Group(name, tuple(sorted({one.id for one in outages}, key=in_order)))
