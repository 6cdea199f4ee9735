"""The list of findings: what is wrong with the data or should be looked at, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generators import address
from generators.codes import Severity
from generators.finding import Finding, Place
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.site.cells import Cell, Ref, prose, reference
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the findings."""
    yield Page(address.FINDINGS, say("findings.title"), partial(_body, base), in_nav=True)


class FindingRow(NamedTuple):
    """A finding with the record that it is about, where that can be shown."""

    severity: Severity
    record: Ref | None
    place: Place
    message: Cell
    code: str


def _body(base: KnowledgeBase) -> str:
    found = holdings.found(base.findings)
    records = {record.path: record.id for record in base.facts.records.values()}
    return body(
        "findings.html.jinja",
        address.FINDINGS,
        findings=[_row(base, records, one) for one in base.findings],
        errors=found[Severity.ERROR].number,
        notices=found[Severity.NOTICE].number,
        records=holdings.checked(base).number,
    )


def _row(base: KnowledgeBase, records: Mapping[str, str], one: Finding) -> FindingRow:
    record_id = records.get(one.place.path)
    record = reference(base, record_id) if record_id else None
    return FindingRow(one.severity, record, one.place, prose(base, one.message), one.code)
