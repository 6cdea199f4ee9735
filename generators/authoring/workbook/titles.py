"""The titles that a column or a label may have, for each value of a kind that fits into one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generators.kinds.field import TIMES, Field, Form

COUNTING = ("序号", "行号")  # titles of the column that only counts
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_SIGNS = re.compile(r"[\s*·./\\_:;,、，。-]+")
_LONGEST = 40  # characters; what is longer is no title
_SPREAD = (Form.GROUP, Form.EVENT)  # their members may have columns of their own


class Target(NamedTuple):
    """Where the value of a cell goes: its path within the record or row, and its field."""

    at: tuple[str, ...]
    field: Field
    title: str


class Titles:
    """What may stand over or beside the values of a record, or of one row of a table."""

    def __init__(self, around: Field) -> None:
        """Take the members of a record or a row; a title that two of them may have is nobody's."""
        self._known: dict[str, Target] = {}
        unsure: set[str] = set()
        for word, target, is_short in _all(around):
            key = key_of(word)
            there = self._known.get(key)
            if there is None:
                self._known[key] = target
            elif there.at != target.at and is_short:
                unsure.add(key)
        own = {key_of(one.title) for one in around.children.values()}
        for key in unsure - own:
            del self._known[key]

    def find(self, cell: object) -> Target | None:
        """Give what a cell is the title of."""
        if not isinstance(cell, str) or not cell or len(cell) > _LONGEST:
            return None
        return self._known.get(key_of(cell))


@lru_cache(maxsize=4_096)
def key_of(title: str) -> str:
    """Take from a title what people add: blanks, stars, signs, and units or hints in brackets."""
    plain = unicodedata.normalize("NFKC", title).lower()
    return _SIGNS.sub("", _BRACKETS.sub("", plain)) or _SIGNS.sub("", plain)


def _all(around: Field) -> Iterator[tuple[str, Target, bool]]:
    """Yield words with what they stand for; short ones may stand for others, too. Full ones come first."""
    for name, field in around.children.items():
        if field.form is not Form.TABLE and field.form is not Form.GROUP:
            target = Target((name,), field, field.title)
            yield from ((word, target, False) for word in (field.title, name))
    for name, field in around.children.items():
        if field.form in TIMES:
            yield from (
                (f"{field.title}{word}", Target((name,), field, field.title), True)
                for word in ("时间", "日期")
            )
        if field.form is Form.REFERENCE:
            yield f"{field.title}编号", Target((name,), field, field.title), True
        if field.form in _SPREAD:
            for inner, member in field.children.items():
                is_itself = field.form is Form.EVENT and member.form in TIMES
                if member.form not in (*_SPREAD, Form.TABLE) and not is_itself:
                    target = Target((name, inner), member, f"{field.title}{member.title}")
                    yield target.title, target, True
                    yield f"{name}.{inner}", target, True
                    if field.form is Form.GROUP:
                        yield member.title, target, True
