"""What posts are called: by their codes judgements name them, by their titles contracts do."""

from __future__ import annotations

from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase


def post(base: KnowledgeBase, code: str, contract: str = "") -> str:
    """Name a post as a contract names it, this one before others; one that none has, by its code."""
    for kind in base.kinds.sound.values():
        team = kind.role("team")
        if not team:
            continue
        known = sorted(base.facts.of_kind(kind.name), key=lambda one: one.id != contract)
        titles = (one.row_title(team, code) for one in known)
        if title := next(filter(None, titles), ""):
            return title
    return code


def of(base: KnowledgeBase, verdict: Verdict) -> str:
    """Name the post that a judgement is about, as the contract names it within which it was judged."""
    obligation = base.facts.get(verdict.obligation)
    own = str(obligation.data["source"]) if obligation else ""
    return post(base, str(verdict.part), verdict.contract or own)
