"""Duties, their times and their gaps in words, as the map of the year and the grid of a month say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from generators import address
from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase
from generators.measures.duties import Gap
from generators.site.cells import Ref, reference
from generators.spoken import duration, minute
from generators.words import say


class GapRow(NamedTuple):
    """A time at which a duty is nobody's, in words."""

    duty: str
    begin: str
    end: str
    span: str
    is_ahead: bool
    roster: Ref
    uri: str  # of its month


def gap_row(base: KnowledgeBase, one: Gap) -> GapRow:
    """Say a gap."""
    zone = base.config.zone
    return GapRow(
        word(base, one.id, one.duty),
        minute(one.begin, zone),
        minute(one.end, zone),
        duration((one.end - one.begin).total_seconds()),
        one.begin > base.now,
        reference(base, one.id),
        address.of_period(address.ROSTERS, f"{one.begin.astimezone(zone):%Y-%m}"),
    )


def told(base: KnowledgeBase, gaps: Iterable[Gap]) -> str:
    """Say the gaps of a day: which duty from when to when."""
    return say("clock.comma").join(
        say("roster.gap", duty=word(base, one.id, one.duty), span=span(base, one.begin, one.end))
        for one in gaps
    )


def span(base: KnowledgeBase, begin: datetime, end: datetime) -> str:
    """Say from when to when: 20:00–次日 08:00; a day ends at 24:00."""
    zone = base.config.zone
    first, last = begin.astimezone(zone), end.astimezone(zone)
    until, days = f"{last:%H:%M}", (last.date() - first.date()).days
    if days and until == "00:00":
        until, days = "24:00", days - 1
    if days == 1:
        until = say("roster.next_day", time=until)
    elif days:
        until = f"{last:%m-%d} {until}"
    return say("roster.span", begin=f"{first:%H:%M}", end=until)


def word(base: KnowledgeBase, roster: str, code: str) -> str:
    """Give the word of a duty."""
    return words(base, roster).get(code, code)


def words(base: KnowledgeBase, roster: str) -> Mapping[str, str]:
    """Give the words of all duties that a roster can name, in the order of its schema."""
    table = _table(base, roster)
    return {str(one.code): one.word for one in table.children[table.marks["duty"]["duty"]].choices}


def duty_of(base: KnowledgeBase, roster: str, row: Mapping[str, Any]) -> str:
    """Give the code of the duty that a row of a roster is about."""
    return str(row[_table(base, roster).marks["duty"]["duty"]])


def _table(base: KnowledgeBase, roster: str) -> Field:
    return base.facts.records[roster].kind.marked("duty")[0]
