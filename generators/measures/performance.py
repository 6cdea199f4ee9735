"""SLA performance: level by clock, for all time or for some months, and every clock that is not met.

Each row is read twice: as judged, with the allowed pauses taken off, and by the time that passed, with none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from statistics import median
from typing import NamedTuple

from generators.judging.obligations import obligations
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import (
    JUDGED,
    MISSED,
    Figure,
    Group,
    as_judged,
    as_passed,
    figure,
    nearest_rank,
)
from generators.measures.once import once
from generators.records.record import Record, in_order

_P90 = 90
UNDATED = ""  # the month of what was judged and never began


class Longest(NamedTuple):
    """The clock that took longest."""

    seconds: int
    id: str


class Reading(NamedTuple):
    """One row, with the allowed pauses taken off or with none; months as the matrix names them."""

    year: Figure
    months: tuple[Figure, ...]
    timed: Group  # what is met or late: what the spans below are measured on
    median_s: float | None
    p90_s: int | None  # nearest rank: one that was measured, and nine in ten took no longer
    longest: Longest | None


class Level(NamedTuple):
    """A level by its code, as its contract calls it; both empty where there is none."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


NO_LEVEL = Level("", "")


class Row(NamedTuple):
    """One level of one clock, or all of them."""

    level: str
    judged: Reading
    passed: Reading
    code: str | None  # of the level; empty where there is none, None where all are meant


class Beside(NamedTuple):
    """What one reading would give for all that it is about, whether or not it counts; part of no total."""

    name: str
    figure: Figure
    code: str


class Matrix(NamedTuple):
    """One clock obligation over all levels; `whole` holds also what no row does: records of unknown level."""

    obligation: Record
    contract: str | None  # named where the obligation is judged within several
    months: tuple[str, ...]
    rows: tuple[Row, ...]  # levels for which something was judged
    idle: tuple[Row, ...]  # levels that nothing counts for: nobody had to, or it is not over yet
    whole: Row
    beside: tuple[Beside, ...]  # of the readings that do not count for all of it


class Miss(NamedTuple):
    """A clock that had to be met and was not, or of which nobody can say."""

    verdict: Verdict
    level: str
    is_paused: bool  # met, but only because pauses were taken off


_Months = Mapping[str, Sequence[Verdict]]


def matrices(base: KnowledgeBase, months: Collection[str] | None = None) -> tuple[Matrix, ...]:
    """Give a matrix for every obligation that runs a clock; no figure adds up two contracts.

    Of some months there counts what began in them.
    """
    found = []
    for one in clocks(base):
        verdicts = base.verdicts_of(one.id)
        for contract in sorted({verdict.contract or "" for verdict in verdicts}) or ("",):
            own = [verdict for verdict in verdicts if (verdict.contract or "") == contract]
            found.append(_matrix(base, one, contract or None, tuple(_within(own, months)), months))
    return tuple(found)


def misses(base: KnowledgeBase, months: Collection[str] | None = None) -> tuple[Miss, ...]:
    """Give every clock that is in a denominator and not met, and those that left it as suspect."""
    return tuple(
        Miss(one, str(level_of(base, one)), as_passed(one) is not one.state)
        for obligation in clocks(base)
        for one in _within(base.verdicts_of(obligation.id), months)
        if as_passed(one) in (*MISSED, State.SUSPECT)
    )


def _within(verdicts: Iterable[Verdict], months: Collection[str] | None) -> Iterator[Verdict]:
    return (one for one in verdicts if months is None or (one.period or UNDATED) in months)


@once
def begun_in(
    base: KnowledgeBase, obligation: str, contract: str | None, months: tuple[str, ...]
) -> tuple[Verdict, ...]:
    """Give the judgements of a clock of a contract that began in some months."""
    return tuple(
        one for one in base.verdicts_of(obligation) if one.contract == contract and one.period in months
    )


