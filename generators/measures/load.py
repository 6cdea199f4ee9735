"""What comes in by month, weekday, hour and whatever the schema divides it by; what is open, for how long.

All that was reported counts, withdrawn and repeated calls too, for somebody had to answer them; what was
struck out does not. What is known by the day only has no hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields, holdings
from generators.measures.figure import Group
from generators.records.moment import Moment, known
from generators.records.record import Record, in_order, values

UNKNOWN = ""  # nobody knows, or nobody wrote it
AGES = (1, 3, 7, 30)  # days; what is older than the last stands in a group of its own
OLDER = "older"
_WEEK, _DAY = 7, 24


class Division(NamedTuple):
    """What came in, divided by one field."""

    title: str
    groups: tuple[Group, ...]  # the largest first


class Load(NamedTuple):
    """What came in of one kind."""

    kind: str
    whole: Group
    months: tuple[Group, ...]
    weekdays: tuple[Group, ...]  # 1 is Monday
    hours: tuple[Group, ...]
    by: tuple[Division, ...]
    reopened: Group


def loads(base: KnowledgeBase) -> tuple[Load, ...]:
    """Give the load of every kind that its schema wants divided."""
    return tuple(_load(base, kind) for kind in fields.kinds_with(base, "load-by"))


def ages(base: KnowledgeBase) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    """Divide what is open by the days since it began, kind by kind; each group is up to so many days old."""
    by_kind: dict[str, list[holdings.Open]] = {}
    for one in holdings.open_records(base):
        by_kind.setdefault(base.facts.records[one.id].kind.name, []).append(one)
    return tuple((kind, _aged(base, some)) for kind, some in by_kind.items())


def _aged(base: KnowledgeBase, some: Sequence[holdings.Open]) -> tuple[Group, ...]:
    limits = [timedelta(0), *(timedelta(days=days) for days in AGES), timedelta.max]
    names = [*map(str, AGES), OLDER]
    return tuple(
        Group(name, tuple(one.id for one in some if low <= max(base.now - one.since, limits[0]) < high))
        for name, (low, high) in zip(names, pairwise(limits), strict=True)
    )


def _load(base: KnowledgeBase, kind: Kind) -> Load:
    zone = base.config.zone
    some = fields.records(base, kind)
    begun = {one.id: known(one.data.get(kind.start), zone) for one in some}

    def by_time(names: Iterable[str], name: Callable[[Moment], str]) -> tuple[Group, ...]:
        found: dict[str, list[str]] = {one: [] for one in names}
        for record_id, when in begun.items():
            found.setdefault(name(when) if when else UNKNOWN, []).append(record_id)
        return tuple(Group(one, tuple(ids)) for one, ids in found.items())

    months = by_time((), lambda when: f"{when.at.astimezone(zone):%Y-%m}")
    return Load(
        kind.name,
        Group(kind.name, tuple(begun)),
        tuple(sorted(months)),
        by_time(map(str, range(1, _WEEK + 1)), lambda when: str(when.at.astimezone(zone).isoweekday())),
        by_time(
            map(str, range(_DAY)),
            lambda when: UNKNOWN if when.is_day else str(when.at.astimezone(zone).hour),
        ),
        tuple(_divided(base, some, one) for one in fields.fields(kind, "load-by")),
        Group("reopened", tuple(one.id for one in some if one.data.get(kind.role("reopenings")))),
    )


def _divided(base: KnowledgeBase, some: Sequence[Record], by: Field) -> Division:
    found: dict[str, list[str]] = {}
    for record in some:
        value = next((str(one) for _, one in values(record.data, by.at)), UNKNOWN)
        found.setdefault(_word(base, record, by, value), []).append(record.id)
    groups = [Group(name, tuple(ids)) for name, ids in found.items()]
    return Division(by.title, tuple(sorted(groups, key=lambda one: (-one.number, in_order(one.name)))))


def _word(base: KnowledgeBase, record: Record, by: Field, value: str) -> str:
    """Say a value as people do: the word of a code, the name of a row."""
    part = by.ref.part if by.ref else None
    if part is None:
        return by.word(value)
    link = next((one for one in base.facts.named_by(record.id) if one.at == by.at), None)
    owner = base.facts.get(link.target) if link else None
    title = owner.row_title(part, value) if owner else ""
    return f"{value} {title}".strip()
