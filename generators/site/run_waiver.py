"""What a run is given so that it can note that nobody need come: who may agree, and where that is written."""

from __future__ import annotations

from typing import TypedDict

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.records.posts import is_of


class Waiver(TypedDict):
    """The fields of a call that say that somebody need not come, and those who may agree to it."""

    need: str
    field: str
    title: str
    members: dict[str, str]  # of that field: who, when, why
    people: list[dict[str, str]]  # id, name


def waiver(base: KnowledgeBase, kind: Kind | None) -> Waiver | None:
    """Give it for what is reported; None where its kind knows nothing of the sort."""
    need, name = (kind.role("need"), kind.role("waiver")) if kind else (None, None)
    if kind is None or not need or not name:
        return None
    field = kind.fields[name]
    by = next(one for one in field.children.values() if one.ref)
    at = by.marks["signed"]
    why = next((one for one in field.children if one not in (by.name, at)), "")
    side, today = by.marks["side"], base.now.astimezone(base.config.zone).date()
    sound = (base.kinds.sound[one] for one in (by.ref.kinds if by.ref else ()) if one in base.kinds.sound)
    return {
        "need": need,
        "field": name,
        "title": field.title,
        "members": {"by": by.name, "at": at, "why": why},
        "people": [
            {"id": one.id, "name": one.title}
            for each in sound
            for one in fields.records(base, each)
            if is_of(one, side, today)
        ],
    }
