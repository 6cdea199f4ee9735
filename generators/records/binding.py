"""What binds a record: the contract that governs it, that contract's term, and the zone of its days.

A kind *governs* if its schema declares a term (`x-term`). A record of another kind is bound by the agreement
that one of its top-level references names, in the version in force on the days that the record is about.
Contracts have no zone: that of the base, in its settings, is the zone of every day, whosever day it is.
One that names none is bound as what raised it is; failing that, by the default agreement while its term holds
those days, else by the only other one whose term does. A kind without such a reference is shared: its records
say which contracts they serve (`x-role: serves`). One that does not say serves the only contract there is, of
several the default one; a kind whose records cannot say it belongs to every contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.config import FILE, Config
from generators.finding import UserError
from generators.kinds.dialect import AUDIENCES
from generators.kinds.kind import Kinds
from generators.records import agreements
from generators.records.about import Days, days, raised_by
from generators.records.agreements import Agreement, Term, Version
from generators.records.record import Record
from generators.records.states import States

_SEVERAL = 2


class Binding(NamedTuple):
    """What governs a record; nothing governs one that is shared, or that names something else instead."""

    contract: str | None
    agreement: str | None  # the contract that `contract` amends in the end, or itself
    term: Term | None  # None also for a contract that could not be read or breaks its schema
    zone: ZoneInfo
    is_open: bool = False  # a contract should be named, and nobody can say which


@dataclass(frozen=True)
class Bindings:
    """What binds the records of a base. With one contract, telling it is a look at a field or two."""

    default: str | None  # the contract that is meant where none is named
    agreements: tuple[str, ...]  # the contracts that amend no other and are not voided, by id
    _governing: Mapping[str, Agreement]  # by the id of every contract that belongs to one
    _fields: Mapping[str, tuple[str, ...]]  # by kind: the references that may name a governing record
    _records: Mapping[str, Record]
    _free: Binding
    is_meant: bool = True  # whether what names no contract means one of these
    _found: dict[str, Binding] = field(default_factory=dict, compare=False)  # where time decides
    _by: dict[str | None, Binding] = field(default_factory=dict, compare=False)  # by contract

    @property
    def contracts(self) -> tuple[str, ...]:
        """All contracts, the default one first: where what is shared looks up what a contract lists."""
        return tuple(sorted(self._governing, key=lambda one: (one != self.default, one)))

    def of(self, record: Record) -> Binding:
        """Tell what binds a record that obeys its schema: what it names, else what its days or source say."""
        if len(self._governing) < _SEVERAL:
            return self._said(record, self.default)
        if record.id not in self._found:
            self._found[record.id] = self._said(record, self.default)  # if what raised it leads back to it
            self._found[record.id] = self._in_time(record)
        return self._found[record.id]

    def said(self, record: Record) -> Binding:
        """Tell what binds a record by what it says itself: all there is to one that breaks its schema."""
        return self._said(record, None)

    def by(self, contract: str | None) -> Binding:
        """Tell what binds whatever names this contract, at no time in particular."""
        found = self._by.get(contract)
        if found is None:
            found = self._by[contract] = self._named(contract)
        return found

    def _named(self, contract: str | None) -> Binding:
        agreement = self._governing.get(contract or "")
        if agreement is None:
            return self._free
        known = (one for one in agreement.versions if one.contract == contract)
        version = next(known, Version(agreement.versions[0].since, str(contract), None))
        return self._bound(agreement, version)

    def at(self, contract: str | None, when: Days | None) -> Binding:
        """Tell what binds whatever belongs to this contract's agreement and is about these days."""
        agreement = self._governing.get(contract or "")
        if agreement is None or when is None:
            return self.by(contract)
        return self._bound(agreement, agreement.in_force(when.first))

    def in_force(self, named: str, record: Record) -> str:
        """Give what a record means that names another: of a contract, its version on the record's days."""
        agreement = self._governing.get(named)
        when = self.days(record) if agreement and len(agreement.versions) >= _SEVERAL else None
        return self.at(named, when).contract or named

    def versions(self, contract: str | None) -> tuple[Version, ...]:
        """Give the versions of a contract's agreement, in the order in which they came into force."""
        agreement = self._governing.get(contract or "")
        return agreement.versions if agreement else ()

    def since(self, contract: str | None) -> date | None:
        """Give the day from which a contract is in force, if it amends another."""
        known = (one.since for one in self.versions(contract) if one.contract == contract)
        return next((day for day in known if day > date.min), None)

    def served(self, names: Iterable[str] | None) -> frozenset[str] | None:
        """Give the agreements of these contracts; None where nobody names any, and there are several."""
        if names is None:
            return None if len(self.agreements) >= _SEVERAL else frozenset(self.agreements)
        return frozenset(head for name in names if (head := self.by(name).agreement))

    def holds(self, record: Record, agreement: str | None) -> bool | None:
        """Say whether a record counts under an agreement; None where nobody can say under which it does."""
        binding, serves = self.of(record), record.kind.role("serves")
        if binding.is_open:
            return None
        if binding.agreement is not None or not serves or len(self.agreements) < _SEVERAL:
            return binding.agreement in (None, agreement)
        served = self.served(record.data.get(serves))
        if served is None:  # whatever names no contract means the default one
            default = self.by(self.default).agreement
            return default == agreement if default else None
        return agreement in served

    def is_said(self, record: Record) -> bool:
        """Say whether it is known for which contracts a record is there, and not only assumed."""
        if len(self.agreements) < _SEVERAL or record.kind.term or record.kind.name in self._fields:
            return True
        serves = record.kind.role("serves")
        return serves in record.data if serves else record.kind.audience == AUDIENCES[0]

    def only(self, agreement: str | None, records: Mapping[str, Record]) -> Bindings:
        """Give what binds these records where nothing is known but one agreement; of None, of all."""
        if agreement is None:
            return replace(self, _records=records, _found={})
        governing = {name: one for name, one in self._governing.items() if one.head == agreement}
        return replace(
            self,
            default=agreement,
            is_meant=len(self.agreements) < _SEVERAL or self.by(self.default).agreement == agreement,
            agreements=(agreement,),
            _governing=MappingProxyType(governing),
            _records=records,
            _found={},
            _by={},
        )

    def days(self, record: Record) -> Days | None:
        """Give the days that a record is about; None for what has no time."""
        return days(record, self._records, self._free.zone)

    def then(self, states: States) -> Bindings:
        """Give what bound the same records when only these were known: no amendment or voiding to come.

        A contract that amends no other stays the one that is meant, whether or not anybody knew it yet.
        """
        names = [name for name, one in self._governing.items() if states.of(name) or name == one.head]
        known = agreements.read(names, states)
        heads = tuple(_heads(known, states))
        default = self.default if self.default in known else self.by(self.default).agreement
        return replace(
            self,
            default=default,
            agreements=heads or self.agreements,
            _governing=MappingProxyType(known),
            _records=states.obeying,
            _found={},
            _by={},
        )

    def _bound(self, agreement: Agreement, version: Version) -> Binding:
        return Binding(version.contract, agreement.head, version.term, self._free.zone)

    def _said(self, record: Record, default: str | None) -> Binding:
        if record.kind.term:
            return self.by(record.id)
        if record.kind.name not in self._fields:
            return self._free
        names = self._names(record)
        if not names and default is None:
            return self._free._replace(is_open=True)
        return self.by(next((one for one in names if one in self._governing), None) if names else default)

    def _in_time(self, record: Record) -> Binding:
        said = self._said(record, self.default)
        if record.kind.term or record.kind.name not in self._fields:
            return said
        if self._names(record):
            return self.at(said.contract, self.days(record))
        before = [self._records.get(name) for name in raised_by(record)]
        found = (self.of(one) for one in before if one)
        if bound := next((one for one in found if one.contract), None):
            return bound
        if None in before:  # it cannot be relied on, and with it whose this one is
            return self._free._replace(is_open=True)
        return self._by_term(self.days(record))

    def _by_term(self, when: Days | None) -> Binding:
        """Find the agreement whose term holds the days: the default one, else the only one that does."""
        terms = {head: self._governing[head].term for head in self.agreements}
        default = self.by(self.default).agreement
        if when is None or (default and not self._is_outside(terms.get(default), when)):
            return self.at(self.default, when) if self.default else self._free._replace(is_open=True)
        holding = [head for head, term in terms.items() if not self._is_outside(term, when)]
        if len(holding) == 1 and terms[holding[0]]:
            return self.at(holding[0], when)
        if self.default and not holding:
            return self.at(self.default, when)
        return self._free._replace(is_open=True)

    @staticmethod
    def _is_outside(term: Term | None, when: Days) -> bool:
        """Say whether the days are known to lie outside."""
        return term is not None and not term.meets(when.first, when.last)

    def _names(self, record: Record) -> list[str]:
        return [str(record.data[one]) for one in self._fields[record.kind.name] if one in record.data]


