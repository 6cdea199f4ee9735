"""Which records of having followed a document were held against its text, and which were not."""

from __future__ import annotations

from generators.knowledge import KnowledgeBase
from generators.measures.figure import Group
from generators.measures.once import once
from generators.records.editions import Held

NOT_HELD = (Held.NONE, Held.OTHER)


@once
def held(base: KnowledgeBase) -> tuple[Group, ...]:
    """Divide the records that followed a document by what they were held against."""
    return tuple(
        Group(
            state, tuple(one for one, its in base.held.items() if its is state and one in base.facts.records)
        )
        for state in Held
    )


def not_held(base: KnowledgeBase) -> Group:
    """Give those that were held against nothing."""
    return Group(
        "not-held", tuple(one for group in held(base) if group.name in NOT_HELD for one in group.ids)
    )


def not_held_of(base: KnowledgeBase, kind: str) -> tuple[Group, ...]:
    """Give those of a kind that were held against nothing, by why not."""
    found = (
        Group(one.name, tuple(name for name in one.ids if base.facts.records[name].kind.name == kind))
        for one in held(base)
        if one.name in NOT_HELD
    )
    return tuple(one for one in found if one.number)
