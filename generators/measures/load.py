"""What comes in by month, weekday, hour and whatever the schema divides it by; what is open, for how long.

All that was reported counts, withdrawn and repeated calls too, for somebody had to answer them; what was
struck out does not. What is known by the day only has no hour. Of some months, and of one agreement where
there are several, there counts what began in them and belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta, tzinfo
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields, holdings
from generators.measures.figure import Group
from generators.measures.once import once
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
    field: Field
    codes: tuple[str, ...]  # of the groups, whose names are words


class Load(NamedTuple):
    """What came in of one kind."""

    kind: str
    whole: Group
    months: tuple[Group, ...]
    weekdays: tuple[Group, ...]  # 1 is Monday
    hours: tuple[Group, ...]
    by: tuple[Division, ...]
    reopened: Group


def loads(
    base: KnowledgeBase, months: Collection[str] | None = None, agreement: str | None = None
) -> tuple[Load, ...]:
    """Give the load of every kind that its schema wants divided."""
    return tuple(_load(base, kind, months, agreement) for kind in fields.kinds_with(base, "load-by"))


def month(when: Moment, zone: tzinfo) -> str:
    """Name the month of a moment."""
    return f"{when.at.astimezone(zone):%Y-%m}"


def weekday(when: Moment | None, zone: tzinfo) -> str:
    """Name the day of the week: 1 is Monday."""
    return str(when.at.astimezone(zone).isoweekday()) if when else UNKNOWN


def hour(when: Moment | None, zone: tzinfo) -> str:
    """Name the hour of a moment; of a day alone nobody knows it."""
    return UNKNOWN if when is None or when.is_day else str(when.at.astimezone(zone).hour)


def ages(base: KnowledgeBase, agreement: str | None = None) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    """Divide what is open by the days since it began, kind by kind; each group is up to so many days old."""
    by_kind: dict[str, list[holdings.Open]] = {}
    for one in holdings.open_records(base):
        if not belongs(base, base.facts.records[one.id], agreement):
            continue
        by_kind.setdefault(base.facts.records[one.id].kind.name, []).append(one)
    return tuple((kind, _aged(base, some)) for kind, some in by_kind.items())


def _aged(base: KnowledgeBase, some: Sequence[holdings.Open]) -> tuple[Group, ...]:
    limits = [timedelta(0), *(timedelta(days=days) for days in AGES), timedelta.max]
    names = [*map(str, AGES), OLDER]
    return tuple(
        Group(name, tuple(one.id for one in some if low <= max(base.now - one.since, limits[0]) < high))
        for name, (low, high) in zip(names, pairwise(limits), strict=True)
    )


def belongs(base: KnowledgeBase, record: Record, agreement: str | None) -> bool:
    """Say whether a record is one of an agreement's; without one, all are."""
    return agreement is None or base.bindings.of(record).agreement == agreement


class _Start(NamedTuple):
    """When a record began, and in which month."""

    at: Moment | None
    month: str


@once
def _starts(base: KnowledgeBase, kind_name: str) -> Mapping[str, _Start]:
    """Tell of every record of a kind when it began; each period asks anew which of them are its own."""
    kind, zone = base.kinds.sound[kind_name], base.config.zone
    found = {one.id: known(one.data.get(kind.start), zone) for one in fields.records(base, kind)}
    return MappingProxyType(
        {name: _Start(at, month(at, zone) if at else UNKNOWN) for name, at in found.items()}
    )


def _load(base: KnowledgeBase, kind: Kind, within: Collection[str] | None, agreement: str | None) -> Load:
    zone = base.config.zone
    some = tuple(one for one in fields.records(base, kind) if belongs(base, one, agreement))
    starts = _starts(base, kind.name)
    begun = {one.id: starts[one.id].at for one in some}
    if within is not None:
        begun = {name: when for name, when in begun.items() if when and starts[name].month in within}
        some = tuple(one for one in some if one.id in begun)

    def by_time(names: Iterable[str], name: Callable[[Moment | None], str]) -> tuple[Group, ...]:
        found: dict[str, list[str]] = {one: [] for one in names}
        for record_id, when in begun.items():
            found.setdefault(name(when), []).append(record_id)
        return tuple(Group(one, tuple(ids)) for one, ids in found.items())

    months: dict[str, list[str]] = {}
    for name in begun:
        months.setdefault(starts[name].month, []).append(name)
    return Load(
        kind.name,
        Group(kind.name, tuple(begun)),
        tuple(sorted(Group(one, tuple(ids)) for one, ids in months.items())),
        by_time(map(str, range(1, _WEEK + 1)), lambda when: weekday(when, zone)),
        by_time(map(str, range(_DAY)), lambda when: hour(when, zone)),
        tuple(
            _divided(base, some, one)
            for one in fields.fields(kind, "load-by")
            if base.reader.may(kind.readers[one.at])
        ),
        Group("reopened", tuple(one.id for one in some if one.data.get(kind.role("reopenings")))),
    )


def _divided(base: KnowledgeBase, some: Sequence[Record], by: Field) -> Division:
    found: dict[str, list[str]] = {}
    for record in some:
        found.setdefault(value_of(record, by), []).append(record.id)
    groups = [
        (Group(_word(base, base.facts.records[ids[0]], by, code), tuple(ids)), code)
        for code, ids in found.items()
    ]
    groups.sort(key=lambda one: (-one[0].number, in_order(one[0].name)))
    return Division(by.title, tuple(one for one, _ in groups), by, tuple(code for _, code in groups))


def value_of(record: Record, by: Field) -> str:
    """Give the code by which a record is divided; empty where it has none."""
    return next((str(one) for _, one in values(record.data, by.at)), UNKNOWN)


def _word(base: KnowledgeBase, record: Record, by: Field, value: str) -> str:
    """Say a value as people do: the word of a code, the name of a row."""
    part = by.ref.part if by.ref else None
    if part is None:
        return by.word(value)
    link = next((one for one in base.facts.named_by(record.id) if one.at == by.at), None)
    owner = base.facts.get(link.target) if link else None
    title = owner.row_title(part, value) if owner else ""
    return f"{value} {title}".strip()
