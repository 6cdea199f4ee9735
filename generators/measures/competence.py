"""Competence: who can do which part of the work, and where only one can, so that nobody stands in.

Those count who hold a post today. What each can do, since when and how far, stands in their own records
(`skill`, `mastery`); whoever can do it alone may stand in, and two of those are a reserve.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.measures.once import once
from generators.records.posts import held
from generators.records.record import Record, in_order

RESERVE = 2  # so many who can do it alone: one, and one who stands in


class Level(NamedTuple):
    """How far somebody is in one part of the work."""

    person: str
    word: str
    is_able: bool  # alone


class Skill(NamedTuple):
    """One part of the work, with all who do it at all."""

    code: str
    word: str
    levels: tuple[Level, ...]

    @property
    def able(self) -> Group:
        """Those who can do it alone."""
        return Group(self.code, tuple(one.person for one in self.levels if one.is_able))

    @property
    def is_covered(self) -> bool:
        """Whether somebody stands in."""
        return self.able.number >= RESERVE


class Post(NamedTuple):
    """A role of the contract's team, and who holds it today."""

    role: str
    name: str
    people: Group


class Competence(NamedTuple):
    """The matrix: parts of the work in the order of the schema, people in the order of their ids."""

    people: tuple[str, ...]
    skills: tuple[Skill, ...]
    posts: tuple[Post, ...]

    @property
    def lacking(self) -> Group:
        """The parts of the work for which nobody stands in."""
        return Group("lacking", tuple(one.code for one in self.skills if not one.is_covered))


@once
def competence(base: KnowledgeBase) -> Competence:
    """Give the matrix as of today; empty where no record tells a skill."""
    today = base.now.astimezone(base.config.zone).date()
    people = [
        record
        for kind in fields.kinds_with(base, "skill", "mastery")
        for record in sorted(fields.records(base, kind), key=lambda one: in_order(one.id))
        if held(record, today)
    ]
    skilled = [one for one in people if any(fields.rows(one, "skill"))]
    return Competence(
        tuple(one.id for one in skilled),
        tuple(_skills(skilled, today)) if skilled else (),
        tuple(_posts(base, people, today)) if skilled else (),
    )


def _skills(people: list[Record], today: date) -> Iterator[Skill]:
    kind = people[0].kind
    skill, mastery = fields.column(kind, "skill"), fields.column(kind, "mastery")
    able = fields.codes(mastery)
    for choice in skill.choices:
        levels = tuple(
            Level(one.id, mastery.word(row.cells[mastery.name]), row.cells[mastery.name] in able)
            for one in people
            for row in fields.rows(one, "skill")
            if row.cells[skill.name] == choice.code and str(row.cells["from"]) <= today.isoformat()
        )
        yield Skill(str(choice.code), choice.word, levels)


def _posts(base: KnowledgeBase, people: list[Record], today: date) -> Iterator[Post]:
    found: dict[tuple[str, str], list[str]] = {}
    told = today.isoformat()
    for person in people:
        table = person.kind.role("posts")
        for link in base.facts.named_by(person.id):
            if link.at[:1] != (table,) or link.row is None:
                continue
            row = person.data[table][link.at[1]]
            owner = base.facts.get(link.target)
            part = owner.row(owner.kind.role("team"), link.row) if owner and owner.kind.role("team") else None
            if part is not None and row["from"] <= told <= row.get("to", told):
                found.setdefault((link.row, str(part["name"])), []).append(person.id)
    for (role, name), holders in sorted(found.items()):
        yield Post(role, name, Group(role, tuple(holders)))
