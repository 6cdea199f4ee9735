"""Who held a post when: a person's posts run from one day to another, and one without an end still runs."""

from __future__ import annotations

from datetime import date

from generators.records.record import Record


def held(person: Record, day: date) -> bool:
    """Say whether a person held any post on a day; whose kind knows no posts always does."""
    name = person.kind.role("posts")
    if not name:
        return True
    told = day.isoformat()
    return any(row["from"] <= told <= row.get("to", told) for row in person.data.get(name, ()))


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
