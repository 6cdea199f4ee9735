"""How a clock came to its result, in words: one clause for each thing that decided it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from generators.judging.stopwatch import (
    Answer,
    Change,
    Pause,
    Question,
    Span,
    changed,
    deducted,
    passed_at,
    seconds,
)
from generators.judging.verdict import State
from generators.records.worktime import merged
from generators.spoken import duration, moment
from generators.words import say


def explain(question: Question, answer: Answer) -> str:
    """Say in words how an answer came about."""
    question = question.in_utc()
    spans = deducted(question)
    return _trace(question, answer, spans, changed(question, spans))


def _trace(
    question: Question, answer: Answer, spans: Sequence[Span], changes: Sequence[tuple[Change, int]]
) -> str:
    """Explain the result, one clause for each thing that decided it."""
    calendar = question.calendar
    is_open = question.stop is None
    at = moment(answer.due, calendar.zone) if answer.due else ""
    due = [say("clock.due", due=at)] if is_open and at else []
    start, until = moment(question.start, calendar.zone), _until(question)
    on = "" if calendar.always else say("clock.calendar", name=calendar.name)
    if answer.state is State.MISSING:
        return say("clock.comma").join(
            (say("clock.missing", start=start) + on, *_reopened(question), *due, *question.remarks)
        )
    parts = [
        say("clock.open" if is_open else "clock.span", start=start, end=until) + on,
        *_holidays(question),
        *_reopened(question),
        *_deducted(question, answer.paused_s),
        *_refused(question, spans),
        say("clock.measured", used=duration(answer.measured_s), limit=duration(answer.limit_s)),
        *_left(answer, at),
        *due,
        *(_changed(change, used, answer, question, spans) for change, used in changes),
        *(_not_changed(change, question) for change in question.changes if not change.counts),
        *question.remarks,
    ]
    return say("clock.comma").join(parts)


def _left(answer: Answer, due: str) -> list[str]:
    """Say what is left of the limit; one used up to its last second, with the clock going on, is over."""
    left = answer.limit_s - answer.measured_s
    if left == 0 and answer.state is State.LATE:
        return [say("clock.used_up", due=due)]
    return [say("clock.over" if left < 0 else "clock.left", span=duration(abs(left)))]


def _until(question: Question) -> str:
    """Say when the span ends, without its date if that is the start's."""
    start, until = (moment(one, question.calendar.zone) for one in (question.start, question.until))
    day, _, hour = until.partition(" ")
    return hour if start.startswith(day) else until


def _holidays(question: Question) -> list[str]:
    """Name the holidays left out, neighbours of one name together."""
    calendar = question.calendar
    days = calendar.left_out(question.start, question.until)
    texts = [_holiday(name, list(group)) for name, group in groupby(days, key=calendar.holiday)]
    return [say("clock.holidays", names=say("clock.and").join(texts))] if texts else []


def _holiday(name: str, days: Sequence[date]) -> str:
    if len(days) == 1:
        return say("clock.holiday", name=name, date=days[0].isoformat())
    return say("clock.holiday_days", name=name, first=days[0].isoformat(), last=days[-1].isoformat())


def _reopened(question: Question) -> list[str]:
    """Tell each reopening, and the time before it that is not counted."""
    calendar = question.calendar
    return [
        say(
            "clock.reopened",
            begin=moment(begin, calendar.zone),
            end=moment(end, calendar.zone),
            span=duration(calendar.elapsed(begin, end)),
        )
        for begin, end in question.gaps
    ]


def _not_changed(change: Change, question: Question) -> str:
    """Tell a lowering that nobody allowed: it changed nothing."""
    at = moment(change.at, question.calendar.zone)
    return say("clock.not_changed", at=at, before=change.before, after=change.after)


def _deducted(question: Question, paused: int) -> list[str]:
    """Say what was taken off, and for which reasons."""
    inside = [pause for pause in question.pauses if question.takes_off(pause) and _is_inside(pause, question)]
    if not inside:
        return []
    reasons = dict.fromkeys(_word(pause, question) for pause in inside)
    is_open = question.stop is None and any(not one.end or one.end > question.now for one in inside)
    text = say("clock.and").join(reasons)
    return [say("clock.pausing" if is_open else "clock.paused", span=duration(paused), reasons=text)]


def _refused(question: Question, spans: Sequence[Span]) -> list[str]:
    """Say which pauses were not taken off, and why; what another pause covers is not told twice."""
    texts: list[str] = []
    refused = [pause for pause in question.pauses if not question.takes_off(pause)]
    taken_off = seconds(spans, question.calendar) if refused else 0
    for pause in refused:
        if not _is_inside(pause, question):
            continue
        together = merged([*spans, question.clipped(pause)])
        span = duration(seconds(together, question.calendar) - taken_off)
        why = say("clock.not_approved" if pause.reason in question.allowed else "clock.not_allowed")
        texts.append(say("clock.refused", span=span, reason=_word(pause, question), why=why))
    return texts


def _is_inside(pause: Pause, question: Question) -> bool:
    """Whether a pause touches the clock's span at all."""
    begin, end = question.clipped(pause)
    return begin < end


def _word(pause: Pause, question: Question) -> str:
    return question.reasons.get(pause.reason, pause.reason)


def _changed(change: Change, used: int, answer: Answer, question: Question, spans: Sequence[Span]) -> str:
    """Show the older level's result beside, whether or not its limit was passed."""
    if used == change.before_limit_s and passed_at(change, used, question, spans):
        result = say("clock.passed_whole")
    elif used > change.before_limit_s:
        result = say("clock.passed", over=duration(used - change.before_limit_s))
    elif answer.measured_s > change.before_limit_s:
        result = say("clock.kept_late", over=duration(answer.measured_s - change.before_limit_s))
    else:
        result = say("clock.kept")
    return say(
        "clock.changed",
        at=moment(change.at, question.calendar.zone),
        before=change.before,
        before_limit=duration(change.before_limit_s),
        after=change.after,
        after_limit=duration(change.after_limit_s),
        approval=say("clock.approved" if change.approver else "clock.not_approved"),
        used=duration(used),
        result=result,
    )
