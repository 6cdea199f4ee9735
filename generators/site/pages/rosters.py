"""Rosters: the days of all months on one map, with every gap, and the way to each month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.charts import year_map
from generators.charts.year_map import Day, Standing
from generators.knowledge import KnowledgeBase
from generators.measures import shift_days
from generators.measures.duties import Roster
from generators.measures.figure import how_many
from generators.measures.shift_days import Coverage
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.pages import roster_month
from generators.site.pages.duty_words import GapRow, gap_row, told
from generators.site.render import body
from generators.spoken import period
from generators.words import say


class MonthRow(NamedTuple):
    """A month in the list of all: who is on duty, and how many gaps it has."""

    title: str
    uri: str
    roster: Ref
    people: Count
    gaps: int


class Year(NamedTuple):
    """The months of one contract."""

    contract: Ref | None  # None where there is only one
    answer: str
    map: Markup
    months: tuple[MonthRow, ...]
    gaps: tuple[GapRow, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the map and a page a month; a base without rosters has none."""
    found = shift_days.coverage(base)
    names = sorted({shift_days.name(base, roster) for one in found for roster in one.rosters})
    if names:
        shown = years(base)
        make = partial(_body, shown)
        yield Page(address.ROSTERS, say("roster.title"), make, in_nav=True, answer=lambda: shown[0].answer)
    for name in names:
        title = say("roster.month_title", month=period(name))
        make = partial(roster_month.page, base, name, names)
        uri = address.of_period(address.ROSTERS, name)
        yield Page(uri, title, make, answer=partial(roster_month.says, base, name))


def years(base: KnowledgeBase) -> tuple[Year, ...]:
    """Give the months of every contract."""
    found = shift_days.coverage(base)
    return tuple(_year(base, number, one, is_alone=not found[1:]) for number, one in enumerate(found, 1))


def _body(shown: tuple[Year, ...]) -> str:
    return body("rosters.html.jinja", address.ROSTERS, years=shown)


def _year(base: KnowledgeBase, number: int, one: Coverage, *, is_alone: bool) -> Year:
    first, last = min(one.days), max(one.days)
    gaps = sorted((gap for roster in one.rosters for gap in roster.gaps), key=lambda gap: gap.begin)
    return Year(
        None if is_alone or one.contract is None else reference(base, one.contract),
        say(
            "roster.torn" if one.torn else "roster.whole",
            months=how_many(one.rosters),
            days=how_many(one.torn),
        ),
        year_map.draw(
            f"duty-{number}",
            say("roster.map"),
            (first, last),
            {day: _day(base, day, one) for day in one.days},
            {standing: say(f"roster.day.{standing}") for standing in Standing},
            today=base.now.astimezone(base.config.zone).date(),
        ),
        tuple(_row(base, roster) for roster in reversed(one.rosters)),
        tuple(gap_row(base, gap) for gap in reversed(gaps)),
    )


def _day(base: KnowledgeBase, day: date, one: Coverage) -> Day:
    is_ahead = day > base.now.astimezone(base.config.zone).date()
    gaps = one.days[day]
    if not gaps:
        standing = Standing.AHEAD if is_ahead else Standing.DONE
        return Day(standing, say(f"roster.day.{standing}"))
    uri = address.relative(address.ROSTERS, address.of_period(address.ROSTERS, f"{day:%Y-%m}"))
    return Day(Standing.WARN if is_ahead else Standing.BAD, told(base, gaps), href=uri)


def _row(base: KnowledgeBase, roster: Roster) -> MonthRow:
    name = shift_days.name(base, roster)
    return MonthRow(
        period(name),
        address.of_period(address.ROSTERS, name),
        reference(base, roster.id),
        opened(base, roster.on_duty.ids),
        how_many(roster.gaps),
    )
