"""Values of records as the site shows them: text, time, reference, list, group, table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from generators import address
from generators.kinds.engine import Schema
from generators.knowledge import KnowledgeBase
from generators.records.links import Link
from generators.records.mention import split
from generators.records.moment import moment
from generators.records.record import Record
from generators.spoken import minute
from generators.strict_yaml import Path
from generators.words import say


class Text(NamedTuple):
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

    parts: tuple[Text | Ref, ...]
    form: str = "prose"


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


Cell = Text | Prose | Time | Ref | Many | Group | Table
_EMPTY = Text("")


def reference(base: KnowledgeBase, record_id: str, row: str | None = None) -> Ref:
    """Name another record by id and title."""
    target = base.facts.get(record_id)
    if target is None:
        return Ref(record_id, say("record.unsound"), None)
    return Ref(record_id, _row_title(target, row) if row else target.title, address.record(record_id))


def fields(base: KnowledgeBase, record: Record, *, leave_out: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Give the filled fields of a record in the order of its schema."""
    links = {link.at: link for link in base.facts.named_by(record.id)}
    schema = record.kind.schema
    return tuple(
        Field(name, str(member["title"]), _cell(base, record.data[name], member, (name,), links))
        for name, member in schema["properties"].items()
        if name in record.data and name not in leave_out
    )


def brief(base: KnowledgeBase, record: Record, name: str) -> Cell:
    """Give one field short enough for a register."""
    value, schema = record.data.get(name), record.kind.schema["properties"][name]
    if value is None:
        return _EMPTY
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
        return Text(say("value.rows", count=len(value)))
    links = {link.at: link for link in base.facts.named_by(record.id) if link.at[:1] == (name,)}
    cell = _cell(base, value, schema, (name,), links)
    if isinstance(cell, Time):
        return cell._replace(details=())
    if isinstance(cell, Ref) and schema.get("x-ref") and "." in str(schema["x-ref"]):
        return Text(f"{cell.id} {cell.title}")
    return cell


def time(base: KnowledgeBase, at: datetime) -> str:
    """Write a moment in the zone of the base, to the minute."""
    return minute(at, base.config.zone)


def _cell(base: KnowledgeBase, value: Any, schema: Schema, at: Path, links: Mapping[Path, Link]) -> Cell:
    kind = schema.get("type")
    if kind == ["string", "object"]:
        return _event(base, value, schema)
    if isinstance(value, Mapping):
        is_period = set(value) <= set(schema.get("x-period", ()))
        return _period(base, value, schema) if is_period else _group(base, value, schema, at, links)
    if isinstance(value, tuple):
        items = schema["items"]
        if items.get("type") == "object":
            return _table(base, value, items, at, links)
        return Many(tuple(_cell(base, one, items, (*at, i), links) for i, one in enumerate(value)))
    if at in links:
        link = links[at]
        found = reference(base, link.target, link.row)
        return found._replace(id=link.row) if link.row else found
    if isinstance(value, bool):
        return Text(say("value.yes" if value else "value.no"))
    if schema.get("format") == "date-time":
        return _event(base, value, schema)
    choice = next((one["title"] for one in schema.get("oneOf", ()) if one["const"] == value), None)
    if choice is None and kind == "string" and "pattern" not in schema:
        return _prose(base, value)
    return Text(str(choice if choice is not None else value), code="pattern" in schema)


def _prose(base: KnowledgeBase, text: str) -> Text | Prose:
    """Let the ids in a text lead to their records; without any it stays plain text."""
    pieces = tuple(split(text, lambda name: base.facts.get(name) is not None))
    if not any(is_id for _, is_id in pieces):
        return Text(text)
    return Prose(tuple(reference(base, piece) if is_id else Text(piece) for piece, is_id in pieces))


def _event(base: KnowledgeBase, value: Any, schema: Schema) -> Cell:
    known = moment(value)
    if known is None:
        return _EMPTY
    parts = schema.get("properties", {})
    details = [known.evidence] if known.evidence else []
    for name, code in (("certainty", known.certainty), ("source", known.source)):
        if code:
            choices = {one["const"]: one["title"] for one in parts[name]["oneOf"]}
            details.insert(0, str(choices.get(code, code)))
    return Time(known.at.isoformat(), time(base, known.at), tuple(details))


def _period(base: KnowledgeBase, value: Mapping[str, Any], schema: Schema) -> Text:
    begin, end = schema["x-period"]
    first = _spoken(base, value[begin]) if begin in value else ""
    if end not in value:
        return Text(f"{first} {say('value.open')}")
    return Text(f"{first} {say('value.span')} {_spoken(base, value[end])}")


def _spoken(base: KnowledgeBase, value: str) -> str:
    """Write a day as it stands, a moment in the zone of the base."""
    return time(base, datetime.fromisoformat(value)) if "T" in value else value


def _group(
    base: KnowledgeBase, value: Mapping[str, Any], schema: Schema, at: Path, links: Mapping[Path, Link]
) -> Group:
    members = schema["properties"]
    return Group(
        tuple(
            Field(
                name, str(members[name]["title"]), _cell(base, value[name], members[name], (*at, name), links)
            )
            for name in members
            if name in value
        )
    )


def _table(
    base: KnowledgeBase, rows: tuple[Any, ...], schema: Schema, at: Path, links: Mapping[Path, Link]
) -> Table:
    members = schema["properties"]
    used = [name for name in members if any(name in row for row in rows)]
    return Table(
        tuple(str(members[name]["title"]) for name in used),
        tuple(
            tuple(
                _cell(base, row[name], members[name], (*at, index, name), links) if name in row else _EMPTY
                for name in used
            )
            for index, row in enumerate(rows)
        ),
    )


def _row_title(record: Record, row: str) -> str:
    named = record.row(row) or {}
    return str(named.get("name") or named.get("title") or record.title)
