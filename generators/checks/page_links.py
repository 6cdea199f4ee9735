"""Links, pictures and anchors of pages lead to what is there; what a page would lose without a word is told.

A page is parsed, by the parser that shows it, only where something in it may be wrong: nearly every page
shows by one regular expression that all it names is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING
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
_DEEP = re.compile(rf"^[ \t>*+\-0-9.):!?]{{{2 * commonmark.DEEPEST}}}", re.MULTILINE)
_NOTE = re.compile(r"^[ \t>]*\[\^(?P<name>[^\]\s]+)\]:", re.MULTILINE)
_LINKS = {"link_open": "href", "image": "src"}
_MOST = 100  # findings of a page; who has more does not read them
_PLAINLY = "「{}」读得懂，却搬不动；路径照文件名写，不用转义，有空格的写成 [字](<路 径.md>)。"


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
    targets.learn(path, tokens)
    yield from _lost(path, body, first_line, tokens)
    seen = {unquote(one["target"]) for one in TARGET.finditer(outside_code(body))}
    told: dict[tuple[str, bool], tuple[str, str] | None] = {}
    for link, is_picture, (first, block), at in _links(tokens, body.split("\n")):
        if published.leads_nowhere(link):  # which another check tells
            continue
        key = link, is_picture
        if key not in told:
            told[key] = targets.fault(path, *key) or _unmoved(link, seen)
        if fault := told[key]:
            line, column = block.count("\n", 0, at), at - block.rfind("\n", 0, at)
            yield finding(Place(path, first_line + first + line, column), *fault)


def _unmoved(link: str, seen: set[str]) -> tuple[str, str] | None:
    """Tell a link that cannot be moved with its page: it is written as only a whole parser reads it."""
    there = urlsplit(link)
    if there.scheme or not there.path or unquote(there.path) in seen:
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


def _links(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[str, bool, tuple[int, str], int]]:
    """Yield each link and whether it is a picture; its block, with the first line of that; its place in it.

    What a definition leads to, or is not written as it is read, stands at the beginning of its block.
    """
    for one in tokens:
        if not one.children or not any(child.type in _LINKS for child in one.children):
            continue
        first, last = one.map or (0, len(lines))
        block, begin = "\n".join(lines[first:last]), 0
        elsewhere: set[str] = set()
        for child in one.children:
            if child.type not in _LINKS or child.markup == "autolink":
                continue
            target = str(child.attrs[_LINKS[child.type]])
            at = -1 if target in elsewhere else block.find(target, begin)
            if at < 0:
                elsewhere.add(target)
            else:
                begin = at + len(target)
            yield target, child.type == "image", (first, block), max(at, 0)
