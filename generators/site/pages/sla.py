"""SLA performance: level by clock with denominators, and every clock that is not met or cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.measures.figure import JUDGED, MISSED, OPEN, Figure, Group, about
from generators.measures.performance import Beside, Matrix, Miss, Reading, Row
from generators.site.listing.filter import Filter
from generators.site.listing.judgements import FEW, NO, YES, filtered, reading
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.render import body
from generators.site.verdict_rows import VerdictRow, rows
from generators.spoken import duration
from generators.words import say


class Fraction(NamedTuple):
    """So many met of so many, and how many of them have proof beyond a statement; each opens its list."""

    met: Count
    judged: Count
    independent: Count


class Line(NamedTuple):
    """One reading of a row with its title, its figures, and its durations in words."""

    level: str
    reading: Reading
    year: Fraction
    months: tuple[Fraction, ...]
    how: str  # it is read
    is_natural: bool
    median: str
    p90: str
    longest: str
    timed: str  # the address of what the durations are measured on


class Left(NamedTuple):
    """What is not in the denominator, by why not."""

    name: str
    judgements: Count


class Other(NamedTuple):
    """What a reading that does not count would give."""

    name: str
    fraction: Fraction


class Missed(NamedTuple):
    """A clock that is not met; what never stopped has no time of its own."""

    level: str
    note: str
    measured: str
    row: VerdictRow


class Table(NamedTuple):
    """One clock over all levels."""

    matrix: Matrix
    months: tuple[str, ...]
    lines: tuple[Line, ...]
    left: tuple[Left, ...]
    beside: tuple[Other, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the clocks; a base without obligations has none."""
    if standing.standings(base):
        yield Page(address.SLA, say("sla.title"), partial(_body, base), in_nav=True, contents=True)


def _body(base: KnowledgeBase) -> str:
    tables = [_table(base, one) for one in performance.matrices(base)]
    misses = performance.misses(base)
    clocks = tuple(dict.fromkeys(one.matrix.obligation.id for one in tables))
    missed = filtered(obligation=clocks, passed=(*MISSED, State.SUSPECT))
    return body(
        "sla.html.jinja",
        address.SLA,
        tables=tables,
        misses=list(_misses(base, misses[:FEW])),
        missed=counted(Group("misses", tuple(about(one.verdict) for one in misses)).number, missed),
        has_more=bool(misses[FEW:]),
    )


def _table(base: KnowledgeBase, matrix: Matrix) -> Table:
    chosen = _chosen(base, matrix)
    lines = [line for row in matrix.rows for line in _lines(row.level, row, matrix, chosen)]
    if matrix.rows[1:]:
        lines += _lines(say("sla.all"), matrix.whole, matrix, chosen)
    months = tuple(month or say("sla.undated") for month in matrix.months)
    whole = matrix.whole.judged.year
    groups = {
        "na": whole.not_applicable,
        "open": whole.open,
        "suspect": whole.suspect,
        "unsettled": whole.unsettled,
    }
    states = {
        "na": (State.NOT_APPLICABLE,),
        "open": OPEN,
        "suspect": (State.SUSPECT,),
        "unsettled": (State.UNSETTLED,),
    }
    left = tuple(
        Left(name, counted(one.number, _of(chosen, result=states[name]))) for name, one in groups.items()
    )
    return Table(
        matrix,
        months,
        tuple(lines),
        left,
        tuple(_other(matrix.obligation.id, one, chosen) for one in matrix.beside),
    )


def _chosen(base: KnowledgeBase, matrix: Matrix) -> Filter:
    """Give all judgements of a matrix."""
    name = matrix.obligation.id
    is_shared = any(one.contract for one in base.verdicts_of(name))
    return filtered(obligation=name, **({"contract": matrix.contract or ""} if is_shared else {}))


def _of(chosen: Filter, **values: tuple[str, ...]) -> Filter:
    return chosen._replace(values={**chosen.values, **values})


def _other(name: str, one: Beside, chosen: Filter) -> Other:
    return Other(
        one.name,
        _fraction(one.figure, _of(chosen, reading=(reading(name, one.code),), counts=(YES, NO)), "result"),
    )


def _fraction(figure: Figure, chosen: Filter, column: str) -> Fraction:
    met = _of(chosen, **{column: (State.MET,)})
    return Fraction(
        counted(figure.numerator.number, met),
        counted(figure.denominator.number, _of(chosen, **{column: JUDGED})),
        counted(figure.independent.number, _of(met, proof=(YES,))),
    )


def _misses(base: KnowledgeBase, misses: Sequence[Miss]) -> Iterator[Missed]:
    for miss, row in zip(misses, rows(base, [one.verdict for one in misses]), strict=True):
        yield Missed(
            miss.level,
            say("sla.paused") if miss.is_paused else "",
            "" if miss.verdict.state is State.MISSING else row.measured,
            row,
        )


def _lines(title: str, row: Row, matrix: Matrix, chosen: Filter) -> Iterator[Line]:
    """Read a row by the time that passed, and where allowed pauses change that, once more without them."""
    own = chosen if row.code is None else _of(chosen, level=(row.code,))
    yield _line(title, row.passed, matrix, own, is_natural=True)
    if row.judged != row.passed:
        yield _line(title, row.judged, matrix, own, is_natural=False)


def _line(title: str, reading: Reading, matrix: Matrix, chosen: Filter, *, is_natural: bool) -> Line:
    spans = (reading.median_s, reading.p90_s, reading.longest.seconds if reading.longest else None)
    median, p90, longest = ("" if one is None else duration(one) for one in spans)
    column = "passed" if is_natural else "result"
    months = zip(matrix.months, reading.months, strict=True)
    return Line(
        title,
        reading,
        _fraction(reading.year, chosen, column),
        tuple(_fraction(one, _of(chosen, period=(month,)), column) for month, one in months),
        say("sla.natural" if is_natural else "sla.deducted"),
        is_natural,
        median,
        p90,
        longest,
        _of(chosen, result=(State.MET, State.LATE)).address,
    )
