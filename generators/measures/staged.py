"""A drill beside its script: by when each step was to be done, when it was, what no step foresaw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records.moment import known
from generators.records.record import Record

_SCRIPT, _LOG, _NUMBER, _LIMIT, _AT = "script", "log", "number", "after_minutes", "at"
_MINUTE = 60


class Step(NamedTuple):
    """A row of the script, and what the log has of it; minutes count from the beginning of the drill."""

    row: Mapping[str, Any]
    planned: int | None
    done: datetime | None  # the last that was logged of it
    minutes: int | None
    log: tuple[Mapping[str, Any], ...]

    @property
    def late(self) -> int | None:
        """How many minutes later than planned; None where either is not known."""
        return None if self.planned is None or self.minutes is None else self.minutes - self.planned


class Course(NamedTuple):
    """The whole of it."""

    steps: tuple[Step, ...]
    beside: tuple[Mapping[str, Any], ...]  # rows of the log that belong to no step of the script
    has_links: bool  # whether any row of the log names a step: else nobody can say which was left out


def course(base: KnowledgeBase, record: Record) -> Course:
    """Lay the log of a drill beside its script."""
    log = record.data.get(_LOG, ())
    script = record.data.get(_SCRIPT, ())
    start = known(record.data.get(record.kind.start), base.config.zone)
    begun = start.at if start and not start.is_day else None
    numbers = {row[_NUMBER] for row in script}
    steps = tuple(
        _step(row, tuple(one for one in log if one.get(_NUMBER) == row[_NUMBER]), begun) for row in script
    )
    beside = tuple(one for one in log if one.get(_NUMBER) not in numbers)
    return Course(steps, beside, any(one.log for one in steps))


def _step(row: Mapping[str, Any], log: tuple[Mapping[str, Any], ...], begun: datetime | None) -> Step:
    done = max((datetime.fromisoformat(one[_AT]) for one in log), default=None)
    minutes = ceil((done - begun).total_seconds() / _MINUTE) if done and begun else None
    return Step(row, row.get(_LIMIT), done, minutes, log)
