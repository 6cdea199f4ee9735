"""Rosters in hours: who had how much duty, how many nights, and when a duty was nobody's.

A person who has two duties at once works once. A night is one at whose third hour the person is on duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.measures.once import once
from generators.records.record import Record
from generators.records.shifts import Span, month_of, spread
from generators.records.worktime import merged

NIGHT = time(3)
_DAY = timedelta(days=1)


class Person(NamedTuple):
    """What one person had in one roster."""

    id: str
    seconds: int
    nights: tuple[str, ...]  # the days on whose third hour the person was on duty
    spans: tuple[Span, ...]  # what is added up, in time

    @property
    def hours(self) -> float:
        """How long, in hours."""
        return self.seconds / 3600


class Gap(NamedTuple):
    """When a duty was nobody's, though a roster tells whose it is before, after or beside that."""

    id: str  # of the roster, which is where a person would name somebody
    duty: str
    begin: datetime
    end: datetime


class Roster(NamedTuple):
    """One roster: who had what, the most first, and what nobody had, duty by duty."""

    id: str
    people: tuple[Person, ...]
    gaps: tuple[Gap, ...]
    is_whole: bool  # whether every shift that it names could be looked up

    @property
    def uncovered_s(self) -> int:
        """How long a duty was nobody's, in seconds, added up over the duties."""
        return sum(int((one.end - one.begin).total_seconds()) for one in self.gaps)

    @property
    def on_duty(self) -> Group:
        """Who had any duty."""
        return Group("on-duty", tuple(one.id for one in self.people))


@once
def rosters(base: KnowledgeBase) -> tuple[Roster, ...]:
    """Give every roster that is not struck out."""
    return tuple(
        _roster(base, record, field.name, field.marks["duty"])
        for kind in base.kinds.sound.values()
        for field in kind.marked("duty")
        for record in fields.records(base, kind)
    )


def _roster(base: KnowledgeBase, record: Record, table: str, duty: Mapping[str, str]) -> Roster:
    zone = base.config.zone
    found = spread(record, table, base.facts.named_by(record.id), base.facts.records, zone)
    by_person: dict[str, list[Span]] = {}
    by_duty: dict[str, list[Span]] = {}
    for span in sorted(found.spans, key=lambda one: (one.begin, one.end)):
        by_person.setdefault(str(span.row[duty["person"]]), []).append(span)
        by_duty.setdefault(str(span.row[duty["duty"]]), []).append(span)
    people = [_person(base, name, spans) for name, spans in by_person.items()]
    month = month_of(record.kind, record.id)
    bounds = [datetime.combine(day, time(), zone) for day in month] if month else []
    gaps = [
        Gap(record.id, name, begin, end)
        for name, spans in sorted(by_duty.items())
        if bounds
        for begin, end in _without(spans, bounds[0], bounds[1])
    ]
    people.sort(key=lambda one: (-one.seconds, one.id))
    return Roster(record.id, tuple(people), tuple(gaps), found.is_whole)


def _person(base: KnowledgeBase, name: str, spans: Iterable[Span]) -> Person:
    own = tuple(spans)
    nights: set[str] = set()
    for span in own:
        day = span.begin.astimezone(base.config.zone).date()
        while (at := datetime.combine(day, NIGHT, base.config.zone)) < span.end:
            if span.begin <= at:
                nights.add(day.isoformat())
            day += _DAY
    seconds = sum(end - begin for begin, end in _stretches(own))
    return Person(name, seconds, tuple(sorted(nights)), own)


def _without(spans: Iterable[Span], begin: datetime, end: datetime) -> Iterable[tuple[datetime, datetime]]:
    """Yield what of a time no span covers."""
    at = int(begin.timestamp())
    for first, last in (*_stretches(spans), (int(end.timestamp()), int(end.timestamp()))):
        upto = min(first, int(end.timestamp()))
        if at < upto:
            yield datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(upto, UTC)
        at = max(at, last)


def _stretches(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return merged((int(one.begin.timestamp()), int(one.end.timestamp())) for one in spans)
