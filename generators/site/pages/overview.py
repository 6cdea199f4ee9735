"""The first page, the registers and the list of findings."""

from __future__ import annotations

from collections.abc import Iterator

from generators.finding import counts
from generators.knowledge import KnowledgeBase
from generators.site.cells import address
from generators.site.page import Page
from generators.site.pages import home, register
from generators.site.render import body
from generators.words import say


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Render the pages that show many records at once."""
    yield Page("", say("home.title"), body("home.html.jinja", "", view=home.view(base)), in_nav=True)
    registers = [register.view(base, kind) for kind in base.kinds.sound.values()]
    uri = "registers/"
    yield Page(
        uri, say("registers.title"), body("registers.html.jinja", uri, registers=registers), in_nav=True
    )
    for one in registers:
        uri = f"registers/{one.kind}/"
        text = body("register.html.jinja", uri, view=one)
        yield Page(uri, one.title, text, in_nav=True, section=one.element)
    uri = "audit/findings/"
    by_path = {record.path: address(record.id) for record in base.facts.records.values()}
    model = {
        "findings": base.findings,
        "number": counts(base.findings),
        "records": len(base.facts.records) + len(base.facts.unsound),
        "by_path": by_path,
    }
    yield Page(uri, say("findings.title"), body("findings.html.jinja", uri, **model), in_nav=True)
