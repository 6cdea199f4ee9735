"""The list of a kind: columns as the schema names them, and how each record came out when it was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generators import address
from generators.judging.verdict import Verdict
from generators.kinds.field import TIMES, Field, Form
from generators.kinds.kind import Kind
from generators.kinds.summary_words import PLACE
from generators.knowledge import KnowledgeBase
from generators.measures import outcome
from generators.measures.outcome import Outcome
from generators.records import about
from generators.records.record import Record, in_order
from generators.records.timeline import Timeline
from generators.site import times
from generators.site.cells import Cell, Group, Many, Plain, Prose, Ref, Stated, Table, Time, brief
from generators.site.listing import helds, loads, named
from generators.site.listing.filter import OWN
from generators.site.listing.listing import Column, Listing, Look, Place, Span, Value
from generators.site.listing.loads import Made
from generators.site.listing.table import TELLS
from generators.site.summary import Summary, summary
from generators.spoken import duration
from generators.words import say

OFFERED = 12  # values of a column that one can choose from; of more, one looks for words
OFFERS = 6  # columns to choose from, the month and the result among them
MONTH = "month"
_YEAR = len("2026")
_GROUPED_FROM = 2  # rows a month: fewer need no heads
_TAKEN = (*OWN, "id", MONTH, Place.RESULT, Place.OVER, named.NAMES, helds.HELD)
_NUMBERS = (Form.INTEGER, Form.NUMBER)
_PERIODS = (Form.MONTH, Form.QUARTER)


class _Short(NamedTuple):
    """A record, and what it says in short."""

    record: Record
    told: Summary


class _Shown(NamedTuple):
    """A value, and the words of the codes in it."""

    value: Value
    words: Mapping[str, str] = {}


def register(base: KnowledgeBase, kind: Kind) -> Listing:
    """Give the list of a kind, the newest first where things happen in time."""
    known = _ordered(base, kind)
    records = [one for _, one in known]
    short = [_Short(one, summary(base, one)) for one in records]
    shown = (kind.fields[name] for name in _names(kind) if base.reader.may(kind.readers[name,]))
    made: list[Made] = [_made(base, short, one, _places(kind)) for one in shown]
    hidden = (one for one in _beside(kind) if base.reader.may(kind.readers[one.at]))
    beside = [_made(base, short, one, {}) for one in hidden]
    outcomes = [one.told.outcome for one in short]
    months = [month for month, _ in known]
    made += [
        Made(_result(outcomes), [one.name for one in outcomes]),
        Made(_over(outcomes), [_lateness(base, one) for one in outcomes]),
        *_times(base, kind, records),
        *(Made(replace(column, is_shown=False), some) for column, some in beside),
        Made(_months(months), months),
    ]
    made += loads.columns(base, kind, records, {one.column.name for one in made})
    made += helds.columns(base, kind, records)
    made += named.columns(base, records)
    ids: list[Value] = [one.id for one in records]
    head = Column("id", say("register.id"), Look.RECORD, place=Place.ID)
    is_grouped = bool(kind.events) and len(months) >= _GROUPED_FROM * len({*months})
    return Listing(
        uri=address.register(kind.name),
        title=kind.title,
        columns=(head, *_few([one.column for one in made])),
        rows=tuple(zip(ids, *(one.values for one in made), strict=True)),
        by=MONTH,
        cut=_YEAR,
        grouped=MONTH if is_grouped else "",
        tells=TELLS,
    )


def _names(kind: Kind) -> tuple[str, ...]:
    """Give the fields that a row shows: what a record says in short, and what more the schema names.

    A fact that is not among the columns of the schema stands behind the title.
    """
    facts = tuple(one for one in kind.summary.facts if one not in kind.columns)
    place = kind.columns.index(kind.title_key) + 1 if kind.title_key in kind.columns else 0
    return (*kind.columns[:place], *facts, *kind.columns[place:])


def name_of(field: Field) -> str:
    """Name the column of a field in an address; some names mean something else there."""
    return f"field-{field.name}" if field.name in _TAKEN else field.name


def _ordered(base: KnowledgeBase, kind: Kind) -> list[tuple[str, Record]]:
    """Give the records, each with its month, which what does not happen in time has none of."""
    found = [(_month(base, one), one) for one in base.facts.of_kind(kind.name)]
    if not any(month for month, _ in found):
        return found
    zone = base.config.zone

    def when(pair: tuple[str, Record]) -> tuple[str, str, str]:
        start = Timeline(pair[1], zone).start
        return pair[0], start.at.astimezone(zone).isoformat() if start else "", in_order(pair[1].id)

    return sorted(found, key=when, reverse=True)


def _month(base: KnowledgeBase, record: Record) -> str:
    """Name the month of the days that a record is about."""
    days = about.days(record, base.facts.records, base.config.zone)
    return days.first.isoformat()[: len("2026-03")] if days else ""


def _places(kind: Kind) -> Mapping[str, Place]:
    """Say which columns a narrow row keeps: its time, its title, its level or what else tells it apart."""
    fields = kind.fields
    first = next((one for one in kind.columns if fields[one].form in TIMES and one != kind.title_key), "")
    chosen = [one for one in kind.columns if fields[one].form is Form.CHOICE]
    return {
        first: Place.AT,
        next(iter([one for one in kind.columns if one == kind.role("level")] + chosen), ""): Place.LEVEL,
        kind.title_key: Place.TITLE,
    }


def _made(base: KnowledgeBase, some: list[_Short], field: Field, places: Mapping[str, Place]) -> Made:
    found = [_shown(base, one, field) for one in some]
    column = _column(field, found, places.get(field.name, Place.NONE))
    return Made(column, [one.value for one in found])


def _column(field: Field, cells: Iterable[_Shown], place: Place) -> Column:
    words = {code: word for one in cells for code, word in one.words.items()}
    inner = field.item or field
    look = Look.TEXT
    if inner.form in (Form.CHOICE, Form.FLAG) or (inner.ref and inner.ref.part):
        look = Look.CHOICE
        ordered = [str(one.code) for one in inner.choices] or sorted(words)
        words = {code: words[code] for code in ordered if code in words}
    elif inner.ref:
        look = Look.REF
        words = dict(sorted(words.items()))
    elif field.form in TIMES:
        look = Look.TIME
    elif field.form in _NUMBERS:
        look = Look.NUMBER
    elif field.form in _PERIODS and words:  # in words a quarter has no order
        look = Look.CHOICE
        words = dict(sorted(words.items()))
    is_offered = look in (Look.CHOICE, Look.REF) and place is not Place.TITLE and 1 < len(words) <= OFFERED
    return Column(name_of(field), field.title, look, words, place, is_offered=is_offered)


def _beside(kind: Kind) -> Iterator[Field]:
    """Yield the fields of records and choices that the table does not show: one may ask for them.

    Of what is bound one may also ask for the place where it stands.
    """
    for name, field in kind.fields.items():
        inner = field.item or field
        is_place = bool(kind.role("judge")) and field.form is Form.LIST and inner.form is Form.TEXT
        is_coded = inner.form is Form.CHOICE or (inner.ref and not inner.ref.part)
        if name not in _names(kind) and (is_coded or is_place):
            yield field


def _few(columns: list[Column]) -> tuple[Column, ...]:
    """Offer no more columns than one can look over: those that are shown before the others."""
    own = [one for one in columns if one.is_offered and one.name not in (MONTH, Place.RESULT)]
    own.sort(key=lambda one: not one.is_shown)
    left = own[OFFERS - 2 :]
    return tuple(replace(one, is_offered=False) if one in left else one for one in columns)


def _result(outcomes: list[Outcome]) -> Column:
    """Give the column of the results; where nothing is judged or struck out nobody sees it."""
    found = {one.name for one in outcomes}
    words = {str(name): say(f"state.{name}") for name in outcome.NAMES if name in found}
    return Column(
        Place.RESULT, say("listing.result"), Look.STATE, words, Place.RESULT,
        is_shown=bool(words), is_offered=len(words) > 1,
    )  # fmt: skip


def _over(outcomes: list[Outcome]) -> Column:
    is_shown = any(one.verdict is not None for one in outcomes)
    return Column(Place.OVER, say("listing.over"), Look.SPAN, place=Place.OVER, is_shown=is_shown)


def _times(base: KnowledgeBase, kind: Kind, records: list[Record]) -> Iterator[Made]:
    """Yield how often each was met, where records say how they are judged."""
    if kind.role("judge"):
        told = [times.times(base, one).text for one in records]
        yield Made(Column("times", say("times.title"), Look.TEXT), told)


def _months(months: list[str]) -> Column:
    words = {name: name for name in sorted({*months} - {""}, reverse=True)}
    title, is_offered = say("listing.month"), len(words) > 1
    return Column(MONTH, title, Look.CHOICE, words, is_shown=False, is_offered=is_offered)


def _lateness(base: KnowledgeBase, one: Outcome) -> Span | str:
    """Say by how much a clock is over its limit, or how much it has left."""
    if one.verdict is None:
        return ""
    title = _clock(base, one.verdict)
    span = duration(abs(one.seconds))
    said = say("listing.late" if one.seconds > 0 else "listing.left", clock=title, span=span)
    return Span(one.seconds, said)


def _clock(base: KnowledgeBase, verdict: Verdict) -> str:
    record = base.facts.get(str(verdict.subject))
    return record.kind.field((str(verdict.clock),)).title if record else ""


def _shown(base: KnowledgeBase, one: _Short, field: Field) -> _Shown:
    value = one.record.data.get(field.name)
    if value is None:
        return _Shown("")
    kind = one.record.kind
    if field.name == kind.title_key and kind.summary.headline:
        is_period = field.form in _PERIODS and PLACE.findall(kind.summary.headline) == [field.name]
        return _Shown(str(value), {str(value): one.told.headline}) if is_period else _Shown(one.told.headline)
    cell = one.told.fact(field.name) or brief(base, one.record, field.name)
    if field.form is Form.LIST and isinstance(cell, Many):
        pairs = [_coded(one, each, field.item or field) for one, each in zip(cell.cells, value, strict=True)]
        if all(isinstance(one.value, str) for one in pairs):
            words = {code: word for one in pairs for code, word in one.words.items()}
            return _Shown(tuple(str(one.value) for one in pairs), words)
    return _coded(cell, value, field)


def _coded(cell: Cell, value: object, field: Field) -> _Shown:
    """Give a value by its code where it has one, else as it is read."""
    if isinstance(cell, Ref):
        return _Shown(cell.id, {cell.id: cell.title} if cell.uri else {})
    if isinstance(cell, Plain | Stated) and field.form in (Form.CHOICE, Form.FLAG, Form.REFERENCE):
        code = str(value).lower() if isinstance(value, bool) else str(value)
        return _Shown(code, {code: cell.text})
    if field.form in _NUMBERS and isinstance(value, int | float):
        return _Shown(value)
    return _Shown(read(cell))


def read(cell: Cell) -> str:
    """Give a cell as one text."""
    match cell:
        case Plain() | Time() | Stated():
            return cell.text
        case Ref():
            return cell.title
        case Prose():
            return "".join(one.text if isinstance(one, Plain) else one.id for one in cell.parts)
        case Many():
            return say("value.comma").join(read(one) for one in cell.cells)
        case Group():
            return say("clock.comma").join(f"{one.title} {read(one.cell)}" for one in cell.fields)
        case Table():
            return say("value.rows", count=len(cell.rows))
