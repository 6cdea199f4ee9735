"""The list of findings: what is wrong with the data or should be looked at, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generators import address
from generators.codes import Severity
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the findings."""
    yield Page(address.FINDINGS, say("findings.title"), partial(_body, base), in_nav=True)


def _body(base: KnowledgeBase) -> str:
    found = holdings.found(base.findings)
    return body(
        "findings.html.jinja",
        address.FINDINGS,
        findings=base.findings,
        errors=found[Severity.ERROR].number,
        notices=found[Severity.NOTICE].number,
        records=holdings.checked(base).number,
        by_path={record.path: address.record(record.id) for record in base.facts.records.values()},
    )
