"""What a runbook's page shows beside the record: the contract's clocks for its usual levels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN
from generators.records.record import Record
from generators.site.cells import Ref, reference, time
from generators.spoken import duration
from generators.words import say

_MINUTE = 60  # seconds
_LIMITS = ("respond", "arrive", "restore")

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


class Running(NamedTuple):
    """A clock of an open record that may be worked on by this runbook, and when it runs out."""

    ref: Ref
    obligation: str
    due: str


class Escalation(NamedTuple):
    """When to call whom, and how soon."""

    condition: str
    to: str
    within: str | None


def model(base: KnowledgeBase, record: Record, running: OpenClocks) -> dict[str, Any]:
    """Give what the template shows beside the view of the record."""
    return {
        "data": record.data,
        "clocks": clocks(base, record),
        "running": running.of(record.id),
        "escalations": escalations(record),
    }


def clocks(base: KnowledgeBase, record: Record) -> tuple[Clock, ...]:
    """Give the limits of the levels a runbook names, from the contract they were resolved against."""
    found = []
    for link in base.facts.named_by(record.id):
        owner = base.facts.get(link.target)
        if link.row is None or owner is None:
            continue
        row = next((one for one in owner.data.get("levels", ()) if one["code"] == link.row), None)
        if row:
            limits = {name: duration(row[f"{name}_minutes"] * _MINUTE) for name in _LIMITS}
            found.append(Clock(row["code"], row["name"], say("runbook.clocks_row", **limits)))
    return tuple(found)


class OpenClocks:
    """The clocks still running, by the runbook that their record names; gathered once for all runbooks."""

    def __init__(self, base: KnowledgeBase, kind: str) -> None:
        self._base, self._kind = base, kind

    def of(self, runbook_id: str) -> tuple[Running, ...]:
        """Give those of records that name this runbook alone, or none yet; the nearest first."""
        found = [*self._by_runbook.get(runbook_id, ()), *self._by_runbook.get(None, ())]
        return tuple(row for _, row in sorted(found, key=lambda one: one[0]))

    @cached_property
    def _by_runbook(self) -> Mapping[str | None, list[tuple[datetime, Running]]]:
        base = self._base
        found: dict[str | None, list[tuple[datetime, Running]]] = {}
        for one in base.verdicts_in(*OPEN):
            if one.clock and one.subject and one.due:
                runbook, *others = self._followed(one.subject)
                row = Running(
                    reference(base, one.subject),
                    base.facts.records[one.obligation].title,
                    time(base, one.due),
                )
                if not others:
                    found.setdefault(runbook, []).append((one.due, row))
        return found

    def _followed(self, record_id: str) -> list[str | None]:
        """Give the runbooks that a record names; None where it names none."""
        facts = self._base.facts
        named = (facts.get(link.target) for link in facts.named_by(record_id))
        return [*{one.id: one for one in named if one is not None and one.kind.name == self._kind}] or [None]


def escalations(record: Record) -> tuple[Escalation, ...]:
    """Give the rows of the escalation table with the time in words."""
    return tuple(
        Escalation(
            row["condition"],
            row["to"],
            say("runbook.within", span=duration(row["within_minutes"] * _MINUTE))
            if "within_minutes" in row
            else None,
        )
        for row in record.data["escalation"]
    )
