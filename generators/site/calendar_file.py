"""The calendar that a phone or an office program subscribes to: a day for each thing that is due or planned.

A day's name (UID) is made of what is judged or planned, never of a place in a list: it stays when anything
else changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from generators import address
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN
from generators.measures.planned import open_plans
from generators.words import say

_DAY = timedelta(days=1)
_HOST = "itss-kb"  # what stands behind the @ of a UID


def has_days(base: KnowledgeBase) -> bool:
    """Say whether anything is due, or planned for a day."""
    return next(days(base), None) is not None or bool(open_plans(base))


def days(base: KnowledgeBase) -> Iterator[Verdict]:
    """Yield what has a day: whatever is due, and of the clocks of records those that still run."""
    for one in base.verdicts:
        if one.due is not None and (not one.clock or one.state in OPEN):
            yield one


def uid(base: KnowledgeBase, one: Verdict) -> str:
    """Name a due thing: obligation, subject, part, clock, period, contract."""
    contract = one.contract or base.config.contract
    parts = (one.obligation, one.subject, one.part, one.clock, one.period, contract)
    return f"{'.'.join(part for part in parts if part)}@{_HOST}"


def text(base: KnowledgeBase) -> str:
    """Give the calendar. Lines are folded and texts escaped by the library; the clock is the base's."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{_HOST}//{say('calendar.title')}//ZH")
    calendar.add("version", "2.0")
    calendar.calendar_name = say("calendar.title")
    for one in sorted(days(base), key=lambda one: (one.due or base.now, uid(base, one))):
        told = _summary(base, one), _description(base, one)
        calendar.add_component(_event(base, uid(base, one), one.due or base.now, *told))
    for record, day in open_plans(base):
        told = say("calendar.planned", title=record.title), f"{record.id}\n{address.record(record.id)}"
        calendar.add_component(_event(base, f"{record.id}.planned@{_HOST}", day, *told))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(base: KnowledgeBase, name: str, day: datetime, summary: str, description: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", name)
    event.add("dtstamp", base.now.astimezone(UTC))
    first = day.astimezone(base.config.zone).date()
    event.add("dtstart", first)
    event.add("dtend", first + _DAY)
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(base: KnowledgeBase, one: Verdict) -> str:
    obligation = base.facts.get(one.obligation)
    subject = base.facts.get(one.subject or "")
    about = subject.title if subject else (one.period or one.part or "")
    title = obligation.title if obligation else one.obligation
    return say("calendar.event", state=say(f"state.{one.state}"), title=title, about=about).rstrip()


def _description(base: KnowledgeBase, one: Verdict) -> str:
    parts = [one.obligation, one.subject, one.period, one.contract or base.config.contract]
    return "\n".join([*(part for part in parts if part), address.record(one.subject or one.obligation)])
