"""The four numbers of today: what runs, is overdue, is due within thirty days, is not signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import things as measured
from generators.measures.figure import how_many
from generators.measures.things import Thing, Wait
from generators.site.listing.things import WAITS, chosen
from generators.site.listing.view import Count, counted
from generators.site.on_duty import clock
from generators.spoken import duration
from generators.words import say

_SHAPES: Mapping[Wait, str] = MappingProxyType(
    {Wait.RUNNING: "at-risk", Wait.OVERDUE: "late", Wait.SOON: "due", Wait.SIGNATURE: "met"}
)
_CLAUSE = re.compile(r"[^，。；：、]+[，。；：、]")
_LONG = 24  # letters of a title; a longer one ends where a clause of it does


class Tile(NamedTuple):
    """One number, what it counts, the nearest of it in two lines."""

    wait: Wait
    title: str
    shape: str
    number: Count
    lines: tuple[str, ...]
    used_percent: int | None
    due: str  # the moment that a countdown runs to; empty where none runs


def tiles(base: KnowledgeBase, known: tuple[Thing, ...]) -> Iterator[Tile]:
    """Yield the four."""
    for wait, shape in _SHAPES.items():
        some = measured.waiting_for(known, wait)
        first = some[0] if some else None
        is_running = wait is Wait.RUNNING and first is not None
        yield Tile(
            wait,
            say(f"things.wait.{wait}"),
            shape,
            counted(how_many(some), chosen(**{WAITS: wait})),
            tuple(_lines(base, wait, first)),
            first.used_percent if first and is_running else None,
            first.due.isoformat() if first and is_running and first.due else "",
        )


def _lines(base: KnowledgeBase, wait: Wait, first: Thing | None) -> Iterator[str]:
    if first is None:
        last = measured.signed_last(base) if wait is Wait.SIGNATURE else None
        yield (
            say("home.tile.signed", title=last[0].title, time=clock(base, last[1])[:5])
            if last
            else say("home.tile.none")
        )
        return
    name = first.record or first.title
    yield say("home.tile.named", name=name, title=_short(first.title)) if first.record else _short(name)
    owner = base.facts.get(first.owner or "")
    told = owner.title if owner else ""
    if wait is Wait.RUNNING and first.due:
        yield say(
            "home.tile.left",
            span=duration((first.due - base.now).total_seconds() // 60 * 60),
            time=clock(base, first.due),
        )
    elif wait is Wait.OVERDUE:
        span = say("home.tile.over", span=duration(first.over_s or 0))
        yield say("value.also").join(part for part in (span, told) if part)
    elif first.due:
        yield say("home.tile.due", time=clock(base, first.due)[:5], owner=told).rstrip()


def _short(title: str) -> str:
    """Shorten a title without breaking a word: at the last stop that is near enough, if there is one."""
    if not title[_LONG:]:
        return title
    clauses = _CLAUSE.findall(title[: _LONG + 1])
    return say("home.tile.short", title="".join(clauses)[:-1]) if clauses else title
