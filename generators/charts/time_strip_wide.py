"""The course of an incident from left to right, for wide screens and paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate, takewhile

from markupsafe import Markup

from generators.charts import room
from generators.charts.course import Clock, Course, Instant, Look, Proof, Stretch, most_telling
from generators.charts.element import box, disc, line, linked, number, path, text
from generators.charts.frame import Drawing
from generators.charts.scale import Scale, clock, day, moments
from generators.words import say

_WIDTH, _LEFT, _RIGHT = 880, 9, 871
_AXIS, _ROWS, _ROW, _BAR = 58, 76, 27, 17
_SIZE, _GAP = 13, 12
_TICKS = 12
_INSIDE = 8  # between the end of a bar and words
_DAY = 86_400


def draw(course: Course, marks: Sequence[Instant]) -> tuple[Drawing, bool]:
    """Draw the course; also say whether every moment has its label."""
    across = Scale(course.start.timestamp(), course.end.timestamp(), _LEFT, _RIGHT)
    places = [_at(across, one.at) for one in marks]
    labels, is_whole = _labels(marks, places, is_long=across.high - across.low > _DAY)
    rows: list[Markup] = []
    y = float(_ROWS)
    for one in course.clocks:
        drawn, height = _clock(one, course, across, y)
        rows += drawn
        y += height
    if course.service:
        drawn, height = _service(course.service, across, y)
        rows += drawn
        y += height
    ticks = [(_at(across, at), told) for at, told in moments(course.start, course.end, _TICKS)]
    held = [(x, room.width(told, _SIZE) + 6) for x, told in ticks]
    written = room.apart(held, range(len(held)))
    parts = [
        *(
            box(_at(across, one.start), _AXIS + 6, _long(across, one), y - _AXIS - 6, "itss-off")
            for one in course.off
        ),
        *[line(f"M {number(x)} {_AXIS + 6} V {number(y)}", "itss-line") for x, _ in ticks],
        *(text(ticks[index][1], _held(*held[index]), y + 15, "itss-t-quiet") for index in written),
        *labels,
        line(path("M", _LEFT, _AXIS, "H", _RIGHT), "itss-axis"),
        *(piece for one in course.clocks if course.is_labelled(one) for piece in _limit(one, across, y)),
        *[_mark(one, x) for one, x in zip(marks, places, strict=True) if one.proof is not Proof.LIMIT],
        *rows,
    ]
    return Drawing(_WIDTH, y + 20, parts, is_linked=False, look="itss-wide"), is_whole


def _at(across: Scale, at: datetime) -> float:
    return across.at(at.timestamp())


def _long(across: Scale, one: Stretch) -> float:
    return max(_at(across, one.stop) - _at(across, one.start), 1)


def _held(x: float, wide: float) -> float:
    """Keep words within the drawing."""
    return min(max(x, wide / 2), _WIDTH - wide / 2)


def _labels(marks: Sequence[Instant], places: Sequence[float], *, is_long: bool) -> tuple[list[Markup], bool]:
    """Write word and time above the axis, moved apart; where not all have room, what tells most."""
    told = [(one.word, f"{day(one.at)} {clock(one.at)}" if is_long else clock(one.at)) for one in marks]
    sizes = [
        min(max(room.width(word, _SIZE, bold=True), room.width(at, _SIZE)) + _GAP, _WIDTH)
        for word, at in told
    ]
    ranked = most_telling(marks)
    room_for = takewhile(lambda whole: whole <= _WIDTH, accumulate(sizes[index] for index in ranked))
    chosen = sorted(ranked[: sum(1 for _ in room_for)])
    middles = room.spread([places[index] for index in chosen], [sizes[index] for index in chosen], 0, _WIDTH)
    parts: list[Markup] = []
    for index, middle in zip(chosen, middles or [], strict=True):
        word, at = told[index]
        look = "itss-t-bad" if marks[index].proof is Proof.LIMIT else ""
        fitting = word if sizes[index] < _WIDTH else room.fit(word, _WIDTH - _GAP, _SIZE, bold=True)
        parts += (
            text(fitting, middle, 15, f"itss-t-mid itss-t-bold {look}"),
            text(at, middle, 32, f"itss-t-mid {look}"),
            line(f"M {number(middle)} 37 L {number(places[index])} 50", "itss-leader"),
        )
    return parts, len(chosen) == len(marks)


def _mark(one: Instant, x: float) -> Markup:
    if one.proof == Proof.CHANGE:
        drawn = line(path("M", x, _AXIS - 7, "l7 7-7 7-7-7z"), "itss-mark-own")
    elif one.proof == Proof.SHOWN:
        drawn = disc(x, _AXIS, 6, "itss-mark-shown")
    else:
        drawn = disc(x, _AXIS, 5, "itss-mark-own")
    return linked(f"{clock(one.at)} {one.word}", None, drawn)


def _limit(one: Clock, across: Scale, bottom: float) -> Iterator[Markup]:
    if one.limit_at:
        x = _at(across, one.limit_at)
        yield line(path("M", x, _AXIS - 8, "V", bottom), "itss-limit")
        yield line(path("M", x - 6, _AXIS - 13, "h12l-6 10z"), "itss-mark-limit")


def _clock(one: Clock, course: Course, across: Scale, y: float) -> tuple[list[Markup], float]:
    """Draw a bar up to the limit, another behind it, words where they have room; also say how high it is."""
    start, stop = _at(across, one.start), _at(across, one.stop or course.until)
    limit = _at(across, one.limit_at) if one.limit_at and one.limit_at <= course.end else None
    within = min(stop, limit) if limit is not None and one.over else stop
    parts = [
        box(start, y, max(within - start, 1), _BAR, "itss-within" if one.stop else "itss-within itss-running")
    ]
    if one.over and within < stop:
        parts.append(box(within, y, max(stop - within, 1), _BAR, "itss-over"))
    parts += [
        box(_at(across, pause.start), y + 2.5, _long(across, pause), _BAR - 5, "itss-paused")
        for pause in one.pauses
    ]
    if limit is not None and not course.is_labelled(one):
        parts.append(line(path("M", limit, y - 3, "v", _BAR + 6), "itss-limit"))
        stop = max(stop, limit)
    told, inside = f"{one.word} {one.told}", 0 if one.pauses else within - start
    if not one.over:
        words, height = _beside(told, "", (start, stop, inside), y)
    elif room.width(told, _SIZE) + 2 * _INSIDE <= inside:
        parts.append(text(told, start + _INSIDE, y + _BAR - 4, "itss-t-mid itss-t-start"))
        words, height = _beside(one.over, "itss-t-bad", (start, stop, 0), y)
    else:
        words, height = _beside(f"{told}{say('value.also')}{one.over}", "itss-t-bad", (start, stop, 0), y)
    return [*parts, words], height


def _beside(words: str, look: str, bar: tuple[float, float, float], y: float) -> tuple[Markup, float]:
    """Write words behind a bar, in it where it is plain so far, before or below; also say how high it is."""
    start, stop, inside = bar
    wide = room.width(words, _SIZE, bold=bool(look))
    base = y + _BAR - 4
    if stop + _INSIDE + wide <= _WIDTH:
        return text(words, stop + _INSIDE, base, f"itss-t-mid itss-t-start itss-t-halo {look}".rstrip()), _ROW
    if wide + 2 * _INSIDE <= inside:
        return text(words, start + _INSIDE, base, f"itss-t-mid itss-t-start {look}".rstrip()), _ROW
    if wide <= start - _INSIDE:
        return text(words, start - _INSIDE, base, f"itss-t-mid itss-t-end itss-t-halo {look}".rstrip()), _ROW
    left = max(min(start, _WIDTH - wide), 0)
    cut = room.fit(words, _WIDTH, _SIZE, bold=bool(look))
    below = text(cut, left, y + _BAR + 14, f"itss-t-mid itss-t-start itss-t-halo {look}".rstrip())
    return below, _ROW + 16


def _service(stretches: Sequence[Stretch], across: Scale, y: float) -> tuple[list[Markup], float]:
    parts, outside = [], []
    for one in stretches:
        start, wide = _at(across, one.start), _long(across, one)
        parts.append(box(start, y, wide, _BAR, f"itss-{one.look}"))
        if one.look == Look.DOWN and room.width(one.word, _SIZE) + 2 * _INSIDE <= wide:
            parts.append(
                text(one.word, start + _INSIDE, y + _BAR - 4, "itss-t-mid itss-t-start itss-t-on-dark")
            )
        elif one.word:
            outside.append(one.word)
    if not outside:
        return parts, _ROW
    first = min(_at(across, one.start) for one in stretches)
    last = max(_at(across, one.stop) for one in stretches)
    words, height = _beside(say("value.also").join(outside), "", (first, last, 0), y)
    return [*parts, words], height
