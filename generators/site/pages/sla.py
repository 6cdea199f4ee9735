"""SLA performance: level by clock with denominators, and every clock that ran past its limit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.site.page import Page
from generators.site.render import body
from generators.site.verdict_rows import rows
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the clocks; a base without obligations has none."""
    if standing.standings(base):
        yield Page(address.SLA, say("sla.title"), partial(_body, base), in_nav=True, contents=True)


def _body(base: KnowledgeBase) -> str:
    misses = performance.misses(base)
    told = list(zip(misses, rows(base, [one.verdict for one in misses]), strict=True))
    return body("sla.html.jinja", address.SLA, matrices=performance.matrices(base), misses=told)
