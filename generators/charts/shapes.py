"""The small shapes that tell a state, and the fills that tell a part of a bar; each looks different in grey.

Discs are about time, squares about the outcome, diamonds about what shows it. `sprite` gives what a page uses
of them, once a page; a shape stands beside its word and says nothing by itself to those who listen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from markupsafe import Markup

from generators.charts.element import box, element, line, path

_SIZE = 16
_VIEW = f"0 0 {_SIZE} {_SIZE}"


class Fill(StrEnum):
    """How a part of a bar is filled; the class of the same name says with which colour."""

    SOLID = "solid"  # done well, and others can show it
    PALE = "pale"  # done well by our own record only
    STRIPED = "striped"  # late, not done
    OPEN = "open"  # not due yet
    HATCHED = "hatched"  # nothing to judge
    DOTTED = "off"  # nobody can say yet


class Mark(StrEnum):
    """What a mark says of a value."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


def _circle(look: str, radius: float = 6) -> Markup:
    return element("circle", class_=look, cx=8, cy=8, r=radius)


_SHAPES: Mapping[str, tuple[Markup, ...]] = MappingProxyType(
    {
        "met": (_circle("itss-s-ok", 6.5), line("M4.8 8.2l2.3 2.3 4.2-4.6", "itss-s-cut")),
        "late": (line("M8 1.2l7 13H1z", "itss-s-bad"), line("M8 6v4M8 11.6v1", "itss-s-cut")),
        "failed": (line("M2 2h12v12H2z", "itss-s-bad"), line("M5 5l6 6M11 5l-6 6", "itss-s-cut")),
        "missing": (
            line("M8 1.4L14.6 8 8 14.6 1.4 8z", "itss-s-look"),
            line("M8 5v3.8M8 10.4v1", "itss-s-look"),
        ),
        "stale": (line("M8 1.2L14.8 8 8 14.8 1.2 8z", "itss-s-warn"),),
        "suspect": (
            line("M8 1.4L14.6 8 8 14.6 1.4 8z", "itss-s-look"),
            line("M8 5L11 8 8 11 5 8z", "itss-s-warn"),
        ),
        "unsettled": (line("M2.5 2.5h11v11h-11z", "itss-s-look"), line("M2.5 2.5H8v11H2.5z", "itss-s-warn")),
        "at-risk": (_circle("itss-s-look"), line("M8 2a6 6 0 010 12z", "itss-s-warn")),
        "due": (_circle("itss-s-wait"),),
        "declared": (_circle("itss-s-dotted"),),
        "not-applicable": (line("M3 8h10", "itss-s-wait"),),
        "none": (_circle("itss-s-dot", 1.4),),
        "voided": (_circle("itss-s-wait"), line("M3.8 12.2l8.4-8.4", "itss-s-wait")),
        "lock": (line("M3 7h10v8H3zM5 7V4.6a3 3 0 016 0V7H9.4V4.8a1.4 1.4 0 00-2.8 0V7z", "itss-s-ink"),),
        "fault": (
            line("M1.5 1.5h13v13h-13z", "itss-s-warn"),
            line("M8 4v5M8 10.6v1.9", "itss-s-cut"),
        ),
    }
)
NAMES = tuple(_SHAPES)

# fills that are more than a colour: the class that uses one, side and turn of its tile, what is drawn;
# what is `over` a limit is striped as what is late
_PATTERNS: Mapping[str, tuple[float, int, tuple[Markup, ...]]] = MappingProxyType(
    {
        "striped": (5, 45, (box(0, 0, 5, 5, "itss-p-bad"), box(0, 0, 1.6, 5, "itss-p-bg"))),
        "hatched": (5, 45, (box(0, 0, 1, 5, "itss-p-wait"),)),
        "slow": (5, 90, (box(0, 0, 5, 5, "itss-p-bg"), box(0, 0, 1.2, 5, "itss-p-wait"))),
        "off": (6, 0, (element("circle", class_="itss-p-wait", cx=3, cy=3, r=0.8),)),
        "paused": (4, 0, (box(0, 0, 4, 4, "itss-p-bg"), box(0, 0, 1.2, 4, "itss-p-bar"))),
    }
)
# begun by letters that a search can skip to
_USED = re.compile(
    r'itss-(?:(?<=href="#itss-)shape-([a-z-]+)"|(?<=\bitss-)(striped|hatched|slow|off|paused|over)\b)'
)


