"""How much room words take, roughly, and where to put them so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from unicodedata import combining, east_asian_width

# parts of the height of the letters, a little more than the fonts of the site take
_WIDE = 1.0  # Han characters and full-width signs; signs of doubtful width count as wide
_SPACE, _NARROW, _DIGIT, _SMALL, _CAPITAL, _BROAD = 0.3, 0.36, 0.6, 0.6, 0.72, 0.96
_BOLD = 1.06
_CUT = "…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Say how wide words are at a size."""
    return _parts(words) * size * (_BOLD if bold else 1)


def fit(words: str, most: float, size: float, *, bold: bool = False) -> str:
    """Cut words so that they are at most so wide; nothing is left where not even a cut has room."""
    if width(words, size, bold=bold) <= most:
        return words
    for end in range(len(words) - 1, 0, -1):
        cut = words[:end].rstrip() + _CUT
        if width(cut, size, bold=bold) <= most:
            return cut
    return ""


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float] | None:
    """Move things in a row as little as possible so that none covers another: the middles, None without room.

    `wanted` rises. Neighbours that touch move as one block to the mean of what they want (isotonic regression
    by pooling adjacent violators), and the whole stays between `low` and `high`.
    """
    if sum(sizes) > high - low:
        return None
    before = [sum(sizes[:index]) + size / 2 for index, size in enumerate(sizes)]
    blocks: list[tuple[float, int]] = []  # mean and number of what a block's first thing wants
    for place, offset in zip(wanted, before, strict=True):
        mean, count = place - offset, 1
        while blocks and blocks[-1][0] >= mean:
            other, many = blocks.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        blocks.append((mean, count))
    firsts = [mean for mean, count in blocks for _ in range(count)]
    most = high - sum(sizes)
    return [min(max(first, low), most) + offset for first, offset in zip(firsts, before, strict=True)]


def apart(places: Sequence[tuple[float, float]], order: Sequence[int]) -> list[int]:
    """Choose, in this order, which (middle, size) can be written without covering one chosen before."""
    taken: list[tuple[float, float]] = []
    chosen = []
    for index in order:
        middle, size = places[index]
        if all(abs(middle - other) >= (size + its) / 2 for other, its in taken):
            taken.append((middle, size))
            chosen.append(index)
    return sorted(chosen)


@lru_cache(maxsize=4096)  # times of the day, and the names of events, stand in thousands of drawings
def _parts(words: str) -> float:
    return sum(map(_part, words))


@cache  # of the characters that people write there are some thousands
def _part(one: str) -> float:
    if combining(one):
        return 0
    if east_asian_width(one) in "WFA":
        return _WIDE
    if one == " ":
        return _SPACE
    if one in "ijl.,:;'|!()[]ft":
        return _NARROW
    if one.isdigit():
        return _DIGIT
    if one in "mwMW@%—":
        return _BROAD
    return _CAPITAL if one.isupper() else _SMALL
