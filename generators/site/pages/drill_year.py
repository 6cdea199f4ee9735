"""What stands first on the page of drills: the year's plan, what came of the lessons, the scores by plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from generators import address
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import drill_year, exercises, lessons, scored
from generators.measures.drill_year import Standing, Wanted
from generators.measures.figure import how_many
from generators.measures.lessons import Answer, Lesson
from generators.site.cells import Plain, Prose, Ref, prose, reference
from generators.site.pages import exercise, figures
from generators.site.pages.figures import Number
from generators.site.pages.lesson_answers import Action, action, state_of
from generators.words import say

_STATES: Mapping[Standing, str] = {
    Standing.HELD: "met",
    Standing.PLANNED: "due",
    Standing.LATE: "late",
    Standing.LACKING: "missing",
    Standing.UNSAID: "stale",
}
# in the order in which they are told: what is open first
_TOLD = (Answer.NONE, Answer.LATE, Answer.OPEN, Answer.DONE, Answer.WAIVED, Answer.CLOSED)
_DONE = (Answer.WAIVED, Answer.CLOSED)


class Asked(NamedTuple):
    """An obligation or a plan that asks for drills, and what there is."""

    ref: Ref
    asked: Plain | Prose
    held: tuple[Ref, ...]
    coming: tuple[tuple[Ref, str], ...]  # with the day
    state: str
    word: str


class YearView(NamedTuple):
    """One year of one contract."""

    title: str
    rows: tuple[Asked, ...]
    beside: tuple[Ref, ...]  # of no plan in force
    lacking: bool  # something is asked for that nobody planned


class Open(NamedTuple):
    """A lesson that is not settled: of which drill, and what came of it."""

    drill: Ref
    uri: str
    text: str
    state: str
    word: str
    actions: tuple[Action, ...]


class Course(NamedTuple):
    """The drills of a plan and their scores in turn."""

    plan: Ref
    trend: Markup | None
    drills: tuple[tuple[Ref, str, int], ...]  # average, items below the most


class Told(NamedTuple):
    """All three."""

    years: tuple[YearView, ...]
    answers: tuple[tuple[str, str, Number], ...]  # state, word, how many lessons
    open: tuple[Open, ...]
    courses: tuple[Course, ...]
    form: str  # where a drill is entered; empty where nobody may


def told(base: KnowledgeBase) -> Told:
    """Gather what stands first."""
    known = lessons.lessons(base)
    sums = ((one, known.of(one)) for one in _TOLD)
    kind = next(iter(exercises.kinds(base)), None)
    return Told(
        tuple(_year(base, one) for one in drill_year.years(base)),
        tuple(
            (state_of(one), say(f"exercise.lesson.{one}"), figures.number(base, found))
            for one, found in sums
            if found.number or one is Answer.NONE
        )
        if known.every
        else (),
        tuple(_open(base, known.table, one) for one in known.every if one.answer not in _DONE),
        tuple(_courses(base)),
        address.form(kind.name) if kind and not base.reader.is_outside else "",
    )


def _year(base: KnowledgeBase, one: drill_year.Year) -> YearView:
    period = one.period
    rows = (*(_judged(base, each) for each in one.verdicts), *(_wanted(base, each) for each in one.plans))
    return YearView(
        say(
            "drill.year",
            first=period.begin,
            last=period.end,
            contract=f"{one.agreement} " if base.bindings.agreements[1:] else "",
        ),
        rows,
        tuple(reference(base, each) for each in one.beside.ids),
        any(each.standing in (Standing.LACKING, Standing.LATE) for each in one.plans),
    )


def _judged(base: KnowledgeBase, one: Verdict) -> Asked:
    record = base.facts.records[one.obligation]
    held = tuple(reference(base, each) for each in one.evidence)
    said = prose(base, base.spoken(record).judged)
    return Asked(reference(base, one.obligation), said, held, (), str(one.state), say(f"state.{one.state}"))


def _wanted(base: KnowledgeBase, one: Wanted) -> Asked:
    open_ = (*one.late.ids, *one.coming.ids)
    coming = tuple(
        (reference(base, each), str(base.facts.records[each].data.get("planned", ""))) for each in open_
    )
    asked = say("drill.times_a_year", count=one.times) if one.times else say("drill.times_unsaid")
    return Asked(
        reference(base, one.plan),
        Plain(asked),
        tuple(reference(base, each) for each in one.held.ids),
        coming,
        _STATES[one.standing],
        say(f"drill.standing.{one.standing}"),
    )


def _open(base: KnowledgeBase, table: str, one: Lesson) -> Open:
    return Open(
        reference(base, one.drill),
        address.table(one.drill, table),
        one.text,
        state_of(one.answer),
        say(f"exercise.lesson.{one.answer}"),
        tuple(action(base, each) for each in one.actions),
    )


def _courses(base: KnowledgeBase) -> Iterator[Course]:
    for plan in dict.fromkeys(one.plan for one in scored.scored(base)):
        same = scored.of_plan(base, plan)
        rows = tuple((reference(base, one.id), exercise.average(one), how_many(one.below)) for one in same)
        yield Course(reference(base, plan), exercise.trend(same) if same[1:] else None, rows)
