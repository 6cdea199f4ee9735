"""The list of things that wait, were not done or are not signed: what the numbers of the first page open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from generators import address
from generators.codes import CODES
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.measures import things as measured
from generators.measures.things import Fault, Thing, Wait
from generators.site.listing.filter import Filter
from generators.site.listing.listing import Column, Listing, Look, Place, Row, Span
from generators.site.listing.registers import MONTH
from generators.spoken import duration
from generators.words import say

WAITS, FAULT, DAY, DOUBT = "waits", "fault", "day", "doubt"
BOTH = (Fault.OPEN, Fault.DONE)

_MONTH = 7  # characters of 2026-03


def chosen(**values: tuple[str, ...] | str) -> Filter:
    """Give the things that have these values, by the names of the columns."""
    return Filter(
        address.THINGS, {name: (some,) if isinstance(some, str) else some for name, some in values.items()}
    )


def things(base: KnowledgeBase) -> Listing:
    """Give the list: of each fault what waits by its day, then what was not done, then what is not signed."""
    found = measured.things(base)
    places = list(dict.fromkeys(one.fault for one in found))  # shards are cut by it, one after the other
    known = sorted(found, key=lambda one: places.index(one.fault))
    rows = tuple(_row(base, one) for one in known)
    return Listing(
        uri=address.THINGS,
        title=say("things.title"),
        columns=_columns(base, known, rows),
        rows=rows,
        by=FAULT,
        tells=tuple(str(one) for one in standing.WORST_FIRST),
    )


def doubt(one: Thing) -> str:
    """Name why a thing is doubted, for all that are doubted alike."""
    return "+".join(one.doubts)


def _columns(base: KnowledgeBase, some: Sequence[Thing], rows: Sequence[Row]) -> tuple[Column, ...]:
    states = {str(name): say(f"state.{name}") for name in standing.WORST_FIRST}
    doubts = {
        doubt(one): say("value.comma").join(CODES[code].title for code in one.doubts)
        for one in some
        if one.doubts
    }
    # ids, not titles: what a thing is called stands beside them
    records = {name: name for name in _titles(base, (one.record for one in some))}
    owners = _titles(base, (one.owner for one in some))
    obligations = {name: name for one in some for name in one.obligations.ids}
    waits: dict[str, str] = {one: say(f"things.wait.{one}") for one in Wait}
    faults: dict[str, str] = {one: say(f"things.fault.{one}") for one in Fault}
    return (
        Column("what", say("things.what"), Look.TEXT, place=Place.TITLE),
        Column("record", say("things.record"), Look.REF, records, Place.SUBJECT),
        Column(DAY, say("things.due"), Look.TIME, place=Place.AT),
        Column(WAITS, say("things.waits"), Look.CHOICE, waits, is_offered=True),
        Column(Place.RESULT, say("verdict.state"), Look.STATE, states, Place.RESULT, is_offered=True),
        Column(FAULT, say("things.fault"), Look.CHOICE, faults, is_offered=True),
        Column("since", say("things.since"), Look.TIME),
        Column(Place.OVER, say("listing.over"), Look.SPAN, place=Place.OVER),
        Column("owner", say("things.owner"), Look.REF, owners, is_offered=True),
        Column("obligation", say("things.obligations"), Look.REF, obligations),
        Column(DOUBT, say("things.doubt"), Look.CHOICE, doubts, is_shown=False),
        Column(MONTH, say("listing.month"), Look.CHOICE, _months(rows), is_shown=False, is_offered=True),
    )  # fmt: skip


def _titles(base: KnowledgeBase, names: Iterable[str | None]) -> dict[str, str]:
    found = {name: base.facts.get(name) for name in dict.fromkeys(names) if name}
    return {name: record.title for name, record in found.items() if record}


def _row(base: KnowledgeBase, one: Thing) -> Row:
    return (
        say("things.noted", title=one.title, note=one.note) if one.note else one.title,
        one.record or "",
        _day(base, one.due),
        tuple(one.waits),
        str(one.state or ""),
        str(one.fault or ""),
        _day(base, one.since),
        Span(one.over_s, duration(one.over_s)) if one.over_s else "",
        one.owner or "",
        one.obligations.ids,
        doubt(one),
        _day(base, one.due or one.since)[:_MONTH],
    )


def _day(base: KnowledgeBase, at: datetime | None) -> str:
    return at.astimezone(base.config.zone).date().isoformat() if at else ""


def _months(rows: Sequence[Row]) -> dict[str, str]:
    return {name: name for name in sorted({str(row[-1]) for row in rows} - {""}, reverse=True)}
