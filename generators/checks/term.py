"""What a contract governs begins within its term: the start event of every record that belongs to one.

What comes after the end about something within (an action, a survey, a training made up for) is no fault: the
days that the record is about count, and those of the records that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.telling import say
from generators.records.about import raised_by
from generators.records.agreements import Term
from generators.records.binding import Binding
from generators.records.moment import moment
from generators.records.record import Record


def check(context: Context) -> Iterator[Finding]:
    """Hold the first event of each record against the term of the record that governs it."""
    outside = list(_outside(context))
    named = _named(context, {one.record.id for one in outside})
    for one in outside:
        if one.day > one.term.first and _follows(context, one, named):
            continue
        first, last = one.term.first, one.term.last or ""
        text = say("outside-term", day=one.day, contract=one.binding.contract, first=first, last=last)
        yield finding(one.record.place(one.record.kind.start), "outside-term", text)


class _Outside(NamedTuple):
    """A record that begins outside the term of what binds it."""

    record: Record
    day: date
    binding: Binding
    term: Term


def _outside(context: Context) -> Iterator[_Outside]:
    for record in context.records.values():
        binding = context.bindings.of(record)
        known = moment(record.data.get(record.kind.start), binding.zone)
        if not known:
            continue
        day = known.at.astimezone(binding.zone).date()
        if binding.term and not binding.term.holds(day) and binding.contract != record.id:
            yield _Outside(record, day, binding, binding.term)


def _named(context: Context, ids: set[str]) -> Mapping[str, set[str]]:
    """Give the records that each of these names, without the one that it repeats."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in context.links if ids else ():
        if link.source in ids and link.at[:1] != (context.records[link.source].kind.role("duplicate"),):
            found[link.source].add(link.target)
    return found


def _follows(context: Context, one: _Outside, named: Mapping[str, set[str]]) -> bool:
    """Say whether a record is about days within the term, or names a record of the contract that is.

    What raised it and cannot be relied on has been reported, and may have been within.
    """
    if any(name not in context.records for name in raised_by(one.record)):
        return True
    about = [one.record]
    for name in named.get(one.record.id, ()):
        record = context.records.get(name)
        if record and context.bindings.of(record).agreement == one.binding.agreement:
            about.append(record)
    days = (context.bindings.days(record) for record in about)
    return any(known and one.term.meets(*known) for known in days)
