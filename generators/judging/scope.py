"""Within which contract, over which days and at which moment an obligation is judged.

What a contract says is judged within that contract. What a standard says binds the provider under each of its
contracts, so it is judged once within each: work done under one never makes up for what another lacks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.records.binding import Bindings, Term
from generators.records.facts import Facts
from generators.records.record import Record
from generators.records.states import RecordState, States

_SEVERAL = 2


class Scope(NamedTuple):
    """What one judgement of an obligation is about."""

    contract: str | None  # None where the base has none
    agreement: str | None  # the contract with all that amends it
    term: Term | None  # None also while the contract is not sound
    zone: ZoneInfo
    now: datetime
    bindings: Bindings
    named: str | None  # the contract again where the obligation is judged within others as well

    def held(self, records: tuple[Record, ...]) -> Iterable[Record]:
        """Give the sound records that are to be judged: of this contract, or shared by all."""
        if self._is_whole:
            return records
        known = ((record, self.bindings.of(record)) for record in records)
        return (one for one, by in known if not by.is_open and by.agreement in (None, self.agreement))

    def unclear(self, records: tuple[Record, ...]) -> Iterable[Record]:
        """Give the sound records that belong to a contract, and nobody can say to which."""
        return () if self._is_whole else (one for one in records if self.bindings.of(one).is_open)

    def may_hold(self, record_id: str, states: States) -> bool:
        """Say whether an unsound record may belong here: it does unless it is known to be of another."""
        record = states.get(record_id)
        if record is None:
            return True
        is_refused = states.of(record_id) is RecordState.REFUSED
        binding = self.bindings.said(record) if is_refused else self.bindings.of(record)
        return binding.agreement in (None, self.agreement)

    @property
    def _is_whole(self) -> bool:
        """Whether there is no other contract that anything could belong to."""
        return len(self.bindings.agreements) < _SEVERAL


def scopes(obligation: Record, facts: Facts, bindings: Bindings, now: datetime) -> list[Scope]:
    """Give the scopes in which an obligation is judged: its own contract's, else that of each contract."""
    named = bindings.of(obligation).contract
    contracts = (named,) if named else bindings.agreements or (None,)
    found = []
    for one in contracts:
        binding = bindings.by(one)
        term = binding.term if one and facts.get(one) else None
        told = one if len(contracts) >= _SEVERAL else None
        found.append(Scope(one, binding.agreement, term, binding.zone, now, bindings, told))
    return found
