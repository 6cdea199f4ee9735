"""Checks across records, one module each; `ALL` is the whole list and its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generators.checks import (
    alternatives,
    amendments,
    answered,
    approval,
    attachments,
    bases,
    conditions,
    covered,
    deletion,
    duplicates,
    duty,
    entry,
    hours,
    identity,
    independence,
    ladder,
    levels,
    life,
    mentions,
    naming,
    notices,
    offsets,
    once,
    order,
    pauses,
    privacy,
    readings,
    reserved,
    rewritten,
    rows,
    shifts,
    sums,
    term,
    told,
    unjudged,
    voided,
    waiver,
    whole,
)
from generators.checks.context import Context
from generators.finding import Finding

ALL: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    naming.check,
    conditions.check,
    alternatives.check,
    order.check,
    term.check,
    amendments.check,
    answered.check,
    rows.check,
    unjudged.check,
    voided.check,
    waiver.check,
    attachments.check,
    bases.check,
    approval.check,
    deletion.check,
    duplicates.check,
    duty.check,
    entry.check,
    hours.check,
    identity.check,
    independence.check,
    ladder.check,
    levels.check,
    life.check,
    mentions.check,
    notices.check,
    offsets.check,
    pauses.check,
    privacy.check,
    readings.check,
    reserved.check,
    rewritten.check,
    shifts.check,
    whole.check,
    sums.check,
    once.check,
    covered.check,
    told.check,
)


def check_all(context: Context) -> list[Finding]:
    """Run every check across records."""
    return [fault for check in ALL for fault in check(context)]
