"""The drills of a contract year: what obligations and plans ask for; what was held, is planned, or is not.

An obligation asks for drills where its rule counts them; it is judged by its verdicts and not again here. A
plan asks for as many as it says. A drill belongs to the year in which it ended, until then to its day's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from generators.judging.periods import Period, periods
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields, planned
from generators.measures.figure import Group
from generators.records.record import Record


class Standing(StrEnum):
    """How what a plan asks for stands."""

    HELD = "held"
    PLANNED = "planned"  # with what is still to come there will be enough
    LATE = "late"  # one that was planned is not over on the day after
    LACKING = "lacking"  # nobody planned enough
    UNSAID = "unsaid"  # the plan does not say how often


class Wanted(NamedTuple):
    """A plan, how often it is to be drilled, and its drills of the year."""

    plan: str
    times: int | None
    held: Group
    coming: Group
    late: Group

    @property
    def standing(self) -> Standing:
        """Say how it stands; what is late is late however many were held."""
        if self.late.number:
            return Standing.LATE
        if self.times is None:
            return Standing.UNSAID
        if self.held.number >= self.times:
            return Standing.HELD
        return Standing.PLANNED if self.held.number + self.coming.number >= self.times else Standing.LACKING


class Year(NamedTuple):
    """A year of a contract."""

    agreement: str
    period: Period
    plans: tuple[Wanted, ...]
    verdicts: tuple[Verdict, ...]  # of the obligations that ask for drills, those due in this year
    beside: Group  # drills of plans that are not in force


def years(base: KnowledgeBase) -> tuple[Year, ...]:
    """Give the running year of each contract, or its last one."""
    return tuple(one for name in base.bindings.agreements for one in _years(base, name))


def _years(base: KnowledgeBase, agreement: str) -> Iterator[Year]:
    term = base.bindings.by(agreement).term
    if term is None or term.last is None or not exercises.kinds(base):
        return
    today = base.now.astimezone(base.config.zone).date()
    every = list(periods("contract-year", term.first, term.last))
    period = next((one for one in every if one.begin <= today <= one.end), every[-1])
    drills = dict(_drills(base, agreement, period, today))
    plans = tuple(_wanted(one, drills) for one in _plans(base, agreement))
    known = {one.plan for one in plans}
    others = tuple(name for name, (plan, _) in drills.items() if plan not in known)
    yield Year(agreement, period, plans, tuple(_verdicts(base, agreement, period)), Group("beside", others))


def _drills(
    base: KnowledgeBase, agreement: str, period: Period, today: date
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the drills of the year: each with its plan, and whether it was held, is to come or is late."""
    for kind in exercises.kinds(base):
        for one in planned.plans(base, kind):
            record = base.facts.records[one.id]
            day = one.held or one.planned
            is_here = base.bindings.of(record).agreement in (agreement, None)
            if is_here and day and period.begin <= day <= period.end:
                stands = "held" if one.held else "late" if day < today else "coming"
                yield one.id, (str(record.data.get(exercises.PLAN)), stands)


def _wanted(plan: Record, drills: Mapping[str, tuple[str, str]]) -> Wanted:
    groups = (
        Group(stands, tuple(sorted(name for name, found in drills.items() if found == (plan.id, stands))))
        for stands in ("held", "coming", "late")
    )
    return Wanted(plan.id, fields.value(plan, "drills-a-year"), *groups)


def _plans(base: KnowledgeBase, agreement: str) -> Iterator[Record]:
    """Yield the plans in force that are drilled: those that somebody approved and nobody withdrew."""
    refs = (kind.fields[exercises.PLAN].ref for kind in exercises.kinds(base))
    names = dict.fromkeys(name for ref in refs if ref for name in ref.kinds)
    for name in names:
        kind = base.kinds.sound.get(name)
        for record in fields.records(base, kind) if kind else ():
            is_here = base.bindings.holds(record, agreement) is not False
            if is_here and record.data.get(kind.summary.state if kind else "") == "approved":
                yield record


def _verdicts(base: KnowledgeBase, agreement: str, period: Period) -> Iterator[Verdict]:
    names = {one.name for one in exercises.kinds(base)}
    for record in base.facts.records.values():
        judge = record.data.get(record.kind.role("judge")) if record.kind.role("judge") else None
        asked = {str(parameters.get("kind")) for parameters in (judge or {}).values()}
        if asked & names and not record.is_voided:
            for one in base.verdicts_of(record.id):
                due = one.due.astimezone(base.config.zone).date() if one.due else None
                is_here = one.contract in (None, agreement)
                if is_here and due and period.begin <= due <= period.end:
                    yield one
