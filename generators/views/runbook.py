"""What a runbook's page shows beside the record: the contract's clocks for its usual levels."""

from __future__ import annotations

from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.record import Record
from generators.words import say

# what the runbook's own template shows, so that the list of fields need not
SHOWN = (
    "title", "symptoms", "codes", "checks", "first_actions", "contacts", "steps", "verification", "rollback",
    "escalation", "levels",
)  # fmt: skip


class Clock(NamedTuple):
    """One level of the contract with its limits in words."""

    code: str
    name: str
    limits: str


class Escalation(NamedTuple):
    """When to call whom, and how soon."""

    condition: str
    to: str
    within: str | None


def clocks(base: KnowledgeBase, record: Record) -> tuple[Clock, ...]:
    """Give the limits of the levels a runbook names, from the contract they were resolved against."""
    found = []
    for link in base.facts.named_by(record.id):
        owner = base.facts.get(link.target)
        if link.row is None or owner is None:
            continue
        row = next((one for one in owner.data.get("levels", ()) if one["code"] == link.row), None)
        if row:
            limits = {name: span(row[f"{name}_minutes"]) for name in ("respond", "arrive", "restore")}
            found.append(Clock(row["code"], row["name"], say("runbook.clocks_row", **limits)))
    return tuple(found)


def escalations(record: Record) -> tuple[Escalation, ...]:
    """Give the rows of the escalation table with the time in words."""
    return tuple(
        Escalation(
            row["condition"],
            row["to"],
            say("runbook.within", span=span(row["within_minutes"])) if "within_minutes" in row else None,
        )
        for row in record.data["escalation"]
    )


def span(minutes: int) -> str:
    """Write minutes as people say them: 30 分钟, 2 小时, 7 天."""
    for size, unit in ((1440, "days"), (60, "hours")):
        if (minutes >= 2 * size and minutes % size == 0) or minutes == size:
            return say(f"duration.{unit}", count=minutes // size)
    return say("duration.minutes", count=minutes)
