"""Help that is generated: how each kind is written, what each finding means, the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from generators.codes import CODES
from generators.knowledge import KnowledgeBase
from generators.site.page import Page
from generators.site.pages import element_map
from generators.site.pages import schema_help as schema
from generators.site.render import body
from generators.words import say, terms


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Render the reference."""
    views = [schema.view(kind, base.kinds) for kind in base.kinds.sound.values()]
    uri = "help/schemas/"
    yield Page(uri, say("schemas.title"), body("schemas.html.jinja", uri, views=views), in_nav=True)
    for view in views:
        uri = schema_address(view.kind)
        yield Page(uri, say("schema.title", kind=view.title), body("schema.html.jinja", uri, view=view))
    uri = "help/map/"
    model = {"rows": element_map.view(base.kinds), "phases": element_map.phases()}
    yield Page(uri, say("map.title"), body("map.html.jinja", uri, **model), in_nav=True)
    uri = "help/codes/"
    yield Page(uri, say("codes.title"), body("codes.html.jinja", uri, codes=CODES), in_nav=True)
    uri = "help/glossary/"
    yield Page(uri, say("glossary.title"), body("glossary.html.jinja", uri, terms=terms()), in_nav=True)


def schema_address(kind: str) -> str:
    """Give the address of a kind's reference page; two folders deep, as the shell is."""
    return f"help/schema-{kind}/"
