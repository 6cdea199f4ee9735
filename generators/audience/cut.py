"""What of a record a reader may read: its fields and rows by what the schema says of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.dialect import AUDIENCES
from generators.kinds.field import UNKNOWN, Field, Form
from generators.records.as_of import Hidden
from generators.records.reader import Reader
from generators.records.record import OBJECT, Record


class Leaf(NamedTuple):
    """A value that is kept back."""

    field: Field
    value: Any


class Cut(NamedTuple):
    """What is left of a record's data, where that stood before, and what is kept back."""

    data: Mapping[str, Any]
    hidden: Hidden
    kept_back: tuple[Leaf, ...]


def cut(record: Record, reader: Reader) -> Cut:
    """Take away what the reader may not read; a table of which no row is left goes with its rows."""
    found = _Found(record.kind.readers, reader, [], {}, [])
    data = found.members(record.data, record.kind.tree, ())
    return Cut(data, Hidden(frozenset(found.paths), found.moved), tuple(found.leaves))


class _Found(NamedTuple):
    readers: Mapping[tuple[str, ...], str]
    reader: Reader
    paths: list[tuple[str | int, ...]]
    moved: dict[tuple[str | int, ...], Mapping[int, int]]
    leaves: list[Leaf]

    def members(self, data: Mapping[str, Any], field: Field, at: tuple[str | int, ...]) -> Mapping[str, Any]:
        left = {}
        for name, value in data.items():
            child, here = field.children.get(name, UNKNOWN), (*at, name)
            if not self.reader.may(self.readers.get(child.at, AUDIENCES[-1]) if child.at else AUDIENCES[-1]):
                self._keep_back(here, child, value)
                continue
            if child.form is Form.TABLE:
                value = self._rows(value, child, here)  # noqa: PLW2901 - it is the same value, cut
                if not value:
                    self.paths.append(here)
                    continue
            elif isinstance(value, OBJECT):
                value = self.members(value, child, here)  # noqa: PLW2901 - as above
            left[name] = value
        return MappingProxyType(left)

    def _rows(self, rows: tuple[Any, ...], field: Field, at: tuple[str | int, ...]) -> tuple[Any, ...]:
        row = field.item or UNKNOWN
        column = row.marks.get("readers", "")
        kept = {}
        for number, one in enumerate(rows):
            here = (*at, number)
            if self.reader.may(one.get(column, AUDIENCES[0])):
                kept[number] = self.members(one, row, here)
            else:
                self._keep_back(here, row, one)
        if len(kept) < len(rows):
            self.moved[at] = {old: new for new, old in enumerate(kept)}
        return tuple(kept.values())

    def _keep_back(self, at: tuple[str | int, ...], field: Field, value: Any) -> None:
        self.paths.append(at)
        self.leaves.extend(leaves(field, value))


def leaves(field: Field, value: Any) -> list[Leaf]:
    """Give the single values of a value."""
    if isinstance(value, OBJECT):
        inside = ((field.children.get(name, UNKNOWN), one) for name, one in value.items())
        return [leaf for child, one in inside for leaf in leaves(child, one)]
    if isinstance(value, tuple):
        return [leaf for one in value for leaf in leaves(field.item or UNKNOWN, one)]
    return [Leaf(field, value)]
