"""The list of all judgements: what is not met first, and every obligation's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.site.listing import files, judgements
from generators.site.listing.judgements import filtered
from generators.site.listing.listing import Listing
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
    yield Page(
        address.JUDGEMENTS,
        say("judgements.title"),
        partial(_body, base),
        in_nav=True,
        beside=partial(_files, base),
    )
    many = {
        one.obligation.id
        for one in standing.standings(base)
        if one.number > judgements.FEW or base.beside_on(one.obligation.id)[judgements.FEW :]
    }
    if many:
        listing = judgements.judgements(base)
        for name in sorted(many):
            for suffix, counts in (("", judgements.YES), (judgements.BESIDE, judgements.NO)):
                yield from _parts(listing, name, suffix, counts)


def _parts(listing: Listing, name: str, suffix: str, counts: str) -> Iterator[Page]:
    rows = filtered(obligation=name, counts=counts).select(listing)
    if not rows[judgements.FEW :]:
        return
    title = listing.columns[listing.index[judgements.OBLIGATION]].words.get(name, name)
    some = tuple(cut(listing, name + suffix, title, rows))
    for part, around in zip(some, neighbours(some), strict=True):
        yield Page(part.uri, f"{listing.title} {title}", partial(page, listing, part, around))


def _body(base: KnowledgeBase) -> str:
    listing = judgements.judgements(base)
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


def _files(base: KnowledgeBase) -> Iterable[tuple[str, str]]:
    return files.files(judgements.judgements(base))
