"""What one reading of a base leaves for the next one: kinds and records of files that stayed the same.

It spares a server the parsing and checking of what nobody changed, and never changes an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generators.finding import Finding
from generators.kinds import compiler
from generators.kinds.kind import Kinds
from generators.records.record import Record

_Value = TypeVar("_Value")


class Said:
    """What functions of one file said of each, kept while they are given the same."""

    def __init__(self) -> None:
        self._of: dict[object, dict[str, tuple[object, Any]]] = {}

    def of(self, function: Callable[..., _Value], path: str, *given: object) -> _Value:
        """Give what a function says of a file; it looks at nothing but what it is given, and says a value."""
        known = self._of.setdefault(function, {})
        before = known.get(path)
        if before is None or before[0] != given:
            before = known[path] = given, function(*given)
        value: _Value = before[1]
        return value

    def leave(self, paths: Collection[str]) -> None:
        """Forget what was said of files that are gone."""
        for known in self._of.values():
            for path in [one for one in known if one not in paths]:
                del known[path]


@dataclass
class Obeying:
    """The kinds of the schemas seen last, and the records that obeyed them, by path."""

    _schemas: Mapping[str, bytes] = field(default_factory=dict)
    _compiled: tuple[Kinds, list[Finding]] | None = None
    _known: dict[str, Record] = field(default_factory=dict)

    def kinds(self, files: Mapping[str, bytes]) -> tuple[Kinds, list[Finding]]:
        """Compile the schemas, unless they are the same; with other kinds no record is known any more."""
        now = {path: data for path, data in files.items() if path.startswith(compiler.FOLDER)}
        if self._compiled is None or now != self._schemas:
            self._schemas, self._compiled, self._known = now, compiler.read(files), {}
        kinds, findings = self._compiled
        return kinds, [*findings]

    def known(self, path: str, data: bytes) -> Record | None:
        """Give the record of a file that obeyed its schema when the file was last seen, if it is the same."""
        known = self._known.get(path)
        return known if known is not None and known.source == data else None

    def keep(self, records: Mapping[str, Record]) -> None:
        """Remember the records that obey, by id; all others are forgotten."""
        self._known = {record.path: record for record in records.values()}
