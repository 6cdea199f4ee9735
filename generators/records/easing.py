"""Easing is the customer's to give: who may give it, and what only counts when it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from types import MappingProxyType

from generators.kinds.kind import Event
from generators.records.links import Link
from generators.records.moment import known
from generators.records.posts import is_of
from generators.records.record import Record
from generators.records.timeline import Counts, Entry, Timeline

_CUSTOMER = "customer"
_TOP = 2  # the levels at the head of a contract's table, at which nobody stays away on the provider's word

Get = Callable[[str], Record | None]


def may_ease(person: Record | None, at: datetime, zone: tzinfo) -> bool:
    """Say whether somebody held a post among the customer's people at a moment."""
    return person is not None and is_of(person, _CUSTOMER, at.astimezone(zone).date())


def given(record: Record, get: Get, zone: tzinfo) -> Record:
    """Give a record without the events that were the customer's to give, and were not given by him."""
    taken = {
        event.name
        for event in record.kind.granted
        if event.name in record.data and not _is_given(record, event, get, zone)
    }
    if not taken:
        return record
    data = {name: value for name, value in record.data.items() if name not in taken}
    return replace(record, data=MappingProxyType(data))


def _is_given(record: Record, event: Event, get: Get, zone: tzinfo) -> bool:
    at = known(record.data[event.name], zone)
    return at is not None and may_ease(get(str(record.data.get(event.by or ""))), at.at, zone)


def ranks(owner: Record | None) -> Mapping[str, int]:
    """Give the levels of a contract with their numbers, from the strictest, which stands first."""
    if owner is None or not owner.kind.role("levels"):
        return {}
    part = owner.kind.parts[owner.kind.role("levels")]
    rows = owner.data.get(part.name, ())
    return {str(row[part.marks["key"]]): number for number, row in enumerate(rows)}


def ladders(links: Iterable[Link], get: Get) -> Callable[[Record], Mapping[str, int]]:
    """Make the look-up of the levels, in order, of the contract that a record's own level is one of."""
    owners = {(link.source, link.at): link.target for link in links if link.row is not None}
    known: dict[str, Mapping[str, int]] = {}

    def ladder(record: Record) -> Mapping[str, int]:
        owner = owners.get((record.id, (record.kind.role("level"),)), "")
        if owner not in known:
            known[owner] = ranks(get(owner))
        return known[owner]

    return ladder


def counted(get: Get, order: Mapping[str, int], zone: tzinfo) -> Counts:
    """Make the test of a change of level: raising it always counts, lowering only if the customer agreed."""

    def counts(entry: Entry, before: str) -> bool:
        is_lower = order.get(entry.value, 0) > order.get(before, 0)
        return not is_lower or may_ease(get(entry.by or ""), entry.at.at, zone)

    return counts


def is_top(level: str | None, order: Mapping[str, int]) -> bool:
    """Say whether a level is one of the two at the head of the table."""
    return order.get(level or "", _TOP) < _TOP


def is_waived(timeline: Timeline, get: Get, now: datetime | None = None) -> bool:
    """Say whether somebody who may has agreed, by now, that nobody need come."""
    waiver = timeline.record.data.get(timeline.record.kind.role("waiver"))
    if waiver is None:
        return False
    at = datetime.fromisoformat(waiver["at"])
    return (now is None or at <= now) and may_ease(get(waiver["by"]), at, timeline.zone)
