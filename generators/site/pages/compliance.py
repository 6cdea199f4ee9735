"""Compliance: every obligation with its state, counted, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.site.cells import reference, time
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of compliance; a base without obligations has none."""
    known = standing.standings(base)
    if known:
        make = partial(_body, base, known)
        yield Page(address.COMPLIANCE, say("compliance.title"), make, in_nav=True, contents=True)


def _body(base: KnowledgeBase, known: tuple[standing.Standing, ...]) -> str:
    return body(
        "compliance.html.jinja",
        address.COMPLIANCE,
        time=time(base, base.now),
        tallies=standing.tallies(base),
        standings=known,
        sources={one.obligation.id: reference(base, one.obligation.data["source"]) for one in known},
        comparisons=standing.comparisons(base),
    )
