"""What was not done, and what is unclear, by cause, the newest first; doubts of one reason are one line."""

from __future__ import annotations

from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import things as measured
from generators.measures.figure import how_many
from generators.measures.things import Fault, Thing
from generators.site.listing.filter import Filter
from generators.site.listing.things import BOTH, DOUBT, FAULT, chosen, doubt
from generators.site.listing.view import Count, counted
from generators.spoken import duration
from generators.words import say

_FIRST = 7
_REST = 40  # of the others; the list holds all


class Line(NamedTuple):
    """One cause, or all that are doubted alike."""

    day: str
    state: State | None
    word: str
    what: str
    uri: str
    alike: Count | None  # of the records that are doubted alike
    obligations: Count
    stands: str
    is_open: bool


class Faults(NamedTuple):
    """How many causes there are, the newest of them and the others; and how many are unclear."""

    all: Count
    first: tuple[Line, ...]
    rest: tuple[Line, ...]  # the newest of the others
    others: int
    unclear: Count
    doubts: tuple[Line, ...]  # what is unclear, of one reason in one line


def faults(base: KnowledgeBase, known: tuple[Thing, ...]) -> Faults:
    """Give all that was not done, and apart from it what is doubted or read in two ways."""
    some, doubted = measured.at_fault(known), measured.unclear(known)
    groups: dict[str, list[Thing]] = {}
    for one in doubted:
        groups.setdefault(doubt(one) or f"{one.name}\n", []).append(one)
    lines = [_line(base, [one]) for one in some[: _FIRST + _REST]]
    return Faults(
        counted(how_many(some), chosen(**{FAULT: BOTH})),
        tuple(lines[:_FIRST]),
        tuple(lines[_FIRST:]),
        how_many(some[_FIRST:]),
        counted(how_many(doubted), chosen(**{FAULT: (Fault.UNCLEAR,)})),
        tuple(_line(base, one) for one in [*groups.values()][:_REST]),
    )


def _line(base: KnowledgeBase, some: list[Thing]) -> Line:
    first = some[0]  # the newest
    names = tuple(dict.fromkeys(name for one in some for name in one.obligations.ids))
    is_open = any(one.fault is Fault.OPEN for one in some)
    is_many = bool(first.doubts) and bool(some[1:])
    filtered = chosen(**{FAULT: (Fault.UNCLEAR,), DOUBT: (doubt(first),)})
    return Line(
        first.since.astimezone(base.config.zone).date().isoformat()[5:]
        if first.since
        else say("home.undated"),
        first.state,
        say(f"state.{first.state}"),
        first.note if is_many else _what(first),
        filtered.address if is_many else address.record(first.record or first.obligations.ids[0]),
        counted(how_many(some), filtered) if is_many else None,
        _obligations(base, names),
        _stands(first, is_open=is_open),
        is_open,
    )


def _what(one: Thing) -> str:
    return say("things.noted", title=one.title, note=one.note) if one.note else one.title


def _obligations(base: KnowledgeBase, names: tuple[str, ...]) -> Count:
    record = base.facts.get(names[0])
    kind = record.kind.name if record else ""
    return counted(how_many(names), Filter(address.register(kind), {"id": names}))


def _stands(one: Thing, *, is_open: bool) -> str:
    key = "open" if is_open else "done"
    if one.over_s:
        return say(f"home.stands.{key}_over", span=duration(one.over_s))
    return say(f"home.stands.{key}")
