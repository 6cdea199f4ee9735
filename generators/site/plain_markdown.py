"""Markdown that shows and never acts: a Python-Markdown extension for pages written by many hands.

Raw HTML becomes text; attributes that run scripts or style go, and so do links with schemes that could.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from generators.published import leads_nowhere

_STYLE = "style"
_LINKS = ("href", "src", "action", "formaction")
_BEFORE_ENGINE = 2  # MkDocs takes links apart at 0
_ALIGNED = re.compile(r"text-align: (left|center|right);")  # how Python-Markdown sets the columns of a table


class PlainMarkdown(Extension):
    """Escapes raw HTML and drops what could run."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Unregister the two places where raw HTML gets through, and look at every element at the end."""
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.treeprocessors.register(_Usable(md), "usable", _BEFORE_ENGINE)
        md.treeprocessors.register(_Harmless(md), "harmless", -1)


class _Harmless(Treeprocessor):
    def run(self, root: Element) -> None:
        """Drop handlers, links that could run a script, and styles; a column of a table stays aligned."""
        for element in root.iter():
            aligned = _ALIGNED.fullmatch(str(element.attrib.pop(_STYLE, "")))
            if aligned and element.tag in ("th", "td"):
                element.set("align", aligned[1])
            for name in list(element.keys()):
                if name.lower().startswith("on") or not _is_harmless(str(element.get(name)), name):
                    del element.attrib[name]


class _Usable(Treeprocessor):
    def run(self, root: Element) -> None:
        """Empty links that are none before an engine takes them apart."""
        for element in root.iter():
            for name in _LINKS:
                if leads_nowhere(unescape(str(element.get(name, "")))):
                    element.set(name, "")


def _is_harmless(value: str, name: str) -> bool:
    return name not in _LINKS or (value != "" and not leads_nowhere(unescape(value)))
