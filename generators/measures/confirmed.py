"""What the customer looked at item by item: when it was signed, what was disputed, what the next holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from generators.judging.verdict import State, Verdict
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import JUDGED, Group
from generators.measures.once import once
from generators.records import about
from generators.records.about import Days
from generators.records.moment import known
from generators.records.record import Record
from generators.records.timeline import Timeline

_DAY = timedelta(days=1)
_MONTH = len("2026-10")


class Item(NamedTuple):
    """One row of a sheet: what was looked at, and what the customer says of it."""

    id: str
    opinion: str
    is_disputed: bool
    reason: str


class Sheet(NamedTuple):
    """One sheet: the days that it is about, its rows, and when it was signed if it was."""

    id: str
    table: str
    contract: str | None
    days: Days
    items: tuple[Item, ...]
    signed: datetime | None

    @property
    def month(self) -> str:
        """The month in which its days begin."""
        return self.days.first.isoformat()[:_MONTH]

    @property
    def disputed(self) -> tuple[Item, ...]:
        """The rows with which the customer does not agree."""
        return tuple(one for one in self.items if one.is_disputed)


class Draft(NamedTuple):
    """What the sheet of the month after the last one would hold: what ended in it, and what still runs."""

    kind: str
    contract: str | None
    days: Days
    items: Group
    running: Group

    @property
    def month(self) -> str:
        """The month."""
        return self.days.first.isoformat()[:_MONTH]

    @property
    def name(self) -> str:
        """The month, and of which contract, if sheets say so: no other draft is called so."""
        return "-".join(one for one in (self.month, self.contract) if one)


class Proof(NamedTuple):
    """The judgements on a record that count, and those of them with proof beyond a statement."""

    judged: Group
    proven: Group


def confirmations(base: KnowledgeBase) -> tuple[Sheet, ...]:
    """Give the sheets of whole months, in time."""
    return tuple(one for kind in _kinds(base) if _is_monthly(kind) for one in _sheets(base, kind))


def acceptances(base: KnowledgeBase) -> tuple[Sheet, ...]:
    """Give the sheets of any other time, in time."""
    return tuple(one for kind in _kinds(base) if not _is_monthly(kind) for one in _sheets(base, kind))


@once
def drafts(base: KnowledgeBase) -> tuple[Draft, ...]:
    """Give for each contract with confirmations the month after its last: only once that month has begun."""
    found = []
    today = base.now.astimezone(base.config.zone).date()
    for kind in filter(_is_monthly, _kinds(base)):
        sheets = _sheets(base, kind)
        for contract in dict.fromkeys(one.contract for one in sheets):
            own = [one for one in sheets if one.contract == contract]
            first = max(one.days.last for one in own) + _DAY
            if first <= today:
                last = (first.replace(day=1) + 31 * _DAY).replace(day=1) - _DAY
                found.append(_draft(base, kind, own, contract, Days(first, last)))
    return tuple(found)


def begun(base: KnowledgeBase, draft: Draft) -> Mapping[str, Any]:
    """Give a draft as the record that it would be, without opinions: nobody has given any."""
    kind, bindings = base.kinds.sound[draft.kind], base.bindings
    opinion = fields.column(kind, "opinion")
    subject = _subject(kind, opinion).name
    is_meant = draft.contract is None or (bindings.is_meant and draft.contract == bindings.default)
    contract = {} if is_meant else {fields.naming_contract(base, kind)[0]: draft.contract}
    month = next(one.name for one in kind.marked("in-id") if one.form is Form.MONTH)
    return {**contract, month: draft.month, opinion.at[0]: [{subject: one} for one in draft.items.ids]}


def proof(base: KnowledgeBase, record_id: str) -> Proof:
    """Give how many of the judgements on a record rest on more than a statement."""
    own = [one for one in base.verdicts_on(record_id) if one.subject == record_id and one.state in JUDGED]
    return Proof(
        Group("judged", tuple(_named(one) for one in own)),
        Group("proven", tuple(_named(one) for one in own if one.independent)),
    )


def states(base: KnowledgeBase, ids: Iterable[str]) -> tuple[Group, ...]:
    """Divide the judgements on records by state, in the order of `State`."""
    own = [one for name in dict.fromkeys(ids) for one in base.verdicts_on(name) if one.subject == name]
    groups = (Group(state, tuple(_named(one) for one in own if one.state is state)) for state in State)
    return tuple(one for one in groups if one.number)


def _named(one: Verdict) -> str:
    return " ".join(part for part in (one.subject, one.obligation, one.clock, one.period) if part)


def _kinds(base: KnowledgeBase) -> tuple[Kind, ...]:
    return fields.kinds_with(base, "opinion")


def _is_monthly(kind: Kind) -> bool:
    return any(field.form is Form.MONTH for field in kind.marked("in-id"))


def _sheets(base: KnowledgeBase, kind: Kind) -> tuple[Sheet, ...]:
    found = []
    for record in fields.records(base, kind):
        days = about.days(record, base.facts.records, base.config.zone)
        if days:
            found.append(_sheet(base, record, days))
    return tuple(sorted(found, key=lambda one: (one.days.first, one.id)))


def _sheet(base: KnowledgeBase, record: Record, days: Days) -> Sheet:
    opinion = fields.column(record.kind, "opinion")
    subject, bad = _subject(record.kind, opinion), fields.codes(opinion)
    signed = known(record.data.get(record.kind.stop), base.config.zone)
    items = []
    for row in fields.rows(record, "opinion"):
        said = row.cells[opinion.name]
        reason = str(row.cells.get("reason", ""))
        items.append(Item(str(row.cells[subject.name]), opinion.word(said), said in bad, reason))
    contract = fields.contract_of(base, record)
    return Sheet(record.id, opinion.at[0], contract, days, tuple(items), signed.at if signed else None)


def _subject(kind: Kind, opinion: Field) -> Field:
    """Give the column beside an opinion that names the record."""
    return next(one for one in kind.fields[opinion.at[0]].children.values() if one.ref)


def _draft(base: KnowledgeBase, kind: Kind, sheets: list[Sheet], contract: str | None, days: Days) -> Draft:
    named = {item.id for sheet in sheets for item in sheet.items}
    table = fields.column(kind, "opinion").at[0]
    ended, running = [], []
    wanted = kind.tree.marks.get("whole", {}).get(table, {}).get("records", ())
    for name in (one for one in wanted if one in base.kinds.sound):  # of a broken schema nobody knows records
        for record in fields.records(base, base.kinds.sound[name]):
            if record.id in named or fields.contract_of(base, record) not in (contract, None):
                continue
            end = _end(base, record)
            if end is None:
                running += [record.id] * _has_begun(base, record, days.last)
            elif days.first <= end <= days.last:
                ended.append(record.id)
    return Draft(kind.name, contract, days, Group("draft", tuple(ended)), Group("running", tuple(running)))


def _end(base: KnowledgeBase, record: Record) -> date | None:
    stop = known(record.data.get(record.kind.stop), base.config.zone)
    return stop.at.astimezone(base.config.zone).date() if stop else None


def _has_begun(base: KnowledgeBase, record: Record, last: date) -> bool:
    life = Timeline(record, base.config.zone)
    start = None if life.is_over else known(record.data.get(record.kind.start), base.config.zone)
    return start is not None and start.at.astimezone(base.config.zone).date() <= last
