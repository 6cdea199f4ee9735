"""The page of a drill: until it begins its scheme, to sign; then its course, its scores, its lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup

from generators.charts import bar, spark
from generators.charts.shapes import Fill
from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields, lessons, runs, scored, staged
from generators.measures.figure import how_many
from generators.measures.lessons import Answer
from generators.measures.scored import Scored
from generators.records.moment import known
from generators.records.record import Record, in_order
from generators.site.cells import Ref, reference, time
from generators.site.pages import sheet
from generators.site.pages.lesson_answers import LessonView, lesson, state_of
from generators.spoken import duration
from generators.words import say

_MINUTE = 60
# what the template shows itself
SHOWN = (
    "title", "roles", "goals", "safety", "abort_when", "abort_by", "script", "log", "executions", "scores",
    "lessons",
)  # fmt: skip


class Role(NamedTuple):
    """Who does what in it."""

    role: str
    post: str
    person: Ref | None
    duties: str


class Goal(NamedTuple):
    """What is to be measured, how much it may be, how much it was."""

    what: str
    target: str
    reached: str


class Row(NamedTuple):
    """A step of the script: by when, when, how late, and what was logged of it: clock and words."""

    number: int
    stage: str  # empty where it is that of the row above
    step: str
    role: str
    action: str
    note: str
    planned: str
    done: str
    state: str
    word: str
    log: tuple[tuple[str, str], ...]


class Item(NamedTuple):
    """An item of the scores, drawn."""

    name: str
    score: str
    bar: Markup
    advice: str


class Scores(NamedTuple):
    """All items, their average, and the averages of the drills of the same plan."""

    items: tuple[Item, ...]
    average: str
    below: int
    trend: Markup | None
    drills: tuple[tuple[Ref, str], ...]


class Run(NamedTuple):
    """A run of a book or plan that was part of it."""

    ref: Ref
    book: Ref | None
    begun: str
    outcome: str
    is_exercise: bool


class ExerciseView(NamedTuple):
    """A drill as its page answers."""

    is_scheme: bool
    roles: tuple[Role, ...]
    goals: tuple[Goal, ...]
    safety: tuple[str, ...]
    abort_when: str
    abort_by: str
    rows: tuple[Row, ...]
    beside: tuple[tuple[str, str], ...]  # logged, and no step of the script
    skipped: int  # steps of which nothing was logged
    runs: tuple[Run, ...]
    scores: Scores | None
    lessons: tuple[LessonView, ...]
    taught: int
    gaps: int
    gone: tuple[str, ...]  # codes of lessons that are not there any more
    sides: tuple[tuple[str, str], ...]


def view(base: KnowledgeBase, record: Record) -> ExerciseView | None:
    """Gather the page of a drill; nothing for any other record."""
    kind = record.kind
    if kind.name not in {one.name for one in exercises.kinds(base)}:
        return None
    course = staged.course(base, record)
    is_scheme = kind.start not in record.data
    rows = tuple(_rows(base, record, course))
    found = tuple(lesson(base, one) for one in lessons.lessons(base).every if one.drill == record.id)
    skipped = course.has_links and kind.stop in record.data
    return ExerciseView(
        is_scheme,
        tuple(_role(base, kind.fields["roles"], row) for row in record.data.get("roles", ())),
        (*(_targets(base, record) if is_scheme else ()), *map(_goal, record.data.get("goals", ()))),
        tuple(map(str, record.data.get("safety", ()))),
        str(record.data.get("abort_when", "")),
        str(record.data.get("abort_by", "")),
        rows,
        tuple(_logged(base, one) for one in course.beside),
        how_many([one for one in course.steps if not one.log]) if skipped else 0,
        tuple(_runs(base, record)),
        _scores(base, record),
        found,
        how_many(found),
        how_many([one for one in found if one.state == state_of(Answer.NONE)]),
        lessons.missing(record),
        sheet.sides(base, record),
    )


def _role(base: KnowledgeBase, table: Field, row: Mapping[str, Any]) -> Role:
    person = reference(base, row["person"]) if "person" in row else None
    return Role(table.children["role"].word(row["role"]), row["post"], person, row.get("duties", ""))


def _targets(base: KnowledgeBase, record: Record) -> Iterator[Goal]:
    """Yield what the plan wants of each service."""
    for one in exercises.wanted(base, record):
        yield Goal(say("exercise.rto", service=one.service), duration(one.rto * _MINUTE), "")
        yield Goal(say("exercise.rpo", service=one.service), duration(one.rpo * _MINUTE), "")


def _goal(row: Mapping[str, Any]) -> Goal:
    return Goal(row["goal"], row["target"], row.get("reached", ""))


def _rows(base: KnowledgeBase, record: Record, course: staged.Course) -> Iterator[Row]:
    table = record.kind.fields["script"].children
    stage = ""
    for one in course.steps:
        row, told = one.row, table["stage"].word(one.row["stage"])
        state, word = _late(one, is_known=course.has_links and record.kind.stop in record.data)
        yield Row(
            row["number"],
            "" if told == stage else told,
            row["step"],
            table["role"].word(row["role"]),
            row["action"],
            row.get("note", ""),
            say("exercise.minute", count=one.planned) if one.planned is not None else "",
            _done(base, one),
            state,
            word,
            tuple(_logged(base, each) for each in one.log),
        )
        stage = told


def _done(base: KnowledgeBase, one: staged.Step) -> str:
    if one.done is None:
        return ""
    clock = one.done.astimezone(base.config.zone).strftime("%H:%M")
    return clock if one.minutes is None else say("exercise.done", at=clock, count=one.minutes)


def _late(one: staged.Step, *, is_known: bool) -> tuple[str, str]:
    if one.done is None:
        return ("missing", say("exercise.skipped")) if is_known else ("", "")
    if one.late is None:
        return "", ""
    if one.late > 0:
        return "late", say("exercise.late", count=one.late)
    return "met", say("exercise.early", count=-one.late) if one.late else say("exercise.in_time")


def _logged(base: KnowledgeBase, row: Mapping[str, Any]) -> tuple[str, str]:
    at = datetime.fromisoformat(row["at"]).astimezone(base.config.zone)
    note = row.get("note", "")
    return at.strftime("%H:%M"), say("exercise.noted", event=row["event"], note=note) if note else row[
        "event"
    ]


def _runs(base: KnowledgeBase, record: Record) -> Iterator[Run]:
    """Yield the runs that name the drill, and those that it names."""
    said = {one.name for one in fields.kinds_with(base, "occasion")}
    links = [
        *(one.source for one in base.facts.naming(record.id)),
        *(one.target for one in base.facts.named_by(record.id)),
    ]
    for name in sorted(dict.fromkeys(links), key=in_order):
        one = base.facts.get(name)
        if one is None or one.is_voided or one.kind.name not in said:
            continue
        begun, outcome = known(one.data.get(one.kind.start), base.config.zone), one.kind.summary.state
        book = one.data.get(runs.book_field(one.kind))
        yield Run(
            reference(base, name),
            reference(base, str(book)) if book else None,
            time(base, begun.at) if begun else "",
            one.kind.fields[outcome].word(one.data[outcome]) if outcome in one.data else say("drill.open"),
            runs.is_exercise(one),
        )


def _scores(base: KnowledgeBase, record: Record) -> Scores | None:
    found = next((one for one in scored.scored(base) if one.id == record.id), None)
    if found is None:
        return None
    same = scored.of_plan(base, found.plan)
    return Scores(
        tuple(_item(found, one) for one in found.items),
        average(found),
        how_many(found.below),
        trend(same) if same[1:] else None,
        tuple((reference(base, one.id), average(one)) for one in same) if same[1:] else (),
    )


def _item(found: Scored, one: scored.Item) -> Item:
    if one.score is None:
        return Item(one.name, "", Markup(), say("exercise.unscored"))
    drawn = bar.draw({Fill.SOLID: one.score, Fill.OPEN: found.most - one.score}, width=110, height=10)
    return Item(one.name, say("exercise.of", count=one.score, most=found.most), drawn, one.advice)


def average(found: Scored) -> str:
    """Say the average of what was scored."""
    return f"{found.average:.1f}"


def trend(drills: tuple[Scored, ...]) -> Markup:
    """Draw the averages of drills, one after the other."""
    return spark.run(say("exercise.trend"), [one.average for one in drills])
