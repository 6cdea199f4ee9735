"""The rules by the name that an obligation's `judge` gives; each module's docstring is its manual page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generators.judging.rules import (
    available,
    clock,
    closed,
    covered,
    declared,
    every,
    present,
    share,
    staffed,
)
from generators.judging.rules.ask import Ask
from generators.judging.verdict import Verdict

RULES: Mapping[str, Callable[[Ask], Iterator[Verdict]]] = MappingProxyType(
    {
        "clock": clock.judge,
        "every": every.judge,
        "present": present.judge,
        "staffed": staffed.judge,
        "covered": covered.judge,
        "closed": closed.judge,
        "share": share.judge,
        "available": available.judge,
        "declared": declared.judge,
    }
)
