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
from generators.records.record import Record, in_order
from generators.site import run_beside
from generators.site.cells import Cell, Field, Ref, prose, reference, time
from generators.site.form_files import may_be_changed
from generators.site.listing import helds
from generators.site.listing.judgements import BESIDE, FEW, FEW_BESIDE, NO, filtered, first
from generators.site.listing.named import MANY
from generators.site.listing.view import counted
from generators.site.page import Page
from generators.site.pages import (
    books,
    clock_chips,
    course,
    duty,
    exercise,
    followed,
    record_parts,
    runbook,
    sealed_month,
    timeline,
)
from generators.site.pages.as_written import AsWritten, as_written, beside
from generators.site.pages.blamed import Blame, blames
from generators.site.pages.clock_chips import Chip
from generators.site.pages.incoming import Incoming, incoming
from generators.site.pages.judged_table import judged
from generators.site.pages.own_figures import OwnFigures, Told
from generators.site.pages.readings_table import ReadingsTables
from generators.site.pages.record_fields import laid_out
from generators.site.pages.record_months import Began, Way, began
from generators.site.pages.record_months import own as own_period
from generators.site.pages.record_parts import More
from generators.site.pages.recovery import Section, parted
from generators.site.pages.sheet import Sheet, account, accounted, sheet
from generators.site.pages.timeline import TimelineView
from generators.site.pages.trail import Trail, trail
from generators.site.render import body, has_template
from generators.site.summary import Summary, summary
from generators.site.verdict_rows import VerdictRow, rows
from generators.words import say

_HEAD = ("kind", "id", "recorded_at", "voided")  # shown elsewhere on the page


class Own(NamedTuple):
    """What is measured once for the pages of all records."""

    figures: OwnFigures
    tables: ReadingsTables


