"""Attainment: what each indicator of a year's capability plan has come to, from registers where they tell.

An indicator by an obligation is the share that is met of what has been judged under it; by courses, of the
plan's rows that had to be held; by attendance, of the people expected; by satisfaction, of the answers with
four points or more; by reserve, how many parts of the work nobody stands in for. Any other is what somebody
typed. Where nothing was judged or counted it has not come to anything, which is neither met nor missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import competence, course_plan, courses, fields
from generators.measures.figure import Figure, figure
from generators.measures.once import once
from generators.records.record import Record, values
from generators.records.sums import Part, Share, Sum

_LEAST = "no-less-than"


class Reached(StrEnum):
    """Whether an indicator is where it should be."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"  # nothing was judged or counted yet


class Kpi(NamedTuple):
    """One indicator; `figure` or `share` is what its number is made of, if it is a share."""

    plan: str
    number: int  # of its row
    element: str
    name: str
    operator: str
    wanted: float
    unit: str
    how: str
    obligation: str | None
    attained: float | None
    figure: Figure | None
    share: Share | None
    reached: Reached
    analysis: str
    rectification: str | None

    @property
    def is_unanswered(self) -> bool:
        """Whether it was missed and nobody wrote why."""
        return self.reached is Reached.MISSED and not self.analysis


class Plan(NamedTuple):
    """One plan with its indicators."""

    id: str
    table: str
    kpis: tuple[Kpi, ...]

    def of(self, *reached: Reached) -> Sum:
        """Give the indicators that are so, as the rows in which they are written."""
        parts = (Part(self.id, (self.table, one.number), 1) for one in self.kpis if one.reached in reached)
        return Sum("kpis", tuple(parts))


@once
def plans(base: KnowledgeBase) -> tuple[Plan, ...]:
    """Give every plan, in the order of ids."""
    kinds = fields.kinds_with(base, "kpi-element")
    return tuple(_plan(base, record) for kind in kinds for record in fields.records(base, kind))


def _plan(base: KnowledgeBase, record: Record) -> Plan:
    table = str(fields.column(record.kind, "kpi-element").at[0])
    rows = fields.rows(record, "kpi-element")
    return Plan(record.id, table, tuple(_kpi(base, record, one) for one in rows))


class _Attained(NamedTuple):
    value: float | None = None
    figure: Figure | None = None
    share: Share | None = None


def _kpi(base: KnowledgeBase, record: Record, row: fields.Row) -> Kpi:
    cells = row.cells

    def word(name: str) -> str:
        return record.kind.field((row.table, row.number, name)).word(cells[name])

    found, wanted = _attained(base, record, cells), float(cells["wanted"])
    if found.value is None:
        reached = Reached.UNKNOWN
    else:
        is_least = cells["comparison"] == _LEAST
        is_met = found.value >= wanted if is_least else found.value <= wanted
        reached = Reached.MET if is_met else Reached.MISSED
    return Kpi(
        record.id,
        row.number,
        word("element"),
        str(cells["name"]),
        word("comparison"),
        wanted,
        str(cells["unit"]),
        word("measured_by"),
        cells.get("obligation"),
        *found,
        reached,
        str(cells.get("analysis", "")),
        cells.get("rectification"),
    )


def _attained(base: KnowledgeBase, plan: Record, cells: Any) -> _Attained:
    match cells["measured_by"]:
        case "obligation":
            name = cells.get("obligation")
            found = figure(base.verdicts_of(str(name)) if name else ())
            of = found.denominator.number
            return _Attained(100 * found.numerator.number / of if of else None, found)
        case "attendance":
            return _shared(courses.training(base).attendance)
        case "courses":
            own = [one for one in course_plan.plans(base) if _are_alike(base, plan, one.id)]
            return _shared(own[0].kept) if own else _Attained()
        case "satisfaction":
            return _shared(_satisfied(base, plan))
        case "reserve":
            known = competence.competence(base)
            return _Attained(float(known.lacking.number) if known.skills else None)
        case _:
            typed = cells.get("actual")
            return _Attained(None if typed is None else float(typed))


def _shared(share: Share) -> _Attained:
    return _Attained(share.percent, None, share)


def _are_alike(base: KnowledgeBase, plan: Record, other: str) -> bool:
    """Say whether another plan is of the same contract and the same days."""
    record = base.facts.records[other]
    days = base.bindings.days
    return fields.contract_of(base, record) == fields.contract_of(base, plan) and days(record) == days(plan)


def _satisfied(base: KnowledgeBase, plan: Record) -> Share:
    """Give the answers with four points or more, of all answers to surveys about days of the plan."""
    span, met, of = base.bindings.days(plan), [], []
    for part, points in _answers(base):
        about = base.bindings.days(base.facts.records[part.id])
        if span and about and span.first <= about.first <= span.last:
            of.append(part)
            met += [part] * (points >= courses.SATISFIED)
    return Share(Sum("satisfied", tuple(met)), Sum("answered", tuple(of)))


def _answers(base: KnowledgeBase) -> Iterator[tuple[Part, int]]:
    """Yield how many gave so many points, question by question."""
    for kind in fields.kinds_with(base, "asked", "score"):
        for record in fields.records(base, kind):
            for one in fields.fields(kind, "score"):
                for at, count in values(record.data, one.at):
                    yield Part(record.id, at, int(count)), fields.points(one)
