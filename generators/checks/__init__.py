"""Checks across records, one module each; `ALL` and `OF_HISTORY` are the whole list and its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generators.checks import (
    accounts,
    alternatives,
    amendments,
    answered,
    approval,
    attachments,
    bases,
    beside,
    commits,
    conditions,
    controlled,
    covered,
    deletion,
    duplicates,
    duty,
    entry,
    followed,
    hours,
    identity,
    independence,
    ladder,
    levels,
    life,
    line_ends,
    mentions,
    migrated,
    naming,
    notices,
    offsets,
    once,
    order,
    page_links,
    past,
    pauses,
    privacy,
    readings,
    reserved,
    restored,
    rewritten,
    rows,
    sealed,
    seals,
    serves,
    shifts,
    site_settings,
    sums,
    term,
    told,
    typed,
    unjudged,
    unusable_links,
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
    beside.check,
    approval.check,
    duplicates.check,
    duty.check,
    entry.check,
    hours.check,
    identity.check,
    independence.check,
    ladder.check,
    levels.check,
    life.check,
    line_ends.check,
    mentions.check,
    migrated.check,
    notices.check,
    offsets.check,
    page_links.check,
    pauses.check,
    privacy.check,
    readings.check,
    reserved.check,
    serves.check,
    shifts.check,
    site_settings.check,
    whole.check,
    sums.check,
    once.check,
    covered.check,
    told.check,
    typed.check,
    unusable_links.check,
    accounts.check,
    controlled.check,
    restored.check,
    seals.check,
)

# what these find rests on the history as well, so they are asked again as it goes on
OF_HISTORY: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    commits.check,
    deletion.check,
    followed.check,
    past.check,
    rewritten.check,
    sealed.check,
)


def check_all(context: Context) -> list[Finding]:
    """Run every check across records; only those that rest on the history are told it."""
    without = context._replace(history=None)
    return [*(fault for check in ALL for fault in check(without)), *check_history(context)]


def check_history(context: Context) -> list[Finding]:
    """Run the checks that rest on the history."""
    return [fault for check in OF_HISTORY for fault in check(context)]
