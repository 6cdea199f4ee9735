"""Values along an axis against their limits: the ground that trends and readings are drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generators.charts import room
from generators.charts.element import line, linked, path, text
from generators.charts.scale import Scale, clipped, round_ticks, told
from generators.charts.shapes import Mark, point

WIDTH, HEIGHT = 360, 160
MOST = 40  # marks: of more only those that are not good, and the last
_TOP, _BASE, _SIZE, _ROW = 14, 136, 12, 14
_TICKS = 4
_MOST_OF_LABEL = 90
_LEAST = 1e-3  # of the height: what is outside by less is not seen to be


@dataclass(frozen=True, slots=True)
class Limit:
    """A line that a value should not cross."""

    value: float
    label: str
    is_alarm: bool = True


@dataclass(frozen=True, slots=True)
class Value:
    """A value, what is said of it and where it leads; None where there is none."""

    name: str  # when, as people say it
    value: float | None
    told: str  # the value with its unit
    mark: Mark = Mark.GOOD
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The scales that fit some values and limits."""

    left: float
    right: float
    up: Scale
    ticks: tuple[float, ...]

    def is_outside(self, one: Value) -> bool:
        """Say whether a value lies so far off that only its direction is drawn."""
        least = (self.up.high - self.up.low) * _LEAST
        return one.value is not None and not (self.up.low - least <= one.value <= self.up.high + least)


def ground(values: Sequence[Value], limits: Sequence[Limit]) -> Ground:
    """Choose the scale; there must be at least one value."""
    numbers = [one.value for one in values if one.value is not None]
    low, high = clipped(numbers, [one.value for one in limits])
    ticks = round_ticks(low, high, _TICKS)
    left = max(room.width(told(one), _SIZE) for one in ticks) + 8
    labels = max((room.width(one.label, _SIZE, bold=True) for one in limits), default=0)
    right = WIDTH - 8 - min(labels, _MOST_OF_LABEL)
    return Ground(left, right, Scale(ticks[0], ticks[-1], _BASE, _TOP), ticks)


def parts(
    on: Ground, places: Sequence[float], values: Sequence[Value], limits: Sequence[Limit]
) -> list[Markup]:
    """Draw the grid, the limits, the line through the values and their marks."""
    return [
        *(
            piece
            for one in on.ticks
            for piece in (
                line(path("M", on.left, on.up.at(one), "H", on.right), "itss-line"),
                text(told(one), on.left - 6, on.up.at(one) + 4, "itss-t-end"),
            )
        ),
        *(
            line(
                path("M", on.left, on.up.at(one.value), "H", on.right),
                "itss-limit" if one.is_alarm else "itss-limit-warn",
            )
            for one in limits
        ),
        line(_through(on, places, values), "itss-run"),
        *(
            _mark(on, place, one)
            for place, one in zip(places, values, strict=True)
            if one.value is not None and _is_marked(one, values)
        ),
        *_limit_labels(on, limits),
    ]


def below(on: Ground, places: Sequence[tuple[float, str]]) -> list[Markup]:
    """Write what stands below the axis, as much of it as has room; the last goes first."""
    wanted = [(place, room.width(words, _SIZE) + 6) for place, words in places]
    held = [(min(max(place, on.left + size / 2 - 6), WIDTH - size / 2), size) for place, size in wanted]
    chosen = room.apart(held, range(len(held) - 1, -1, -1))
    return [text(places[index][1], held[index][0], _BASE + 18) for index in chosen]


def tick(place: float) -> Markup:
    """Draw a tick of the axis below."""
    return line(path("M", place, _BASE, "v", 4), "itss-line")


def _is_marked(one: Value, values: Sequence[Value]) -> bool:
    return len(values) <= MOST or one.mark != Mark.GOOD or one is values[-1]


def _through(on: Ground, places: Sequence[float], values: Sequence[Value]) -> str:
    """Give the line through all values; it breaks where one is missing."""
    steps: list[str | float] = []
    is_open = False
    for place, one in zip(places, values, strict=True):
        if one.value is not None:
            steps += ["L" if is_open else "M", place, on.up.at(_held(on, one.value))]
        is_open = one.value is not None
    return path(*steps)


def _held(on: Ground, value: float) -> float:
    return min(max(value, on.up.low), on.up.high)


def _mark(on: Ground, place: float, one: Value) -> Markup:
    at = on.up.at(_held(on, one.value or 0))
    drawn = [point(one.mark, place, at)]
    if on.is_outside(one):  # an arrow says where it went, and the value how far
        is_above = at <= _TOP
        steps = ("M", place - 4, at - 8, "l4 -5 4 5") if is_above else ("M", place - 4, at + 8, "l4 5 4 -5")
        is_left = place < (on.left + on.right) / 2
        drawn.append(line(path(*steps), "itss-beyond"))
        drawn.append(
            text(
                one.told,
                place + 9 if is_left else place - 9,
                at + 4,
                "itss-t-bold itss-t-start" if is_left else "itss-t-bold itss-t-end",
            )
        )
    return linked(f"{one.name} {one.told}", one.href, *drawn)


def _limit_labels(on: Ground, limits: Sequence[Limit]) -> list[Markup]:
    """Write the limits at the end of their lines, moved apart where they would cover each other."""
    ordered = sorted(limits, key=lambda one: -one.value)
    middles = room.spread(
        [on.up.at(one.value) for one in ordered], [_ROW] * len(ordered), _TOP - _ROW / 2, _BASE + _ROW / 2
    )
    return [
        text(
            room.fit(one.label, _MOST_OF_LABEL, _SIZE, bold=True),
            on.right + 5,
            middle + 4,
            "itss-t-start itss-t-bad" if one.is_alarm else "itss-t-start itss-t-warn",
        )
        for one, middle in zip(ordered, middles or [], strict=False)
    ]
