"""What happened to a record, in order, as its page shows it; all of it from the folded life.

The page of one that only began says nothing that its fields do not: it has no such section.
"""

from __future__ import annotations

from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records.easing import counted, ladders
from generators.records.moment import Moment
from generators.records.record import Record
from generators.records.timeline import Entry, Step, Timeline
from generators.site.cells import Cell, Many, Plain, Prose, Ref, Table, Time, prose, reference, time
from generators.spoken import duration, moment
from generators.words import say

_FEW = 2  # entries from which on there is an order to show


class TimelineView(NamedTuple):
    """The table, and a sentence on what happened when nobody knows; empty without any."""

    table: Table
    undated: str


def view(base: KnowledgeBase, record: Record) -> TimelineView | None:
    """Lay out the life of a record; None if there is too little of it."""
    life = Timeline(record, base.config.zone)
    entries = life.entries
    if not entries[_FEW - 1 :]:
        return None
    order = ladders(base.facts.named_by(record.id), base.facts.get)(record) if life.changes else {}
    steps = {one.path: one for one in life.steps(counted(base.facts.get, order, life.zone))}
    rows = tuple(
        (
            _when(base, one.at),
            Plain(_title(record, one)),
            _note(base, life, one, steps.get(one.path)),
            _who(base, life, one),
        )
        for one in entries
    )
    heads = say("timeline.when"), say("timeline.what"), say("timeline.note"), say("timeline.who")
    names = say("value.comma").join(record.kind.fields[name].title for name in life.undated)
    return TimelineView(_filled(heads, rows), say("timeline.undated", names=names) if names else "")


def _filled(heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """Leave out the columns that no row fills."""
    used = [number for number, _ in enumerate(heads) if any(row[number] != Plain("") for row in rows)]
    return Table(
        tuple(heads[number] for number in used), tuple(tuple(row[number] for number in used) for row in rows)
    )


def _when(base: KnowledgeBase, at: Moment) -> Time:
    """Give a time with its seconds, where it has any: the order of two may hang on them."""
    if at.is_day:
        day = at.at.date().isoformat()
        return Time(day, day)
    return Time(at.at.isoformat(), moment(at.at, base.config.zone))


def _title(record: Record, entry: Entry) -> str:
    if entry.what == "event":
        return record.kind.field(entry.path).title
    return record.kind.fields[entry.name].title


def _note(base: KnowledgeBase, life: Timeline, entry: Entry, step: Step | None) -> Cell:
    """Say what a row says, how long it was so, and how well an event is known."""
    if entry.what == "event":
        return Plain(say("value.comma").join(_known(life.record, entry)))
    if step is not None:
        texts = [say("timeline.level", before=step.before, after=step.asked)]
        texts += [] if step.counts else [say("timeline.not_counted")]
        texts += [str(reason)] if (reason := life.row(entry.path).get("reason")) else []
        return _prose(base, texts)
    return _prose(base, [*_value(base, life.record, entry), *_length(base, entry)])


def _known(record: Record, entry: Entry) -> list[str]:
    field = record.kind.field(entry.path)
    said = {name: getattr(entry.at, name) for name in ("certainty", "source")}
    texts = [field.children[name].word(value) for name, value in said.items() if value]
    return [*texts, entry.at.evidence] if entry.at.evidence else texts


def _value(base: KnowledgeBase, record: Record, entry: Entry) -> list[str]:
    if entry.value is None:
        return []
    field, at = record.kind.field((*entry.path, entry.column)), (*entry.path, entry.column)
    link = next((one for one in base.facts.named_by(record.id) if one.at == at), None)
    owner = base.facts.get(link.target) if link else None
    if link and link.row and owner and field.ref and field.ref.part:
        return [owner.row_title(field.ref.part, link.row) or link.row]
    return [field.word(entry.value)]


def _length(base: KnowledgeBase, entry: Entry) -> list[str]:
    if entry.what not in ("pause", "outage"):
        return []
    if entry.until is None:
        return [say("timeline.open")]
    span = duration((entry.until.latest - entry.at.earliest).total_seconds())
    return [say("timeline.until", time=time(base, entry.until.at), span=span)]


def _who(base: KnowledgeBase, life: Timeline, entry: Entry) -> Cell:
    """Give who answers for it, each once: who did it, and who allowed it."""
    row = life.row(entry.path) if entry.what in ("level", "pause") else {}
    names = [row.get("by"), entry.by]
    found: tuple[Ref, ...] = tuple(reference(base, name) for name in dict.fromkeys(names) if name)
    return Many(found) if found else Plain("")


def _prose(base: KnowledgeBase, texts: list[str]) -> Plain | Prose:
    return prose(base, say("clock.comma").join(texts))
