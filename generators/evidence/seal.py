"""A month's seal made of the base: the list of its files as of a commit, its root, and what is counted.

Pure. The same base and commit give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records import seal_list
from generators.records.attached import names
from generators.records.record import Record
from generators.records.seal_list import SealList
from generators.records.sealing import NUMBER, entered, month_of

_LATE = ("entered-late",)
_EDITED = ("rewritten-after-closing", "rewritten-in-force")


class Asked(NamedTuple):
    """Which month of which agreement is sealed, as of which commit; what came after `moment` stays out."""

    month: str
    agreement: str | None
    commit: str
    committed: str
    moment: datetime


class Made(NamedTuple):
    """The list as it is written, its root, what is counted, and the files that it names."""

    commit: str
    written: bytes
    root: str
    counts: Mapping[str, int]
    paths: tuple[str, ...]


def made(base: KnowledgeBase, files: Mapping[str, bytes], asked: Asked) -> Made:
    """Make the list of a month; `files` are those of the base."""
    records = [one for one in base.facts.records.values() if _is_held(base, one, asked)]
    paths = sorted(path for one in records for path in _paths(one))
    hashes = {path: seal_list.sha256(files[path]) for path in paths}
    told = SealList(asked.month, asked.agreement, asked.commit, asked.committed, hashes)
    written = seal_list.written(told)
    counts = {
        NUMBER: len(records),
        "late": _told(base, records, _LATE),
        "edited": _told(base, records, _EDITED),
    }
    return Made(asked.commit, written, seal_list.sha256(written), counts, tuple(paths))


def _is_held(base: KnowledgeBase, record: Record, asked: Asked) -> bool:
    if month_of(record, base.bindings) != asked.month:
        return False
    when = entered(record, base.bindings)
    return base.bindings.holds(record, asked.agreement) is True and (when is None or when <= asked.moment)


def _paths(record: Record) -> Iterator[str]:
    folder = record.path.rpartition("/")[0]
    yield record.path
    yield from (f"{folder}/{name}" for name in dict.fromkeys(names(record.data)))


def _told(base: KnowledgeBase, records: list[Record], codes: tuple[str, ...]) -> int:
    return sum(any(found.code in codes for found in base.findings_in(one.path)) for one in records)
