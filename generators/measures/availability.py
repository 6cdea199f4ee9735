"""Availability by function of a contract: how long each was out of order, by month and for the term so far.

What an outage is and how long it lasts stands in `records.outages`, for rules as well. All is cut at the term
and at now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.records.agreements import amends, term_of
from generators.records.outages import Duty, Outage, Span, duty, months, span, stretches
from generators.records.record import Record, in_order


class Target(NamedTuple):
    """What is agreed: so much of so much."""

    met: int
    of: int

    def holds(self, span: Span) -> bool | None:
        """Say whether a span is good enough; None where there is nothing to judge."""
        return span.holds(self.met, self.of) if span.due_s else None


class Function(NamedTuple):
    """One function of a contract; without a target it is shown and not judged."""

    contract: str
    code: str
    name: str
    target: Target | None
    months: tuple[Span, ...]  # each by its name
    term: Span  # so far; without a name


def functions(base: KnowledgeBase) -> tuple[Function, ...]:
    """Give every function that a contract lists; one whose calendar cannot be read is left out."""
    found = []
    outages = _outages(base)
    for contract in _contracts(base):
        for table, row in _rows(base, contract):
            hours = _duty(base, contract, row)
            if hours:
                code = str(row[table])
                own = outages.get((contract.id, code), ())
                found.append(_function(contract.id, code, row, hours, own))
    return tuple(found)


def together(name: str, spans: Sequence[Span]) -> Span:
    """Add up months that follow each other."""
    planned, out = (
        tuple(sorted({one for some in ids for one in some}, key=in_order))
        for ids in ([span.planned for span in spans], [span.out for span in spans])
    )
    return Span(
        name,
        spans[0].begin,
        spans[-1].end,
        sum(one.whole_s for one in spans),
        sum(one.planned_s for one in spans),
        sum(one.out_s for one in spans),
        planned,
        out,
    )


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


def _duty(base: KnowledgeBase, contract: Record, row: Mapping[str, Any]) -> Duty | None:
    term = term_of(contract)
    calendar = base.facts.get(str(row["calendar"])) if "calendar" in row else None
    if term is None or ("calendar" in row and calendar is None):
        return None
    return duty(term, base.now, calendar, base.config.zone)


def _function(
    contract: str, code: str, row: Mapping[str, Any], hours: Duty, outages: Sequence[Outage]
) -> Function:
    is_agreed = "availability_met" in row  # and then the schema wants the other, too
    target = Target(row["availability_met"], row["availability_of"]) if is_agreed else None
    spans = tuple(span(*month, hours, outages) for month in months(hours.begin, hours.end))
    whole = span("", hours.begin, hours.end, hours, outages)
    return Function(contract, code, str(row.get("name", "")), target, spans, whole)


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
            for entry, outage in stretches(record, base.now, base.config.zone):
                link = named.get(entry.path)
                contract = base.facts.get(link.target) if link else None
                if link and contract:
                    agreement = base.bindings.by(contract.id).agreement or contract.id
                    found[agreement, str(link.row)].append(outage)
    return found
