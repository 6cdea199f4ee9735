"""The first page: what runs, what is due, who is on duty, how this month goes, what was not done, ways in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from generators import address
from generators.codes import Severity
from generators.knowledge import KnowledgeBase
from generators.measures import holdings, on_duty
from generators.measures.things import things
from generators.site import calendar_file, now
from generators.site.cells import Ref, reference, time
from generators.site.listing.view import Count
from generators.site.on_duty import Row, rows
from generators.site.page import Page
from generators.site.pages import agenda, faults, months, registers, tiles
from generators.site.pages.doors import Door, doors
from generators.site.render import body
from generators.words import say

_REGISTERS = 14  # in one line; all others stand in the list of registers


class Term(NamedTuple):
    """The contract, and how much of it is over."""

    contract: Ref
    day: int
    days: int

    @property
    def width(self) -> float:
        """How much of a bar of 73 points is full."""
        return round(73 * min(self.day, self.days) / self.days, 1)


class HomeView(NamedTuple):
    """What the first page says."""

    time: str
    term: Term | None
    errors: int
    notices: int
    checked: int
    tiles: tuple[tiles.Tile, ...]
    duties: tuple[Row, ...]
    has_phones: bool
    rosters: str
    figures: months.Months
    agenda: agenda.Agenda
    has_file: bool
    faults: faults.Faults
    doors: tuple[Door, ...]
    counts: tuple[tuple[str, Count], ...]  # title, number


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the first page."""
    day = partial(agenda.day, base, base.now)
    make = partial(_body, base)
    yield Page(address.HOME, say("home.title"), make, in_nav=True, is_wide=True, answer=day, is_answer=True)


def _body(base: KnowledgeBase) -> str:
    turns = now.turns(base, partial(address.relative, address.HOME))
    return body("home.html.jinja", address.HOME, view=view(base), now=now.script(turns))


def view(base: KnowledgeBase) -> HomeView:
    """Gather the first page."""
    found, known = holdings.found(base.findings), things(base)
    duties = tuple(rows(base, on_duty.on_duty(base)))
    kinds = [kind for kind in base.shown if holdings.register(base, kind.name).number]
    kinds.sort(key=lambda kind: -holdings.register(base, kind.name).number)
    return HomeView(
        time=time(base, base.now),
        term=_term(base),
        errors=found[Severity.ERROR].number,
        notices=found[Severity.NOTICE].number,
        checked=holdings.checked(base).number,
        tiles=tuple(tiles.tiles(base, known)),
        duties=duties,
        has_phones=any(one.tel for row in duties for one in row.people),
        rosters=next((address.register(one.name) for one in kinds if one.marked("duty")), ""),
        figures=months.months(base),
        agenda=agenda.agenda(base, known),
        has_file=calendar_file.has_days(base),
        faults=faults.faults(base, known),
        doors=tuple(doors(base)),
        counts=tuple((kind.title, registers.count(base, kind)) for kind in kinds[:_REGISTERS]),
    )


def _term(base: KnowledgeBase) -> Term | None:
    contract = base.facts.get(base.config.contract or "")
    term = base.bindings.by(contract.id).term if contract else None
    if contract is None or term is None or term.last is None:
        return None
    today: date = base.now.astimezone(base.config.zone).date()
    return Term(
        reference(base, contract.id), max(0, (today - term.first).days + 1), (term.last - term.first).days + 1
    )
