"""A page that goes through the rows of another record, such as the items of a template.

What to look at, its unit and limits, and what was read last stand beside the cells to fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.authoring.asking import Need, spread
from generators.authoring.blank.page import Cell, Column, TablePage
from generators.authoring.blank.picks import label, row_label
from generators.authoring.workbook.examples import typed
from generators.finding import UserError
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.record import Record

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])").fullmatch
_NUMBERS = (Form.NUMBER, Form.INTEGER)
_TEXTS = (Form.TEXT, Form.MARKDOWN)
_LIMITS, _LAST = "（界限）", "（上次）"
_SHORT = 12  # characters of a text that needs no wide column
_WORDY = 40


class Given(NamedTuple):
    """What a blank begins with: its month, and the record whose rows are gone through."""

    month: str | None = None
    months: str = ""  # the field of the month
    owner: Record | None = None
    field: str = ""  # the field that names the owner

    @classmethod
    def of(cls, base: KnowledgeBase, kind: Kind, owner: str | None, month: str | None) -> Given:
        """Look up what was asked for. Raises UserError."""
        months = next((one.name for one in kind.marked("in-id") if one.form is Form.MONTH), "")
        if month is not None and not (months and _MONTH(month)):
            why = "写成 2026-12 这样" if months else f"「{kind.title}」不是按月登记的"
            raise UserError(f"--month 写了「{month}」：{why}。")
        if owner is None:
            return cls(month, months)
        record = base.facts.get(owner)
        named = record and next(
            (one.name for one in kind.fields.values() if one.ref and record.kind.name in one.ref.kinds), ""
        )
        if record is None or not named:
            raise UserError(
                f"--template 写了「{owner}」：没有这条登记，或「{kind.title}」用不上它；写它的编号。"
            )
        return cls(month, months, record, named)

    def filled(self, at: tuple[str, ...]) -> Cell:
        """Give what stands in a cell already."""
        if self.month and at == (self.months,):
            return self.month
        return label(self.owner) if self.owner and at == (self.field,) else None

    def rows(self, part: str) -> tuple[str, ...]:
        """Give the rows of the owner as lists have them."""
        if self.owner is None or part not in self.owner.kind.parts:
            return ()
        key = str(self.owner.kind.parts[part].marks["key"])
        return tuple(row_label(self.owner, part, str(row[key])) for row in self.owner.data.get(part, ()))


def parts_page(base: KnowledgeBase, kind: Kind, field: Field, given: Given) -> TablePage | None:
    """Make the page of a table whose rows are about the rows of the owner; None for any other."""
    by = next(
        (one for one in field.children.values() if one.ref and one.ref.part and one.ref.of == given.field),
        None,
    )
    if given.owner is None or by is None or by.ref is None or by.ref.part not in given.owner.kind.parts:
        return None
    owner, part = given.owner, str(by.ref.part)
    table = owner.kind.parts[part]
    beside = [one for one in table.children.values() if _is_told(one, table, owner, part)]
    limits = [one for one in table.children.values() if one.form is Form.NUMBER]
    last = _last(base, kind, field, by, given)
    rest = [
        one for member in field.children.values() if member is not by for one in spread(member, Need.MORE)
    ]
    columns = (
        Column("序号", width=6),
        Column(by.title, by, is_must=True, width=32),
        *(Column(f"（{one.title}）", width=8 if _is_short(one) else 30) for one in beside),
        *((Column(_LIMITS, width=24),) if limits else ()),
        *((Column(_LAST, width=12),) if last else ()),
        *(Column(one.title, one.field, one.field.must, _width(one.field), one.field.help) for one in rest),
    )
    key = str(table.marks["key"])
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(owner.data.get(part, ()), 1):
        code = str(row[key])
        told = [_typed(one, row) for one in beside]
        told += [_told(limits, row)] if limits else []
        told += [last.get(code, "")] if last else []
        rows.append((number, row_label(owner, part, code), *told, *("" for _ in rest)))
    head = f"{kind.title}：{label(owner)}"
    return TablePage(field.title, head, field.help, columns, tuple(rows), 0, is_wide=True, tall=30)


def _is_told(one: Field, table: Field, owner: Record, part: str) -> bool:
    """Say whether a text of the row is worth a column: some row has it, and it is neither code nor name."""
    named = (str(table.marks["key"]), "name", "title")
    rows = owner.data.get(part, ())
    return one.form in _TEXTS and one.name not in named and any(one.name in row for row in rows)


def _is_short(one: Field) -> bool:
    return (one.limits.max_length or _WORDY) <= _SHORT


def _width(one: Field) -> int:
    if one.form in (Form.CHOICE, *_NUMBERS):
        return 10
    return 16 if one.form is Form.LIST else 20


def _typed(field: Field, row: Mapping[str, Any]) -> str:
    return typed(field, row[field.name]) if field.name in row else ""


def _told(fields: list[Field], row: Mapping[str, Any]) -> str:
    return "；".join(f"{one.title} {row[one.name]}" for one in fields if one.name in row)


def _last(base: KnowledgeBase, kind: Kind, field: Field, by: Field, given: Given) -> dict[str, str]:
    """Give what was last written of each row of the owner."""
    owner = given.owner.id if given.owner else ""
    same = [
        one
        for one in base.facts.of_kind(kind.name)
        if one.data.get(given.field) == owner and not one.is_voided and field.name in one.data
    ]
    rows = (
        row
        for one in sorted(same, key=lambda one: (_begun(base, one), one.id))
        for row in one.data[field.name]
    )
    return {str(row[by.name]): told for row in rows if (told := "、".join(_read(field, row)))}


def _begun(base: KnowledgeBase, record: Record) -> str:
    days = base.bindings.days(record)
    return days.first.isoformat() if days else ""


def _read(field: Field, row: Mapping[str, Any]) -> Iterator[str]:
    """Give the numbers of a row; of one without any, its state."""
    numbers = [
        one
        for one in field.children.values()
        if one.form in _NUMBERS or (one.form is Form.LIST and one.item and one.item.form in _NUMBERS)
    ]
    told = [typed(one, row[one.name]) for one in numbers if one.name in row]
    yield from told or [
        one.word(row[one.name])
        for one in field.children.values()
        if one.form is Form.CHOICE and one.name in row
    ]
