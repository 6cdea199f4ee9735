"""The figures of one record that measures/ makes of its rows, at the top of its page: who came, how it went.

A record has those that its kind's fields are made for (`x-measure`); nothing here knows a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from generators.charts.shapes import Mark
from generators.knowledge import KnowledgeBase
from generators.measures import courses, duties, exercises, reported
from generators.measures.courses import Course
from generators.measures.duties import Roster
from generators.measures.exercises import Exercise
from generators.measures.figure import Group
from generators.records.record import Record
from generators.records.sums import Share
from generators.site.cells import reference
from generators.site.pages import sla_figures
from generators.spoken import duration
from generators.words import say

_HOUR, _MINUTE = 3600, 60


class Told(NamedTuple):
    """A figure in words: what it is, how much, and what stands beside it."""

    title: str
    number: str
    note: str
    mark: Mark


class OwnFigures:
    """Knows the figures of every record of a base, each measured once."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def of(self, record: Record) -> tuple[Told, ...]:
        """Give the figures of one record; none where nothing was counted."""
        return tuple(self._all(record.id))

    def _all(self, name: str) -> Iterator[Told]:
        if name in self._courses:
            yield from _course(self._courses[name])
        if name in self._exercises:
            yield from _exercise(self._exercises[name])
        if name in self._rosters:
            yield from _roster(self._base, self._rosters[name])
        yield from _service(self._base, self._base.facts.records[name])

    @cached_property
    def _courses(self) -> Mapping[str, Course]:
        return {one.id: one for one in courses.training(self._base).courses}

    @cached_property
    def _exercises(self) -> Mapping[str, Exercise]:
        return {one.id: one for one in exercises.exercises(self._base)}

    @cached_property
    def _rosters(self) -> Mapping[str, Roster]:
        return {one.id: one for one in duties.rosters(self._base)}


def _course(one: Course) -> Iterator[Told]:
    shares = (("came", one.attendance), ("passed", one.passed), ("satisfied", one.satisfied))
    for name, share in shares:
        if not share.is_empty:
            points = (
                say("own.points", points=f"{one.points:.1f}") if one.points and name == "satisfied" else ""
            )
            yield Told(say(f"own.{name}"), _of(share), points, Mark.GOOD if share.met.number else Mark.BAD)


def _of(share: Share) -> str:
    return say("own.of", met=share.met.number, of=share.of.number)


def _exercise(one: Exercise) -> Iterator[Told]:
    shares = (
        ("rto", one.rto, one.rto_met, one.rto_measured),
        ("rpo", one.rpo, one.rpo_met, one.rpo_measured),
    )
    for name, measured, kept, counted in shares:
        met, of = kept.number, counted.number or one.wanted.number
        pairs = zip(one.targets, one.measured, strict=True)
        timed = [target for target, found in pairs if getattr(found, name) is not None]
        limits = sorted({getattr(target, name) for target in timed or one.targets})
        if measured is None and not limits:
            continue  # nothing was to be measured
        number = say("own.unmeasured") if measured is None else duration(measured * _MINUTE)
        note = ""
        if limits:
            span = say("value.comma").join(duration(limit * _MINUTE) for limit in limits)
            note = say("own.target", span=span, met=met, of=of)
        is_good = measured is not None and met == of
        yield Told(say(f"own.{name}"), number, note, Mark.GOOD if is_good else Mark.BAD)


def _roster(base: KnowledgeBase, one: Roster) -> Iterator[Told]:
    most = one.people[0] if one.people else None
    if most is not None:
        title = reference(base, most.id).title
        note = say(
            "own.most",
            who=title,
            span=duration(round(most.hours) * _HOUR),
            nights=Group("nights", most.nights).number,
        )
        yield Told(say("own.people"), say("own.count", count=one.on_duty.number), note, Mark.GOOD)
    number = duration(one.uncovered_s) if one.gaps else say("own.none")
    yield Told(say("own.gaps"), number, "", Mark.BAD if one.gaps else Mark.GOOD)


def _service(base: KnowledgeBase, record: Record) -> Iterator[Told]:
    """Tell of a report on the service how its quarter kept the limits: the report holds words only."""
    for found in reported.of_report(base, record):
        for one in found.columns:
            figure = one.whole.judged.year
            met, of = figure.numerator.number, figure.denominator.number
            if of:
                title = say("own.kept", event=sla_figures.event(base, one))
                mark = Mark.GOOD if met == of else Mark.BAD
                yield Told(title, say("own.of", met=met, of=of), sla_figures.share(met, of), mark)
