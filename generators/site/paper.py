"""What every page says of itself on paper: what it is, its version, for which contract, as of when.

One line above the text for any browser; the same in the margins of each sheet, where the engine can write
there what the root of the page says (`print.css`). Nothing of it is seen on a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.records.provenance import Completeness
from generators.records.record import Record, values
from generators.site.cells import time
from generators.words import say

MARK = "<!--kb-paper-->"  # main.html: where the line goes, above the title
_ROOT = re.compile(r"<html\b")
_COMMIT = 12  # characters, as on the page of a record


class Line(NamedTuple):
    """What stands in the margins: above the text on the left and the right, below it on the left."""

    title: str
    version: str
    foot: str

    @property
    def words(self) -> Iterator[str]:
        """Give what is said, without what is empty."""
        yield from (one for one in self if one)


class Paper:
    """Prepares the pages of one base for paper."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._records = {address.record(one.id): one for one in base.facts.records.values()}

    def on(self, whole: str, uri: str, title: str) -> str:
        """Put the line into a finished page, and what the margins say at its root."""
        line = self.line(uri, title)
        parts = zip(("title", "version", "foot"), line, strict=True)
        root = "".join(f' data-kb-{name}="{escape(text)}"' for name, text in parts)
        said = "".join(f"<span>{escape(one)}</span>" for one in line.words)
        whole = _ROOT.sub(lambda found: f"{found[0]}{root}", whole, count=1)
        return whole.replace(MARK, f'<p class="kb-paper">{said}</p>', 1)

    def line(self, uri: str, title: str) -> Line:
        """Say what the page at an address is on paper."""
        record = self._records.get(uri)
        told = f"{record.kind.title} {record.id} {title}" if record else title
        version = " ".join(_version(self._base, record)) if record and record.kind.is_document else ""
        return Line(told, version, say("paper.between").join(self._foot(record)))

    def _foot(self, record: Record | None) -> Iterator[str]:
        base = self._base
        if base.config.demo:
            yield say("paper.demo")
        yield say("paper.as_of", time=time(base, base.now))
        bound = base.bindings.of(record).contract if record else None
        contracts = (bound,) if bound else base.bindings.agreements
        if contracts:
            yield say("paper.contract", contracts=say("value.comma").join(contracts))


def _version(base: KnowledgeBase, record: Record) -> Iterator[str]:
    """Say which text a document is: the last commit that changed it, and the days from which it binds."""
    history = base.history
    is_known = history is not None and history.state is Completeness.COMPLETE
    if history is not None and is_known and record.id not in history.uncommitted:
        yield from (say("paper.version", commit=one.commit[:_COMMIT]) for one in history.trail(record.id)[:1])
    for field in record.kind.binds if isinstance(record.kind.binds, tuple) else ():
        for _, value in values(record.data, field.at):
            yield say("paper.since", what=record.kind.fields[field.at[0]].title, day=value)
