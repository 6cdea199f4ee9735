"""What a check across records may look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.kinds.kind import Kinds
from generators.records.links import Link
from generators.records.provenance import History
from generators.records.record import Reading, Record


class Context(NamedTuple):
    """The records that obey their schemas, all that was read, the files themselves, who names whom."""

    records: Mapping[str, Record]
    reading: Reading  # also what breaks its schema or could not be read
    files: Mapping[str, bytes]
    links: tuple[Link, ...]
    kinds: Kinds
    contract: str | None
    zone: ZoneInfo
    history: History | None = None
