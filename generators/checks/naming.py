"""Texts that name a kind, a field or an event (`x-names`) name one that there is, of the shape that is read.

So a wrong parameter of a rule is found with its line before any rule runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.engine import Schema
from generators.kinds.kind import Kind, Kinds
from generators.records.record import Record, values
from generators.strict_yaml import Path


def check(context: Context) -> Iterator[Finding]:
    """Look every such text up."""
    for record in context.records.values():
        for at, what in record.kind.namings:
            for here, value in values(record.data, at):
                fault = _fault(record, here, what, str(value), context.kinds)
                if fault:
                    yield finding(record.place(*here), "unknown-name", fault)


def _fault(record: Record, at: Path, what: str, value: str, kinds: Kinds) -> str | None:
    if what == "kind":
        if value in kinds.sound or value in kinds.broken:
            return None
        return f"没有类别「{value}」；可用：{'、'.join(kinds.sound)}。"
    kind = kinds.sound.get(str(_beside(record.data, at, "kind")))
    if kind is None:
        return None  # the kind itself has been reported
    if what == "event":
        events = [event.name for event in kind.events]
        return (
            None if value in events else f"「{kind.title}」没有时刻「{value}」；可用：{'、'.join(events)}。"
        )
    if what == "choice":
        return _choice_fault(kind, str(_beside(record.data, at, "where")), value)
    if what in _SHAPES:
        return _shape_fault(kind, what, value)
    if _has_field(kind, value.split("."), kinds):
        return None
    return f"「{kind.title}」没有「{value}」这一项；可用：{'、'.join(kind.schema['properties'])}。"


def _is_rows(node: Schema, form: str) -> bool:
    """Say whether a field is a list whose rows run `from` one day or moment `to` another."""
    row = node.get("items", {})
    begin = row.get("properties", {}).get("from", {})
    given = "from" in row.get("required", ())
    return given and row.get("x-period") == ["from", "to"] and begin.get("format") == form


# what a rule reads in its own way must have the shape that it reads, or it would fall over it
_SHAPES: Mapping[str, tuple[Callable[[Schema], bool], str]] = {
    "day": (lambda node: node.get("format") in ("date", "date-time"), "日期或时刻，或者表格里这样的一栏"),
    "period": (lambda node: node.get("format") in ("quarter", "month", "date"), "季度、月份或日期"),
    "days": (lambda node: _is_rows(node, "date"), "每行写自、至日期的列表"),
    "spans": (
        lambda node: _is_rows(node, "date-time") and "to" in node["items"]["required"],
        "每行写自、至时间、两头都必填的列表",
    ),
    "column": (lambda _: True, "每行写自、至日期的列表里的一栏"),
}


def _shape_fault(kind: Kind, what: str, value: str) -> str | None:
    fits, wanted = _SHAPES[what]
    members: Schema = kind.schema["properties"]
    fields: dict[str, Schema] = dict(members)
    if what == "column":
        lists = [node["items"]["properties"] for node in members.values() if _is_rows(node, "date")]
        fields = {column: inner for columns in lists for column, inner in columns.items()}
    if what == "day":
        for name, node in members.items():
            columns = node.get("items", {}).get("properties", {})
            fields |= {f"{name}.{column}": inner for column, inner in columns.items()}
    if value in fields and fits(fields[value]):
        return None
    known = "、".join(name for name, node in fields.items() if fits(node)) or "（没有）"
    return f"「{kind.title}」的「{value}」不是{wanted}；可用：{known}。"


def _choice_fault(kind: Kind, where: str, value: str) -> str | None:
    """Look a value up among those that the field can have; a field without choices can have any."""
    node: Schema = kind.schema
    for name in where.split("."):
        inner = node.get("properties", {}).get(name, {})
        node = inner.get("items", inner)
    known = [str(one["const"]) for one in node.get("oneOf", ()) if "const" in one]
    if not known or value in known:
        return None
    return f"「{kind.title}」的「{where}」没有「{value}」这个值；可用：{'、'.join(known)}。"


def _beside(data: Mapping[str, Any], at: Path, name: str) -> Any:
    """Find the member of that name beside a value, from the inside out."""
    for depth in range(len(at) - 1, -1, -1):
        around: Any = data
        for step in at[:depth]:
            around = around[step]
        if isinstance(around, Mapping) and name in around:
            return around[name]
    return None


def _has_field(kind: Kind, names: list[str], kinds: Kinds) -> bool:
    """Follow a dotted path through objects, lists and references."""
    node: Mapping[str, Any] = kind.schema
    for name in names:
        inner = node.get("properties", {}).get(name)
        if inner is None:
            if str(node.get("x-ref")).partition(".")[0] in kinds.broken:
                return True  # that kind's schema has been reported
            node = _referred(node, kinds)
            inner = node.get("properties", {}).get(name)
        if inner is None:
            return False
        node = inner.get("items", inner)
    return True


def _referred(node: Mapping[str, Any], kinds: Kinds) -> Mapping[str, Any]:
    """Give the schema of what a reference leads to: a record, or a row of one of its lists."""
    target = node.get("x-ref")
    owner, _, part = str(target).partition(".")
    kind = kinds.sound.get(owner)
    if kind is None:
        return {}
    if not part:
        return kind.schema
    items: Mapping[str, Any] = kind.schema["properties"].get(part, {}).get("items", {})
    return items
