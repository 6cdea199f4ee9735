"""The course of an incident from left to right, for wide screens and paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from generators.charts import room
from generators.charts.course import Clock, Course, Instant, Proof, Stretch, most_telling
from generators.charts.element import box, element, line, path, text
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
    labels, is_whole = _labels(marks, across)
    rows = len(course.clocks) + bool(course.service)
    bottom = _ROWS + rows * _ROW
    ticks = [(_at(across, at), told) for at, told in moments(course.start, course.end, _TICKS)]
    held = [(x, room.width(told, _SIZE) + 6) for x, told in ticks]
    written = room.apart(held, range(len(held)))
    parts = [
        *(
            box(_at(across, one.start), _AXIS + 6, _long(across, one), bottom - _AXIS - 6, "itss-off")
            for one in course.off
        ),
        *(line(path("M", x, _AXIS + 6, "V", bottom), "itss-line") for x, _ in ticks),
        *(text(ticks[index][1], _held(*held[index]), bottom + 15, "itss-t-quiet") for index in written),
        *labels,
        line(path("M", _LEFT, _AXIS, "H", _RIGHT), "itss-axis"),
        *(piece for one in course.clocks if course.is_labelled(one) for piece in _limit(one, across, bottom)),
        *(_mark(one, _at(across, one.at)) for one in marks if one.proof != Proof.LIMIT),
    ]
    y = float(_ROWS)
    for one in course.clocks:
        parts += _clock(one, course, across, y)
        y += _ROW
    if course.service:
        parts += _service(course.service, across, y)
    return Drawing(_WIDTH, bottom + 20, parts, is_linked=False, look="itss-wide"), is_whole


def _at(across: Scale, at: datetime) -> float:
    return across.at(at.timestamp())


def _long(across: Scale, one: Stretch) -> float:
    return max(_at(across, one.stop) - _at(across, one.start), 1)


def _held(x: float, wide: float) -> float:
    """Keep words within the drawing."""
    return min(max(x, wide / 2), _WIDTH - wide / 2)


def _labels(marks: Sequence[Instant], across: Scale) -> tuple[list[Markup], bool]:
    """Write word and time above the axis, moved apart; where not all have room, what tells most."""
    is_long = across.high - across.low > _DAY
    told = [(one.word, f"{day(one.at)} {clock(one.at)}" if is_long else clock(one.at)) for one in marks]
    sizes = [max(room.width(word, _SIZE, bold=True), room.width(at, _SIZE)) + _GAP for word, at in told]
    most = len(marks)
    while True:
        chosen = most_telling(marks, most)
        middles = room.spread(
            [_at(across, marks[index].at) for index in chosen], [sizes[index] for index in chosen], 0, _WIDTH
        )
        if middles is not None:
            break
        most -= 1
    parts = []
    for index, middle in zip(chosen, middles, strict=True):
        look = "itss-t-bad" if marks[index].proof == Proof.LIMIT else ""
        parts.append(
            text(
                room.fit(told[index][0], _WIDTH, _SIZE, bold=True),
                middle,
                15,
                f"itss-t-mid itss-t-bold {look}",
            )
        )
        parts.append(text(told[index][1], middle, 32, f"itss-t-mid {look}"))
        parts.append(line(path("M", middle, 37, "L", _at(across, marks[index].at), 50), "itss-leader"))
    return parts, most == len(marks)


def _mark(one: Instant, x: float) -> Markup:
    if one.proof == Proof.CHANGE:
        drawn = line(path("M", x, _AXIS - 7, "l7 7-7 7-7-7z"), "itss-mark-own")
    elif one.proof == Proof.SHOWN:
        drawn = element("circle", class_="itss-mark-shown", cx=x, cy=_AXIS, r=6)
    else:
        drawn = element("circle", class_="itss-mark-own", cx=x, cy=_AXIS, r=5)
    return element("g", element("title", f"{clock(one.at)} {one.word}"), drawn)


def _limit(one: Clock, across: Scale, bottom: float) -> Iterator[Markup]:
    if one.limit_at:
        x = _at(across, one.limit_at)
        yield line(path("M", x, _AXIS - 8, "V", bottom), "itss-limit")
        yield line(path("M", x - 6, _AXIS - 13, "h12l-6 10z"), "itss-mark-limit")


def _clock(one: Clock, course: Course, across: Scale, y: float) -> Iterator[Markup]:
    """Draw a bar up to the limit, another behind it, and words where they have room."""
    start, stop = _at(across, one.start), _at(across, one.stop or course.until)
    limit = _at(across, one.limit_at) if one.limit_at and one.limit_at <= course.end else None
    within = min(stop, limit) if limit is not None and one.over else stop
    yield box(
        start, y, max(within - start, 1), _BAR, "itss-within" if one.stop else "itss-within itss-running"
    )
    if one.over and within < stop:
        yield box(within, y, max(stop - within, 1), _BAR, "itss-over")
    for pause in one.pauses:
        yield box(_at(across, pause.start), y + 2.5, _long(across, pause), _BAR - 5, "itss-paused")
    if limit is not None and not course.is_labelled(one):
        yield line(path("M", limit, y - 3, "v", _BAR + 6), "itss-limit")
        stop = max(stop, limit)
    told = f"{one.word} {one.told}"
    if one.over and room.width(told, _SIZE) + 2 * _INSIDE <= within - start and not one.pauses:
        yield text(told, start + _INSIDE, y + _BAR - 4, "itss-t-mid itss-t-start itss-t-inside")
        yield from _beside(one.over, "itss-t-bad", start, stop, y)
    elif one.over:
        yield from _beside(f"{told}{say('value.also')}{one.over}", "itss-t-bad", start, stop, y)
    else:
        yield from _beside(told, "", start, stop, y, inside=0 if one.pauses else within - start)


def _beside(  # noqa: PLR0913 - words and the room around them
    words: str, look: str, start: float, stop: float, y: float, *, inside: float = 0
) -> Iterator[Markup]:
    """Write words behind a bar, else in it, else before it; cut where none of these has room."""
    wide = room.width(words, _SIZE, bold=bool(look))
    base = y + _BAR - 4
    if stop + _INSIDE + wide <= _WIDTH:
        yield text(words, stop + _INSIDE, base, f"itss-t-mid itss-t-start itss-t-halo {look}")
    elif wide + 2 * _INSIDE <= inside:
        yield text(words, start + _INSIDE, base, f"itss-t-mid itss-t-start itss-t-inside {look}")
    elif wide <= start - _INSIDE:
        yield text(words, start - _INSIDE, base, f"itss-t-mid itss-t-end itss-t-halo {look}")
    else:
        cut = room.fit(words, stop - start - 2 * _INSIDE, _SIZE, bold=True)
        yield text(cut, start + _INSIDE, base, f"itss-t-mid itss-t-start itss-t-halo {look}")


def _service(stretches: Sequence[Stretch], across: Scale, y: float) -> Iterator[Markup]:
    last = max(_at(across, one.stop) for one in stretches)
    outside = []
    for one in stretches:
        start, wide = _at(across, one.start), _long(across, one)
        yield box(start, y, wide, _BAR, f"itss-{one.look}")
        if one.look == one.look.DOWN and room.width(one.word, _SIZE) + 2 * _INSIDE <= wide:
            yield text(one.word, start + _INSIDE, y + _BAR - 4, "itss-t-mid itss-t-start itss-t-on-dark")
        elif one.word:
            outside.append(one.word)
    first = min(_at(across, one.start) for one in stretches)
    if outside:
        yield from _beside(say("value.also").join(outside), "", first, last, y)
