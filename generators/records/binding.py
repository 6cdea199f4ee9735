"""What binds a record: the contract that governs it, that contract's term, and the zone of its days.

A kind *governs* if its schema declares a term (`x-term`). A record of another kind is bound by the governing
record that one of its top-level references names; if it names none, by the default one. A kind without such
a reference is shared: its records belong to every contract. A contract that amends another one makes one
agreement with it, and whatever either governs belongs to that agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.config import FILE, Config
from generators.finding import UserError
from generators.kinds.kind import Kinds
from generators.records.record import Record
from generators.records.states import States


class Term(NamedTuple):
    """The days within which something holds, both included; `last` is None while no end is agreed."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Say whether a day lies within."""
        return self.first <= day and (self.last is None or day <= self.last)


class Binding(NamedTuple):
    """What governs a record; nothing governs one that is shared, or that names something else instead."""

    contract: str | None
    agreement: str | None  # the contract that `contract` amends in the end, or itself
    term: Term | None  # None also for a contract that could not be read or breaks its schema
    zone: ZoneInfo
    is_open: bool = False  # a contract should be named, and nobody can say which


@dataclass(frozen=True)
class Bindings:
    """What binds the records of a base. Telling it is a look at a field or two; nothing is kept a record."""

    default: str | None  # the contract that is meant where none is named
    agreements: tuple[str, ...]  # the contracts that amend no other and are not voided, by id
    _named: Mapping[str, Binding]  # by the id of the governing record
    _fields: Mapping[str, tuple[str, ...]]  # by kind: the references that may name a governing record
    _free: Binding

    def of(self, record: Record) -> Binding:
        """Tell what binds a record that obeys its schema: what it names, else the default."""
        return self._binding(record, self.default)

    def said(self, record: Record) -> Binding:
        """Tell what binds a record by what it says itself: all there is to one that breaks its schema."""
        return self._binding(record, None)

    def by(self, contract: str | None) -> Binding:
        """Tell what binds whatever names this contract."""
        return self._named.get(contract or "", self._free)

    def _binding(self, record: Record, default: str | None) -> Binding:
        fields = self._fields.get(record.kind.name)
        if fields is None:
            return self._free
        if record.kind.term:
            return self.by(record.id)
        names = [str(record.data[one]) for one in fields if one in record.data]
        if not names and default is None:
            return self._free._replace(is_open=True)
        return self.by(next((one for one in names if one in self._named), None) if names else default)


def read(states: States, kinds: Kinds, settings: Config) -> Bindings:
    """Find the governing records, and the default among them. Raises UserError."""
    governing = {one.id for one in states.read if one.kind.term}
    governing |= {name for name, path in states.unread.items() if (one := kinds.of_path(path)) and one.term}
    hidden = {name for name, path in states.unread.items() if kinds.is_broken(path)}  # may govern: who knows
    default = _default(settings, governing | hidden)
    fields = dict(_fields(kinds))
    amended = {name: _amended(states.get(name), fields, governing) for name in governing}
    named = {
        name: Binding(name, _agreement(name, amended), _term(states.obeying.get(name)), settings.zone)
        for name in governing | hidden
    }
    heads = [one for one in sorted(governing) if named[one].agreement == one and not _is_voided(states, one)]
    return Bindings(
        default,
        tuple(heads) or ((default,) if default else ()),
        MappingProxyType(named),
        MappingProxyType(fields),
        Binding(None, None, None, settings.zone),
    )


def _default(settings: Config, governing: AbstractSet[str]) -> str | None:
    """Give the record that governs where none is named: the one in the settings, else the only one."""
    if settings.contract is None:
        return next(iter(governing)) if len(governing) == 1 else None
    if settings.contract in governing:
        return settings.contract
    known = "、".join(sorted(governing)) or "（还没有合同登记）"
    raise UserError(f"{FILE} 的 contract 写了「{settings.contract}」，没有这份合同；可用：{known}。")


def _fields(kinds: Kinds) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every kind that is not shared, with the top-level fields that may name a governing record."""
    governing = {kind.name for kind in kinds.sound.values() if kind.term}
    for kind in kinds.sound.values():
        names = tuple(
            one.at[0]
            for one in kind.references
            if one.part is None and len(one.at) == 1 and not governing.isdisjoint(one.kinds)
        )
        if names:
            yield kind.name, names


def _amended(
    record: Record | None, fields: Mapping[str, tuple[str, ...]], governing: AbstractSet[str]
) -> str | None:
    """Give the other governing record that a governing one names."""
    if record is None:
        return None
    named = (str(record.data.get(one)) for one in fields[record.kind.name])
    return next((one for one in named if one in governing), None)


def _agreement(name: str, amended: Mapping[str, str | None]) -> str:
    """Go back to the first contract; in a circle each stands for itself."""
    seen = [name]
    while before := amended.get(seen[-1]):
        if before in seen:
            return name
        seen.append(before)
    return seen[-1]


def _term(record: Record | None) -> Term | None:
    if record is None:
        return None
    period = record.data
    for name in record.kind.term or ():
        period = period.get(name, {})
    if "from" not in period:
        return None
    last = date.fromisoformat(period["to"]) if "to" in period else None
    return Term(date.fromisoformat(period["from"]), last)


def _is_voided(states: States, name: str) -> bool:
    record = states.obeying.get(name)
    return record is not None and record.is_voided
