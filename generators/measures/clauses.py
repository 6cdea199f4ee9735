"""The clauses of a source: what each asks, what shows it, and which of those at the bottom nobody covers.

Only a clause that asks something and has none below it is counted: it is covered by an obligation that names
it, or by one of another source that shows it; it is carried where its edition is replaced and a clause of the
newer one goes on with it; else it is bare, for a reason that it or one above it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures.figure import Group
from generators.measures.standing import NOTHING, WORST_FIRST, Standing, standings
from generators.records.record import Record, in_order


class Place(NamedTuple):
    """A place of a source, the obligations that stand there, and how many of them are in each state."""

    locator: str
    obligations: tuple[Standing, ...]
    ids: Group
    states: tuple[Group, ...]


class Clause(NamedTuple):
    """A row of a source that lists its clauses: how deep, where it was read, whether it binds."""

    place: Place
    title: str
    summary: str
    depth: int
    chapter: str  # the clause at the top that it stands under, or itself
    is_checked: bool  # against the text
    read_in: str  # the place of the source where it was read or told; nothing where nowhere
    asks: bool
    is_leaf: bool  # has none below it
    is_covered: bool  # it or one below it
    elsewhere: tuple[Standing, ...]  # what shows it by another source
    before: tuple[str, ...]  # clauses of older editions that it goes on with
    became: tuple[str, ...]  # clauses of the newer edition that go on with it
    reason: str  # why nobody covers it

    @property
    def is_counted(self) -> bool:
        """Whether it is one of those that are covered or not."""
        return self.asks and self.is_leaf

    @property
    def is_bare(self) -> bool:
        """Whether it is counted, covered by nothing, and nothing goes on with it."""
        return self.is_counted and not self.is_covered and not self.became


class Cover(NamedTuple):
    """What is counted under one clause at the top, or in a whole source, and what becomes of it."""

    number: str
    title: str
    asked: Group
    own: Group  # an obligation names it
    elsewhere: Group  # only one of another source shows it
    carried: Group
    bare: Group


def clauses(base: KnowledgeBase, record: Record, at: Mapping[str, Sequence[Standing]]) -> tuple[Clause, ...]:
    """Give the clauses of a source in its own order; `at` holds the obligations by where they stand."""
    rows = {str(row["number"]): row for row in record.data.get("clauses", ())}
    above = {number: str(row.get("parent") or "") for number, row in rows.items()}
    known = {one.obligation.id: one for one in standings(base)}
    shown = {number for number, row in rows.items() if number in at or row.get("shown_by")}
    covered = {name for number in shown for name in (number, *_ancestors(number, above))}
    before = _before(base, record)
    parents = set(above.values())
    return tuple(
        Clause(
            place(number, at.get(number, ())),
            str(row["title"]),
            str(row["summary"]),
            len(_ancestors(number, above)),
            (number, *_ancestors(number, above))[-1],
            bool(row["verified"]),
            str(row.get("read_in") or ""),
            bool(row.get("asks", True)),
            number not in parents,
            number in covered,
            tuple(known[name] for name in row.get("shown_by", ()) if name in known),
            before.get(number, ()),
            tuple(map(str, row.get("became", ()))),
            _reason(number, rows, above),
        )
        for number, row in rows.items()
    )


def covers(known: Sequence[Clause]) -> tuple[Cover, ...]:
    """Give what is counted, clause at the top by clause at the top; of those alone that have others below."""
    tops = dict.fromkeys(one.chapter for one in known if one.is_counted and one.depth)
    titles = {one.place.locator: one.title for one in known}
    return tuple(cover(top, titles[top], [one for one in known if one.chapter == top]) for top in tops)


def cover(number: str, title: str, some: Iterable[Clause]) -> Cover:
    """Count clauses by what becomes of them."""
    counted = [one for one in some if one.is_counted]
    own = [one for one in counted if one.place.obligations]
    beside = [one for one in counted if one.is_covered and not one.place.obligations]
    carried = [one for one in counted if one.became and not one.is_covered]
    bare = [one for one in counted if one.is_bare]
    groups = ("asked", counted), ("own", own), ("elsewhere", beside), ("carried", carried), ("bare", bare)
    return Cover(
        number, title, *(Group(name, tuple(one.place.locator for one in each)) for name, each in groups)
    )


def place(locator: str, some: Sequence[Standing]) -> Place:
    """Gather the obligations of a place."""
    return Place(locator, tuple(some), ids(locator, some), states(some))


def states(some: Iterable[Standing]) -> tuple[Group, ...]:
    """Give obligations by state, the worst first."""
    found: dict[str, list[Standing]] = {}
    for one in some:
        found.setdefault(one.state or NOTHING, []).append(one)
    return tuple(ids(name, found[name]) for name in (*WORST_FIRST, NOTHING) if name in found)


def ids(name: str, some: Iterable[Standing]) -> Group:
    """Give obligations by id, as people count."""
    return Group(name, tuple(sorted((one.obligation.id for one in some), key=in_order)))


def _before(base: KnowledgeBase, record: Record) -> dict[str, tuple[str, ...]]:
    """Give the clauses of the editions that this one replaces, by the clauses that go on with them."""
    found: dict[str, tuple[str, ...]] = {}
    for older in base.facts.of_kind(record.kind.name):
        if str(older.data.get("replaced_by")) != record.id:
            continue
        for row in older.data.get("clauses", ()):
            for number in row.get("became", ()):
                found[str(number)] = (*found.get(str(number), ()), str(row["number"]))
    return found


def _reason(number: str, rows: Mapping[str, Mapping[str, object]], above: dict[str, str]) -> str:
    told = (rows[one].get("uncovered") for one in (number, *_ancestors(number, above)) if one in rows)
    return next((str(one) for one in told if one), "")


def _ancestors(number: str, above: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while (number := above.get(number, "")) and number not in found:
        found.append(number)
    return tuple(found)
