"""The first page: is all well, what is open, and four doors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.codes import Severity
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.site.cells import Ref, reference, time
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.pages import registers
from generators.site.render import body
from generators.words import say

_DOORS = {
    "engineer": address.RUNBOOKS,
    "consultant": address.SCHEMAS,
    "customer": address.REGISTERS,
    "auditor": address.FINDINGS,
}


class Open(NamedTuple):
    """A record that has begun and not ended."""

    ref: Ref
    since: str


class Door(NamedTuple):
    """A way in for one kind of reader."""

    title: str
    text: str
    uri: str


class HomeView(NamedTuple):
    """What the first page says."""

    time: str
    contract: Ref | None
    errors: int
    notices: int
    open: tuple[Open, ...]
    counts: tuple[tuple[str, Count], ...]  # title, number
    doors: tuple[Door, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the first page."""
    yield Page(address.HOME, say("home.title"), partial(_body, base), in_nav=True, contents=True)


def _body(base: KnowledgeBase) -> str:
    return body("home.html.jinja", address.HOME, view=view(base))


def view(base: KnowledgeBase) -> HomeView:
    """Gather the first page."""
    contract = base.facts.get(base.config.contract or "")
    found = holdings.found(base.findings)
    return HomeView(
        time=time(base, base.now),
        contract=reference(base, contract.id) if contract else None,
        errors=found[Severity.ERROR].number,
        notices=found[Severity.NOTICE].number,
        open=tuple(
            Open(reference(base, one.id), say("home.open_since", time=time(base, one.since)))
            for one in holdings.open_records(base)
        ),
        counts=tuple((kind.title, registers.count(base, kind)) for kind in base.shown),
        doors=tuple(_door(name, uri) for name, uri in _DOORS.items() if _is_there(base, uri)),
    )


def _is_there(base: KnowledgeBase, uri: str) -> bool:
    """Say whether the reader's site has a page: how records are written is for those who write them."""
    if uri == address.SCHEMAS:
        return not base.reader.is_outside
    registers = {address.register(kind.name) for kind in base.kinds.sound.values()}
    return uri not in registers or uri in {address.register(kind.name) for kind in base.shown}


def _door(name: str, uri: str) -> Door:
    return Door(say(f"home.door.{name}"), say(f"home.door.{name}_text"), uri)
