"""Capability and audit: what indicators came to, courses held, who stands in, what is not closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import audited, capability, competence, course_plan
from generators.measures.audited import Audit, Nonconformity
from generators.measures.capability import Kpi, Reached
from generators.measures.competence import Competence, Skill
from generators.measures.course_plan import Row, Standing
from generators.measures.figure import JUDGED, how_many
from generators.site.cells import Plain, Prose, Ref, prose, reference
from generators.site.listing.groups import opened
from generators.site.listing.judgements import filtered
from generators.site.listing.view import Count, counted
from generators.site.page import Page
from generators.site.pages import figures
from generators.site.pages.figures import Fraction, Number
from generators.site.pages.lesson_answers import Action, action, state_of
from generators.site.render import body
from generators.spoken import quantity
from generators.words import say

_REACHED: Mapping[Reached, str] = {Reached.MET: "met", Reached.MISSED: "failed", Reached.UNKNOWN: "missing"}
_STANDINGS: Mapping[Standing, str] = {
    Standing.DONE: "met",
    Standing.LATE: "late",
    Standing.MISSED: "failed",
    Standing.AHEAD: "due",
    Standing.DROPPED: "not-applicable",
}


class Counted(NamedTuple):
    """So many judgements met of so many judged."""

    met: Count
    of: Count


class KpiRow(NamedTuple):
    """An indicator: where it should be, where it is, and what is done about it."""

    name: str
    uri: str
    element: str
    wanted: str
    attained: str
    how: str
    obligation: Ref | None
    judged: Counted | None
    share: Fraction | None
    state: str
    word: str
    analysis: Plain | Prose | None
    action: Ref | None
    is_unanswered: bool


class CapabilityPlan(NamedTuple):
    """A year's plan."""

    record: Ref
    sums: tuple[tuple[str, str, Number], ...]  # state, word, indicators
    rows: tuple[KpiRow, ...]


class CourseRow(NamedTuple):
    """A row of a training plan and what came of it."""

    topic: str
    uri: str
    audience: str
    quarter: str
    held: tuple[Ref, ...]
    day: str
    state: str
    word: str
    reason: str


class CoursePlan(NamedTuple):
    """A training plan, and what was held beside it."""

    record: Ref
    kept: Fraction | None
    sums: tuple[tuple[str, str, Number], ...]
    rows: tuple[CourseRow, ...]
    beside: Count | None


class SkillRow(NamedTuple):
    """A part of the work: who does it, from those who teach it down."""

    name: str
    levels: tuple[tuple[str, tuple[Ref, ...]], ...]
    state: str
    word: str


class PostRow(NamedTuple):
    """A role of the team with those who hold it."""

    name: str
    people: tuple[Ref, ...]
    state: str
    word: str


class NonconformityRow(NamedTuple):
    """A nonconformity, and how far its action is."""

    clause: str
    title: str
    uri: str
    finding: Plain | Prose
    severity: str
    state: str
    word: str
    action: Action | None


class AuditView(NamedTuple):
    """An audit."""

    record: Ref
    sums: tuple[tuple[str, Number], ...]
    rows: tuple[NonconformityRow, ...]


