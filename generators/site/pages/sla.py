"""SLA performance: level by clock with denominators, and every clock that is not met or cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.measures.performance import Matrix, Row
from generators.site.page import Page
from generators.site.render import body
from generators.site.verdict_rows import rows
from generators.spoken import duration
from generators.words import say


class Line(NamedTuple):
    """A row of a table with its title, and its durations in words."""

    level: str
    row: Row
    median: str
    longest: str


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
    misses = performance.misses(base)
    told = list(zip(misses, rows(base, [one.verdict for one in misses]), strict=True))
    tables = [_table(one) for one in performance.matrices(base)]
    return body("sla.html.jinja", address.SLA, tables=tables, misses=told)


def _table(matrix: Matrix) -> Table:
    lines = [_line(row.level, row) for row in matrix.rows]
    if matrix.rows[1:]:
        lines.append(_line(say("sla.all"), matrix.whole))
    return Table(matrix, tuple(month or say("sla.undated") for month in matrix.months), tuple(lines))


def _line(title: str, row: Row) -> Line:
    median, longest = row.judged.median_s, row.judged.longest
    return Line(
        title,
        row,
        duration(median) if median is not None else "",
        duration(longest.seconds) if longest else "",
    )
