"""The one rendering path: what the engine must know goes out, its HTML comes back and is made the site.

`sources` tells what the engine must build; `finish` turns its output into the site: bodies, record pages,
links, contents, search data, sitemap, content security policy. Any engine that keeps HTML will do.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path

from generators import address
from generators.charts import shapes
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.output import verdicts_json
from generators.site import calendar_file, looks, markup, policy, search
from generators.site.page import SLOT, Page
from generators.site.paper import Paper
from generators.site.sources import Stage, told

STAMP = "itss-site.json"  # every site of ours carries it; a folder without it is never replaced


def finish(base: KnowledgeBase, staged: Stage, site: Path, site_url: str) -> None:
    """Make the built site ours, each page rendered, written and forgotten in turn.

    Raises UserError when the engine's HTML lost a mark.
    """
    finished = Finish(base, staged, site)
    shutil.rmtree(site / staged.mark)
    entries = sorted(_written(finished, staged, site))
    search.write(site, entries)
    markup.write_sitemap(site, site_url, [one.location for one in entries])
    for path, make in files(base):
        markup.write_as_it_is(site / path, make())
    lost = site / "404.html"
    if lost.is_file():
        markup.write_file(lost, finished.outer(lost.read_text("utf-8"), "404"))
    stamp = {
        "as_of": base.now.isoformat(),
        "pages": len(entries),
        "records": len(base.facts.records),
        "reader": told(base.reader),
    }
    markup.write_file(site / STAMP, json.dumps(stamp, indent=2) + "\n")


def files(base: KnowledgeBase) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what stands beside the pages: its path, and how it is made."""
    yield address.VERDICTS, lambda: verdicts_json(base).encode()
    if calendar_file.has_days(base):
        yield address.CALENDAR_FILE, lambda: calendar_file.text(base).encode()
    for record_id, attached in base.attached.items():
        for name, data in attached.items():
            if there := address.attachment(record_id, name):
                yield there, partial(bytes, data)


def _written(finished: Finish, staged: Stage, site: Path) -> Iterator[search.Entry]:
    """Write every page of the site and yield what the search knows of it."""
    for page in staged.pages:
        whole, found = finished.made(page)
        markup.write(site, page.uri, whole)
        for name, text in page.beside():
            markup.write_file(site / page.uri / name, text)
        yield found
    for uri in finished.written:
        whole, found = finished.of_engine(uri)
        markup.write(site, uri, whole)
        yield found


class Finish:
    """The pages of a site as they are made from what the engine built, one by one and as often as asked.

    Raises UserError when the engine's HTML lost a mark.
    """

    def __init__(self, base: KnowledgeBase, staged: Stage, built: Path) -> None:
        self._built, self._staged = built, staged
        self._shells = {
            depth: _Shell(markup.read(built, uri), staged, shell=uri) for depth, uri in staged.shells.items()
        }
        self._known = frozenset(base.facts.records)
        self._documents = frozenset(page.uri for page in staged.documents.values())
        self._paper = Paper(base)
        self._tabs = _Tabs(built, staged)
        made = {page.uri for page in staged.pages if self._is_own(page)}
        others = (uri for uri in markup.addresses(built) if not uri.startswith(f"{staged.mark}/"))
        self.written = tuple(sorted(uri for uri in others if uri not in made))  # by the engine alone

    def made(self, page: Page) -> tuple[str, search.Entry]:
        """Give a generated page, and what the search knows of it."""
        body = page.body
        tab = None
        if self._is_own(page):
            around = _Shell(markup.read(self._built, page.uri), self._staged, page.uri)
            body = body.replace(SLOT, markup.link_records(around.inside, page.uri, self._known), 1)
        else:
            around, tab = self._shells[page.uri.count("/")], self._tabs.of(page)
        body = f"{shapes.sprite(body)}{markup.anchors(body)}"
        whole = self._paper.on(around.around(page, body, tab), page.uri, page.heading)
        return whole, search.entry(page.uri, page.heading, body)

    def of_engine(self, uri: str) -> tuple[str, search.Entry]:
        """Give a page that the engine made alone, and what the search knows of it."""
        whole = markup.link_records(markup.read(self._built, uri), uri, self._known)
        found = search.of_page(uri, whole)
        return self._paper.on(self.outer(whole, uri), uri, found.title), found

    def outer(self, whole: str, uri: str) -> str:
        """Give a page its policy and its search. Raises UserError for one on which a mark of ours is left."""
        if self._staged.mark in whole:
            raise UserError(f"页面 {uri} 里留下了占位记号；检查 mkdocs.yml 的主题和 Markdown 扩展。")
        return policy.secure(search.use_own_worker(whole))

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


class _Shell:
    """An engine's page, cut once where our text, title, address and contents go."""

    def __init__(self, whole: str, staged: Stage, uri: str = "", *, shell: str | None = None) -> None:
        before, self.inside, after = markup.cut(whole, f"{staged.mark}start", f"{staged.mark}end", uri)
        before = markup.skip_to_title(before, f"{staged.mark}head")
        # both halves are secured together, and what is stamped between them adds no script that may run
        middle = f"<p>{staged.mark}</p>"
        before, _, after = policy.secure(search.use_own_worker(before + middle + after)).partition(middle)
        self._before, self._after = markup.around_contents(before), markup.around_contents(after)
        self._title, self._address = f"{staged.mark}title", shell or f"{staged.mark}/"
        left = "".join((*self._before, *self._after)).replace(self._title, "").replace(self._address, "")
        if staged.mark in left:
            raise UserError(f"页面 {uri or 'index'} 里留下了占位记号；检查 mkdocs.yml 的主题。")

    def around(self, page: Page, body: str, tab: str | None) -> str:
        """Put the page's title, address and contents into the halves, and the body between them."""
        items = markup.contents(body)
        before = self._filled(self._before, page, items)
        if tab is not None:
            before = markup.mark_current(before, page.uri, tab)
        # fill first, join last: a body may hold anything
        return looks.marked(before, body) + body + self._filled(self._after, page, items)

    def _filled(self, half: tuple[str, ...], page: Page, items: str) -> str:
        whole = items.join(half)
        if page.answer:  # the engine heads a page with its name in the navigation
            name, heading = escape(page.title), escape(page.heading)
            whole = whole.replace(f"{name}</h1>", f"{heading}</h1>", 1)
        return whole.replace(self._title, escape(page.heading)).replace(self._address, page.uri)
