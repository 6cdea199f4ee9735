"""How drills were scored: each item beside the most that it can have, the average, those of one plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields
from generators.measures.once import once
from generators.records.moment import known
from generators.records.record import Record

_TABLE, _ITEM, _SCORE, _ADVICE = "scores", "item", "score", "advice"


class Item(NamedTuple):
    """One item; None where it was not scored."""

    name: str
    score: int | None
    advice: str


class Scored(NamedTuple):
    """A drill with its items in the order of the schema."""

    id: str
    plan: str
    items: tuple[Item, ...]
    most: int

    @property
    def known(self) -> tuple[Item, ...]:
        """The items that were scored."""
        return tuple(one for one in self.items if one.score is not None)

    @property
    def below(self) -> tuple[Item, ...]:
        """Those that have less than the most, the lowest first."""
        return tuple(sorted((one for one in self.known if (one.score or 0) < self.most), key=_score))

    @property
    def average(self) -> float:
        """What the scored items have on average."""
        return sum(one.score or 0 for one in self.known) / len(self.known)


@once
def scored(base: KnowledgeBase) -> tuple[Scored, ...]:
    """Give the drills that were scored, in the order in which they were held."""
    found = [
        (begun.at, one)
        for kind in exercises.kinds(base)
        if _TABLE in kind.fields
        for record in fields.records(base, kind)
        if record.data.get(_TABLE) and (begun := known(record.data.get(kind.start), base.config.zone))
        for one in _scored(record)
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def of_plan(base: KnowledgeBase, plan: str) -> tuple[Scored, ...]:
    """Give the drills of one plan."""
    return tuple(one for one in scored(base) if one.plan == plan)


def _score(one: Item) -> int:
    return one.score or 0


def _scored(record: Record) -> Iterator[Scored]:
    columns = record.kind.fields[_TABLE].children
    rows = {str(row[_ITEM]): row for row in record.data[_TABLE]}
    items = tuple(
        Item(
            one.word,
            rows.get(str(one.code), {}).get(_SCORE),
            str(rows.get(str(one.code), {}).get(_ADVICE, "")),
        )
        for one in columns[_ITEM].choices
    )
    most = max(int(one.code) for one in columns[_SCORE].choices)
    yield Scored(record.id, str(record.data.get(exercises.PLAN, "")), items, most)
