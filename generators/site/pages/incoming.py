"""Which records name one, by kind, as its page shows them: of very many the newest, and a way to all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures.figure import how_many
from generators.site.cells import Ref, reference
from generators.site.listing.named import MANY, NEWEST, naming, opening
from generators.site.listing.view import Count


class Incoming(NamedTuple):
    """Records of one kind that name this one: how many, and as many as the page shows."""

    title: str
    number: int
    refs: tuple[Ref, ...]
    all: Count | None  # where not all are shown


def incoming(base: KnowledgeBase, record_id: str) -> Iterator[Incoming]:
    """Yield the kinds whose records name one."""
    for kind, ids in naming(base, record_id).items():
        is_cut = bool(ids[MANY:])
        shown = ids[: -NEWEST - 1 : -1] if is_cut else ids
        yield Incoming(
            base.kinds.sound[kind].title,
            how_many(ids),
            tuple(reference(base, one) for one in shown),
            opening(kind, record_id, ids) if is_cut else None,
        )
