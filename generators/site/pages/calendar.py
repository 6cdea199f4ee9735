"""The year's calendar: what was due, done and late, what comes; the coming days, and the list of things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import year as measured
from generators.measures.figure import JUDGED, how_many
from generators.measures.things import Wait, waiting_for
from generators.measures.things import things as known_things
from generators.measures.year import Line
from generators.site import calendar_file, now
from generators.site.cells import Ref, reference, time
from generators.site.listing import files, things
from generators.site.listing.filter import Filter
from generators.site.listing.judgements import filtered
from generators.site.listing.part import neighbours, page
from generators.site.listing.view import Count, counted, parts, view
from generators.site.page import Page
from generators.site.pages import agenda
from generators.site.render import body
from generators.spoken import period
from generators.words import say


class Cell(NamedTuple):
    """One period in its month: a shape, its words, and the judgements behind it."""

    state: State
    word: str
    period: str
    uri: str


class Row(NamedTuple):
    """An obligation: its cells by month, and how many periods were met of how many."""

    obligation: Ref
    months: tuple[tuple[Cell, ...], ...]
    met: Count
    judged: Count


class Group(NamedTuple):
    """The obligations that come equally often."""

    title: str
    rows: tuple[Row, ...]


class Month(NamedTuple):
    """The head of a column."""

    title: str
    name: str
    is_now: bool


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the calendar and the list of things."""
    make, answer = partial(_body, base), partial(_answer, base)
    yield Page(address.CALENDAR, say("calendar.title"), make, in_nav=True, is_wide=True, answer=answer)
    yield Page(
        address.THINGS,
        say("things.title"),
        partial(_list, base),
        in_nav=True,
        answer=partial(_how_many, base),
        beside=partial(_files, base),
        below=partial(_parts, base),
    )


def _how_many(base: KnowledgeBase) -> str:
    return say("things.answer", count=how_many(things.things(base).rows))


def _parts(base: KnowledgeBase) -> Iterator[Page]:
    listing = things.things(base)
    some = tuple(parts(listing))
    for part, around in zip(some, neighbours(some), strict=True):
        yield Page(
            part.uri, f"{listing.title} {part.title}", partial(page, listing, part, around), is_part=True
        )


def _answer(base: KnowledgeBase) -> str:
    known = known_things(base)
    overdue, soon = (how_many(waiting_for(known, one)) for one in (Wait.OVERDUE, Wait.SOON))
    return say("calendar.answer", overdue=overdue, soon=soon)


def _body(base: KnowledgeBase) -> str:
    year = measured.year(base)
    return body(
        "year.html.jinja",
        address.CALENDAR,
        time=time(base, base.now),
        months=tuple(_months(year)),
        width=how_many(year.months) + 2,  # with the obligation and its figure
        groups=tuple(_groups(base, year)),
        agenda=agenda.agenda(base, known_things(base)),
        has_file=calendar_file.has_days(base),
        now=now.script(now.data(base)),
    )


def _months(year: measured.Year) -> Iterator[Month]:
    first = year.months[0][:4] if year.months else ""
    for one in year.months:
        number = int(one[5:])
        title = str(number) if one[:4] == first else say("calendar.next", month=number)
        yield Month(title, period(one), one == year.now)


def _groups(base: KnowledgeBase, year: measured.Year) -> Iterator[Group]:
    for every, lines in groupby(year.lines, key=lambda one: one.every):
        yield Group(say(f"calendar.every.{every}"), tuple(_row(base, one, year.months) for one in lines))


def _row(base: KnowledgeBase, line: Line, months: Iterable[str]) -> Row:
    name = line.obligation.id
    own = filtered(obligation=name)
    return Row(
        reference(base, name),
        tuple(tuple(_cell(own, one) for one in line.at(month)) for month in months),
        counted(line.figure.numerator.number, _of(own, result=(State.MET,))),
        counted(line.figure.denominator.number, _of(own, result=JUDGED)),
    )


def _cell(own: Filter, one: measured.Cell) -> Cell:
    return Cell(
        one.state, say(f"state.{one.state}"), period(one.period), _of(own, period=(one.period,)).address
    )


def _of(own: Filter, **values: tuple[str, ...]) -> Filter:
    return own._replace(values={**own.values, **values})


def _list(base: KnowledgeBase) -> str:
    listing = things.things(base)
    return body("things.html.jinja", address.THINGS, view=view(listing, listing.rows, tuple(parts(listing))))


def _files(base: KnowledgeBase) -> Iterable[tuple[str, str]]:
    return files.files(things.things(base))
