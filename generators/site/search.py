"""Search: what every page says, taken from the finished HTML, for our own worker to scan.

The theme's dialog stays; its index of words finds no Chinese, so exact substrings are looked for instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from generators.script_text import as_text
from generators.site.markup import plain, write_file
from generators.words import say

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_LEAD = re.compile(r'<p class="kb-tags">(.*?)</p>', re.DOTALL)  # error codes and symptoms of a runbook
_BLOCK_END = re.compile(r"</(?:p|li|td|th|dt|dd|h[1-6]|pre|tr|summary|time)>|<br ?/?>")
_LEFT_OUT = re.compile(r'<details class="kb-source\b.*?</details>|<script.*?</script>', re.DOTALL)
_DIALOG = 'data-md-component="search" role="dialog"'
_INDEX = Path("search/search_index.json")
_WORKER = re.compile(r'("search": *"[^"]*)assets/javascripts/workers/search[^"]*(")')
WORKER = "assets/kb/search.js"
PREFIX = "assets/kb/search-"  # of the data
DATA = f"{PREFIX}data.js"
TEXTS = f"{PREFIX}text-{{}}.js"
SHARD = 160_000  # characters of text in a file: of Chinese, less than half a megabyte


class Entry(NamedTuple):
    """One page in the search data."""

    location: str
    title: str
    text: str
    lead: str  # what the page is looked for by: weighs more than the rest of the text


def entry(uri: str, title: str, body: str) -> Entry:
    """Take a page's title and text; blocks stay apart, so that no phrase is invented across them."""
    told = _LEFT_OUT.sub("", body)
    lead = _LEAD.search(told)
    text = plain(_BLOCK_END.sub(" ", told))
    return Entry(uri, " ".join(title.split()), text, plain(lead[1]) if lead else "")


def of_page(uri: str, whole: str) -> Entry:
    """Take title and text of a page that the engine made alone."""
    found = _ARTICLE.search(whole)
    article = found[1] if found else ""
    title = _TITLE.search(article)
    return entry(uri, plain(title[1]) if title else "", _TITLE.sub("", article))


def use_own_worker(whole: str) -> str:
    """Point the theme's dialog at our worker, and name it for those who listen; the rest of it stays."""
    named = whole.replace(_DIALOG, f'{_DIALOG} aria-label="{escape(say("search.title"))}"', 1)
    return _WORKER.sub(rf"\g<1>{WORKER}\g<2>", named, count=1)


def scripts(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """Yield the data as scripts, which load without a server's help: path and text.

    What pages are called comes first and alone; their texts, which weigh far more, follow in shards.
    """
    shards = tuple(_shards(entries))
    heads = [[one.location, one.title, one.lead] for one in entries]
    yield DATA, f"self.__kb={as_text({'pages': heads, 'shards': len(shards)})};\n"
    for number, texts in enumerate(shards):
        yield TEXTS.format(number), f"self.__kbTexts={as_text(texts)};\n"


def write(site: Path, entries: list[Entry]) -> None:
    """Write the data, and empty the stock index."""
    for path, text in scripts(entries):
        write_file(site / path, text)
    if (site / _INDEX).is_file():
        index = json.loads((site / _INDEX).read_text("utf-8"))
        write_file(site / _INDEX, as_text({**index, "docs": []}))


def _shards(entries: list[Entry]) -> Iterator[list[str]]:
    """Yield the texts of pages, one file after the other in the order of the pages."""
    texts: list[str] = []
    size = 0
    for one in entries:
        if texts and size + len(one.text) > SHARD:
            yield texts
            texts, size = [], 0
        texts.append(one.text)
        size += len(one.text)
    if texts:
        yield texts
