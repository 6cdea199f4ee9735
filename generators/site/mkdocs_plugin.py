"""The adapter to MkDocs, and the only module that knows it: reads the base, hands over pages, finishes.

`mkdocs build --strict` with this plugin is the whole build.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from generators import knowledge, output
from generators.checks.reserved import HTML, is_reserved
from generators.codes import Severity
from generators.finding import UserError
from generators.origin import history, source
from generators.site import publish
from generators.site.build import AS_OF, PREVIEW
from generators.site.pages import Page
from generators.site.plain_markdown import PlainMarkdown
from generators.words import say

_WEB = Path(__file__).with_name("web")


class NoSettings(Config):
    """What the base needs stands in its own settings; the plugin has none."""


class ItssPlugin(BasePlugin[NoSettings]):
    """Joins the knowledge base and MkDocs."""

    base: knowledge.KnowledgeBase
    staged: publish.Stage
    placed: frozenset[str]  # pages that the navigation names itself

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the base; stop on errors unless this is a preview."""
        root = Path(config.config_file_path).parent
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml 的 use_directory_urls 要为 true，登记的地址才固定。")
        try:
            files = source.read(root)
            now = source.now(files, os.environ.get(AS_OF))
            self.base = knowledge.read(files, now, history.read(root))
        except UserError as error:
            raise PluginError(str(error)) from None
        if self.base.has_errors and not os.environ.get(PREVIEW):
            raise PluginError(output.text(self.base.findings, len(self.base.facts.records)))
        self.staged = publish.stage(self.base)
        config.theme.dirs.insert(0, str(_WEB))
        config.extra_css.insert(0, "assets/kb/kb.css")
        config.extra["kb"] = self._banner()
        extensions: list[Any] = config.markdown_extensions
        extensions.append(PlainMarkdown())
        self.placed = frozenset(_named(config.nav))
        config.nav = self._expanded(config.nav, root / "docs") if config.nav else None
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a stub per generated page and the shell; give documents the address of their record."""
        for uri, text in self.staged.stubs():
            inside = (
                InclusionLevel.NOT_IN_NAV if uri.startswith(self.staged.shell) else InclusionLevel.UNDEFINED
            )
            files.append(File.generated(config, uri, content=text, inclusion=inside))
        for file in [one for one in files if one.src_uri.lower().endswith(HTML)]:
            files.remove(file)
        for path, address in self.staged.documents.items():
            document = files.get_file_from_path(path)
            if document:
                document.dest_uri = f"{address}index.html"
                document.url = address
        return files

    def on_page_markdown(self, markdown: str, page: MkDocsPage, **_: Any) -> str:
        """Put marks around a document's text and keep its front matter from the theme."""
        meta = page.meta
        # of the front matter the theme gets what it escapes: it prints description, author, icon as markup
        page.meta = {name: meta[name] for name in ("title", "hide") if name in meta}
        address = self.staged.documents.get(page.file.src_uri)
        if address is None:
            return markdown
        title = next(one.title for one in self.staged.pages if one.uri == address)
        page.meta = {"title": title}
        return self.staged.around(markdown or "\n", title)

    def on_page_content(self, html: str, page: MkDocsPage, **_: Any) -> str:
        """Escape titles, which themes print as markup; search data are made from the finished pages."""
        page.title = escape(unescape(str(page.title)))
        page.meta = {**page.meta, "title": page.title, "search": {"exclude": True}}
        return html

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Stamp what MkDocs built."""
        try:
            publish.finish(self.base, self.staged, Path(config.site_dir), config.site_url or "")
        except UserError as error:
            raise PluginError(str(error)) from None

    def _banner(self) -> dict[str, Any]:
        errors = sum(one.severity is Severity.ERROR for one in self.base.findings)
        return {
            "demo": escape(say("site.demo")) if self.base.config.demo else "",
            "errors": escape(say("site.errors", count=errors)) if errors else "",
            "errors_link": escape(say("site.errors_link")),
        }

    def _expanded(self, nav: Any, docs: Path) -> Any:
        """Replace `folder/` in the navigation by every generated and hand-written page in it."""
        if isinstance(nav, list):
            return [part for one in nav for part in self._expanded_entry(one, docs)]
        return nav

    def _expanded_entry(self, one: Any, docs: Path) -> list[Any]:
        if isinstance(one, str) and one.endswith("/"):
            return self._below(one, docs)
        if isinstance(one, dict):
            return [
                {title: self._expanded(self._below(inner, docs) if _is_folder(inner) else inner, docs)}
                for title, inner in one.items()
            ]
        return [one]

    def _below(self, folder: str, docs: Path) -> list[Any]:
        made: list[Any] = []
        for section, group in groupby(self._pages_below(folder), key=lambda page: page.section):
            entries = [{page.title: f"{page.uri}index.md"} for page in group]
            made += [{section: entries}] if section else entries
        written = sorted(path.relative_to(docs).as_posix() for path in (docs / folder).rglob("*.md"))
        homes = {kind.root for kind in self.base.kinds.sound.values()}  # may still be empty
        known = is_reserved(folder) or f"docs/{folder}" in homes or (docs / folder).is_dir()
        if not made and not written and not known:
            raise PluginError(f"mkdocs.yml 的 nav 里写了 {folder}，没有这个文件夹；改正它。")
        return [*made, *written]

    def _pages_below(self, folder: str) -> list[Page]:
        """Give the generated pages of a folder, but for those that the navigation places by name."""
        return [
            page
            for page in self.staged.pages
            if page.in_nav and page.uri.startswith(folder) and f"{page.uri}index.md" not in self.placed
        ]


def _named(nav: Any) -> Iterator[str]:
    """Yield every page that the navigation names itself."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for one in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(one)


def _is_folder(entry: Any) -> bool:
    return isinstance(entry, str) and entry.endswith("/")
