"""Against which text a record of having followed a document was held: a column, a field, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators import address
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import held
from generators.records.editions import Held
from generators.records.record import Record
from generators.site.cells import Field, Plain
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Column, Look
from generators.site.listing.loads import Made
from generators.site.listing.view import Count, counted
from generators.words import say

HELD = "held"


def columns(base: KnowledgeBase, kind: Kind, records: Sequence[Record]) -> Iterator[Made]:
    """Yield the column of a kind whose records follow documents."""
    if "follows" in kind.tree.marks:
        states = [base.held.get(one.id) for one in records]
        words = {str(state): say(f"held.{state}") for state in Held if state in states}
        column = Column(HELD, say("held.title"), Look.CHOICE, words, is_offered=len(words) > 1)
        yield Made(column, [str(state or "") for state in states])


def told(base: KnowledgeBase, record: Record) -> Iterator[Field]:
    """Yield what a record's page says of it, if it did follow a document."""
    if record.id in base.held:
        yield Field(HELD, say("held.title"), Plain(say(f"held.{base.held[record.id]}")))


def not_held(base: KnowledgeBase, kind: str) -> tuple[tuple[str, Count], ...]:
    """Give how many of a kind were held against nothing, and why not; each number opens its rows."""
    return tuple(
        (say(f"held.{one.name}"), counted(one.number, Filter(address.register(kind), {HELD: (one.name,)})))
        for one in held.not_held_of(base, kind)
    )
