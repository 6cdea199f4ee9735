"""The list of all judgements: what is not met first, and every obligation's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.site.listing import files, judgements
from generators.site.listing.judgements import filtered
from generators.site.listing.listing import Listing, Row, Value
from generators.site.listing.part import neighbours, page
from generators.site.listing.view import cut, view
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


class Obligation(NamedTuple):
    """An obligation, the place of its judgements and how many there are."""

    title: str
    uri: str
    number: int


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the list, and static ones for what is too much for an obligation's own page.

    A base without obligations has none.
    """
    if not standing.standings(base):
        return
    shelf = _Shelf(base)
    yield Page(
        address.JUDGEMENTS,
        say("judgements.title"),
        partial(_body, base, shelf),
        in_nav=True,
        beside=partial(_files, shelf),
        below=partial(_below, base, shelf),
    )


def _below(base: KnowledgeBase, shelf: _Shelf) -> Iterator[Page]:
    many = {
        one.obligation.id
        for one in standing.standings(base)
        if one.number > judgements.FEW or base.beside_on(one.obligation.id)[judgements.FEW_BESIDE :]
    }
    for name in sorted(many):
        counting, beside = (shelf.rows.get((name, one), []) for one in (judgements.YES, judgements.NO))
        if counting[judgements.FEW :]:
            yield from _parts(shelf.listing, name, "", counting)
        if beside[judgements.FEW_BESIDE :]:
            yield from _parts(shelf.listing, name, judgements.BESIDE, beside)


class _Shelf:
    """Keeps the list: its page, its files and its parts are made at different times."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    @cached_property
    def listing(self) -> Listing:
        return judgements.judgements(self._base)

    @cached_property
    def rows(self) -> Mapping[tuple[Value, Value], list[Row]]:
        """The rows of each obligation: those that count, and the others."""
        found: dict[tuple[Value, Value], list[Row]] = {}
        of, counts = (self.listing.index[one] for one in (judgements.OBLIGATION, judgements.COUNTS))
        for row in self.listing.rows:
            found.setdefault((row[of], row[counts]), []).append(row)
        return found


def _parts(listing: Listing, name: str, suffix: str, rows: Sequence[Row]) -> Iterator[Page]:
    title = listing.columns[listing.index[judgements.OBLIGATION]].words.get(name, name)
    some = tuple(cut(listing, name + suffix, title, rows))
    for part, around in zip(some, neighbours(some), strict=True):
        yield Page(part.uri, f"{listing.title} {title}", partial(page, listing, part, around), is_part=True)


def _body(base: KnowledgeBase, shelf: _Shelf) -> str:
    listing = shelf.listing
    return body(
        "judgements.html.jinja",
        address.JUDGEMENTS,
        view=view(listing, filtered().select(listing)),
        beside=base.beside,
        obligations=tuple(
            Obligation(one.obligation.title, address.verdicts(one.obligation.id), one.number)
            for one in standing.standings(base)
            if one.number
        ),
    )


def _files(shelf: _Shelf) -> Iterable[tuple[str, str]]:
    return files.files(shelf.listing)
