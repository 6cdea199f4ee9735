"""Two places that say different things of one matter: how often each was met, and what was agreed."""

from __future__ import annotations

from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.measures.standing import Comparison, Standing
from generators.site.cells import Ref, reference
from generators.site.pages import locators
from generators.site.times import Times, times
from generators.words import say


class Side(NamedTuple):
    """One of the two places."""

    ref: Ref
    locators: str
    state: str
    times: Times


class Agreed(NamedTuple):
    """What was agreed, in words, and where."""

    ref: Ref
    said: str


class Conflict(NamedTuple):
    """Both places and what was agreed; nothing where nobody agreed."""

    sides: tuple[Side, Side]
    agreed: tuple[Agreed, ...]


def row(base: KnowledgeBase, one: Comparison) -> Conflict:
    """Write a contradiction as a row."""
    agreed = tuple(_agreed(base, name) for name in one.decisions)
    return Conflict((_side(base, one.one), _side(base, one.other)), agreed)


def _side(base: KnowledgeBase, one: Standing) -> Side:
    record = one.obligation
    return Side(
        reference(base, record.id),
        locators.named(base, record),
        one.state or standing.NOTHING,
        times(base, record),
    )


def _agreed(base: KnowledgeBase, name: str) -> Agreed:
    """Say whether a decision tightens or eases, from when it holds and by what it was agreed."""
    ref, record = reference(base, name), base.facts.get(name)
    if record is None:
        return Agreed(ref, "")
    fields, data = record.kind.fields, record.data
    words = [fields[key].word(data[key]) for key in ("effect", "instrument") if key in data]
    since = [say("compliance.from", day=data["effective_from"])] if "effective_from" in data else []
    return Agreed(ref, say("value.also").join([*words[:1], *since, *words[1:]]))
