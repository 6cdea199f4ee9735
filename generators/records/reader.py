"""For whom something is made: what this reader may read, and under which contract.

What a record or a page serves is a list of contracts (`x-role: serves`). With one contract it need not say.
With several, one that says nothing still proves what it proved under the contract that is meant where none is
named, but is shown to nobody outside: to judge by what is known is sound, to show by a guess is not.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from generators.kinds.dialect import AUDIENCES


class Who(StrEnum):
    """A circle of readers; each may read what a wider one may."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    INTERNAL = "internal"


class Reader(NamedTuple):
    """Whoever a base is shown to."""

    who: Who = Who.INTERNAL
    contract: str | None = None  # the only one of which they see anything; None for all

    @property
    def is_whole(self) -> bool:
        """Whether nothing is kept back."""
        return self.who is Who.INTERNAL and self.contract is None

    @property
    def is_outside(self) -> bool:
        """Whether they are not the provider's own people."""
        return self.who is not Who.INTERNAL

    def may(self, audience: str) -> bool:
        """Say whether what is for this circle is for them."""
        return AUDIENCES.index(self.who) >= AUDIENCES.index(audience)


ALL = Reader()  # the provider's own people, under every contract
