"""The pages of judgement: every obligation with its state, and the SLA figures."""

from __future__ import annotations

from collections.abc import Iterator

from generators.knowledge import KnowledgeBase
from generators.measures import performance, standing
from generators.site.cells import reference, time
from generators.site.page import Page
from generators.site.render import body
from generators.site.verdict_rows import rows
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Render compliance and SLA performance; a base without obligations has neither."""
    known = standing.standings(base)
    if not known:
        return
    uri = "compliance/"
    model = {
        "time": time(base, base.now),
        "tallies": standing.tallies(base),
        "standings": known,
        "sources": {one.obligation.id: reference(base, one.obligation.data["source"]) for one in known},
        "comparisons": standing.comparisons(base),
    }
    yield Page(uri, say("compliance.title"), body("compliance.html.jinja", uri, **model), in_nav=True)
    uri = "sla/"
    misses = performance.misses(base)
    told = list(zip(misses, rows(base, [one.verdict for one in misses]), strict=True))
    text = body("sla.html.jinja", uri, matrices=performance.matrices(base), misses=told)
    yield Page(uri, say("sla.title"), text, in_nav=True)
