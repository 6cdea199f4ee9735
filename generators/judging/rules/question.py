"""What a clock asks of a record's life: one question for each way in which its times can have been.

Only an approver on the customer's side makes a pause or an easier level count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from generators.judging.extent import Extent
from generators.judging.limits import Table
from generators.judging.rules.ask import Ask, is_closed
from generators.judging.rules.setting import Setting
from generators.judging.stopwatch import Change, Pause, Question
from generators.records import worktime
from generators.records.easing import may_ease
from generators.records.timeline import Cycle, Step, Timeline
from generators.spoken import minute
from generators.words import say


class Life(NamedTuple):
    """A record's life as one clock reads it."""

    timeline: Timeline
    cycles: tuple[Cycle, ...]
    steps: tuple[Step, ...]
    level: str | None  # at the stop of the longest way in which its times can have been, or now
    table: Table
    remarks: tuple[str, ...]  # what else is to be told of it


def question(
    ask: Ask, life: Life, way: Extent, setting: Setting, calendar: worktime.Calendar
) -> Question | None:
    """Make the question of one way in which the times can have been; None without a limit."""
    timeline, steps = life.timeline, life.steps
    limit = life.table.limit(timeline.level_at(way.until, steps) if steps else life.level)
    if limit is None:
        return None
    return Question(
        start=way.start,
        stop=way.stop,
        now=way.now,
        limit_s=limit,
        calendar=calendar,
        pauses=_pauses(ask, timeline),
        allowed=setting.allowed,
        changes=_changes(ask, steps, life.table) if steps else (),
        closed=is_closed(timeline.record),
        reasons=setting.reasons,
        gaps=way.gaps,
        remarks=(*life.remarks, *_closed(timeline)) if way.stop is None else life.remarks,
    )


def _closed(timeline: Timeline) -> list[str]:
    """Tell since when a stop that is not there will never come."""
    at = timeline.end if is_closed(timeline.record) else None
    return [say("clock.closed", time=minute(at.at, timeline.zone))] if at else []


def _changes(ask: Ask, steps: Sequence[Step], table: Table) -> tuple[Change, ...]:
    changes = []
    for step in steps:
        before, after = (table.limit(one) for one in (step.before, step.asked))
        if before is not None and after is not None:
            approver = step.approver if _may_ease(ask, step.approver, step.at) else None
            changes.append(Change(step.at, step.before, step.asked, before, after, approver, step.counts))
    return tuple(changes)


def _pauses(ask: Ask, timeline: Timeline) -> tuple[Pause, ...]:
    """Give the pauses; only an approver on the customer's side counts as one."""
    pauses = timeline.pauses
    if not pauses:
        return ()
    return tuple(
        Pause(
            one.at.at,
            one.until.at if one.until else None,
            one.value,
            one.by if _may_ease(ask, one.by, one.at.at) else None,
        )
        for one in pauses
    )


def _may_ease(ask: Ask, person_id: str | None, at: datetime) -> bool:
    return may_ease(ask.facts.get(person_id or ""), at, ask.zone)
