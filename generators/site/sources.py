"""What a site engine is given: the Markdown of every page at its address, with marks to find its text again.

It is the same for every engine: a *stub* for each generated page in the navigation, a *shell* that all other
pages are stamped from, and the hand-written pages.
"""

from __future__ import annotations

import json
import posixpath
import re
import secrets
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from generators import address
from generators.audience.documents import INLINE
from generators.codes import Severity
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.records.links import TARGET, outside_code
from generators.records.reader import Reader
from generators.records.record import WrittenPage
from generators.site.page import Page, Pages
from generators.site.pages import first
from generators.words import say

WEB = Path(__file__).with_name("web")  # theme overrides and our own assets
_STYLES = (
    "tokens",
    "kb",
    "charts",
    "page",
    "print",
    "list",
    "sla",
    "compliance",
    "home",
    "views",
    "form",
    "book",
    "find",
)
CSS = tuple(f"assets/kb/{name}.css" for name in _STYLES)
SCRIPTS = tuple(
    f"assets/kb/{name}.js"
    for name in ("dom", "disk", "folds", "find", "list-rows", "list-table", "list", "now", "scripts")
)
# Chromium's version; it knows `:is()`, and the pages of an older one lose whole rules of style
OLDEST_ENGINE = 88
EXTENSION = "generators.site.plain_markdown:PlainMarkdown"  # shows raw HTML instead of running it
_SHOWN = ("title", "hide")  # of a page's front matter; themes print the rest of it as markup


class Stage(NamedTuple):
    """What a site is made of before the engine runs. The mark is unguessable, so no text can hold it."""

    pages: tuple[Page, ...]  # but for those below others
    by_address: Pages  # with them
    texts: tuple[WrittenPage, ...]
    documents: Mapping[str, Page]  # page under docs/ -> the page of its record
    hidden: Mapping[str, str]  # pages under docs/ of records that are not there yet, with their ids
    mark: str
    is_whole: bool  # whether the reader is shown everything

    @property
    def shells(self) -> Mapping[int, str]:
        """The addresses of the placeholders that pages outside the navigation are stamped from, by depth.

        They stand in a folder of their own, so that every link on them goes through the site's root.
        """
        depths = {page.uri.count("/") for page in self.pages if not page.in_nav}
        depths |= {page.uri.count("/") + 1 for page in self.pages if page.has_below}
        return {depth: f"{self.mark}/{'shell/' * (depth - 1)}" for depth in sorted(depths)}

    def markdown(self) -> Iterator[tuple[str, str]]:
        """Yield every page that the engine must know: its path below docs/ and its Markdown."""
        for page in self.pages:
            if page.in_nav:
                hides = ("navigation", "toc") if page.is_wide else () if page.contents else ("toc",)
                yield f"{page.uri}index.md", self._around("", page.title, hides=hides, kb_section=True)
        for shell in self.shells.values():
            yield f"{shell}index.md", self._around("", f"{self.mark}title", hides=("navigation", "toc"))
        for text in self.texts:
            yield self.home(text.path), self._written(text)

    def home(self, path: str) -> str:
        """Give the path of a hand-written page for the engine: a document stands at its record's address."""
        document = self.documents.get(path)
        return f"{document.uri}index.md" if document else path.removeprefix("docs/")

    def _written(self, text: WrittenPage) -> str:
        body = self._moved(text)
        document = self.documents.get(text.path)
        if document:
            return self._around(body or "\n", document.title, hides=("navigation",))
        meta = {name: text.meta[name] for name in _SHOWN if name in text.meta}
        # also without any: an engine would read the first lines of the text as such
        return f"{_front_matter(meta)}\n{body}"

    def _around(self, markdown: str, title: str, *, hides: tuple[str, ...] = (), **more: object) -> str:
        """Put marks around the text of a page; the heading makes the engine draw a table of contents."""
        head = _front_matter({"title": title, "hide": [*hides], **more})
        return f"{head}{self.mark}start\n\n{markdown}\n\n{self.mark}end\n\n## {self.mark}head\n"

    def _moved(self, text: WrittenPage) -> str:
        """Let relative links lead where they led before documents moved to the addresses of their records."""
        body = re.sub(r"\r\n?", "\n", text.body)
        body = body if self.is_whole else self._unlinked(text, body)
        old, new = posixpath.dirname(text.path), posixpath.dirname(self.home(text.path))
        for match in reversed(list(TARGET.finditer(outside_code(body)))):
            target = posixpath.normpath(posixpath.join(old, unquote(match["target"])))
            if target in self.hidden:  # no page yet: its link is one to a record that is not there
                link = f"record:{self.hidden[target]}"
                body = body[: match.start("target")] + link + body[match.end("target") :]
                continue
            if self._is_not_made(target):
                sign = "" if body[match.start("target") - 1] == "<" else "<>"  # only its words are left
                body = body[: match.start("target")] + sign + body[match.end("target") :]
                continue
            there = self.home(target)
            is_moved = new != posixpath.dirname(text.path.removeprefix("docs/")) or f"docs/{there}" != target
            if target.startswith("docs/") and is_moved:
                slash = "/" if match["target"].endswith("/") else ""
                link = _written(f"{posixpath.relpath(there, new or '.')}{slash}")
                body = body[: match.start("target")] + link + body[match.end("target") :]
        return body

    def _unlinked(self, text: WrittenPage, body: str) -> str:
        """Leave only the words of a link to a generated page that this reader does not get."""
        for found in reversed(list(INLINE.finditer(outside_code(body)))):
            target = _there(text.path, found["target"])
            if target.startswith("docs/") and target.endswith(".md") and not self._is_there(target):
                label = body[found.start("label") : found.end("label")]
                body = body[: found.start()] + label + body[found.end() :]
        return body

    def _is_not_made(self, path: str) -> bool:
        """Say whether it is a generated page that this base does not need."""
        uri, _, name = path.removeprefix("docs/").rpartition("/")
        is_generated = name == "index.md" and path.startswith("docs/") and address.is_reserved(f"{uri}/")
        return is_generated and not self._is_there(path)

    def _is_there(self, path: str) -> bool:
        """Say whether this reader gets a page, written by hand or generated."""
        folder, _, name = path.removeprefix("docs/").rpartition("/")
        uri = f"{folder}/" if folder else address.HOME
        is_made = name == "index.md" and self.by_address.get(uri) is not None
        return is_made or any(one.path == path for one in self.texts)


