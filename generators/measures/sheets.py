"""The sheets of a contract: for which periods its clocks are added up, and which of them stand in one matrix.

A clock whose limits stand in the contract's table of levels, and that is about all records, is a column of
the matrix. Any other is told beside it: it may be about records that a column counts already. Quarters are
those of the calendar, or of the contract if that begins in the middle of one; of a term that begins within a
month they would cut the months by which judgements are counted, and are those of the calendar, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from generators.judging.obligations import asks
from generators.judging.periods import periods as named
from generators.judging.rules import readings
from generators.judging.rules.ask import Ask
from generators.judging.rules.readings import Reading
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN, Figure, figure
from generators.measures.once import once
from generators.measures.performance import Matrix, Miss, begun_in, clocks, matrices, misses
from generators.records.agreements import Term
from generators.records.moment import known
from generators.records.record import Record

_NAME = len("2026-03")
_QUARTER_BEGINS = (1, 4, 7, 10)


class Period(NamedTuple):
    """A month, a quarter or a year by its name, its days and the months that have begun in it."""

    name: str
    begin: date
    end: date
    months: tuple[str, ...]

    @property
    def is_month(self) -> bool:
        """Whether it is one month."""
        return self.months == (self.name,)

    @property
    def is_year(self) -> bool:
        """Whether it is a year."""
        return self.name.isdigit()


class Sheets(NamedTuple):
    """A contract with clocks; its periods, each kind of them in time."""

    contract: str | None  # None where the base has none
    record: Record | None
    months: tuple[Period, ...]
    quarters: tuple[Period, ...]
    years: tuple[Period, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """All of them."""
        return (*self.months, *self.quarters, *self.years)


class Limit(NamedTuple):
    """A level of the contract, and what it allows each column of the matrix, in minutes."""

    code: str
    name: str
    minutes: tuple[int | None, ...]


class Read(NamedTuple):
    """One reading of a clock: since when it is in force, what it judged, what it would give for all."""

    obligation: Record
    reading: Reading
    judged: Figure
    whole: Figure


class Sheet(NamedTuple):
    """One period of one contract."""

    period: Period
    columns: tuple[Matrix, ...]
    others: tuple[Matrix, ...]
    levels: tuple[Limit, ...]
    missed: tuple[Miss, ...]  # not met as judged, the newest first, and what nobody can judge
    running: tuple[Verdict, ...]  # what has least left, first
    readings: tuple[Read, ...]


def contracts(base: KnowledgeBase) -> tuple[Sheets, ...]:
    """Give the contracts under which clocks run, the default one first."""
    scoped: dict[str | None, list[Ask]] = {}
    for one in clocks(base):
        for ask in _asks(base, one):
            scoped.setdefault(ask.scope.agreement, []).append(ask)
    first = base.bindings.by(base.config.contract).agreement
    order = sorted(scoped, key=lambda name: (name != first, name or ""))
    return tuple(_sheets(base, name, scoped[name]) for name in order)


def sheet(base: KnowledgeBase, one: Sheets, period: Period) -> Sheet:
    """Give the sheet of a period."""
    return _sheet(base, one.contract, period)


@once
def _sheet(base: KnowledgeBase, contract: str | None, period: Period) -> Sheet:
    own = [
        (matrix, ask)
        for matrix in matrices(base, period.months)
        for ask in _asks(base, matrix.obligation)
        if ask.scope.agreement == contract and matrix.contract in (None, ask.scope.named)
    ]
    columns = tuple(matrix for matrix, ask in own if is_column(ask.parameters))
    names = {(matrix.obligation.id, matrix.contract) for matrix, _ in own}
    found = [
        miss
        for miss in misses(base, period.months)
        if not miss.is_paused and (miss.verdict.obligation, miss.verdict.contract) in names
    ]
    verdicts = [
        verdict for matrix, _ in own for verdict in within(base, matrix, period) if verdict.state in OPEN
    ]
    return Sheet(
        period,
        columns,
        tuple(matrix for matrix, ask in own if not is_column(ask.parameters)),
        tuple(_levels(own)),
        tuple(sorted(found, key=lambda miss: _begun(base, miss.verdict), reverse=True)),
        tuple(sorted(verdicts, key=lambda verdict: (verdict.due is None, verdict.due or base.now))),
        tuple(read for matrix, ask in own for read in _readings(base, matrix, ask, period)),
    )


def undated(base: KnowledgeBase, one: Sheets) -> tuple[Matrix, ...]:
    """Give the clocks of a contract for what never began: it belongs to no period."""
    return tuple(
        matrix
        for matrix in matrices(base, ("",))
        for ask in _asks(base, matrix.obligation)
        if ask.scope.agreement == one.contract and matrix.contract in (None, ask.scope.named)
    )


def timed(base: KnowledgeBase, matrix: Matrix, period: Period) -> tuple[Verdict, ...]:
    """Give what was measured of a clock in a period, and was met or late."""
    return tuple(
        one
        for one in within(base, matrix, period)
        if one.state in (State.MET, State.LATE) and one.measured_s is not None
    )


def within(base: KnowledgeBase, matrix: Matrix, period: Period) -> tuple[Verdict, ...]:
    """Give the judgements of a clock that began in a period."""
    return begun_in(base, matrix.obligation.id, matrix.contract, period.months)


def tightest(base: KnowledgeBase, found: Sheet) -> Verdict | None:
    """Give what was met with the least to spare."""
    some = [
        one
        for matrix in found.columns
        for one in timed(base, matrix, found.period)
        if one.state is State.MET and one.limit_s
    ]
    return max(some, key=lambda one: (one.measured_s or 0) / (one.limit_s or 1), default=None)


def is_column(rule: Mapping[str, Any]) -> bool:
    """Say whether a clock is a column of the matrix."""
    return "limit_by_level" in rule and "where" not in rule


def judgements(base: KnowledgeBase, found: Sheet) -> Figure:
    """Divide all that the clocks of a period judged; two of them may judge one thing."""
    all_clocks = (*found.columns, *found.others)
    return figure(one for matrix in all_clocks for one in within(base, matrix, found.period))


def happened(missed: Sequence[Miss]) -> tuple[tuple[Miss, ...], ...]:
    """Put together what missed one limit, however many obligations ask for that."""
    found: dict[tuple[object, ...], list[Miss]] = {}
    for miss in missed:
        one = miss.verdict
        key = (one.subject or one.obligation, one.clock, one.limit_s, one.state)
        found.setdefault(key, []).append(miss)
    return tuple(tuple(some) for some in found.values())


def distinct(missed: Sequence[Miss], state: State) -> int:
    """Count what happened: two obligations that hold one event to one limit miss it once."""
    return len(happened([miss for miss in missed if miss.verdict.state is state]))


def _asks(base: KnowledgeBase, obligation: Record) -> Iterator[Ask]:
    return asks(obligation, base.facts, base.kinds, base.bindings, base.now)


def _sheets(base: KnowledgeBase, contract: str | None, own: Sequence[Ask]) -> Sheets:
    term = own[0].scope.term
    today = base.now.astimezone(own[0].zone).date()
    found = {
        verdict.period
        for ask in own
        for verdict in base.verdicts_of(ask.obligation.id)
        if verdict.period and verdict.contract in (None, contract)
    }
    begun = _months(term, today) | found
    months = tuple(_periods("month", begun, begun))
    quarters = tuple(_periods(_quarter(term), begun, begun, term))
    years = tuple(_year(name, begun) for name in sorted({one[:4] for one in begun}))
    record = base.facts.get(own[0].scope.contract or "")
    return Sheets(contract, record, months, quarters, years)


def _months(term: Term | None, today: date) -> set[str]:
    """Name the months of a term that have begun."""
    if term is None or today < term.first:
        return set()
    last = min(today, term.last) if term.last else today
    return {one.name for one in named("month", term.first, last)}


def _quarter(term: Term | None) -> str:
    if term is None or term.first.day > 1 or term.first.month in _QUARTER_BEGINS:
        return "quarter"
    return "contract-quarter"


def _periods(kind: str, begun: set[str], within: set[str], term: Term | None = None) -> Iterator[Period]:
    """Yield the periods of a kind in which any of the months lies; calendar ones are whole."""
    if not within:
        return
    first = date.fromisoformat(f"{min(within)}-01")
    if kind == "contract-quarter" and term:
        first, last = term.first, term.last or date(date.fromisoformat(f"{max(within)}-01").year + 1, 12, 31)
    else:
        first, last = first.replace(month=1, day=1), date(int(max(within)[:4]), 12, 31)
    for one in named(kind, first, last):
        own = tuple(
            month
            for month in sorted(begun)
            if one.begin.isoformat()[:_NAME] <= month <= one.end.isoformat()[:_NAME]
        )
        if own:
            yield Period(one.name, one.begin, one.end, own)


def _year(name: str, begun: set[str]) -> Period:
    own = tuple(sorted(one for one in begun if one.startswith(name)))
    return Period(name, date(int(name), 1, 1), date(int(name), 12, 31), own)


def _levels(own: Sequence[tuple[Matrix, Ask]]) -> Iterator[Limit]:
    """Yield the levels of the contract in their order."""
    columns = [ask for _, ask in own if is_column(ask.parameters)]
    contract = columns[0].contract if columns else None
    if contract is None or not contract.kind.role("levels"):
        return
    part = contract.kind.parts[contract.kind.role("levels")]
    for row in contract.data.get(part.name, ()):
        limits = tuple(row.get(ask.parameters["limit_by_level"]) for ask in columns)
        yield Limit(str(row[part.marks["key"]]), str(row.get("name", "")), limits)


def _readings(base: KnowledgeBase, matrix: Matrix, ask: Ask, period: Period) -> Iterator[Read]:
    """Yield the readings of a clock, those that excuse from it left out: they judge nothing."""
    name = matrix.obligation.id
    counting = within(base, matrix, period)
    beside = [
        one for one in base.beside_on(name) if one.contract == matrix.contract and one.period in period.months
    ]
    for one in readings.readings(ask):
        if not one.is_exempt:
            yield Read(
                matrix.obligation,
                one,
                figure(verdict for verdict in counting if verdict.reading == one.code),
                figure(verdict for verdict in (*counting, *beside) if verdict.reading == one.code),
            )


def _begun(base: KnowledgeBase, one: Verdict) -> tuple[str, float]:
    record = base.facts.get(one.subject or "")
    start = known(record.data.get(record.kind.start), base.config.zone) if record else None
    return one.period or "", start.at.timestamp() if start else 0
