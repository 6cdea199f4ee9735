"""The dimensions of the diagnosis, from the registers: each figure against that of the quarter before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.records.dimensions import Quarter, Registers, shares
from generators.records.sums import Share, Sum


class Line(NamedTuple):
    """One figure: what it comes to in the quarter and in the one before, and as what share of which other."""

    dimension: str
    name: str
    title: str  # of the register's field
    now: Sum
    before: Sum
    share: Share | None
    share_before: Share | None

    @property
    def change(self) -> int | None:
        """How much more it is than the quarter before; None if either was not counted."""
        both = self.now.is_counted and self.before.is_counted
        return self.now.number - self.before.number if both else None

    @property
    def points(self) -> float | None:
        """How many percentage points the share is above that of the quarter before."""
        now, before = (one.percent if one else None for one in (self.share, self.share_before))
        return None if now is None or before is None else now - before


class Diagnosis(NamedTuple):
    """All figures of one quarter, dimension by dimension; no figure adds up two contracts."""

    contract: str | None
    quarter: str
    lines: tuple[Line, ...]

    def of(self, name: str) -> Line:
        """Give the figure of a name."""
        return next(one for one in self.lines if one.name == name)


def quarters(base: KnowledgeBase) -> tuple[str, ...]:
    """Name the quarters of which something was counted."""
    return tuple(sorted({one.name for _, known in _registers(base) for one in known.quarters()}))


def diagnoses(base: KnowledgeBase) -> tuple[Diagnosis, ...]:
    """Give the figures of every quarter of which something was counted."""
    found = []
    for contract, registers in _registers(base):
        known = registers.quarters()
        found += [_diagnosis(base, contract, registers, one, is_first=one == known[0]) for one in known]
    return tuple(found)


def _registers(base: KnowledgeBase) -> Iterator[tuple[str | None, Registers]]:
    """Yield the registers of each contract."""
    own = {
        record.id: fields.contract_of(base, record)
        for record in base.facts.records.values()
        if record.kind.marked("figure")
    }
    for contract in sorted({one for one in own.values() if one}) or (None,):
        some = (base.facts.records[name] for name, its in own.items() if its in (contract, None))
        yield contract, Registers(some, base.kinds, base.config.zone)


def _diagnosis(
    base: KnowledgeBase, contract: str | None, registers: Registers, when: Quarter, *, is_first: bool
) -> Diagnosis:
    """Gather a quarter; before the first of a contract nobody counted, and 0 would not be true."""
    now, before = registers.counts(when), registers.counts(when.before)
    its, its_before = dict(shares(now)), {} if is_first else dict(shares(before))
    lines = [
        Line(
            count.dimension,
            name,
            count.field.title,
            count.total,
            Sum(name, (), is_counted=False) if is_first else before[name].total,
            its.get(name),
            its_before.get(name),
        )
        for name, count in now.items()
    ]
    order = [*_told(base), *(one.dimension for one in lines)]
    return Diagnosis(contract, when.name, tuple(sorted(lines, key=lambda one: order.index(one.dimension))))


def _told(base: KnowledgeBase) -> list[str]:
    """Give the dimensions in the order of the reports that tell of them."""
    return [
        str(choice.code)
        for kind in base.kinds.sound.values()
        for field in kind.marked("tells")
        for choice in kind.field((*field.at[:-1], field.marks["tells"])).choices
    ]
