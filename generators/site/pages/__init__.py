"""Every generated page of the site, each beside its model, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Iterator

from generators.knowledge import KnowledgeBase
from generators.site.page import Page, Pages
from generators.site.pages import (
    books,
    calendar,
    capability,
    compliance,
    diagnosis,
    drills,
    findings,
    forms,
    home,
    inspections,
    judgements,
    record,
    reference,
    registers,
    rosters,
    sla,
    supervision,
    trainings,
)

_MODULES = (
    home,
    registers,
    forms,
    books,
    findings,
    compliance,
    diagnosis,
    judgements,
    calendar,
    capability,
    sla,
    supervision,
    rosters,
    inspections,
    drills,
    trainings,
    record,
    reference,
)


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give all pages; a body is rendered when it is asked for."""
    return Pages(first(base)).every()


def first(base: KnowledgeBase) -> Iterator[Page]:
    """Give the pages that are known without looking at what they list: the others stand below one of them."""
    for module in _MODULES:
        yield from module.pages(base)
