"""Whether the customer has confirmed a month: on what day, with how many disputes, and where that stands."""

from __future__ import annotations

from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed
from generators.measures.figure import Group
from generators.site.pages import confirmation
from generators.words import say


class Confirmed(NamedTuple):
    """What is said at the head of a month; without an address there is no sheet to show."""

    told: str
    uri: str | None
    form: str = ""  # where the reader confirms it; empty for who cannot


def of_month(base: KnowledgeBase, contract: str | None, month: str) -> Confirmed | None:
    """Say how a month stands with the customer; None where the reader knows of no sheet at all."""
    sheets = [one for one in confirmed.confirmations(base) if contract in (None, one.contract)]
    if not sheets:
        return None
    found = next((one for one in sheets if one.month == month), None)
    if found is None:
        drafts = (one for one in confirmed.drafts(base) if one.month == month)
        draft = next((one for one in drafts if contract in (None, one.contract)), None)
        return Confirmed(say("sla.unconfirmed"), None, confirmation.form(base, draft) if draft else "")
    uri = address.of_period(address.SUPERVISION, month)
    if found.signed is None:
        return Confirmed(say("sla.unconfirmed"), uri)
    told = say("sla.confirmed", day=found.signed.astimezone(base.config.zone).date().isoformat())
    number = Group("disputed", tuple(one.id for one in found.disputed)).number
    return Confirmed(told + (say("sla.confirmed_disputed", count=number) if number else ""), uri)
