"""The data of the search as they were written, and its scripts on an empty page: no site, no dialog."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from conftest import ROOT

from generators.knowledge import KnowledgeBase
from generators.site import sources
from generators.site.search import entries, files
from generators.site.search.entries import Entry

if TYPE_CHECKING:  # most tests need no browser
    from playwright.sync_api import Browser, Page

PARTS = ("fold", "signs", "rank", "excerpt", "store")  # those that touch no page
FOLDER = ROOT / "generators/site/web/assets/kb/find"
_ROW = ("location", "title", "kind", "id", "names", "day", "state", "outcome", "how", "told", "acts", "heads")


class Found(NamedTuple):
    """What the data say of a page."""

    title: str
    names: tuple[str, ...]
    text: str


def entries_of(base: KnowledgeBase) -> list[Entry]:
    return entries.entries(base, sources.stage(base, "kbmark"))


def pieces(entries: list[Entry], count: int) -> list[list[str]]:
    """Pieces of what records say, cut anywhere, from two to twelve signs long, each with its address."""
    random = Random(1)  # noqa: S311 - the same pieces every time are the point
    told = [one for one in entries if one.id and len(one.text) > 20]
    found: list[list[str]] = []
    while len(found) < count:
        one = random.choice(told)
        start = random.randrange(len(one.text) - 2)
        piece = one.text[start : start + random.randint(2, 12)]
        if len(piece.strip()) > 1:
            found.append([one.location, piece])
    return found


def written(site: Path) -> Mapping[str, Found]:
    """The data of a built site, by address."""

    def read(name: str) -> Any:
        text = (site / f"{files.PREFIX}{name}.js").read_text("utf-8")
        given = text.partition("(")[2].removesuffix(");\n")
        return json.loads(f"[{given}]")

    [words], [rows] = read("words"), read("data")
    texts: list[str] = []
    for number in range(words["shards"]):
        first, some = read(f"text-{number}")
        assert first == len(texts)
        texts += some
    told = (dict(zip(_ROW, row, strict=False)) for row in rows)
    return {
        one["location"]: Found(one["title"], tuple(one.get("names") or ()), text)
        for one, text in zip(told, texts, strict=True)
    }


def loaded(browser: Browser, base: KnowledgeBase) -> Page:
    """An empty page with the scripts of the search and the data of a base."""
    return given(browser, (text for _, text in files.scripts(base, entries_of(base))))


def given(browser: Browser, data: Iterable[str]) -> Page:
    page = browser.new_context().new_page()
    for name in PARTS:
        page.add_script_tag(path=FOLDER / f"{name}.js")
    for text in data:
        page.add_script_tag(content=text)
    return page


# what is asked -> the addresses of the hits as they stand in the dialog: by groups, of each the first five
PLACES = """queries => queries.map(query => {
  const found = kbRank.find(kbSearch.index, query, kbSearch.known)
  return kbRank.grouped(found.hits).flatMap(one => one.hits.slice(0, 5)).map(one => one.page.location)
})"""


def places(page: Page, queries: list[str]) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(PLACES, queries)
    return found
