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
from generators.records.record import Record, values
from generators.site.cells import time
from generators.words import say

MARK = "<!--kb-paper-->"  # main.html: where the line goes, above the title
_ROOT = re.compile(r"<html\b")


class Line(NamedTuple):
    """What stands in the margins: above the text on the left and the right, below it on the left."""

    title: str
    version: str
    foot: str


class Said(NamedTuple):
    """The same as HTML: attributes for the root of a page, the line above its text."""

    root: str
    line: str


class Paper:
    """Prepares the pages of one base for paper."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._feet: dict[tuple[str, ...], str] = {}  # by the contracts that they name
        self._records = {address.record(one.id): one for one in base.facts.records.values()}

    def on(self, whole: str, uri: str, title: str) -> str:
        """Put the line into a finished page, and what the margins say at its root."""
        said = self.said(uri, title)
        whole = _ROOT.sub(lambda found: f"{found[0]}{said.root}", whole, count=1)
        return whole.replace(MARK, said.line, 1)

    def said(self, uri: str, title: str) -> Said:
        """Give both as HTML."""
        line = [escape(one) for one in self.line(uri, title)]
        parts = zip(("title", "version", "foot"), line, strict=True)
        root = "".join([f' data-kb-{name}="{text}"' for name, text in parts])
        spans = "".join([f"<span>{one}</span>" for one in line if one])
        return Said(root, f'<p class="kb-paper">{spans}</p>')

    def line(self, uri: str, title: str) -> Line:
        """Say what the page at an address is on paper."""
        record = self._records.get(uri)
        told = f"{record.kind.title} {record.id} {title}" if record else title
        version = " ".join(_version(self._base, record)) if record and record.kind.is_document else ""
        bound = self._base.bindings.of(record).contract if record else None
        contracts = (bound,) if bound else self._base.bindings.agreements
        if contracts not in self._feet:
            self._feet[contracts] = say("paper.between").join(self._foot(contracts))
        return Line(told, version, self._feet[contracts])

    def _foot(self, contracts: tuple[str, ...]) -> Iterator[str]:
        base = self._base
        if base.config.demo:
            yield say("paper.demo")
        yield say("paper.as_of", time=time(base, base.now))
        if contracts:
            yield say("paper.contract", contracts=say("value.comma").join(contracts))
        yield say(f"reader.{base.reader.who}")


def _version(base: KnowledgeBase, record: Record) -> Iterator[str]:
    """Say which text a document is: as the hash of its file begins, and the days from which it binds."""
    version = next((one.version for one in base.texts if one.record_id == record.id), "")
    if version:
        yield say("paper.version", version=version)
    for field in record.kind.binds if isinstance(record.kind.binds, tuple) else ():
        for _, value in values(record.data, field.at):
            yield say("paper.since", what=record.kind.fields[field.at[0]].title, day=value)
