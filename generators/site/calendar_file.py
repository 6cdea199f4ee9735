"""The calendar that a phone or an office program subscribes to: one day for each thing that is due.

A day's name (UID) is made of what is judged, never of a place in a list: it stays when anything else changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from generators import address
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN
from generators.words import say

_DAY = timedelta(days=1)
_HOST = "itss-kb"  # what stands behind the @ of a UID


def has_days(base: KnowledgeBase) -> bool:
    """Say whether anything is due."""
    return next(days(base), None) is not None


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
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{_HOST}//{say('calendar.title')}//ZH")
    calendar.add("version", "2.0")
    calendar.calendar_name = say("calendar.title")
    for one in sorted(days(base), key=lambda one: (one.due or base.now, uid(base, one))):
        event = Event()
        event.add("uid", uid(base, one))
        event.add("dtstamp", base.now.astimezone(UTC))
        first = (one.due or base.now).astimezone(base.config.zone).date()
        event.add("dtstart", first)
        event.add("dtend", first + _DAY)
        event.add("summary", _summary(base, one))
        event.add("description", _description(base, one))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _summary(base: KnowledgeBase, one: Verdict) -> str:
    obligation = base.facts.get(one.obligation)
    subject = base.facts.get(one.subject or "")
    about = subject.title if subject else (one.period or one.part or "")
    title = obligation.title if obligation else one.obligation
    return say("calendar.event", state=say(f"state.{one.state}"), title=title, about=about).rstrip()


def _description(base: KnowledgeBase, one: Verdict) -> str:
    parts = [one.obligation, one.subject, one.period, one.contract or base.config.contract]
    return "\n".join([*(part for part in parts if part), address.record(one.subject or one.obligation)])