def read(states: States, kinds: Kinds, settings: Config) -> Bindings:
    """Find the governing records, and the default among them. Raises UserError."""
    governing = {one.id for one in states.read if one.kind.term}
    governing |= {name for name, path in states.unread.items() if (one := kinds.of_path(path)) and one.term}
    governing |= {name for name, path in states.unread.items() if kinds.is_broken(path)}  # may: who knows
    known = agreements.read(governing, states)
    hidden = {name for name, path in states.unread.items() if kinds.is_broken(path)}
    heads = [name for name in _heads(known, states) if name not in hidden]
    default = _default(settings, governing, heads)
    return Bindings(
        default,
        tuple(heads) or ((default,) if default else ()),
        MappingProxyType(known),
        MappingProxyType(dict(_fields(kinds))),
        states.obeying,
        Binding(None, None, None, settings.zone),
    )


def _heads(known: Mapping[str, Agreement], states: States) -> list[str]:
    """Give the contracts that amend no other and are not voided, by id."""
    return sorted(name for name, one in known.items() if one.head == name and not _is_voided(states, name))


def _default(settings: Config, governing: set[str], heads: list[str]) -> str | None:
    """Give the record that governs where none is named: the one in the settings, else the only one."""
    if settings.contract is None:
        alone = heads if len(heads) == 1 else sorted(governing)
        return alone[0] if len(alone) == 1 else None
    if settings.contract in governing:
        return settings.contract
    known = "、".join(sorted(governing)) or "（还没有合同登记；先删掉这一行，再用 itss new contract 建）"
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


def _is_voided(states: States, name: str) -> bool:
    record = states.obeying.get(name)
    return record is not None and record.is_voided
