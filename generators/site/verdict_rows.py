"""Verdicts as rows of a table: who or what, in which state, measured against which limit, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.site import period_days
from generators.site.cells import Plain, Prose, Ref, prose, reference, time
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
    told: Plain | Prose  # the trace, in which ids lead to their records
    evidence: tuple[Ref, ...]  # what neither the subject nor the trace names


def rows(base: KnowledgeBase, verdicts: Iterable[Verdict]) -> tuple[VerdictRow, ...]:
    """Write verdicts for people."""
    return tuple(_row(base, one) for one in verdicts)


def _row(base: KnowledgeBase, verdict: Verdict) -> VerdictRow:
    told = prose(base, str(verdict.trace))
    named = {part.id for part in told.parts if isinstance(part, Ref)} if isinstance(told, Prose) else set()
    return VerdictRow(
        reference(base, verdict.obligation),
        reference(base, verdict.subject) if verdict.subject else None,
        " ".join(text for text in (verdict.contract, period_days.of(base, verdict)) if text),
        str(verdict.state),
        say(f"state.{verdict.state}"),
        duration(verdict.measured_s) if verdict.measured_s is not None else "",
        duration(verdict.limit_s) if verdict.limit_s else "",
        time(base, verdict.due) if verdict.due else "",
        str(verdict.trace),
        told,
        tuple(
            reference(base, record_id)
            for record_id in verdict.evidence
            if record_id not in named and record_id != verdict.subject
        ),
    )
