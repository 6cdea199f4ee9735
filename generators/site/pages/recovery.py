"""Recovery on the pages of a plan and of a drill: what is promised beside what was measured, and from what.

No number is made here: each sum leads to the rows that it adds up, each measured value to the drill that
shows it. The tables are those of the record, with what is known of their rows; the page shows them here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from generators.kinds.field import Field as Declared
from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields, recoveries
from generators.measures.exercises import Exercise, Measured, Target
from generators.measures.recoveries import Held, Kept, Recovery, Service
from generators.records.record import Record
from generators.records.recovery import Backup, Recovered, backups, recovered
from generators.site.cells import Cell, Field, Many, Plain, Stated, Table, prose, reference, time
from generators.site.pages import figures
from generators.site.pages.figures import Fraction
from generators.spoken import duration
from generators.words import say

_MINUTE = 60
_EMPTY = Plain("")
_HELD = ("which", "day", "longest", "most")
_PLAN = ("order", "service", "rto", "measured_rto", "rpo", "measured_rpo", "shown")
_DRILL = ("service", "rto", "measured_rto", "rpo", "measured_rpo", "span")


class Section(NamedTuple):
    """The part of a page that tells of recovery."""

    title: str
    lead: str
    sums: tuple[tuple[str, Fraction], ...]
    tables: tuple[Field, ...]  # which stand here and not among the others


def parted(
    base: KnowledgeBase, record: Record, shown: Iterable[Field]
) -> tuple[Section | None, tuple[Field, ...]]:
    """Give what a plan with targets or a drill of one has to tell, and the other tables of its page."""
    tables = tuple(one for one in shown if one.cell.form == "table")
    told = _section(base, record, tables)
    if told is None:
        return None, tables
    names = {one.name for one in told.tables}
    return told, tuple(one for one in tables if one.name not in names)


def _section(base: KnowledgeBase, record: Record, tables: Sequence[Field]) -> Section | None:
    plan = recoveries.recovery(base, record.id)
    if plan is not None:
        return Section(
            say("recovery.plan"),
            say("recovery.plan_lead"),
            tuple(_sums(base, plan)),
            tuple(_of_plan(base, record, plan, tables)),
        )
    drill = next((one for one in exercises.exercises(base) if one.id == record.id and one.targets), None)
    if drill is None:
        return None
    shown = tuple(_of_drill(base, record, drill, tables))
    return Section(say("recovery.drill"), say("recovery.drill_lead"), (), shown)


def _sums(base: KnowledgeBase, plan: Recovery) -> Iterator[tuple[str, Fraction]]:
    shares = {
        "measured": plan.measured, "rto_met": plan.rto, "rpo_met": plan.rpo,
        "ready": plan.ready, "restored": plan.restored,
    }  # fmt: skip
    for name, share in shares.items():
        if (told := figures.fraction(base, share)) is not None:
            yield say(f"recovery.sum.{name}"), told


def _of_plan(base: KnowledgeBase, record: Record, plan: Recovery, tables: Sequence[Field]) -> Iterator[Field]:
    named = {one.name: one for one in tables}
    targets, elements, kept = (
        fields.field(record.kind, one) for one in ("rto-target", "readiness", "restored")
    )
    rows = tuple(tuple(_promised(base, one)) for one in plan.services)
    # the bare targets may stand elsewhere on the page
    name = targets.at[0] if targets and targets.at[0] in named else "measured"
    yield Field(name, say("recovery.services"), Table(_heads(_PLAN), rows))
    if elements and elements.at[0] in named:
        yield named[elements.at[0]]
    if kept and kept.at[0] in named:
        yield _with(named[kept.at[0]], kept, lambda at: _restored(plan.kept[at]))
    if plan.held:
        rows = tuple(tuple(_drilled(base, one)) for one in plan.held)
        yield Field("drills", say("recovery.held"), Table(_heads(_HELD), rows))


def _drilled(base: KnowledgeBase, one: Held) -> Iterator[Cell]:
    """Give a drill: the longest that a service took and lost, and how many are within their targets."""
    drill = one.drill
    yield reference(base, drill.id)
    yield Plain(one.day.isoformat())
    for minutes, met, of in (
        (drill.rto, drill.rto_met.number, drill.rto_measured.number),
        (drill.rpo, drill.rpo_met.number, drill.rpo_measured.number),
    ):
        if minutes is None:
            yield Stated("missing", say("recovery.unmeasured_here"))
        else:
            state = Stated("met" if met == of else "failed", duration(minutes * _MINUTE))
            yield Many((state, Plain(say("recovery.of", met=met, of=of))))


def _promised(base: KnowledgeBase, one: Service) -> Iterator[Cell]:
    """Give a service of a plan: what is wanted of it, and what the last drill that measured it showed."""
    yield Plain("" if one.order is None else str(one.order))
    yield Plain(one.target.service)
    yield Plain(duration(one.target.rto * _MINUTE))
    yield _measured(one.rto.minutes if one.rto else None, one.target.rto)
    yield Plain(duration(one.target.rpo * _MINUTE))
    measured = _measured(one.rpo.minutes if one.rpo else None, one.target.rpo)
    yield _to_point(base, measured, one.rpo.measured.point if one.rpo else None)
    shown = dict.fromkeys((each.drill, each.day) for each in (one.rto, one.rpo) if each)
    drills = tuple(reference(base, drill)._replace(title=day.isoformat()) for drill, day in shown)
    yield Many(drills) if drills else _EMPTY


def _of_drill(
    base: KnowledgeBase, record: Record, drill: Exercise, tables: Sequence[Field]
) -> Iterator[Field]:
    word: Mapping[str, str] = record.kind.tree.marks.get("recovery", {})
    name = word.get("rows", "")
    spans = {one.at: one for one in recovered(record)}
    given = record.data.get(name, ())
    besides = [
        one
        for one in record.kind.fields[name].children.values()
        if one.name not in word.values() and any(one.name in row for row in given)
    ]
    rows = []
    for target, found in zip(drill.targets, drill.measured, strict=True):
        span = spans.get(found.at) if found.at else None
        told = given[int(span.at[1])] if span else {}
        more = (prose(base, str(told[one.name])) if one.name in told else _EMPTY for one in besides)
        rows.append((*_shown(base, target, found, span), *more))
    heads = (*_heads(_DRILL), *(one.title for one in besides))
    yield Field(name, say("recovery.rows"), Table(heads, tuple(rows)))
    for table in tables:
        if table.name == word.get("sets") and isinstance(table.cell, Table):
            opened = (_opened(base, one) for one in backups(record))
            cells = tuple((*row, cell) for row, cell in zip(table.cell.rows, opened, strict=True))
            yield table._replace(cell=Table((*table.cell.columns, say("recovery.opens")), cells))


def _shown(base: KnowledgeBase, target: Target, found: Measured, row: Recovered | None) -> Iterator[Cell]:
    """Give a service of a drill: what is wanted of it, and what this drill showed."""
    lacking = say("recovery.unmeasured_here")
    yield Plain(target.service)
    yield Plain(duration(target.rto * _MINUTE))
    yield _measured(found.rto, target.rto, lacking)
    yield Plain(duration(target.rpo * _MINUTE))
    yield _to_point(base, _measured(found.rpo, target.rpo, lacking), found.point, row)
    usable = row and (time(base, row.usable) if row.usable else say("recovery.never"))
    yield Plain(say("recovery.span", since=time(base, row.since), usable=usable)) if row else _EMPTY


def _heads(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(say(f"recovery.head.{one}") for one in names)


def _measured(found: float | None, wanted: int, lacking: str = "") -> Stated:
    if found is None:
        return Stated("missing", lacking or say("recovery.unmeasured"))
    span = duration(found * _MINUTE)
    if found <= wanted:
        return Stated("met", say("recovery.met", span=span))
    return Stated("failed", say("recovery.failed", span=span))


def _to_point(
    base: KnowledgeBase, measured: Stated, point: datetime | None, row: Recovered | None = None
) -> Cell:
    if point is None:
        return measured
    told = say("recovery.point", at=time(base, point))
    if row and row.backup and row.backup.point:
        told = say("recovery.point_from", set=row.backup.code, at=time(base, point))
    return Many((measured, Plain(told)))


def _opened(base: KnowledgeBase, one: Backup) -> Stated:
    if one.point is None:
        return Stated("failed", say("recovery.shut"))
    return Stated("met", say("recovery.open", at=time(base, one.point)))


def _restored(one: Kept) -> Cell:
    if one.tested is None or one.days is None:
        return Stated("missing", say("recovery.untested"))
    return Plain(say("recovery.tested", day=one.tested.isoformat(), days=one.days))


def _with(table: Field, column: Declared, cell: Callable[[int], Cell]) -> Field:
    """Give a table in which the cells of a column say more; a column that no row fills comes behind."""
    if not isinstance(table.cell, Table):
        return table
    heads = table.cell.columns
    place = heads.index(column.title) if column.title in heads else len(heads)
    rows = tuple((*row[:place], cell(at), *row[place + 1 :]) for at, row in enumerate(table.cell.rows))
    return table._replace(cell=Table((*heads[:place], column.title, *heads[place + 1 :]), rows))
