"""What comes first on the page of a record that says how it is judged: judgement, periods, misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures.figure import Group
from generators.measures.instances import Dot, dots, instances
from generators.measures.outcome import of
from generators.records.record import Record
from generators.site import period_days
from generators.site.cells import Plain, Prose, prose
from generators.site.listing.judgements import filtered, first
from generators.site.listing.view import Count, counted
from generators.site.posts import post
from generators.site.times import Times, times
from generators.site.verdict_rows import VerdictRow, rows


class DotView(NamedTuple):
    """A period, a month or a post with its worst state."""

    name: str
    state: str
    all: Count


class Pile(NamedTuple):
    """Judgements that stand or are folded together; of many, the first."""

    name: str
    all: Count
    rows: tuple[VerdictRow, ...]
    is_open: bool


class DutyView(NamedTuple):
    """An obligation as its page answers: in which state, how often met, by what it is judged."""

    state: str
    times: Times
    judged: Plain | Prose
    beside: tuple[Plain | Prose, ...]
    dots: tuple[DotView, ...]
    piles: tuple[Pile, ...]


def view(base: KnowledgeBase, record: Record) -> DutyView | None:
    """Gather what stands first; nothing for a record that judges nothing, or no more."""
    if not record.kind.role("judge") or record.is_voided:
        return None
    said = base.spoken(record)
    return DutyView(
        of(base, record).name,
        times(base, record),
        prose(base, said.judged),
        tuple(prose(base, one) for one in said.beside),
        tuple(_dot(base, record.id, one) for one in dots(base, record.id)),
        tuple(_piles(base, record.id)),
    )


def _dot(base: KnowledgeBase, name: str, one: Dot) -> DotView:
    result = tuple(str(state) for state in State if state is not State.NOT_APPLICABLE)
    values: dict[str, tuple[str, ...] | str] = {one.field: one.name, "result": result}
    chosen = filtered(obligation=name, **values)
    title = post(base, one.name) if one.field == "part" else period_days.called(base, name, one.name)
    return DotView(title, one.state, counted(one.judgements.number, chosen))


def _piles(base: KnowledgeBase, name: str) -> Iterator[Pile]:
    """Yield what was missed, what is neither, and what was met; of many the first."""
    known = instances(base, name)
    shown = {*first(base.verdicts_of(name))}
    piles = (("missed", known.missed, True), ("others", known.others, False), ("met", known.met, False))
    for key, some, is_open in piles:
        if some:
            states = tuple(dict.fromkeys(str(one.state) for one in some))
            number = Group(key, tuple(one.obligation for one in some)).number
            count = counted(number, filtered(obligation=name, result=states))
            yield Pile(key, count, rows(base, (one for one in some if one in shown)), is_open)
