"""How often an obligation was met: so many of so many by each reading that counted, and the last miss.

What was judged by one reading is never added to what was judged by another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import MISSED, Figure, Group, about, figure
from generators.measures.standing import worst
from generators.records.about import days
from generators.records.record import in_order

PERIODS, RECORDS, POSTS, WHOLE = "periods", "records", "posts", "whole"  # what is judged, one by one
_MONTH = len("2026-03")


class Read(NamedTuple):
    """What was judged by one reading; by the obligation itself where it has no name."""

    reading: str
    figure: Figure


class Instances(NamedTuple):
    """All that is judged of an obligation."""

    unit: str
    read: tuple[Read, ...]  # those by which anything was judged
    whole: Figure  # for what is left over; its sums mix readings
    last: Verdict | None  # the latest that was missed
    missed: tuple[Verdict, ...]
    met: tuple[Verdict, ...]
    others: tuple[Verdict, ...]


class Dot(NamedTuple):
    """A period, a month or a post: the worst that was judged, and what was judged."""

    name: str
    state: State
    field: str  # by which the list of judgements finds it
    judgements: Group


def instances(base: KnowledgeBase, obligation_id: str) -> Instances:
    """Give what is judged of an obligation."""
    verdicts = base.verdicts_of(obligation_id)
    readings = dict.fromkeys(one.reading or "" for one in verdicts)
    read = (Read(name, figure(one for one in verdicts if (one.reading or "") == name)) for name in readings)
    missed = sorted((one for one in verdicts if one.state in MISSED), key=_when, reverse=True)
    return Instances(
        _unit(verdicts),
        tuple(one for one in read if one.figure.denominator.ids),
        figure(verdicts),
        next(iter(missed), None),
        tuple(missed),
        tuple(one for one in verdicts if one.state is State.MET),
        tuple(one for one in verdicts if one.state not in (*MISSED, State.MET)),
    )


def dots(base: KnowledgeBase, obligation_id: str) -> tuple[Dot, ...]:
    """Give the judgements by period; of records by month of what each is about, else by post.

    What asks for nothing is in no dot, nor is what nobody knows the time of.
    """
    found: dict[tuple[str, str], list[Verdict]] = {}
    for one in base.verdicts_of(obligation_id):
        if one.state is not State.NOT_APPLICABLE:
            found.setdefault(_spot(base, one), []).append(one)
    return tuple(
        Dot(name, worst(some) or State.SUSPECT, field, _group(name, some))
        for (field, name), some in sorted(found.items(), key=lambda pair: pair[0])
        if name
    )


def month(base: KnowledgeBase, one: Verdict) -> str:
    """Give the month of the record that is judged, where the judgement names no period of its own."""
    record = None if one.period else base.facts.get(one.subject or "")
    found = days(record, base.facts.records, base.config.zone) if record else None
    return found.first.isoformat()[:_MONTH] if found else ""


def _spot(base: KnowledgeBase, one: Verdict) -> tuple[str, str]:
    if one.period:
        return "period", one.period
    return ("part", one.part) if one.part else ("month", month(base, one))


def _group(name: str, some: Iterable[Verdict]) -> Group:
    return Group(name, tuple(about(one) for one in some))


def _unit(verdicts: Sequence[Verdict]) -> str:
    if any(one.clock or one.subject for one in verdicts):
        return RECORDS
    if any(one.part for one in verdicts):
        return POSTS
    return PERIODS if any(one.period for one in verdicts) else WHOLE


def _when(one: Verdict) -> tuple[str, str]:
    return one.period or "", in_order(one.subject or one.part or "")
