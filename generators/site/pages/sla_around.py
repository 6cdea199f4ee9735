"""The ways from one period of the clocks to the others, and to its quarter as a sheet to sign."""

from __future__ import annotations

from typing import NamedTuple

from generators import address
from generators.measures.sheets import Period, Sheets
from generators.spoken import period
from generators.words import say


class Link(NamedTuple):
    """Another period."""

    title: str
    uri: str
    is_current: bool


def links(one: Sheets, name: str, shown: list[Period]) -> tuple[tuple[Link, ...], ...]:
    """Give the ways to the other periods: years, quarters and months, the last of them first."""
    return tuple(
        tuple(_link(each, name, shown, year=bool(one.years[1:])) for each in reversed(some))
        for some in (one.years, one.quarters, one.months)
    )


def _link(one: Period, name: str, shown: list[Period], *, year: bool) -> Link:
    title = period(one.name)
    if one.is_month and not year:
        title = say("chart.month_of", month=int(one.name[-2:]))
    elif not one.is_year and not one.is_month and not year:
        title = one.name.partition("-")[2]
    return Link(title, address.sla(one.name, name), shown == [one])


def printed(one: Sheets, name: str, shown: list[Period]) -> Link | None:
    """Give the quarter of what is shown as a sheet to sign, the last one where it has several or none."""
    if not one.quarters:
        return None
    own = [
        each
        for each in one.quarters
        if any(each.begin <= other.end and other.begin <= each.end for other in shown)
    ]
    last = (own or one.quarters)[-1]
    return Link(period(last.name), address.sla(last.name, name), is_current=False)
