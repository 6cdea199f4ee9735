"""What a plan promises of recovery beside what was shown: of each service the last drill that measured it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from math import inf
from typing import NamedTuple

from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields
from generators.measures.exercises import Exercise, Measured, Target
from generators.measures.once import once
from generators.records.moment import known
from generators.records.record import Record
from generators.records.sums import Part, Share, Sum
from generators.strict_yaml import At


class Shown(NamedTuple):
    """What a drill showed of a service: in minutes, and whether that is within the target."""

    drill: str
    day: date
    minutes: float
    is_met: bool
    measured: Measured


class Held(NamedTuple):
    """A drill of a plan that was held, and the day it was over."""

    drill: Exercise
    day: date


class Service(NamedTuple):
    """A service of a plan; None where no drill ever measured it."""

    target: Target
    order: int | None  # in which it is restored
    rto: Shown | None
    rpo: Shown | None


class Kept(NamedTuple):
    """Something that is backed up, and how many days ago it was last restored; None where it never was."""

    at: At
    tested: date | None
    days: int | None


class Recovery(NamedTuple):
    """A plan with targets: its services in the order of recovery, and what is there for it."""

    id: str
    services: tuple[Service, ...]
    held: tuple[Held, ...]  # the last first
    measured: Share  # in time or loss, of all services
    rto: Share  # within the target, of those that were measured
    rpo: Share
    ready: Share  # elements that are there, of all
    restored: Share  # backups that were restored at least once, of all
    kept: tuple[Kept, ...]


@once
def recovery(base: KnowledgeBase, plan: str) -> Recovery | None:
    """Give what a plan promises and what was shown of it; None for what has no targets."""
    record = base.facts.get(plan)
    if record is None or not fields.field(record.kind, "rto-target"):
        return None
    held = sorted(_held(base, plan), key=lambda one: (one.day, one.drill.id), reverse=True)
    found = tuple(_service(record, one, held) for one in exercises.targets(record))
    services = tuple(sorted(found, key=lambda one: inf if one.order is None else one.order))
    return Recovery(
        plan,
        services,
        tuple(held),
        Share(
            _services("measured", (one for one in services if one.rto or one.rpo)),
            _services("services", services),
        ),
        _share("rto", ((one.target, one.rto) for one in services)),
        _share("rpo", ((one.target, one.rpo) for one in services)),
        _rows(record, "readiness"),
        _rows(record, "restored"),
        tuple(_kept(base, record)),
    )


def _held(base: KnowledgeBase, plan: str) -> Iterator[Held]:
    """Yield the drills of a plan with the day that each was over."""
    for one in exercises.exercises(base):
        record = base.facts.records[one.id]
        stop = known(record.data.get(record.kind.stop), base.config.zone)
        if one.plan == plan and stop:
            yield Held(one, stop.at.astimezone(base.config.zone).date())


def _service(plan: Record, target: Target, held: list[Held]) -> Service:
    order = fields.field(plan.kind, "order")
    row = plan.data[str(target.at[0])][int(target.at[1])]
    shown = [
        (one.id, day, one.measured[one.targets.index(target)]) for one, day in held if target in one.targets
    ]
    return Service(
        target,
        row.get(order.name) if order else None,
        _last(((*one, one[2].rto) for one in shown), target.rto),
        _last(((*one, one[2].rpo) for one in shown), target.rpo),
    )


def _last(shown: Iterable[tuple[str, date, Measured, float | None]], target: int) -> Shown | None:
    """Give what the last drill that measured it showed."""
    for drill, day, measured, minutes in shown:
        if minutes is not None:
            return Shown(drill, day, minutes, minutes <= target, measured)
    return None


def _share(name: str, services: Iterable[tuple[Target, Shown | None]]) -> Share:
    measured = [(target, shown) for target, shown in services if shown is not None]
    all_of = tuple(Part(target.id, target.at, 1) for target, _ in measured)
    met = tuple(Part(target.id, target.at, 1) for target, shown in measured if shown.is_met)
    return Share(Sum(f"{name}-met", met), Sum(name, all_of))


def _services(name: str, some: Iterable[Service]) -> Sum:
    return Sum(name, tuple(Part(one.target.id, one.target.at, 1) for one in some))


def _kept(base: KnowledgeBase, plan: Record) -> Iterator[Kept]:
    field, today = fields.field(plan.kind, "restored"), base.now.astimezone(base.config.zone).date()
    for row in fields.rows(plan, "restored"):
        written = row.cells.get(field.name) if field else None
        tested = date.fromisoformat(written) if written else None
        yield Kept((row.table, row.number), tested, (today - tested).days if tested else None)


def _rows(plan: Record, measure: str) -> Share:
    """Give the rows of a table of which the field that is this measure holds, of all."""
    field = fields.field(plan.kind, measure)
    rows = [(Part(plan.id, (row.table, row.number), 1), row.cells) for row in fields.rows(plan, measure)]
    good = [part for part, cells in rows if field and _holds(field, cells.get(field.name))]
    return Share(Sum(f"{measure}-met", tuple(good)), Sum(measure, tuple(part for part, _ in rows)))


def _holds(field: Field, value: object) -> bool:
    """Say whether a value counts: one of the choices that do, else anything that stands there."""
    wanted = fields.codes(field)
    return value in wanted if wanted else value is not None
