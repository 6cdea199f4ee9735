"""The page of one record: what it says, how it is judged, who names whom, who entered it when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures.once import once
from generators.measures.standing import WORST_FIRST
from generators.records.moment import moment
from generators.records.provenance import Completeness, Edit
from generators.records.record import Record, in_order
from generators.site.cells import Cell, Field, Many, Ref, fields, prose, reference, time
from generators.site.form_files import may_be_changed
from generators.site.listing.judgements import BESIDE, FEW, FEW_BESIDE, NO, filtered, first
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.pages import clock_chips, course, duty, runbook, timeline
from generators.site.pages.blamed import Blame, Blamed
from generators.site.pages.clock_chips import Chip
from generators.site.pages.incoming import Incoming, incoming
from generators.site.pages.judged_table import judged
from generators.site.pages.own_figures import OwnFigures, Told
from generators.site.pages.readings_table import ReadingsTables
from generators.site.pages.sheet import Sheet, account, accounted, sheet
from generators.site.pages.timeline import TimelineView
from generators.site.render import body, has_template
from generators.site.summary import Summary, summary
from generators.site.verdict_rows import VerdictRow, rows
from generators.words import say

_HEAD = ("kind", "id", "recorded_at", "voided")  # shown elsewhere on the page
_LONG = 40  # characters, from which on a text is prose and no fact


class Trail(NamedTuple):
    """What Git knows: one sentence, and the edits, newest first."""

    sentence: str
    edits: tuple[tuple[str, str, str, str], ...]  # time, author, how, short commit


class More(NamedTuple):
    """Judgements that are too many for the page: their list, and where it begins without a script."""

    is_beside: bool
    judgements: Count
    uri: str


class Own(NamedTuple):
    """What is measured once for the pages of all records."""

    figures: OwnFigures
    tables: ReadingsTables
    blamed: Blamed


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
    summary: Summary
    blamed: tuple[Blame, ...]  # for what its own judgements do not tell
    findings: tuple[tuple[Cell, str], ...]  # message, code
    chips: tuple[Chip, ...]
    figures: tuple[Told, ...]  # its own, as measures/ makes them of its rows
    course: Markup | None  # drawn to scale
    told: tuple[Field, ...]  # what was written at length
    facts: tuple[Field, ...]  # the short ones
    tables: tuple[Field, ...]
    sheet: Sheet | None  # of what is signed for others
    followed: tuple[Summary, ...]  # what came of it: records with a life of their own that name it
    outgoing: tuple[Ref, ...]
    incoming: tuple[Incoming, ...]
    timeline: TimelineView | None
    verdicts: tuple[VerdictRow, ...]
    states: tuple[tuple[str, int], ...]  # of all of them, in words, the worst first
    beside: tuple[VerdictRow, ...]  # by readings that do not count
    more: tuple[More, ...]  # lists of which only the first stand here
    trail: Trail
    migrated: str | None
    claimed: str | None
    source: str
    no_source: str  # why it is not shown
    change: str  # the address of its form; empty where it may not be changed
    previous: Ref | None  # of its kind, in the order of ids
    following: Ref | None


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give a page for every sound record, at its one address."""
    running = runbook.OpenClocks(base, "runbook")
    own = Own(OwnFigures(base), ReadingsTables(base), Blamed(base))
    for record in base.facts.records.values():
        register = None if record.kind.is_document else address.register(record.kind.name)
        make = partial(_body, base, record, running, own)
        yield Page(address.record(record.id), record.title, make, contents=True, register=register)


def _body(base: KnowledgeBase, record: Record, running: runbook.OpenClocks, own: Own) -> str:
    uri = address.record(record.id)
    if record.kind.name == "runbook":
        model = view(base, record, own, leave_out=runbook.SHOWN)
        return body("runbook.html.jinja", uri, view=model, **runbook.model(base, record, running))
    answer = duty.view(base, record)
    if answer is not None:
        return body("duty.html.jinja", uri, view=view(base, record, own), duty=answer)
    special = f"{record.kind.name}.html.jinja"
    template = special if has_template(special) else "record.html.jinja"
    return body(template, uri, view=view(base, record, own))


