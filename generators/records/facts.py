"""The sound records by id and kind, who names whom, and in which state every other id is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.field import Field, Form
from generators.records.links import Link
from generators.records.moment import moment
from generators.records.record import Record, in_order
from generators.records.states import States

_TIMES = (Form.EVENT, Form.MOMENT)  # a date in a row may well be one to come, as a due date is


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

    def at(self, now: datetime, zone: tzinfo) -> Facts:
        """Give what was so at a moment: records that had begun, without the events and rows still to come."""
        then = [known for record in self.records.values() if (known := _known_at(record, now, zone))]
        there = {one.record.id for one in then} | set(self.unsound)
        moved = {one.record.id: one.rows for one in then if one.rows}
        links = [
            left
            for some in self._outgoing.values()
            for link in some
            if link.target in there
            and (left := _moved(link, moved[link.source]) if link.source in moved else link)
        ]
        return _index((one.record for one in then), self.states, links)


def gather(states: States, links: Iterable[Link]) -> Facts:
    """Index what is sound."""
    return _index(sorted(states.sound.values(), key=lambda one: in_order(one.id)), states, links)


class _Then(NamedTuple):
    """A record as it was, and for each table that had fewer rows the old number of a row and the new."""

    record: Record
    rows: Mapping[str, Mapping[int, int]] = MappingProxyType({})


def _known_at(record: Record, now: datetime, zone: tzinfo) -> _Then | None:
    """Hide what had not happened: later events and rows, records not begun or of which all lies ahead.

    A record without events is taken as it stands but for its rows.
    """
    known = {
        one.name: when for one in record.kind.events if (when := moment(record.data.get(one.name), zone))
    }
    start = record.kind.start
    later = {name for name, when in known.items() if (when.earliest if name == start else when.latest) > now}
    if later and (start in later or later == set(known)):
        return None
    data, rows = {name: value for name, value in record.data.items() if name not in later}, {}
    for field in record.kind.marked("at"):
        if field.name in data:
            kept = _rows_known_at(data[field.name], field, now, zone)
            if kept != dict(enumerate(data[field.name])):
                rows[field.name] = {old: new for new, old in enumerate(kept)}
                data[field.name] = tuple(kept.values())
                if not kept:
                    del data[field.name]
    if not later and not rows:
        return _Then(record)
    return _Then(replace(record, data=MappingProxyType(data)), rows)


def _rows_known_at(
    rows: tuple[Mapping[str, Any], ...], field: Field, now: datetime, zone: tzinfo
) -> dict[int, Mapping[str, Any]]:
    """Give the rows that existed, by number, without the times in them that were still to come."""
    kept: dict[int, Mapping[str, Any]] = {}
    for number, row in enumerate(rows):
        begin = moment(row.get(field.marks["at"]), zone)
        if begin and begin.latest > now:
            continue
        later = {
            name
            for name, value in row.items()
            if not (one := field.children[name]).must
            and one.form in _TIMES
            and (when := moment(value, zone))
            and when.latest > now
        }
        members = {name: value for name, value in row.items() if name not in later}
        kept[number] = MappingProxyType(members) if later else row
    return kept


def _moved(link: Link, rows: Mapping[str, Mapping[int, int]]) -> Link | None:
    """Give the link of a row under its new number; None if the row was not there."""
    if not link.at or link.at[0] not in rows:  # a page's text has no path
        return link
    table, *rest = link.at
    numbers = rows[str(table)]
    return link._replace(at=(table, numbers[int(rest[0])], *rest[1:])) if rest[0] in numbers else None


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