class RecordView(NamedTuple):
    """Everything a record's page shows."""

    id: str
    title: str
    kind: str
    kind_title: str
    element: str
    phases: str
    is_document: bool
    is_followed: bool  # and taken along
    status: str | None
    voided: str | None
    summary: Summary
    blamed: tuple[Blame, ...]  # for what its own judgements do not tell
    findings: tuple[tuple[Cell, str], ...]  # message, code
    books: books.Ways | None  # for a thing, or for a call that is not over
    chips: tuple[Chip, ...]
    figures: tuple[Told, ...]  # its own, as measures/ makes them of its rows
    course: Markup | None  # drawn to scale
    told: tuple[Field, ...]  # what was written at length
    facts: tuple[Field, ...]  # the short ones
    tables: tuple[Field, ...]
    recovery: Section | None  # of a plan with targets, or a drill of one
    codes: tuple[Field, ...]  # the long ones
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
    source: AsWritten
    began: Began | None  # the clocks of the month it began in
    period: Way | None  # the page of the month or quarter it is written for
    change: str  # the address of its form; empty where it may not be changed
    previous: Ref | None  # of its kind, in the order of ids
    following: Ref | None


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give a page for every sound record, at its one address."""
    running = runbook.OpenClocks(base)
    own = Own(OwnFigures(base), ReadingsTables(base))
    for record in base.facts.records.values():
        register = None if record.kind.is_document else address.register(record.kind.name)
        make = partial(_body, base, record, running, own)
        uri, files = address.record(record.id), partial(_files, base, record)
        yield Page(uri, record.title, make, contents=True, register=register, beside=files)
        if record.kind.is_followed:
            title = say("record.trail_of", title=record.title)
            yield Page(address.trail(record.id), title, partial(_trail, base, record), is_part=True)


def _files(base: KnowledgeBase, record: Record) -> Iterator[tuple[str, str]]:
    yield from beside(base, record)
    yield from run_beside.files(base, record)


def _body(base: KnowledgeBase, record: Record, running: runbook.OpenClocks, own: Own) -> str:
    uri = address.record(record.id)
    said = followed.word(record.kind)
    special = f"{record.kind.name}.html.jinja"
    usual = "record.html.jinja" if said is None else "runbook.html.jinja"
    template = special if has_template(special) else usual
    if said is not None:
        model = view(base, record, own, leave_out=runbook.shown(said))
        more = runbook.model(base, record, running, said)
        return body(template, uri, view=model, parts=record_parts, **more)
    if (answer := duty.view(base, record)) is not None:
        return body("duty.html.jinja", uri, view=view(base, record, own), parts=record_parts, duty=answer)
    if (drill := exercise.view(base, record)) is not None:
        model = view(base, record, own, leave_out=exercise.SHOWN)
        return body("exercise.html.jinja", uri, view=model, parts=record_parts, drill=drill)
    return body(template, uri, view=view(base, record, own), parts=record_parts)


def _trail(base: KnowledgeBase, record: Record) -> str:
    shown = view(base, record)._replace(outgoing=tuple(_named(base, record)))
    return body("followed-trail.html.jinja", address.trail(record.id), view=shown, parts=record_parts)


def view(
    base: KnowledgeBase, record: Record, own: Own | None = None, *, leave_out: tuple[str, ...] = ()
) -> RecordView:
    """Gather the page of a record; `leave_out` names fields that a kind's own template shows itself."""
    kind = record.kind
    own = own or Own(OwnFigures(base), ReadingsTables(base))
    claimed = moment(record.data.get("recorded_at"), base.config.zone)
    voided, origin = record.data.get("voided"), record.data.get(kind.role("origin"))
    life = timeline.view(base, record)
    events = tuple(event.name for event in kind.events) if life else ()  # the timeline tells them
    laid = laid_out(base, record, (*_HEAD, *events, *leave_out, *(() if leave_out else (kind.title_key,))))
    recovery, tables = parted(base, record, (_table(base, record, own, one) for one in laid.tables))
    previous, following = _neighbours(base, record)
    chips = clock_chips.chips(base, record)
    return RecordView(
        id=record.id,
        title=record.title,
        kind=kind.name,
        kind_title=kind.title,
        element=say(f"element.{kind.element or 'none'}"),
        phases=say("value.comma").join(say(f"phase.{one}") for one in kind.phases),
        is_document=kind.is_document,
        is_followed=kind.is_followed,
        status=record.data.get("status") if kind.is_document else None,
        voided=_voided(base, voided) if voided else None,
        summary=summary(base, record),
        blamed=tuple(blames(base, record)),
        findings=tuple((prose(base, one.message), one.code) for one in base.findings_in(record.path)),
        books=books.for_record(base, record),
        chips=chips,
        figures=own.figures.of(record),
        course=course.strip(base, record),
        told=(*laid.told, *sealed_month.proves(base, record)),
        facts=(*laid.facts, *helds.told(base, record), *sealed_month.told(base, record)),
        tables=tables,
        recovery=recovery,
        codes=laid.codes,
        sheet=sheet(base, record),
        followed=_followed(base, record),
        outgoing=_outgoing(base, record),
        incoming=tuple(incoming(base, record.id)),
        timeline=life,
        verdicts=rows(base, first(base.verdicts_on(record.id))),
        states=_states(base, record),
        beside=rows(base, first(base.beside_on(record.id), FEW_BESIDE)),
        more=tuple(_more(base, record)),
        trail=trail(base, record),
        migrated=say("record.migrated", batch=origin["batch"], day=origin["cutover"]) if origin else None,
        claimed=say("record.trail_claim", time=time(base, claimed.at)) if claimed else None,
        source=as_written(base, record),
        began=began(base, record),
        period=own_period(base, record),
        change=address.change(record.kind.name, record.id) if may_be_changed(base, record) else "",
        previous=previous,
        following=following,
    )


def _table(base: KnowledgeBase, record: Record, own: Own, one: Field) -> Field:
    """Give a table with what is known of its rows: readings, the records signed for, how each came out."""
    if one.name == account(record):
        return accounted(base, record, one)
    return judged(base, own.tables.of(record, one))


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


def _voided(base: KnowledgeBase, voided: dict[str, str]) -> str:
    at = time(base, datetime.fromisoformat(voided["at"]))
    return say("record.voided", reason=voided["reason"], by=reference(base, voided["by"]).title, time=at)


def _outgoing(base: KnowledgeBase, record: Record) -> tuple[Ref, ...]:
    found = tuple(_named(base, record))
    # each stands on the page above, with its title; of very many the titles are not said again
    return tuple(one._replace(title="") for one in found) if found[MANY:] else found


def _named(base: KnowledgeBase, record: Record) -> Iterator[Ref]:
    """Give each record that this one names, once."""
    targets = dict.fromkeys(link.target for link in base.facts.named_by(record.id))
    return (reference(base, target) for target in targets if target != record.id)


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
