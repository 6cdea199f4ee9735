"""Durations against limits: one mark a subject, a row a level, as shares of the limit that holds for each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from markupsafe import Markup

from generators.charts import frame, room
from generators.charts.element import line, linked, path, text
from generators.charts.frame import Cell
from generators.charts.scale import Scale
from generators.charts.shapes import Mark, point, points
from generators.spoken import duration
from generators.words import say

LINKS_MOST = 40  # of more marks only the late ones are links
LATE_MOST = 80  # of more late ones none is; the table has links
NAMED_MOST = 200  # of more marks those that are no links have no names: nobody finds one among them
_WIDTH, _RIGHT = 360, 352
_ENDS_AT = 2.0  # limits
_TICKS = (0.0, 0.5, 1.0, 1.5, 2.0)
_PITCH, _DEEPEST = 7.0, 6  # of marks that stand on each other
_BROAD = 12.0  # a triangle
_PILE = 52  # what lies so close together is counted together
_ROW, _TOP, _SIZE = 26, 6, 12
_MOST_OF_LABEL = 96
_LABELS_MOST = 8  # late marks of a row: among more of them a label covers others


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something took, what held for it, and how that was judged."""

    id: str
    label: str  # short enough to stand beside a mark
    seconds: float
    limit: float
    mark: Mark
    href: str | None = None

    @property
    def share(self) -> float:
        """Of the limit; of no time at all everything is too much but nothing."""
        if self.limit > 0:
            return self.seconds / self.limit
        return inf if self.seconds > 0 else 0.0

    @property
    def is_beyond(self) -> bool:
        """Say whether the mark stands at the end instead of in its place."""
        return self.share > _ENDS_AT

    @property
    def name(self) -> str:
        """Say it in words."""
        return say("chart.duration", id=self.id, used=duration(self.seconds), limit=duration(self.limit))


@dataclass(frozen=True, slots=True)
class Row:
    """A level with its durations; `empty` says why there are none."""

    label: str
    durations: Sequence[Duration]
    empty: str


class _Placed(NamedTuple):
    one: Duration
    x: float
    floor: int


def draw(key: str, caption: str, rows: Sequence[Row], words: dict[Mark, str]) -> Markup:
    """Draw each duration where its share of its limit is; `words` name the marks."""
    everything = [one for row in rows for one in row.durations]
    if not everything:
        return frame.nothing(caption)
    left = max(room.width(_label(row), _SIZE, bold=True) for row in rows) + 10
    across = Scale(0, _ENDS_AT, left, _RIGHT)
    links = _links(everything)
    named = links if everything[NAMED_MOST:] else tuple(Mark)
    parts: list[Markup] = []
    top, hidden = float(_TOP), 0
    for row in rows:
        placed, piled = _piles(row.durations, across)
        height = max(
            _ROW, (max((one.floor for one in placed), default=0) + 1) * _PITCH + 10 + 8 * bool(piled)
        )
        parts += _row(row, placed, piled, across, top + height - 9, links=links, named=named)
        hidden += len(piled)
        top += height
    drawing = frame.Drawing(
        _WIDTH,
        top + 24,
        [*_grid(across, top), *parts],
        any(one.href and one.mark in links for one in everything),
    )
    return frame.figure(
        key,
        caption,
        _described(everything, hidden),
        [drawing],
        frame.Table(
            (
                say("chart.subject"),
                say("chart.group"),
                say("chart.used"),
                say("chart.limit"),
                say("chart.standing"),
            ),
            [
                [
                    Cell(one.id, one.href),
                    Cell(row.label),
                    Cell(duration(one.seconds)),
                    Cell(duration(one.limit)),
                    Cell(words[one.mark]),
                ]
                for row, one in _told(rows)
            ],
        ),
        legend=[(_sign(mark), words[mark]) for mark in Mark if any(one.mark == mark for one in everything)],
    )


def _links(everything: Sequence[Duration]) -> Collection[Mark]:
    """Say which marks are links: all of few, else those that are late, unless these are too many, too."""
    if len(everything) <= LINKS_MOST:
        return tuple(Mark)
    return (Mark.BAD,) if sum(one.mark == Mark.BAD for one in everything) <= LATE_MOST else ()


def _told(rows: Sequence[Row]) -> list[tuple[Row, Duration]]:
    """Give what the table tells: level by level, the worst first; of too many only the worst of all."""
    told = [(row, one) for row in rows for one in sorted(row.durations, key=lambda one: -one.share)]
    return sorted(told, key=lambda pair: -pair[1].share) if told[frame.ROWS_MOST :] else told


def _described(everything: Sequence[Duration], hidden: int) -> str:
    late = [one for one in everything if one.mark == Mark.BAD]
    worst = max(late or everything, key=lambda one: one.share)
    beyond = [one for one in everything if one.is_beyond]
    return "".join(
        (
            say("chart.durations", count=len(everything)),
            say("chart.late", count=len(late)) if late else say("chart.none_late"),
            say("chart.tightest" if not late else "chart.worst_duration", told=worst.name),
            say("chart.beyond", count=len(beyond), times=f"{_ENDS_AT:g}") if beyond else "",
            say("chart.piled", count=hidden) if hidden else "",
        )
    )


