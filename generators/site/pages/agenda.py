"""Today and the next thirty days, day by day, who has it on each line; what lies further in a line a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import on_duty
from generators.measures import things as measured
from generators.measures.figure import how_many
from generators.measures.things import Thing, Wait
from generators.site.cells import Ref, reference
from generators.site.listing.things import DAY, WAITS, chosen
from generators.site.listing.view import Count, counted
from generators.site.on_duty import clock
from generators.words import say

_TIME = 6  # characters of a day before its time


class Entry(NamedTuple):
    """One line: at what time or in what state, what, whose."""

    at: str
    state: State | None  # none of what runs, and of what is planned and judged by nothing
    word: str
    what: str
    uri: str
    owner: Ref | None


class Day(NamedTuple):
    """A day, and its lines."""

    iso: str
    title: str
    entries: tuple[Entry, ...]


class Far(NamedTuple):
    """A day that lies further: which kinds of things are due, and how many."""

    iso: str
    title: str
    what: str
    number: Count


class Agenda(NamedTuple):
    """The near days, those further on, and what is due on these in all."""

    days: tuple[Day, ...]
    far: tuple[Far, ...]


def agenda(base: KnowledgeBase, known: tuple[Thing, ...]) -> Agenda:
    """Give the days; today stands first, whether or not anything is due."""
    today = base.now.astimezone(base.config.zone).date()
    near: dict[date, list[Entry]] = {today: list(_handovers(base, today))}
    for one in _waiting(known, Wait.RUNNING, Wait.SOON):
        near.setdefault(_day(base, one), []).append(_entry(base, one))
    far: dict[date, list[Thing]] = {}
    for one in _waiting(known, Wait.LATER):
        far.setdefault(_day(base, one), []).append(one)
    return Agenda(
        tuple(
            Day(one.isoformat(), say("home.today") if one == today else _named(one), tuple(near[one]))
            for one in sorted(near)
        ),
        tuple(_far(base, one, far[one]) for one in sorted(far)),
    )


def day(base: KnowledgeBase, at: datetime) -> str:
    """Name a day: 11 月 20 日，星期五."""
    local = at.astimezone(base.config.zone)
    return say("home.day", month=local.month, day=local.day, weekday=say("home.weekdays")[local.weekday()])


def _named(one: date) -> str:
    return say("home.day_short", day=one.isoformat()[5:], weekday=say("home.weekdays")[one.weekday()])


def _waiting(known: tuple[Thing, ...], *waits: Wait) -> Iterator[Thing]:
    found = {one.name: one for wait in waits for one in measured.waiting_for(known, wait) if one.due}
    yield from sorted(found.values(), key=lambda one: (one.due.timestamp() if one.due else 0, one.name))


def _day(base: KnowledgeBase, one: Thing) -> date:
    return (one.due or base.now).astimezone(base.config.zone).date()


def _entry(base: KnowledgeBase, one: Thing) -> Entry:
    is_running = Wait.RUNNING in one.waits
    return Entry(
        clock(base, one.due or base.now)[_TIME:] if is_running else "",
        None if is_running else one.state,
        say(f"state.{one.state}") if one.state else say("things.plan"),
        one.title,
        address.record(one.record or one.obligations.ids[0]),
        reference(base, one.owner) if one.owner else None,
    )


def _far(base: KnowledgeBase, one: date, some: list[Thing]) -> Far:
    what = say("value.comma").join(dict.fromkeys(_called(base, thing) for thing in some))
    filtered = chosen(**{DAY: one.isoformat(), WAITS: Wait.LATER})
    return Far(one.isoformat(), _named(one), what, counted(how_many(some), filtered))


def _called(base: KnowledgeBase, one: Thing) -> str:
    """Call a thing that is far off by its kind: what kinds of things are due says enough."""
    kind = next((kind for kind in base.shown if kind.name == one.kind), None)
    return kind.title if kind else one.title


def _handovers(base: KnowledgeBase, today: date) -> Iterator[Entry]:
    """Yield who takes over what in the rest of the day."""
    zone, end = base.config.zone, timedelta(days=1)
    midnight = datetime.combine(today, datetime.min.time(), zone) + end
    for one in on_duty.on_duty(base):
        for turn in one.turns:
            if base.now < turn.begin < midnight:
                before = [each for each in one.turns if each.end == turn.begin]
                names = [reference(base, each.person).title for each in (*before[:1], turn)]
                what = say("home.handover", duty=one.title, names=say("home.to").join(names))
                yield Entry(clock(base, turn.begin)[_TIME:], None, "", what, "", None)
