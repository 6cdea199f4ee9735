"""An engine's page, cut once where each of our pages says its own, and filled in for one after the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from generators.finding import UserError
from generators.site import looks, markup, paper, policy
from generators.site.page import Page
from generators.site.paper import Said

_ROOT = re.compile(r"<html\b")
_BODY = re.compile(r"<body\b")
_SLOTS = ("root", "sorts", "paper", "title", "contents")  # behind the mark, beside the address


class Shell:
    """What stands around the text of pages; what is filled in is never looked through for marks.

    `page` is the one that the engine built it for; one for many stands at an address of its own, `uri`.
    Raises UserError when the engine's HTML lost a mark, or one would be left.
    """

    def __init__(self, whole: str, mark: str, uri: str = "", page: Page | None = None) -> None:
        self._mark, self._named = mark, page.uri if page else ""
        self._address = uri or f"{mark}/"
        before, self.inside, after = markup.cut(whole, f"{mark}start", f"{mark}end", self._named)
        before, after = markup.tight(before), markup.tight(after)
        before = markup.skip_to_title(before)
        # both halves are secured together, and what is stamped between them adds no script that may run
        middle = f"<p>{mark}</p>"
        before, _, after = policy.secure(before + middle + after).partition(middle)
        if page is not None:  # the engine heads a page with its name in the navigation
            before = before.replace(f"{escape(page.title)}</h1>", f"{escape(page.heading)}</h1>", 1)
        before = _ROOT.sub(f"<html{mark}root", before, count=1)
        before = _BODY.sub(f"<body{mark}sorts", before, count=1).replace(paper.MARK, f"{mark}paper", 1)
        self._slot = re.compile(f"({mark}(?:{'|'.join(_SLOTS)})|{re.escape(self._address)})")
        self._before, after = (
            f"{mark}contents".join(markup.around_contents(half)) for half in (before, after)
        )
        self._after = self._cut(after)
        self._cuts: dict[str | None, tuple[str, ...]] = {None: self._cut(self._before)}  # by the current tab

    def around(self, page: Page, body: str, contents: str, said: Said, tab: str | None = None) -> str:
        """Put a page's body, its contents and what it says of itself where they belong."""
        if tab is not None and tab not in self._cuts:  # all pages of a shell are equally deep
            self._cuts[tab] = self._cut(markup.mark_current(self._before, page.uri, tab))
        sorts = looks.sorts(body)
        told = (said.root, f' class="{sorts}"' if sorts else "", said.line, escape(page.heading), contents)
        own = {f"{self._mark}{name}": text for name, text in zip(_SLOTS, told, strict=True)}
        own[self._address] = page.uri
        return f"{_filled(self._cuts[tab], own)}{body}{_filled(self._after, own)}"

    def _cut(self, half: str) -> tuple[str, ...]:
        """Cut a half at its slots: every second part is one."""
        parts = tuple(self._slot.split(half))
        if any(self._mark in one for one in parts[::2]):
            raise UserError(f"页面 {self._named or 'index'} 里留下了占位记号；检查 mkdocs.yml 的主题。")
        return parts


def _filled(parts: Sequence[str], own: Mapping[str, str]) -> str:
    filled = [*parts]
    filled[1::2] = [own[slot] for slot in parts[1::2]]
    return "".join(filled)
