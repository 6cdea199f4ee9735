"""Which records and pages a reader may know of: by their audience, and by the contract that they belong to.

Nobody outside is shown anything by a guess: what nobody says whose it is, is the provider's own affair.
"""

from __future__ import annotations

from typing import NamedTuple

from generators.finding import UserError
from generators.kinds.dialect import AUDIENCES
from generators.knowledge import KnowledgeBase
from generators.records.binding import Bindings
from generators.records.reader import Reader, Who
from generators.records.record import Record, WrittenPage

_SEVERAL = 2


def reader(base: KnowledgeBase, who: Who, contract: str | None) -> Reader:
    """Say who reads under which contract. Raises UserError where there is no such contract, or many."""
    known = base.bindings.agreements
    told = "、".join(base.bindings.contracts) or "（还没有合同登记）"
    if contract is not None and base.bindings.by(contract).agreement is None:
        raise UserError(f"没有合同「{contract}」；可用：{told}。")
    if contract is None and who is not Who.INTERNAL:
        if len(known) >= _SEVERAL:
            raise UserError(f"这里有几份合同，用 --contract 写明给哪一份的人看；可用：{told}。")
        contract = next(iter(known), None)
    return Reader(who, contract)


class Circle(NamedTuple):
    """What belongs to a reader."""

    reader: Reader
    bindings: Bindings

    @property
    def agreement(self) -> str | None:
        """The contract with all that amends it; None where there is none, or the reader sees all."""
        return self.bindings.by(self.reader.contract).agreement

    def holds(self, record: Record) -> bool:
        """Say whether the reader may know that a record is there."""
        if not self.reader.may(record.kind.audience):
            return False
        if self.agreement is None:
            return True
        counts = self.bindings.holds(record, self.agreement)
        if not self.reader.is_outside:
            return counts is not False
        return counts is True and self.bindings.is_said(record)

    def holds_page(self, page: WrittenPage) -> bool:
        """Say the same of a page that is no record; its front matter names `audience` and `serves`."""
        audience = page.meta.get("audience")
        if not self.reader.may(audience if audience in AUDIENCES else AUDIENCES[-1]):
            return False
        serves = page.meta.get("serves")
        named = [str(one) for one in serves] if isinstance(serves, list | tuple) else None
        served = self.bindings.served(named)
        if self.agreement is None or served is None:
            return self.agreement is None or not self.reader.is_outside
        return self.agreement in served
