"""The course of an incident from top to bottom, for phones: clocks at the left, moments beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from generators.charts import room
from generators.charts.course import Clock, Course, Instant, Look, Proof, Stretch, most_telling
from generators.charts.element import box, disc, line, number, path, text
from generators.charts.frame import Drawing
from generators.charts.scale import Scale, clock, day
from generators.words import say

_WIDTH = 350
_TOP, _ROW, _SIZE = 30, 24, 13
_LEAST, _MOST = 300, 40  # height of the axis, moments with labels
_COLUMN, _BAR = 22, 13
_CLOCKS = 3  # columns: of more clocks those that ran over come first
_DAY = 86_400


def draw(course: Course, marks: Sequence[Instant]) -> tuple[Drawing, bool]:
    """Draw the course; also say whether every moment has its label and every clock its column."""
    chosen = sorted(most_telling(marks)[:_MOST])
    height = max(_LEAST, len(chosen) * _ROW + _ROW)
    down = Scale(course.start.timestamp(), course.end.timestamp(), _TOP, _TOP + height)
    clocks = sorted(course.clocks, key=lambda one: not one.over)[:_CLOCKS]
    axis = (len(clocks) + bool(course.service)) * _COLUMN + 12.0
    parts: list[Markup] = [
        box(0, _at(down, one.start), axis + 8, max(_at(down, one.stop) - _at(down, one.start), 1), "itss-off")
        for one in course.off
    ]
    for index, one in enumerate(clocks):
        parts += _clock(one, course, down, 2 + index * _COLUMN, axis)
    if course.service:
        parts += _service(course.service, down, 2 + len(clocks) * _COLUMN)
    parts.append(line(path("M", axis, _TOP, "V", _TOP + height), "itss-axis"))
    places = [_at(down, one.at) for one in marks]
    middles = room.spread(
        [places[index] for index in chosen], [_ROW] * len(chosen), _TOP - 12, _TOP + height + 12
    )
    is_long = down.high - down.low > _DAY
    for index, middle in zip(chosen, middles or [], strict=True):
        parts += _label(marks[index], places[index], middle, axis, is_long=is_long)
    parts += [_mark(one, axis, y) for one, y in zip(marks, places, strict=True)]
    is_whole = len(chosen) == len(marks) and len(clocks) == len(course.clocks)
    return Drawing(_WIDTH, _TOP + height + 20, parts, is_linked=False, look="itss-tall"), is_whole


def _at(down: Scale, at: datetime) -> float:
    return down.at(at.timestamp())


def _label(one: Instant, at: float, middle: float, axis: float, *, is_long: bool) -> Iterator[Markup]:
    """Write time, word and, where there is room, the note."""
    look = "itss-t-bad" if one.proof == Proof.LIMIT else ""
    time = f"{day(one.at)} {clock(one.at)}" if is_long else clock(one.at)
    left = axis + 30
    steps = f"M {number(axis + 7)} {number(at)} L {number(axis + 20)} {number(middle)} h 6"
    yield line(steps, "itss-leader")
    yield text(time, left, middle + 5, f"itss-t-mid itss-t-start {look}")
    left += room.width(time, _SIZE) + 8
    word = room.fit(one.word, _WIDTH - left, _SIZE, bold=True)
    yield text(word, left, middle + 5, f"itss-t-mid itss-t-start itss-t-bold {look}")
    left += room.width(word, _SIZE, bold=True) + 8
    if note := room.fit(one.note, _WIDTH - left, _SIZE):
        yield text(note, left, middle + 5, f"itss-t-mid itss-t-start {look or 'itss-t-quiet'}")


def _mark(one: Instant, x: float, y: float) -> Markup:
    if one.proof == Proof.LIMIT:
        return line(path("M", x + 16, y - 6, "v12l-9 -6z"), "itss-mark-limit")
    if one.proof == Proof.CHANGE:
        return line(path("M", x, y - 7, "l7 7-7 7-7-7z"), "itss-mark-own")
    if one.proof == Proof.SHOWN:
        return disc(x, y, 6, "itss-mark-shown")
    return disc(x, y, 5, "itss-mark-own")


def _clock(one: Clock, course: Course, down: Scale, x: float, axis: float) -> Iterator[Markup]:
    start, stop = _at(down, one.start), _at(down, one.stop or course.until)
    limit = _at(down, one.limit_at) if one.limit_at and one.limit_at <= course.end else None
    within = min(stop, limit) if limit is not None and one.over else stop
    yield text(one.word[:1], x + _BAR / 2, _TOP - 17, "itss-t-quiet")
    yield box(
        x, start, _BAR, max(within - start, 1), "itss-within" if one.stop else "itss-within itss-running"
    )
    if one.over and within < stop:
        yield box(x, within, _BAR, max(stop - within, 1), "itss-over")
    for pause in one.pauses:
        from_, to = _at(down, pause.start), _at(down, pause.stop)
        yield box(x + 2.5, from_, _BAR - 5, max(to - from_, 1), "itss-paused")
    if limit is not None:
        yield line(
            path("M", x - 2, limit, "H", axis + 8 if course.is_labelled(one) else x + _BAR + 2), "itss-limit"
        )


def _service(stretches: Sequence[Stretch], down: Scale, x: float) -> Iterator[Markup]:
    yield text(say("chart.strip.service")[:1], x + _BAR / 2, _TOP - 17, "itss-t-quiet")
    for one in stretches:
        start, stop = _at(down, one.start), _at(down, one.stop)
        look = Look.DOWN if one.look == Look.DOWN else Look.SLOW
        yield box(x, start, _BAR, max(stop - start, 1), f"itss-{look}")
