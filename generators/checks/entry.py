"""Written down long after it happened: the claimed time of entry against the events it tells of.

What happened after the entry was added later and is no fault of it. `recorded_at` is only claimed; the audit
pages hold it against Git.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.moment import moment

LATE = timedelta(days=7)  # a week of grace: a paper slip from a site visit comes in on Friday


def check(context: Context) -> Iterator[Finding]:
    """Find records whose youngest event at the time of entry was already more than a week old."""
    for record in context.records.values():
        entered = moment(record.data.get("recorded_at"))
        if not entered:
            continue
        known = (moment(record.data.get(event.name)) for event in record.kind.events)
        before = [one.at for one in known if one and one.at <= entered.at]
        if before and entered.at - max(before) > LATE:
            days = (entered.at - max(before)).days
            text = f"发生 {days} 天以后才登记；{CODES['entered-late'].remedy}"
            yield finding(record.place("recorded_at"), "entered-late", text)
