"""The files of a list that its script reads: a head, and rows in shards; as scripts they load from a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generators.script_text import as_text
from generators.site.listing.filter import Filter
from generators.site.listing.listing import PAGE, Column, Listing, Look, Shard, codes
from generators.words import sentences

HEAD = "head.js"
_SAID = "listing.script."  # the sentences that the script says


def files(listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file, to stand beside the page of the list."""
    yield HEAD, f"kbList.head({as_text(head(listing))});\n"
    for shard in listing.shards:
        yield shard.file, f"kbList.rows({as_text(part(listing, shard))});\n"


def head(listing: Listing) -> dict[str, Any]:
    """Give all but the rows."""
    return {
        "title": listing.title,
        "columns": [_column(one) for one in listing.columns],
        "by": listing.by,
        "shards": [{"keys": one.keys, "file": one.file, "rows": len(one.rows)} for one in listing.shards],
        "given": listing.given,
        "total": len(Filter(listing.uri, {}).select(listing)),
        "order": listing.order,
        "grouped": listing.grouped,
        "tells": listing.tells,
        "page": PAGE,
        "say": {key.removeprefix(_SAID): text for key, text in sentences().items() if key.startswith(_SAID)},
    }


def part(listing: Listing, shard: Shard) -> dict[str, Any]:
    """Give the rows of a shard, and the words of the codes in them that the head does not have."""
    told = (
        (number, one)
        for number, one in enumerate(listing.columns)
        if one.look is Look.REF and not one.is_offered
    )
    words = {
        one.name: _words(one, (code for row in shard.rows for code in codes(row[number])))
        for number, one in told
    }
    return {"file": shard.file, "rows": shard.rows, "words": words}


def _column(one: Column) -> dict[str, Any]:
    is_apart = one.look is Look.REF and not one.is_offered
    return {
        "name": one.name,
        "title": one.title,
        "look": one.look,
        "place": one.place,
        "shown": one.is_shown,
        "offered": one.is_offered,
        "words": [] if is_apart else list(one.words.items()),
    }


def _words(column: Column, found: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, column.words[code]) for code in dict.fromkeys(found) if code in column.words]
