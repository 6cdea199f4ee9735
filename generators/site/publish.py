"""The one rendering path: what the engine must know goes out, its HTML comes back and is made the site.

`sources` tells what the engine must build; `finish` turns its output into the site: bodies, record pages,
links, contents, search data, sitemap, content security policy. Any engine that keeps HTML will do.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path

from generators import address
from generators.charts import shapes
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.measures.on_duty import on_duty
from generators.output import verdicts_json
from generators.site import book_words, by_file, calendar_file, markup, now, policy
from generators.site.along import Along
from generators.site.page import SLOT, Page
from generators.site.paper import Paper
from generators.site.search import entries
from generators.site.search import files as search_files
from generators.site.shell import Shell
from generators.site.sources import Stage, told

_UNUSED = (
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
)  # of the theme: what its own search would load
STAMP = address.STAMP


class Profile(StrEnum):
    """What a site is made for."""

    SITE = "site"  # a server, which knows the page of a folder
    OFFLINE = "offline"  # a disk: every link names the file that it leads to


def finish(
    base: KnowledgeBase, staged: Stage, site: Path, site_url: str, profile: Profile = Profile.SITE
) -> None:
    """Make the built site ours, each page rendered, written and forgotten in turn.

    Raises UserError when the engine's HTML lost a mark.
    """
    finished = Finish(base, staged, site)
    shutil.rmtree(site / staged.mark)
    for folder in _UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)
    for path, make in finished.files():  # while the engine's pages stand, of which some hold parts
        markup.write_as_it_is(site / path, make())
    _write(finished, staged, site, by_file.named if profile is Profile.OFFLINE else str)
    search_files.write(site, base, entries.entries(base, staged))
    markup.write_sitemap(site, site_url, finished.addresses)
    lost = site / "404.html"
    if profile is Profile.OFFLINE:
        lost.unlink(missing_ok=True)  # nothing but a server shows it
    elif lost.is_file():
        markup.write_file(lost, finished.outer(lost.read_text("utf-8"), "404"))
    stamp = {
        "as_of": base.now.isoformat(),
        "pages": len(finished.addresses),
        "records": len(base.facts.records),
        "reader": told(base.reader),
    }
    markup.write_file(site / STAMP, json.dumps(stamp, indent=2) + "\n")


def _write(finished: Finish, staged: Stage, site: Path, led: Callable[[str], str]) -> None:
    """Write every page of the site, its links led."""
    for uri in finished.addresses:
        page = staged.by_address.get(uri)
        markup.write(site, uri, led(finished.made(page) if page else finished.of_engine(uri)))
        for name, text in page.beside() if page else ():
            markup.write_file(site / uri / name, text)


class Finish:
    """The pages of a site as they are made from what the engine built, one by one and as often as asked.

    Raises UserError when the engine's HTML lost a mark.
    """

    def __init__(self, base: KnowledgeBase, staged: Stage, built: Path) -> None:
        self._base, self._built, self._staged = base, built, staged
        self._shells = {
            depth: Shell(markup.read(built, uri), staged.mark, uri) for depth, uri in staged.shells.items()
        }
        self._known = frozenset(base.facts.records)
        self._documents = frozenset(page.uri for page in staged.documents.values())
        self._paper = Paper(base)
        self._said: dict[str, str] = {}  # bodies of documents: three files hold each
        self._tabs = _Tabs(built, staged)
        others = (uri for uri in markup.addresses(built) if not uri.startswith(f"{staged.mark}/"))
        # by the engine alone
        self.written = tuple(uri for uri in others if staged.by_address.get(uri) is None)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The address of every page, in their order."""
        return tuple(sorted((*(page.uri for page in self._staged.by_address.every()), *self.written)))

    def made(self, page: Page) -> str:
        """Give a generated page."""
        around = self._around(page)
        tab = None if self._is_own(page) else self._tabs.of(page)
        body = self._body(page)
        linked, contents = markup.anchors(body)
        said = self._paper.said(page.uri, page.sheet)
        return around.around(page, f"{shapes.sprite(body)}{linked}", contents, said, tab)

    def files(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield what stands beside the pages: its path, and how it is made."""
        base = self._base
        yield address.VERDICTS, lambda: verdicts_json(base).encode()
        if calendar_file.has_days(base):
            yield address.CALENDAR_FILE, lambda: calendar_file.text(base).encode()
        yield address.BOOK_WORDS, lambda: book_words.script().encode()
        if on_duty(base):
            yield address.DUTY, lambda: now.shared(base).encode()
        for record_id, attached in base.attached.items():
            for name, data in attached.items():
                if there := address.attachment(record_id, name):
                    yield there, partial(bytes, data)
        documents = tuple(self._staged.documents.values())
        yield from Along(base, documents, self._body, self._built).files()

    def _around(self, page: Page) -> Shell:
        if self._is_own(page):
            whole = markup.read(self._built, page.uri)
            if page.uri in self._documents:
                whole = markup.without_entries(whole, page.uri, self._documents)
            return Shell(whole, self._staged.mark, page=page)
        return self._shells[page.uri.count("/")]

    def _body(self, page: Page) -> str:
        """Give the body of a page, of a document with the Markdown that the engine has rendered for it."""
        if page.uri not in self._documents:
            return page.body
        if page.uri not in self._said:
            inside = markup.link_records(self._around(page).inside, page.uri, self._known)
            self._said[page.uri] = page.body.replace(SLOT, markup.ticks(inside), 1)
        return self._said[page.uri]

    def of_engine(self, uri: str) -> str:
        """Give a page that the engine made alone."""
        whole = markup.ticks(markup.link_records(markup.read(self._built, uri), uri, self._known))
        return self._paper.on(self.outer(whole, uri), uri, markup.title(whole))

    def outer(self, whole: str, uri: str) -> str:
        """Give a page its policy. Raises UserError for one on which a mark of ours is left."""
        if self._staged.mark in whole:
            raise UserError(f"页面 {uri} 里留下了占位记号；检查 mkdocs.yml 的主题和 Markdown 扩展。")
        return policy.secure(whole)

    def _is_own(self, page: Page) -> bool:
        """Say whether the engine built a page of its own for it."""
        return page.in_nav or page.uri in self._documents


class _Tabs:
    """The tabs of pages that the engine does not know: each has that of the page it stands below."""

    def __init__(self, site: Path, staged: Stage) -> None:
        self._site = site
        self._placed = frozenset(page.uri for page in staged.pages if page.in_nav)
        self._known: dict[str, str | None] = {}

    def of(self, page: Page) -> str | None:
        """Give the address that the tab leads to; none where no page above is in the navigation."""
        here = next((one for one in (page.register, *address.above(page.uri)) if one in self._placed), None)
        if here is None:
            return None
        if here not in self._known:
            self._known[here] = markup.current_tab(markup.read(self._site, here), here)
        return self._known[here]
