"""A bar of parts beside the figures that it shows: what was done well, by whose record, and what was not."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from generators.charts.element import box, element
from generators.charts.shapes import Fill

_LEAST = 3.0  # one in a thousand can still be seen


def draw(counts: Mapping[Fill, int], width: float = 72, height: float = 6) -> Markup:
    """Draw the parts in their order; the figures beside it say the same, so that it is not read out."""
    shown = {fill: count for fill, count in counts.items() if count > 0}
    parts, left = [], 0.0
    for fill, wide in zip(shown, _widths(list(shown.values()), width), strict=True):
        parts.append(box(left + 0.5, 0.5, wide - 1, height - 1, f"itss-{fill}"))
        left += wide
    return element(
        "svg",
        *(parts or [box(0.5, 0.5, width - 1, height - 1, f"itss-{Fill.HATCHED}")]),
        class_="itss-bar",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width,
        height=height,
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _widths(counts: list[int], whole: float) -> list[float]:
    """Share the width out, none of it too thin to be seen."""
    total = sum(counts)
    thin = [count / total * whole < _LEAST for count in counts]
    rest = sum(count for count, is_thin in zip(counts, thin, strict=True) if not is_thin)
    room = whole - _LEAST * sum(thin)
    return [_LEAST if is_thin else count / rest * room for count, is_thin in zip(counts, thin, strict=True)]


def amount(count: int, most: int, width: float = 140, height: float = 10) -> Markup:
    """Draw how many beside the most that there are; the figure beside it says the same."""
    wide = max(_LEAST, count / max(most, 1) * width) if count else 0.0
    return element(
        "svg",
        box(0, 0, wide, height, "itss-amount"),
        class_="itss-bar",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width,
        height=height,
        aria_hidden="true",
    )
