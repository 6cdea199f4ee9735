"""What belongs to the days of a record: what ended on them, what is about them, what held on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from generators.checks.context import Context
from generators.kinds.field import Field, Reference
from generators.records.about import Days
from generators.records.moment import moment
from generators.records.record import Record


class Belonging:
    """The records of a base by kind and days; each is looked up once, however many ask."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._ended: dict[str, list[tuple[Record, Days, str | None]]] = {}
        self._written: dict[tuple[str, str, str], Mapping[str | None, set[str]]] = {}

    def days(self, record: Record) -> Days | None:
        """Give the days that a record is about."""
        return self._context.bindings.days(record)

    def owner(self, record: Record, ref: Reference) -> Record | None:
        """Give the record whose rows a top-level table of this one names."""
        bindings = self._context.bindings
        named = record.data.get(ref.of) if ref.of else None
        owner = bindings.in_force(str(named), record) if named else bindings.of(record).contract
        known = self._context.records.get(owner or "")
        return known if known and known.kind.name in ref.kinds else None

    def misnames(self, record: Record, column: Field, written: set[str]) -> bool:
        """Say whether one of these values names no row that there is: that is an error, and says enough."""
        if column.ref is None or column.ref.part is None:
            return False
        owner = self.owner(record, column.ref)
        return owner is None or any(owner.row(column.ref.part, code) is None for code in written)

    def before(self, record: Record) -> Record | None:
        """Give the latest record of the same kind and contract that is about earlier days."""
        when, agreement = self.days(record), self._agreement(record)
        if when is None:
            return None
        earlier = [
            (days.first, other.id, other)
            for other, days, theirs in self._of_kind(record.kind.name)
            if days.first < when.first and theirs == agreement
        ]
        return max(earlier)[-1] if earlier else None

    def records(
        self, record: Record, table: str, column: str, kinds: Iterable[str], during: Mapping[str, Any] | None
    ) -> Mapping[str, str]:
        """Give the records of these kinds that belong to the days of one, and that no other one names.

        What begins and ends belongs where it ended; else a record belongs where the days it is about lie.
        With `during` it belongs to all days on which such a row of its own held.
        """
        when, agreement = self.days(record), self._agreement(record)
        if when is None:
            return {}
        if during is not None:
            known = (one for kind in kinds for one in self._by_kind.get(kind, ()))
            return {one.id: one.id for one in known if self._held(one, when, during)}
        elsewhere = self._named(record.kind.name, table, column).get(agreement, set())
        return {
            other.id: other.id
            for kind in kinds
            for other, days, theirs in self._of_kind(kind)
            if theirs == agreement
            and when.first <= days.first
            and days.last <= when.last
            and other.id not in elsewhere
        }

    def _named(self, kind: str, table: str, column: str) -> Mapping[str | None, set[str]]:
        """Give by contract all that the tables of a kind name: what one has, no other lacks."""
        key = (kind, table, column)
        if key not in self._written:
            found: dict[str | None, set[str]] = defaultdict(set)
            for record in self._by_kind.get(kind, ()):
                found[self._agreement(record)] |= {str(row[column]) for row in record.data.get(table, ())}
            self._written[key] = found
        return self._written[key]

    def _held(self, record: Record, when: Days, during: Mapping[str, Any]) -> bool:
        table = record.kind.fields[during["rows"]]
        begin, end = table.item.marks["period"] if table.item else ("", "")
        return any(
            all(row.get(name) in wanted for name, wanted in during.get("where", {}).items())
            and self._day(row[begin]) <= when.last
            and (end not in row or self._day(row[end]) >= when.first)
            for row in record.data.get(table.name, ())
        )

    def _of_kind(self, name: str) -> list[tuple[Record, Days, str | None]]:
        if name not in self._ended:
            self._ended[name] = [
                (one, days, self._agreement(one))
                for one in self._by_kind.get(name, ())
                if (days := self._belongs(one))
            ]
        return self._ended[name]

    def _belongs(self, record: Record) -> Days | None:
        kind = record.kind
        if not (kind.start and kind.stop):
            return self.days(record)
        known = moment(record.data.get(kind.stop), self._context.bindings.of(record).zone)
        day = known.at.astimezone(self._context.bindings.of(record).zone).date() if known else None
        return Days(day, day) if day else None

    def _agreement(self, record: Record) -> str | None:
        return self._context.bindings.of(record).agreement

    @staticmethod
    def _day(value: str) -> date:
        return date.fromisoformat(value[: len("2026-01-01")])

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self._sound():
            found[record.kind.name].append(record)
        return found

    def _sound(self) -> Iterator[Record]:
        return (one for one in self._context.records.values() if not one.is_voided)
