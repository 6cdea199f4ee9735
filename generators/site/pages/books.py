"""The way to a book: by what callers say, by code, by the thing, by the cause; and what has no book yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generators import address
from generators.kinds.called import written
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import book_ways
from generators.measures.book_ways import Way
from generators.records.record import Record
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.render import body
from generators.words import say

_FEW = 5  # books that a record's page names


class Line(NamedTuple):
    """One thing people look by, and the books behind it, each with the calls it was used for."""

    name: str
    ref: Ref | None
    books: tuple[tuple[Ref, Count | None], ...]


class GapLine(NamedTuple):
    """What has no book, and the calls that were about it."""

    name: str
    ref: Ref | None
    calls: Count | None


class Found(NamedTuple):
    """A book for a record, and why."""

    book: Ref
    why: str


class Ways(NamedTuple):
    """The first books for a record, and how many there are besides."""

    books: tuple[Found, ...]
    more: int


class View(NamedTuple):
    """All ways to books."""

    words: tuple[Line, ...]
    codes: tuple[Line, ...]
    things: tuple[Line, ...]
    causes: tuple[Line, ...]
    gaps: tuple[GapLine, ...]
    causes_without: tuple[GapLine, ...]
    unfindable: tuple[Ref, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page; a base whose reader sees no books has none."""
    kind = _kind(base)
    if kind is not None:
        make = partial(_body, base, kind)
        yield Page(address.BOOKS, say("books.title"), make, in_nav=True)


def _kind(base: KnowledgeBase) -> Kind | None:
    """Give the kind of the books that the reader sees; None where there is none."""
    kind = book_ways.book_kind(base)
    return kind if kind is not None and base.facts.of_kind(kind.name) else None


def _body(base: KnowledgeBase, kind: Kind) -> str:
    form = address.form(kind.name) if kind in written(base.kinds, base.reader.who) else ""
    return body("books.html.jinja", address.BOOKS, view=view(base, kind), form=form)


def for_record(base: KnowledgeBase, record: Record) -> Ways | None:
    """Give the books for a thing, or for a call that is not over; None for any other record."""
    if _kind(base) is None:
        return None
    is_call = bool(record.kind.role("level")) and record.kind.stop not in record.data
    found = book_ways.ways(base, record) if is_call or record.id in book_ways.by_thing(base) else ()
    if not found and not is_call:
        return None
    shown = tuple(Found(reference(base, one.book), _why(base, one)) for one in found[:_FEW])
    return Ways(shown, len(found[_FEW:]))


def view(base: KnowledgeBase, kind: Kind) -> View:
    """Gather the ways."""
    books = [one for one in base.facts.of_kind(kind.name) if not one.is_voided]
    gaps = book_ways.gaps(base)
    return View(
        tuple(_lines(base, _by(books, "symptoms", "synonyms"))),
        tuple(_lines(base, _by(books, "codes"))),
        tuple(
            Line("", reference(base, thing), tuple((reference(base, one), None) for one in some))
            for thing, some in book_ways.by_thing(base).items()
        ),
        tuple(
            Line(_cause(base, cause), None, tuple(_used(base, one) for one in some))
            for cause, some in book_ways.by_cause(base).items()
        ),
        tuple(GapLine("", reference(base, one.name), _calls(base, one.calls.ids)) for one in gaps.things),
        tuple(GapLine(_cause(base, one.name), None, _calls(base, one.calls.ids)) for one in gaps.causes),
        tuple(reference(base, one) for one in gaps.bare.ids),
    )


def _by(books: list[Record], *names: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for book in books:
        for word in dict.fromkeys(str(one) for name in names for one in book.data.get(name, ())):
            found.setdefault(word, []).append(book.id)
    return dict(sorted(found.items()))


def _lines(base: KnowledgeBase, found: Mapping[str, list[str]]) -> Iterator[Line]:
    for word, some in found.items():
        yield Line(word, None, tuple((reference(base, one), None) for one in some))


def _used(base: KnowledgeBase, one: Way) -> tuple[Ref, Count | None]:
    return reference(base, one.book), _calls(base, one.calls.ids)


def _calls(base: KnowledgeBase, ids: tuple[str, ...]) -> Count | None:
    return opened(base, ids) if ids else None


def _cause(base: KnowledgeBase, code: str) -> str:
    """Say a cause by its word, in the first kind that has it."""
    fields = (kind.fields[kind.role("cause")] for kind in base.shown if kind.role("cause"))
    return next((one.word(code) for one in fields), code)


def _why(base: KnowledgeBase, one: Way) -> str:
    if one.word:
        return say("books.why_word", word=one.word)
    if one.thing:
        return say("books.why_thing", thing=reference(base, one.thing).title)
    return say("books.why_cause", cause=_cause(base, one.calls.name))
