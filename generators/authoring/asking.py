"""What somebody who records is asked of a kind, one value after another, in the order of what must be there.

A blank workbook and the terminal ask the same: what is required, what closing the record demands, its other
events, the rest. What the program gives by itself, or what is said of a record later, is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple

from generators.authoring.numbers import Numbers
from generators.finding import UserError
from generators.kinds.begun_document import later
from generators.kinds.called import named, unknown
from generators.kinds.field import TIMES, Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase

_LATER = ("recorded_at", "voided", "origin")  # given by the program, or by who strikes out or takes over
_HELD = (Form.GROUP, Form.TABLE, Form.UNKNOWN)  # what does not fit into one cell or one answer
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


class Need(IntEnum):
    """How much a value is needed; the more, the earlier it is asked."""

    MUST = 0
    CLOSING = 1  # once the record's life has ended
    EVENT = 2
    MORE = 3


class Asked(NamedTuple):
    """One value that is asked: where it goes, its field, what it is called, how much it is needed."""

    at: tuple[str, ...]
    field: Field
    title: str
    need: Need


class Table(NamedTuple):
    """One table that is asked, and how much it is needed."""

    field: Field
    need: Need


def asked(kind: Kind) -> tuple[Asked, ...]:
    """Give the values of a record that stand alone, those of its groups among them."""
    found = (one for field in _fields(kind) for one in spread(field, _need(kind, field)))
    return tuple(sorted(found, key=lambda one: one.need))


def tables(kind: Kind) -> tuple[Table, ...]:
    """Give the tables of a record."""
    found = [Table(one, _need(kind, one)) for one in _fields(kind) if one.form is Form.TABLE]
    return tuple(sorted(found, key=lambda one: one.need))


def spread(field: Field, need: Need) -> Iterator[Asked]:
    """Give what a member is asked by: itself, or the members of a group."""
    if field.form not in _HELD:
        yield Asked((field.name,), field, field.title, need)
    elif field.form is Form.GROUP:
        for name, member in field.children.items():
            if member.form not in _HELD:
                own = need if member.must else max(need, Need.MORE)
                yield Asked((field.name, name), member, f"{field.title}{member.title}", own)


def kind_named(base: KnowledgeBase, name: str) -> Kind:
    """Find a kind by its code or its title. Raises UserError."""
    found = named(base.kinds, name)
    if found is None:
        raise UserError(unknown(base.kinds, name))
    return found


def is_numbered(kind: Kind) -> bool:
    """Say whether the program gives the ids of a kind; else its author does."""
    if kind.marked("in-id"):
        return True
    return Numbers((), _ANY_DAY, UTC).give(kind, {}) is not None


def _fields(kind: Kind) -> Iterator[Field]:
    begun = later(kind) if kind.is_document else ()
    left = {*_LATER, *begun, kind.role("answers"), *(("id",) if is_numbered(kind) else ())}
    yield from (field for name, field in kind.fields.items() if name not in left)


def _need(kind: Kind, field: Field) -> Need:
    if field.must:
        return Need.MUST
    closing = {name for one in kind.tree.when if kind.stop in one.given for name in one.wanted}
    if field.name in (closing | {kind.stop}):
        return Need.CLOSING
    return Need.EVENT if field.form in TIMES else Need.MORE
