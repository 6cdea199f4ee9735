"""Text that an earlier loader took: a comment behind a plain value gets a line of its own."""

from __future__ import annotations

import re
from typing import Any

from generators.refusal import Refusal
from generators.strict_yaml import load

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_MOST = 1000  # comments of one file


def as_asked_today(data: bytes) -> bytes:
    """Move comments for which a text is refused; whatever else is refused stays as it is."""
    for _ in range(_MOST):
        try:
            load(data)
        except Refusal as refusal:
            if refusal.code != "yaml-lost-text":
                return data
            data = _moved(data.decode(), refusal.line, refusal.column - 1)
        else:
            return data
    return data


def load_earlier(data: bytes) -> dict[str, Any]:
    """Read what an earlier version of a file says. Raises Refusal."""
    return load(as_asked_today(data))


def _moved(text: str, line: int, column: int) -> bytes:
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    lines = [(found[1], found[2]) for found in _LINE.finditer(text)]
    whole, end = lines[line - 1]
    code, comment = whole[:column].rstrip(), whole[column:]
    indent = code[: len(code) - len(code.lstrip(" "))]
    newline = end or (lines[0][1] if line > 1 else "\n")
    lines[line - 1] = (f"{indent}{comment}{newline}{code}" if code else comment, end)
    return (mark + "".join(f"{one}{last}" for one, last in lines)).encode()
