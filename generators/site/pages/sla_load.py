"""What came in during a period as the page of the clocks shows it: by month, weekday, hour and what else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.charts import bar
from generators.knowledge import KnowledgeBase
from generators.measures import availability, load
from generators.measures.availability import Function
from generators.measures.figure import Group
from generators.measures.sheets import Period, Sheets
from generators.site.listing.filter import Filter
from generators.site.listing.loads import HOUR, WEEKDAY, came_in, column_of
from generators.site.listing.view import Count, counted
from generators.spoken import duration, percent
from generators.words import say

_MOST = 12  # lines; what is less is added up in one more


class Part(NamedTuple):
    """Some of what came in."""

    title: str
    came: Count
    bar: Markup


class Division(NamedTuple):
    """What came in, divided in one way."""

    title: str
    parts: tuple[Part, ...]


class Load(NamedTuple):
    """What came in of one kind."""

    title: str
    whole: Count
    divisions: tuple[Division, ...]
    reopened: Count | None


class Aged(NamedTuple):
    """What is open of one kind, by the days since it began."""

    title: str
    parts: tuple[Part, ...]


class Available(NamedTuple):
    """One function over a period."""

    name: str
    target: str
    out: str
    percent: str
    holds: bool | None
    incidents: tuple[Count, ...]


def loads(base: KnowledgeBase, one: Sheets, period: Period) -> Iterator[Load]:
    """Yield what came in of each kind."""
    for found in load.loads(base, period.months, one.contract):
        kind = base.kinds.sound[found.kind]

        whole = came_in(base, kind.name, period.months, one.contract)
        months = [
            (
                say("chart.month_of", month=int(group.name[-2:])),
                group,
                came_in(base, kind.name, (group.name,), one.contract),
            )
            for group in found.months
        ]
        days = [
            (say(f"weekday.{group.name}"), group, _also(whole, WEEKDAY, group.name))
            for group in found.weekdays
        ]
        hours = [
            (say("sla.hour", hour=int(group.name)), group, _also(whole, HOUR, group.name))
            for group in found.hours
            if group.name and group.number
        ]
        divisions = [
            _division(say("chart.month"), months if not period.is_month else []),
            _division(say("listing.weekday"), days),
            _division(say("listing.hour"), hours),
        ]
        divisions += [_divided(by, whole) for by in found.by]
        yield Load(
            kind.title,
            counted(found.whole.number, whole),
            tuple(division for division in divisions if division.parts),
            _ids(base, found.reopened.ids)[0] if found.reopened.number else None,
        )


def aged(base: KnowledgeBase, one: Sheets) -> Iterator[Aged]:
    """Yield what is open."""
    for kind, groups in load.ages(base, one.contract):
        most = max(group.number for group in groups)
        yield Aged(
            base.kinds.sound[kind].title,
            tuple(
                Part(
                    say("sla.older", days=load.AGES[-1])
                    if group.name == load.OLDER
                    else say("sla.younger", days=group.name),
                    _ids(base, group.ids)[0],
                    bar.amount(group.number, most),
                )
                for group in groups
                if group.number
            ),
        )


def available(
    base: KnowledgeBase, functions: Sequence[Function], one: Sheets, period: Period
) -> Iterator[Available]:
    """Yield the functions of a contract, what was out longest first."""
    found = []
    for function in functions:
        spans = [span for span in function.months if span.name in period.months]
        if function.contract == one.contract and spans:
            found.append((function, availability.together(period.name, spans)))
    for function, span in sorted(found, key=lambda pair: -pair[1].out_s):
        yield Available(
            f"{function.code} {function.name}".strip(),
            f"{function.target.met}/{function.target.of}" if function.target else "",
            duration(span.out_s) if span.out_s else "",
            "" if span.percent is None else _percent(span.percent),
            function.target.holds(span) if function.target else None,
            _ids(base, span.out),
        )


def _percent(value: float) -> str:
    """Write a share of time; what is not all is never written as if it was."""
    return percent(int(value * 1000) / 1000, 3)


def _divided(by: load.Division, whole: Filter) -> Division:
    """Write the largest groups, and the rest as one."""
    name = column_of(by.field)

    parts = [
        (group.name or say("sla.unknown"), group, _also(whole, name, code))
        for group, code in zip(by.groups, by.codes, strict=True)
    ]
    if parts[_MOST + 1 :]:
        rest = tuple(one for _, group, _ in parts[_MOST:] for one in group.ids)
        parts = [
            *parts[:_MOST],
            (
                say("sla.rest", count=Group("rest", by.codes[_MOST:]).number),
                Group("", rest),
                _also(whole, name, *by.codes[_MOST:]),
            ),
        ]
    return _division(by.title, parts)


def _ids(base: KnowledgeBase, ids: Sequence[str]) -> tuple[Count, ...]:
    """Give records that have no column in common, kind by kind."""
    kinds: dict[str, list[str]] = {}
    for name in ids:
        kinds.setdefault(base.facts.records[name].kind.name, []).append(name)
    return tuple(
        counted(Group(kind, tuple(some)).number, Filter(address.register(kind), {"id": tuple(some)}))
        for kind, some in kinds.items()
    )


def _also(whole: Filter, name: str, *values: str) -> Filter:
    return whole._replace(values={**whole.values, name: values})


def _division(title: str, some: Sequence[tuple[str, Group, Filter]]) -> Division:
    most = max((group.number for _, group, _ in some), default=0)
    return Division(
        title,
        tuple(
            Part(name, counted(group.number, chosen), bar.amount(group.number, most))
            for name, group, chosen in some
        ),
    )
