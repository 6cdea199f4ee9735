"""What binds, source by source: its obligations by how they stand, its places in its own order, its clauses.

Obligations are counted by the worst of what is judged of each. What nobody can say, what nobody agreed on and
what is not over is neither done nor not done, and is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generators.judging.verdict import State
from generators.kinds.dialect import ELEMENTS, PHASES
from generators.knowledge import KnowledgeBase
from generators.measures.figure import MISSED, OPEN, Group
from generators.measures.standing import NOTHING, WORST_FIRST, Standing, standings
from generators.records.record import Record, in_order
from generators.words import say

# how obligations stand, told in as few parts as one can read at once; the states that make up each
MET, WAITING, PROMISED, DOUBTED, UNSETTLED, SILENT, UNDONE = (
    "met",
    "waiting",
    "promised",
    "doubted",
    "unsettled",
    "silent",
    "undone",
)
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (MET, (State.MET,)),
    (WAITING, OPEN),
    (PROMISED, (State.DECLARED,)),
    (DOUBTED, (State.SUSPECT,)),
    (UNSETTLED, (State.UNSETTLED,)),
    (SILENT, (State.NOT_APPLICABLE, NOTHING)),
    (UNDONE, MISSED),
)
_TOKENS = re.compile(r"([0-9]+)|([(（])|([^\s0-9.()（）]+)")
_ORDINALS = range(1, 13)  # the words that number the parts of a contract


class Part(NamedTuple):
    """Obligations that stand alike, and the states that they are in."""

    name: str
    states: tuple[str, ...]
    obligations: Group


class Body(NamedTuple):
    """All that is bound by sources of one kind: by the contracts, by the standards."""

    title: str
    sources: tuple[str, ...]
    obligations: Group
    states: tuple[str, ...]  # that occur
    parts: tuple[Part, ...]


class Spot(NamedTuple):
    """Where an element meets a phase: what was judged there, and what stands beside it."""

    element: str
    phase: str
    judged: Group
    met: Group
    beside: tuple[Part, ...]


class Place(NamedTuple):
    """A place of a source, the obligations that stand there, and how many of them are in each state."""

    locator: str
    obligations: tuple[Standing, ...]
    ids: Group
    states: tuple[Group, ...]


class Clause(NamedTuple):
    """A row of a source that lists its clauses: how deep, and whether it or one below it binds somebody."""

    place: Place
    title: str
    summary: str
    depth: int
    is_checked: bool  # against the text
    is_covered: bool


class Source(NamedTuple):
    """One source: its clauses if it lists them, those that bind nobody; other places in its own order."""

    record: Record
    obligations: Group
    states: tuple[str, ...]  # that occur
    places: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    uncovered: Group


def bodies(base: KnowledgeBase) -> tuple[Body, ...]:
    """Give the obligations by the kind of their source, in the order in which they stand."""
    found: dict[str, list[Standing]] = {}
    for one in standings(base):
        kind = base.kinds.of_id(_source(one))
        found.setdefault(kind.title if kind else _source(one), []).append(one)
    return tuple(
        Body(
            title,
            tuple(dict.fromkeys(_source(one) for one in some)),
            _ids(title, some),
            _occurring(some),
            _parts(some),
        )
        for title, some in found.items()
    )


def spots(base: KnowledgeBase) -> tuple[Spot | None, ...]:
    """Give where elements meet phases, element by element; nothing where nobody is bound."""
    found: dict[tuple[str, str], list[Standing]] = {}
    for one in standings(base):
        data = one.obligation.data
        found.setdefault((str(data["element"]), str(data["phase"])), []).append(one)
    keys = ((element, phase) for element in ELEMENTS for phase in PHASES)
    return tuple(_spot(*key, found[key]) if key in found else None for key in keys)


def by_state(base: KnowledgeBase) -> tuple[Group, ...]:
    """Give all obligations by state, the worst first."""
    return _states(standings(base))


def sources(base: KnowledgeBase) -> tuple[Source, ...]:
    """Give every source that binds somebody or lists clauses; first those that bind."""
    found: dict[str, list[Standing]] = {}
    for one in standings(base):
        found.setdefault(_source(one), []).append(one)
    kinds = dict.fromkeys(kind.name for name in found if (kind := base.kinds.of_id(name)))
    others = [one.id for kind in kinds for one in base.facts.of_kind(kind) if one.data.get("clauses")]
    known = [record for name in dict.fromkeys((*found, *others)) if (record := base.facts.get(name))]
    return tuple(_one(one, found.get(one.id, ())) for one in known if not one.is_voided)


def in_source_order(locator: str) -> tuple[tuple[int, int, str], ...]:
    """Give a key that sorts places as a source numbers them: 7.4 before 7.10, 7 (1) and a table of 7."""
    ordinals = {say(f"ordinal.{number}"): number for number in _ORDINALS}
    key, is_inside = [], False
    for number, opening, text in _TOKENS.findall(locator):
        rank = 1 if is_inside else 0
        if opening:
            is_inside = True
            continue
        if number:
            key.append((rank, int(number), ""))
        elif text in ordinals:
            key.append((rank, ordinals[text], ""))
        else:
            key.append((2, 0, text))
        is_inside = False
    return tuple(key)


def _one(record: Record, some: Sequence[Standing]) -> Source:
    at: dict[str, list[Standing]] = {}
    for one in some:
        for locator in one.obligation.data["locators"]:
            at.setdefault(str(locator), []).append(one)
    clauses = _clauses(record, at)
    listed = {one.place.locator for one in clauses}
    others = sorted((one for one in at if one not in listed), key=in_source_order)
    places = tuple(_place(one, at[one]) for one in others)
    bare = tuple(one.place.locator for one in clauses if not one.is_covered)
    return Source(record, _ids(record.id, some), _occurring(some), places, clauses, Group("uncovered", bare))


def _clauses(record: Record, at: dict[str, list[Standing]]) -> tuple[Clause, ...]:
    rows = {str(row["number"]): row for row in record.data.get("clauses", ())}
    above = {number: str(row.get("parent") or "") for number, row in rows.items()}
    covered = {name for number in rows if number in at for name in (number, *_ancestors(number, above))}
    return tuple(
        Clause(
            _place(number, at.get(number, ())),
            str(row["title"]),
            str(row["summary"]),
            len(_ancestors(number, above)),
            bool(row["verified"]),
            number in covered,
        )
        for number, row in rows.items()
    )


def _ancestors(number: str, above: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while (number := above.get(number, "")) and number not in found:
        found.append(number)
    return tuple(found)


def _spot(element: str, phase: str, some: Sequence[Standing]) -> Spot:
    parts = {one.name: one for one in _parts(some)}
    judged = [one for one in some if one.state in (State.MET, *MISSED)]
    beside = tuple(parts[name] for name in (UNDONE, DOUBTED, UNSETTLED, WAITING, PROMISED) if name in parts)
    met = [one for one in some if one.state is State.MET]
    return Spot(element, phase, _ids("judged", judged), _ids(MET, met), beside)


def _place(locator: str, some: Sequence[Standing]) -> Place:
    return Place(locator, tuple(some), _ids(locator, some), _states(some))


def _states(some: Iterable[Standing]) -> tuple[Group, ...]:
    found: dict[str, list[Standing]] = {}
    for one in some:
        found.setdefault(one.state or NOTHING, []).append(one)
    return tuple(_ids(name, found[name]) for name in (*WORST_FIRST, NOTHING) if name in found)


def _parts(some: Sequence[Standing]) -> tuple[Part, ...]:
    found = {one.name: one.ids for one in _states(some)}
    made = (
        Part(name, states, Group(name, tuple(each for state in states for each in found.get(state, ()))))
        for name, states in PARTS
    )
    return tuple(one for one in made if one.obligations.ids)


def _occurring(some: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(one.name for one in _states(some))


def _ids(name: str, some: Iterable[Standing]) -> Group:
    return Group(name, tuple(sorted((one.obligation.id for one in some), key=in_order)))


def _source(one: Standing) -> str:
    return str(one.obligation.data["source"])
