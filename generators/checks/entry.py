"""When it was written down against when it happened: long after, before it began, or of a time to come.

Other events than the start may be younger than the entry: they were added later. `recorded_at` is only
claimed; the audit pages hold it against Git.

What is still to come is told of what was entered by then. Where anything was entered later, somebody looks at
a past day, and of the undated nobody can say what was known: nothing is told of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.moment import Moment, moment
from generators.records.record import Record

LATE = timedelta(days=7)  # a week of grace: a paper slip from a site visit comes in on Friday


def check(context: Context) -> Iterator[Finding]:
    """Compare the claimed time of entry with the events, and the start with the moment of judgement."""
    known = [(record, context.bindings.of(record).zone) for record in context.records.values()]
    entries = (context.of(_entered, record.path, record, zone) for record, zone in known)
    looks_back = any(one > context.now for one in entries if one)
    for record, zone in known:
        entered, start, _ = context.of(_times, record.path, record, zone)
        is_meant = entered <= context.now if entered else not looks_back
        if start and start.earliest > context.now and is_meant and not _is_outside(context, record, start):
            text = f"到判定的时候还没有发生；{CODES['start-to-come'].remedy}"
            yield finding(record.place(record.kind.start), "start-to-come", text)
        if entered and start and entered < start.earliest:
            text = f"登记时间早于「{record.kind.fields[record.kind.start].title}」；"
            text += CODES["entered-before-start"].remedy
            yield finding(record.place("recorded_at"), "entered-before-start", text)
        if (days := days_late(record, context)) is not None:
            text = f"发生 {days} 天以后才登记；{CODES['entered-late'].remedy}"
            yield finding(record.place("recorded_at"), "entered-late", text)


def days_late(record: Record, context: Context) -> int | None:
    """Give how many days after it a record was entered, if those are too many."""
    zone = context.bindings.of(record).zone
    entered, _, times = context.of(_times, record.path, record, zone)
    before = [one.at for one in times if entered and one.at <= entered]
    if not entered or not before or entered - max(before) <= LATE:
        return None
    return None if _was_elsewhere(record, max(before), context) else (entered - max(before)).days


def _was_elsewhere(record: Record, at: datetime, context: Context) -> bool:
    """Say whether it was recorded elsewhere at that time: before the day on which that ended."""
    origin = record.data.get(record.kind.role("origin"))
    return (
        origin is not None
        and at.astimezone(context.bindings.of(record).zone).date().isoformat() < origin["cutover"]
    )


class _Times(NamedTuple):
    """When a record was entered and when it begins, and all its events."""

    entered: datetime | None
    start: Moment | None
    events: tuple[Moment, ...]


def _times(record: Record, zone: tzinfo) -> _Times:
    known = (moment(record.data.get(event.name), zone) for event in record.kind.events)
    start = moment(record.data.get(record.kind.start), zone)
    return _Times(_entered(record, zone), start, tuple(one for one in known if one))


def _entered(record: Record, zone: tzinfo) -> datetime | None:
    known = moment(record.data.get("recorded_at"), zone)
    return known.at if known else None


def _is_outside(context: Context, record: Record, start: Moment) -> bool:
    """Say whether a record begins outside the term, which another check tells."""
    binding = context.bindings.of(record)
    return binding.term is not None and not binding.term.holds(start.at.astimezone(binding.zone).date())
