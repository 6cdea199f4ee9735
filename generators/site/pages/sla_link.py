"""The way from another page about a period to the clocks of that period."""

from __future__ import annotations

from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import sheets
from generators.spoken import period
from generators.words import say


class SlaLink(NamedTuple):
    """The page of a period, and what it is called there."""

    title: str
    uri: str


def of_period(base: KnowledgeBase, name: str) -> SlaLink | None:
    """Give the page of a month, a quarter or a year under the default contract; None where there is none."""
    known = (each.name for one in sheets.contracts(base)[:1] for each in one.periods)
    if name not in known:
        return None
    return SlaLink(say("sla.of_period", period=period(name)), address.sla(name))
