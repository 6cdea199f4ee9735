"""Inspections item by item: which were held, how each item was found, and what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.records.moment import known
from generators.records.record import Record

_STATUS = "status"  # the schema's column beside the reading: how whoever looked judged it


class Sight(NamedTuple):
    """One look at one item: the record, its table, when, and how it was judged."""

    id: str
    table: str
    at: datetime
    status: str
    cells: Mapping[str, Any]


class Item(NamedTuple):
    """An item of a template with every look at it, oldest first."""

    code: str
    sights: tuple[Sight, ...]

    def of(self, status: str) -> Group:
        """Give the inspections that found it so."""
        return Group(status, tuple(one.id for one in self.sights if one.status == status))


class Template(NamedTuple):
    """What was inspected by one template: its items in their order, and the inspections."""

    id: str
    held: Group
    items: tuple[Item, ...]
    statuses: tuple[tuple[str, str], ...]  # codes with their words, in the order of the schema

    def of(self, status: str) -> Group:
        """Give the inspections that found any item so."""
        found = {name for one in self.items for name in one.of(status).ids}
        return Group(status, tuple(one for one in self.held.ids if one in found))


def templates(base: KnowledgeBase) -> tuple[Template, ...]:
    """Give every template that was inspected by, by id."""
    found: dict[str, dict[str, list[Sight]]] = {}
    held: dict[str, list[str]] = {}
    statuses: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind in fields.kinds_with(base, "reading-item", "reading"):
        for record in fields.records(base, kind):
            for template, item, sight in _sights(base, kind, record):
                found.setdefault(template, {}).setdefault(item, []).append(sight)
                seen = held.setdefault(template, [])
                seen += [record.id] * (record.id not in seen)
                statuses.setdefault(template, _statuses(kind))
    return tuple(
        Template(
            name,
            Group(name, tuple(held[name])),
            tuple(
                Item(code, tuple(sorted(found[name][code], key=lambda one: (one.at, one.id))))
                for code in _codes(base.facts.records[name])
                if code in found[name]
            ),
            statuses[name],
        )
        for name in sorted(found)
        if name in base.facts.records
    )


def is_any(base: KnowledgeBase) -> bool:
    """Say whether anything was inspected by a template that is there."""
    return any(
        template in base.facts.records
        for kind in fields.kinds_with(base, "reading-item", "reading")
        for record in fields.records(base, kind)
        for template, _, _ in _sights(base, kind, record)
    )


def _sights(base: KnowledgeBase, kind: Kind, record: Record) -> list[tuple[str, str, Sight]]:
    when = known(record.data.get(kind.stop) or record.data.get(kind.start), base.config.zone)
    item = fields.column(kind, "reading-item")
    named = {link.at: link for link in base.facts.named_by(record.id)}
    found = []
    for row in fields.rows(record, "reading-item"):
        link = named.get((row.table, row.number, item.name))
        if when and link and link.row:
            status = str(row.cells.get(_STATUS, ""))
            found.append((link.target, link.row, Sight(record.id, row.table, when.at, status, row.cells)))
    return found


def _statuses(kind: Kind) -> tuple[tuple[str, str], ...]:
    column: Field = kind.fields[fields.column(kind, "reading-item").at[0]].children[_STATUS]
    return tuple((str(one.code), one.word) for one in column.choices)


def _codes(template: Record) -> list[str]:
    """Give the items in the order in which they are looked at."""
    return [
        str(row[part.marks["key"]])
        for part in template.kind.marked("key")
        for row in template.data.get(part.name, ())
    ]
