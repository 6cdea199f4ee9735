"""What a check across records may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from generators.kinds.kind import Kinds
from generators.records.binding import Bindings
from generators.records.links import Link
from generators.records.memory import Said
from generators.records.provenance import History
from generators.records.record import Record
from generators.records.states import States

_Value = TypeVar("_Value")


class Context(NamedTuple):
    """Every record in its state, the files themselves, who names whom, and what binds whom."""

    states: States
    files: Mapping[str, bytes]
    links: tuple[Link, ...]
    kinds: Kinds
    bindings: Bindings
    now: datetime  # of judgement
    history: History | None = None
    said: Said | None = None  # before, if it is checked again and again

    def of(self, function: Callable[..., _Value], path: str, *given: object) -> _Value:
        """Give what a function says of one file from what it is given, or said before."""
        return self.said.of(function, path, *given) if self.said else function(*given)

    @property
    def records(self) -> Mapping[str, Record]:
        """The records that obey their schemas, which is what a check looks at."""
        return self.states.obeying
