"""Places of a source beside the obligations that stand there, as rows; and the page of each source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import sources
from generators.measures.clauses import Clause, Cover, Place
from generators.measures.figure import Group
from generators.measures.sources import Source
from generators.measures.standing import NOTHING
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
_CLAUSES, _READ = "clauses", "sources"


class PlaceRow(NamedTuple):
    """A place, the first obligations there, how many there are, and how they stand."""

    locator: str
    first: tuple[Ref, ...]
    more: Count | None  # all of them, where not all are named
    states: tuple[tuple[str, Count], ...]


class Other(NamedTuple):
    """A clause of another edition of the source."""

    number: str
    title: str
    uri: str


class ClauseRow(NamedTuple):
    """A clause, how deep it stands below others, where it was read, and what shows it."""

    row: PlaceRow
    clause: Clause
    known: str  # how the place where it was read or told holds it
    elsewhere: tuple[tuple[Ref, str], ...]  # obligations of other sources, and how they stand
    before: tuple[Other, ...]
    became: tuple[Other, ...]


class ReadRow(NamedTuple):
    """A place where clauses were read or told."""

    title: str
    address: str
    manner: str
    holds: str


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
    cover: Cover
    chapters: tuple[Cover, ...]
    unread: int  # clauses that ask something and were not held against the text
    read: tuple[ReadRow, ...]


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
        tuple(_clause(base, kind, record, each, named) for each in one.clauses),
        one.cover,
        one.chapters,
        Group(
            "unread", tuple(each.title for each in one.clauses if each.is_counted and not each.is_checked)
        ).number,
        tuple(_read(record, each) for each in record.data.get(_READ, ())),
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


def _clause(base: KnowledgeBase, kind: str, record: Record, one: Clause, named: int | None) -> ClauseRow:
    held = {str(each["code"]): each for each in record.data.get(_READ, ())}
    older, newer = _older(base, record), base.facts.get(str(record.data.get("replaced_by")))
    return ClauseRow(
        row(base, kind, record.id, one.place, named),
        one,
        _manner(record, held[one.read_in]) if one.read_in in held else "",
        tuple((reference(base, each.obligation.id), str(each.state or NOTHING)) for each in one.elsewhere),
        tuple(
            _other(each, number)
            for number in one.before
            for each in older
            if each.row_title(_CLAUSES, number)
        ),
        tuple(_other(newer, number) for number in one.became) if newer else (),
    )


def _older(base: KnowledgeBase, record: Record) -> tuple[Record, ...]:
    """Give the editions that this one replaces."""
    kind = record.kind.name
    return tuple(one for one in base.facts.of_kind(kind) if str(one.data.get("replaced_by")) == record.id)


def _other(record: Record, number: str) -> Other:
    return Other(number, record.row_title(_CLAUSES, number), f"{address.source(record.id)}#c-{number}")


def _read(record: Record, one: Mapping[str, object]) -> ReadRow:
    manner = _manner(record, one)
    return ReadRow(str(one["title"]), str(one.get("address", "")), manner, str(one.get("holds", "")))


def _manner(record: Record, row: Mapping[str, object]) -> str:
    return record.kind.parts[_READ].children["manner"].word(row["manner"])


def _body(base: KnowledgeBase, one: Source) -> str:
    uri = address.source(one.record.id)
    return body("source.html.jinja", uri, view=view(base, one, None), time=time(base, base.now))
