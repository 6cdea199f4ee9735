"""What binds, source by source: its obligations by how they stand, its places in its own order, its clauses.

Obligations are counted by the worst of what is judged of each. What nobody can say, what nobody agreed on and
what is not over is neither done nor not done, and is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generators.judging.verdict import State
from generators.kinds.dialect import ELEMENTS, PHASES
from generators.knowledge import KnowledgeBase
from generators.measures.clauses import Clause, Cover, Place, clauses, cover, covers, ids, place, states
from generators.measures.figure import MISSED, OPEN, Group
from generators.measures.standing import NOTHING, Standing, standings
from generators.records.record import Record
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

    def part(self, name: str) -> Group:
        """Give the obligations that stand in this way."""
        return next((one.obligations for one in self.parts if one.name == name), Group(name, ()))


class Spot(NamedTuple):
    """Where an element meets a phase: what was judged there, and what stands beside it."""

    element: str
    phase: str
    judged: Group
    met: Group
    beside: tuple[Part, ...]


class Source(NamedTuple):
    """One source: its clauses if it lists them, and what becomes of them; other places in its own order."""

    record: Record
    obligations: Group
    states: tuple[str, ...]  # that occur
    places: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    cover: Cover  # of all of it
    chapters: tuple[Cover, ...]


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
            ids(title, some),
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
    return states(standings(base))


def sources(base: KnowledgeBase) -> tuple[Source, ...]:
    """Give every source that binds somebody or lists clauses; first those that bind."""
    found: dict[str, list[Standing]] = {}
    for one in standings(base):
        found.setdefault(_source(one), []).append(one)
    kinds = dict.fromkeys(kind.name for name in found if (kind := base.kinds.of_id(name)))
    others = [one.id for kind in kinds for one in base.facts.of_kind(kind) if one.data.get("clauses")]
    known = [record for name in dict.fromkeys((*found, *others)) if (record := base.facts.get(name))]
    return tuple(_one(base, one, found.get(one.id, ())) for one in known if not one.is_voided)


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


def _one(base: KnowledgeBase, record: Record, some: Sequence[Standing]) -> Source:
    at: dict[str, list[Standing]] = {}
    for one in some:
        for locator in one.obligation.data["locators"]:
            at.setdefault(str(locator), []).append(one)
    known = clauses(base, record, at)
    listed = {one.place.locator for one in known}
    others = sorted((one for one in at if one not in listed), key=in_source_order)
    places = tuple(place(one, at[one]) for one in others)
    whole = cover(record.id, record.title, known)
    return Source(record, ids(record.id, some), _occurring(some), places, known, whole, covers(known))


def _spot(element: str, phase: str, some: Sequence[Standing]) -> Spot:
    parts = {one.name: one for one in _parts(some)}
    judged = [one for one in some if one.state in (State.MET, *MISSED)]
    beside = tuple(parts[name] for name in (UNDONE, DOUBTED, UNSETTLED, WAITING, PROMISED) if name in parts)
    met = [one for one in some if one.state is State.MET]
    return Spot(element, phase, ids("judged", judged), ids(MET, met), beside)


def _parts(some: Sequence[Standing]) -> tuple[Part, ...]:
    found = {one.name: one.ids for one in states(some)}
    made = (
        Part(name, states, Group(name, tuple(each for state in states for each in found.get(state, ()))))
        for name, states in PARTS
    )
    return tuple(one for one in made if one.obligations.ids)


def _occurring(some: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(one.name for one in states(some))


def _source(one: Standing) -> str:
    return str(one.obligation.data["source"])
