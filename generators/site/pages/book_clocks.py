"""The clocks of a book's usual levels: how long there is for each event once it was reported."""

from __future__ import annotations

from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures.limits import Limit, limits
from generators.records.record import Record
from generators.spoken import duration
from generators.words import say

_MINUTE = 60  # seconds


class Span(NamedTuple):
    """An event, and within how long of the report it has to come."""

    event: str
    title: str
    minutes: int
    said: str
    may_be_waived: bool


class Clocks(NamedTuple):
    """Levels that have the same limits, and these."""

    levels: str
    codes: tuple[str, ...]
    spans: tuple[Span, ...]


def clocks(base: KnowledgeBase, record: Record) -> tuple[Clocks, ...]:
    """Give the limits of the levels that a book names, those that are alike together."""
    alike: dict[tuple[Span, ...], dict[str, str]] = {}
    for link in base.facts.named_by(record.id):
        owner = base.facts.get(link.target)
        if link.at[:1] == ("levels",) and owner is not None and link.row:
            spans = tuple(_span(base, one) for one in limits(base, owner.id, link.row))
            if spans:
                named = alike.setdefault(spans, {})
                named[link.row] = owner.row_title("levels", link.row)
    comma = say("value.comma")
    return tuple(
        Clocks(
            comma.join(f"{code} {name}".strip() for code, name in some.items()),
            tuple(some),
            spans,
        )
        for spans, some in alike.items()
    )


def _span(base: KnowledgeBase, one: Limit) -> Span:
    title = base.kinds.sound[one.kind].fields[one.event].title
    return Span(one.event, title, one.minutes, duration(one.minutes * _MINUTE), one.may_be_waived)
