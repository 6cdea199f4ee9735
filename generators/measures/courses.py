"""Training: who came of those expected, who passed, how many were satisfied, which departments came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.records.record import Record, in_order, values
from generators.records.sums import Part, Share, Sum

SATISFIED = 4  # of 5 points, and more


class Course(NamedTuple):
    """One course that was held. A share of nothing means that nobody counted."""

    id: str
    attendance: Share
    passed: Share
    satisfied: Share  # of those who answered
    points: float | None  # on average


class Coverage(NamedTuple):
    """The departments that are known from the last count, with the courses that each of them came to."""

    reached: tuple[Group, ...]
    missing: tuple[str, ...]


class Training(NamedTuple):
    """All courses: what they come to together, each summed up over those that counted it."""

    courses: tuple[Course, ...]
    attendance: Share
    passed: Share
    satisfied: Share
    coverage: Coverage


def training(base: KnowledgeBase) -> Training:
    """Give the courses that are over; one that is only planned has no figures."""
    held = [
        record
        for kind in fields.kinds_with(base, "attendance")
        for record in fields.records(base, kind)
        if kind.stop in record.data
    ]
    courses = tuple(_course(one) for one in held)
    return Training(
        courses,
        _together(one.attendance for one in courses),
        _together(one.passed for one in courses),
        _together(one.satisfied for one in courses),
        _coverage(base, held),
    )


def _course(record: Record) -> Course:
    there = _came(record)
    came = Sum("came", tuple(Part(record.id, (row.table, row.number), 1) for row in there))
    expected = _number(record, "expected")
    if not expected.parts:
        rows = fields.rows(record, "attendance")
        expected = Sum("expected", tuple(Part(record.id, (row.table, row.number), 1) for row in rows))
    answers = [
        (one, int(count))
        for one in fields.fields(record.kind, "score")
        for _, count in values(record.data, one.at)
    ]
    satisfied = Sum("satisfied", _parts(record, answers, SATISFIED))
    asked = Sum("answered", _parts(record, answers, 0))
    worth = sum(fields.points(one) * count for one, count in answers)
    return Course(
        record.id,
        Share(came, expected),
        Share(_number(record, "passed"), _number(record, "examined")),
        Share(satisfied, asked),
        worth / asked.number if asked.number else None,
    )


def _came(record: Record) -> list[fields.Row]:
    """Give the rows of those who came."""
    column = fields.field(record.kind, "attendance")
    if column is None:
        return []
    rows = fields.rows(record, "attendance")
    return [row for row in rows if row.cells.get(column.name) in fields.codes(column)]


def _number(record: Record, measure: str) -> Sum:
    value: Any = fields.value(record, measure)
    return Sum(measure, () if value is None else (Part(record.id, (), int(value)),))


def _parts(record: Record, answers: Iterable[tuple[Field, int]], least: int) -> tuple[Part, ...]:
    return tuple(Part(record.id, one.at, count) for one, count in answers if fields.points(one) >= least)


def _together(shares: Iterable[Share]) -> Share:
    """Sum up the shares of which something was counted."""
    some = [one for one in shares if not one.is_empty]
    return Share(
        Sum("met", tuple(part for one in some for part in one.met.parts)),
        Sum("of", tuple(part for one in some for part in one.of.parts)),
    )


def _coverage(base: KnowledgeBase, held: Iterable[Record]) -> Coverage:
    came: dict[str, list[str]] = {}
    for record in held:
        audience, column = fields.field(record.kind, "audience"), fields.field(record.kind, "department")
        if audience is None or column is None or record.data.get(audience.name) not in fields.codes(audience):
            continue
        for row in _came(record):
            courses = came.setdefault(str(row.cells.get(column.name)), [])
            courses += [record.id] * (record.id not in courses)
    departments = _departments(base)
    reached = tuple(Group(one, tuple(came[one])) for one in departments if one in came)
    return Coverage(reached, tuple(one for one in departments if one not in came))


def _departments(base: KnowledgeBase) -> tuple[str, ...]:
    """Give the departments of the last count."""
    counts = [
        record for kind in fields.kinds_with(base, "departments") for record in fields.records(base, kind)
    ]
    if not counts:
        return ()
    last = max(counts, key=lambda one: in_order(one.id))
    column = fields.field(last.kind, "departments")
    return tuple(str(row.cells[column.name]) for row in fields.rows(last, "departments")) if column else ()
