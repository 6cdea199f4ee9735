"""The hand-written pages that a reader may read, without links to what they may not.

A link to a record or page that is kept back becomes a plain word, its text with it: that may be a title.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

from generators.audience.wording import Wording
from generators.records.links import outside_code
from generators.records.record import WrittenPage
from generators.words import say

_LABEL = r"(?P<label>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)"
# a link or an image with its text and its target
INLINE = re.compile(rf"!?\[{_LABEL}\]\([ \t]*<?(?P<target>[^)\s>]*)[^)]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>]*)[^\n]*\n?", re.MULTILINE)
_BY_NAME = re.compile(rf"!?\[{_LABEL}\](?:\[(?P<name>[^\]\n]*)\])?(?![(:])")
_SHOWN = ("title", "hide")  # of a page's front matter


@dataclass(frozen=True)
class Documents:
    """Cuts pages; `pages` are the paths of those that are kept back."""

    pages: Collection[str]
    wording: Wording

    def seen(self, page: WrittenPage) -> WrittenPage:
        """Give a page as the reader may read it."""
        body = self.wording.text(self._unlinked(page))
        meta = {name: page.meta[name] for name in _SHOWN if name in page.meta}
        if "title" in meta:
            meta["title"] = self.wording.text(str(meta["title"]))
        return page._replace(body=body, meta=meta)

    def _unlinked(self, page: WrittenPage) -> str:
        body, names = page.body, set()
        for found in reversed(list(_DEFINITION.finditer(outside_code(body)))):
            if self._is_kept_back(found["target"], page.path):
                names.add(_name(found["name"]))
                body = body[: found.start()] + body[found.end() :]
        word = say("record.internal")
        for found in reversed(list(INLINE.finditer(outside_code(body)))):
            if self._is_kept_back(found["target"], page.path):
                body = body[: found.start()] + word + body[found.end() :]
        if names:
            for found in reversed(list(_BY_NAME.finditer(outside_code(body)))):
                if _name(found["name"] or body[found.start("label") : found.end("label")]) in names:
                    body = body[: found.start()] + word + body[found.end() :]
        return body

    def _is_kept_back(self, target: str, path: str) -> bool:
        if target.startswith("record:"):
            return target.removeprefix("record:") in self.wording.gone
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.partition("#")[0])))
        return there in self.pages


def _name(written: str) -> str:
    """Fold the name of a definition as Markdown does."""
    return " ".join(written.lower().split())
