"""Markdown that was read, as the tree that an engine goes on with; what is highlighted is stowed away whole.

Text is escaped here: Python-Markdown writes `&lt;` of a tree as it stands. Links are escaped at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from generators.commonmark import DEEPEST, target, words
from generators.site import highlighted

if TYPE_CHECKING:
    from markdown_it.token import Token

_TICKS = {"[ ] ": "", "[x] ": " checked", "[X] ": " checked"}
_ALIGNED = "text-align:"
_DEEPEST = 3 * DEEPEST + 30  # elements within elements; words deeper within words lose their looks alone
_PLAIN = ("id", "class", "href", "src", "title", "start", "open")


class Tree:
    """Builds one page; `stow` keeps a piece of HTML and gives the text that stands for it."""

    def __init__(self, stow: Callable[[str], str]) -> None:
        self._stow = stow
        self.root = Element("div")
        self._open = [self.root]
        self._given_up = 0  # how many elements are open that were left out

    def add(self, tokens: Sequence[Token]) -> None:
        """Add what a text says."""
        for at, one in enumerate(tokens):
            if one.type == "inline":
                self._ticked(tokens, at)
                self.add(one.children or ())
            elif one.hidden:
                continue
            elif one.nesting > 0:
                self._begin(one)
            elif one.nesting < 0:
                self._end()
            else:
                self._leaf(one)

    def paragraph(self, text: str) -> None:
        """Add a paragraph of plain text."""
        SubElement(self._open[-1], "p").text = _escaped(text)

    def _begin(self, one: Token) -> None:
        if len(self._open) >= _DEEPEST:
            self._given_up += 1
            return
        if one.type == "footnote_block_open":
            note = SubElement(self._open[-1], "div", {"class": "footnote"})
            SubElement(note, "hr")
            self._open.append(SubElement(note, "ol"))
        elif one.type == "footnote_open":
            self._open.append(SubElement(self._open[-1], "li", {"id": f"fn:{self._note(one)}"}))
        else:
            self._open.append(SubElement(self._open[-1], one.tag, _attributes(one)))

    def _end(self) -> None:
        if self._given_up:
            self._given_up -= 1
        else:
            self._open.pop()

    def _leaf(self, one: Token) -> None:
        if one.type in ("text", "text_special"):
            self._say(_escaped(one.content))
        elif one.type == "code_inline":
            SubElement(self._open[-1], "code").text = _escaped(one.content)
        elif one.type in ("fence", "code_block"):
            SubElement(self._open[-1], "p").text = self._stow(
                highlighted.block(one.content, one.info.strip())
            )
        elif one.type == "softbreak":
            self._say("\n")
        elif one.type == "image":
            SubElement(self._open[-1], "img", {**_attributes(one), "alt": _alt(one)})
        elif one.type == "footnote_ref":
            name = self._note(one)
            again = one.meta["subId"]
            sup = SubElement(self._open[-1], "sup", {"id": f"fnref{again + 1 if again else ''}:{name}"})
            link = SubElement(sup, "a", {"class": "footnote-ref", "href": f"#fn:{name}"})
            link.text = str(one.meta["id"] + 1)
        elif one.type == "footnote_anchor":
            again = one.meta["subId"]
            there = f"#fnref{again + 1 if again else ''}:{self._note(one)}"
            self._say("\u00a0")
            SubElement(self._open[-1], "a", {"class": "footnote-backref", "href": there}).text = "↩"
        elif one.tag:  # a rule, a break
            SubElement(self._open[-1], one.tag)

    def _note(self, one: Token) -> str:
        return str(one.meta.get("label") or one.meta["id"] + 1)

    def _say(self, text: str) -> None:
        here = self._open[-1]
        if list(here):
            here[-1].tail = (here[-1].tail or "") + text
        else:
            here.text = (here.text or "") + text

    def _ticked(self, tokens: Sequence[Token], at: int) -> None:
        """Put a box before an item that begins with one; the numbers of a list stay."""
        inside = tokens[at].children or []
        is_first = (
            at > 1 and tokens[at - 2].type == "list_item_open" and tokens[at - 1].type == "paragraph_open"
        )
        if not is_first or not inside or inside[0].type != "text" or self._given_up:
            return
        begin = inside[0].content[:4]
        if begin not in _TICKS:
            return
        inside[0].content = inside[0].content[4:]
        item = next((one for one in reversed(self._open) if one.tag == "li"), None)
        around = self._open[self._open.index(item) - 1] if item is not None else None
        if item is not None and around is not None and around.tag == "ul":
            item.set("class", "task-list-item")
            around.set("class", "task-list")
        self._say(self._stow(f'<input type="checkbox" disabled{_TICKS[begin]}/>') + " ")


def _attributes(one: Token) -> dict[str, str]:
    found = {name: str(value) for name, value in one.attrs.items() if name in _PLAIN}
    for name in ("href", "src"):
        if name in found:
            found[name] = target(found[name])
    if "title" in found:
        found["title"] = _escaped(found["title"])
    style = str(one.attrs.get("style", ""))
    return {**found, "align": style.removeprefix(_ALIGNED)} if style.startswith(_ALIGNED) else found


def _alt(one: Token) -> str:
    """Give the words that stand for a picture, also those of pictures within them."""
    inside = one.children or ()
    return _escaped("".join(_alt(each) if each.type == "image" else words((each,)) for each in inside))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;")
