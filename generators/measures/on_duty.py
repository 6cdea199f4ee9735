"""Who is on duty, now and in the near days: the turns of every duty as rosters give them, and who is flagged.

All turns that end after the moment of the base are given, so that whoever looks later can pick his own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase
from generators.measures import causes, duties
from generators.measures.causes import Behind
from generators.measures.once import once

AHEAD = timedelta(days=31)


class Turn(NamedTuple):
    """One person's stretch of a duty; turns of the same person that follow each other are one."""

    begin: datetime
    end: datetime
    person: str


class Duty(NamedTuple):
    """One duty: its code and name, and its turns in time."""

    code: str
    title: str
    turns: tuple[Turn, ...]

    def at(self, when: datetime) -> tuple[Turn, ...]:
        """Give who has it at a moment."""
        return tuple(one for one in self.turns if one.begin <= when < one.end)

    def after(self, when: datetime) -> Turn | None:
        """Give the first turn that begins after a moment."""
        return next((one for one in self.turns if one.begin > when), None)


@once
def on_duty(base: KnowledgeBase) -> tuple[Duty, ...]:
    """Give every duty that rosters name, in the order of its choices, with its turns of the near days."""
    until = base.now + AHEAD
    found: dict[str, list[Turn]] = {}
    titles: dict[str, str] = {}
    for field, mark in _tables(base):
        titles |= {str(one.code): one.word for one in field.children[mark["duty"]].choices}
    spans = [span for roster in duties.rosters(base) for one in roster.people for span in one.spans]
    keys = [mark for _, mark in _tables(base)][:1]
    for span in sorted(spans, key=lambda one: (one.begin, one.end)):
        if keys and base.now < span.end and span.begin < until:
            turn = Turn(span.begin, span.end, str(span.row[keys[0]["person"]]))
            _add(found.setdefault(str(span.row[keys[0]["duty"]]), []), turn)
    return tuple(Duty(code, titles.get(code, code), tuple(found[code])) for code in titles if code in found)


def flags(base: KnowledgeBase) -> dict[str, Behind]:
    """Give what is wrong with a person who may be on duty: the open causes that are people's own records."""
    people = {kind.name for kind in base.shown if kind.role("posts")}
    return {
        str(one.cause.record): one
        for one in causes.causes(base)
        if one.is_open and (record := base.facts.get(one.cause.record or "")) and record.kind.name in people
    }


def _tables(base: KnowledgeBase) -> Iterator[tuple[Field, dict[str, str]]]:
    for kind in base.shown:
        for field in kind.marked("duty"):
            yield field, dict(field.marks["duty"])


def _add(turns: list[Turn], turn: Turn) -> None:
    """Add a turn, or make the one before longer."""
    for number, one in enumerate(turns):
        if one.person == turn.person and one.end == turn.begin:
            turns[number] = one._replace(end=turn.end)
            return
    turns.append(turn)
