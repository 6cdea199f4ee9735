"""Values of records as the site shows them: text, time, reference, list, group, table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from generators import address
from generators.kinds.field import Field as Declared
from generators.kinds.field import Form
from generators.knowledge import KnowledgeBase
from generators.measures.once import once
from generators.records import attached
from generators.records.links import Link
from generators.records.mention import split
from generators.records.moment import moment
from generators.records.record import OBJECT, Record, values
from generators.spoken import duration, minute, period
from generators.strict_yaml import At
from generators.words import say


class Plain(NamedTuple):
    """Plain text; `code` asks for a fixed-width face."""

    text: str
    code: bool = False
    form: str = "text"


class Time(NamedTuple):
    """A moment in the base's zone, with what is known about it."""

    iso: str
    text: str
    details: tuple[str, ...] = ()
    form: str = "time"


class Ref(NamedTuple):
    """Another record; without an address when that record is not sound."""

    id: str
    title: str
    uri: str | None
    form: str = "ref"


class Prose(NamedTuple):
    """Plain text in which ids of records lead to them."""

    parts: tuple[Plain | Ref, ...]
    form: str = "prose"


class Stated(NamedTuple):
    """A state: the name of its shape, and its word."""

    name: str
    text: str
    form: str = "state"


class Many(NamedTuple):
    """Several values of one field."""

    cells: tuple[Cell, ...]
    form: str = "many"


class Group(NamedTuple):
    """The members of an object."""

    fields: tuple[Field, ...]
    form: str = "group"


class Table(NamedTuple):
    """Rows of flat objects; a column that no row fills is left out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    form: str = "table"


class Field(NamedTuple):
    """A named value."""

    name: str
    title: str
    cell: Cell


Cell = Plain | Prose | Time | Ref | Stated | Many | Group | Table
_EMPTY = Plain("")
_MINUTE = 60  # seconds


def reference(base: KnowledgeBase, record_id: str) -> Ref:
    """Name another record by id and title; for one that the reader may not know, a word stands already."""
    found = _references(base).get(record_id)
    if found is None and is_kept_back(record_id):
        return Ref("", record_id, None)
    return found or Ref(record_id, say("record.unsound"), None)


@once
def _references(base: KnowledgeBase) -> Mapping[str, Ref]:
    """Name every record once: some are named on thousands of pages."""
    found = base.facts.records
    return MappingProxyType({name: Ref(name, one.title, address.record(name)) for name, one in found.items()})


def is_kept_back(name: str) -> bool:
    """Say whether this is the word that stands for a record of which the reader may not know."""
    return name.startswith(say("record.internal"))


def fields(base: KnowledgeBase, record: Record, *, leave_out: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Give the filled fields of a record in the order of its schema."""
    links = {link.at: link for link in (*base.facts.named_by(record.id), *_files(base, record))}
    shown = {name: value for name, value in record.data.items() if name not in leave_out}
    return _group(base, shown, record.kind.tree, (), links).fields


def brief(base: KnowledgeBase, record: Record, name: str) -> Cell:
    """Give one field short enough for a register."""
    value, field = record.data.get(name), record.kind.fields[name]
    if value is None:
        return _EMPTY
    if field.form is Form.TABLE and value:
        return Plain(say("value.rows", count=len(value)))
    links = {link.at: link for link in base.facts.named_by(record.id) if link.at[:1] == (name,)}
    cell = _cell(base, value, field, (name,), links)
    if isinstance(cell, Time):
        return cell._replace(details=())
    if isinstance(cell, Ref) and field.ref and field.ref.part:
        return Plain(f"{cell.id} {cell.title}")
    return _in_a_line(cell) if isinstance(cell, Group) else cell


def _in_a_line(group: Group) -> Cell:
    """Say the members of an object one after the other, where all are text: in a line no table fits."""
    told = [(one.title, one.cell.text) for one in group.fields if isinstance(one.cell, Plain | Stated)]
    if len(told) < len(group.fields):
        return group
    return Plain(say("value.also").join(say("value.member", title=title, value=text) for title, text in told))


def time(base: KnowledgeBase, at: datetime) -> str:
    """Write a moment in the zone of the base, to the minute."""
    return minute(at, base.config.zone)


def _files(base: KnowledgeBase, record: Record) -> Iterator[Link]:
    """Yield a link to each attachment that is published."""
    there = base.attached.get(record.id, {})
    for at, name in values(record.data, (attached.TABLE, "*", attached.FILE)):
        if name in there and address.attachment(record.id, name):
            yield Link(record.id, at, record.id, name)


