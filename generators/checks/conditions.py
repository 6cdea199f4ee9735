"""Conditions (`x-conditions`) ask for fields that there are, as those can be asked, and for real codes.

So a misspelt value, which would count nothing and look like peace, is found with its line before rules run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.checks.naming import beside
from generators.finding import Finding, finding
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.kinds.operators import faults
from generators.records.record import Record, values

_CODED = {"is": "field", "is_not": "field", "has": "field", "are": "whose"}


def check(context: Context) -> Iterator[Finding]:
    """Look at every condition of every record."""
    for record in context.records.values():
        for field in record.kind.marked("conditions"):
            for here, condition in values(record.data, (*field.at, "*")):
                kind = context.kinds.sound.get(str(beside(record.data, here, "kind")))
                if kind is not None:  # else the kind itself has been reported
                    judges = field.marks["conditions"] == "good"
                    found = list(faults(condition, kind, context.kinds, judges=judges))
                    for at, text, is_name in found:
                        yield finding(
                            record.place(*here, *at), "unknown-name" if is_name else "condition-unfit", text
                        )
                    if not found:
                        yield from _codes_of(record, (*here,), condition, kind, context)


def _codes_of(
    record: Record, here: tuple[str | int, ...], condition: Mapping[str, Any], kind: Kind, context: Context
) -> Iterator[Finding]:
    """Look the codes of a condition up among those that its field can have."""
    for name, by in _CODED.items():
        if name not in condition or by not in condition:
            continue
        path = str(condition[by])
        known = _known(context.kinds.along(kind, path), context)
        for index, code in enumerate(condition[name]):
            if known is not None and code not in known and not _is_told(code, context):
                text = f"「{kind.title}」的「{path}」没有「{code}」这个值；"
                text += f"可用：{'、'.join(known)}。" if len(known) <= _LISTED else "照已有的写。"
                yield finding(record.place(*here, name, index), "unknown-name", text)


def _is_told(code: str, context: Context) -> bool:
    """Say whether it looks like an id that there is not: the check of mentions tells that."""
    return context.kinds.of_id(code) is not None and context.states.of(code) is None


_LISTED = 40  # more than that nobody reads


def _known(field: Field, context: Context) -> list[str] | None:
    """Give what a field can hold: its choices, keys of rows that it can name, ids; None if anything."""
    if field.form is Form.FLAG:
        return ["true", "false"]
    if field.ref is None:
        return [str(one.code) for one in field.choices] or None
    if any(name in context.kinds.broken for name in field.ref.kinds):
        return None
    owners = [one for one in context.records.values() if one.kind.name in field.ref.kinds]
    if field.ref.part is None:
        roots = tuple(context.kinds.sound[name].root for name in field.ref.kinds)
        unsound = (name for name, path in context.states.unsound.items() if path.startswith(roots))
        return [*(one.id for one in owners), *unsound]
    return [
        str(row[owner.kind.parts[field.ref.part].marks["key"]])
        for owner in owners
        for row in owner.data.get(field.ref.part, ())
    ] or None
