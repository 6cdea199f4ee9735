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
