"""Events as records write them: a time, or a time with its source, certainty and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Moment(NamedTuple):
    """A point in time and how well it is known; `at` carries the offset that was written."""

    at: datetime
    source: str | None = None
    certainty: str | None = None
    evidence: str | None = None


def moment(value: Any) -> Moment | None:
    """Read an event of a sound record; None for a value that is not there."""
    if isinstance(value, str):
        return Moment(datetime.fromisoformat(value))
    if isinstance(value, Mapping):
        at = datetime.fromisoformat(value["at"])
        return Moment(at, value.get("source"), value.get("certainty"), value.get("evidence"))
    return None
