"""Within which contract, over which days and at which moment an obligation is judged.

What a contract says is judged within that contract. What a standard says binds the provider under each of its
contracts, so it is judged once within each: work done under one never makes up for what another lacks.
A contract that is amended goes on: what it says is judged over all its versions, and what an amendment says
from the day on which that came into force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.records.about import Days
from generators.records.agreements import Term
from generators.records.binding import Bindings
from generators.records.facts import Facts
from generators.records.record import Record
from generators.records.states import RecordState, States

_SEVERAL = 2
_DAY = timedelta(days=1)


class Scope(NamedTuple):
    """What one judgement of an obligation is about."""

    contract: str | None  # the version in force at that moment; None where the base has none
    agreement: str | None  # the contract with all that amends it
    term: Term | None  # None also while the contract is not sound
    zone: ZoneInfo
    now: datetime
    bindings: Bindings
    named: str | None  # the contract again where the obligation is judged within others as well
    since: date | None  # the day from which the obligation holds, if that is not the beginning

    @property
    def judged(self) -> Term | None:
        """The days of the term on which the obligation holds."""
        if self.term is None or self.since is None:
            return self.term
        return self.term._replace(first=max(self.since, self.term.first))

    def held(self, records: tuple[Record, ...]) -> Iterable[Record]:
        """Give the sound records that are to be judged: of this contract, or serving it."""
        if self._is_whole:
            return records
        return (one for one in records if self._holds(one))

    def unclear(self, records: tuple[Record, ...]) -> Iterable[Record]:
        """Give the sound records that belong to a contract, and nobody can say to which."""
        if self._is_whole:
            return ()
        return (one for one in records if self.bindings.holds(one, self.agreement) is None)

    def may_hold(self, record_id: str, states: States) -> bool:
        """Say whether an unsound record may belong here: it does unless it is known to be of another."""
        record = states.get(record_id)
        if record is None:
            return True
        is_refused = states.of(record_id) is RecordState.REFUSED
        if is_refused:
            return self.bindings.said(record).agreement in (None, self.agreement)
        return self.bindings.holds(record, self.agreement) is not False

    def versions(self, first: date, last: date) -> Iterator[tuple[str, date, date]]:
        """Yield which contract is in force on which of these days, for as long as the agreement has any."""
        known = self.bindings.versions(self.contract)
        ends = [*(one.since for one in known[1:]), date.max]
        for version, after in zip(known, ends, strict=True):
            begin, end = max(first, version.since), min(last, after - _DAY)
            if begin <= end:
                yield version.contract, begin, end

    def _holds(self, record: Record) -> bool:
        if not self.bindings.holds(record, self.agreement):
            return False
        if self.since is None or self.bindings.of(record).agreement is None:
            return True
        when = self.bindings.days(record)
        return when is None or when.last >= self.since

    @property
    def _is_whole(self) -> bool:
        """Whether there is no other contract, and no earlier one, that anything could belong to."""
        return len(self.bindings.agreements) < _SEVERAL and self.since is None


def scopes(obligation: Record, facts: Facts, bindings: Bindings, now: datetime) -> list[Scope]:
    """Give the scopes in which an obligation is judged: its own contract's, else that of each contract."""
    source = bindings.of(obligation)
    contracts = (source.contract,) if source.contract else bindings.agreements or (None,)
    today = now.astimezone(source.zone).date()
    found = []
    for one in contracts:
        binding = bindings.at(one, Days(today, today))
        term = binding.term if binding.contract and facts.get(binding.contract) else None
        told = one if len(contracts) >= _SEVERAL else None
        since = bindings.since(one) if source.contract else None
        found.append(
            Scope(binding.contract, binding.agreement, term, binding.zone, now, bindings, told, since)
        )
    return found
