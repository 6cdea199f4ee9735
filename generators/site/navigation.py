"""The navigation as the settings write it, made whole: `folder/` stands for every page below that folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import groupby
from typing import Any

from generators import address
from generators.finding import UserError
from generators.site.page import Page
from generators.site.sources import Stage


def expanded(nav: Any, staged: Stage, folders: Collection[str]) -> Any:
    """Replace each `folder/` by its generated pages, then its hand-written ones.

    `folders` are those that exist below docs/ or belong to a kind, though they may hold no page. Raises
    UserError for a folder that there is not.
    """
    return _Navigation(staged, folders, frozenset(_named(nav))).whole(nav)


class _Navigation:
    def __init__(self, staged: Stage, folders: Collection[str], placed: frozenset[str]) -> None:
        self._staged, self._folders = staged, folders
        self._placed = placed  # pages that the navigation names itself

    def whole(self, nav: Any) -> Any:
        if isinstance(nav, list):
            return [part for one in nav for part in self._entry(one)]
        return nav

    def _entry(self, one: Any) -> list[Any]:
        if _is_folder(one):
            return self._below(one)
        if isinstance(one, str):
            return [] if self._is_kept_back(one) else [self._home(one)]
        if isinstance(one, dict):
            return [
                {title: inside}
                for title, inner in one.items()
                if (inside := self._inside(inner)) or (self._staged.is_whole and inside is not None)
            ]
        return [one]

    def _inside(self, inner: Any) -> Any:
        if _is_folder(inner):
            return self.whole(self._below(inner))
        if isinstance(inner, str):
            return None if self._is_kept_back(inner) else self._home(inner)
        return self.whole(inner)

    def _home(self, path: str) -> str:
        """Give the place of a page that the settings name by its file."""
        return self._staged.home(f"docs/{path}")

    def _is_kept_back(self, one: str) -> bool:
        """Say whether an entry names a page that this reader does not get, or this base does not make."""
        return one.endswith(".md") and self._home(one) not in self._there

    @cached_property
    def _there(self) -> frozenset[str]:
        made = (f"{page.uri}index.md" for page in self._staged.pages if page.in_nav)
        return frozenset((*made, *(self._staged.home(text.path) for text in self._staged.texts)))

    def _below(self, folder: str) -> list[Any]:
        made: list[Any] = []
        for section, group in groupby(self._pages(folder), key=lambda page: page.section):
            entries = [{page.title: f"{page.uri}index.md"} for page in group]
            made += [{section: entries}] if section else entries
        written = [
            one.path
            for one in self._staged.texts
            if one.path.startswith(f"docs/{folder}") and one.path.removeprefix("docs/") not in self._placed
        ]
        is_placed = any(one.startswith(folder) for one in self._placed if one != folder)
        if (
            not made
            and not written
            and not is_placed
            and folder not in self._folders
            and not address.is_reserved(folder)
        ):
            raise UserError(f"mkdocs.yml 的 nav 里写了 {folder}，没有这个文件夹；改正它。")
        return [*made, *(self._staged.home(path) for path in sorted(written))]

    def _pages(self, folder: str) -> list[Page]:
        """Give the generated pages of a folder, but for those that the navigation places by name."""
        return [
            page
            for page in self._staged.pages
            if page.in_nav and page.uri.startswith(folder) and f"{page.uri}index.md" not in self._placed
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
