"""The adapter to MkDocs, and the only module that knows it: hands over pages, finishes what was built.

`mkdocs build --strict` with this plugin is the whole build; `run` is the same for a base that has been read.
"""

from __future__ import annotations

import io
import json
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
from mkdocs.structure.nav import Navigation as MkDocsNavigation
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page as MkDocsPage

from generators import knowledge, output
from generators.finding import UserError
from generators.measures import holdings
from generators.origin import history, source
from generators.site import navigation, publish, settings, sources, tame


class NoSettings(Config):
    """What the base needs stands in its own settings; the plugin has none."""


class ItssPlugin(BasePlugin[NoSettings]):
    """Joins the knowledge base and MkDocs."""

    base: knowledge.KnowledgeBase | None = None  # given by `run`, else read from the disk
    given: sources.Stage | None = None  # by who finishes the pages later, and more than once
    staged: sources.Stage
    profile = publish.Profile.SITE

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the base unless it is given; stop on errors unless it is."""
        root = Path(config.config_file_path).parent
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml 的 use_directory_urls 要为 true，登记的地址才固定。")
        base = self.base or _read(root)
        self.base, self.staged = base, self.given or sources.stage(base)
        for name in settings.NAMES:  # themes print them as markup
            config[name] = escape(config[name]) if config[name] else config[name]
        config.theme.dirs.insert(0, str(sources.WEB))
        config.extra_css[:0] = sources.CSS
        config.extra_javascript[:0] = sources.SCRIPTS
        config.extra["kb"] = sources.banner(base)
        config.markdown_extensions.append(sources.EXTENSION)
        for name in settings.CHECKED:  # by the check, which knows what the engine cannot
            config.validation.links[name] = logging.DEBUG
        folders = sources.folders(base, root / "docs")
        try:
            config.nav = navigation.expanded(config.nav, self.staged, folders)
        except UserError as error:
            raise PluginError(str(error)) from None
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let MkDocs build the pages that are given to it, and none that lie in the folder."""
        published = sources.assets(self.base) if self.base else frozenset()
        for file in list(files):
            if file.src_dir == config.docs_dir and file.src_uri not in published:
                files.remove(file)
        for uri, text in self.staged.markdown():
            inside = (
                InclusionLevel.NOT_IN_NAV if uri.startswith(self.staged.mark) else InclusionLevel.UNDEFINED
            )
            files.append(File.generated(config, uri, content=text, inclusion=inside))
        return files

    def on_nav(self, nav: MkDocsNavigation, **_: Any) -> MkDocsNavigation:
        """Escape the names of sections, which themes print as markup."""
        waiting = [*nav.items]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Section):
                one.title = escape(one.title)
                waiting += one.children
        return nav

    def on_page_content(self, html: str, page: MkDocsPage, **_: Any) -> str:
        """Escape titles, which themes print as markup, and tame texts; of a heading a title is markup."""
        is_written = "title" in vars(page) or "title" in page.meta
        page.title = escape(str(page.title) if is_written else unescape(str(page.title)))
        page.meta = {**page.meta, "title": page.title}
        waiting = [*page.toc]
        while waiting:
            one = waiting.pop()
            one.id = tame.anchor(one.id)
            waiting += one.children
        return tame.tame(html)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Stamp what MkDocs built."""
        if self.base is not None and self.given is None:
            try:
                publish.finish(
                    self.base, self.staged, Path(config.site_dir), config.site_url or "", self.profile
                )
            except UserError as error:
                raise PluginError(str(error)) from None


def run(
    base: knowledge.KnowledgeBase,
    root: Path,
    target: Path,
    *,
    staged: sources.Stage | None = None,
    profile: publish.Profile = publish.Profile.SITE,
) -> None:
    """Build a base that has been read, from the settings at `root`, into `target`. Raises UserError.

    One with errors gives a preview, whatever the engine warns of.
    What was staged already is only built: it is for the caller to finish.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice, said at import
    told = _Told()
    log = logging.getLogger("mkdocs")
    propagates, log.propagate = log.propagate, False
    log.addHandler(told)
    try:
        config = load_config(
            io.BytesIO(json.dumps(settings.read(base, root), ensure_ascii=False).encode()),
            config_file_path=str(root / settings.FILE),
            site_dir=str(target),
            strict=not base.has_errors,
        )
        plugin = config.plugins.get(settings.PLUGIN)
        if isinstance(plugin, ItssPlugin):
            plugin.base, plugin.given, plugin.profile = base, staged, profile
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
