"""Code as a block of HTML, its words in classes that the theme colours."""

from __future__ import annotations

import functools
import re

_LANGUAGE = re.compile(r"[\w+#.-]+")


def block(code: str, info: str) -> str:
    """Give a block of code; its language is the first word behind the fence, if it is one that is known."""
    from pygments import highlight  # type: ignore[import-untyped]

    named = _LANGUAGE.match(info)
    return str(highlight(code, _lexer(named[0] if named else ""), _formatter())).strip()


@functools.cache
def _lexer(name: str) -> object:
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.lexers.special import TextLexer  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        return get_lexer_by_name(name)
    except ClassNotFound:
        return TextLexer()


@functools.cache
def _formatter() -> object:
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

    return HtmlFormatter(cssclass="highlight", wrapcode=True)
