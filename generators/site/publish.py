"""The one rendering path: stubs and a shell for the site engine, bodies stamped into the HTML it built.

`stage` gives what the engine must build; `finish` turns its output into the site: bodies, record pages,
links, contents, search data, sitemap, content security policy. Any engine that keeps HTML will do.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.output import verdicts_json
from generators.site import markup, policy, search
from generators.site.pages import SLOT, Page, pages

STAMP = "itss-site.json"  # every site of ours carries it; a folder without it is never replaced


class Stage(NamedTuple):
    """What a site is made of before the engine runs. The mark is unguessable, so no text can hold it."""

    pages: tuple[Page, ...]
    documents: Mapping[str, str]  # page under docs/ -> the address of its record
    mark: str

    @property
    def shell(self) -> str:
        """The address of the placeholder that pages two folders deep are stamped from.

        It stands in a folder of its own, so that every link on it goes through the site's root.
        """
        return f"{self.mark}/shell/"

    def stubs(self) -> Iterator[tuple[str, str]]:
        """Yield the Markdown of every page that the engine must know: the file under docs/ and its text."""
        for page in self.pages:
            if page.in_nav:
                hide = () if "<h2 " in page.body else ("toc",)
                yield f"{page.uri}index.md", self.around("", page.title, hide)
        yield f"{self.shell}index.md", self.around("", f"{self.mark}title")

    def around(self, markdown: str, title: str, hide: tuple[str, ...] = ()) -> str:
        """Put marks around the text of a page; the heading makes the engine draw a table of contents."""
        meta = json.dumps({"title": title, "hide": hide}, ensure_ascii=False)  # JSON is YAML
        head = f"---\n{meta}\n---\n" if not markdown else ""
        return f"{head}{self.mark}start\n\n{markdown}\n\n{self.mark}end\n\n## {self.mark}head\n"


def stage(base: KnowledgeBase) -> Stage:
    """Render every body and choose the mark."""
    documents = {
        record.path.removeprefix("docs/"): f"r/{record.id}/"
        for record in base.facts.records.values()
        if record.kind.is_document
    }
    return Stage(tuple(pages(base)), MappingProxyType(documents), f"kb{secrets.token_hex(8)}")


def finish(base: KnowledgeBase, staged: Stage, site: Path, site_url: str) -> None:
    """Stamp the built site. Raises UserError when the engine's HTML lost a mark."""
    shell = _take(site, staged.shell)
    known = frozenset(base.facts.records)
    for page in staged.pages:
        is_document = page.uri in staged.documents.values()
        built = markup.read(site, page.uri) if page.in_nav or is_document else shell
        markup.write(site, page.uri, _stamp(built, page, staged, is_document=is_document))
    addresses = []
    entries = []
    for uri in markup.addresses(site):
        whole = markup.link_records(markup.read(site, uri), uri, known)
        if staged.mark in whole:
            raise UserError(
                f"页面 {uri or 'index'} 里留下了占位记号；检查 mkdocs.yml 的主题和 Markdown 扩展。"
            )
        markup.write(site, uri, policy.secure(search.use_own_worker(whole)))
        addresses.append(uri)
        entries.append(search.entry(uri, whole))
    lost = site / "404.html"
    if lost.is_file():
        markup.write_file(lost, policy.secure(search.use_own_worker(lost.read_text("utf-8"))))
    search.write(site, entries)
    markup.write_sitemap(site, site_url, addresses)
    markup.write_file(site / "verdicts.json", verdicts_json(base.verdicts, base.now))
    stamp = {"as_of": base.now.isoformat(), "pages": len(addresses), "records": len(base.facts.records)}
    markup.write_file(site / STAMP, json.dumps(stamp, indent=2) + "\n")


def _take(site: Path, uri: str) -> str:
    """Read the shell and remove it from the site."""
    whole = markup.read(site, uri)
    shutil.rmtree(site / uri.split("/", 1)[0])
    return whole


def _stamp(built: str, page: Page, staged: Stage, *, is_document: bool) -> str:
    before, inside, after = markup.cut(built, f"{staged.mark}start", f"{staged.mark}end", page.uri)
    before = markup.skip_to_title(before, f"{staged.mark}head")
    body = markup.anchors(page.body.replace(SLOT, inside, 1) if is_document else page.body)
    before = markup.contents(before, body).replace(f"{staged.mark}title", escape(page.title))
    after = markup.contents(after, body).replace(f"{staged.mark}title", escape(page.title))
    before = markup.mark_current(before, page.uri, page.register)
    # replace first, join last: a body may hold anything
    return before.replace(staged.shell, page.uri) + body + after.replace(staged.shell, page.uri)
