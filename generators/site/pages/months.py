"""The clocks of this month, of the one before and of the year, with a column a month."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from generators.charts import spark
from generators.charts.shapes import Fill
from generators.knowledge import KnowledgeBase
from generators.measures import performance
from generators.measures.figure import MISSED
from generators.measures.performance import Matrix
from generators.measures.sheets import is_column
from generators.site.cells import Ref, reference
from generators.site.listing.filter import Filter
from generators.site.listing.judgements import filtered
from generators.site.listing.view import Count, counted
from generators.site.pages import sla_link
from generators.site.pages.sla_figures import Cell, cell, event, idle, rule
from generators.site.pages.sla_link import SlaLink
from generators.words import say

_MOST = 6  # clocks: those on which most was judged
_YEAR = 12


class Line(NamedTuple):
    """One clock: this month, the one before, the year, what of it was missed, a column a month."""

    clock: Ref
    contract: str
    shown: tuple[Cell, ...]
    missed: Count
    columns: Markup


class Head(NamedTuple):
    """A column: its period, and the page of it if there is one."""

    title: str
    page: SlaLink | None


class Months(NamedTuple):
    """The lines, and the names of their columns."""

    heads: tuple[Head, ...]
    span: str
    lines: tuple[Line, ...]


def months(base: KnowledgeBase) -> Months:
    """Give the clocks in the order of their obligations."""
    names = _names(base)
    known = [one for one in performance.matrices(base) if one.whole.judged.year.denominator.number]
    most = sorted(known, key=lambda one: -one.whole.judged.year.denominator.number)[:_MOST]
    shown = names[-1:-3:-1]
    titles = [(one, say("home.month", month=int(one[5:]))) for one in shown]
    titles.append((shown[0][:4], say("home.year")))
    return Months(
        tuple(Head(title, sla_link.of_period(base, one)) for one, title in titles),
        say("home.months", first=int(names[0][5:]), last=int(names[-1][5:])),
        _lines(base, [one for one in known if one in most], names, shown),
    )


def _names(base: KnowledgeBase) -> list[str]:
    """Name the months up to now: those of the contract's term, at most twelve."""
    now = base.now.astimezone(base.config.zone)
    last = now.year * _YEAR + now.month - 1
    term = base.bindings.by(base.config.contract).term
    first = max(last - _YEAR + 1, term.first.year * _YEAR + term.first.month - 1 if term else 0)
    return [f"{one // _YEAR}-{one % _YEAR + 1:02}" for one in range(min(first, last - 1), last + 1)]


def _lines(base: KnowledgeBase, known: list[Matrix], names: list[str], shown: list[str]) -> tuple[Line, ...]:
    """Give the lines; where there were events, a clock by level that nobody had to run says so."""
    found = [_line(base, one, names, shown) for one in known]
    columns = [number for number, one in enumerate(known) if is_column(rule(one))]
    periods = [
        idle(base, [known[one] for one in columns], some)
        for some in zip(*(found[one].shown for one in columns), strict=True)
    ]
    for number, cells in zip(columns, zip(*periods, strict=True), strict=True):
        found[number] = found[number]._replace(shown=cells)
    return tuple(found)


def _line(base: KnowledgeBase, matrix: Matrix, names: list[str], shown: list[str]) -> Line:
    own = _chosen(base, matrix)
    by_month = dict(zip(matrix.months, matrix.whole.judged.months, strict=True))
    none = matrix.whole.judged.year._replace(states=())
    year, stop = matrix.whole.judged.year, event(base, matrix)
    cells = [by_month.get(one, none) for one in names]
    return Line(
        reference(base, matrix.obligation.id),
        matrix.contract or "",
        (
            *(cell(by_month.get(one, none), _of(own, period=(one,)), stop) for one in shown),
            cell(year, own, stop),
        ),
        counted(year.missed.number, _of(own, result=MISSED)),
        spark.columns(
            say(
                "home.columns",
                title=matrix.obligation.title,
                met=year.numerator.number,
                judged=year.denominator.number,
            ),
            [{Fill.SOLID: one.numerator.number, Fill.STRIPED: one.missed.number} for one in cells],
        ),
    )


def _chosen(base: KnowledgeBase, matrix: Matrix) -> Filter:
    name = matrix.obligation.id
    is_shared = any(one.contract for one in base.verdicts_of(name))
    return filtered(obligation=name, **({"contract": matrix.contract or ""} if is_shared else {}))


def _of(chosen: Filter, **values: tuple[str, ...]) -> Filter:
    return chosen._replace(values={**chosen.values, **values})
