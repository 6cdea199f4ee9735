"""Compliance: every obligation with its state, counted, what makes any bad, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import causes, standing
from generators.measures.causes import Behind
from generators.site.cells import Ref, reference, time
from generators.site.listing.filter import Filter
from generators.site.listing.judgements import filtered
from generators.site.listing.listing import Place
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.render import body
from generators.spoken import duration
from generators.words import say


class CauseRow(NamedTuple):
    """One cause in words, with the record and the obligations to go to."""

    since: str
    state: str
    record: Ref | None  # None where something is not there
    title: str
    note: str
    obligations: tuple[Ref, ...]
    number: int
    over: str
    is_open: bool


class Group(NamedTuple):
    """Obligations that have something in common: how many there are in each state."""

    title: str
    states: tuple[tuple[str, Count], ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of compliance; a base without obligations has none."""
    known = standing.standings(base)
    if known:
        make = partial(_body, base, known)
        yield Page(address.COMPLIANCE, say("compliance.title"), make, in_nav=True, contents=True)


def _body(base: KnowledgeBase, known: tuple[standing.Standing, ...]) -> str:
    found = causes.causes(base)
    kind = known[0].obligation.kind.name
    return body(
        "compliance.html.jinja",
        address.COMPLIANCE,
        time=time(base, base.now),
        tallies=[
            (title, [_tally(kind, one) for one in tallies]) for title, tallies in standing.tallies(base)
        ],
        standings=known,
        counts={
            one.obligation.id: counted(one.number, filtered(obligation=one.obligation.id)) for one in known
        },
        sources={one.obligation.id: reference(base, one.obligation.data["source"]) for one in known},
        comparisons=standing.comparisons(base),
        causes=tuple(_row(base, one) for one in found),
        made_bad=causes.made_bad(found),
    )


def _row(base: KnowledgeBase, one: Behind) -> CauseRow:
    return CauseRow(
        time(base, one.since) if one.since else "",
        one.state,
        reference(base, one.cause.record) if one.cause.record else None,
        one.title,
        one.note,
        tuple(reference(base, name) for name in one.obligations.ids),
        one.obligations.number,
        duration(one.over_s) if one.over_s else "",
        one.is_open,
    )


def _tally(kind: str, tally: standing.Tally) -> Group:
    def chosen(state: str) -> Filter:
        return Filter(address.register(kind), {tally.field: (tally.code,), Place.RESULT: (state,)})

    return Group(
        tally.title,
        tuple((one.name, counted(one.number, chosen(one.name))) for one in tally.states),
    )
