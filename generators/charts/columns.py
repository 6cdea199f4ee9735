"""Columns over months: how many were done well, shown by others or not, and how many were not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generators.charts import frame, room
from generators.charts.element import box, line, linked, path, text
from generators.charts.frame import Cell
from generators.charts.shapes import Fill, swatch
from generators.words import say

MOST = 60  # columns: more are too thin to be told apart, and the oldest are left to the table
_WIDTH, _HEIGHT = 360, 140
_LEFT, _BASE, _TOP = 4, 112, 26
_WIDEST, _SIZE = 26, 12
_FAR = 4  # times the next one: drawn shorter, with a break
_GAP = 4
_FILLED = 0.8  # of a slot


@dataclass(frozen=True, slots=True)
class Column:
    """A month: what stands below it and is read out, how many of each fill, where it leads."""

    label: str
    name: str
    told: str  # 6/7, as the list behind it counts
    counts: Mapping[Fill, int]
    href: str | None = None
    is_current: bool = False

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def bad(self) -> int:
        """How many were not done."""
        return self.counts.get(Fill.STRIPED, 0)


def draw(key: str, caption: str, columns: Sequence[Column], words: Mapping[Fill, str]) -> Markup:
    """Draw months side by side, as high as what they count; `words` name the fills."""
    if not columns:
        return frame.nothing(caption)
    shown = columns[-MOST:]
    used = [fill for fill in words if any(one.counts.get(fill) for one in columns)]
    if any(not one.total for one in columns):
        used = [*used, *([Fill.HATCHED] if Fill.HATCHED in words else [])]
    high = _highest(shown)
    drawing = frame.Drawing(_WIDTH, _HEIGHT, _parts(shown, high), any(one.href for one in shown))
    return frame.figure(
        key,
        caption,
        _described(columns, high),
        [drawing],
        frame.Table(
            (say("chart.month"), say("chart.done"), *(words[fill] for fill in used if fill != Fill.HATCHED)),
            [
                [
                    Cell(one.name, one.href),
                    Cell(one.told),
                    *(Cell(str(one.counts.get(fill, 0))) for fill in used if fill != Fill.HATCHED),
                ]
                for one in columns
            ],
        ),
        legend=[(swatch(fill), words[fill]) for fill in dict.fromkeys(used)],
        note=say("chart.last_only", count=MOST) if len(columns) > MOST else "",
    )


def _described(columns: Sequence[Column], high: int) -> str:
    counted = [one for one in columns if one.total]
    missed = [one for one in counted if one.bad]
    worst = max(missed, key=lambda one: (one.bad / one.total, one.bad), default=None)
    told = [say("chart.columns", count=len(columns), first=columns[0].name, last=columns[-1].name)]
    if worst:
        told.append(say("chart.worst", name=worst.name, told=worst.told))
    elif counted:
        told.append(say("chart.none_bad"))
    if len(counted) < len(columns):
        told.append(say("chart.months_without", count=len(columns) - len(counted)))
    told += [
        say("chart.shortened", name=one.name, told=one.told) for one in columns[-MOST:] if one.total > high
    ]
    return "".join(told)


def _highest(columns: Sequence[Column]) -> int:
    """Give what is drawn at full height: the most, unless one month would flatten all others."""
    *_, second, first = [0, *sorted(one.total for one in columns)]
    return second + max(1, second // 2) if second and first > _FAR * second else first


def _parts(columns: Sequence[Column], high: int) -> list[Markup]:
    slot = (_WIDTH - 2 * _LEFT) / len(columns)
    middles = [_LEFT + (index + 0.5) * slot for index in range(len(columns))]
    heights = [_height(one, high) for one in columns]
    sizes = [room.width(one.told, _SIZE, bold=bool(one.bad)) + _GAP for one in columns]
    bad_first = sorted(range(len(columns)), key=lambda index: (-columns[index].bad, -index))
    told = room.apart(
        [(_held(middle, size), size) for middle, size in zip(middles, sizes, strict=True)],
        [
            index
            for index in bad_first
            # a label that is wider than its column lies above those beside it
            if columns[index].total
            and all(
                heights[other] <= heights[index]
                for other, middle in enumerate(middles)
                if abs(middle - middles[index]) < (sizes[index] + slot * _FILLED) / 2
            )
        ],
    )
    last_first = sorted(range(len(columns)), key=lambda index: (not columns[index].is_current, -index))
    labels = [room.width(one.label, _SIZE, bold=one.is_current) + _GAP for one in columns]
    labelled = room.apart(
        [(_held(middle, size), size) for middle, size in zip(middles, labels, strict=True)], last_first
    )
    return [
        *(
            _column(one, middle, slot, high, is_told=index in told, is_labelled=index in labelled)
            for index, (one, middle) in enumerate(zip(columns, middles, strict=True))
        ),
        line(path("M", 0, _BASE, "H", _WIDTH), "itss-line"),
    ]


def _held(middle: float, wide: float) -> float:
    """Keep words within the drawing."""
    return min(max(middle, wide / 2), _WIDTH - wide / 2)


def _height(one: Column, high: int) -> float:
    return (_BASE - _TOP) * min(one.total / max(high, 1), 1)


def _column(  # noqa: PLR0913 - what a column is drawn from
    one: Column, middle: float, slot: float, high: int, *, is_told: bool, is_labelled: bool
) -> Markup:
    wide = min(_WIDEST, slot * _FILLED)
    left = middle - wide / 2
    parts = [box(middle - slot / 2, 0, slot, _HEIGHT - 2, "itss-hit")]
    if not one.total:
        parts.append(box(left + 0.5, _BASE - 14, wide - 1, 13.5, "itss-hatched"))
    scale = _height(one, high) / max(one.total, 1)
    top = float(_BASE)
    for fill, count in one.counts.items():
        if count:
            high_part = max(count * scale, 1)
            top -= high_part
            # a line lies half outside its box
            parts.append(box(left + 0.5, top + 0.5, wide - 1, max(high_part - 1, 0.5), f"itss-{fill}"))
    if one.total > high:
        parts.append(
            line(path("M", left - 2, 60, "l", wide / 2 + 2, -5, "v", 5, "l", wide / 2 + 2, -5), "itss-break")
        )
    if is_told:
        held = _held(middle, room.width(one.told, _SIZE, bold=bool(one.bad)) + _GAP)
        parts.append(text(one.told, held, top - 5, "itss-t-bold" if one.bad else ""))
    if one.is_current:
        parts.append(line(path("M", left, _BASE + 20.5, "h", wide), "itss-now"))
    drawn = linked(f"{one.name} {one.told}", one.href, *parts)
    if is_labelled:  # beside the link: it is the axis that says it, and the link's name says it in full
        held = _held(middle, room.width(one.label, _SIZE, bold=one.is_current) + _GAP)
        looks = "itss-t-through itss-t-bold" if one.is_current else "itss-t-through"
        drawn += text(one.label, held, _BASE + 15, looks)
    return drawn
