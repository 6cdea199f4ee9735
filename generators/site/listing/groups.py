"""Records that a measure counts, as rows of their register: by ids, where no column tells them apart."""

from __future__ import annotations

from collections.abc import Iterable

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures.figure import how_many
from generators.site.listing.filter import Filter
from generators.site.listing.view import Count, counted


def opened(base: KnowledgeBase, ids: Iterable[str]) -> Count:
    """Give how many sound records there are, all of one kind, and the address of exactly these rows.

    All of a kind need no filter; where there is none the way is to all registers.
    """
    chosen = [one for one in dict.fromkeys(ids) if one in base.facts.records]  # no list has what is not sound
    if not chosen:
        return counted(how_many(chosen), Filter(address.REGISTERS, {}))
    kind = base.facts.records[chosen[0]].kind.name
    is_all = {*chosen} == {one.id for one in base.facts.of_kind(kind)}
    return counted(how_many(chosen), Filter(address.register(kind), {} if is_all else {"id": tuple(chosen)}))
