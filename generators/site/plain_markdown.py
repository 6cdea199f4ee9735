"""Markdown that shows and never acts: a Python-Markdown extension that reads pages as GitHub does.

The reading of the engine is replaced whole: trees come from `commonmark`; what is done with them (contents,
links, titles) goes on. Attributes that run scripts or style go, and so do links with schemes that could.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from generators.commonmark import parse
from generators.published import leads_nowhere
from generators.site.tree import Tree

_STYLE = "style"
_LINKS = ("href", "src", "action", "formaction")
_TO_ITSELF = "headerlink"
_BEFORE_ENGINE = 2  # MkDocs takes links apart at 0
_AFTER_ENGINE = -1
# what is left of Python-Markdown: contents, and what no tree can hold
_TREE = {"toc": 5}
_WRITTEN = {"raw_html": 30, "amp_substitute": 20}


class PlainMarkdown(Extension):
    """Reads CommonMark, and drops what could run."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Take the place of the engine's reading, now and whenever extensions set themselves up again."""
        self._md = md
        md.registerExtension(self)

    def reset(self) -> None:
        """Leave only what goes on with a tree; extensions register again whenever they reset."""
        md = self._md
        md.preprocessors, md.inlinePatterns = Registry(), Registry()
        md.treeprocessors = _only(md.treeprocessors, _TREE)
        md.postprocessors = _only(md.postprocessors, _WRITTEN)
        md.parser = _Parser(md)
        md.treeprocessors.register(_Usable(md), "usable", _BEFORE_ENGINE)
        md.treeprocessors.register(_Harmless(md), "harmless", _AFTER_ENGINE)


class _Parser(BlockParser):
    """The place at which Python-Markdown asks for the tree of a page."""

    def parseDocument(self, lines: Any) -> Any:  # noqa: N802 - the name is Python-Markdown's
        """Read a page; what stands between two marks is read by itself, whatever it leaves open."""
        tree = Tree(self.md.htmlStash.store)
        for piece in _pieces("\n".join(lines)):
            tree.add(parse(piece))
        tree.root.tag = self.md.doc_tag
        return ElementTree(tree.root)


def _pieces(text: str) -> tuple[str, ...]:
    """Cut a page at the marks around its text, which stand on lines of their own."""
    first, _, rest = text.lstrip("\n").partition("\n")
    mark = first.removesuffix("start")
    inside, end, after = rest.rpartition(f"\n{mark}end\n")
    return (first, inside, f"{mark}end\n{after}") if end and mark not in ("", first) else (text,)


def _only(registered: Any, names: Mapping[str, int]) -> Any:
    left: Any = Registry()
    for name, priority in names.items():
        if name in registered:
            left.register(registered[name], name, priority)
    return left


class _Harmless(Treeprocessor):
    def run(self, root: Element) -> None:
        """Drop handlers, links that could run a script, and styles; escape what is left."""
        for element in root.iter():
            element.attrib.pop(_STYLE, None)
            if element.get("class") == _TO_ITSELF:  # as those of generated headings
                element.text = "¶"
                element.attrib.pop("title", None)
            for name in list(element.keys()):
                value = str(element.get(name))
                if name.lower().startswith("on") or not _is_harmless(value, name):
                    del element.attrib[name]
                elif name in (*_LINKS, "id"):
                    element.set(name, value.replace("&", "&amp;"))


class _Usable(Treeprocessor):
    def run(self, root: Element) -> None:
        """Empty links that are none before an engine takes them apart."""
        for element in root.iter():
            for name in _LINKS:
                if leads_nowhere(unescape(str(element.get(name, "")))):
                    element.set(name, "")


def _is_harmless(value: str, name: str) -> bool:
    return name not in _LINKS or (value != "" and not leads_nowhere(unescape(value)))
