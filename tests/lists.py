"""The lists of a base by their addresses, and the numbers of pages that open them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from generators import address
from generators.knowledge import KnowledgeBase
from generators.site.listing import judgements, registers, things
from generators.site.listing.filter import parse
from generators.site.listing.listing import Listing

_ROOT = "https://kb.example/"
_COUNT = re.compile(r'<a\b[^>]*\bclass="kb-count"[^>]*>(.*?)</a>', re.DOTALL)


class Number(NamedTuple):
    """A number on a page: what it says in words and in its mark, and the address it opens."""

    page: str
    told: str
    marked: int
    opens: str


def listings(base: KnowledgeBase) -> Mapping[str, Listing]:
    """Every list of a base."""
    kinds = {address.register(one.name): registers.register(base, one) for one in base.kinds.sound.values()}
    return kinds | {address.JUDGEMENTS: judgements.judgements(base), address.THINGS: things.things(base)}


def numbers(uri: str, body: str) -> Iterator[Number]:
    """Every number on a page that says it can be opened."""
    for found in _COUNT.finditer(body):
        mark, target = re.search(r'data-count="(\d+)"', found[0]), re.search(r'href="([^"]*)"', found[0])
        assert mark
        assert target
        opens = urljoin(_ROOT + uri, unescape(target[1])).removeprefix(_ROOT)
        yield Number(uri, re.sub(r"<[^>]*>", "", found[1]), int(mark[1]), opens)


def wrong(known: Mapping[str, Listing], some: list[Number]) -> list[tuple[Number, int]]:
    """The numbers that say anything but how many rows their list opens with."""
    found = []
    for one in some:
        chosen = parse(one.opens)
        count = len(chosen.select(known[chosen.uri]))
        if count != one.marked or str(count) not in re.findall(r"\d+", one.told):
            found.append((one, count))
    return found
