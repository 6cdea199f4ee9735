"""What happened to a record as a strip to scale: its moments, its clocks and what users had meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generators.charts import time_strip
from generators.charts.course import Course, Instant, Look, Proof, Stretch
from generators.judging.rules.ask import is_proven
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.records.timeline import Entry, Timeline
from generators.site.pages.clock_chips import clocks
from generators.words import say


def strip(base: KnowledgeBase, record: Record) -> Markup | None:
    """Draw the course of a record that is judged by clocks; None for one that is not."""
    timed = tuple(clocks(base, record))
    if not timed:
        return None
    life = Timeline(record, base.config.zone)
    return time_strip.draw(
        "course",
        say("record.course"),
        Course(
            tuple(_instants(base, life)),
            timed,
            life.until(base.now).astimezone(base.config.zone),
            tuple(_service(base, life)),
        ),
    )


def _instants(base: KnowledgeBase, life: Timeline) -> Iterator[Instant]:
    for one in life.entries:
        at = one.at.at.astimezone(base.config.zone)
        if one.what == "event" and not one.at.is_unknown:
            proof = Proof.SHOWN if is_proven(one.at) else Proof.OWN
            yield Instant(at, life.record.kind.field(one.path).title, proof)
        elif one.what == "level":
            word = say("timeline.level", before=_before(life, one), after=one.value)
            yield Instant(at, word, Proof.CHANGE)


def _before(life: Timeline, entry: Entry) -> str:
    return next((step.before for step in life.steps() if step.path == entry.path), "")


def _service(base: KnowledgeBase, life: Timeline) -> Iterator[Stretch]:
    for one in life.outages:
        if one.until is not None:
            zone = base.config.zone
            yield Stretch(one.at.at.astimezone(zone), one.until.at.astimezone(zone), Look.DOWN)
