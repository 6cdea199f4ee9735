"""The files that records claim as their attachments: of each sound record, by name, what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generators.records.record import Record, values

TABLE, FILE, HASH = "attachments", "file", "sha256"  # where every kind that has attachments names them


def attached(records: Iterable[Record], files: Mapping[str, bytes]) -> dict[str, Mapping[str, bytes]]:
    """Give the attachments that are there, by the id of their record."""
    found: dict[str, Mapping[str, bytes]] = {}
    for record in records:
        beside = record.path.rpartition("/")[0]
        there = {name: files[path] for name in names(record.data) if (path := f"{beside}/{name}") in files}
        if there:
            found[record.id] = there
    return found


def names(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files that a record claims."""
    yield from (str(name) for _, name in values(data, (TABLE, "*", FILE)))