def _cell(base: KnowledgeBase, value: Any, field: Declared, at: At, links: Mapping[At, Link]) -> Cell:
    match field.form:
        case Form.EVENT | Form.MOMENT | Form.EVENT_TIME:
            return _event(base, value, field)
        case Form.GROUP:
            is_period = set(value) <= set(field.marks.get("period", ()))
            return _period(base, value, field) if is_period else _group(base, value, field, at, links)
        case Form.TABLE:
            return _table(base, value, field, at, links)
        case Form.LIST:
            item = field.find((0,))
            return Many(tuple(_cell(base, one, item, (*at, i), links) for i, one in enumerate(value)))
        case Form.FLAG:
            return Plain(say("value.yes" if value else "value.no"))
        case Form.REFERENCE if at in links:
            return _named(base, links[at], field)
        case Form.REFERENCE if base.facts.hides(value):
            return Plain(say("record.not_yet"))
        case Form.REFERENCE if is_kept_back(value):
            return reference(base, value)
        case Form.TEXT if at in links:  # a file of the record's own
            return Ref(value, "", address.attachment(links[at].target, value))
        case _:
            return _written(base, value, field)


def _named(base: KnowledgeBase, link: Link, field: Declared) -> Ref:
    """Name the record that a reference leads to, or a row of it."""
    found, owner = reference(base, link.target), base.facts.get(link.target)
    if link.row is None or field.ref is None:
        return found
    title = owner.row_told(str(field.ref.part), link.row) if owner else ""
    return found._replace(id=link.row, title=title or found.title)


def _written(base: KnowledgeBase, value: Any, field: Declared) -> Plain | Prose | Stated:
    if "shapes" in field.marks:
        return Stated(field.marks["shapes"][value], field.word(value))
    if field.form in (Form.MONTH, Form.QUARTER):
        return Plain(period(value))
    if _is_in_minutes(field):
        return Plain(duration(value * _MINUTE))
    if isinstance(value, str) and not field.choices and field.pattern is None:
        return prose(base, value)
    return Plain(field.word(value), code=field.pattern is not None)


def _is_in_minutes(field: Declared) -> bool:
    """Say whether a number is a length of time: its title says in which unit it is written."""
    return field.form is Form.INTEGER and field.title.endswith(say("value.in_minutes"))


def _titled(field: Declared) -> str:
    """Give a field's title; without the unit that its value is not shown in."""
    return field.title.removesuffix(say("value.in_minutes")) if _is_in_minutes(field) else field.title


def prose(base: KnowledgeBase, text: str) -> Plain | Prose:
    """Let the ids in a text lead to their records; without any it stays plain text."""
    if "-" not in text:  # as in every id
        return Plain(text)
    pieces = tuple(split(text, lambda name: base.facts.get(name) is not None))
    if not any(is_id for _, is_id in pieces):
        return Plain(text)
    return Prose(tuple(reference(base, piece) if is_id else Plain(piece) for piece, is_id in pieces))


def _event(base: KnowledgeBase, value: Any, field: Declared) -> Cell:
    said = value if isinstance(value, OBJECT) else {}
    details = [said["evidence"]] if "evidence" in said else []
    for name in ("certainty", "source"):
        if name in said:
            details.insert(0, field.children[name].word(said[name]))
    known = moment(value, base.config.zone)
    if known is None:
        return Plain(say("value.comma").join(details))
    if known.is_day:
        day = known.at.date().isoformat()
        return Time(day, day, tuple(details))
    return Time(known.at.isoformat(), time(base, known.at), tuple(details))


def _period(base: KnowledgeBase, value: Mapping[str, Any], field: Declared) -> Plain:
    begin, end = field.marks["period"]
    first = _spoken(base, value[begin]) if begin in value else ""
    if end not in value:
        return Plain(f"{first} {say('value.open')}")
    return Plain(f"{first} {say('value.span')} {_spoken(base, value[end])}")


def _spoken(base: KnowledgeBase, value: str) -> str:
    """Write a day as it stands, a moment in the zone of the base."""
    return time(base, datetime.fromisoformat(value)) if "T" in value else value


def _group(
    base: KnowledgeBase,
    value: Mapping[str, Any],
    field: Declared,
    at: At,
    links: Mapping[At, Link],
) -> Group:
    filled = ((name, member) for name, member in field.children.items() if name in value)
    return Group(
        tuple(
            Field(name, _titled(member), _cell(base, value[name], member, (*at, name), links))
            for name, member in filled
        )
    )


def _table(
    base: KnowledgeBase,
    rows: tuple[Any, ...],
    field: Declared,
    at: At,
    links: Mapping[At, Link],
) -> Table:
    used = {name: one for name, one in field.children.items() if any(name in row for row in rows)}
    return Table(
        tuple(_titled(column) for column in used.values()),
        tuple(
            tuple(
                _cell(base, row[name], column, (*at, index, name), links) if name in row else _EMPTY
                for name, column in used.items()
            )
            for index, row in enumerate(rows)
        ),
    )
