"""The limit of a clock by level, as the contract of a record's own level has it; which level is stricter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generators.records.easing import ranks
from generators.records.facts import Facts
from generators.records.record import Record

_MINUTE = 60


class Table(NamedTuple):
    """The levels of a contract in order, and the limit of each in seconds."""

    order: Mapping[str, int]
    limits: Mapping[str, int]
    fixed: int | None = None  # of every level, named or not

    def limit(self, level: str | None) -> int | None:
        """Give the limit at a level; None if nothing says."""
        return self.fixed if self.fixed is not None else self.limits.get(level or "")


class Tables:
    """The tables for the parameters of one clock, each made once."""

    def __init__(self, facts: Facts, parameters: Mapping[str, Any]) -> None:
        fixed = parameters.get("limit_minutes")
        self._facts, self._column = facts, parameters.get("limit_by_level")
        self._fixed = None if fixed is None else int(fixed) * _MINUTE
        self._none = Table({}, {}, self._fixed)
        self._known: dict[str, Table] = {}

    def of(self, record: Record) -> Table:
        """Give the table of the contract that has the record's own level."""
        at = (record.kind.role("level"),)
        for link in self._facts.named_by(record.id):
            if link.at == at:
                if link.target not in self._known:
                    self._known[link.target] = self._made(self._facts.get(link.target))
                return self._known[link.target]
        return self._none

    def _made(self, contract: Record | None) -> Table:
        if contract is None or self._column is None:
            return Table(ranks(contract), {}, self._fixed)
        part = contract.kind.parts[contract.kind.role("levels")]
        key, column = part.marks["key"], str(self._column)
        limits = {str(row[key]): int(row[column]) * _MINUTE for row in contract.data.get(part.name, ())}
        return Table(ranks(contract), limits, self._fixed)
