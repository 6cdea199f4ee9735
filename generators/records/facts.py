"""The sound records by id and kind, who names whom, and in which state every other id is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from generators.records.links import Link
from generators.records.moment import moment
from generators.records.record import Record, in_order
from generators.records.states import States


@dataclass(frozen=True)
class Facts:
    """What may be relied on. `records` are sound; what is there but is not, `states` tells."""

    records: Mapping[str, Record]
    states: States
    _by_kind: Mapping[str, tuple[Record, ...]]
    _incoming: Mapping[str, tuple[Link, ...]]
    _outgoing: Mapping[str, tuple[Link, ...]]

    @property
    def unsound(self) -> Mapping[str, str]:
        """The ids that are there but not sound, each with its path."""
        return self.states.unsound

    def get(self, record_id: str) -> Record | None:
        """Give a sound record, or None for an unsound or unknown id."""
        return self.records.get(record_id)

    def of_kind(self, name: str) -> tuple[Record, ...]:
        """Give the sound records of a kind, by id."""
        return self._by_kind.get(name, ())

    def naming(self, record_id: str) -> tuple[Link, ...]:
        """Give the links that lead to a record."""
        return self._incoming.get(record_id, ())

    def named_by(self, record_id: str) -> tuple[Link, ...]:
        """Give the links that lead from a record."""
        return self._outgoing.get(record_id, ())

    def at(self, now: datetime) -> Facts:
        """Give what was so at a moment: records that had begun, without the events still to come."""
        then = [known for record in self.records.values() if (known := _known_at(record, now))]
        there = {record.id for record in then} | set(self.unsound)
        links = [link for some in self._outgoing.values() for link in some if link.target in there]
        return _index(then, self.states, links)


def gather(states: States, links: Iterable[Link]) -> Facts:
    """Index what is sound."""
    return _index(sorted(states.sound.values(), key=lambda one: in_order(one.id)), states, links)


def _known_at(record: Record, now: datetime) -> Record | None:
    """Hide what had not happened: later events, and records that had not begun or of which all lies ahead.

    A record without events is taken as it stands.
    """
    known = {one.name: when for one in record.kind.events if (when := moment(record.data.get(one.name)))}
    later = {name for name, when in known.items() if when.at > now}
    if not later:
        return record
    if record.kind.start in later or later == set(known):
        return None
    data = {name: value for name, value in record.data.items() if name not in later}
    return replace(record, data=MappingProxyType(data))


def _index(records: Iterable[Record], states: States, links: Iterable[Link]) -> Facts:
    sound = {record.id: record for record in records}
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for record in sound.values():
        by_kind[record.kind.name].append(record)
    incoming: dict[str, list[Link]] = defaultdict(list)
    outgoing: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if link.source in sound:
            incoming[link.target].append(link)
            outgoing[link.source].append(link)
    return Facts(
        MappingProxyType(sound),
        states,
        MappingProxyType({name: tuple(some) for name, some in by_kind.items()}),
        MappingProxyType({target: tuple(some) for target, some in incoming.items()}),
        MappingProxyType({source: tuple(some) for source, some in outgoing.items()}),
    )
