"""Where a record's fields stand on its page: prose, short facts, tables, and last what is only compared."""

from __future__ import annotations

from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.site.cells import Field, Many, Plain, fields, prose
from generators.site.pages import locators
from generators.words import say

_LONG = 40  # characters, from which on a text is no fact in a list


class Laid(NamedTuple):
    """The fields by their place."""

    told: tuple[Field, ...]  # what was written at length
    facts: tuple[Field, ...]  # the short ones
    tables: tuple[Field, ...]
    codes: tuple[Field, ...]  # long ones, such as a hash, that nobody reads


def laid_out(base: KnowledgeBase, record: Record, leave_out: tuple[str, ...]) -> Laid:
    """Give the fields of a record by their place, each in the order of the schema."""
    shown = [locators.linked(base, record, one) for one in _shown(base, record, leave_out)]
    long = [one for one in shown if _is_long(record, one)]
    return Laid(
        tuple(one for one in long if not _is_code(one)),
        tuple(one for one in shown if one not in long and one.cell.form != "table"),
        tuple(one for one in shown if one.cell.form == "table"),
        tuple(one for one in long if _is_code(one)),
    )


def _shown(base: KnowledgeBase, record: Record, leave_out: tuple[str, ...]) -> tuple[Field, ...]:
    """Give the fields; how one is judged, and read, is said in words if the page does not begin so."""
    name, readings = record.kind.role("judge"), record.kind.role("readings")
    if not name or not record.is_voided:
        return fields(base, record, leave_out=(*leave_out, name, readings))
    said = base.spoken(record)
    shown = fields(base, record, leave_out=(*leave_out, readings))
    beside = Many(tuple(prose(base, one) for one in said.beside))
    found = (one._replace(cell=prose(base, said.judged)) if one.name == name else one for one in shown)
    after = (Field(readings, say("spoken.beside"), beside),) if said.beside else ()
    return tuple(own for one in found for own in ((one, *after) if one.name == name else (one,)))


def _is_code(one: Field) -> bool:
    """Say whether a text is compared and not read."""
    return isinstance(one.cell, Plain) and one.cell.code


def _is_long(record: Record, one: Field) -> bool:
    """Say whether a text is too long for a list of facts."""
    value = record.data.get(one.name)
    return isinstance(value, str) and one.cell.form in ("text", "prose") and len(value) > _LONG
