"""Who held a post when, and on which side: posts run from one day to another, one without an end still runs.

A person is of one side. Who changes sides has posts of both: a post may name its own, which then holds.
"""

from __future__ import annotations

from datetime import date

from generators.records.record import Record


def held(person: Record, day: date) -> bool:
    """Say whether a person held any post on a day; whose kind knows no posts always does."""
    return bool(sides(person, day))


def is_of(person: Record, side: str, day: date) -> bool:
    """Say whether a person held a post on a day, and none of another side's: nobody speaks for two."""
    return sides(person, day) == {side}


def sides(person: Record, day: date) -> set[str | None]:
    """Give the sides on which a person held posts on a day: the post's own where it names one."""
    kind, data = person.kind, person.data
    posts, side = kind.role("posts"), kind.role("side")
    own = data.get(side)
    if not posts:
        return {own}
    told = day.isoformat()
    there = (row for row in data.get(posts, ()) if row["from"] <= told <= row.get("to", told))
    return {row.get(side, own) for row in there}
