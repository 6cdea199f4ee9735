"""Drills: what was measured beside what the plan wants, service by service; not measured is not met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.records.record import Record
from generators.records.sums import Part, Sum
from generators.strict_yaml import At


class Target(NamedTuple):
    """What a plan wants for one service, in minutes, and the row that says so."""

    service: str
    rto: int
    rpo: int
    id: str
    at: At


class Exercise(NamedTuple):
    """One drill that was held, in minutes; None where nobody measured."""

    id: str
    plan: str | None  # with targets; None for one of a plan without any
    rto: int | None
    rpo: int | None
    targets: tuple[Target, ...]  # as the plan names them

    @property
    def wanted(self) -> Sum:
        """The services for which the plan has targets."""
        return _rows("wanted", self.targets)

    @property
    def rto_met(self) -> Sum:
        """The services that were back in time: the rows of the plan whose target held."""
        return _rows("rto", (one for one in self.targets if _within(self.rto, one.rto)))

    @property
    def rpo_met(self) -> Sum:
        """The services that lost no more than they may."""
        return _rows("rpo", (one for one in self.targets if _within(self.rpo, one.rpo)))


def exercises(base: KnowledgeBase) -> tuple[Exercise, ...]:
    """Give the drills that are over, by id."""
    return tuple(
        _exercise(base, record)
        for kind in fields.kinds_with(base, "rto", "rpo")
        for record in fields.records(base, kind)
        if kind.stop in record.data
    )


def _exercise(base: KnowledgeBase, record: Record) -> Exercise:
    plan = next(_plans(base, record), None)
    return Exercise(
        record.id,
        plan.id if plan else None,
        fields.value(record, "rto"),
        fields.value(record, "rpo"),
        tuple(_targets(plan)) if plan else (),
    )


def _plans(base: KnowledgeBase, record: Record) -> Iterator[Record]:
    """Yield the records that it names at the top and that hold targets."""
    for link in base.facts.named_by(record.id):
        owner = base.facts.get(link.target)
        if owner and len(link.at) == 1 and fields.field(owner.kind, "rto-target"):
            yield owner


def _targets(plan: Record) -> Iterator[Target]:
    rto, rpo = fields.field(plan.kind, "rto-target"), fields.field(plan.kind, "rpo-target")
    if rto and rpo:
        title = next(iter(plan.kind.fields[rto.at[0]].children))
        for row in fields.rows(plan, "rto-target"):
            yield Target(
                str(row.cells[title]),
                row.cells[rto.name],
                row.cells[rpo.name],
                plan.id,
                (row.table, row.number),
            )


def _within(measured: int | None, target: int) -> bool:
    return measured is not None and measured <= target


def _rows(name: str, targets: Iterable[Target]) -> Sum:
    return Sum(name, tuple(Part(one.id, one.at, 1) for one in targets))
