"""What may be named in a form: the records of a kind, with all that somebody may type to find one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.forms import shapes
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.record import OBJECT, Record, in_order

_TEXTS = (Form.TEXT, Form.MARKDOWN)
_SHORT = 60  # characters: what may be longer is nothing that one types to find a record


def picks(base: KnowledgeBase, kind: Kind) -> shapes.PickList:
    """Give all records of a kind that obey their schema, in the order of their ids."""
    known = sorted(
        (one for one in base.facts.states.obeying.values() if one.kind is kind),
        key=lambda one: in_order(one.id),
    )
    parts = _parts(base, kind)
    return {
        "kind": kind.name,
        "title": kind.title,
        "records": [_pick(one, parts) for one in known if not one.is_voided],
        "voided": {one.id: str(one.data["voided"].get("reason", "")) for one in known if one.is_voided},
    }


def _parts(base: KnowledgeBase, kind: Kind) -> Mapping[str, Field]:
    """Give the lists of a kind whose rows some kind names."""
    named = {
        one.part
        for other in base.kinds.sound.values()
        for one in other.references
        if one.part and kind.name in one.kinds
    }
    return {name: field for name, field in kind.parts.items() if name in named}


def _pick(record: Record, parts: Mapping[str, Field]) -> shapes.Pick:
    pick: shapes.Pick = {"id": record.id, "title": record.title, "find": list(_typed(record))}
    found = {name: _part(record, field) for name, field in parts.items() if name in record.data}
    return {**pick, "parts": found} if found else pick


def _typed(record: Record) -> Iterator[str]:
    for name, field in record.kind.fields.items():
        longest = field.limits.max_length
        is_name = field.form is Form.TEXT and longest is not None and longest <= _SHORT and name != "id"
        if is_name and name in record.data and record.data[name] != record.title:
            yield str(record.data[name])


def _part(record: Record, field: Field) -> shapes.Part:
    """Give the rows of a list: what a choice among them asks; of long texts only how the first begins."""
    beside = (field.marks["key"], field.marks.get("at"))
    texts = [one for one in field.children.values() if one.form in _TEXTS and one.name not in beside]
    long = {one.name for one in texts if (one.limits.max_length or _SHORT + 1) > _SHORT}
    left = long - {one.name for one in texts[:1]}
    rows = [
        {
            name: f"{value[:_SHORT]}……" if name in long and len(value) > _SHORT else value
            for name, value in row.items()
            if name not in left and not isinstance(value, (*OBJECT, list, tuple))
        }
        for row in record.data[field.name]
    ]
    return {"key": field.marks["key"], "at": field.marks.get("at"), "rows": rows}
