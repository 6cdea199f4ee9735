"""The adapter to MkDocs, and the only module that knows it: hands over pages, finishes what was built.

`mkdocs build --strict` with this plugin is the whole build; `run` is the same for a base that has been read.
"""

from __future__ import annotations

import logging
import os
from html import escape, unescape
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.base import Config, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from generators import knowledge, output
from generators.checks.reserved import HTML
from generators.codes import Severity
from generators.finding import UserError
from generators.origin import history, source
from generators.site import navigation, publish, sources
from generators.site.plain_markdown import PlainMarkdown
from generators.words import say

_WEB = Path(__file__).with_name("web")
_NAME = "itss"


class NoSettings(Config):
    """What the base needs stands in its own settings; the plugin has none."""


class ItssPlugin(BasePlugin[NoSettings]):
    """Joins the knowledge base and MkDocs."""

    base: knowledge.KnowledgeBase | None = None  # given by `run`, else read from the disk
    staged: sources.Stage

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the base unless it is given; stop on errors unless it is."""
        root = Path(config.config_file_path).parent
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml 的 use_directory_urls 要为 true，登记的地址才固定。")
        base = self.base or _read(root)
        self.base, self.staged = base, sources.stage(base)
        config.theme.dirs.insert(0, str(_WEB))
        config.extra_css.insert(0, "assets/kb/kb.css")
        config.extra["kb"] = _banner(base)
        extensions: list[Any] = config.markdown_extensions
        extensions.append(PlainMarkdown())
        if config.nav:
            try:
                config.nav = navigation.expanded(config.nav, self.staged, _folders(base, root / "docs"))
            except UserError as error:
                raise PluginError(str(error)) from None
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let MkDocs build the pages that are given to it, and none that lie in the folder."""
        for file in [one for one in files if one.src_uri.lower().endswith((".md", *HTML))]:
            files.remove(file)
        for uri, text in self.staged.markdown():
            inside = (
                InclusionLevel.NOT_IN_NAV if uri.startswith(self.staged.shell) else InclusionLevel.UNDEFINED
            )
            files.append(File.generated(config, uri, content=text, inclusion=inside))
        return files

    def on_page_content(self, html: str, page: MkDocsPage, **_: Any) -> str:
        """Escape titles, which themes print as markup; search data are made from the finished pages."""
        page.title = escape(unescape(str(page.title)))
        page.meta = {**page.meta, "title": page.title, "search": {"exclude": True}}
        return html

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Stamp what MkDocs built."""
        if self.base is not None:
            try:
                publish.finish(self.base, self.staged, Path(config.site_dir), config.site_url or "")
            except UserError as error:
                raise PluginError(str(error)) from None


def run(base: knowledge.KnowledgeBase, root: Path, target: Path, *, strict: bool) -> None:
    """Build a base that has been read, from the settings at `root`, into `target`. Raises UserError."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice, said at import
    told = _Told()
    log = logging.getLogger("mkdocs")
    propagates, log.propagate = log.propagate, False
    log.addHandler(told)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=strict)
        plugin = config.plugins.get(_NAME)
        if isinstance(plugin, ItssPlugin):
            plugin.base = base
        build(config)
    except (MkDocsException, SystemExit) as error:
        raise UserError(f"MkDocs 没能建成网站：{told.first_fault or error}") from None
    finally:
        log.removeHandler(told)
        log.propagate = propagates


class _Told(logging.Handler):
    """Keeps the warnings and errors of a build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.levelname}: {record.getMessage()}")

    @property
    def first_fault(self) -> str:
        """The first things that went wrong."""
        return "；".join(self._lines[:3])


def _read(root: Path) -> knowledge.KnowledgeBase:
    """Read the base at `root` with its history. Raises PluginError, also for errors in the data."""
    try:
        files = source.read(root)
        base = knowledge.read(files, source.now(files, None), history.read(root))
    except UserError as error:
        raise PluginError(str(error)) from None
    if base.has_errors:
        raise PluginError(output.text(base.findings, len(base.facts.records)))
    return base


def _banner(base: knowledge.KnowledgeBase) -> dict[str, Any]:
    errors = sum(one.severity is Severity.ERROR for one in base.findings)
    return {
        "demo": escape(say("site.demo")) if base.config.demo else "",
        "errors": escape(say("site.errors", count=errors)) if errors else "",
        "errors_link": escape(say("site.errors_link")),
    }


def _folders(base: knowledge.KnowledgeBase, docs: Path) -> set[str]:
    """Give the folders that the navigation may name though they hold no page: on disk, or a kind's home."""
    homes = {kind.root.removeprefix("docs/") for kind in base.kinds.sound.values() if kind.is_document}
    return homes | {f"{path.relative_to(docs).as_posix()}/" for path in docs.rglob("*") if path.is_dir()}
