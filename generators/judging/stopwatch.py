"""One clock: start, pauses, stop, limit; `trace` says in words how the result came about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple

from generators.judging.verdict import State
from generators.records.worktime import Calendar, UnknownYear, merged

Span = tuple[datetime, datetime]
_MARGIN = 5  # an open clock is at risk when less than this part of its limit is left


class Pause(NamedTuple):
    """A wait; it is taken off only for an allowed reason and with an approver of the customer's."""

    start: datetime
    end: datetime | None
    reason: str
    approver: str | None


class Change(NamedTuple):
    """A change of level: what was promised before it and after it. One that nobody allowed is only told."""

    at: datetime
    before: str
    after: str
    before_limit_s: int
    after_limit_s: int
    approver: str | None
    counts: bool = True


class Question(NamedTuple):
    """All that decides one clock; `limit_s` is by the level in force at the stop."""

    start: datetime
    stop: datetime | None
    now: datetime
    limit_s: int
    calendar: Calendar
    pauses: tuple[Pause, ...] = ()
    allowed: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    closed: bool = False  # the record is closed, so a stop that is not there will never come
    reasons: Mapping[str, str] = MappingProxyType({})  # reason -> its word
    gaps: tuple[Span, ...] = ()  # from a stop to the reopening after it: nothing was owed
    remarks: tuple[str, ...] = ()  # what else the trace must tell

    @property
    def until(self) -> datetime:
        """The end of the clock's span: its stop, or now."""
        return self.stop or self.now

    def takes_off(self, pause: Pause) -> bool:
        """Say whether a pause counts: an allowed reason, approved by the customer."""
        return pause.reason in self.allowed and bool(pause.approver)

    def clipped(self, pause: Pause) -> Span:
        """Cut a pause to the clock's span; an open one runs to the span's end."""
        return max(pause.start, self.start), min(pause.end or self.until, self.until)

    @property
    def is_over(self) -> bool:
        """Whether the clock runs no more, by its stop or with its record."""
        return self.stop is not None or self.closed

    @property
    def unknown_year(self) -> int | None:
        """The year before which an unstopped clock can no longer be counted, for want of a calendar."""
        known_to = None if self.stop else self.calendar.known_to(self.start)
        return known_to.year if known_to and known_to < self.now else None

    def in_utc(self) -> Question:
        """Give every time in UTC, where comparing is exact, and pauses and changes in order.

        `now` is brought back to where the calendar ends: what was late by then stays late. Most records have
        no rows, and so nothing that is compared: their times stay as they are.
        """
        known_to = self.calendar.known_to(self.start)
        now = self.now if known_to is None else min(self.now, known_to)
        if not (self.pauses or self.changes or self.gaps):
            return self if now is self.now else self._replace(now=now)
        pauses = [
            one._replace(start=one.start.astimezone(UTC), end=one.end.astimezone(UTC) if one.end else None)
            for one in self.pauses
        ]
        changes = [one._replace(at=one.at.astimezone(UTC)) for one in self.changes]
        return self._replace(
            start=self.start.astimezone(UTC),
            stop=self.stop.astimezone(UTC) if self.stop else None,
            now=now.astimezone(UTC),
            pauses=tuple(sorted(pauses, key=lambda pause: pause.start)),
            changes=tuple(sorted(changes, key=lambda change: change.at)),
            gaps=tuple((begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in self.gaps),
        )


class Answer(NamedTuple):
    """The result: `measured_s` without allowed pauses, `natural_s` with them; seconds that count."""

    state: State
    measured_s: int
    natural_s: int
    paused_s: int
    limit_s: int  # the first that passed while its level was in force, else that at the stop; `due` is of it
    due: (
        datetime | None
    )  # None for a stopped clock whose limit reaches a year that the calendar does not know
    lowered_late: bool = False  # the level was lowered when the older level's limit had passed


def measure(question: Question) -> Answer:
    """Judge one clock. Raises UnknownYear, NoWorkingTime."""
    until = question.until
    question = question.in_utc()
    calendar = question.calendar
    spans = deducted(question)
    whole = calendar.elapsed(question.start, question.until)
    natural = whole - seconds(merged(question.gaps), calendar) if question.gaps else whole
    measured = whole - seconds(spans, calendar) if spans else whole
    crossed = changed(question, spans) if question.changes else ()
    passed = [change for change, used in crossed if passed_at(change, used, question, spans)]
    limit = passed[0].before_limit_s if passed else question.limit_s
    question = question._replace(limit_s=limit)
    due = _due_if_known(question, spans)
    is_late = bool(passed) or measured > limit
    if measured == limit and due is not None:  # used up: with the clock going on, the next second is too much
        is_late |= until.replace(microsecond=0) > due
    return Answer(
        state=_state(question, measured, is_late=is_late),
        measured_s=measured,
        natural_s=natural,
        paused_s=natural - measured,
        limit_s=limit,
        due=due,
        lowered_late=any(change.after_limit_s > change.before_limit_s for change in passed),
    )


def deducted(question: Question) -> tuple[Span, ...]:
    """Give the spans that are taken off, pauses and gaps, joined where they overlap."""
    if not question.pauses and not question.gaps:
        return ()
    pauses = (question.clipped(pause) for pause in question.pauses if question.takes_off(pause))
    return merged((*pauses, *question.gaps))


def changed(question: Question, spans: Sequence[Span]) -> list[tuple[Change, int]]:
    """Give the changes of level within the clock's span, each with the time used up to it."""
    return [
        (change, _used(question.start, change.at, spans, question.calendar))
        for change in question.changes
        if change.counts and question.start <= change.at <= question.until
    ]


def passed_at(change: Change, used: int, question: Question, spans: Sequence[Span]) -> bool:
    """Say whether the older level's limit had passed when the level was changed."""
    limit = change.before_limit_s
    if used == limit:
        return change.at > _due(question.start, limit, spans, question.calendar)
    return used > limit


def was_late(question: Question, is_asked: Callable[[str], bool]) -> bool:
    """Say whether the limit had passed when one of the levels asked for was left: that stays."""
    asked = question.in_utc()
    spans = deducted(asked)
    left = ((change, used) for change, used in changed(asked, spans) if is_asked(change.before))
    return any(passed_at(change, used, asked, spans) for change, used in left)


def seconds(spans: Iterable[Span], calendar: Calendar) -> int:
    """Count the seconds of spans on a calendar."""
    return sum(calendar.elapsed(begin, end) for begin, end in spans)


def _used(start: datetime, until: datetime, spans: Sequence[Span], calendar: Calendar) -> int:
    """Measure up to a moment within the clock's span."""
    return calendar.elapsed(start, until) - seconds(((one, min(end, until)) for one, end in spans), calendar)


def _due(start: datetime, limit: int, spans: Sequence[Span], calendar: Calendar) -> datetime:
    """Find the moment when the limit is over, given the pauses so far."""
    for begin, end in spans:
        free = calendar.elapsed(start, begin)
        if free >= limit:
            break
        start, limit = end, limit - free
    return calendar.after(start, limit).astimezone(calendar.zone)


def _due_if_known(question: Question, spans: Sequence[Span]) -> datetime | None:
    """Find the same; what is over asks for no year after its end."""
    try:
        return _due(question.start, question.limit_s, spans, question.calendar)
    except UnknownYear:
        if question.is_over:
            return None
        raise


def _state(question: Question, measured: int, *, is_late: bool) -> State:
    """Judge; a limit that was passed before a change of level stays passed."""
    limit = question.limit_s
    if question.stop is None and question.closed:
        return State.MISSING
    if is_late:
        return State.LATE
    if question.stop is not None:
        return State.MET
    return State.AT_RISK if (limit - measured) * _MARGIN < limit else State.DUE
