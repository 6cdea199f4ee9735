"""Reports on the service: which quarter of which contract each is about, and how that kept its limits."""

from __future__ import annotations

from collections.abc import Iterator

from generators.knowledge import KnowledgeBase
from generators.measures import fields, sheets
from generators.measures.sheets import Period, Sheet, Sheets
from generators.records.record import Record


def reports(base: KnowledgeBase, one: Sheets) -> Iterator[tuple[Record, Period]]:
    """Yield the reports on quarters of a contract in which a clock began."""
    for kind in fields.kinds_with(base, "service-quarter"):
        for record in fields.records(base, kind):
            name = fields.value(record, "service-quarter")
            quarter = next((each for each in one.quarters if each.name == name), None)
            if quarter is not None and fields.contract_of(base, record) == one.contract:
                yield record, quarter


def of_report(base: KnowledgeBase, report: Record) -> Iterator[Sheet]:
    """Yield the sheet of the quarter that a report is about; nothing for any other record."""
    if fields.field(report.kind, "service-quarter") is None:
        return
    for one in sheets.contracts(base):
        for record, quarter in reports(base, one):
            if record.id == report.id:
                yield sheets.sheet(base, one, quarter)
