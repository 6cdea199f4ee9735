"""What a run that is an exercise needs: the drills that are still to be held, and the plans that are drilled.

Which kind's records are drills is told by what they measure, how a run says that it was one by `occasion`.
"""

from __future__ import annotations

from typing import TypedDict

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import exercises, fields


class Coming(TypedDict):
    """A drill that has not begun: the plan that it is of, and the version of that by now."""

    id: str
    title: str
    day: str  # for which it is planned
    plan: str
    version: str


class Exercises(TypedDict):
    """What a run asks of whoever begins an exercise, and what the record of the drill is made of."""

    kind: str  # of the records of drills
    occasion: str  # the code by which a run says that it was an exercise
    drills: list[Coming]
    plans: list[dict[str, str]]  # id, version: documents that are drilled


def of_runs(base: KnowledgeBase, kind: Kind) -> Exercises | None:
    """Give what runs of a kind need to be exercises; None where no such record can say that it was one."""
    said = fields.field(kind, "occasion")
    of = next((one for one in exercises.kinds(base) if exercises.naming(kind, one)), None)
    if said is None or of is None:
        return None
    ref = of.fields[exercises.PLAN].ref
    plans = [
        {"id": one.id, "version": str(one.data["version"])}
        for name in (ref.kinds if ref else ())
        if name in base.kinds.sound
        for one in fields.records(base, base.kinds.sound[name])
        if "version" in one.data
    ]
    versions = {one["id"]: one["version"] for one in plans}
    return {
        "kind": of.name,
        "occasion": next(iter(fields.codes(said)), ""),
        "drills": [
            {
                "id": one.id,
                "title": one.title,
                "day": str(one.data.get("planned", "")),
                "plan": str(one.data[exercises.PLAN]),
                "version": versions.get(str(one.data[exercises.PLAN]), ""),
            }
            for one in fields.records(base, of)
            if of.start not in one.data
        ],
        "plans": plans,
    }
