"""A lesson of a drill in words: how it stands, each action with its day, or why nothing is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures.lessons import Answer, Lesson, Taken
from generators.site.cells import Ref, reference
from generators.words import say

_STATES: Mapping[Answer, str] = {
    Answer.NONE: "missing",
    Answer.LATE: "late",
    Answer.OPEN: "due",
    Answer.DONE: "due",
    Answer.WAIVED: "not-applicable",
    Answer.CLOSED: "met",
}


class Action(NamedTuple):
    """What came of a lesson, and how it stands."""

    ref: Ref
    state: str
    word: str


class LessonView(NamedTuple):
    """A lesson and its answer."""

    code: str
    text: str
    state: str
    word: str
    actions: tuple[Action, ...]
    reason: str
    by: Ref | None


def lesson(base: KnowledgeBase, one: Lesson) -> LessonView:
    """Say what a drill taught and what came of it."""
    return LessonView(
        one.code,
        one.text,
        _STATES[one.answer],
        say(f"exercise.lesson.{one.answer}"),
        tuple(action(base, each) for each in one.actions),
        one.reason,
        reference(base, one.by) if one.by else None,
    )


def action(base: KnowledgeBase, one: Taken) -> Action:
    """Say how an action stands: since when closed, until when open, how late."""
    word = say(f"exercise.action.{one.answer}", due=_day(one.due), day=_day(one.closed), count=one.days_late)
    if one.answer is Answer.CLOSED and one.days_late:
        word += say("exercise.action.after", count=one.days_late)
    return Action(reference(base, one.id), _STATES[one.answer], word)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def state_of(answer: Answer) -> str:
    """Give the shape by which a lesson's answer is shown."""
    return _STATES[answer]
