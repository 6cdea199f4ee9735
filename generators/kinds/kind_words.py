"""The words of ours that stand on a kind as a whole and fill modules of their own, together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generators.kinds import control, filling_words, following, recovery_words, search_words, wholeness
from generators.kinds.control import KindWord

WORDS: Mapping[str, KindWord] = MappingProxyType(
    {
        **wholeness.WORDS,
        **control.WORDS,
        **following.WORDS,
        **recovery_words.WORDS,
        **search_words.WORDS,
        **filling_words.WORDS,
    }
)
