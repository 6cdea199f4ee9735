"""What the page of a document that is followed, a book or a plan, shows beside the record.

What is read out, whom to call, how long there is, its steps by phase, how it went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN
from generators.measures.on_duty import on_duty
from generators.records.links import Link
from generators.records.record import Record
from generators.site import run_beside, run_files
from generators.site.book_scripts import BOOK_SCRIPTS
from generators.site.cells import Ref, reference, time
from generators.site.on_duty import rows
from generators.site.pages import followed
from generators.site.pages.book_calls import calls
from generators.site.pages.book_clocks import clocks
from generators.site.pages.book_past import past
from generators.site.pages.book_steps import Steps
from generators.site.pages.followed import Followed
from generators.spoken import duration
from generators.words import say

_MINUTE = 60  # seconds
# what the template shows, so that the list of fields need not
_SHOWN = (
    "title", "symptoms", "codes", "checks", "first_actions", "phases", "steps", "commands", "branches",
    "verification", "rollback", "escalation", "levels", "synonyms",
)  # fmt: skip
_POCKET = 8  # steps on the card that is printed


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
    minutes: int | None


def shown(said: Followed) -> tuple[str, ...]:
    """Name the fields that the template shows."""
    return (*_SHOWN, said.calls, *filter(None, (said.card, said.decides)), *said.first)


def model(base: KnowledgeBase, record: Record, running: OpenClocks, said: Followed) -> dict[str, Any]:
    """Give what the template shows beside the view of the record."""
    steps = Steps(base, record)
    found = steps.all()
    duties = tuple(one for one in rows(base, on_duty(base)) if one.code)
    in_use = [one for one in found if not one.until]
    return {
        "data": record.data,
        "card": followed.card(base, record, said),
        "first": followed.first(base, record, said),
        "phases": steps.phases(),
        "in_use": in_use,
        "pocket": in_use[:_POCKET],
        "is_timed": any(one.minutes for one in in_use),
        "consents": sum(1 for one in found if one.consent and not one.until),
        "version": run_files.version(base, record),
        "approved": approved(base, record),
        "duties": duties,
        "calls": calls(base, record.data.get(said.calls, ())),
        "past": past(base, record),
        "scripts": (address.BOOK_WORDS, *BOOK_SCRIPTS, *((address.DUTY,) if duties else ())),
        "run": run_beside.scripts(base, record),
        "form": address.form(kind.name) if (kind := run_files.run_kind(base, record)) else "",
        "zone": str(base.config.zone),
        "verification": steps.checks("verification"),
        "rollback": steps.checks("rollback"),
        "clocks": clocks(base, record),
        "running": running.of(record.id),
        "escalations": escalations(record),
    }


def approved(base: KnowledgeBase, record: Record) -> str:
    """Say who approved the text, and when; empty where nobody did."""
    told = record.data.get("approved")
    return say("runbook.approved", day=told["date"], by=reference(base, told["by"]).title) if told else ""


class OpenClocks:
    """The clocks still running, by the runbooks that their record may need; gathered once for all."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def of(self, runbook_id: str) -> tuple[Running, ...]:
        """Give those of records that name this runbook, or else something that it is for, by their limit."""
        found = self._by_runbook.get(runbook_id, ())
        return tuple(row for _, row in sorted(found, key=lambda one: one[0]))

    @cached_property
    def _by_runbook(self) -> Mapping[str, list[tuple[datetime, Running]]]:
        base = self._base
        found: dict[str, list[tuple[datetime, Running]]] = {}
        for one in base.verdicts_in(*OPEN):
            if one.clock and one.subject and one.due:
                row = Running(
                    reference(base, one.subject),
                    base.facts.records[one.obligation].title,
                    time(base, one.due),
                )
                for runbook in self._followed(one.subject):
                    found.setdefault(runbook, []).append((one.due, row))
        return found

    def _followed(self, record_id: str) -> Iterable[str]:
        """Give the runbooks that a record names; where it names none, those for a thing that it names."""
        facts = self._base.facts
        named = {link.target for link in facts.named_by(record_id)}
        books = [one for one in named if self._is_book(one)]
        if books:
            return books
        things = (one for one in named if (record := facts.get(one)) and not record.kind.term)
        return {link.source for one in things for link in facts.naming(one) if self._is_of(link)}

    def _is_book(self, name: str) -> bool:
        record = self._base.facts.get(name)
        return record is not None and followed.word(record.kind) is not None

    def _is_of(self, link: Link) -> bool:
        """Say whether a book names something as what it is for."""
        return link.at[:1] == ("assets",) and self._is_book(link.source)


def escalations(record: Record) -> tuple[Escalation, ...]:
    """Give the rows of the escalation table with the time in words."""
    return tuple(
        Escalation(
            row["condition"],
            row["to"],
            say("runbook.within", span=duration(row["within_minutes"] * _MINUTE))
            if "within_minutes" in row
            else None,
            row.get("within_minutes"),
        )
        for row in record.data.get("escalation", ())
    )
