"""Whether what two parties decided stands: known by now, signed by both of them; and from which day it holds.

Which fields of a record say so, the schema says by roles: `signatories`, `effective`, `instrument`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generators.records.agreements import effective
from generators.records.record import Record

SIDES = ("provider", "customer")  # both sign, or nothing is agreed

Get = Callable[[str], Record | None]


def unsigned(decision: Record, get: Get) -> tuple[str, ...]:
    """Give the sides of which nobody signed, by whose people the signatories are."""
    rows = decision.data.get(decision.kind.role("signatories"), ())
    people = [person for row in rows if (person := get(str(row["person"])))]
    signed = {person.data.get(person.kind.role("side")) for person in people}
    return tuple(side for side in SIDES if side not in signed)


def holds_from(decision: Record | None, get: Get) -> date | None:
    """Give the day from which a decision holds; None for one that is not known, struck out or half signed."""
    if decision is None or decision.is_voided or unsigned(decision, get):
        return None
    return effective(decision)


def instrument(decision: Record) -> str | None:
    """Give the code of the instrument in which it is written."""
    code = decision.data.get(decision.kind.role("instrument"))
    return None if code is None else str(code)
