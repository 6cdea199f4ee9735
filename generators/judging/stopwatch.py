"""One clock: start, pauses, stop, limit, and the words that explain the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from generators.judging.verdict import State
from generators.records.worktime import Calendar
from generators.words import say

Span = tuple[datetime, datetime]
_MARGIN = 5  # an open clock is at risk when less than this part of its limit is left


class Pause(NamedTuple):
    """A wait; it is taken off only for an allowed reason and with an approver of the customer's."""

    start: datetime
    end: datetime | None
    reason: str
    approver: str | None


class Change(NamedTuple):
    """A change of level: what was promised before it and after it."""

    at: datetime
    before: str
    after: str
    before_limit_s: int
    after_limit_s: int
    approver: str | None


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


class Answer(NamedTuple):
    """The result: `measured_s` without allowed pauses, `natural_s` with them, and why, in words."""

    state: State
    measured_s: int
    natural_s: int
    paused_s: int
    limit_s: int
    due: datetime
    trace: str
    lowered_late: bool = False  # the level was lowered when the older level's limit had passed


def run(question: Question) -> Answer:
    """Judge one clock and explain it. Raises UnknownYear, NoWorkingTime."""
    answer = measure(question)
    return answer._replace(trace=explain(question, answer))


def measure(question: Question) -> Answer:
    """Judge one clock without the words, which cost most. Raises UnknownYear, NoWorkingTime."""
    question = _in_utc(question)
    calendar, limit, start, until = question.calendar, question.limit_s, question.start, _until(question)
    spans = _spans(question)
    natural = calendar.elapsed(start, until)
    paused = _seconds(spans, calendar)
    measured = natural - paused
    passed = [change for change, used in _changes(question, spans) if used > change.before_limit_s]
    return Answer(
        state=_state(question, measured, is_passed=bool(passed)),
        measured_s=measured,
        natural_s=natural,
        paused_s=paused,
        limit_s=limit,
        due=_due(start, limit, spans, calendar),
        trace="",
        lowered_late=any(change.after_limit_s > change.before_limit_s for change in passed),
    )


def explain(question: Question, answer: Answer) -> str:
    """Say in words how an answer came about."""
    question = _in_utc(question)
    spans = _spans(question)
    return _trace(question, answer, spans, _changes(question, spans))


def _spans(question: Question) -> list[Span]:
    return _merged(_clipped(pause, question) for pause in question.pauses if _counts(pause, question))


def _changes(question: Question, spans: Sequence[Span]) -> list[tuple[Change, int]]:
    """Give the changes of level within the clock's span, each with the time used up to it."""
    start, until = question.start, _until(question)
    return [
        (change, _used(start, change.at, spans, question.calendar))
        for change in question.changes
        if start <= change.at <= until
    ]


def _in_utc(question: Question) -> Question:
    """Give every time in UTC, where comparing is exact, and pauses and changes in order."""
    pauses = [
        one._replace(start=one.start.astimezone(UTC), end=one.end.astimezone(UTC) if one.end else None)
        for one in question.pauses
    ]
    changes = [one._replace(at=one.at.astimezone(UTC)) for one in question.changes]
    return question._replace(
        start=question.start.astimezone(UTC),
        stop=question.stop.astimezone(UTC) if question.stop else None,
        now=question.now.astimezone(UTC),
        pauses=tuple(sorted(pauses, key=lambda pause: pause.start)),
        changes=tuple(sorted(changes, key=lambda change: change.at)),
    )


def _until(question: Question) -> datetime:
    return question.stop or question.now


def _counts(pause: Pause, question: Question) -> bool:
    return pause.reason in question.allowed and bool(pause.approver)


def _clipped(pause: Pause, question: Question) -> Span:
    """Cut a pause to the clock's span; an open one runs to the span's end."""
    until = _until(question)
    return max(pause.start, question.start), min(pause.end or until, until)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Sort spans, join those that overlap, leave out the empty ones."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif begin < end:
            joined.append((begin, end))
    return joined


def _seconds(spans: Iterable[Span], calendar: Calendar) -> int:
    return sum(calendar.elapsed(begin, end) for begin, end in spans)


def _used(start: datetime, until: datetime, spans: Sequence[Span], calendar: Calendar) -> int:
    """Measure up to a moment within the clock's span."""
    return calendar.elapsed(start, until) - _seconds(((one, min(end, until)) for one, end in spans), calendar)


def _due(start: datetime, limit: int, spans: Sequence[Span], calendar: Calendar) -> datetime:
    """Find the moment when the limit is over, given the pauses so far."""
    for begin, end in spans:
        free = calendar.elapsed(start, begin)
        if free >= limit:
            break
        start, limit = end, limit - free
    return calendar.after(start, limit).astimezone(calendar.zone)


def _state(question: Question, measured: int, *, is_passed: bool) -> State:
    """Judge; the limit equalled is met, and one passed before a change of level stays passed."""
    limit = question.limit_s
    if question.stop is None and question.closed:
        return State.MISSING
    if is_passed or measured > limit:
        return State.LATE
    if question.stop is not None:
        return State.MET
    return State.AT_RISK if (limit - measured) * _MARGIN < limit else State.DUE