def _there(path: str, target: str) -> str:
    """Give the path that a relative link on a page leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.partition("#")[0])))


def _written(path: str) -> str:
    """Give a path as the target of a link, with or without angle brackets."""
    return path.replace("%", "%25").replace(" ", "%20")


def stage(base: KnowledgeBase, mark: str | None = None) -> Stage:
    """Give the pages of a base and choose the mark, unless it is given; no body is rendered yet."""
    made = tuple(first(base))
    by_address = {page.uri: page for page in made}
    documents = {
        record.path: by_address[address.record(record.id)]
        for record in base.facts.records.values()
        if record.kind.is_document
    }
    hidden = {text.path: str(text.record_id) for text in base.texts if base.facts.hides(text.record_id)}
    texts = tuple(text for text in base.texts if text.path not in hidden)
    mark = mark or f"kb{secrets.token_hex(8)}"
    return Stage(
        made,
        Pages(made),
        texts,
        MappingProxyType(documents),
        MappingProxyType(hidden),
        mark,
        base.reader.is_whole,
    )


def banner(base: KnowledgeBase) -> dict[str, str]:
    """Give the words that the engine's own templates say, as HTML."""
    errors = holdings.found(base.findings)[Severity.ERROR].number
    return {
        "demo": escape(say("site.demo")) if base.config.demo else "",
        "errors": escape(say("site.errors", count=errors)) if errors else "",
        "errors_link": escape(say("site.errors_link")),
        "search": escape(say("search.title")),
        "search_title": escape(say("search.open")),
        "old_browser": escape(say("site.old_browser", oldest=OLDEST_ENGINE)),
        "reader": escape(told(base.reader)),
        "reader_label": escape(say("reader.label")),
        "lost": escape(say("site.lost")),
        "lost_why": escape(say("site.lost_why" if base.reader.is_whole else "site.lost_unseen")),
        "lost_home": escape(say("home.title")),
        "lost_registers": escape(say("home.all_registers")),
    }


def told(reader: Reader) -> str:
    """Say for whom a site was made."""
    contract = say("reader.contract", contract=reader.contract) if reader.contract else ""
    return " ".join(one for one in (say(f"reader.{reader.who}"), contract) if one)


def assets(base: KnowledgeBase) -> frozenset[str]:
    """Give the files below docs/ that are published: all that were looked at, or those the pages lead to."""
    known = frozenset(one.removeprefix("docs/") for one in base.assets)
    if base.reader.is_whole:
        return known
    targets = (
        _there(text.path, found["target"])
        for text in base.texts
        for found in TARGET.finditer(outside_code(text.body))
    )
    return known & {one.removeprefix("docs/") for one in targets if one.startswith("docs/")}


def folders(base: KnowledgeBase, docs: Path) -> set[str]:
    """Give the folders that the navigation may name though they hold no page: on disk, or a kind's home."""
    homes = {kind.root.removeprefix("docs/") for kind in base.kinds.sound.values() if kind.is_document}
    return homes | {f"{path.relative_to(docs).as_posix()}/" for path in docs.rglob("*") if path.is_dir()}


def _front_matter(meta: Mapping[str, object]) -> str:
    return f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n"  # JSON is YAML
