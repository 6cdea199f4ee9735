"""The sound records by id and kind, who names whom, and in which state every other id is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from generators.records.as_of import Hidden, then
from generators.records.links import Link
from generators.records.noting import Notes
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
    hidden: Mapping[str, Hidden] = field(default_factory=dict)  # what of a record had not happened, by id

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

    def hides(self, record_id: str | None) -> bool:
        """Say whether a record is there, but was not yet."""
        return record_id in self.hidden and record_id not in self.states.obeying

    def noting(self, notes: Notes) -> Facts:
        """Give the same, which notes what is looked up in it."""
        some: dict[str, Any] = {
            name: notes.on(name, one, has_own=name not in ("by_kind", "incoming"))
            for name, one in self._indexes.items()
        }
        notes.note("refused", "", self.states.refused)
        states = replace(self.states, unread=some["unread"], obeying=some["obeying"], sound=some["sound"])
        return replace(
            self,
            records=some["records"],
            states=states,
            _by_kind=some["by_kind"],
            _incoming=some["incoming"],
            _outgoing=some["outgoing"],
            hidden=some["hidden"],
        )

    def agrees(self, notes: Notes) -> bool:
        """Say whether what was noted would be found here as well."""
        return notes.agree(self._indexes)

    @property
    def _indexes(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            "records": self.records,
            "by_kind": self._by_kind,
            "incoming": self._incoming,
            "outgoing": self._outgoing,
            "hidden": self.hidden,
            "unread": self.states.unread,
            "obeying": self.states.obeying,
            "sound": self.states.sound,
            "refused": {"": self.states.refused},
        }

    def anew(self, links: Mapping[str, Iterable[Link]]) -> Facts:
        """Give the same with other links of some records, by id."""
        if not links:
            return self
        left = (link for name, some in self._outgoing.items() if name not in links for link in some)
        new = (link for some in links.values() for link in some)
        return replace(gather(self.states, (*left, *new)), hidden=self.hidden)

    def at(self, now: datetime, zone: tzinfo) -> Facts:
        """Give what was so at a moment; see `as_of`."""
        links = [link for some in self._outgoing.values() for link in some]
        states, left, hidden = then(self.states, links, now, zone)
        return replace(gather(states, left), hidden=MappingProxyType(hidden)) if hidden else self


def gather(states: States, links: Iterable[Link]) -> Facts:
    """Index what is sound."""
    return _index(sorted(states.sound.values(), key=lambda one: in_order(one.id)), states, links)


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
