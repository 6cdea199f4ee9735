"""The course of an incident to scale: what happened when, the clocks against their limits, what users had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType

from markupsafe import Markup

from generators.charts import frame, time_strip_tall, time_strip_wide
from generators.charts.course import Course, Instant, Look, Proof, Stretch
from generators.charts.element import box, disc, line
from generators.charts.frame import Cell
from generators.charts.scale import clock as time_of
from generators.charts.scale import day
from generators.words import say

_SIGNS: Mapping[Proof, Markup] = MappingProxyType(
    {
        Proof.SHOWN: frame.sign(disc(8, 8, 5.5, "itss-mark-shown")),
        Proof.OWN: frame.sign(disc(8, 8, 5, "itss-mark-own")),
        Proof.CHANGE: frame.sign(line("M8 1.5l6.500 6.500-6.500 6.500-6.500-6.500z", "itss-mark-own")),
        Proof.LIMIT: frame.sign(line("M2 4h12l-6 9z", "itss-mark-limit")),
    }
)


def draw(key: str, caption: str, course: Course) -> Markup:
    """Draw a course lying for wide screens and paper, and standing for phones."""
    if not course.instants and not course.clocks:
        return frame.nothing(caption)
    moments = course.moments(say("chart.strip.limit"))
    lying, is_lying_whole = time_strip_wide.draw(course, moments)
    standing, is_standing_whole = time_strip_tall.draw(course, moments)
    return frame.figure(
        key,
        caption,
        _described(course, moments),
        [lying, standing],
        _table(course, moments),
        legend=list(_legend(course, moments)),
        note="" if is_lying_whole and is_standing_whole else say("chart.strip.not_all"),
    )


def _described(course: Course, moments: list[Instant]) -> str:
    late = [one for one in course.clocks if one.over]
    told = [say("chart.strip.late", word=one.word, told=one.told, over=one.over) for one in late]
    told += [say("chart.strip.clock", word=one.word, told=one.told) for one in course.clocks if not one.over]
    ends = (moments[0], moments[-1]) if moments else ()
    told += [say("chart.strip.moment", word=one.word, at=_moment(one.at)) for one in ends]
    return "".join([*told, "" if late else say("chart.strip.none_late")])


def _table(course: Course, moments: list[Instant]) -> frame.Table:
    rows = [(one.at, one.word, _moment(one.at), one.note or _source(one)) for one in moments]
    rows += [(one.start, one.word or _word(one.look), _span(one), "") for one in _stretches(course)]
    rows += [
        (
            one.start,
            say("chart.strip.spent", word=one.word),
            _moment(one.start) + say("chart.to") + (_moment(one.stop) if one.stop else ""),
            _told(one.told, one.over),
        )
        for one in course.clocks
    ]
    return frame.Table(
        (say("chart.what"), say("chart.when"), say("chart.note")),
        [
            [Cell(word), Cell(when), Cell(note)]
            for _, word, when, note in sorted(rows, key=lambda row: row[0])
        ],
    )


def _legend(course: Course, moments: list[Instant]) -> Iterator[tuple[Markup, str]]:
    proofs = {one.proof for one in moments}
    for proof, sign in _SIGNS.items():
        if proof in proofs:
            yield sign, say(f"chart.strip.proof.{proof}")
    if any(one.over for one in course.clocks):
        yield _filled("over"), say("chart.strip.over")
    looks = {one.look for one in _stretches(course)}
    for look in Look:
        if look in looks:
            yield _filled(look), _word(look)


@cache
def _filled(look: str) -> Markup:
    return frame.sign(box(0.5, 3.5, 15, 9, f"itss-{look}"))


def _stretches(course: Course) -> list[Stretch]:
    return [*course.service, *course.off, *(pause for one in course.clocks for pause in one.pauses)]


def _word(look: Look) -> str:
    return say(f"chart.strip.look.{look}")


def _source(one: Instant) -> str:
    return say(f"chart.strip.proof.{one.proof}")


def _told(told: str, over: str) -> str:
    return told + (say("value.also") + over if over else "")


def _span(one: Stretch) -> str:
    return _moment(one.start) + say("chart.to") + _moment(one.stop)


def _moment(at: datetime) -> str:
    return f"{day(at)} {time_of(at)}"
