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


def holds_role(person: Record, role: str, day: date) -> bool:
    """Say whether a post that a person held on a day is that role of a contract's team."""
    table = person.kind.fields.get(person.kind.role("posts"))
    columns = [name for name, one in table.children.items() if one.ref and one.ref.part] if table else []
    told = day.isoformat()
    return any(
        row.get(column) == role and row["from"] <= told <= row.get("to", told)
        for column in columns
        for row in person.data.get(person.kind.role("posts"), ())
    )
