"""What stands in a text in place of what a reader may not know: ids, names, numbers, addresses.

An id of a record that is kept back may tell what it is about, so a plain word stands for it. Where a field or
a verdict names such a record the word is numbered: two of them stay two, and no number changes.
Telephone and identity numbers and mail addresses are found by how they are written, whoever put them there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from generators.checks.personal import PATTERNS, Views
from generators.checks.quick import may_hold_number
from generators.records.mention import ID
from generators.words import say

_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z-])(?:\+?86[- ]?)?"
    r"(?:\(?0[0-9]{2,3}\)?[- ]?[0-9]{7,8}|0[0-9]{2}-[0-9]{4}-[0-9]{4}|[48]00[- ]?[0-9]{3}[- ]?[0-9]{4})"
    r"(?![0-9A-Za-z])"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_PERSONAL = tuple(PATTERNS[code] for code in ("resident-identity", "mobile-number", "bank-card"))
_WRITTEN = (_LANDLINE, _MAIL)
# the same characters as an input method writes them
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Wording:
    """Knows what a reader may not be told. `gone` are the ids of records that are kept back."""

    def __init__(
        self, gone: Collection[str], names: Iterable[str], allowed: Collection[str], *, is_outside: bool
    ) -> None:
        self.gone = frozenset(gone)
        self._names = sorted({one for one in names if one}, key=lambda one: (-len(one), one))
        self._allowed = frozenset(allowed)  # numbers and addresses that this reader is meant to have
        self._is_outside = is_outside
        self._numbers: dict[tuple[str, str], int] = {}

    def stand_in(self, record_id: str, row: str = "") -> str:
        """Give the numbered word for a record that is kept back, or a row of it; any other id as it is."""
        if record_id not in self.gone:
            return record_id
        number = self._numbers.setdefault((record_id, row), len(self._numbers) + 1)
        return say("record.internal_number", number=number)

    def text(self, text: str) -> str:
        """Give a text without what this reader may not be told."""
        if self.gone and "-" in text:
            text = ID.sub(self._id, text)
        if not self._is_outside:
            return text
        if self._names:
            text = self._named.sub(say("record.left_out"), text)
        return self._without_numbers(text)

    def holds(self, text: str) -> bool:
        """Say whether a text tells anything that this reader may not be told."""
        return self.text(text) != text

    def _id(self, found: re.Match[str]) -> str:
        """Put the word in place of an id, also where it goes on: a file name, a step of a document."""
        whole = found[0]
        while whole:
            if whole in self.gone:
                return say("record.internal")
            whole = whole.rpartition("-")[0]
        return found[0]

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._names)))

    def _without_numbers(self, text: str) -> str:
        if may_hold_number(text):
            for personal in _PERSONAL:
                views = Views(text)
                for hit in reversed(personal.hits(views, whatever_it_is=True)):
                    if views.plain[hit.start : hit.end] not in self._allowed:
                        start, end = views.offset(hit.start), views.offset(hit.end - 1) + 1
                        text = text[:start] + say("record.left_out") + text[end:]
        for pattern in _WRITTEN:
            folded = text.translate(_FOLDED)
            for found in reversed(list(pattern.finditer(folded))):
                if found[0] not in self._allowed:
                    text = text[: found.start()] + say("record.left_out") + text[found.end() :]
        return text
