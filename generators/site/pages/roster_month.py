"""A month of a roster: people by days, what each of them has, and where a duty is nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import shift_days
from generators.measures.duties import Gap, Person, Roster
from generators.measures.figure import how_many
from generators.records.shifts import Span
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.pages import sla_link
from generators.site.pages.around import around
from generators.site.pages.duty_words import GapRow, duty_of, gap_row, span, told, words
from generators.site.render import body
from generators.words import say

_SATURDAY = 6


class Column(NamedTuple):
    """A day: what is missing on it in words, and who has which duty."""

    day: date
    weekday: str
    is_weekend: bool
    is_today: bool
    is_ahead: bool
    gaps: str
    duties: tuple[tuple[str, tuple[str, ...]], ...]


class Cell(NamedTuple):
    """What somebody has on a day: the signs of the duties, and the whole in words."""

    signs: str
    told: str
    is_night: bool


class Row(NamedTuple):
    """A person, cell by cell; `table` is where the record says it."""

    person: Ref
    cells: tuple[Cell | None, ...]
    hours: str
    nights: int
    table: str


class Month(NamedTuple):
    """One roster as a grid."""

    answer: str
    roster: Ref
    people: Count
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    signs: tuple[tuple[str, str], ...]  # with the words that they stand for
    gaps: tuple[GapRow, ...]
    is_whole: bool


def page(base: KnowledgeBase, name: str, names: Sequence[str]) -> str:
    """Give the body of a month; `names` are all months that have a page."""
    uri = address.of_period(address.ROSTERS, name)
    return body(
        "roster-month.html.jinja",
        uri,
        months=months(base, name),
        clocks=sla_link.of_period(base, name),
        around=around(address.ROSTERS, name, names),
    )


def months(base: KnowledgeBase, name: str) -> tuple[Month, ...]:
    """Give the grids of a month, one for each roster of it."""
    return tuple(
        _Grid(base, roster).month(one.days)
        for one in shift_days.coverage(base)
        for roster in one.rosters
        if shift_days.name(base, roster) == name
    )


def says(base: KnowledgeBase, name: str) -> str:
    """Say in a few words how a month went; of the rosters of several contracts each says it itself."""
    found = [
        _says(roster)
        for one in shift_days.coverage(base)
        for roster in one.rosters
        if shift_days.name(base, roster) == name
    ]
    return "" if found[1:] else found[0]


def _says(roster: Roster) -> str:
    count = how_many(roster.gaps)
    return say("roster.month_torn" if count else "roster.month_whole", gaps=count)


def signs(duties: Mapping[str, str]) -> Mapping[str, str]:
    """Give each duty as much of its word as tells it from the others."""
    found = {}
    for code, word in duties.items():
        others = [one for other, one in duties.items() if other != code]
        beginnings = accumulate(word)
        found[code] = next((one for one in beginnings if not any(o.startswith(one) for o in others)), word)
    return found


class _Grid:
    """What all cells of a month are made of."""

    def __init__(self, base: KnowledgeBase, roster: Roster) -> None:
        self._base, self._roster, self._zone = base, roster, base.config.zone
        self._days = shift_days.month(base, roster)
        self._held = {one.id: shift_days.held(one, self._zone) for one in roster.people}
        used = {self._duty(one) for some in self._held.values() for spans in some.values() for one in spans}
        self._words = {code: word for code, word in words(base, roster.id).items() if code in used}
        self._signs = signs(self._words)

    def month(self, torn: Mapping[date, Sequence[Gap]]) -> Month:
        roster = self._roster
        return Month(
            _says(roster),
            reference(self._base, roster.id),
            opened(self._base, roster.on_duty.ids),
            tuple(self._column(day, torn[day]) for day in self._days),
            tuple(self._row(one) for one in roster.people),
            tuple((sign, self._words[code]) for code, sign in self._signs.items()),
            tuple(gap_row(self._base, one) for one in roster.gaps),
            roster.is_whole,
        )

    def _column(self, day: date, gaps: Sequence[Gap]) -> Column:
        today = self._base.now.astimezone(self._zone).date()
        return Column(
            day,
            say(f"roster.weekday.{day.isoweekday()}"),
            day.isoweekday() >= _SATURDAY,
            day == today,
            day > today,
            told(self._base, [one for one in gaps if one.id == self._roster.id]),
            tuple(self._duties(day)),
        )

    def _duties(self, day: date) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every duty of a day with who has it, in the order in which they come."""
        spans = sorted(
            ((one.begin, name, one) for name, some in self._held.items() for one in some.get(day, ())),
            key=lambda found: found[:2],
        )
        for code, word in self._words.items():
            people = dict.fromkeys(name for _, name, one in spans if self._duty(one) == code)
            if people:
                yield word, tuple(reference(self._base, one).title for one in people)

    def _row(self, one: Person) -> Row:
        held = self._held[one.id]
        return Row(
            reference(self._base, one.id),
            tuple(self._cell(day, held[day]) if day in held else None for day in self._days),
            f"{one.hours:g}",
            how_many(one.nights),
            str(one.spans[0].at[0]),
        )

    def _cell(self, day: date, spans: Sequence[Span]) -> Cell:
        own = {code: [one for one in spans if self._duty(one) == code] for code in self._words}
        said = [
            f"{word} {span(self._base, one.begin, one.end)}"
            for code, word in self._words.items()
            for one in own[code]
        ]
        return Cell(
            "".join(sign for code, sign in self._signs.items() if own[code]),
            say("clock.comma").join(said),
            any(shift_days.is_night(one, day, self._zone) for one in spans),
        )

    def _duty(self, one: Span) -> str:
        return duty_of(self._base, self._roster.id, one.row)
