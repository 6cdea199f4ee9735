"""One page per sound record, at its one address."""

from __future__ import annotations

from collections.abc import Iterator

from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.site.cells import address
from generators.site.page import Page
from generators.site.pages import record as view
from generators.site.pages import runbook
from generators.site.render import body, has_template


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Render every record."""
    for record in base.facts.records.values():
        uri = address(record.id)
        text = _runbook(base, record, uri) if record.kind.name == "runbook" else _any(base, record, uri)
        register = None if record.kind.is_document else f"registers/{record.kind.name}/"
        yield Page(uri, record.title, text, register=register)


def _any(base: KnowledgeBase, record: Record, uri: str) -> str:
    own = f"{record.kind.name}.html.jinja"
    template = own if has_template(own) else "record.html.jinja"
    return body(template, uri, view=view.view(base, record))


def _runbook(base: KnowledgeBase, record: Record, uri: str) -> str:
    return body(
        "runbook.html.jinja",
        uri,
        view=view.view(base, record, leave_out=runbook.SHOWN),
        data=record.data,
        clocks=runbook.clocks(base, record),
        running=runbook.running(base, record),
        escalations=runbook.escalations(record),
    )
