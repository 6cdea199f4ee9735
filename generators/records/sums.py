"""Sums of what registers say: each with the rows that it adds up, so that it is a list one can open."""

from __future__ import annotations

from typing import NamedTuple

from generators.strict_yaml import At


class Part(NamedTuple):
    """What a record, or a value in it, adds to a sum."""

    id: str
    at: At  # empty where the record as a whole counts
    number: int


class Sum(NamedTuple):
    """A number and what makes it up. Where nobody has counted, it is not 0 but unknown."""

    name: str
    parts: tuple[Part, ...]
    is_counted: bool = True

    @property
    def number(self) -> int:
        """What the parts come to."""
        return sum(one.number for one in self.parts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The records behind it, each once."""
        return tuple(dict.fromkeys(one.id for one in self.parts))


class Share(NamedTuple):
    """So many of so many. 0 of 0 is no events, never 100 %."""

    met: Sum
    of: Sum

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to have a share of."""
        return self.of.number == 0

    @property
    def percent(self) -> float | None:
        """How many in a hundred; None where there is nothing."""
        return None if self.is_empty else 100 * self.met.number / self.of.number