def _piles(durations: Sequence[Duration], across: Scale) -> tuple[list[_Placed], list[_Placed]]:
    """Stand marks on each other where they would cover each other; too many of them are only counted."""
    ends = [-inf] * _DEEPEST
    placed, piled = [], []
    for one in sorted(durations, key=lambda one: (min(one.share, _ENDS_AT), one.id)):
        x = across.at(min(one.share, _ENDS_AT)) - (6 if one.is_beyond else 0)
        half = (_BROAD if one.mark == Mark.BAD else _PITCH) / 2
        floor = next((index for index, end in enumerate(ends) if x - half >= end), None)
        if floor is None:
            piled.append(_Placed(one, x, _DEEPEST))
            continue
        ends[floor] = x + half
        placed.append(_Placed(one, x, floor))
    return placed, piled


def _row(  # noqa: PLR0913 - what a row is drawn from
    row: Row,
    placed: Sequence[_Placed],
    piled: Sequence[_Placed],
    across: Scale,
    base: float,
    *,
    links: Collection[Mark],
    named: Collection[Mark],
) -> list[Markup]:
    parts = [
        text(_label(row), 0, base + 4, "itss-t-start itss-t-bold"),
        line(path("M", across.start, base, "H", across.end), "itss-line"),
    ]
    if not placed:
        return [*parts, text(row.empty, across.start + 8, base - 3, "itss-t-start itss-t-quiet")]
    parts += _more(piled, across, base - _DEEPEST * _PITCH - 2)
    late = [one for one in placed if one.one.mark == Mark.BAD]
    labels = _labels(late, across) if len(late) <= _LABELS_MOST else {}
    own = [one for one in placed if one.one.mark in named or one.one.id in labels]
    parts += _crowd([one for one in placed if not (one.one.mark in named or one.one.id in labels)], base)
    # what has a label comes last, so that no mark covers it
    for one, x, floor in sorted(own, key=lambda each: (each.one.mark == Mark.BAD, each.one.id in labels)):
        y = base - floor * _PITCH
        drawn = [point(one.mark, x, y)]
        if one.id in labels:
            words, at, look = labels[one.id]
            drawn.append(text(words, at, y + 4, f"itss-t-bold itss-t-halo {look}"))
        if one.is_beyond:
            drawn.append(line(_beyond(x, y), "itss-beyond"))
        parts.append(linked(one.name, one.href if one.mark in links else None, *drawn))
    return parts


def _crowd(some: Sequence[_Placed], base: float) -> Iterator[Markup]:
    """Draw marks that have no name of their own, all of a kind as one."""
    for mark in Mark:
        places = [(one.x, base - one.floor * _PITCH) for one in some if one.one.mark == mark]
        if places:
            yield points(mark, places)
    beyond = [_beyond(one.x, base - one.floor * _PITCH) for one in some if one.one.is_beyond]
    if beyond:
        yield line("".join(beyond), "itss-beyond")


def _beyond(x: float, y: float) -> str:
    return path("M", x + 6, y - 5, "l6 4 -6 4")


def _labels(late: Sequence[_Placed], across: Scale) -> dict[str, tuple[str, float, str]]:
    """Write beside late marks which they are, the worst first, as many as have room."""
    spans = []
    for one, x, _ in late:
        words = one.label
        if one.is_beyond:
            share = f"{one.share:.1f}".removesuffix(".0")
            words += say("chart.times", count=share) if one.limit > 0 else say("chart.no_limit")
        wide = room.width(words, _SIZE, bold=True) + 4
        is_right = x + 9 + wide <= across.end + 8
        spans.append((words, x + 9 + wide / 2 if is_right else x - 9 - wide / 2, wide, is_right, x))
    order = sorted(range(len(late)), key=lambda index: -late[index].one.share)
    found = {}
    for index in room.apart([(middle, wide) for _, middle, wide, _, _ in spans], order):
        words, _, _, is_right, x = spans[index]
        look = "itss-t-start" if is_right else "itss-t-end"
        found[late[index].one.id] = (words, x + 9 if is_right else x - 9, look)
    return found


def _more(piled: Sequence[_Placed], across: Scale, y: float) -> list[Markup]:
    """Count what is not drawn where it would stand, one count for what lies close together and is alike."""
    groups: list[tuple[Mark, list[float]]] = []
    for one, x, _ in piled:
        if groups and groups[-1][0] == one.mark and x - groups[-1][1][0] < _PILE:
            groups[-1][1].append(x)
        else:
            groups.append((one.mark, [x]))
    told = [(f"+{len(places)}", sum(places) / len(places), mark) for mark, places in groups]
    sizes = [room.width(words, _SIZE, bold=True) + 4 for words, _, _ in told]
    middles = room.spread([x for _, x, _ in told], sizes, across.start, across.end)
    if middles is None:  # good and late ones alternate closely
        return [text(f"+{len(piled)}", (across.start + across.end) / 2, y, "itss-t-small")]
    looks = ("itss-t-small itss-t-bad" if mark == Mark.BAD else "itss-t-small" for _, _, mark in told)
    return [text(words, x, y, look) for (words, _, _), x, look in zip(told, middles, looks, strict=True)]


def _grid(across: Scale, base: float) -> list[Markup]:
    words = ("0", say("chart.half"), say("chart.at_limit"), say("chart.one_and_half"), say("chart.double"))
    looks = ("", "", "itss-t-bold", "", "itss-t-end")
    return [
        piece
        for share, told, look in zip(_TICKS, words, looks, strict=True)
        for piece in (
            line(path("M", across.at(share), _TOP, "V", base), "itss-limit" if share == 1 else "itss-line"),
            text(told, across.at(share), base + 16, look),
        )
    ]


def _label(row: Row) -> str:
    return room.fit(row.label, _MOST_OF_LABEL, _SIZE, bold=True)


def _sign(mark: Mark) -> Markup:
    return frame.sign(point(mark, 8, 8))
