"""Why a clock need not run, and since when: what is excused only after the limit had passed is told.

A waiver that came then excuses nothing, nor does a lowering to a level at which nobody had to come: a limit
that has passed stays passed. What was withdrawn then is judged no more; the trace says that it was late by
then, and a notice asks somebody to look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from generators.judging.rules.ask import Ask, is_closed
from generators.records.easing import is_top, is_waived
from generators.records.moment import known
from generators.records.timeline import Step, Timeline
from generators.spoken import minute
from generators.words import say


class Excuse(NamedTuple):
    """Why a clock does not run."""

    trace: str
    at: datetime | None = None  # until then it ran; None if it never had to
    role: str = ""  # of the field that says so
    late: str = ""  # what to tell if the limit had passed by then
    is_over: bool = True  # whether it excuses even then


def excuse(
    ask: Ask, timeline: Timeline, steps: Sequence[Step], order: Mapping[str, int], level: str | None
) -> tuple[Excuse | None, tuple[str, ...]]:
    """Say why a clock does not run, if it does not, and what to tell of one that runs all the same."""
    record = timeline.record
    found, remarks = _unneeded(ask, timeline, steps, order, level)
    trace = ask.excused(record)
    if trace is None:
        return found, remarks
    name = record.kind.role("withdrawn")
    if record.kind.role("duplicate") in record.data:
        return Excuse(trace), ()
    at = None if found and found.at is None else known(record.data[name], ask.zone)
    return Excuse(trace, at.earliest if at else None, "withdrawn", say("judge.withdrawn_late")), ()


def _unneeded(
    ask: Ask, timeline: Timeline, steps: Sequence[Step], order: Mapping[str, int], level: str | None
) -> tuple[Excuse | None, tuple[str, ...]]:
    """Say why what the clock asks for was not needed.

    Where the level is strict nobody stays away on the provider's word alone, nor by leaving blank what was
    decided: that shows when the record is closed.
    """
    data, names = timeline.record.data, ask.parameters.get("needs", ())
    if not names:
        return None, ()
    if is_waived(timeline, ask.facts.get, ask.now):
        waiver = data[timeline.record.kind.role("waiver")]
        at = datetime.fromisoformat(waiver["at"])
        trace = say("judge.waived", by=waiver["by"], time=minute(at, ask.zone))
        return Excuse(trace, at, "waiver", say("clock.waived_late"), is_over=False), ()
    denied = data.get(timeline.record.kind.role("need")) is False
    if any(data.get(name) for name in names):
        return None, (say("clock.unwaived"),) if denied else ()
    asks = timeline.record.kind.role("need") in names
    if is_top(level, order) and asks and (denied or is_closed(timeline.record)):
        return None, (say("clock.unwaived" if denied else "clock.unsaid"),)
    left = [one.at for one in steps if is_top(one.before, order) and not is_top(one.after, order)]
    if not left or not asks or not (denied or is_closed(timeline.record)):
        return Excuse(say("judge.not_needed")), ()
    late = say("clock.lowered_late", time=minute(left[-1], ask.zone))
    return Excuse(say("judge.not_needed"), left[-1], "level-changes", late, is_over=False), ()
