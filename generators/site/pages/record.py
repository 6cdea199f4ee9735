"""The page of one record: what it says, how it is judged, who names whom, who entered it when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.records.moment import moment
from generators.records.provenance import Completeness, Edit
from generators.records.record import Record, in_order
from generators.site.cells import Cell, Field, Many, Ref, fields, prose, reference, time
from generators.site.page import Page
from generators.site.pages import runbook, timeline
from generators.site.pages.timeline import TimelineView
from generators.site.render import body, has_template
from generators.site.verdict_rows import VerdictRow, rows
from generators.words import say

_HEAD = ("kind", "id", "recorded_at", "voided")  # shown elsewhere on the page


class Incoming(NamedTuple):
    """Records of one kind that name this one."""

    title: str
    refs: tuple[Ref, ...]


class Trail(NamedTuple):
    """What Git knows: one sentence, and the edits, newest first."""

    sentence: str
    edits: tuple[tuple[str, str, str, str], ...]  # time, author, how, short commit


class RecordView(NamedTuple):
    """Everything a record's page shows."""

    id: str
    title: str
    kind: str
    kind_title: str
    element: str
    phases: str
    path: str
    is_document: bool
    status: str | None
    voided: str | None
    findings: tuple[tuple[Cell, str], ...]  # message, code
    fields: tuple[Field, ...]
    outgoing: tuple[Ref, ...]
    incoming: tuple[Incoming, ...]
    timeline: TimelineView | None
    verdicts: tuple[VerdictRow, ...]
    beside: tuple[VerdictRow, ...]  # by readings that do not count
    trail: Trail
    claimed: str | None
    source: str


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give a page for every sound record, at its one address."""
    running = runbook.OpenClocks(base, "runbook")
    for record in base.facts.records.values():
        register = None if record.kind.is_document else address.register(record.kind.name)
        make = partial(_body, base, record, running)
        yield Page(address.record(record.id), record.title, make, contents=True, register=register)


def _body(base: KnowledgeBase, record: Record, running: runbook.OpenClocks) -> str:
    uri = address.record(record.id)
    if record.kind.name == "runbook":
        model = view(base, record, leave_out=runbook.SHOWN)
        return body("runbook.html.jinja", uri, view=model, **runbook.model(base, record, running))
    own = f"{record.kind.name}.html.jinja"
    template = own if has_template(own) else "record.html.jinja"
    return body(template, uri, view=view(base, record))


def view(base: KnowledgeBase, record: Record, *, leave_out: tuple[str, ...] = ()) -> RecordView:
    """Gather the page of a record; `leave_out` names fields that a kind's own template shows itself."""
    kind = record.kind
    claimed = moment(record.data.get("recorded_at"), base.config.zone)
    voided = record.data.get("voided")
    return RecordView(
        id=record.id,
        title=record.title,
        kind=kind.name,
        kind_title=kind.title,
        element=say(f"element.{kind.element or 'none'}"),
        phases=say("value.comma").join(say(f"phase.{one}") for one in kind.phases),
        path=record.path,
        is_document=kind.is_document,
        status=record.data.get("status") if kind.is_document else None,
        voided=_voided(base, voided) if voided else None,
        findings=tuple((prose(base, one.message), one.code) for one in base.findings_in(record.path)),
        fields=_fields(base, record, (*_HEAD, *leave_out)),
        outgoing=_outgoing(base, record),
        incoming=_incoming(base, record),
        timeline=timeline.view(base, record),
        verdicts=_verdicts(base, record),
        beside=rows(base, base.beside_on(record.id)),
        trail=_trail(base, record),
        claimed=say("record.trail_claim", time=time(base, claimed.at)) if claimed else None,
        source=_source(base, record),
    )


def _source(base: KnowledgeBase, record: Record) -> str:
    """Give the file as it is written; empty if it tells of what was still to come."""
    return (
        ""
        if record.id in base.facts.hidden
        else record.source.decode(errors="replace").removeprefix("\ufeff")
    )


def _fields(base: KnowledgeBase, record: Record, leave_out: tuple[str, ...]) -> tuple[Field, ...]:
    """Give the fields; how an obligation is judged, and read, is said in words."""
    name, readings = record.kind.role("judge"), record.kind.role("readings")
    if not name:
        return fields(base, record, leave_out=leave_out)
    said = base.spoken(record)
    shown = fields(base, record, leave_out=(*leave_out, readings))
    beside = Many(tuple(prose(base, one) for one in said.beside))
    found = (one._replace(cell=prose(base, said.judged)) if one.name == name else one for one in shown)
    after = (Field(readings, say("spoken.beside"), beside),) if said.beside else ()
    return tuple(own for one in found for own in ((one, *after) if one.name == name else (one,)))


def _voided(base: KnowledgeBase, voided: dict[str, str]) -> str:
    at = time(base, datetime.fromisoformat(voided["at"]))
    return say("record.voided", reason=voided["reason"], by=reference(base, voided["by"]).title, time=at)


def _outgoing(base: KnowledgeBase, record: Record) -> tuple[Ref, ...]:
    targets = dict.fromkeys(
        link.target for link in base.facts.named_by(record.id) if link.target != record.id
    )
    return tuple(reference(base, target) for target in targets)


def _incoming(base: KnowledgeBase, record: Record) -> tuple[Incoming, ...]:
    sources = dict.fromkeys(link.source for link in base.facts.naming(record.id) if link.source != record.id)
    groups: dict[str, list[Ref]] = {}
    for source in sorted(sources, key=in_order):
        found = base.facts.get(source)
        if found:
            groups.setdefault(found.kind.title, []).append(reference(base, source))
    return tuple(Incoming(title, tuple(refs)) for title, refs in groups.items())


def _verdicts(base: KnowledgeBase, record: Record) -> tuple[VerdictRow, ...]:
    """Give the judgements on a record; for an obligation, all of its own."""
    return rows(base, base.verdicts_on(record.id))


def _trail(base: KnowledgeBase, record: Record) -> Trail:
    history = base.history
    if history is None or history.state is not Completeness.COMPLETE:
        return Trail(say(f"record.history.{history.state if history else Completeness.NONE}"), ())
    edits = history.trail(record.id)
    if not edits:
        return Trail(say("record.history.never"), ())
    rows = tuple(_row(base, edit) for edit in edits)
    if record.id in history.uncommitted:
        return Trail(say("record.history.uncommitted"), rows)
    first, changes = edits[-1], len(edits) - 1
    sentence = say(
        "record.trail_entered" if changes else "record.trail_once",
        author=first.author,
        time=_when(base, first),
        count=changes,
    )
    return Trail(sentence, rows)


def _row(base: KnowledgeBase, edit: Edit) -> tuple[str, str, str, str]:
    return _when(base, edit), edit.author, say(f"record.how.{edit.how}"), edit.commit[:12]


def _when(base: KnowledgeBase, edit: Edit) -> str:
    return time(base, datetime.fromisoformat(edit.committed))