@once
def clocks(base: KnowledgeBase) -> tuple[Record, ...]:
    """Give the obligations that run a clock."""
    known = obligations(base.facts, base.kinds)
    return tuple(one for one in known if "clock" in one.data[one.kind.role("judge")])


def _matrix(
    base: KnowledgeBase,
    obligation: Record,
    contract: str | None,
    verdicts: Sequence[Verdict],
    within: Collection[str] | None,
) -> Matrix:
    whole: dict[str, list[Verdict]] = {}
    levels: dict[Level, dict[str, list[Verdict]]] = {}
    for one in verdicts:
        month = one.period or UNDATED
        whole.setdefault(month, []).append(one)
        levels.setdefault(level_of(base, one), {}).setdefault(month, []).append(one)
    months = sorted(month for month in whole if month != UNDATED)
    if any(one.state in JUDGED for one in whole.get(UNDATED, ())):
        months.append(UNDATED)
    rows = tuple(_row(level, by_month, months) for level, by_month in sorted(levels.items()))
    judged, idle = (
        tuple(row for row in rows if bool(row.judged.year.denominator.number) is counts)
        for counts in (True, False)
    )
    beside = _beside(base, obligation, contract, verdicts, within)
    return Matrix(obligation, contract, tuple(months), judged, idle, _row(None, whole, months), beside)


def _beside(
    base: KnowledgeBase,
    obligation: Record,
    contract: str | None,
    verdicts: Sequence[Verdict],
    within: Collection[str] | None,
) -> tuple[Beside, ...]:
    """Give the readings that somewhere do not count, in the order of the obligation."""
    own = [one for one in base.beside_on(obligation.id) if one.contract == contract]
    others = [*_within(own, within)]
    names = {one.reading for one in others}
    rows = obligation.data.get(obligation.kind.role("readings"), ())
    return tuple(
        Beside(
            str(row["name"]),
            figure(one for one in (*verdicts, *others) if one.reading == row["code"]),
            str(row["code"]),
        )
        for row in rows
        if row["code"] in names
    )


def _row(level: Level | None, by_month: _Months, months: Sequence[str]) -> Row:
    return Row(
        str(level or NO_LEVEL),
        _reading(by_month, months, as_judged, lambda one: one.measured_s),
        _reading(by_month, months, as_passed, lambda one: one.natural_s),
        None if level is None else level.code,
    )


def _reading(
    by_month: _Months,
    months: Sequence[str],
    state: Callable[[Verdict], State],
    seconds: Callable[[Verdict], int | None],
) -> Reading:
    verdicts = list(chain.from_iterable(by_month.values()))
    timed = [one for one in verdicts if one.state in (State.MET, State.LATE)]
    spans = [Longest(span, str(one.subject)) for one in timed if (span := seconds(one)) is not None]
    ordered = sorted(one.seconds for one in spans)
    return Reading(
        figure(verdicts, state),
        tuple(figure(by_month.get(month, ()), state) for month in months),
        Group("timed", tuple(sorted((one.id for one in spans), key=in_order))),
        median(ordered) if ordered else None,
        nearest_rank(ordered, _P90) if ordered else None,
        max(spans, key=lambda span: span.seconds, default=None),
    )


def level_of(base: KnowledgeBase, one: Verdict) -> Level:
    """Name the level that a clock was judged by."""
    return _level(base, str(one.subject), one.level)


@once
def _level(base: KnowledgeBase, subject: str, judged_by: str | None) -> Level:
    record = base.facts.get(subject)
    role = record.kind.role("level") if record else ""
    if record is None or not role:
        return NO_LEVEL
    level = judged_by or str(record.data.get(role, ""))
    link = next((link for link in base.facts.named_by(record.id) if link.at == (role,)), None)
    owner = base.facts.get(link.target) if link else None
    row = owner.row(owner.kind.role("levels"), level) if owner else None
    return Level(level, str(row.get("name", "")) if row else "")
