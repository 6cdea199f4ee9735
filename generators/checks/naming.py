"""Texts that name a kind, a field or an event (`x-names`) name one that there is, of the shape that is read.

So a wrong parameter of a rule is found with its line before any rule runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.field import UNKNOWN, Field, Form
from generators.kinds.kind import Kind
from generators.records.record import Record, values
from generators.strict_yaml import At


def check(context: Context) -> Iterator[Finding]:
    """Look every such text up."""
    for record in context.records.values():
        for field in record.kind.marked("names"):
            for here, value in values(record.data, field.at):
                fault = _fault(record, here, field.marks["names"], str(value), context)
                if fault:
                    yield finding(record.place(*here), "unknown-name", fault)


def _fault(record: Record, at: At, what: str, value: str, context: Context) -> str | None:
    kinds = context.kinds
    if what == "kind":
        if value in kinds.sound or value in kinds.broken:
            return None
        return f"没有类别「{value}」；可用：{'、'.join(kinds.sound)}。"
    kind = kinds.sound.get(str(beside(record.data, at, "kind")))
    if kind is None:
        return None  # the kind itself has been reported
    if what == "event":
        events = [event.name for event in kind.events]
        return (
            None if value in events else f"「{kind.title}」没有时刻「{value}」；可用：{'、'.join(events)}。"
        )
    if what in _SHAPES:
        return _shape_fault(kind, what, value)
    if kinds.along(kind, value) is not UNKNOWN:
        return None
    return f"「{kind.title}」没有「{value}」这一项；可用：{'、'.join(kind.fields)}。"


def _is_rows(field: Field, form: Form) -> bool:
    """Say whether a field is a list whose rows run `from` one day or moment `to` another."""
    row, begin = field.item or field, field.find((0, "from"))
    return row.marks.get("period") == ["from", "to"] and begin.must and begin.form is form


# what a rule reads in its own way must have the shape that it reads, or it would fall over it
_SHAPES: Mapping[str, tuple[Callable[[Field], bool], str]] = {
    "day": (
        lambda field: field.form in (Form.DATE, Form.MOMENT, Form.EVENT),
        "日期或时刻，或者表格里这样的一栏",
    ),
    "period": (lambda field: field.form in (Form.QUARTER, Form.MONTH, Form.DATE), "季度、月份或日期"),
    "days": (lambda field: _is_rows(field, Form.DATE), "每行写自、至日期的列表"),
    "spans": (
        lambda field: _is_rows(field, Form.MOMENT) and field.find((0, "to")).must,
        "每行写自、至时间、两头都必填的列表",
    ),
    "column": (lambda _: True, "每行写自、至日期的列表里的一栏"),
}


def _shape_fault(kind: Kind, what: str, value: str) -> str | None:
    fits, wanted = _SHAPES[what]
    fields = dict(kind.fields)
    tables = {name: field.children for name, field in fields.items() if field.form is Form.TABLE}
    if what == "column":
        fields = {
            column: inner
            for name, columns in tables.items()
            if _is_rows(kind.fields[name], Form.DATE)
            for column, inner in columns.items()
        }
    if what == "period":
        groups = {name: field.children for name, field in fields.items() if field.form is Form.GROUP}
        fields |= {f"{name}.{one}": inner for name, some in groups.items() for one, inner in some.items()}
    if what == "day":
        for name, columns in tables.items():
            fields |= {f"{name}.{column}": inner for column, inner in columns.items()}
    if value in fields and fits(fields[value]):
        return None
    known = "、".join(name for name, field in fields.items() if fits(field)) or "（没有）"
    return f"「{kind.title}」的「{value}」不是{wanted}；可用：{known}。"


def beside(data: Mapping[str, Any], at: At, name: str) -> Any:
    """Find the member of that name beside a value, from the inside out."""
    for depth in range(len(at) - 1, -1, -1):
        around: Any = data
        for step in at[:depth]:
            around = around[step]
        if isinstance(around, Mapping) and name in around:
            return around[name]
    return None
