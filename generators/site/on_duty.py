"""Who is on duty as pages show it: a row a duty, who has it when the data end, until when, who follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from generators.kinds.field import Form
from generators.knowledge import KnowledgeBase
from generators.measures import on_duty, things
from generators.measures.on_duty import Duty
from generators.records.record import Record
from generators.site.cells import Ref, reference
from generators.spoken import minute
from generators.words import say

_YEAR = 5  # characters of 2026-


class Person(NamedTuple):
    """Somebody to call; no number where the reader may not see it."""

    ref: Ref
    tel: str
    flag: str  # what is wrong with the person's being on duty


class Row(NamedTuple):
    """One duty, or one who is always there."""

    code: str  # empty for who is always there
    title: str
    people: tuple[Person, ...]
    until: str
    follows: Person | None


def rows(base: KnowledgeBase, duties: Iterable[Duty]) -> Iterator[Row]:
    """Yield the duties as they stand at the moment of the base, then who may be called besides."""
    known = people(base, duties)
    for one in duties:
        here, after = one.at(base.now), one.after(base.now)
        yield Row(
            one.code,
            one.title,
            tuple(known[turn.person] for turn in here),
            clock(base, min(turn.end for turn in here)) if here else "",
            known[after.person] if after else None,
        )
    yield from _always(base)


def people(base: KnowledgeBase, duties: Iterable[Duty]) -> dict[str, Person]:
    """Give everybody who has a turn, by id."""
    flags = on_duty.flags(base)
    names = dict.fromkeys(turn.person for one in duties for turn in one.turns)
    return {name: _person(base, name, flags[name].note if name in flags else "") for name in names}


def clock(base: KnowledgeBase, at: datetime) -> str:
    """Write a moment without its year: 11-20 20:00."""
    return minute(at, base.config.zone)[_YEAR:]


def _always(base: KnowledgeBase) -> Iterator[Row]:
    """Yield who answers for the last roster, and who signed last for the customer."""
    found: list[tuple[str, Record]] = []
    for kind in base.shown:
        if kind.marked("duty"):
            found += [(say("home.duty.escalate"), one) for one in list(base.facts.of_kind(kind.name))[-1:]]
    last = things.signed_last(base)
    found += [(say("home.duty.customer"), last[0])] if last else []
    for title, record in found:
        name = things.owner(base, record)
        if name:
            yield Row("", title, (_person(base, name, ""),), "", None)


def _person(base: KnowledgeBase, name: str, flag: str) -> Person:
    record = base.facts.get(name)
    phones = record.kind.formed(Form.PHONE) if record else ()
    tel = next((str(record.data[one.name]) for one in phones if record and one.name in record.data), "")
    return Person(reference(base, name), tel, flag)
