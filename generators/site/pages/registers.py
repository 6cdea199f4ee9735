"""The registers: a list per kind with static pages of its months, and the overview of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.site.listing import files, helds, registers
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Listing
from generators.site.listing.part import Around, neighbours, page
from generators.site.listing.view import Count, Part, counted, parts, view
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


class Summary(NamedTuple):
    """A register in the overview: what it holds and how many."""

    kind: str
    title: str
    about: str
    element: str
    records: Count


class _Shelf:
    """Keeps the lists: what months there are is asked first, its page, its files and its months later."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._kept: dict[str, Listing] = {}

    def of(self, kind: Kind) -> Listing:
        """Give the list of a kind."""
        if kind.name not in self._kept:
            self._kept[kind.name] = registers.register(self._base, kind)
        return self._kept[kind.name]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the overview, a page per kind, and the months of those that have many records."""
    yield Page(address.REGISTERS, say("registers.title"), partial(_overview, base), in_nav=True)
    shelf = _Shelf(base)
    for kind in base.shown:
        uri = address.register(kind.name)
        yield Page(
            uri,
            kind.title,
            partial(_register, base, shelf, kind),
            in_nav=True,
            about=kind.about,
            section=say(f"element.{kind.element or 'none'}"),
            beside=partial(_files, shelf, kind),
            below=partial(_months, shelf, kind),
        )


def count(base: KnowledgeBase, kind: Kind) -> Count:
    """Give the number of a kind's records, which opens its list."""
    return counted(holdings.register(base, kind.name).number, Filter(address.register(kind.name), {}))


def _overview(base: KnowledgeBase) -> str:
    found = [_summary(base, kind) for kind in base.shown]
    found.sort(key=lambda one: -one.records.number)  # what is used most stands first
    return body("registers.html.jinja", address.REGISTERS, registers=found)


def _register(base: KnowledgeBase, shelf: _Shelf, kind: Kind) -> str:
    listing = shelf.of(kind)
    return body(
        "register.html.jinja",
        address.register(kind.name),
        kind=kind.name,
        about=kind.about,
        how=None if base.reader.is_outside else address.schema(kind.name),
        element=say(f"element.{kind.element or 'none'}"),
        records=holdings.register(base, kind.name).number,
        not_held=helds.not_held(base, kind.name),
        view=view(listing, listing.rows, tuple(parts(listing))),
    )


def _months(shelf: _Shelf, kind: Kind) -> Iterator[Page]:
    some = tuple(parts(shelf.of(kind)))
    for one, around in zip(some, neighbours(some), strict=True):
        make = partial(_part, shelf, kind, one, around)
        title, register = f"{kind.title} {one.title}", address.register(kind.name)
        yield Page(one.uri, title, make, register=register, is_part=True)


def _part(shelf: _Shelf, kind: Kind, part: Part, around: Around) -> str:
    return page(shelf.of(kind), part, around)


def _files(shelf: _Shelf, kind: Kind) -> Iterable[tuple[str, str]]:
    return files.files(shelf.of(kind))


def _summary(base: KnowledgeBase, kind: Kind) -> Summary:
    element = say(f"element.{kind.element or 'none'}")
    return Summary(kind.name, kind.title, kind.about, element, count(base, kind))
