"""Columns by which the load is divided: nobody sees them in a register, addresses ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from generators import address
from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields, load
from generators.records.moment import known
from generators.records.record import Record
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Column, Look, Value
from generators.words import say

COUNTS, WEEKDAY, HOUR, AGREEMENT = "load", "weekday", "hour", "agreement"
YES, NO = "yes", "no"


class Made(NamedTuple):
    """A column and its value in each row."""

    column: Column
    values: Sequence[Value]


def columns(
    base: KnowledgeBase, kind: Kind, records: Sequence[Record], there: Collection[str]
) -> Iterator[Made]:
    """Yield the columns of a kind whose load is measured, but for those that are there already."""
    by = [one for one in fields.fields(kind, "load-by") if base.reader.may(kind.readers[one.at])]
    if not by:
        return
    zone = base.config.zone
    begun = [known(one.data.get(kind.start), zone) for one in records]
    yield Made(_hidden(COUNTS, say("listing.load")), [NO if one.is_voided else YES for one in records])
    yield Made(_hidden(WEEKDAY, say("listing.weekday")), [load.weekday(one, zone) for one in begun])
    yield Made(_hidden(HOUR, say("listing.hour")), [load.hour(one, zone) for one in begun])
    if _has_several(base):
        yield Made(
            _hidden(AGREEMENT, say("home.contract")),
            [base.bindings.of(one).agreement or "" for one in records],
        )
    for field in by:
        if column_of(field) not in there:
            yield Made(_hidden(column_of(field), field.title), [load.value_of(one, field) for one in records])


def column_of(field: Field) -> str:
    """Name the column of a field that the load is divided by."""
    return "-".join(field.at)


def came_in(base: KnowledgeBase, kind: str, months: tuple[str, ...], agreement: str | None) -> Filter:
    """Give what came in of a kind in some months."""
    own = {AGREEMENT: (agreement,)} if agreement and _has_several(base) else {}
    return Filter(address.register(kind), {COUNTS: (YES,), "month": months, **own})


def _has_several(base: KnowledgeBase) -> bool:
    return bool(base.bindings.agreements[1:])


def _hidden(name: str, title: str) -> Column:
    return Column(name, title, Look.TEXT, is_shown=False)
