"""What a check across records may look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generators.links import Link
from generators.record import Record, Text


class Context(NamedTuple):
    """The records that obey their schemas, the pages, the files themselves and who names whom."""

    records: Mapping[str, Record]
    texts: tuple[Text, ...]
    files: Mapping[str, bytes]
    links: tuple[Link, ...]
    contract: str | None
    zone: ZoneInfo
