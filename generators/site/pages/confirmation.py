"""A month that the customer confirms: each item with its level, its time, how it came out, and its proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generators import address
from generators.kinds.called import filled
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed, outcome
from generators.measures.confirmed import Draft, Item, Sheet
from generators.measures.figure import JUDGED, how_many
from generators.measures.outcome import UNJUDGED
from generators.records.record import Record
from generators.records.timeline import Timeline
from generators.site.cells import Ref, reference, time
from generators.site.listing.judgements import YES, filtered
from generators.site.listing.view import Count, counted
from generators.site.pages import sla_link
from generators.site.pages.around import around
from generators.site.render import body
from generators.spoken import duration
from generators.words import say


class Result(NamedTuple):
    """How an item came out: the name of a state, and by how much it is over or what it has left."""

    name: str
    span: str


class ItemRow(NamedTuple):
    """An item in words."""

    record: Ref
    kind: str
    level: str
    at: str
    result: Result | None
    proven: Count | None
    judged: Count | None
    is_timed: bool  # whether it is judged by clocks
    is_disputed: bool
    opinion: str
    reason: str


class Month(NamedTuple):
    """One sheet, what is judged by level first."""

    answer: str
    record: Ref
    timed: tuple[ItemRow, ...]
    others: tuple[ItemRow, ...]


def page(base: KnowledgeBase, name: str, names: Sequence[str]) -> str:
    """Give the body of a month; `names` are all months that have a page."""
    uri = address.of_period(address.SUPERVISION, name)
    return body(
        "confirmation-month.html.jinja",
        uri,
        months=months(base, name),
        clocks=sla_link.of_period(base, name),
        around=around(address.SUPERVISION, name, names),
    )


def months(base: KnowledgeBase, name: str) -> tuple[Month, ...]:
    """Give the sheets of a month, one for each contract."""
    return tuple(_month(base, one) for one in confirmed.confirmations(base) if one.month == name)


def form(base: KnowledgeBase, draft: Draft) -> str:
    """Give the address at which the reader fills in a draft; empty for who does not."""
    is_theirs = any(one.name == draft.kind for one in filled(base.kinds, base.reader.who))
    return address.begun(draft.kind, draft.name) if is_theirs else ""


def says(base: KnowledgeBase, name: str) -> str:
    """Say in a few words how a month went; of the sheets of several contracts each says it itself."""
    found = [_answer(base, one) for one in confirmed.confirmations(base) if one.month == name]
    return "" if found[1:] else found[0]


def item_row(base: KnowledgeBase, record_id: str, item: Item | None = None) -> ItemRow:
    """Say an item; of one that is on no sheet yet nobody has an opinion."""
    record = base.facts.get(record_id)
    found = outcome.of(base, record) if record else outcome.Outcome(UNJUDGED)
    proof = confirmed.proof(base, record_id)
    judged = filtered(subject=record_id, result=JUDGED)
    proven = filtered(subject=record_id, result=JUDGED, proof=YES)
    start = Timeline(record, base.config.zone).start if record else None
    return ItemRow(
        reference(base, record_id),
        record.kind.title if record else "",
        _level(record),
        time(base, start.at) if start else "",
        Result(found.name, duration(found.seconds) if found.seconds > 0 else "") if found.name else None,
        counted(proof.proven.number, proven) if proof.judged.number else None,
        counted(proof.judged.number, judged) if proof.judged.number else None,
        any(one.clock for one in base.verdicts_on(record_id)),
        item is not None and item.is_disputed,
        item.opinion if item else "",
        item.reason if item else "",
    )


def _month(base: KnowledgeBase, sheet: Sheet) -> Month:
    rows = [item_row(base, one.id, one) for one in sheet.items]
    return Month(
        _answer(base, sheet),
        reference(base, sheet.id),
        tuple(one for one in rows if one.is_timed),
        tuple(one for one in rows if not one.is_timed),
    )


def _answer(base: KnowledgeBase, sheet: Sheet) -> str:
    told: dict[str, object] = {"count": how_many(sheet.items), "disputed": how_many(sheet.disputed)}
    if sheet.signed is None:
        return say("supervision.month_unsigned", **told)
    told["signed"] = sheet.signed.astimezone(base.config.zone).date().isoformat()
    return say("supervision.month_signed" if sheet.disputed else "supervision.month_agreed", **told)


def _level(record: Record | None) -> str:
    return str(record.data.get(record.kind.role("level"), "")) if record else ""
