"""What an obligation reads of the records that it judges: a doubt about anything else is none to it.

It names moments and fields in its parameters, in its conditions and in its readings; besides, every rule
looks at when a record begins and at what has a role. Who only asks whether something is there takes all of
it, and so does everybody with what else is shown as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.kinds.kind import Kinds
from generators.kinds.operators import FIELDS
from generators.records.record import Record, values

# rules that ask a record when or how, and not only whether it is there
ASKING = frozenset(("clock", "closed", "every", "share", "available", "covered", "staffed"))


class Reads(NamedTuple):
    """The kind that an obligation asks, and the fields that it reads of it; None if it takes all of it."""

    kind: str = ""
    fields: frozenset[str] | None = None

    def of(self, record: Record | None) -> frozenset[str] | None:
        """Give what is read of a record; None if it is taken as a whole."""
        return self.fields if record and record.kind.name == self.kind else None


def reads(obligation: Record | None, kinds: Kinds) -> Reads:
    """Tell what one obligation reads; all of everything, if it cannot be read itself."""
    if obligation is None:
        return Reads()
    rule, parameters = next(iter(obligation.data[obligation.kind.role("judge")].items()))
    kind = kinds.sound.get(str(parameters.get("kind")))
    if rule not in ASKING or kind is None:
        return Reads()
    by_itself = rule == "closed" and "by" not in parameters
    life = (kind.start, kind.stop) if by_itself and "done" not in parameters else (kind.start,)
    roles = (field.name for field in kind.marked("role"))
    return Reads(kind.name, frozenset((*_named(obligation), *_asked(obligation), *life, *roles)))


def _named(obligation: Record) -> Iterator[str]:
    """Yield the fields that parameters and readings name, from the outside in only the first."""
    for field in obligation.kind.marked("names"):
        if field.marks["names"] != "kind":
            yield from (_head(value) for _, value in values(obligation.data, field.at))


def _asked(obligation: Record) -> Iterator[str]:
    """Yield the fields that conditions ask, compare with or count from."""
    for field in obligation.kind.marked("conditions"):
        for _, condition in values(obligation.data, (*field.at, "*")):
            yield from _of(condition)


def _of(condition: Mapping[str, Any]) -> Iterator[str]:
    return (_head(condition[name]) for name in (*FIELDS, "of") if name in condition)


def _head(path: str) -> str:
    return str(path).partition(".")[0]
