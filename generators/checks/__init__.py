"""Checks across records, one module each; `ALL` is the whole list and its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generators.checks import (
    alternatives,
    amendments,
    approval,
    attachments,
    deletion,
    duplicates,
    duty,
    entry,
    hours,
    identity,
    independence,
    levels,
    life,
    mentions,
    naming,
    notices,
    offsets,
    order,
    pauses,
    privacy,
    readings,
    reserved,
    rows,
    shifts,
    term,
    told,
    unjudged,
    waiver,
)
from generators.checks.context import Context
from generators.finding import Finding

ALL: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    naming.check,
    alternatives.check,
    order.check,
    term.check,
    amendments.check,
    rows.check,
    unjudged.check,
    waiver.check,
    attachments.check,
    approval.check,
    deletion.check,
    duplicates.check,
    duty.check,
    entry.check,
    hours.check,
    identity.check,
    independence.check,
    levels.check,
    life.check,
    mentions.check,
    notices.check,
    offsets.check,
    pauses.check,
    privacy.check,
    readings.check,
    reserved.check,
    shifts.check,
    told.check,
)


def check_all(context: Context) -> list[Finding]:
    """Run every check across records."""
    return [fault for check in ALL for fault in check(context)]
