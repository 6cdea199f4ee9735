"""What one reading of a base leaves for the next one: kinds and records of files that stayed the same.

It spares a server the parsing and checking of what nobody changed, and never changes an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generators.finding import Finding
from generators.kinds import compiler
from generators.kinds.kind import Kinds
from generators.records.record import Record


@dataclass
class Memory:
    """The kinds of the schemas seen last, and the records that obeyed them, by path."""

    _schemas: Mapping[str, bytes] = field(default_factory=dict)
    _compiled: tuple[Kinds, list[Finding]] | None = None
    _obeying: dict[str, Record] = field(default_factory=dict)

    def kinds(self, files: Mapping[str, bytes]) -> tuple[Kinds, list[Finding]]:
        """Compile the schemas, unless they are the same; with other kinds no record is known any more."""
        now = {path: data for path, data in files.items() if path.startswith(compiler.FOLDER)}
        if self._compiled is None or now != self._schemas:
            self._schemas, self._compiled, self._obeying = now, compiler.read(files), {}
        kinds, findings = self._compiled
        return kinds, [*findings]

    def obeying(self, path: str, data: bytes) -> Record | None:
        """Give the record of a file that obeyed its schema when the file was last seen, if it is the same."""
        known = self._obeying.get(path)
        return known if known is not None and known.source == data else None

    def keep(self, records: Mapping[str, Record]) -> None:
        """Remember the records that obey, by id; all others are forgotten."""
        self._obeying = {record.path: record for record in records.values()}
