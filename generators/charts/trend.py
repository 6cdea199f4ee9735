"""A line over months, with a target where there is one; a month without a value breaks it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generators.charts import frame, plot
from generators.charts.frame import Cell
from generators.charts.plot import Limit, Value
from generators.charts.shapes import Mark
from generators.words import say


def draw(
    key: str,
    caption: str,
    months: Sequence[tuple[str, Value]],
    target: Limit | None = None,
    *,
    is_low_bad: bool = True,
) -> Markup:
    """Draw a value a month; each comes with what stands below it."""
    values = [one for _, one in months]
    known = [one for one in values if one.value is not None]
    if not known:
        return frame.nothing(caption)
    limits = [target] if target else []
    on = plot.ground(values, limits)
    inner = on.right - 8 - on.left - 10
    places = [on.left + 10 + inner * (index + 0.5) / len(months) for index in range(len(months))]
    below = plot.below(on, [(place, label) for place, (label, _) in zip(places, months, strict=True)])
    worst = _worst(known, is_low_bad=is_low_bad)
    told = [
        say("chart.columns", count=len(months), first=values[0].name, last=values[-1].name),
        say("chart.worst", name=worst.name, told=worst.told),
        say("chart.target", told=target.label) if target else "",
        say("chart.months_without", count=len(values) - len(known)) if len(known) < len(values) else "",
        *(say("chart.outside", name=one.name, told=one.told) for one in known if on.is_outside(one)),
    ]
    drawing = frame.Drawing(
        plot.WIDTH,
        plot.HEIGHT,
        [*plot.parts(on, places, values, limits), *below],
        any(one.href for one in values),
    )
    return frame.figure(
        key,
        caption,
        "".join(told),
        [drawing],
        frame.Table(
            (say("chart.month"), say("chart.value")),
            [[Cell(one.name, one.href), Cell(one.told)] for one in values],
        ),
    )


def _worst(values: Sequence[Value], *, is_low_bad: bool) -> Value:
    """Choose among those that miss the target, failing that among all; of equals the first."""
    missed = [one for one in values if one.mark != Mark.GOOD] or values
    return (min if is_low_bad else max)(missed, key=lambda one: one.value or 0)
