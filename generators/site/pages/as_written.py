"""The file of a record as it is written: folded on its page; a long one beside the page, behind a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.words import say

FILE = "source.txt"  # a browser shows it as it is
LONG = 8000  # bytes; a page that said twice so much would be too heavy for a telephone


class AsWritten(NamedTuple):
    """Where the file lies and what is in it, or where that stands, or why it is not shown."""

    path: str
    text: str
    uri: str
    why_not: str


def as_written(base: KnowledgeBase, record: Record) -> AsWritten:
    """Give what the page shows of the file."""
    text = _text(base, record)
    why_not = say("record.source_internal" if base.reader.is_outside else "record.source_later")
    if _is_long(text):
        return AsWritten(record.path, "", address.record(record.id) + FILE, "")
    return AsWritten(record.path, text, "", "" if text else why_not)


def beside(base: KnowledgeBase, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the file of the page's folder that holds a long one."""
    text = _text(base, record)
    if _is_long(text):
        yield FILE, text


def _is_long(text: str) -> bool:
    return len(text.encode()) > LONG


def _text(base: KnowledgeBase, record: Record) -> str:
    """Give the file; empty if it tells of what was still to come."""
    if record.id in base.facts.hidden:
        return ""
    return record.source.decode(errors="replace").removeprefix("\ufeff")
