"""SLA performance: level by clock, month by month and for the year, with denominators and misses."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from generators.judging.obligations import obligations
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.spoken import duration
from generators.words import say


class Figure(NamedTuple):
    """So many met of so many; how many of them have independent proof. 0 of 0 is no events, never 100 %."""

    met: int
    judged: int
    independent: int

    @property
    def text(self) -> str:
        """Write the figure with its denominator."""
        if not self.judged:
            return say("sla.none")
        return say("sla.figure", met=self.met, judged=self.judged)


class Row(NamedTuple):
    """One level of one clock."""

    level: str
    year: Figure
    natural: Figure
    months: tuple[Figure, ...]
    median: str
    worst: str


class Matrix(NamedTuple):
    """One clock obligation over all levels."""

    obligation: Record
    months: tuple[str, ...]
    rows: tuple[Row, ...]
    not_applicable: int
    open: int


class Miss(NamedTuple):
    """A clock that ran past its limit, with its trace."""

    verdict: Verdict
    title: str
    level: str


_JUDGED = (State.MET, State.LATE, State.MISSING)


def matrices(base: KnowledgeBase) -> tuple[Matrix, ...]:
    """Give a matrix for every obligation that runs a clock."""
    return tuple(
        _matrix(base, one, [v for v in base.verdicts if v.obligation == one.id])
        for one in obligations(base.facts, base.kinds)
        if "clock" in one.data[one.kind.roles["judge"]]
    )


def misses(base: KnowledgeBase) -> tuple[Miss, ...]:
    """Give every clock that ran past its limit."""
    found = []
    for one in base.verdicts:
        if one.state is State.LATE and one.subject:
            record = base.facts.get(one.subject)
            found.append(Miss(one, record.title if record else one.subject, _level(base, one)))
    return tuple(found)


def figure(verdicts: list[Verdict]) -> Figure:
    """Count what was met among what has been judged."""
    judged = [one for one in verdicts if one.state in _JUDGED]
    met = [one for one in judged if one.state is State.MET]
    return Figure(len(met), len(judged), sum(one.independent for one in met))


def _matrix(base: KnowledgeBase, obligation: Record, verdicts: list[Verdict]) -> Matrix:
    months = sorted({one.period for one in verdicts if one.period})
    levels = sorted({_level(base, one) for one in verdicts if one.state in _JUDGED})
    rows = [_row(level, [one for one in verdicts if _level(base, one) == level], months) for level in levels]
    if len(levels) > 1:
        rows.append(_row(say("sla.all"), verdicts, months))
    return Matrix(
        obligation,
        tuple(months),
        tuple(rows),
        sum(one.state is State.NOT_APPLICABLE for one in verdicts),
        sum(one.state in (State.DUE, State.AT_RISK) for one in verdicts),
    )


def _row(level: str, verdicts: list[Verdict], months: list[str]) -> Row:
    measured = [
        one.measured_s
        for one in verdicts
        if one.state in (State.MET, State.LATE) and one.measured_s is not None
    ]
    return Row(
        level,
        figure(verdicts),
        _natural(verdicts),
        tuple(figure([one for one in verdicts if one.period == month]) for month in months),
        duration(median(measured)) if measured else "",
        duration(max(measured)) if measured else "",
    )


def _natural(verdicts: list[Verdict]) -> Figure:
    """Count without taking any pause off."""
    judged = [one for one in verdicts if one.state in _JUDGED]
    met = [
        one
        for one in judged
        if one.state is State.MET
        and one.natural_s is not None
        and one.limit_s
        and one.natural_s <= one.limit_s
    ]
    return Figure(len(met), len(judged), sum(one.independent for one in met))


def _level(base: KnowledgeBase, one: Verdict) -> str:
    record = base.facts.get(one.subject or "")
    if record is None:
        return ""
    level = str(record.data.get(record.kind.roles.get("level", ""), ""))
    for link in base.facts.named_by(record.id):
        owner = base.facts.get(link.target)
        row = owner.row(level) if owner and link.row == level else None
        if row:
            return f"{level} {row.get('name', '')}".strip()
    return level
