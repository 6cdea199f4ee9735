"""Charts as small as a word, for the cells of a table: months as columns, or a run of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from generators.charts.element import box, element, line, path
from generators.charts.scale import Scale, clipped
from generators.charts.shapes import Fill, Mark, point
from generators.words import say

_WIDTH, _HEIGHT, _BASE = 120, 27, 26
_WIDEST = 8
_MARGIN = 5
_INSET = 0.22  # of a column


def columns(name: str, months: Sequence[Mapping[Fill, int]]) -> Markup:
    """Draw what each month counts, in the order given; a month without anything is a dotted line."""
    if not months:
        return _empty()
    slot = min(_WIDTH / len(months), _WIDEST + 3)
    wide = slot * _WIDEST / (_WIDEST + 3)
    scale = (_BASE - 2) / max(1, *(sum(one.values()) for one in months))
    parts = []
    for index, counts in enumerate(months):
        left, top = index * slot, float(_BASE)
        if not sum(counts.values()):
            parts.append(line(path("M", left, _BASE - 1.5, "h", wide), "itss-gap"))
        for fill, count in counts.items():
            if count:
                high = max(count * scale, 1.5)
                top -= high
                # narrower, so that it is told from the rest in grey as well: stripes would be too fine here
                inset = wide * _INSET if fill == Fill.STRIPED else 0
                look = f"itss-{fill} itss-thin"
                parts.append(box(left + inset, top + 0.5, wide - 2 * inset, max(high - 0.5, 1), look))
    return _named(name, parts)


def run(name: str, values: Sequence[float], last: Mark = Mark.GOOD, limit: float | None = None) -> Markup:
    """Draw a run of values and mark the last one; a value far outside is held at the edge."""
    if not values:
        return _empty()
    fixed = [] if limit is None else [limit]
    low, high = clipped(values, fixed)
    up = Scale(low, high, _HEIGHT - _MARGIN, _MARGIN + 1)
    across = (
        Scale(0, len(values) - 1, 2, _WIDTH - _MARGIN - 2)
        if len(values) > 1
        else Scale(0, 0, 2, _WIDTH - _MARGIN)
    )
    places = [(across.at(index), up.at(min(max(one, low), high))) for index, one in enumerate(values)]
    steps = [part for index, (x, y) in enumerate(places) for part in ("L" if index else "M", x, y)]
    parts = [line(path("M", 0, up.at(limit), "H", _WIDTH), "itss-limit")] if limit is not None else []
    return _named(name, [*parts, line(path(*steps), "itss-run"), point(last, *places[-1])])


def _named(name: str, parts: Sequence[Markup]) -> Markup:
    return element(
        "svg",
        element("title", name),
        *parts,
        class_="itss-spark",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        width=_WIDTH,
        height=_HEIGHT,
        role="img",
        aria_label=name,
    )


def _empty() -> Markup:
    return element("span", say("chart.nothing"), class_="itss-quiet")
