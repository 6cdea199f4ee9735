"""How long a clock can have run: the shortest and the longest time that the cycles of a life allow.

Where every time is exact the two are one. Where only a day is known a clock is met if the longest fits, late
if the shortest does not, and shown by nothing in between. A stop that nobody knows shows nothing either.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from generators.judging.stopwatch import Answer, Span
from generators.judging.verdict import State
from generators.records.moment import Moment
from generators.records.timeline import Cycle, Timeline


class Extent(NamedTuple):
    """One way in which the times can have been."""

    start: datetime
    stop: datetime | None
    gaps: tuple[Span, ...]
    now: datetime  # or the end of the record's life

    @property
    def until(self) -> datetime:
        """When the clock stopped, or now."""
        return self.stop or self.now


def extents(timeline: Timeline, cycles: Sequence[Cycle], now: datetime) -> tuple[Extent, ...]:
    """Give the one way in which the times can have been, or the shortest and the longest."""
    first, stop = cycles[0], cycles[0].stop
    if len(cycles) == 1 and not first.begin.is_day and not (stop.is_day if stop else first.is_written):
        # all that most records need, so it looks no further
        return (Extent(first.begin.at, stop.at, (), now) if stop else _open(first.begin.at, timeline, now),)
    now = timeline.until(now)
    shortest, longest = (_extent(timeline, cycles, now, is_long=one) for one in (False, True))
    return (longest,) if shortest == longest else (shortest, longest)


def decided(shortest: Answer, longest: Answer) -> Answer | None:
    """Give the answer that holds however the times were; None if there is none."""
    if shortest.state is State.LATE:
        return shortest
    if longest.state is not State.LATE:
        return longest
    return shortest._replace(state=State.AT_RISK) if shortest.state in (State.DUE, State.AT_RISK) else None


def _open(start: datetime, timeline: Timeline, now: datetime) -> Extent:
    return Extent(start, None, (), timeline.until(now))


def _extent(timeline: Timeline, cycles: Sequence[Cycle], now: datetime, *, is_long: bool) -> Extent:
    first = cycles[0].begin
    start = first.earliest if is_long else min(first.latest, now)
    gaps, begin = [], start
    for cycle, after in pairwise(cycles):
        unknown = after.begin.at if is_long else begin
        stop = _within(cycle.stop, is_long=is_long) if cycle.stop else unknown
        again = max(begin, after.begin.at)
        gaps.append((min(max(begin, stop), again), again))
        begin = again
    last = cycles[-1]
    if last.stop:
        stop = max(begin, _within(last.stop, is_long=is_long))
        end = timeline.end
        if end and last.stop.earliest <= end.latest:  # what the day leaves open, the closing ends
            stop = max(begin, min(stop, end.latest))
        return Extent(start, stop, tuple(gaps), now)
    return Extent(start, begin if last.is_written and not is_long else None, tuple(gaps), now)


def _within(stop: Moment, *, is_long: bool) -> datetime:
    return stop.latest if is_long else stop.earliest
