"""What may be chosen in a blank: words of choices, and who and what the base holds, as `P-004 工程师甲`."""

from __future__ import annotations

from collections.abc import Iterator

from generators.kinds.field import Field, Form, Reference
from generators.knowledge import KnowledgeBase
from generators.records.record import Record, in_order

_MOST = 2_000  # to choose from: nobody scrolls further, and an id may be typed


def picks(base: KnowledgeBase, field: Field) -> tuple[str, ...]:
    """Give what a cell of a field may hold; nothing where that is no closed list."""
    field = field.item if field.form is Form.LIST and field.item else field
    if field.form is Form.CHOICE:
        return tuple(one.word for one in field.choices)
    if field.form is Form.FLAG:
        return ("是", "否")
    if field.form is Form.REFERENCE and field.ref:
        return tuple(dict.fromkeys(_named(base, field.ref)))[-_MOST:]  # the newest come last
    return ()


def is_record(base: KnowledgeBase, field: Field, typed: str) -> bool:
    """Say whether this is the id of a record that a field may name, be it in the list or not."""
    ref = (field.item or field).ref
    return (
        ref is not None
        and ref.part is None
        and any(
            one.id == typed and not one.is_voided for name in ref.kinds for one in base.facts.of_kind(name)
        )
    )


def label(record: Record) -> str:
    """Give a record as lists have it."""
    return record.id if record.title in ("", record.id) else f"{record.id} {record.title}"


def row_label(record: Record, part: str, key: str) -> str:
    """Give a row of a record as lists have it."""
    title = record.row_title(part, key)
    return key if title in ("", key) else f"{key} {title}"


def owners(base: KnowledgeBase, ref: Reference) -> Iterator[Record]:
    """Yield the records that a reference may name, or whose rows; of contracts the one that is meant."""
    found = (one for name in ref.kinds for one in base.facts.of_kind(name) if not one.is_voided)
    meant = base.config.contract if ref.part else None
    ordered = sorted(found, key=lambda one: in_order(one.id))
    own = [one for one in ordered if one.id == meant]
    yield from own or ordered


def _named(base: KnowledgeBase, ref: Reference) -> Iterator[str]:
    for record in owners(base, ref):
        if ref.part is None:
            yield label(record)
            continue
        column = str(record.kind.parts[ref.part].marks["key"])
        for row in record.data.get(ref.part, ()):
            yield row_label(record, ref.part, str(row.get(column)))
