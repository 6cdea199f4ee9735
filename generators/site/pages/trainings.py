"""Training: who came, passed and was satisfied, course by course, and which departments were reached."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import courses, fields, planned
from generators.measures.courses import Course
from generators.measures.figure import how_many
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.pages import figures
from generators.site.pages.figures import Fraction, Planned
from generators.site.render import body
from generators.words import say


class Row(NamedTuple):
    """A course: its day, and its figures where somebody counted."""

    plan: Planned
    attendance: Fraction | None
    passed: Fraction | None
    satisfied: Fraction | None
    points: str  # on average


class Department(NamedTuple):
    """A department, and the courses that it came to."""

    name: str
    courses: Count | None


class View(NamedTuple):
    """All courses."""

    answer: str
    held: Count | None
    totals: tuple[tuple[str, Fraction], ...]
    rows: tuple[Row, ...]
    departments: tuple[Department, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page; a base without training has none."""
    found = view(base)
    if found.rows:
        make = partial(_body, found)
        yield Page(address.TRAININGS, say("training.title"), make, in_nav=True, answer=lambda: found.answer)


def view(base: KnowledgeBase) -> View:
    """Give the courses that were held or are planned, the newest first."""
    found = courses.training(base)
    by_id = {one.id: one for one in found.courses}
    plans = [one for kind in fields.kinds_with(base, "attendance") for one in planned.plans(base, kind)]
    shares = (
        (say("training.attendance"), figures.fraction(base, found.attendance)),
        (say("training.passed"), figures.fraction(base, found.passed)),
        (say("training.satisfied"), figures.fraction(base, found.satisfied)),
    )
    missing = found.coverage.missing
    return View(
        say(
            "training.missing" if missing else "training.reached",
            count=how_many(by_id),
            missing=how_many(missing),
        ),
        opened(base, by_id) if by_id else None,
        tuple((title, one) for title, one in shares if one),
        tuple(_row(base, figures.planned(base, one), by_id.get(one.id)) for one in plans),
        (
            *(Department(one.name, opened(base, one.ids)) for one in found.coverage.reached),
            *(Department(one, None) for one in missing),
        ),
    )


def _body(found: View) -> str:
    return body("trainings.html.jinja", address.TRAININGS, view=found)


def _row(base: KnowledgeBase, plan: Planned, course: Course | None) -> Row:
    if course is None:
        return Row(plan, None, None, None, "")
    return Row(
        plan,
        figures.fraction(base, course.attendance),
        figures.fraction(base, course.passed),
        figures.fraction(base, course.satisfied),
        "" if course.points is None else f"{course.points:.1f}",
    )
