"""Days of duty: on which of them somebody has what, and on which of them a duty was nobody's for a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.duties import NIGHT, Gap, Person, Roster, rosters
from generators.measures.once import once
from generators.records.shifts import Span, month_of

NOON = time(12)
_DAY = timedelta(days=1)


class Coverage(NamedTuple):
    """The rosters of one contract, in time, and every day of their months with its gaps, cut to the day."""

    contract: str | None
    rosters: tuple[Roster, ...]
    days: Mapping[date, tuple[Gap, ...]]

    @property
    def torn(self) -> tuple[date, ...]:
        """The days on which a duty was nobody's for a time."""
        return tuple(day for day, gaps in self.days.items() if gaps)


@once
def coverage(base: KnowledgeBase) -> tuple[Coverage, ...]:
    """Give the days of all rosters that name a month, contract by contract."""
    own: dict[str | None, list[Roster]] = {}
    for one in rosters(base):
        if month(base, one):
            own.setdefault(fields.contract_of(base, base.facts.records[one.id]), []).append(one)
    found = []
    for contract, some in sorted(own.items(), key=lambda item: item[0] or ""):
        in_time = sorted(some, key=lambda one: (month(base, one), one.id))
        days: dict[date, tuple[Gap, ...]] = {}
        for one in in_time:
            for day in month(base, one):
                days[day] = (*days.get(day, ()), *_within(one.gaps, day, base.config.zone))
        found.append(Coverage(contract, tuple(in_time), MappingProxyType(days)))
    return tuple(found)


def month(base: KnowledgeBase, roster: Roster) -> tuple[date, ...]:
    """Give the days of the month that a roster is of."""
    bounds = month_of(base.facts.records[roster.id].kind, roster.id)
    return tuple(_between(*bounds)) if bounds else ()


def name(base: KnowledgeBase, roster: Roster) -> str:
    """Name the month that a roster is of."""
    return f"{month(base, roster)[0]:%Y-%m}"


def held(person: Person, zone: tzinfo) -> Mapping[date, tuple[Span, ...]]:
    """Give what a person has on which day, as rosters are written: a night belongs to the day it begins on.

    A stretch of several days stands on each of them whose noon it covers.
    """
    found: dict[date, list[Span]] = {}
    for span in person.spans:
        first = span.begin.astimezone(zone).date()
        for day in _between(first, span.end.astimezone(zone).date() + _DAY):
            if day == first or span.begin <= datetime.combine(day, NOON, zone) < span.end:
                found.setdefault(day, []).append(span)
    return {day: tuple(spans) for day, spans in found.items()}


def is_night(span: Span, day: date, zone: tzinfo) -> bool:
    """Say whether what stands on a day has a third hour in it, up to noon of the next day."""
    begin = max(span.begin, datetime.combine(day, time(), zone))
    end = min(span.end, datetime.combine(day + _DAY, NOON, zone))
    return any(begin <= datetime.combine(one, NIGHT, zone) < end for one in (day, day + _DAY))


def _within(gaps: Iterable[Gap], day: date, zone: tzinfo) -> Iterator[Gap]:
    begin, end = (datetime.combine(one, time(), zone) for one in (day, day + _DAY))
    for one in gaps:
        if one.begin < end and begin < one.end:
            yield one._replace(begin=max(one.begin, begin), end=min(one.end, end))


def _between(first: date, end: date) -> Iterator[date]:
    """Yield the days from the first up to the one that is no longer meant."""
    while first < end:
        yield first
        first += _DAY
