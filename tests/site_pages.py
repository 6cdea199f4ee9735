"""The pages of a finished site as tests read them: each is parsed once, when a test first looks at it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

HOME = "https://kb.example/itss/"


class _Parser(HTMLParser):
    """Collects what the promises about a page are about; elements themselves are too many to keep."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.images: list[str] = []
        self.canonical: list[str] = []
        self.scripts: list[str] = []
        self.texts: list[str] = []
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src", "action"):
                self.links.append(value)
            elif name.startswith("on"):
                self.handlers.append(name)
        self._is_data = tag == "script" and given.get("type") == "application/json"  # no browser runs it
        if tag == "img":
            self.images.append(given.get("src", ""))
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical.append(given["href"])

    def handle_data(self, data: str) -> None:
        if not self._is_data:
            (self.scripts if self.cdata_elem == "script" else self.texts).append(data)

    def handle_endtag(self, tag: str) -> None:
        self._is_data = self._is_data and tag != "script"


class Page:
    """One page: how often each tag stands there, its ids and links in order, its visible text."""

    def __init__(self, site: Path, path: Path) -> None:
        self.folder, self.name = site, path.relative_to(site).as_posix()
        self.url = HOME if self.name == "404.html" else urljoin(HOME, self.name.removesuffix("index.html"))
        self.html = path.read_text("utf-8")
        parser = _Parser()
        parser.feed(self.html)
        parser.close()
        self.tags, self.ids, self.links = parser.tags, parser.ids, parser.links
        self.handlers, self.images, self.canonical = parser.handlers, parser.images, parser.canonical
        self.scripts, self.text = parser.scripts, "".join(parser.texts)


_PAGES = ("index.html", "404.html")


class Site(Mapping[str, Page]):
    """Address -> page, `404.html` among them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths = {
            path.relative_to(folder).as_posix().removesuffix("index.html"): path
            for path in sorted(folder.rglob("*.html"))
            if path.name in _PAGES  # not what is taken along
        }
        self._parsed: dict[str, Page] = {}
        assert len(self._paths) > 15

    def __getitem__(self, uri: str) -> Page:
        if uri not in self._parsed:
            self._parsed[uri] = Page(self.folder, self._paths[uri])
        return self._parsed[uri]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@functools.cache
def parsed(folder: Path) -> Site:
    """Give the pages of a site that nobody changes any more."""
    return Site(folder)
