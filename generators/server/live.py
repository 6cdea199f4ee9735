"""The site as a server keeps it: what the engine built stays, a page is made when somebody asks for it.

A change of the base costs reading it and the pages that are looked at. The engine runs again only when
something changed that it shows itself: navigation, hand-written pages, theme, settings.
"""

from __future__ import annotations

import mimetypes
import shutil
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from generators import address
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.site import mkdocs_plugin, publish, sources
from generators.site.page import Page
from generators.site.search import entries, files
from generators.site.sources import Stage

_SETTINGS = "mkdocs.yml"
_HTML = "text/html; charset=utf-8"
_PART, _LONGEST = 255, 1024  # what no disk holds is not asked of one
_LOST = "没有这个页面；从首页找。\n".encode()


class Found(NamedTuple):
    """What stands at an address."""

    data: bytes
    type: str  # as RFC 9110 says, 8.3
    is_page: bool = False


class _Engine(NamedTuple):
    """What the engine was given last, and the folder with what it made of it."""

    given: object
    folder: Path


class Revision:
    """The site of one reading of the base. Pages are kept once they were asked for."""

    def __init__(self, base: KnowledgeBase, staged: Stage, folder: Path) -> None:
        self.base, self._staged, self._folder = base, staged, folder
        self._finish = publish.Finish(base, staged, folder)
        self._made = staged.by_address
        self._files: Mapping[str, Callable[[], bytes]] = MappingProxyType(dict(self._finish.files()))
        self._kept: dict[str, bytes] = {}
        self._beside: dict[str, Mapping[str, str]] = {}

    def page(self, uri: str) -> bytes | None:
        """Give the page at a folder address, such as `r/INC-2026-0001/`."""
        if uri not in self._kept and (whole := self._whole(uri)):
            self._kept[uri] = whole.encode()
        return self._kept.get(uri)

    def file(self, path: str) -> bytes | None:
        """Give what stands beside the pages, or what the engine wrote."""
        if make := self._files.get(path):
            return make()
        for uri in (*address.above(path), ""):  # a page's files may stand in folders of their own
            page = self._made.get(uri)
            if page and (text := self._files_of(page).get(path.removeprefix(uri))):
                return text.encode()
        there = self._folder / PurePosixPath(path)
        return there.read_bytes() if there.is_file() and there.name != "index.html" else None

    def _files_of(self, page: Page) -> Mapping[str, str]:
        """Give what stands beside a page by name; made once, since one file is made with all of them."""
        if page.uri not in self._beside:
            self._beside[page.uri] = dict(page.beside())
        return self._beside[page.uri]

    @property
    def lost(self) -> bytes:
        """The page for an address at which nothing stands; a line, if the theme has none."""
        page = self._folder / "404.html"
        return self._finish.outer(page.read_text("utf-8"), "404").encode() if page.is_file() else _LOST

    def searched(self) -> Mapping[str, bytes]:
        """Make the data of the search."""
        found = entries.entries(self.base, self._staged)
        return {path: text.encode() for path, text in files.scripts(self.base, found)}

    def _whole(self, uri: str) -> str | None:
        if page := self._made.get(uri):
            return self._finish.made(page)
        return self._finish.of_engine(uri) if uri in self._finish.written else None


class Live:
    """The revision that is shown, and how the next one is made; `scratch` is a folder for the engine."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self._root, self._scratch = root, scratch
        self._engine: _Engine | None = None
        self._mark: str | None = None
        self._revision: Revision | None = None
        self._searched: tuple[Revision, Mapping[str, bytes]] | None = None
        self._search_lock = threading.Lock()
        self.number = 0  # of revisions so far

    @property
    def base(self) -> KnowledgeBase:
        """The base that is shown. Only after the first `show`."""
        return self._shown.base

    def show(self, base: KnowledgeBase) -> None:
        """Show a base from now on. Raises UserError; then the last one stays."""
        staged = sources.stage(base, self._mark)
        given = self._given(base, staged)
        if self._engine is None or self._engine.given != given:
            folder = self._scratch / f"built-{self.number + 1}"
            shutil.rmtree(folder, ignore_errors=True)
            mkdocs_plugin.run(base, self._root, folder, staged=staged)
            fresh = _Engine(given, folder)
        else:
            fresh = self._engine
        revision = Revision(base, staged, fresh.folder)
        old, self._engine, self._mark = self._engine, fresh, staged.mark
        self._revision, self.number = revision, self.number + 1
        if old and old.folder != fresh.folder:
            shutil.rmtree(old.folder, ignore_errors=True)

    def find(self, path: str) -> Found | None:
        """Give what stands at a path below the root, without its first slash; a page's ends with one."""
        shown = self._shown
        if path == "" or path.endswith("/"):
            page = shown.page(path)
            return None if page is None else Found(page, _HTML, is_page=True)
        if path.startswith(files.PREFIX):
            data = self._search(shown).get(path)
            return None if data is None else Found(data, _type(path))
        data = shown.file(path) if _is_plain(path) else None
        return None if data is None else Found(data, _type(path))

    def is_page(self, uri: str) -> bool:
        """Say whether a page stands at a folder address."""
        return self._shown.page(uri) is not None

    def lost(self) -> Found:
        """Give the page for an address at which nothing stands."""
        return Found(self._shown.lost, _HTML, is_page=True)

    def _search(self, shown: Revision) -> Mapping[str, bytes]:
        """Give the data of the search at once: those of the last revision while new ones are made."""
        known = self._searched
        if known and known[0] is not shown:
            threading.Thread(target=partial(self._searched_anew, shown), daemon=True).start()
            return known[1]
        return self._searched_anew(shown)

    def _searched_anew(self, shown: Revision) -> Mapping[str, bytes]:
        with self._search_lock:  # once for all who ask meanwhile
            if self._searched is None or self._searched[0] is not shown:
                self._searched = shown, shown.searched()
            return self._searched[1]

    def _given(self, base: KnowledgeBase, staged: Stage) -> object:
        """Tell all that the engine is given: another answer means that it has to run again."""
        docs = self._root / "docs"
        assets = [
            (path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(docs.rglob("*"))
            if path.is_file() and path.suffix != ".md"
        ]
        try:
            settings = (self._root / _SETTINGS).read_bytes()
        except OSError:
            settings = b""
        # after the first time the mark is the same; before, there is nothing to compare with
        return dict(staged.markdown()), sources.banner(base), assets, settings

    @property
    def _shown(self) -> Revision:
        if self._revision is None:
            raise UserError("网站还没有建好；稍等再试。")
        return self._revision


def _is_plain(path: str) -> bool:
    """Say whether a path names a file below the root and nothing else."""
    parts = path.split("/")
    is_short = len(path) <= _LONGEST and all(len(part.encode()) <= _PART for part in parts)
    return is_short and all(part not in ("", ".", "..") and not set(part) & {"\\", "\0"} for part in parts)


def _type(path: str) -> str:
    guessed = mimetypes.guess_type(path, strict=True)[0] or "application/octet-stream"
    is_text = guessed.startswith("text/") or guessed in ("application/json", "application/javascript")
    return f"{guessed}; charset=utf-8" if is_text else guessed
