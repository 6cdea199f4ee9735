"""SLA performance: level by clock with denominators, and every clock that is not met or cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.measures.performance import Matrix, Row
from generators.site.page import Page
from generators.site.render import body
from generators.site.verdict_rows import VerdictRow, rows
from generators.spoken import duration
from generators.words import say


class Line(NamedTuple):
    """A row of a table with its title, and its durations in words."""

    level: str
    row: Row
    median: str
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
    lines = [_line(row.level, row) for row in matrix.rows]
    if matrix.rows[1:]:
        lines.append(_line(say("sla.all"), matrix.whole))
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


def _line(title: str, row: Row) -> Line:
    median, longest = row.judged.median_s, row.judged.longest
    return Line(
        title,
        row,
        duration(median) if median is not None else "",
        duration(longest.seconds) if longest else "",
    )
