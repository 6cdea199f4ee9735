"""Whether what two parties decided stands: known by now, signed by both of them; and from which day it holds.

Which fields of a record say so, the schema says by roles: `signatories`, `effective`, `instrument`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generators.records.agreements import effective
from generators.records.posts import is_of
from generators.records.record import Record, values

SIDES = ("provider", "customer")  # both sign, or nothing is agreed

_DAY = len("2026-01-01")

Get = Callable[[str], Record | None]


def unsigned(decision: Record, get: Get) -> tuple[str, ...]:
    """Give the sides of which nobody signed who was of them that day, whatever stands beside the names."""
    rows, day = decision.data.get(decision.kind.role("signatories"), ()), signed_on(decision)
    people = [person for row in rows if (person := get(str(row["person"])))]
    signed = [side for side in SIDES if any(is_of(person, side, day) for person in people)]
    return tuple(side for side in SIDES if side not in signed)


def signed_on(decision: Record) -> date:
    """Give the day on which it was decided; without one, that from which it holds."""
    days = (str(one)[:_DAY] for path in decision.kind.since for _, one in values(decision.data, path))
    written = next(days, None)
    return date.fromisoformat(written) if written else effective(decision) or date.min


def holds_from(decision: Record | None, get: Get) -> date | None:
    """Give the day from which a decision holds; None for one that is not known, struck out or half signed."""
    if decision is None or decision.is_voided or unsigned(decision, get):
        return None
    return effective(decision)


def instrument(decision: Record) -> str | None:
    """Give the code of the instrument in which it is written."""
    code = decision.data.get(decision.kind.role("instrument"))
    return None if code is None else str(code)
