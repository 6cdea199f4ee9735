"""Markdown in which HTML is text: a Python-Markdown extension that takes raw HTML away.

Pages are written by many hands; a tag in one of them must show, not act.
"""

from __future__ import annotations

from markdown import Extension, Markdown


class PlainMarkdown(Extension):
    """Escapes raw HTML, in blocks and within lines."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Unregister the two places where raw HTML gets through."""
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
