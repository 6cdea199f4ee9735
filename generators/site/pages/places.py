"""Places of a source beside the obligations that stand there, as rows; and the page of each source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import sources
from generators.measures.figure import Group
from generators.measures.sources import Clause, Place, Source
from generators.records.record import Record
from generators.site.cells import Ref, reference, time
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Place as At
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.render import body
from generators.words import say

SHOWN = 10  # places that stand open where others stand beside them
NAMED = 3  # obligations of a place that a row names; the others are counted


class PlaceRow(NamedTuple):
    """A place, the first obligations there, how many there are, and how they stand."""

    locator: str
    first: tuple[Ref, ...]
    more: Count | None  # all of them, where not all are named
    states: tuple[tuple[str, Count], ...]


class ClauseRow(NamedTuple):
    """A clause, how deep it stands below others, and whether it binds somebody."""

    row: PlaceRow
    title: str
    summary: str
    depth: int
    is_checked: bool
    is_covered: bool


class SourceView(NamedTuple):
    """A source as a page shows it; `replaced` says by what, where another one is in force."""

    ref: Ref
    code: str  # by which people call it
    uri: str
    edition: str
    replaced: Ref | None
    replaced_code: str
    obligations: Count
    places: tuple[PlaceRow, ...]
    number: int  # of places
    left: int  # of them, that are folded where there is little room
    clauses: tuple[ClauseRow, ...]
    bare: int  # clauses that bind nobody
    all: int  # clauses


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give a page for each source that binds somebody, or lists clauses."""
    for one in sources.sources(base):
        title = say("places.title", title=one.record.title)
        yield Page(address.source(one.record.id), title, partial(_body, base, one))


def view(base: KnowledgeBase, one: Source, named: int | None = NAMED) -> SourceView:
    """Gather a source; rows name so many of the obligations of a place, or all."""
    record = one.record
    state = record.kind.summary.state
    other = record.data.get("replaced_by")
    kind = obligation_kind(base)
    return SourceView(
        reference(base, record.id),
        _code(record),
        address.source(record.id),
        record.kind.fields[state].word(record.data[state]) if state in record.data else "",
        reference(base, str(other)) if other else None,
        _code(there) if (there := base.facts.get(str(other))) else str(other or ""),
        counted(one.obligations.number, chosen(kind, one.states, source=(record.id,))),
        tuple(row(base, kind, record.id, each, named) for each in one.places),
        Group("places", tuple(each.locator for each in one.places)).number,
        Group("rest", tuple(each.locator for each in one.places[SHOWN:])).number,
        tuple(_clause(base, kind, record.id, each, named) for each in one.clauses),
        one.uncovered.number,
        Group("clauses", tuple(each.place.locator for each in one.clauses)).number,
    )


def obligation_kind(base: KnowledgeBase) -> str:
    """Name the kind whose records say how they are judged."""
    return next(kind.name for kind in base.kinds.sound.values() if kind.role("judge"))


def chosen(kind: str, states: Sequence[str], **values: tuple[str, ...]) -> Filter:
    """Give the obligations that stand in one of these states and have these values."""
    return Filter(address.register(kind), {**values, At.RESULT: tuple(map(str, states))})


def row(base: KnowledgeBase, kind: str, source: str, one: Place, named: int | None) -> PlaceRow:
    """Write a place as a row."""
    at = {"source": (source,), "locators": (one.locator,)}
    states = tuple(each.name for each in one.states)
    return PlaceRow(
        one.locator,
        tuple(reference(base, each) for each in one.ids.ids[:named]),
        counted(one.ids.number, chosen(kind, states, **at)) if named and one.ids.ids[named:] else None,
        tuple((each.name, counted(each.number, chosen(kind, (each.name,), **at))) for each in one.states),
    )


def _code(record: Record) -> str:
    return str(record.data.get("code", record.title))


def _clause(base: KnowledgeBase, kind: str, source: str, one: Clause, named: int | None) -> ClauseRow:
    made = row(base, kind, source, one.place, named)
    return ClauseRow(made, one.title, one.summary, one.depth, one.is_checked, one.is_covered)


def _body(base: KnowledgeBase, one: Source) -> str:
    uri = address.source(one.record.id)
    return body("source.html.jinja", uri, view=view(base, one, None), time=time(base, base.now))
