"""What people type into the search in a year of use: the page that answers stands first, or among the first five."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import searching
from demonstration import HERE, judged
from playwright.sync_api import Browser, Page

from generators.strict_yaml import load

pytestmark = pytest.mark.browser

# what was measured when words were widened last, and not less; the queries were written before
FIRST, AMONG_FIVE = 0.92, 0.96
PIECES = 1000
ASKED: Mapping[str, list[Any]] = load((HERE / "everyday_queries.yaml").read_bytes())


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """The scripts of the search and the data of the year, on an empty page."""
    made = searching.loaded(browser, judged())
    yield made
    made.context.close()


def test_everyday_queries_find_their_page_first_or_among_the_first_five(page: Page) -> None:
    queries = [(one["q"], one["pages"]) for some in ASKED.values() for one in some]
    assert len({query for query, _ in queries}) == len(queries) >= 60
    found = searching.places(page, [query for query, _ in queries])
    places = [
        next((number for number, uri in enumerate(some) if uri in wanted), 99)
        for some, (_, wanted) in zip(found, queries, strict=True)
    ]
    missed = [query for (query, _), place in zip(queries, places, strict=True) if place >= 5]
    assert sum(place == 0 for place in places) / len(places) >= FIRST, missed
    assert sum(place < 5 for place in places) / len(places) >= AMONG_FIVE, missed


def test_every_role_finds_most_of_what_it_asks_for(page: Page) -> None:
    for role, some in ASKED.items():
        found = searching.places(page, [one["q"] for one in some])
        hit = [any(uri in one["pages"] for uri in five[:5]) for five, one in zip(found, some, strict=True)]
        assert sum(hit) / len(hit) >= 0.75, (role, hit)


def test_a_thousand_pieces_of_what_was_written_are_all_found(page: Page) -> None:
    """Cut anywhere from any record of the year, from two to twelve signs long."""
    asked = searching.pieces(searching.entries_of(judged()), PIECES)
    lost = page.evaluate(
        """asked => asked.filter(([uri, piece]) =>
           !kbRank.find(kbSearch.index, piece, kbSearch.known).hits.some(one => one.page.location === uri))""",
        asked,
    )
    assert lost == [], json.dumps(lost[:5], ensure_ascii=False)
