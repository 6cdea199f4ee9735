"""Ids that stand in plain text: "见 AN-2026-005" names a record as surely as a reference does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ID = re.compile(r"(?<![0-9A-Za-z-])[A-Z]{1,5}(?:-[0-9A-Za-z]+)+(?![0-9A-Za-z])")


def mentions(text: str) -> Iterator[str]:
    """Yield whatever looks like an id, in order."""
    yield from ID.findall(text)


def split(text: str, is_known: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """Cut a text at the ids that are known: pieces in order, each with whether it is one of them."""
    done = 0
    for match in ID.finditer(text):
        if is_known(match[0]):
            if done < match.start():
                yield text[done : match.start()], False
            yield match[0], True
            done = match.end()
    if done < len(text):
        yield text[done:], False
