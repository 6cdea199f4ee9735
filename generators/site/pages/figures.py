"""Sums and shares of registers as pages show them: each number with the place where it can be read."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generators import address
from generators.kinds.field import Form
from generators.knowledge import KnowledgeBase
from generators.measures.planned import Plan
from generators.records.sums import Share, Sum
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.spoken import percent
from generators.words import say


class Number(NamedTuple):
    """A number, and where what it adds up is read; without an address where nothing is added up."""

    number: int
    uri: str | None


class Fraction(NamedTuple):
    """So many of so many."""

    met: Number
    of: Number
    percent: str


class Planned(NamedTuple):
    """What was meant for a day: the record, the days, how it stands."""

    record: Ref
    planned: str
    held: str
    shape: str
    word: str


def fraction(base: KnowledgeBase, share: Share) -> Fraction | None:
    """Give a share; None where nobody counted."""
    if share.percent is None:
        return None
    return Fraction(number(base, share.met), number(base, share.of), percent(share.percent))


def number(base: KnowledgeBase, one: Sum) -> Number:
    """Give a sum: of one record the place in it, of several their rows."""
    if not one.parts:
        return Number(one.number, None)
    if one.ids[1:]:
        return Number(one.number, opened(base, one.ids).address)
    part = one.parts[0]
    field = base.facts.records[part.id].kind.fields.get(str(part.at[0])) if part.at else None
    is_table = field is not None and field.form is Form.TABLE
    return Number(one.number, address.table(part.id, str(part.at[0]) if is_table else address.FIELDS))


def planned(base: KnowledgeBase, one: Plan) -> Planned:
    """Say how something planned stands."""
    today = base.now.astimezone(base.config.zone).date()
    shape, word = _standing(one, today)
    return Planned(
        reference(base, one.id),
        one.planned.isoformat() if one.planned else "",
        one.held.isoformat() if one.held else "",
        shape,
        word,
    )


def _standing(one: Plan, today: date) -> tuple[str, str]:
    if one.held:
        late = one.days_late
        if late is None:
            return "met", say("planned.held")
        if late > 0:
            return "met", say("planned.later", days=late)
        return "met", say("planned.earlier", days=-late) if late else say("planned.in_time")
    if one.planned and one.planned < today:
        return "late", say("planned.overdue", days=(today - one.planned).days)
    return "due", say("planned.ahead")
