"""The matrix of a period as its page shows it: how many of how many, who shows it, what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from generators.charts import bar
from generators.charts.shapes import Fill
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures.figure import JUDGED, MISSED, OPEN, Figure
from generators.measures.performance import Matrix, Reading, Row
from generators.measures.sheets import Limit, Period, Read, Sheet
from generators.site.cells import Plain, Prose, Ref, prose, reference
from generators.site.listing.filter import Filter
from generators.site.listing.judgements import NO, YES, filtered, reading
from generators.site.listing.view import Count, counted
from generators.spoken import duration, percent
from generators.words import say

FEWEST = 3  # of fewer nobody says which is the middle one
_LEFT = ((State.DUE, OPEN), (State.SUSPECT, (State.SUSPECT,)), (State.UNSETTLED, (State.UNSETTLED,)))
_MINUTE = 60  # seconds


class Stated(NamedTuple):
    """How many are in a state."""

    name: str
    word: str
    judgements: Count


class Cell(NamedTuple):
    """So many met of so many, each with its list; `empty` says why there is nothing to count."""

    met: Count
    judged: Count
    proven: Count  # of what is met, by more than our own word
    share: str
    missed: tuple[Stated, ...]
    left: tuple[Stated, ...]
    bar: Markup
    empty: str


class Head(NamedTuple):
    """A column of the matrix."""

    title: str
    obligation: Ref


class Line(NamedTuple):
    """A level; all of them where it has no code."""

    title: str
    limits: tuple[str, ...]
    cells: tuple[Cell, ...]


class Other(NamedTuple):
    """A clock that is told beside the matrix."""

    obligation: Ref
    cell: Cell


class Spans(NamedTuple):
    """How long something took: half of them, and nine in ten, no longer than this."""

    title: str
    median: str
    p90: str
    timed: Count


class Way(NamedTuple):
    """One reading of a clock."""

    obligation: Ref
    name: str
    basis: Plain | Prose
    since: str
    has_force: bool
    is_current: bool  # in force within the period
    judged: Cell
    whole: Cell


def chosen(base: KnowledgeBase, matrix: Matrix, months: Sequence[str]) -> Filter:
    """Give the judgements of a clock that began in some months."""
    name = matrix.obligation.id
    is_shared = any(one.contract for one in base.verdicts_of(name))
    some = filtered(obligation=name, period=tuple(months))
    return narrowed(some, contract=(matrix.contract or "",)) if is_shared else some


def narrowed(some: Filter, **values: tuple[str, ...]) -> Filter:
    """Leave of a list what has these values, too."""
    return some._replace(values={**some.values, **values})


def cell(figure: Figure, some: Filter, event: str) -> Cell:
    """Write a figure with its lists."""
    met, judged = figure.numerator.number, figure.denominator.number
    own = figure.independent.number
    missed = tuple(_stated(figure, some, MISSED))
    left = tuple(
        Stated(
            name,
            say("sla.running") if states is OPEN else say(f"state.{name}"),
            counted(number, narrowed(some, result=states)),
        )
        for name, states in _LEFT
        if (number := figure.of(name, *states).number)
    )
    idle = say("sla.idle", event=event) if figure.not_applicable.number else say("state.none")
    return Cell(
        counted(met, narrowed(some, result=(State.MET,))),
        counted(judged, narrowed(some, result=JUDGED)),
        counted(own, narrowed(some, result=(State.MET,), proof=(YES,))),
        share(met, judged),
        missed,
        left,
        bar.draw({Fill.SOLID: own, Fill.PALE: met - own, Fill.STRIPED: judged - met}),
        "" if judged or left else idle,
    )


def share(met: int, judged: int) -> str:
    """Say a share; nothing where there is none."""
    return percent(100 * met / judged) if judged else ""


def heads(base: KnowledgeBase, sheet: Sheet) -> tuple[Head, ...]:
    """Give the columns of the matrix: what stops each clock, or what it is called where two stop alike."""
    titles = [event(base, one) for one in sheet.columns]
    return tuple(
        Head(
            title if titles.index(title) == _last(titles, title) else one.obligation.title,
            reference(base, one.obligation.id),
        )
        for title, one in zip(titles, sheet.columns, strict=True)
    )


def _last(titles: Sequence[str], title: str) -> int:
    return max(number for number, one in enumerate(titles) if one == title)


def lines(base: KnowledgeBase, sheet: Sheet) -> Iterator[Line]:
    """Yield the levels of the contract in their order, others that were judged, and all together."""
    known = [one.code for one in sheet.levels]
    found = {row.code: row.level for one in sheet.columns for row in one.rows if row.code is not None}
    rest = [
        Limit(code, name.removeprefix(code).strip(), ())
        for code, name in sorted(found.items())
        if code not in known
    ]
    for level in (*sheet.levels, *rest):
        cells = tuple(
            _level(
                one,
                level.code,
                narrowed(chosen(base, one, sheet.period.months), level=(level.code,)),
                event(base, one),
            )
            for one in sheet.columns
        )
        title = f"{level.code} {level.name}".strip() or say("sla.no_level")
        yield Line(title, _limits(level), idle(base, sheet.columns, cells))
    wholes = tuple(whole(base, one, sheet.period.months) for one in sheet.columns)
    yield Line("", (), idle(base, sheet.columns, wholes))


def whole(base: KnowledgeBase, one: Matrix, months: Sequence[str]) -> Cell:
    """Write what a clock gives over all levels."""
    return cell(one.whole.judged.year, chosen(base, one, months), event(base, one))


def others(base: KnowledgeBase, sheet: Sheet) -> Iterator[Other]:
    """Yield the clocks beside the matrix."""
    for one in sheet.others:
        yield Other(reference(base, one.obligation.id), whole(base, one, sheet.period.months))


def spans(base: KnowledgeBase, sheet: Sheet) -> Iterator[Spans]:
    """Yield how long the columns took, where enough was measured."""
    for head, one in zip(heads(base, sheet), sheet.columns, strict=True):
        read: Reading = one.whole.judged
        if read.timed.number >= FEWEST and read.median_s is not None and read.p90_s is not None:
            timed = narrowed(chosen(base, one, sheet.period.months), result=(State.MET, State.LATE))
            count = counted(one.whole.judged.year.of("timed", State.MET, State.LATE).number, timed)
            yield Spans(head.title, duration(read.median_s), duration(read.p90_s), count)


def unpaused(base: KnowledgeBase, sheet: Sheet) -> Iterator[Other]:
    """Yield the clocks that would have been met less often if no pause was taken off."""
    for one in (*sheet.columns, *sheet.others):
        if one.whole.passed.year != one.whole.judged.year:
            some = chosen(base, one, sheet.period.months)
            found = cell(one.whole.passed.year, some, event(base, one))
            missed = tuple(
                state._replace(
                    judgements=counted(state.judgements.number, narrowed(some, passed=(state.name,)))
                )
                for state in found.missed
            )
            met = counted(found.met.number, narrowed(some, passed=(State.MET,)))
            proven = counted(found.proven.number, narrowed(some, passed=(State.MET,), proof=(YES,)))
            judged = counted(found.judged.number, narrowed(some, passed=JUDGED))
            yield Other(
                reference(base, one.obligation.id),
                found._replace(met=met, judged=judged, proven=proven, missed=missed, left=()),
            )


def way(base: KnowledgeBase, one: Read, matrix: Matrix, period: Period) -> Way:
    """Write a reading: what was judged by it, and what it would give for all that it is about."""
    some = narrowed(
        chosen(base, matrix, period.months), reading=(reading(one.obligation.id, one.reading.code),)
    )
    since = one.reading.since
    is_old = since.year == 1
    word = event(base, matrix)
    return Way(
        reference(base, one.obligation.id),
        one.reading.name,
        prose(base, one.reading.basis),
        "" if is_old else since.isoformat(),
        one.reading.has_force,
        one.reading.has_force and one.reading.since <= period.end and period.begin <= one.reading.until,
        cell(one.judged, some, word),
        cell(one.whole, narrowed(some, counts=(YES, NO)), word),
    )


def event(base: KnowledgeBase, one: Matrix) -> str:
    """Name what stops a clock."""
    asked = rule(one)
    kind = base.kinds.sound.get(str(asked["kind"]))
    return kind.field((str(asked["to"]),)).title if kind else one.obligation.title


def idle(base: KnowledgeBase, columns: Sequence[Matrix], cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Say of a clock that nobody had to run, though there was something, what need not have been done."""
    kinds = [rule(one)["kind"] for one in columns]
    busy = {kind for kind, one in zip(kinds, cells, strict=True) if not one.empty}
    return tuple(
        cell._replace(empty=say("sla.idle", event=event(base, one))) if cell.empty and kind in busy else cell
        for kind, one, cell in zip(kinds, columns, cells, strict=True)
    )


def rule(one: Matrix) -> Mapping[str, Any]:
    """Give what the rule of a clock asks."""
    asked: Mapping[str, Any] = one.obligation.data[one.obligation.kind.role("judge")]["clock"]
    return asked


def _level(one: Matrix, code: str, some: Filter, word: str) -> Cell:
    row: Row | None = next((row for row in (*one.rows, *one.idle) if row.code == code), None)
    return cell(
        row.judged.year if row else Figure((), one.whole.judged.year.independent._replace(ids=())), some, word
    )


def _stated(figure: Figure, some: Filter, states: Sequence[State]) -> Iterator[Stated]:
    for state in states:
        if number := figure.of(state, state).number:
            yield Stated(state, say(f"state.{state}"), counted(number, narrowed(some, result=(state,))))


def _limits(level: Limit) -> tuple[str, ...]:
    return tuple(say("sla.unlimited") if one is None else duration(one * _MINUTE) for one in level.minutes)
