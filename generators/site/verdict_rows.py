"""Verdicts as rows of a table: who or what, in which state, measured against which limit, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.site.cells import Ref, reference, time
from generators.spoken import duration
from generators.words import say


class VerdictRow(NamedTuple):
    """One judgement in words."""

    obligation: Ref
    subject: Ref | None
    period: str
    state: str
    state_word: str
    measured: str
    limit: str
    due: str
    trace: str
    evidence: tuple[Ref, ...]


def rows(base: KnowledgeBase, verdicts: Iterable[Verdict]) -> tuple[VerdictRow, ...]:
    """Write verdicts for people."""
    return tuple(
        VerdictRow(
            reference(base, one.obligation),
            reference(base, one.subject) if one.subject else None,
            " ".join(text for text in (one.contract, one.period) if text),
            str(one.state),
            say(f"state.{one.state}"),
            duration(one.measured_s) if one.measured_s is not None else "",
            duration(one.limit_s) if one.limit_s else "",
            time(base, one.due) if one.due else "",
            str(one.trace),
            tuple(reference(base, record_id) for record_id in one.evidence),
        )
        for one in verdicts
    )
