"""What a number counts, as an address: the list it stands for and what its rows have in common.

`select` does in Python what the script does in a browser, so that each number can be held against its list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, quote

from generators.site.listing.listing import CODED, EMPTY, Listing, Row, codes

WORDS, SORT, PAGE = (
    "words",
    "sort",
    "page",
)  # what an address says beside its columns; the search has `q`
OWN = (WORDS, SORT, PAGE)
# signs that a server is asked at most: many take 8,192 bytes; what is longer stays in the browser, behind `#`
LONGEST = 2000
_BLANKS = re.compile(r"[ \t\r\n]+")


class Filter(NamedTuple):
    """A list, the values that its rows have by column (any of them), and words that stand in them (all)."""

    uri: str
    values: Mapping[str, tuple[str, ...]]
    words: str = ""

    @property
    def address(self) -> str:
        """The address that opens exactly these rows."""
        said = [
            f"{name}={','.join(quote(one or EMPTY, safe='') for one in some)}"
            for name, some in self.values.items()
        ]
        said += [f"{WORDS}={quote(self.words, safe='')}"] if self.words else []
        asked = "&".join(said)
        return f"{self.uri}{'#?' if len(asked) > LONGEST else '?'}{asked}" if said else self.uri

    def select(self, listing: Listing) -> tuple[Row, ...]:
        """Give the rows. Raises KeyError for a column that the list does not have."""
        wanted = [
            (listing.index[name], {"" if one == EMPTY else one for one in some})
            for name, some in {**listing.given, **self.values}.items()
        ]
        words = [one for one in _BLANKS.split(fold(self.words)) if one]
        return tuple(
            row
            for row in listing.rows
            if all(not some.isdisjoint(codes(row[place])) for place, some in wanted)
            and all(word in _folded(listing, row) for word in words)
        )


def parse(address: str) -> Filter:
    """Read an address; how its rows are sorted, and which page it opens, changes nothing of what they are."""
    uri, _, query = address.partition("?")
    uri = uri.removesuffix("#")
    said = dict(parse_qsl(query, keep_blank_values=True))
    values = {name: tuple(some.split(",")) for name, some in said.items() if name not in OWN}
    return Filter(uri, values, said.get(WORDS, ""))


def fold(text: str) -> str:
    """Make texts alike that differ in width or case only."""
    return unicodedata.normalize("NFKC", text).lower()


def _folded(listing: Listing, row: Row) -> str:
    said: list[str] = []
    for column, value in zip(listing.columns, row, strict=True):
        said += (*codes(value), *column.texts(value)) if column.look in CODED else column.texts(value)
    return fold("\n".join(said))