class View(NamedTuple):
    """The whole page."""

    answer: str
    plans: tuple[CapabilityPlan, ...]
    courses: tuple[CoursePlan, ...]
    masteries: tuple[str, ...]
    skills: tuple[SkillRow, ...]
    posts: tuple[PostRow, ...]
    audits: tuple[AuditView, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page; a base, or a reader, without any of it has none."""
    found = view(base)
    if found.plans or found.courses or found.skills or found.audits:
        make = partial(_body, found)
        yield Page(
            address.CAPABILITY, say("capability.title"), make, in_nav=True, answer=lambda: found.answer
        )


def _body(found: View) -> str:
    return body("capability.html.jinja", address.CAPABILITY, view=found)


def view(base: KnowledgeBase) -> View:
    """Gather all four: indicators, courses, people, audits."""
    plans, rows, audits = capability.plans(base), course_plan.plans(base), audited.audits(base)
    known = competence.competence(base)
    masteries = tuple(dict.fromkeys(one.word for skill in known.skills for one in skill.levels))
    return View(
        _answer(plans, known, audits),
        tuple(_plan(base, one) for one in plans),
        tuple(_courses(base, one) for one in rows),
        masteries,
        tuple(_skill(base, one, masteries) for one in known.skills),
        tuple(_posts(base, known)),
        tuple(_audit(base, one) for one in audits),
    )


def _answer(plans: tuple[capability.Plan, ...], known: Competence, audits: tuple[Audit, ...]) -> str:
    parts = []
    if plans:
        last = plans[-1]
        missed, every = last.of(Reached.MISSED).number, how_many(last.kpis)
        parts.append(say("capability.answer_kpis", count=every, missed=missed))
    if known.skills:
        parts.append(say("capability.answer_reserve", count=known.lacking.number))
    if audits:
        last_audit = audits[0]
        told = how_many(last_audit.nonconformities), how_many(last_audit.open)
        parts.append(say("capability.answer_audit", count=told[0], open=told[1]))
    return say("value.also").join(parts)


def _plan(base: KnowledgeBase, one: capability.Plan) -> CapabilityPlan:
    sums = tuple(
        (_REACHED[each], say(f"capability.reached.{each}"), figures.number(base, found))
        for each in Reached
        if (found := one.of(each)).parts
    )
    return CapabilityPlan(reference(base, one.id), sums, tuple(_kpi(base, one, each) for each in one.kpis))


def _kpi(base: KnowledgeBase, plan: capability.Plan, one: Kpi) -> KpiRow:
    judged = None
    if one.obligation and one.figure is not None and one.figure.denominator.ids:
        judged = Counted(
            counted(one.figure.numerator.number, filtered(obligation=one.obligation, result=(State.MET,))),
            counted(one.figure.denominator.number, filtered(obligation=one.obligation, result=JUDGED)),
        )
    return KpiRow(
        one.name,
        address.table(plan.id, plan.table),
        one.element,
        say("capability.wanted", operator=one.operator, wanted=quantity(_number(one.wanted), one.unit)),
        "" if one.attained is None else quantity(_number(one.attained), one.unit),
        one.how,
        reference(base, one.obligation) if one.obligation else None,
        judged,
        figures.fraction(base, one.share) if one.share else None,
        _REACHED[one.reached],
        say(f"capability.reached.{one.reached}"),
        prose(base, one.analysis) if one.analysis else None,
        reference(base, one.rectification) if one.rectification else None,
        one.is_unanswered,
    )


def _number(value: float) -> str:
    """Write a number with one digit behind the point, and none where it is nought."""
    return f"{value:.1f}".removesuffix(".0")


def _courses(base: KnowledgeBase, one: course_plan.Plan) -> CoursePlan:
    sums = tuple(
        (_STANDINGS[each], say(f"capability.course.{each}"), figures.number(base, found))
        for each in Standing
        if (found := one.of(each)).parts
    )
    rows = tuple(_course(base, one, each) for each in one.rows)
    beside = opened(base, one.beside.ids) if one.beside.ids else None
    return CoursePlan(reference(base, one.id), figures.fraction(base, one.kept), sums, rows, beside)


def _course(base: KnowledgeBase, plan: course_plan.Plan, one: Row) -> CourseRow:
    return CourseRow(
        one.topic,
        address.table(plan.id, plan.table),
        one.audience,
        one.quarter,
        tuple(reference(base, each) for each in one.held),
        one.day.isoformat() if one.day else "",
        _STANDINGS[one.standing],
        say(f"capability.course.{one.standing}"),
        one.reason,
    )


def _skill(base: KnowledgeBase, one: Skill, masteries: tuple[str, ...]) -> SkillRow:
    levels = tuple(
        (word, tuple(reference(base, each.person) for each in one.levels if each.word == word))
        for word in masteries
    )
    state = "met" if one.is_covered else "failed"
    return SkillRow(
        one.word, levels, state, say("capability.covered" if one.is_covered else "capability.alone")
    )


def _posts(base: KnowledgeBase, known: Competence) -> Iterator[PostRow]:
    for one in known.posts:
        is_covered = one.people.number >= competence.RESERVE
        word = say("capability.several" if is_covered else "capability.single")
        people = tuple(reference(base, each) for each in one.people.ids)
        yield PostRow(one.name, people, "met" if is_covered else "at-risk", word)


def _audit(base: KnowledgeBase, one: Audit) -> AuditView:
    sums = tuple((word, figures.number(base, found)) for _, word, found in one.rows if found.parts)
    return AuditView(reference(base, one.id), sums, tuple(_row(base, each) for each in one.nonconformities))


def _row(base: KnowledgeBase, one: Nonconformity) -> NonconformityRow:
    taken = action(base, one.action) if one.action else None
    return NonconformityRow(
        one.clause,
        one.title,
        address.table(one.audit, "nonconformities"),
        prose(base, one.finding),
        one.severity,
        state_of(one.answer),
        say(f"exercise.lesson.{one.answer}"),
        taken,
    )
