"""What a check across records may look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from generators.kinds.kind import Kinds
from generators.records.binding import Bindings
from generators.records.links import Link
from generators.records.provenance import History
from generators.records.record import Record
from generators.records.states import States


class Context(NamedTuple):
    """Every record in its state, the files themselves, who names whom, and what binds whom."""

    states: States
    files: Mapping[str, bytes]
    links: tuple[Link, ...]
    kinds: Kinds
    bindings: Bindings
    now: datetime  # of judgement
    history: History | None = None

    @property
    def records(self) -> Mapping[str, Record]:
        """The records that obey their schemas, which is what a check looks at."""
        return self.states.obeying
