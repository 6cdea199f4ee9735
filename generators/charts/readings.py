"""Readings over time against the limits of the item: from which it is too much, too little, or either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from generators.charts import frame, plot
from generators.charts.frame import Cell
from generators.charts.plot import Limit, Value
from generators.charts.scale import Scale, moments
from generators.charts.shapes import Mark
from generators.words import say

_TICKS = 7
_WORST = (Mark.BAD, Mark.WARN, Mark.GOOD)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and when it was read."""

    at: datetime
    value: Value


def draw(key: str, caption: str, readings: Sequence[Reading], limits: Sequence[Limit] = ()) -> Markup:
    """Draw readings in the order of time; the marks say how each stands, as who judges them has found."""
    ordered = sorted((one for one in readings if one.value.value is not None), key=lambda one: one.at)
    if not ordered:
        return frame.nothing(caption)
    values = [one.value for one in ordered]
    on = plot.ground(values, limits)
    first, last = ordered[0].at, ordered[-1].at
    across = Scale(first.timestamp(), last.timestamp(), on.left + 8, on.right - 8)
    ticks = [(across.at(at.timestamp()), words) for at, words in moments(first, last, _TICKS)]
    drawing = frame.Drawing(
        plot.WIDTH,
        plot.HEIGHT,
        [
            *plot.parts(on, [across.at(one.at.timestamp()) for one in ordered], values, limits),
            *(plot.tick(place) for place, _ in ticks),
            *plot.below(on, ticks),
        ],
        any(one.href for one in values),
    )
    return frame.figure(
        key,
        caption,
        _described(ordered, limits, on),
        [drawing],
        frame.Table(
            (say("chart.when"), say("chart.value"), say("chart.standing")),
            [
                [Cell(one.name, one.href), Cell(one.told), Cell(_standing(one.mark))]
                for one in reversed(values)
            ],
        ),
    )


def _described(readings: Sequence[Reading], limits: Sequence[Limit], on: plot.Ground) -> str:
    values = [one.value for one in readings]
    state = next(mark for mark in _WORST if any(one.mark == mark for one in values))
    worst = [one for one in values if one.mark == state]
    told = [say("chart.readings", count=len(values), first=values[0].name, last=values[-1].name)]
    told += [say("chart.target", told=one.label) for one in limits]
    if state == Mark.GOOD:
        told.append(say("chart.all_within") if limits else "")
    else:
        farthest = max(worst, key=lambda one: _beyond(one, limits))
        told.append(say("chart.readings_bad", count=len(worst), standing=_standing(state)))
        told.append(say("chart.worst", name=farthest.name, told=farthest.told))
    told.append(say("chart.last", name=values[-1].name, told=values[-1].told))
    told += [say("chart.outside", name=one.name, told=one.told) for one in values if on.is_outside(one)]
    return "".join(told)


def _beyond(one: Value, limits: Sequence[Limit]) -> float:
    """Say how far from all limits a value lies; inside of two it is nearer to both than outside."""
    return sum(abs((one.value or 0) - limit.value) for limit in limits)


def _standing(mark: Mark) -> str:
    if mark == Mark.BAD:
        return say("chart.alarm")
    return say("chart.warn") if mark == Mark.WARN else say("chart.good")
