"""The list of findings: what is wrong with the data or should be looked at, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generators import address
from generators.finding import counts
from generators.knowledge import KnowledgeBase
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the findings."""
    yield Page(address.FINDINGS, say("findings.title"), partial(_body, base), in_nav=True)


def _body(base: KnowledgeBase) -> str:
    return body(
        "findings.html.jinja",
        address.FINDINGS,
        findings=base.findings,
        number=counts(base.findings),
        records=len(base.facts.records) + len(base.facts.unsound),
        by_path={record.path: address.record(record.id) for record in base.facts.records.values()},
    )
