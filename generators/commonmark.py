"""Markdown as GitHub reads it: the one parser for what is shown and for what is checked.

CommonMark 0.31 with GitHub's tables, struck words and tick lists; from the Markdown of older pages footnotes,
terms with meanings, and boxes (`!!!`, `???`). HTML is text. Headings have the ids that GitHub gives them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# lists within lists that are read; what is deeper is told. What a line of open brackets costs grows with it
DEEPEST = 12
_WORD = frozenset(("Mn", "Mc", "Me", "Nd", "Nl", "Pc"))
# circled and squared letters are letters to Unicode, though of a category of signs
_LETTERS = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")
_NAMELESS = "section"  # the id of a heading that has no letter at all
_OWN_ID = re.compile(r"[ \t]*\{:?[ \t]*#(?P<id>[^\s{}\"'<>&]+)[ \t]*\}[ \t]*$")
_BOX = re.compile(
    r"(?P<sign>!!!|\?\?\?\+?)[ \t]+(?P<sort>[A-Za-z][\w -]*?)?[ \t]*(?:\"(?P<title>[^\n]*)\")?[ \t]*"
)
_INDENT = 4
_HIDDEN = "\x02\x03"  # what engines mark places with
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def parse(text: str) -> list[Token]:
    """Read a text into markdown-it's tokens; lines in `map` count from 0, ids stand on the headings."""
    tokens = _parser().parse(re.sub(f"[{_HIDDEN}]", "\ufffd", text))
    _name(tokens)
    return tokens


def words(tokens: Sequence[Token]) -> str:
    """Give what inline tokens say, without pictures and markup."""
    return "".join(
        one.content if one.type in ("text", "code_inline") else " " if one.type.endswith("break") else ""
        for one in tokens
    )


def headings(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield the id and the words of every heading."""
    for at, one in enumerate(tokens):
        if one.type == "heading_open":
            yield str(one.attrs["id"]), words(tokens[at + 1].children or ()).strip()


def slug(title: str) -> str:
    """Make an id of a heading's words as GitHub does: letters, figures, `-` and `_` stay, a blank is `-`."""
    kept = (
        "-" if one == " " else one
        for one in title.strip().lower()
        if one in " -" or one.isalpha() or unicodedata.category(one) in _WORD or _LETTERS.match(one)
    )
    return "".join(kept) or _NAMELESS


def target(link: str) -> str:
    """Give a link with its anchor as ids are written: browsers look for either, engines for that alone."""
    path, sign, anchor = link.partition("#")
    if "%" not in anchor:
        return link
    try:
        read = unquote(anchor, errors="strict")
    except UnicodeDecodeError:
        return link
    return link if _CONTROL.search(read) else f"{path}{sign}{read}"


def _name(tokens: Sequence[Token]) -> None:
    """Give each heading its own id, or the one of its words; of equal ones the second ends in `-1`."""
    taken: Counter[str] = Counter()
    waiting: list[tuple[Token, str]] = []
    for at, one in enumerate(tokens):
        if one.type != "heading_open":
            continue
        inside = tokens[at + 1].children or []
        own = _OWN_ID.search(inside[-1].content) if inside and inside[-1].type == "text" else None
        if own:
            inside[-1].content = inside[-1].content[: own.start()]
            one.attrs["id"] = own["id"]
            taken[own["id"]] += 0
        else:
            waiting.append((one, slug(words(inside))))
    for one, wanted in waiting:
        name = wanted
        while name in taken:
            taken[wanted] += 1
            name = f"{wanted}-{taken[wanted]}"
        taken[name] += 0
        one.attrs["id"] = name


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    md = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST + 4})
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    md.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=True)
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    # where links may lead is for the check to say, and for the engine to hold; they stay as they were written
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    return md


def _box(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - as it is called
    """Read `!!! note "title"`, or `???` for one that is folded, and the lines indented by four below it."""
    if state.sCount[first] - state.blkIndent >= _INDENT:
        return False
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    found = _BOX.fullmatch(line) if line[:1] in ("!", "?") else None
    if not found or not (found["sort"] or found["title"]):
        return False
    if silent:
        return True
    own = state.sCount[first] + _INDENT
    end = first + 1
    while end < last and (state.isEmpty(end) or state.sCount[end] >= own):
        end += 1
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "box", end, own
    tag = "div" if found["sign"] == "!!!" else "details"
    sort = (found["sort"] or "").lower()
    opened = state.push("box_open", tag, 1)
    opened.attrs = {"class": f"admonition {sort}".strip() if tag == "div" else sort or "note"}
    opened.map = [first, end]
    if found["sign"] == "???+":
        opened.attrs["open"] = "open"
    title = found["title"] if found["title"] is not None else sort.partition(" ")[0].capitalize()
    if title:
        head = "p" if tag == "div" else "summary"
        named = state.push("box_title_open", head, 1)
        named.attrs = {"class": "admonition-title"} if tag == "div" else {}
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title, [first, first + 1], []
        state.push("box_title_close", head, -1)
    state.md.block.tokenize(state, first + 1, end)
    state.push("box_close", tag, -1)
    state.parentType, state.lineMax, state.blkIndent = before
    state.line = end
    return True
