"""Drills: what was measured beside what the plan wants, service by service; not measured is not met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.once import once
from generators.records.record import Record
from generators.records.recovery import Recovered, longest, recovered
from generators.records.sums import Part, Sum
from generators.strict_yaml import At

_MINUTE = timedelta(minutes=1)
PLAN = "plan"  # the field of a drill that names what is drilled


class Target(NamedTuple):
    """What a plan wants for one service, in minutes, and the row that says so."""

    service: str
    rto: int
    rpo: int
    id: str
    at: At


class Measured(NamedTuple):
    """What a drill measured of one service, in minutes; None where nobody did."""

    rto: float | None = None
    rpo: float | None = None
    point: datetime | None = None  # to which it was brought back
    at: At | None = None  # the row that tells; None where only the drill as a whole does


class Exercise(NamedTuple):
    """One drill that was held, in minutes; None where nobody measured."""

    id: str
    plan: str | None  # with targets; None for one of a plan without any
    rto: float | None  # the longest of its services
    rpo: float | None
    targets: tuple[Target, ...]  # as the plan names them
    measured: tuple[Measured, ...]  # of each target

    @property
    def wanted(self) -> Sum:
        """The services for which the plan has targets."""
        return _rows("wanted", self.targets)

    @property
    def rto_measured(self) -> Sum:
        """The services whose time was measured."""
        return self._of("rto-measured", lambda _, found: found.rto is not None)

    @property
    def rpo_measured(self) -> Sum:
        """The services whose loss was measured."""
        return self._of("rpo-measured", lambda _, found: found.rpo is not None)

    @property
    def rto_met(self) -> Sum:
        """The services that were back in time: the rows of the plan whose target held."""
        return self._of("rto", lambda one, found: _within(found.rto, one.rto))

    @property
    def rpo_met(self) -> Sum:
        """The services that lost no more than they may."""
        return self._of("rpo", lambda one, found: _within(found.rpo, one.rpo))

    def _of(self, name: str, counts: Callable[[Target, Measured], bool]) -> Sum:
        pairs = zip(self.targets, self.measured, strict=True)
        return _rows(name, (one for one, found in pairs if counts(one, found)))


def kinds(base: KnowledgeBase) -> tuple[Kind, ...]:
    """Give the kinds of drills: those that measure how long a recovery took, and what was lost."""
    return tuple(one for one in fields.kinds_with(base, "rto", "rpo") if PLAN in one.fields)


def naming(kind: Kind, drills: Kind) -> str:
    """Give the top-level field by which records of a kind name a drill as a whole; empty without one."""
    refs = (one for one in kind.references if len(one.at) == 1 and one.part is None)
    return next((one.at[0] for one in refs if one.kinds == (drills.name,)), "")


@once
def exercises(base: KnowledgeBase) -> tuple[Exercise, ...]:
    """Give the drills that are over, by id."""
    return tuple(
        _exercise(base, record)
        for kind in fields.kinds_with(base, "rto", "rpo")
        for record in fields.records(base, kind)
        if kind.stop in record.data
    )


def targets(plan: Record) -> tuple[Target, ...]:
    """Give what a plan wants for each of its services."""
    return tuple(_targets(plan))


def wanted(base: KnowledgeBase, record: Record) -> tuple[Target, ...]:
    """Give the targets of the plan that a drill is of, whether it was held or not."""
    plan = next(_plans(base, record), None)
    return tuple(_targets(plan)) if plan else ()


def _exercise(base: KnowledgeBase, record: Record) -> Exercise:
    plan = next(_plans(base, record), None)
    wanted, rows = targets(plan) if plan else (), recovered(record)
    typed = Measured(fields.value(record, "rto"), fields.value(record, "rpo"))
    rto, rpo = (longest(one.rto for one in rows), longest(one.rpo for one in rows)) if rows else (None, None)
    return Exercise(
        record.id,
        plan.id if plan else None,
        _minutes(rto) if rows else typed.rto,
        _minutes(rpo) if rows else typed.rpo,
        wanted,
        # where the drill says nothing of its services, what was written of the whole is said of each
        tuple(_measured(rows, one) if rows else typed for one in wanted),
    )


def _measured(rows: tuple[Recovered, ...], target: Target) -> Measured:
    """Give what was measured of a service; of several attempts the longest, as of the drill."""
    own = [one for one in rows if one.of == target.service]
    if not own:
        return Measured()
    told = max(own, key=lambda one: (one.rto or timedelta(), one.rpo or timedelta()))
    rto, rpo = longest(one.rto for one in own), longest(one.rpo for one in own)
    return Measured(_minutes(rto), _minutes(rpo), told.point, told.at)


def _minutes(span: timedelta | None) -> float | None:
    return None if span is None else span / _MINUTE


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


def _within(measured: float | None, target: int) -> bool:
    return measured is not None and measured <= target


def _rows(name: str, targets: Iterable[Target]) -> Sum:
    return Sum(name, tuple(Part(one.id, one.at, 1) for one in targets))
