"""Which fields the figures are made of, as the schemas say (`x-measure`), and the rows that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures.once import once
from generators.records.record import Record, values


class Row(NamedTuple):
    """A row of a table, and where it stands."""

    table: str
    number: int
    cells: Mapping[str, Any]


@once
def kinds_with(base: KnowledgeBase, *measures: str) -> tuple[Kind, ...]:
    """Give the kinds that have a field for each of the measures."""
    return tuple(kind for kind in base.kinds.sound.values() if all(field(kind, one) for one in measures))


def field(kind: Kind, measure: str) -> Field | None:
    """Give the first field that is this to the figures."""
    return next(iter(fields(kind, measure)), None)


def fields(kind: Kind, measure: str) -> tuple[Field, ...]:
    """Give the fields that are this to the figures."""
    return tuple(one for one in kind.marked("measure") if _name(one) == measure)


def column(kind: Kind, measure: str) -> Field:
    """Give the field that is this to the figures, of a kind that has one."""
    return fields(kind, measure)[0]


def codes(one: Field) -> tuple[str, ...]:
    """Give the choices that count."""
    mark = one.marks["measure"]
    return tuple(mark.get("codes", ())) if isinstance(mark, Mapping) else ()


def points(one: Field) -> int:
    """Give what one of a count is worth."""
    return int(one.marks["measure"]["points"])


def records(base: KnowledgeBase, kind: Kind) -> tuple[Record, ...]:
    """Give the records of a kind that were not struck out."""
    return tuple(one for one in base.facts.of_kind(kind.name) if not one.is_voided)


def contract_of(base: KnowledgeBase, record: Record) -> str | None:
    """Give the contract that a record names, else the default one; None for what is shared."""
    fits = naming_contract(base, record.kind)
    if not fits:
        return None
    named = next((record.data[one] for one in fits if one in record.data), None)
    return str(named) if named else base.config.contract


def naming_contract(base: KnowledgeBase, kind: Kind) -> tuple[str, ...]:
    """Give the fields in which a record of a kind may name its contract."""
    governing = {one.name for one in base.kinds.sound.values() if one.term}
    return tuple(
        one.at[0] for one in kind.references if len(one.at) == 1 and governing & {*one.kinds} and not one.part
    )


def value(record: Record, measure: str) -> Any:
    """Give what a record holds under a measure; None where nothing stands."""
    one = field(record.kind, measure)
    return next((found for _, found in values(record.data, one.at)), None) if one else None


def rows(record: Record, measure: str) -> Iterator[Row]:
    """Yield the rows of the table that has a column for a measure."""
    one = field(record.kind, measure)
    if one is not None:
        for number, cells in enumerate(record.data.get(one.at[0], ())):
            yield Row(one.at[0], number, cells)


def _name(one: Field) -> str:
    mark = one.marks["measure"]
    return str(mark["as"] if isinstance(mark, Mapping) else mark)
