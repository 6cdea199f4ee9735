"""Which row of a table became which: by its key where it has one, else by how much of it stayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generators.kinds.field import Field
from generators.kinds.kind import Kind

Row = Mapping[str, Any]
_HALF = 2


class Pair(NamedTuple):
    """A row before and after, and where the latter stands; one that was added or cut has only one of them."""

    before: Row | None
    after: Row | None
    number: int = 0


def columns(kind: Kind, table: Field) -> tuple[str, ...]:
    """Give the columns that together name a row of a table; none where no schema says so."""
    if "key" in table.marks:
        return (str(table.marks["key"]),)
    return tuple(kind.tree.marks.get("once", {}).get(table.name, ()))


def rows(value: Any) -> list[Row]:
    """Give the rows of a table; what is none is left out, as nobody may have checked it."""
    some = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [one for one in some if isinstance(one, Mapping)]


def pairs(before: Sequence[Row], after: Sequence[Row], names: tuple[str, ...]) -> Iterator[Pair]:
    """Pair the rows that are not the same, then tell those that are left over."""
    old, new = list(before), list(enumerate(after))
    for row in before:
        same = next((one for one in new if one[1] == row), None)
        if same:
            old.remove(row)
            new.remove(same)
    for row in list(old):
        found = _likest(row, new, names)
        if found:
            old.remove(row)
            new.remove(found)
            yield Pair(row, found[1], found[0])
    yield from (Pair(row, None) for row in old)
    yield from (Pair(None, row, number) for number, row in new)


def _likest(row: Row, some: Iterable[tuple[int, Row]], names: tuple[str, ...]) -> tuple[int, Row] | None:
    """Give the row of the same name, else the one of which most stayed, at least half."""
    key = [row.get(name) for name in names]
    if names:
        named = next((one for one in some if [one[1].get(name) for name in names] == key), None)
        if named:
            return named
    scored = [(sum(row.get(name) == value for name, value in one[1].items()), -one[0], one) for one in some]
    best = max(scored, default=None, key=lambda one: one[:2])
    return best[2] if best and best[0] * _HALF >= len(row) else None