@cache
def shape(name: str) -> Markup:
    """Draw the shape of a state; its word stands beside it. Raises KeyError for a state without a shape."""
    _SHAPES[name]
    use = element("use", href=f"#itss-shape-{name}")
    return element("svg", use, class_="itss-shape", viewBox=_VIEW, aria_hidden="true")


@lru_cache(maxsize=4096)  # states are few, and most are said in their usual words
def stated(name: str, word: str) -> Markup:
    """Write a state: its shape and its word. Raises KeyError for a state without a shape."""
    return element("span", shape(name), word, class_=f"itss-state itss-state-{name}")


def swatch(fill: str) -> Markup:
    """Draw a piece of a fill for a legend."""
    piece = box(0.5, 0.5, 19, 9, f"itss-{fill}")
    return element("svg", piece, class_="itss-swatch", viewBox="0 0 20 10", aria_hidden="true")


def point(mark: Mark, x: float, y: float) -> Markup:
    """Draw a mark at a place: a disc, a half disc in a ring, or a triangle."""
    match mark:
        case Mark.GOOD:
            return element("circle", class_="itss-point", cx=x, cy=y, r=3.4)
        case Mark.WARN:
            ring = element("circle", class_="itss-point-warn", cx=x, cy=y, r=4.4)
            half = element("path", class_="itss-s-warn", d=path("M", x, y - 4.4, "a4.4 4.4 0 010 8.8z"))
            return element("g", ring, half)
        case Mark.BAD:
            return element("path", class_="itss-point-bad", d=path("M", x, y - 6.4, "l6.2 11.4h-12.4z"))


def points(mark: Mark, places: Sequence[tuple[float, float]]) -> Markup:
    """Draw very many marks of a kind as one: they look as `point` draws them, and none has a name."""
    match mark:
        case Mark.GOOD:
            # a line of no length with round ends is a disc, in a fifth of the letters
            return line("".join(f"{path('M', x, y)}h0" for x, y in places), "itss-points")
        case Mark.BAD:
            steps = (f"{path('M', x, y - 6.4)}l6.2 11.4h-12.4z" for x, y in places)
            return line("".join(steps), "itss-point-bad")
        case Mark.WARN:
            return element("g", *(point(mark, x, y) for x, y in places))


def sprite(body: str) -> Markup:
    """Give the shapes and patterns that a page's body uses, to stand in it once; nothing where it uses none.

    It has no size instead of not being shown: browsers do not paint with patterns that are not shown.
    """
    used = {name for names in set(_USED.findall(body)) for name in names if name}
    return _drawn(frozenset(used | ({"striped"} if "over" in used else set())))


@cache  # pages of a sort use the same
def _drawn(used: frozenset[str]) -> Markup:
    symbols = [
        element("symbol", *parts, id=f"itss-shape-{name}", viewBox=_VIEW)
        for name, parts in _SHAPES.items()
        if name in used
    ]
    patterns = [
        element(
            "pattern",
            *parts,
            id=f"itss-pattern-{name}",
            width=side,
            height=side,
            patternUnits="userSpaceOnUse",
            patternTransform=f"rotate({turn})" if turn else None,
        )
        for name, (side, turn, parts) in _PATTERNS.items()
        if name in used
    ]
    if not symbols and not patterns:
        return Markup("")
    return element(
        "svg",
        element("defs", *symbols, *patterns),
        class_="itss-sprite",
        width=0,
        height=0,
        aria_hidden="true",
        focusable="false",
    )
