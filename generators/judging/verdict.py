"""Verdicts: the judgement of an obligation, with the time measured and the records that show it.

A verdict is about what was done; a finding is about the data. They never mix.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class State(StrEnum):
    """How an obligation stands. No evidence is never met; 0 of 0 is no events, never 100 %."""

    MET = "met"
    LATE = "late"  # a clock ran past its limit
    FAILED = "failed"  # anything else that was not done
    DUE = "due"
    AT_RISK = "at-risk"
    MISSING = "missing"  # nothing shows it
    DECLARED = "declared"  # promised by someone with authority; nothing more can be measured
    STALE = "stale"  # shown once, but the evidence is past its review
    SUSPECT = "suspect"  # an unsound record is involved
    UNSETTLED = "unsettled"  # the contract says two things, and nobody agreed on one of them
    NOT_APPLICABLE = "not-applicable"


BAD = (State.LATE, State.FAILED, State.MISSING, State.STALE, State.SUSPECT)


class Trace:
    """Words that are put together when somebody first reads them; they cost more than the judgement."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def _words(self) -> str:
        return self._make()

    def __str__(self) -> str:
        return self._words


class MissingYear(NamedTuple):
    """A year that a calendar would have to know, and does not."""

    calendar: str
    year: int


class Cause(NamedTuple):
    """What makes a verdict bad, or what an open one waits for: a record, or something that is not there.

    Two verdicts have the same cause if its name is the same; how it stands is told by each for itself.
    """

    record: str | None = None
    codes: tuple[str, ...] = ()  # of the notices that doubt it
    kind: str | None = None  # of what is not there
    period: str | None = None  # in which it is not there
    about: str | None = (
        None  # the role, the record or the hours for which it is not there, or which of its kind
    )
    contract: str | None = None  # as in a verdict
    what: str = ""  # in words: what is not there; of a record, what is wrong with it
    is_open: bool = True  # whether it can still be put right, or still runs; else it is past and finished
    since: datetime | None = None  # when it began to be bad
    over_s: int | None = None  # by how many seconds a limit, or a due day, was or is passed

    @property
    def name(self) -> str:
        """What it is called in lists and files: an id, with the notices that doubt it, or what is missing."""
        parts = (self.record, *self.codes, self.contract, self.kind, self.period, self.about)
        return " ".join(part for part in parts if part)


class Verdict(NamedTuple):
    """One judgement: an obligation, and the record, clock, part or period that it is about."""

    obligation: str
    state: State
    subject: str | None = None  # a record's id
    clock: str | None = None  # the event that stops it
    part: str | None = None  # of the contract, where no record is judged: a role of its team
    period: str | None = None  # 2026-03, 2026-Q1, 2026-C1 (contract quarter), 2026
    measured_s: int | None = None
    limit_s: int | None = None
    due: datetime | None = None
    evidence: tuple[str, ...] = ()
    trace: str | Trace = ""  # in words, for the person who asks why
    independent: bool = False  # whether the times that decide it have proof beyond a statement
    level: str | None = None  # in force at the stop of a clock, or now
    natural_s: int | None = None  # measured without taking pauses off
    contract: str | None = None  # within which one, where the obligation is judged under several
    eased_late: str | None = None  # the role of the field that eased it when the limit had already passed
    missing_year: MissingYear | None = None  # the calendar ends before the clock does
    reading: str | None = None  # the code of the one by which was judged, where the obligation has several
    cause: tuple[Cause, ...] = ()  # what makes it bad, or what it waits for; nothing where all is done
    counts: bool = True  # what another reading would give stands beside, and in no list and no figure
