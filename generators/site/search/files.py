"""The data of the search as scripts, which load from a server and from a disk alike.

What all hits are called comes first and alone; the texts, which weigh far more, follow in files of their own,
those of books before all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generators.knowledge import KnowledgeBase
from generators.script_text import as_text
from generators.site.markup import write_file
from generators.site.search import alike
from generators.site.search.entries import Entry, Sort
from generators.words import fillers, sentences

PREFIX = "assets/kb/search-"  # of the data
WORDS = f"{PREFIX}words.js"
DATA = f"{PREFIX}data.js"
TEXTS = f"{PREFIX}text-{{}}.js"
SHARD = 160_000  # letters of text in a file: of Chinese, less than half a megabyte
_SAID = "search.script."  # the sentences that the scripts say


def scripts(base: KnowledgeBase, entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each script."""
    shards = tuple(_shards(entries))
    kinds = list(dict.fromkeys((one.kind, str(one.sort)) for one in entries))
    words = {
        "say": {key.removeprefix(_SAID): text for key, text in sentences().items() if key.startswith(_SAID)},
        "sorts": [*Sort],
        "kinds": kinds,
        "alike": alike.groups(base),
        "fillers": list(fillers()),
        "shards": len(shards),
    }
    yield WORDS, f"kbSearch.words({as_text(words)});\n"
    rows = [_row(one, kinds.index((one.kind, str(one.sort)))) for one in entries]
    yield DATA, f"kbSearch.pages({as_text(rows)});\n"
    first = 0
    for number, texts in enumerate(shards):
        yield TEXTS.format(number), f"kbSearch.texts({first},{as_text(texts)});\n"
        first += len(texts)


def write(site: Path, base: KnowledgeBase, entries: list[Entry]) -> None:
    """Write the data."""
    for path, text in scripts(base, entries):
        write_file(site / path, text)


def _row(one: Entry, kind: int) -> list[Any]:
    """Give one hit without its text; what is empty at the end is left out."""
    row = [one.location, one.title, kind, one.id, [*one.names] or 0, one.day, one.state, one.outcome, one.how]
    row += [one.acts.told, [*one.acts.places] or 0, [*one.heads]]
    while row and not row[-1]:
        row.pop()
    return row


def _shards(entries: list[Entry]) -> Iterator[list[str]]:
    """Yield the texts, file after file in the order of the entries; what follows books begins a file."""
    texts: list[str] = []
    size, before = 0, ""
    for one in entries:
        is_new = size + len(one.text) > SHARD or (one.sort != before == Sort.BOOK)
        if texts and is_new:
            yield texts
            texts, size = [], 0
        texts.append(one.text)
        size, before = size + len(one.text), one.sort
    if texts:
        yield texts
