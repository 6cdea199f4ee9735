"""Every generated page of the site, from what is known."""

from __future__ import annotations

from generators.knowledge import KnowledgeBase
from generators.site.page import SLOT, Page
from generators.site.pages import judgement, overview, records, reference

__all__ = ["SLOT", "Page", "pages"]


def pages(base: KnowledgeBase) -> list[Page]:
    """Render all pages, in the order of the navigation."""
    return [*overview.pages(base), *judgement.pages(base), *records.pages(base), *reference.pages(base)]
