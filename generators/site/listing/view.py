"""What the page of a list shows before a script runs: first rows, what to choose from, ways to all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.site.listing.filter import Filter
from generators.site.listing.listing import EMPTY, PAGE, Listing, Look, Place, Row, codes
from generators.site.listing.table import month, table
from generators.site.show import Href, as_html
from generators.words import say

FULL = 400  # rows on a static page: half a megabyte is never reached
UNDATED = "undated"


class Count(NamedTuple):
    """A number, and the address that opens what it counts."""

    number: int
    address: str


class Result(NamedTuple):
    """How many rows came out in one way."""

    name: str
    word: str
    rows: Count


class Offer(NamedTuple):
    """A column to choose from: codes with their words."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """Some rows on a static page of their own."""

    uri: str
    title: str
    rows: tuple[Row, ...]


class ListView(NamedTuple):
    """The page of a list; `table` gives its first rows where links are made, others show one of `states`."""

    title: str
    status: str
    results: tuple[Result, ...]
    offers: tuple[Offer, ...]
    parts: tuple[Part, ...]
    states: tuple[str, ...]
    table: Callable[[Href], Markup]


def counted(number: int, chosen: Filter) -> Count:
    """Give a number with its list."""
    return Count(number, chosen.address)


def count(one: Count, href: Href) -> Markup:
    """Write a number that opens what it counts."""
    number = as_html(str(one.number))
    return Markup(  # noqa: S704 - both were escaped
        f'<a class="kb-count" data-count="{number}" href="{as_html(href(one.address))}">{number}</a>'
    )


def view(listing: Listing, rows: Sequence[Row], parts: tuple[Part, ...] = ()) -> ListView:
    """Gather the page of a list from the rows that nothing but an address leaves out."""
    first = listing.ordered(rows)[:PAGE]
    key = "rows" if len(first) == len(rows) else "newest" if listing.grouped else "first"
    status = say(f"listing.script.{key}", count=len(rows), total=len(rows), shown=len(first))
    offers = tuple(Offer(one.name, one.title, tuple(one.words.items())) for one in listing.offered)
    return ListView(
        listing.title,
        status,
        _results(listing, rows),
        offers,
        parts,
        tuple(
            word for one in listing.columns if one.look is Look.STATE and one.is_shown for word in one.words
        ),
        lambda href: table(listing, first, href),
    )


def parts(listing: Listing) -> Iterator[Part]:
    """Yield the static pages of a list that is longer than its page: a month each, the newest first."""
    if len(listing.rows) <= PAGE:
        return
    months: dict[str, list[Row]] = {}
    for row in listing.rows:
        months.setdefault(codes(listing.value(row, "month"))[0], []).append(row)
    for name, rows in sorted(months.items(), reverse=True):
        yield from cut(listing, name or UNDATED, month(name), rows)


def cut(listing: Listing, name: str, title: str, rows: Sequence[Row]) -> Iterator[Part]:
    """Yield the static pages of some rows of a list."""
    for number, start in enumerate(range(0, len(rows), FULL), start=1):
        yield Part(address.part(listing.uri, name, number), title, tuple(rows[start : start + FULL]))


def _results(listing: Listing, rows: Sequence[Row]) -> tuple[Result, ...]:
    if Place.RESULT not in listing.index:
        return ()
    found = [codes(listing.value(row, Place.RESULT))[0] for row in rows]
    words = listing.columns[listing.index[Place.RESULT]].words
    return tuple(
        Result(name, word, counted(found.count(name), Filter(listing.uri, {Place.RESULT: (name or EMPTY,)})))
        for name, word in words.items()
        if name in found
    )
