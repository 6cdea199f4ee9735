"""The registers: one table per kind, and the overview of them all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.site.cells import Cell, brief
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


class RegisterRow(NamedTuple):
    """One record in a register."""

    id: str
    uri: str
    voided: bool
    cells: tuple[Cell, ...]


class Summary(NamedTuple):
    """A register in the overview: what it holds and how many."""

    kind: str
    title: str
    about: str
    element: str
    records: int


class RegisterView(NamedTuple):
    """A register: the titles of its columns and its rows, newest first where things happen in time."""

    kind: str
    title: str
    about: str
    element: str
    columns: tuple[str, ...]
    records: int
    rows: tuple[RegisterRow, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the overview and a page per kind."""
    yield Page(address.REGISTERS, say("registers.title"), partial(_overview, base), in_nav=True)
    for kind in base.kinds.sound.values():
        section = say(f"element.{kind.element or 'none'}")
        make = partial(_register, base, kind)
        yield Page(address.register(kind.name), kind.title, make, in_nav=True, section=section)


def _overview(base: KnowledgeBase) -> str:
    held = holdings.registers(base)
    registers = [_summary(kind, held[kind.name].number) for kind in base.kinds.sound.values()]
    return body("registers.html.jinja", address.REGISTERS, registers=registers)


def _register(base: KnowledgeBase, kind: Kind) -> str:
    return body("register.html.jinja", address.register(kind.name), view=view(base, kind))


def view(base: KnowledgeBase, kind: Kind) -> RegisterView:
    """Gather the register of one kind."""
    records = base.facts.of_kind(kind.name)
    rows = [
        RegisterRow(
            one.id,
            address.record(one.id),
            one.is_voided,
            tuple(brief(base, one, name) for name in kind.columns),
        )
        for one in records
    ]
    return RegisterView(
        kind.name,
        kind.title,
        kind.about,
        say(f"element.{kind.element or 'none'}"),
        tuple(kind.fields[name].title for name in kind.columns),
        holdings.register(base, kind.name).number,
        tuple(reversed(rows) if kind.events else rows),
    )


def _summary(kind: Kind, records: int) -> Summary:
    element = say(f"element.{kind.element or 'none'}")
    return Summary(kind.name, kind.title, kind.about, element, records)
