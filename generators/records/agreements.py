"""Contracts with what amends them: one agreement, whose versions are in force one after the other.

A calendar whose hours change is amended alike. Which field names the one that is amended (`x-role: amends`)
and from which day an amendment holds (`x-role: effective`), the schema says. The first holds from
the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from generators.kinds.formats import is_date
from generators.records.record import Record
from generators.records.states import States


class Term(NamedTuple):
    """The days within which something holds, both included; `last` is None while no end is agreed."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Say whether a day lies within."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, first: date, last: date) -> bool:
        """Say whether any of these days lies within."""
        return self.first <= last and (self.last is None or first <= self.last)


class Version(NamedTuple):
    """An agreement as it is from one day on."""

    since: date
    contract: str
    term: Term | None  # of the agreement as this version leaves it; None for one that cannot be relied on


class Agreement(NamedTuple):
    """The first contract and all its versions in the order in which they came into force."""

    head: str
    versions: tuple[Version, ...]

    @property
    def term(self) -> Term | None:
        """All days of which any version says that the agreement holds."""
        terms = [one.term for one in self.versions if one.term]
        lasts = [one.last for one in terms]
        if not terms or self.versions[0].term is None:
            return None
        ends = [one for one in lasts if one]
        return Term(min(one.first for one in terms), max(ends) if len(ends) == len(lasts) else None)

    def in_force(self, day: date) -> Version:
        """Give the version that holds on a day; before all of them, the first."""
        return next((one for one in reversed(self.versions) if one.since <= day), self.versions[0])


def read(governing: Iterable[str], states: States) -> dict[str, Agreement]:
    """Put contracts together into agreements, by the id of every contract that belongs to one."""
    names = sorted(governing)
    amended = {name: amends(record) for name in names if (record := states.get(name))}
    known = {name: before for name, before in amended.items() if before in names}
    chains: dict[str, list[str]] = {}
    for name in names:
        chains.setdefault(_head(name, known), []).append(name)
    found = {head: _agreement(head, members, states) for head, members in chains.items()}
    return {name: found[head] for head, members in chains.items() for name in members}


def of(record: Record, states: States) -> Agreement:
    """Give the versions of a record that others of its kind amend, whether or not its kind governs."""
    alike = (one.id for one in states.read if one.kind is record.kind)
    return read(alike, states)[record.id]


def amends(record: Record) -> str | None:
    """Give the contract that a contract amends."""
    written = record.data.get(record.kind.role("amends"))
    return written if isinstance(written, str) else None


def effective(record: Record) -> date | None:
    """Give the day from which an amendment holds, or what else was agreed, where it can be read."""
    return _date(record, "effective")


def expires(record: Record) -> date | None:
    """Give the last day on which what was agreed is in force, if it has one."""
    return _date(record, "expires")


def _date(record: Record, role: str) -> date | None:
    written = record.data.get(record.kind.role(role))
    return date.fromisoformat(written) if isinstance(written, str) and is_date(written) else None


def term_of(record: Record) -> Term | None:
    """Give the term that a governing record names; None without one, or if it ends before it begins."""
    period: Any = record.data
    for name in record.kind.term or ():
        period = period.get(name, {})
    if "from" not in period:
        return None
    first = date.fromisoformat(period["from"])
    last = date.fromisoformat(period["to"]) if "to" in period else None
    return Term(first, last) if last is None or first <= last else None


def _head(name: str, amended: Mapping[str, str | None]) -> str:
    """Go back to the first contract; in a circle each stands for itself."""
    seen = [name]
    while before := amended.get(seen[-1]):
        if before in seen:
            return name
        seen.append(before)
    return seen[-1]


def _agreement(head: str, members: Iterable[str], states: States) -> Agreement:
    dated = sorted(
        (_since(name, head, states), name != head, name)
        for name in members
        if name == head or not _is_voided(states, name)
    )
    versions: list[Version] = []
    for since, _, name in dated:
        record = states.obeying.get(name)
        term = term_of(record) if record else None
        firsts = [one.term.first for one in versions if one.term]
        if term and firsts:  # an amendment may name only the rest of the term
            term = Term(min(term.first, *firsts), term.last)
        versions.append(Version(since, name, term))
    return Agreement(head, tuple(versions))


def _since(name: str, head: str, states: States) -> date:
    """Give the day from which a version holds; one of which nobody can say it may hold from the beginning."""
    record = states.get(name)
    return (effective(record) if record and name != head else None) or date.min


def _is_voided(states: States, name: str) -> bool:
    record = states.obeying.get(name)
    return record is not None and record.is_voided