def _trace(
    question: Question, answer: Answer, spans: Sequence[Span], changes: Sequence[tuple[Change, int]]
) -> str:
    """Explain the result, one clause for each thing that decided it."""
    calendar = question.calendar
    is_open = question.stop is None
    due = [say("clock.due", due=_moment(answer.due, calendar))] if is_open else []
    start, until = _moment(question.start, calendar), _until_text(question)
    on = "" if calendar.always else say("clock.calendar", name=calendar.name)
    if answer.state is State.MISSING:
        return say("clock.comma").join((say("clock.missing", start=start) + on, *due))
    left = answer.limit_s - answer.measured_s
    parts = [
        say("clock.open" if is_open else "clock.span", start=start, end=until) + on,
        *_holidays(question),
        *_deducted(question, answer.paused_s),
        *_refused(question, spans, answer.paused_s),
        say("clock.measured", used=_span(answer.measured_s), limit=_span(answer.limit_s)),
        say("clock.over" if left < 0 else "clock.left", span=_span(abs(left))),
        *due,
        *(_changed(change, used, answer, question.calendar) for change, used in changes),
    ]
    return say("clock.comma").join(parts)


def _until_text(question: Question) -> str:
    """Say when the span ends, without its date if that is the start's."""
    start, until = (_moment(one, question.calendar) for one in (question.start, _until(question)))
    day, _, hour = until.partition(" ")
    return hour if start.startswith(day) else until


def _holidays(question: Question) -> list[str]:
    """Name the holidays left out, neighbours of one name together."""
    calendar = question.calendar
    days = calendar.left_out(question.start, _until(question))
    texts = [_holiday(name, list(group)) for name, group in groupby(days, key=calendar.holiday)]
    return [say("clock.holidays", names=say("clock.and").join(texts))] if texts else []


def _holiday(name: str, days: Sequence[date]) -> str:
    if len(days) == 1:
        return say("clock.holiday", name=name, date=days[0].isoformat())
    return say("clock.holiday_days", name=name, first=days[0].isoformat(), last=days[-1].isoformat())


def _deducted(question: Question, paused: int) -> list[str]:
    """Say what was taken off, and for which reasons."""
    inside = [pause for pause in question.pauses if _counts(pause, question) and _is_inside(pause, question)]
    if not inside:
        return []
    reasons = dict.fromkeys(_word(pause, question) for pause in inside)
    is_open = question.stop is None and any(not one.end or one.end > question.now for one in inside)
    text = say("clock.and").join(reasons)
    return [say("clock.pausing" if is_open else "clock.paused", span=_span(paused), reasons=text)]


def _refused(question: Question, spans: Sequence[Span], paused: int) -> list[str]:
    """Say which pauses were not taken off, and why; what another pause covers is not told twice."""
    texts = []
    for pause in question.pauses:
        if _counts(pause, question) or not _is_inside(pause, question):
            continue
        together = _merged([*spans, _clipped(pause, question)])
        span = _span(_seconds(together, question.calendar) - paused)
        why = say("clock.not_approved" if pause.reason in question.allowed else "clock.not_allowed")
        texts.append(say("clock.refused", span=span, reason=_word(pause, question), why=why))
    return texts


def _is_inside(pause: Pause, question: Question) -> bool:
    """Whether a pause touches the clock's span at all."""
    begin, end = _clipped(pause, question)
    return begin < end


def _word(pause: Pause, question: Question) -> str:
    return question.reasons.get(pause.reason, pause.reason)


def _changed(change: Change, used: int, answer: Answer, calendar: Calendar) -> str:
    """Show the older level's result beside, whether or not its limit was passed."""
    if used > change.before_limit_s:
        result = say("clock.passed", over=_span(used - change.before_limit_s))
    elif answer.measured_s > change.before_limit_s:
        result = say("clock.kept_late", over=_span(answer.measured_s - change.before_limit_s))
    else:
        result = say("clock.kept")
    return say(
        "clock.changed",
        at=_moment(change.at, calendar),
        before=change.before,
        before_limit=_span(change.before_limit_s),
        after=change.after,
        after_limit=_span(change.after_limit_s),
        approval=say("clock.approved" if change.approver else "clock.not_approved"),
        used=_span(used),
        result=result,
    )


def _moment(moment: datetime, calendar: Calendar) -> str:
    local = moment.astimezone(calendar.zone)
    return local.isoformat(" ")[: len("2026-03-05 09:10:00" if local.second else "2026-03-05 09:10")]


def _span(seconds: int) -> str:
    """Say a duration in hours, minutes and seconds; 0 is no minutes."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    texts = [say("clock.hours", count=hours)] if hours else []
    texts += [say("clock.minutes", count=minutes)] if minutes else []
    texts += [say("clock.seconds", count=rest)] if rest else []
    return " ".join(texts) or say("clock.minutes", count=0)
