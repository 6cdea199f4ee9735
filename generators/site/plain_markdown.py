"""Markdown that shows and never acts: a Python-Markdown extension for pages written by many hands.

Raw HTML becomes text; attributes that run scripts or style go, and so do links with schemes that could.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = ("http", "https", "mailto", "record")
_STYLE = "style"
_ALIGNED = re.compile(r"text-align: (left|center|right);")  # how Python-Markdown sets the columns of a table
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f]")  # what browsers skip within a scheme


class PlainMarkdown(Extension):
    """Escapes raw HTML and drops what could run."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Unregister the two places where raw HTML gets through, and look at every element at the end."""
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
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


def _is_harmless(value: str, name: str) -> bool:
    if name not in ("href", "src", "action", "formaction"):
        return True
    scheme = _SCHEME.match(_IGNORED.sub("", value))
    return scheme is None or scheme[1].lower() in _ALLOWED
