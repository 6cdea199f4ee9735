"""Which reading of an obligation counts, written from the specification alone: plain data, an oracle.

It knows nothing of generators.judging. A reading and a decision are the plain data of their records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Row = Mapping[str, Any]
REPLACED = ("from", "to", "stops_also", "needs", "limit_minutes", "limit_by_level")


def replaced(rule: Row, reading: Row) -> dict[str, Any]:
    """The rule with what a reading puts in the place of its own; one kind of limit takes the other's."""
    own = {name: reading[name] for name in REPLACED if name in reading}
    if "limit_by_level" in own or "limit_minutes" in own:
        rule = {name: value for name, value in rule.items() if not name.startswith("limit_")}
    return {**rule, **own}


def naive_reading(
    applying: Sequence[Row], decided: Mapping[str, Row], reported: datetime | None
) -> Row | str:
    """The reading that counts for what was reported then; or `unsettled`, or `none`."""
    assert reported
    day = reported.date().isoformat()  # this year writes all times in its own zone
    best, best_since, is_open = None, "", False
    for reading in applying:
        since = reading.get("valid_from", "")
        stands = "force" in reading
        if "decision" in reading:
            decision = decided.get(reading["decision"])
            sides = {row["side"] for row in decision["signatories"]} if decision else set()
            stands = stands and {"provider", "customer"} <= sides and "voided" not in (decision or ())
            if decision and stands:
                since = max(since, decision["effective_from"])
        if not since <= day <= reading.get("valid_to", "9999"):
            continue
        if not stands:
            is_open = True
        elif best is None or since > best_since or (since == best_since and best.get("exempt")):
            best, best_since = reading, since
    return best or ("unsettled" if is_open else "none")
