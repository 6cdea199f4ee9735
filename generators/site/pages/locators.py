"""Where an obligation stands in its source: a clause of a standard is called by its name, and leads to it."""

from __future__ import annotations

from generators import address
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.site.cells import Cell, Field, Many, Ref, prose
from generators.words import say

NAME = "locators"
_CLAUSES = "clauses"
_FEW = 3  # that a row names


def linked(base: KnowledgeBase, record: Record, one: Field) -> Field:
    """Give the field with a way to each clause; any other as it is."""
    if one.name != NAME or not isinstance(one.cell, Many):
        return one
    return one._replace(cell=Many(tuple(_cell(base, record, str(each)) for each in record.data[NAME])))


def named(base: KnowledgeBase, record: Record) -> str:
    """Name the first places where an obligation stands, and say that there are more."""
    known = record.data[NAME]
    more = say("compliance.and_more") if known[_FEW:] else ""
    return say("value.comma").join(_word(base, record, str(one)) for one in known[:_FEW]) + more


def _cell(base: KnowledgeBase, record: Record, locator: str) -> Cell:
    source, title = _clause(base, record, locator)
    if not title:
        return prose(base, locator)
    return Ref(locator, title, f"{address.source(source)}#c-{locator}")


def _word(base: KnowledgeBase, record: Record, locator: str) -> str:
    """Give the number by which people cite a clause; one without has a code of ours, and is told by name."""
    _, title = _clause(base, record, locator)
    return title if title and not locator[0].isdigit() else locator


def _clause(base: KnowledgeBase, record: Record, locator: str) -> tuple[str, str]:
    """Give the standard and the name of the clause in it; no name where it lists none."""
    source = base.facts.get(str(record.data.get("source")))
    if source is None or _CLAUSES not in source.kind.parts:
        return "", ""
    return source.id, source.row_title(_CLAUSES, locator)
