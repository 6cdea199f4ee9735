"""An id in a text names a record that is there: a note that leads nowhere cannot be traced.

Only what has the shape of a kind's ids is looked up, so slips, sessions and certificates stay what they are.
References (`x-ref`) are followed elsewhere; the text of a page links with `record:`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.records.mention import mentions
from generators.records.record import OBJECT, Record
from generators.strict_yaml import At


def check(context: Context) -> Iterator[Finding]:
    """Look up every id in the plain text of every record."""

    @functools.cache
    def lost(name: str) -> Kind | None:
        return None if context.states.of(name) else context.kinds.of_id(name)

    for record in context.records.values():
        named = context.of(_named, record.path, record)
        if named is not None and not any(map(lost, named)):
            continue
        for at, text in _texts(record.data):
            for name in mentions(text):
                kind = lost(name)
                if kind and _is_plain(record, at):
                    message = f"没有编号为「{name}」的登记（{kind.title}）；改正编号，还没有登记的先登记。"
                    yield finding(record.place(*at), "unknown-mention", message)


def _named(record: Record) -> frozenset[str] | None:
    """Give what its source mentions, and so at least what its texts do; None if it may hold an escape."""
    source = record.source.decode(errors="replace")
    return None if "\\" in source else frozenset(mentions(source))


def _texts(data: Any, at: At = ()) -> Iterator[tuple[At, str]]:
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, tuple):
        for index, member in enumerate(data):
            yield from _texts(member, (*at, index))
    elif isinstance(data, OBJECT):
        for name, member in data.items():
            yield from _texts(member, (*at, name))


def _is_plain(record: Record, at: At) -> bool:
    field = record.kind.field(at)
    return field.form in (Form.TEXT, Form.MARKDOWN) and field.pattern is None
