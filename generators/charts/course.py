"""What a time strip shows of an incident, as plain moments and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

_LEAST = timedelta(minutes=10)  # a strip has a length even where all happened at once
_AHEAD = 0.35  # a limit so much later than all else is still drawn; one further off would flatten the rest

_STILL_AHEAD = 3.0  # of a clock that runs, for what is left is the answer


class Proof(StrEnum):
    """How a moment is known, or what else it is."""

    SHOWN = "shown"  # by a call log, a bastion host, a signature
    OWN = "own"  # the record says so itself
    CHANGE = "change"  # of the level
    LIMIT = "limit"


class Look(StrEnum):
    """What a stretch of time was."""

    DOWN = "down"  # nothing worked
    SLOW = "slow"  # it worked in part
    PAUSED = "paused"  # a clock stood still, or would have
    OFF = "off"  # outside the hours that count


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment: the word for it, how it is known, what stands beside it where there is room."""

    at: datetime
    word: str
    proof: Proof = Proof.OWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of time."""

    start: datetime
    stop: datetime
    look: Look
    word: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock: from when to when, what was the limit and what is said of both."""

    word: str  # 恢复
    start: datetime
    stop: datetime | None  # None: it still runs
    limit_at: datetime | None
    told: str  # 3 小时 35 分，限 2 小时
    over: str = ""  # 超 1 小时 35 分; as who judges it has found
    pauses: Sequence[Stretch] = ()


@dataclass(frozen=True)
class Course:
    """All that is drawn of an incident, up to `until`."""

    instants: Sequence[Instant]
    clocks: Sequence[Clock]
    until: datetime
    service: Sequence[Stretch] = ()  # what users had of it, one after the other
    off: Sequence[Stretch] = ()

    @cached_property
    def start(self) -> datetime:
        """When the first thing happened."""
        begun = [one.start for one in self.clocks] + [one.start for one in self.service]
        return min([*(one.at for one in self.instants), *begun])

    @cached_property
    def end(self) -> datetime:
        """When the strip ends: with the last that happened, or with a limit that is not far behind it."""
        happened = [one.at for one in self.instants]
        happened += [one.stop or self.until for one in self.clocks] + [one.stop for one in self.service]
        last = max([*happened, self.start + _LEAST])
        span = last - self.start
        limits = [
            at
            for one in self.clocks
            if (at := one.limit_at) and at <= last + span * (_AHEAD if one.stop else _STILL_AHEAD)
        ]
        return max([last, *limits])

    def is_labelled(self, clock: Clock) -> bool:
        """Say whether the limit of a clock stands among the moments: it was broken, or is still to come."""
        return bool(clock.limit_at and clock.limit_at <= self.end and (clock.over or clock.stop is None))

    def moments(self, limit: str) -> list[Instant]:
        """Give the moments and the limits that stand among them, in order; `limit` names a limit."""
        limits = [
            Instant(one.limit_at, f"{one.word}{limit}", Proof.LIMIT, one.over)
            for one in self.clocks
            if one.limit_at and self.is_labelled(one)
        ]
        return sorted([*self.instants, *limits], key=lambda one: one.at)


def most_telling(moments: Sequence[Instant]) -> list[int]:
    """Rank moments by what is labelled first: the ends, limits, what others show, the rest as they came."""
    order = (Proof.LIMIT, Proof.SHOWN, Proof.CHANGE, Proof.OWN)
    ends = {0, len(moments) - 1}
    return sorted(
        range(len(moments)), key=lambda index: (index not in ends, order.index(moments[index].proof))
    )
