"""Books and plans in one file each, and all of them in one: what is taken along where there is no network.

Such a file holds its styles, scripts and pictures, asks for nothing, and has no way to what it does not hold.
"""

from __future__ import annotations

import base64
import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from generators import address
from generators.charts import shapes
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.site import book_words, looks, markup, now, policy, run_beside, run_files
from generators.site.book_scripts import BOOK_SCRIPTS, RUN_SCRIPTS
from generators.site.page import REST, Page
from generators.site.paper import Paper
from generators.site.render import body as rendered
from generators.site.sources import banner
from generators.words import say

_THEME = "assets/stylesheets/*.css"
_OURS = ("tokens", "kb", "charts", "page", "print", "form", "book", "along")
_STYLES = tuple(f"assets/kb/{name}.css" for name in _OURS)
_SCRIPTS = (
    *(f"assets/kb/{name}.js" for name in ("dom", "dark", "folds", "now")),
    *BOOK_SCRIPTS,
    *RUN_SCRIPTS,
)
_OURS_ALONE = "assets/kb/along.js"  # finds the document that an address asks for
_LINK = re.compile(r"(?P<before><a\b[^<>]*?)\shref=\"(?P<link>[^\"]*)\"(?P<after>[^<>]*>)")
_IMAGE = re.compile(r"(?P<before><img\b[^<>]*?\ssrc=\")(?P<link>[^\"]*)(?P<after>\"[^<>]*>)")
_DUTY = " data-duty="  # where a page says who has a duty now
_ID = re.compile(r'\sid="([^"]*)"')
_ELSEWHERE = re.compile(r"(?:tel|mailto):")  # what a device does without our site
_URL = re.compile(r"""url\((?!["']?(?:data:|#))[^)]*\)""")  # of a picture that a style would fetch
_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/\s*")


class Part(NamedTuple):
    """One document as the file holds it."""

    id: str
    kind: str
    title: str
    version: str
    body: Markup


class Along:
    """Makes the files of one base; `body` gives what a page says, `site` is what the engine built."""

    def __init__(
        self, base: KnowledgeBase, documents: Sequence[Page], body: Callable[[Page], str], site: Path
    ) -> None:
        self._base, self._site, self._body = base, site, body
        self._paper = Paper(base)
        self._pages: Mapping[str, Page] = {page.uri: page for page in documents}
        self._records: Mapping[str, Record] = {
            address.record(one.id): one
            for one in base.facts.records.values()
            if address.record(one.id) in self._pages and one.kind.is_followed
        }

    def files(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the path of each file and how it is made."""
        for uri, record in self._records.items():
            yield address.alone(record.id), partial(self._file, record.title, (uri,))
        if self._records:
            yield address.ALONG, partial(self._file, say("along.title"), tuple(self._records))

    def _file(self, title: str, uris: Sequence[str]) -> bytes:
        is_one = len(uris) == 1
        bodies = {uri: _kept(self._body(self._pages[uri])) for uri in uris}
        places = {uri: frozenset(_ID.findall(body)) for uri, body in bodies.items()}
        parts = [self._part(uri, bodies[uri], places) for uri in uris]
        styles = (self._styles,)
        scripts = tuple(self._text(one) for one in (*(() if is_one else (_OURS_ALONE,)), *_SCRIPTS))
        line = self._paper.line(uris[0] if is_one else "", title)
        whole = rendered(
            "along.html.jinja",
            "",
            title=title,
            parts=parts,
            shared=self._shared(uris, parts),
            policy=policy.alone(scripts, styles),
            styles=[_as_it_is(f"<style>{one}</style>") for one in styles],
            scripts=[_as_it_is(f"<script>{one}</script>") for one in scripts],
            line=line,
            banner={name: _as_it_is(text) for name, text in banner(self._base).items()},
        )
        return looks.marked(whole, "".join(one.body for one in parts)).encode()

    def _part(self, uri: str, body: str, places: Mapping[str, frozenset[str]]) -> Part:
        """Lead the links of a body to places in the same file; those are given by address."""
        record, page = self._records[uri], self._pages[uri]
        body = _LINK.sub(lambda found: self._led(found, uri, places), body)
        body = _IMAGE.sub(lambda found: self._drawn(found, uri), body)
        body = f"{shapes.sprite(body)}{body}"
        version = run_files.version(self._base, record)
        whole = _as_it_is(body) + run_beside.inside(self._base, record)
        return Part(record.id, record.kind.title, page.heading, version, whole)

    def _shared(self, uris: Sequence[str], parts: Sequence[Part]) -> Markup:
        """Give what documents share that scripts read: on the site it stands beside the pages."""
        run = book_words.inside() + run_beside.inside_shared(self._base, [self._records[uri] for uri in uris])
        is_asked = any(_DUTY in one.body for one in parts)
        # nobody's page is in the file
        return run + now.script(now.turns(self._base, lambda _: "")) if is_asked else run

    def _led(self, found: re.Match[str], uri: str, places: Mapping[str, frozenset[str]]) -> str:
        """Let a link lead to its place in this file; leave its words where that is not in it."""
        link = unescape(found["link"])
        if _ELSEWHERE.match(link):
            return found[0]
        path, _, anchor = link.removesuffix("#top").partition("#")  # the document itself, wherever it stands
        target = address.absolute(uri, path.partition("?")[0]) if path else uri
        if target not in places or (anchor and anchor not in places[target]):
            return f"{found['before']}{found['after']}"
        named = filter(None, (self._records[target].id, anchor))
        there = "/".join(named) if len(places) > 1 else anchor or "top"
        return f'{found["before"]} href="#{escape(there)}"{found["after"]}'

    def _drawn(self, found: re.Match[str], uri: str) -> str:
        """Put a picture of the site into the text."""
        path = posixpath.normpath(posixpath.join(uri, unquote(unescape(found["link"]))))
        picture = None if path.startswith("..") else markup.picture(self._site, path)
        if picture is None:
            return found[0]
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        data = base64.b64encode(picture).decode()
        return f"{found['before']}data:{kind};base64,{data}{found['after']}"

    @cached_property
    def _styles(self) -> str:
        """The styles of the theme and ours, but for what they would fetch."""
        theme = sorted(one.relative_to(self._site).as_posix() for one in self._site.glob(_THEME))
        whole = "\n".join(self._text(one) for one in (*theme, *_STYLES))
        return _URL.sub("none", _MAP.sub("", whole))

    def _text(self, path: str) -> str:
        """Give a file as the inside of an element, which its own end would close."""
        return markup.text(self._site, path).replace("</", "<\\/")


def _as_it_is(text: str) -> Markup:
    """Give what is markup already: styles and scripts of ours, and bodies as templates made them."""
    return Markup(text)  # noqa: S704 - our templates and files made it, no record


def _kept(body: str) -> str:
    """Leave out of a body what is on the site alone."""
    before, _, rest = body.partition(REST[0])
    return before + rest.partition(REST[1])[2]
