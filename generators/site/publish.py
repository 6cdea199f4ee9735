"""The one rendering path: what the engine must know goes out, its HTML comes back and is made the site.

`sources` tells what the engine must build; `finish` turns its output into the site: bodies, record pages,
links, contents, search data, sitemap, content security policy. Any engine that keeps HTML will do.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
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
    entries = sorted(_written(base, staged, site))
    search.write(site, entries)
    markup.write_sitemap(site, site_url, [one.location for one in entries])
    markup.write_file(site / address.VERDICTS, verdicts_json(base))
    if calendar_file.has_days(base):
        markup.write_file(site / address.CALENDAR_FILE, calendar_file.text(base))
    for record_id, files in base.attached.items():
        for name, data in files.items():
            if there := address.attachment(record_id, name):
                markup.write_as_it_is(site / there, data)
    stamp = {
        "as_of": base.now.isoformat(),
        "pages": len(entries),
        "records": len(base.facts.records),
        "reader": told(base.reader),
    }
    markup.write_file(site / STAMP, json.dumps(stamp, indent=2) + "\n")


def _written(base: KnowledgeBase, staged: Stage, site: Path) -> Iterator[search.Entry]:
    """Write every page of the site and yield what the search knows of it."""
    shells = {
        depth: _Shell(markup.read(site, uri), staged, shell=uri) for depth, uri in staged.shells.items()
    }
    shutil.rmtree(site / staged.mark)
    others = set(markup.addresses(site))
    known = frozenset(base.facts.records)
    documents = {page.uri for page in staged.documents.values()}
    paper = Paper(base)
    tabs = _Tabs(site, staged)
    for page in staged.pages:
        body = page.body
        tab = None
        if page.in_nav or page.uri in documents:
            others.discard(page.uri)
            around = _Shell(markup.read(site, page.uri), staged, page.uri)
            body = body.replace(SLOT, markup.link_records(around.inside, page.uri, known), 1)
        else:
            around, tab = shells[page.uri.count("/")], tabs.of(page)
        body = f"{shapes.sprite(body)}{markup.anchors(body)}"
        markup.write(site, page.uri, paper.on(around.around(page, body, tab), page.uri, page.title))
        for name, text in page.beside():
            markup.write_file(site / page.uri / name, text)
        yield search.entry(page.uri, page.title, body)
    for uri in sorted(others):
        whole = markup.link_records(markup.read(site, uri), uri, known)
        found = search.of_page(uri, whole)
        markup.write(site, uri, paper.on(_outer(whole, staged, uri), uri, found.title))
        yield found
    lost = site / "404.html"
    if lost.is_file():
        markup.write_file(lost, _outer(lost.read_text("utf-8"), staged, "404"))


def _outer(whole: str, staged: Stage, uri: str) -> str:
    """Give a page its policy and its search. Raises UserError for one on which a mark of ours is left."""
    if staged.mark in whole:
        raise UserError(f"页面 {uri} 里留下了占位记号；检查 mkdocs.yml 的主题和 Markdown 扩展。")
    return policy.secure(search.use_own_worker(whole))


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
        return whole.replace(self._title, escape(page.title)).replace(self._address, page.uri)
