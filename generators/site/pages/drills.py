"""Drills: what was measured beside what the plan wants, and how the books did when they were carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields, held, planned, runs
from generators.measures.exercises import Exercise
from generators.measures.figure import how_many
from generators.measures.runs import OPEN, Book
from generators.site.cells import Ref, reference
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.pages import drill_year, figures
from generators.site.pages.drill_year import Told
from generators.site.pages.figures import Planned
from generators.site.pages.inspections import Found
from generators.site.render import body
from generators.spoken import duration
from generators.words import say

_MINUTE = 60


class Measured(NamedTuple):
    """What was measured against what is wanted."""

    wanted: str
    measured: str
    shape: str
    word: str


class Service(NamedTuple):
    """A service of a plan."""

    name: str
    rto: Measured
    rpo: Measured


class Drill(NamedTuple):
    """A drill with the services of its plan, or without where the plan has no targets."""

    record: Ref
    plan: Ref
    uri: str  # of the targets
    answer: str
    services: tuple[Service, ...]


class Runs(NamedTuple):
    """A book and how it was carried out."""

    book: Ref
    runs: Count | None  # in earnest
    exercises: Count | None
    outcomes: tuple[Found, ...]
    minutes: str
    step: str  # that failed most
    failed: Count | None


class View(NamedTuple):
    """Drills and runs."""

    answer: str
    told: Told
    plans: tuple[Planned, ...]
    drills: tuple[Drill, ...]
    books: tuple[Runs, ...]
    all_runs: Count | None
    not_held: Count | None  # of all runs, against no version


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page; a base in which nothing was exercised or carried out has none."""
    found = view(base)
    if found.plans or found.books or any(one.rows for one in found.told.years):
        make = partial(_body, found)
        answer = found.answer if found.plans else ""
        yield Page(address.DRILLS, say("drill.title"), make, in_nav=True, answer=lambda: answer)


def view(base: KnowledgeBase) -> View:
    """Give the drills, the newest first, and the books by how often they were carried out."""
    plans = [one for kind in fields.kinds_with(base, "rto", "rpo") for one in planned.plans(base, kind)]
    exercised = exercises.exercises(base)
    named = (one for one in runs.books(base) if base.facts.get(one.id))  # not everybody may see every book
    books = sorted(named, key=lambda one: -one.runs.number)
    drills = [_drill(base, one, one.plan) for one in reversed(exercised) if one.plan]
    everything = [name for one in books for name in (*one.runs.ids, *one.exercises.ids)]
    loose = [name for name in everything if name in held.not_held(base).ids]
    measured = [one for one in exercised if one.targets]
    services = how_many([part for one in measured for part in one.rto_measured.parts])
    both = how_many([part for one in measured for part in one.rto_met.parts])
    return View(
        say("drill.answer", held=how_many(exercised), met=both, services=services)
        if measured
        else say("drill.unmeasured", held=how_many(exercised)),
        drill_year.told(base),
        tuple(figures.planned(base, one) for one in plans),
        tuple(drills),
        tuple(_runs(base, one) for one in books),
        opened(base, everything) if everything else None,
        opened(base, loose) if loose else None,
    )


def _body(found: View) -> str:
    return body("drills.html.jinja", address.DRILLS, view=found)


def _drill(base: KnowledgeBase, one: Exercise, plan: str) -> Drill:
    return Drill(
        reference(base, one.id),
        reference(base, plan),
        address.table(plan, str(one.targets[0].at[0])) if one.targets else address.record(plan),
        say("drill.of", rto=one.rto_met.number, rpo=one.rpo_met.number, services=one.wanted.number),
        tuple(
            Service(target.service, _measured(found.rto, target.rto), _measured(found.rpo, target.rpo))
            for target, found in zip(one.targets, one.measured, strict=True)
        ),
    )


def _measured(found: float | None, wanted: int) -> Measured:
    said = duration(wanted * _MINUTE)
    if found is None:
        return Measured(said, "", "missing", say("drill.not_measured"))
    is_met = found <= wanted
    return Measured(
        said,
        duration(found * _MINUTE),
        "met" if is_met else "failed",
        say("state.met") if is_met else say("state.failed"),
    )


def _runs(base: KnowledgeBase, one: Book) -> Runs:
    words = _words(base)
    return Runs(
        reference(base, one.id),
        opened(base, one.runs.ids) if one.runs.ids else None,
        opened(base, one.exercises.ids) if one.exercises.ids else None,
        tuple(
            Found(words.get(group.name, group.name), _shape(one, group.name), opened(base, group.ids))
            for group in one.outcomes
        ),
        "" if one.minutes is None else duration(one.minutes * _MINUTE),
        _step(base, one.id, one.worst.name) if one.worst else "",
        opened(base, one.worst.ids) if one.worst else None,
    )


def _step(base: KnowledgeBase, book: str, code: str) -> str:
    """Say what a step of a book is: what stands in its row beside its code."""
    owner = base.facts.get(book)
    for part in owner.kind.parts.values() if owner else ():
        row = owner.row(part.name, code) if owner else None
        told = [name for name in part.children if name != part.marks["key"] and name in (row or {})]
        if row and told:
            return str(row[told[0]])
    return code


def _shape(one: Book, outcome: str) -> str:
    if outcome == OPEN:
        return "due"
    [group] = [some for some in one.outcomes if some.name == outcome]
    return "met" if set(group.ids) <= set(one.succeeded.ids) else "at-risk"


def _words(base: KnowledgeBase) -> Mapping[str, str]:
    """Give the words of the outcomes."""
    found = {OPEN: say("drill.open")}
    for kind in fields.kinds_with(base, "outcome", "step-state"):
        found |= {str(one.code): one.word for one in fields.column(kind, "outcome").choices}
    return found
