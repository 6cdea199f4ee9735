"""Who names a record, as rows of registers: what is named very often opens them, and names no one itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures.figure import how_many
from generators.records.record import Record, in_order
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Column, Look
from generators.site.listing.loads import Made
from generators.site.listing.view import Count, counted
from generators.words import say

NAMES = "names"
MANY = 24  # records of one kind that a page names; of more, some, and their register
NEWEST = 8


def naming(base: KnowledgeBase, record_id: str) -> dict[str, list[str]]:
    """Give the ids of all sound records that name one, by kind, in order."""
    sources = {link.source for link in base.facts.naming(record_id) if link.source != record_id}
    found: dict[str, list[str]] = {}
    for source in sorted(sources, key=in_order):
        record = base.facts.get(source)
        if record:
            found.setdefault(record.kind.name, []).append(source)
    return found


def all_naming(base: KnowledgeBase, record_id: str, ids: Sequence[str]) -> Count | None:
    """Give the number and address of records if they are all of their kind that name one, and very many.

    An address that names each of them grows with the years, and at last no server takes it.
    """
    if not ids[MANY:]:
        return None
    kind = base.facts.records[ids[0]].kind.name
    return opening(kind, record_id, ids) if {*ids} == {*naming(base, record_id).get(kind, ())} else None


def opening(kind: str, record_id: str, ids: Sequence[str]) -> Count:
    """Give how many of a kind name a record, and the address of these rows."""
    return counted(how_many(ids), Filter(address.register(kind), {NAMES: (record_id,)}))


def columns(base: KnowledgeBase, records: Sequence[Record]) -> Iterator[Made]:
    """Yield the column of what is named by too many of a kind for a page; none where nothing is."""
    named = [dict.fromkeys(_targets(base, one)) for one in records]
    times: dict[str, int] = {}
    for some in named:
        for target in some:
            times[target] = times.get(target, 0) + 1
    if any(number > MANY for number in times.values()):
        words = {target: target for target, number in sorted(times.items()) if number > MANY}
        column = Column(NAMES, say("record.links_out"), Look.CHOICE, words, is_shown=False)
        yield Made(column, [tuple(target for target in some if target in words) for some in named])


def _targets(base: KnowledgeBase, record: Record) -> Iterator[str]:
    return (one.target for one in base.facts.named_by(record.id) if one.target != record.id)
