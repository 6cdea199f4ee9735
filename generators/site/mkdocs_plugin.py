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

from generators import address, knowledge, output
from generators.finding import UserError
from generators.measures import holdings
from generators.origin import history, source
from generators.site import navigation, publish, sources

_NAME = "itss"
_NOT_ASSETS = (".md", *address.FOREIGN)  # of what lies in docs/


class NoSettings(Config):
    """What the base needs stands in its own settings; the plugin has none."""


class ItssPlugin(BasePlugin[NoSettings]):
    """Joins the knowledge base and MkDocs."""

    base: knowledge.KnowledgeBase | None = None  # given by `run`, else read from the disk
    given: sources.Stage | None = None  # by who finishes the pages later, and more than once
    staged: sources.Stage

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the base unless it is given; stop on errors unless it is."""
        root = Path(config.config_file_path).parent
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml 的 use_directory_urls 要为 true，登记的地址才固定。")
        base = self.base or _read(root)
        self.base, self.staged = base, self.given or sources.stage(base)
        config.theme.dirs.insert(0, str(sources.WEB))
        config.extra_css[:0] = sources.CSS
        config.extra_javascript[:0] = sources.SCRIPTS
        config.extra["kb"] = sources.banner(base)
        config.markdown_extensions.append(sources.EXTENSION)
        folders = sources.folders(base, root / "docs")
        try:
            config.nav = navigation.expanded(config.nav, self.staged, folders)
        except UserError as error:
            raise PluginError(str(error)) from None
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let MkDocs build the pages that are given to it, and none that lie in the folder."""
        theirs = sources.assets(self.base) if self.base else None
        of_settings = {*config.extra_css, *map(str, config.extra_javascript)}
        for file in list(files):
            is_asset = file.src_dir == config.docs_dir and file.src_uri not in of_settings
            is_kept_back = theirs is not None and is_asset and file.src_uri not in theirs
            if is_kept_back or file.src_uri.lower().endswith(_NOT_ASSETS):
                files.remove(file)
        for uri, text in self.staged.markdown():
            inside = (
                InclusionLevel.NOT_IN_NAV if uri.startswith(self.staged.mark) else InclusionLevel.UNDEFINED
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
        if self.base is not None and self.given is None:
            try:
                publish.finish(self.base, self.staged, Path(config.site_dir), config.site_url or "")
            except UserError as error:
                raise PluginError(str(error)) from None


def run(
    base: knowledge.KnowledgeBase,
    root: Path,
    target: Path,
    *,
    strict: bool,
    staged: sources.Stage | None = None,
) -> None:
    """Build a base that has been read, from the settings at `root`, into `target`. Raises UserError.

    What was staged already is only built: it is for the caller to finish.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice, said at import
    told = _Told()
    log = logging.getLogger("mkdocs")
    propagates, log.propagate = log.propagate, False
    log.addHandler(told)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=strict)
        plugin = config.plugins.get(_NAME)
        if isinstance(plugin, ItssPlugin):
            plugin.base, plugin.given = base, staged
        build(config)
    except (MkDocsException, SystemExit) as error:
        why = " ".join((told.first_fault or str(error)).split())
        raise UserError(f"MkDocs 没能建成网站：{why}") from None
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
        raise PluginError(output.text(base.findings, holdings.checked(base).number))
    return base
