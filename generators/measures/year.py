"""The year of the obligations that come again: one cell a period, in the month on which it falls due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generators.judging.obligations import obligations
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import Figure, figure
from generators.measures.standing import severity
from generators.records.record import Record
from generators.records.timeline import Timeline

_MONTHS = 12
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<letter>[QCH])(?P<number>\d+)|(?P<month>\d\d)))?")
EVERY = ("month", "quarter", "half-year", "year")  # how often, the most often first
_LETTERS = {"Q": ("quarter", 3), "C": ("quarter", 3), "H": ("half-year", 6)}


class Cell(NamedTuple):
    """One period of an obligation: its state, and the month in which it stands."""

    month: str
    period: str
    state: State


class Line(NamedTuple):
    """An obligation, its periods by month, and how many of them were met."""

    obligation: Record
    every: str
    cells: tuple[Cell, ...]
    figure: Figure

    def at(self, month: str) -> tuple[Cell, ...]:
        """Give what stands in a month."""
        return tuple(one for one in self.cells if one.month == month)


class Year(NamedTuple):
    """Every month from the first period to the last due day, and the lines."""

    months: tuple[str, ...]
    now: str
    lines: tuple[Line, ...]


def year(base: KnowledgeBase) -> Year:
    """Give the year: obligations judged by periods, monthly ones first, of one kind in their order."""
    lines = []
    for one in obligations(base.facts, base.kinds):
        verdicts = [each for each in base.verdicts_of(one.id) if periodic(each)]
        cells = _cells(base, verdicts)
        if cells:
            often = _read(cells[0].period)[0]
            lines.append(Line(one, often, cells, figure(base.verdicts_of(one.id))))
    lines.sort(key=lambda one: EVERY.index(one.every))
    found = sorted({cell.month for line in lines for cell in line.cells})
    now = base.now.astimezone(base.config.zone).strftime("%Y-%m")
    return Year(tuple(_between(found[0], found[-1])) if found else (), now, tuple(lines))


def periodic(one: Verdict) -> bool:
    """Say whether a judgement is one of a period, and no promise that has none."""
    return bool(one.period) and not one.subject and one.state is not State.DECLARED


def _cells(base: KnowledgeBase, verdicts: Iterable[Verdict]) -> tuple[Cell, ...]:
    """Give a cell for each period; of several parts in one, the worst tells."""
    found: dict[str, Cell] = {}
    for one in verdicts:
        period = str(one.period)
        if not _PERIOD.fullmatch(period):
            continue
        cell = Cell(_month(base, one), period, one.state)
        before = found.get(period)
        if before is None or severity(cell.state) < severity(before.state):
            found[period] = cell
    return tuple(sorted(found.values(), key=lambda one: (one.month, one.period)))


def _month(base: KnowledgeBase, one: Verdict) -> str:
    """Name the month of the due day, else the last of the period; for what was done before, when it was."""
    zone = base.config.zone
    month = one.due.astimezone(zone).strftime("%Y-%m") if one.due else _read(str(one.period))[1]
    if one.state is not State.MET or month <= base.now.astimezone(zone).strftime("%Y-%m"):
        return month
    found = (base.facts.get(name) for name in one.evidence)
    lives = [Timeline(record, zone) for record in found if record]
    done = [at.at.astimezone(zone).strftime("%Y-%m") for life in lives if (at := life.end or life.start)]
    return max(done, default=month)


def _read(period: str) -> tuple[str, str]:
    """Give how often such a period comes, and its last month; a year's is December."""
    match = _PERIOD.fullmatch(period)
    if match is None or (match["letter"] is None and match["month"] is None):
        return "year", f"{period[:4]}-{_MONTHS}"
    if match["letter"] is None:
        return "month", period
    every, months = _LETTERS[match["letter"]]
    last = min(int(match["number"]) * months, _MONTHS)
    return every, f"{match['year']}-{last:02}"


def _between(first: str, last: str) -> Iterable[str]:
    number, end = (int(one[:4]) * _MONTHS + int(one[5:]) - 1 for one in (first, last))
    for one in range(number, end + 1):
        yield f"{one // _MONTHS}-{one % _MONTHS + 1:02}"
