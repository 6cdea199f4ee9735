"""Links, pictures and anchors of pages lead to what is there; what a page would lose without a word is told.

A page is parsed, by the parser that shows it, only where something in it may be wrong: nearly every page
shows by one regular expression that all it names is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from generators import commonmark, published
from generators.checks.context import Context
from generators.checks.page_targets import Targets
from generators.finding import Finding, Place, finding
from generators.records.links import TARGET, outside_code
from generators.records.record import split_front_matter
from generators.refusal import Refusal

if TYPE_CHECKING:
    from markdown_it.token import Token

# every place where a link may be written, and what would have to be read more closely
_MAY = re.compile(r"\](?:\(|:)\s*(?P<link>[^\s)]*)")
_CLOSELY = re.compile(r"[<(\\&%]")
_ELSEWHERE = re.compile(r"(?:record|https?|mailto):", re.IGNORECASE)
_DEEP = re.compile(rf"^[ \t>*+\-0-9.):!?]{{{commonmark.DEEPEST}}}", re.MULTILINE)
_NOTE = re.compile(r"^[ \t>]*\[\^(?P<name>[^\]\s]+)\]:", re.MULTILINE)
_MOST = 100  # findings of a page; who has more does not read them
_PLAINLY = "「{}」读得懂，却搬不动；路径照文件名写，不用转义，有空格的写成 [字](<路 径.md>)。"


class _Link(NamedTuple):
    target: str
    line: int  # from 0 in the text
    column: int
    is_picture: bool


def check(context: Context) -> Iterator[Finding]:
    """Look at every page."""
    targets = Targets(context)
    for path, data in context.files.items():
        if not published.is_page(path):
            continue
        body, first_line = _body(data)
        if _may_fail(body, path, targets):
            yield from islice(_faults(path, body, first_line, targets), _MOST)


def _body(data: bytes) -> tuple[str, int]:
    try:
        _, body, first_line = split_front_matter(data.decode())
    except (Refusal, UnicodeDecodeError):  # which is told already
        return "", 1
    return re.sub(r"\r\n?", "\n", body), first_line


def _may_fail(body: str, path: str, targets: Targets) -> bool:
    """Say whether something may be wrong on a page; no parser is asked."""
    named = (one["link"] for one in _MAY.finditer(body))
    return (
        bool(_NOTE.search(body) or _DEEP.search(body))
        or "![" in body
        or any(
            _CLOSELY.search(link) or "#" in link or targets.fault(path, link)
            for link in dict.fromkeys(named)
            if not _ELSEWHERE.match(link)
        )
    )


def _faults(path: str, body: str, first_line: int, targets: Targets) -> Iterator[Finding]:
    tokens = commonmark.parse(body)
    yield from _lost(path, body, first_line, tokens)
    seen = {unquote(one["target"]) for one in TARGET.finditer(outside_code(body))}
    told: dict[tuple[str, bool], tuple[str, str] | None] = {}
    for link in _links(tokens, body):
        if published.leads_nowhere(link.target):  # which another check tells
            continue
        key = link.target, link.is_picture
        if key not in told:
            told[key] = targets.fault(path, *key) or _unmoved(link.target, seen)
        if fault := told[key]:
            yield finding(Place(path, first_line + link.line, link.column), *fault)


def _unmoved(link: str, seen: set[str]) -> tuple[str, str] | None:
    """Tell a link that cannot be moved with its page: it is written as only a whole parser reads it."""
    there = urlsplit(link)
    if there.scheme or not there.path or unquote(link.partition("#")[0]) in seen:
        return None
    return "link-broken", _PLAINLY.format(link[:60])


def _lost(path: str, body: str, first_line: int, tokens: Sequence[Token]) -> Iterator[Finding]:
    """Tell what is written and would not be shown."""
    deep = next((one for one in tokens if one.level > 2 * commonmark.DEEPEST), None)
    if deep:
        line = first_line + (deep.map or [0])[0]
        text = f"列表和引用嵌套超过 {commonmark.DEEPEST} 层，后面的内容显示不出来；减少层数。"
        yield finding(Place(path, line), "page-too-deep", text)
    shown = {str(one.meta.get("label")) for one in tokens if one.type == "footnote_open"}
    for note in _NOTE.finditer(outside_code(body)):
        if note["name"] not in shown:
            line = first_line + body.count("\n", 0, note.start())
            text = f"正文里没有 [^{note['name']}]，这条脚注不会显示；在正文里标上，或删掉脚注。"
            yield finding(Place(path, line), "footnote-unused", text)


def _links(tokens: Sequence[Token], body: str) -> Iterator[_Link]:
    """Yield every link and picture, at the place where its target is written."""
    lines = body.split("\n")
    for one in tokens:
        first, last = one.map or (0, len(lines))
        block, begin = "", 0
        for child in one.children or ():
            name = "href" if child.type == "link_open" else "src" if child.type == "image" else ""
            if not name or child.markup == "autolink":
                continue
            target = str(child.attrs[name])
            block = block or "\n".join(lines[first:last])
            at = block.find(target, begin)
            if at < 0:  # by a definition, or not as it is read
                yield _Link(target, first, 1, name == "src")
                continue
            line, begin = block.count("\n", 0, at), at + len(target)
            yield _Link(target, first + line, at - block.rfind("\n", 0, at), name == "src")
