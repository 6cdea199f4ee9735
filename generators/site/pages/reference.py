"""Generated help: how each kind is written, what each finding means, the glossary, the map of kinds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generators import address
from generators.codes import CODES
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.site.page import Page
from generators.site.pages import element_map, schema_help
from generators.site.render import body
from generators.words import say, terms


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the pages of the reference."""
    if not base.reader.is_outside:  # these are for whoever writes records
        yield Page(address.SCHEMAS, say("schemas.title"), partial(_schemas, base), in_nav=True)
        for kind in base.kinds.sound.values():
            title = say("schema.title", kind=kind.title)
            yield Page(address.schema(kind.name), title, partial(_kind, base, kind))
    yield Page(address.MAP, say("map.title"), partial(_map, base), in_nav=True)
    yield Page(address.CODES, say("codes.title"), _codes, in_nav=True)
    yield Page(address.GLOSSARY, say("glossary.title"), _glossary, in_nav=True)


def _schemas(base: KnowledgeBase) -> str:
    views = [schema_help.view(kind, base.kinds) for kind in base.kinds.sound.values()]
    return body("schemas.html.jinja", address.SCHEMAS, views=views)


def _kind(base: KnowledgeBase, kind: Kind) -> str:
    return body("schema.html.jinja", address.schema(kind.name), view=schema_help.view(kind, base.kinds))


def _map(base: KnowledgeBase) -> str:
    rows, phases = element_map.view(base.shown), element_map.phases()
    return body("map.html.jinja", address.MAP, rows=rows, phases=phases)


def _codes() -> str:
    return body("codes.html.jinja", address.CODES, codes=CODES)


def _glossary() -> str:
    return body("glossary.html.jinja", address.GLOSSARY, terms=terms())
