"""The ways from the page of one period to those before and after it."""

from __future__ import annotations

from collections.abc import Sequence

from generators import address
from generators.spoken import period
from generators.words import say


def around(root: str, name: str, names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Give address, period in words and the word for the way; `names` are all that have a page."""
    here = names.index(name)
    before, after = names[here - 1] if here else "", names[here + 1] if names[here + 1 :] else ""
    return [
        (address.of_period(root, one), period(one), word)
        for one, word in ((before, say("roster.before")), (after, say("roster.after")))
        if one
    ]
