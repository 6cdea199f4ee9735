"""A static page of some rows of a list, with ways to those before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

from generators.site.listing.listing import Listing
from generators.site.listing.table import table, tally
from generators.site.listing.view import Part
from generators.site.render import body

Around = tuple[Part | None, Part | None]
_One = TypeVar("_One")


def neighbours(some: Sequence[_One]) -> Iterator[tuple[_One | None, _One | None]]:
    """Yield what stands before and after each part."""
    for number, _ in enumerate(some):
        yield some[number - 1] if number else None, next(iter(some[number + 1 :]), None)


def page(listing: Listing, part: Part, around: Around) -> str:
    """Give the body of the page."""
    return body(
        "part.html.jinja",
        part.uri,
        above=listing.uri,
        title=listing.title,
        name=part.title,
        tally="" if listing.grouped else tally(listing, part.rows),
        table=partial(table, listing, part.rows),
        around=around,
    )
