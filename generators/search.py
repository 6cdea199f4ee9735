"""Search data: what every page says, taken from the finished HTML, so that nothing is missed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from generators.html import plain, write_file

_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|td|th|dt|dd|h[1-6]|pre|tr|summary|time)>|<br ?/?>")
_LEFT_OUT = re.compile(r'<details class="kb-source">.*?</details>|<script.*?</script>', re.DOTALL)
_INDEX = Path("search/search_index.json")


class Entry(NamedTuple):
    """One page in the search data."""

    location: str
    title: str
    text: str


def entry(uri: str, whole: str) -> Entry:
    """Take a page's title and text; blocks stay apart, so that no phrase is invented across them."""
    found = _ARTICLE.search(whole)
    article = _LEFT_OUT.sub("", found[1]) if found else ""
    title = _TITLE.search(article)
    text = _BLOCK_END.sub(" ", _TITLE.sub("", article))
    return Entry(uri, plain(title[1]) if title else "", plain(text))


def write(site: Path, entries: list[Entry]) -> None:
    """Put the entries where the theme's search looks for them, keeping its configuration."""
    if not (site / _INDEX).is_file():
        return
    index = json.loads((site / _INDEX).read_text("utf-8"))
    index["docs"] = [one._asdict() for one in entries]
    write_file(site / _INDEX, json.dumps(index, ensure_ascii=False, separators=(",", ":")))
