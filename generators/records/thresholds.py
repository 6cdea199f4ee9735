"""What was read of an item against the limits that it declares: numbers decide, the worst of them first.

`warn_above` and `alarm_above` are from which it is too much, `warn_below` and `alarm_below` too little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generators.kinds.operators import THRESHOLDS

UNREAD = ("unchecked", "not-applicable")  # there is nothing to compare, and the schema asks why
_NOTHING_TO_READ = UNREAD[1]
_WORST_FIRST = {"alarm": "abnormal", "warn": "warning"}  # limit -> state
_NORMAL = "normal"


def read(row: Mapping[str, Any]) -> Sequence[float]:
    """Give the numbers that a row holds."""
    return [row["value"]] if "value" in row else list(row.get("values", ()))


def state(item: Mapping[str, Any], numbers: Sequence[float]) -> str | None:
    """Give the state that the limits give the worst of the readings; None without a limit or a reading."""
    if not numbers or not any(name in item for names in THRESHOLDS.values() for name in names):
        return None
    for limit, found in _WORST_FIRST.items():
        above, below = (item.get(name) for name in THRESHOLDS[limit])
        if any(
            (above is not None and one >= above) or (below is not None and one <= below) for one in numbers
        ):
            return found
    return _NORMAL


def is_left_out(row: Mapping[str, Any]) -> bool:
    """Say whether there was nothing to read."""
    return row.get("status") == _NOTHING_TO_READ


def is_within(row: Mapping[str, Any], item: Mapping[str, Any], limit: str) -> bool:
    """Say whether a row stays within a limit, by its numbers and by its judgement; unchecked does not."""
    bad = {_WORST_FIRST["alarm"]} | ({_WORST_FIRST["warn"]} if limit == "warn" else set())
    judged, counted = row.get("status"), state(item, read(row))
    if judged in UNREAD or (judged is None and counted is None):
        return False
    return judged not in bad and counted not in bad
