"""SLA performance: level by clock with denominators, and every clock that is not met or cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.measures.performance import Matrix, Reading, Row
from generators.site.page import Page
from generators.site.render import body
from generators.site.verdict_rows import VerdictRow, rows
from generators.spoken import duration
from generators.words import say


class Line(NamedTuple):
    """One reading of a row with its title, and its durations in words."""

    level: str
    reading: Reading
    how: str  # it is read
    is_natural: bool
    median: str
    p90: str
    longest: str


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


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the clocks; a base without obligations has none."""
    if standing.standings(base):
        yield Page(address.SLA, say("sla.title"), partial(_body, base), in_nav=True, contents=True)


def _body(base: KnowledgeBase) -> str:
    tables = [_table(one) for one in performance.matrices(base)]
    return body("sla.html.jinja", address.SLA, tables=tables, misses=list(_misses(base)))


def _table(matrix: Matrix) -> Table:
    lines = [line for row in matrix.rows for line in _lines(row.level, row)]
    if matrix.rows[1:]:
        lines += _lines(say("sla.all"), matrix.whole)
    return Table(matrix, tuple(month or say("sla.undated") for month in matrix.months), tuple(lines))


def _misses(base: KnowledgeBase) -> Iterator[Missed]:
    misses = performance.misses(base)
    for miss, row in zip(misses, rows(base, [one.verdict for one in misses]), strict=True):
        yield Missed(
            miss.level,
            say("sla.paused") if miss.is_paused else "",
            "" if miss.verdict.state is State.MISSING else row.measured,
            row,
        )


def _lines(title: str, row: Row) -> Iterator[Line]:
    """Read a row by the time that passed, and where allowed pauses change that, once more without them."""
    yield _line(title, row.passed, say("sla.natural"), is_natural=True)
    if row.judged != row.passed:
        yield _line(title, row.judged, say("sla.deducted"), is_natural=False)


def _line(title: str, reading: Reading, how: str, *, is_natural: bool) -> Line:
    spans = (reading.median_s, reading.p90_s, reading.longest.seconds if reading.longest else None)
    median, p90, longest = ("" if one is None else duration(one) for one in spans)
    return Line(title, reading, how, is_natural, median, p90, longest)
