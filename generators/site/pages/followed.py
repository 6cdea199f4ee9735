"""What a kind says of documents that are followed (`x-followed`), and what stands first on their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.site.cells import Field, fields
from generators.site.pages.book_calls import Callee, callees

_GAP = re.compile(r"(<[^<>\n]+>)")


class Followed(NamedTuple):
    """The fields of a kind that a page of a followed document shows in a way of their own; empty: none."""

    calls: str  # the table of whom to call
    card: str  # what is read out, text by text
    decides: str  # who decides it
    first: tuple[str, ...]  # tables that stand before the steps


class Line(NamedTuple):
    """A text to be read out, and what it is called; a gap is filled in before."""

    name: str
    title: str
    bits: tuple[tuple[str, bool], ...]  # each with whether it is a gap


class Card(NamedTuple):
    """What is read out, and who decides that it is."""

    title: str
    help: str
    lines: tuple[Line, ...]
    decides: str
    decides_title: str
    people: tuple[Callee, ...]


def word(kind: Kind) -> Followed | None:
    """Give what a kind says; None for one whose records nobody follows."""
    said: Mapping[str, Any] | None = kind.tree.marks.get("followed")
    if said is None:
        return None
    return Followed(
        said["calls"], said.get("card", ""), said.get("decides", ""), tuple(said.get("first", ()))
    )


def card(base: KnowledgeBase, record: Record, said: Followed) -> Card | None:
    """Give what is read out; None where the document says nothing of it."""
    field = record.kind.fields.get(said.card)
    if field is None or said.card not in record.data:
        return None
    decides = str(record.data.get(said.decides, ""))
    title = record.kind.fields[said.decides].title if said.decides else ""
    lines = tuple(_lines(record, said.card))
    return Card(field.title, field.help, lines, decides, title, callees(base, decides) if decides else ())


def first(base: KnowledgeBase, record: Record, said: Followed) -> tuple[Field, ...]:
    """Give the tables that stand before the steps."""
    left = tuple(name for name in record.kind.fields if name not in said.first)
    return fields(base, record, leave_out=left)


def _lines(record: Record, name: str) -> Iterator[Line]:
    texts = record.data[name]
    for key, field in record.kind.fields[name].children.items():
        if key in texts:
            parts = enumerate(_GAP.split(str(texts[key])))
            yield Line(key, field.title, tuple((part, bool(at % 2)) for at, part in parts if part))
