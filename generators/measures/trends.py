"""Readings over time: a series for each item of a template, and when it reaches its limit if it goes on so.

The line is that of Theil and Sen: its slope is the median of the slopes between all pairs of readings, its
height the median of what is left, so that a single wrong reading does not turn it (P. K. Sen, Estimates of
the regression coefficient based on Kendall's tau, Journal of the American Statistical Association 63, 1968,
1379-1389). It is drawn through the last readings only, for what was tidied up long ago says nothing of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import combinations
from statistics import median
from typing import Any, NamedTuple

from generators.kinds.field import Form
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.records.moment import known
from generators.records.record import Record

WINDOW = 12  # readings
LEAST = 4  # readings: with fewer one of them alone can turn the line
_DAY = timedelta(days=1)


class Point(NamedTuple):
    """One reading; of several values the highest, for the limit is above."""

    id: str
    at: datetime
    value: float


class Series(NamedTuple):
    """The readings of one item, oldest first."""

    template: str
    item: str
    unit: str
    limit: float | None  # above which it is a fault, failing that a warning
    points: tuple[Point, ...]

    @property
    def per_day(self) -> float | None:
        """How much it rises a day; None with too few readings or all on one day."""
        slopes = [
            (later.value - one.value) / ((later.at - one.at) / _DAY)
            for one, later in combinations(self._last, 2)
            if later.at > one.at
        ]
        return median(slopes) if slopes and len(self._last) >= LEAST else None

    @property
    def days_to_limit(self) -> float | None:
        """How many days after the last reading the limit is reached: None unless it is above and it rises."""
        slope = self.per_day
        if self.limit is None or not self.points or slope is None or slope <= 0:
            return None
        if self.points[-1].value >= self.limit:
            return 0.0
        return max(0.0, (self.limit - self._height(slope)) / slope)

    @property
    def full_at(self) -> datetime | None:
        """When the limit is reached if it goes on so; None also for a day that no calendar has."""
        days = self.days_to_limit
        if (
            days is None
            or days > (datetime.max.replace(tzinfo=self.points[-1].at.tzinfo) - self.points[-1].at) / _DAY
        ):
            return None
        return self.points[-1].at + days * _DAY

    @property
    def _last(self) -> tuple[Point, ...]:
        return self.points[-WINDOW:]

    def _height(self, slope: float) -> float:
        """Give the line's value at the last reading."""
        last = self.points[-1].at
        return median(one.value + slope * ((last - one.at) / _DAY) for one in self._last)


def series(base: KnowledgeBase) -> tuple[Series, ...]:
    """Give a series for every item that was read as a number, template by template in their order."""
    points: dict[tuple[str, str], list[Point]] = {}
    for kind in fields.kinds_with(base, "reading-item", "reading"):
        for record in fields.records(base, kind):
            _read(base, record, points)
    found = []
    for template, item in sorted(points):
        owner = base.facts.get(template)
        if owner is not None:
            in_time = sorted(points[template, item], key=lambda one: (one.at, one.id))
            found.append(_series(owner, item, in_time))
    return tuple(found)


def _read(base: KnowledgeBase, record: Record, points: dict[tuple[str, str], list[Point]]) -> None:
    """Add the numbers that a record holds to the items that they are readings of."""
    kind, zone = record.kind, base.config.zone
    when = known(record.data.get(kind.stop) or record.data.get(kind.start), zone)
    item = fields.column(kind, "reading-item")
    if when is None:
        return
    named = {link.at: link for link in base.facts.named_by(record.id)}
    columns = [one.name for one in fields.fields(kind, "reading")]
    for row in fields.rows(record, "reading-item"):
        link = named.get((item.at[0], row.number, item.name))
        numbers = [number for name in columns for number in _numbers(row.cells.get(name))]
        if link and link.row and numbers:
            point = Point(record.id, when.at, max(numbers))
            points.setdefault((link.target, link.row), []).append(point)


def _series(template: Record, item: str, points: Sequence[Point]) -> Series:
    """Find the limits and the unit of an item in its template."""
    table = next(one for one in template.kind.marked("key") if one.form is Form.TABLE)
    row = template.row(table.name, item) or {}
    limit, unit = _cell(template, row, "alarm-above"), _cell(template, row, "unit")
    if limit is None:
        limit = _cell(template, row, "warn-above")
    return Series(template.id, item, str(unit or ""), None if limit is None else float(limit), tuple(points))


def _cell(template: Record, row: Any, measure: str) -> Any:
    return row.get(fields.column(template.kind, measure).name)


def _numbers(value: Any) -> tuple[float, ...]:
    if value is None:
        return ()
    return tuple(map(float, value)) if isinstance(value, tuple) else (float(value),)