def view(
    base: KnowledgeBase, record: Record, own: Own | None = None, *, leave_out: tuple[str, ...] = ()
) -> RecordView:
    """Gather the page of a record; `leave_out` names fields that a kind's own template shows itself."""
    kind = record.kind
    own = own or Own(OwnFigures(base), ReadingsTables(base), Blamed(base))
    claimed = moment(record.data.get("recorded_at"), base.config.zone)
    voided, origin = record.data.get("voided"), record.data.get(kind.role("origin"))
    life = timeline.view(base, record)
    events = tuple(event.name for event in kind.events) if life else ()  # the timeline tells them
    shown = _fields(base, record, (*_HEAD, *events, *leave_out, *(() if leave_out else (kind.title_key,))))
    told = tuple(one for one in shown if _is_told(record, one))
    previous, following = _neighbours(base, record)
    chips = clock_chips.chips(base, record)
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
        summary=summary(base, record),
        blamed=own.blamed.of(record),
        findings=tuple((prose(base, one.message), one.code) for one in base.findings_in(record.path)),
        chips=chips,
        figures=own.figures.of(record),
        course=course.strip(base, record),
        told=told,
        facts=tuple(one for one in shown if one not in told and one.cell.form != "table"),
        tables=tuple(_table(base, record, own, one) for one in shown if one.cell.form == "table"),
        sheet=sheet(base, record),
        followed=_followed(base, record),
        outgoing=_outgoing(base, record),
        incoming=tuple(incoming(base, record.id)),
        timeline=life,
        verdicts=rows(base, first(base.verdicts_on(record.id))),
        states=_states(base, record),
        beside=rows(base, first(base.beside_on(record.id), FEW_BESIDE)),
        more=tuple(_more(base, record)),
        trail=_trail(base, record),
        migrated=say("record.migrated", batch=origin["batch"], day=origin["cutover"]) if origin else None,
        claimed=say("record.trail_claim", time=time(base, claimed.at)) if claimed else None,
        source=_source(base, record),
        no_source=say("record.source_internal" if base.reader.is_outside else "record.source_later"),
        change=address.change(record.kind.name, record.id) if may_be_changed(base, record) else "",
        previous=previous,
        following=following,
    )


def _table(base: KnowledgeBase, record: Record, own: Own, one: Field) -> Field:
    """Give a table with what is known of its rows: readings, the records signed for, how each came out."""
    if one.name == account(record):
        return accounted(base, record, one)
    return judged(base, own.tables.of(record, one))


def _is_told(record: Record, one: Field) -> bool:
    """Say whether a field holds prose: a text too long for a list of facts."""
    value = record.data.get(one.name)
    return isinstance(value, str) and one.cell.form in ("text", "prose") and len(value) > _LONG


def _followed(base: KnowledgeBase, record: Record) -> tuple[Summary, ...]:
    """Give what has a life of its own and names a record that has one: actions, changes, problems."""
    if not record.kind.start:
        return ()
    sources = dict.fromkeys(link.source for link in base.facts.naming(record.id) if link.source != record.id)
    found = (base.facts.get(source) for source in sorted(sources, key=in_order))
    return tuple(summary(base, one) for one in found if one is not None and one.kind.start)


def _neighbours(base: KnowledgeBase, record: Record) -> tuple[Ref | None, Ref | None]:
    """Give the records before and after, as their register counts them."""
    before, after = (reference(base, one) if one else None for one in _around(base)[record.id])
    return before, after


@once
def _around(base: KnowledgeBase) -> Mapping[str, tuple[str, str]]:
    """Give the ids before and after each; empty at an end."""
    found: dict[str, tuple[str, str]] = {}
    for kind in base.kinds.sound:
        ids = ["", *(one.id for one in base.facts.of_kind(kind)), ""]
        found |= {one: (ids[at], ids[at + 2]) for at, one in enumerate(ids[1:-1])}
    return MappingProxyType(found)


def _source(base: KnowledgeBase, record: Record) -> str:
    """Give the file as it is written; empty if it tells of what was still to come."""
    return (
        ""
        if record.id in base.facts.hidden
        else record.source.decode(errors="replace").removeprefix("\ufeff")
    )


def _fields(base: KnowledgeBase, record: Record, leave_out: tuple[str, ...]) -> tuple[Field, ...]:
    """Give the fields; how one is judged, and read, is said in words if the page does not begin so."""
    name, readings = record.kind.role("judge"), record.kind.role("readings")
    if not name or not record.is_voided:
        return fields(base, record, leave_out=(*leave_out, name, readings))
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


def _states(base: KnowledgeBase, record: Record) -> tuple[tuple[str, int], ...]:
    """Count the judgements on a record by state, in words."""
    found = Counter(one.state for one in base.verdicts_on(record.id))
    return tuple((say(f"state.{state}"), found[state]) for state in WORST_FIRST if found[state])


def _more(base: KnowledgeBase, record: Record) -> Iterator[More]:
    if not record.kind.role("judge"):
        return
    both = (base.verdicts_on(record.id), FEW), (base.beside_on(record.id), FEW_BESIDE)
    for is_beside, (verdicts, few) in enumerate(both):
        if len(verdicts) > few:
            chosen = filtered(obligation=record.id, **({"counts": NO} if is_beside else {}))
            uri = address.part(address.JUDGEMENTS, record.id + BESIDE * is_beside)
            yield More(bool(is_beside), counted(len(verdicts), chosen), uri)


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
