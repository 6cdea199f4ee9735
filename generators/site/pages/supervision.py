"""Supervision: what the customer confirmed by months, disputed and accepted, and what eases the contract."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.kinds.called import filled
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed, eased, fields
from generators.measures.confirmed import Draft, Item, Sheet
from generators.measures.eased import Decision
from generators.measures.figure import how_many
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.site.listing.judgements import filtered
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.pages import confirmation
from generators.site.pages.confirmation import ItemRow, item_row
from generators.site.render import body
from generators.spoken import period
from generators.words import say

_DRAFTED = 100  # rows of a draft


class MonthRow(NamedTuple):
    """A month in the list of all; `rows` is where its items stand."""

    title: str
    uri: str
    record: Ref
    rows: str
    items: int
    disputed: int
    signed: str
    after: str


class Dispute(NamedTuple):
    """An item with which the customer does not agree."""

    record: Ref
    sheet: Ref
    reason: str


class Deliverable(NamedTuple):
    """What was accepted or not, and how it is judged now."""

    record: Ref
    opinion: str
    shape: str
    reason: str
    states: tuple[tuple[str, Count], ...]


class Acceptance(NamedTuple):
    """An acceptance with what was looked at."""

    record: Ref
    answer: str
    days: str
    rows: str
    items: int
    states: tuple[tuple[str, Count], ...]  # of the judgements on all deliverables
    deliverables: tuple[Deliverable, ...]


class DecisionRow(NamedTuple):
    """A decision in force."""

    record: Ref
    effect: str
    is_eased: bool
    instrument: str
    since: str
    until: str
    obligations: Count | None


class DraftView(NamedTuple):
    """What the next sheet would hold."""

    answer: str
    lead: str
    rows: tuple[ItemRow, ...]
    running: tuple[ItemRow, ...]
    is_cut: bool  # whether it shows only the first of them
    form: str  # where it is filled in; empty for who does not


class View(NamedTuple):
    """The whole."""

    months: tuple[MonthRow, ...]
    drafts: tuple[DraftView, ...]
    disputes: tuple[Dispute, ...]
    acceptances: tuple[Acceptance, ...]
    decisions: tuple[DecisionRow, ...]
    eased: int
    forms: tuple[Kind, ...]  # in which the reader says what they think of the work


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page and one a month; a base in which nobody confirmed, accepted or decided has none."""
    sheets = confirmed.confirmations(base)
    if sheets or confirmed.acceptances(base) or eased.decisions(base):
        answer = partial(_answer, sheets) if sheets else str
        make = partial(_body, base)
        yield Page(address.SUPERVISION, say("supervision.title"), make, in_nav=True, answer=answer)
    names = sorted({one.month for one in sheets})
    for name in names:
        title = say("supervision.month_title", month=period(name))
        uri = address.of_period(address.SUPERVISION, name)
        make = partial(confirmation.page, base, name, names)
        yield Page(uri, title, make, answer=partial(confirmation.says, base, name))


def view(base: KnowledgeBase) -> View:
    """Gather the page, the newest first."""
    sheets, accepted = confirmed.confirmations(base), confirmed.acceptances(base)
    decisions = eased.decisions(base)
    everything = sorted((*sheets, *accepted), key=lambda one: one.days.first, reverse=True)
    return View(
        tuple(_month(base, one) for one in reversed(sheets)),
        tuple(_draft(base, one) for one in confirmed.drafts(base)),
        tuple(_dispute(base, sheet, one) for sheet in everything for one in sheet.disputed),
        tuple(_acceptance(base, one) for one in reversed(accepted)),
        tuple(_decision(base, one) for one in decisions),
        how_many([one for one in decisions if one.is_eased]),
        tuple(one for one in filled(base.kinds, base.reader.who) if fields.field(one, "opinion")),
    )


def _body(base: KnowledgeBase) -> str:
    return body("supervision.html.jinja", address.SUPERVISION, view=view(base))


def _answer(sheets: tuple[Sheet, ...]) -> str:
    unsigned = how_many([one for one in sheets if one.signed is None])
    disputed = how_many([item for one in sheets for item in one.disputed])
    return say(
        "supervision.unsigned" if unsigned else "supervision.all_signed",
        months=how_many(sheets),
        unsigned=unsigned,
        disputed=disputed,
    )


def _month(base: KnowledgeBase, one: Sheet) -> MonthRow:
    day = one.signed.astimezone(base.config.zone).date() if one.signed else None
    return MonthRow(
        period(one.month),
        address.of_period(address.SUPERVISION, one.month),
        reference(base, one.id),
        address.table(one.id, one.table),
        how_many(one.items),
        how_many(one.disputed),
        day.isoformat() if day else "",
        say("supervision.days", days=(day - one.days.last).days) if day else "",
    )


def _draft(base: KnowledgeBase, one: Draft) -> DraftView:
    return DraftView(
        say("supervision.draft", month=period(one.month), items=one.items.number),
        say("supervision.draft_lead", running=one.running.number),
        tuple(item_row(base, name) for name in one.items.ids[:_DRAFTED]),
        tuple(item_row(base, name) for name in one.running.ids[:_DRAFTED]),
        bool(one.items.ids[_DRAFTED:] or one.running.ids[_DRAFTED:]),
        confirmation.form(base, one),
    )


def _dispute(base: KnowledgeBase, sheet: Sheet, one: Item) -> Dispute:
    return Dispute(reference(base, one.id), reference(base, sheet.id), one.reason)


def _acceptance(base: KnowledgeBase, one: Sheet) -> Acceptance:
    record = reference(base, one.id)
    return Acceptance(
        record,
        say(
            "supervision.acceptance",
            title=record.title,
            items=how_many(one.items),
            disputed=how_many(one.disputed),
        ),
        say("supervision.accepted_days", first=one.days.first, last=one.days.last),
        address.table(one.id, one.table),
        how_many(one.items),
        _states(base, tuple(item.id for item in one.items)),
        tuple(_deliverable(base, item) for item in one.items),
    )


def _deliverable(base: KnowledgeBase, one: Item) -> Deliverable:
    return Deliverable(
        reference(base, one.id),
        one.opinion,
        "failed" if one.is_disputed else "met",
        one.reason,
        _states(base, (one.id,)),
    )


def _states(base: KnowledgeBase, ids: tuple[str, ...]) -> tuple[tuple[str, Count], ...]:
    return tuple(
        (group.name, counted(group.number, filtered(subject=ids, result=group.name)))
        for group in confirmed.states(base, ids)
    )


def _decision(base: KnowledgeBase, one: Decision) -> DecisionRow:
    kind = base.facts.records[one.id].kind
    return DecisionRow(
        reference(base, one.id),
        one.effect,
        one.is_eased,
        kind.fields[kind.role("instrument")].word(one.instrument),
        one.since.isoformat(),
        one.until.isoformat() if one.until else "",
        opened(base, one.obligations.ids) if one.obligations.ids else None,
    )
