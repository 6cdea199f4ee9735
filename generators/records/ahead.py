"""What tells of something that has happened, at a time that has not come: nobody can enter that.

The schema says which times may lie ahead (`x-ahead`). The check has no word for the others: whoever looks
back reads a base of which a part is still to come (see `as_of`), and does not see it. Who enters it now errs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from generators.kinds.field import TIMES, Field, Form
from generators.records.moment import moment
from generators.records.record import OBJECT, values
from generators.strict_yaml import At

LEAD = timedelta(minutes=5)  # that a clock may be fast
_DAY = len("2026-01-01")


def paths(tree: Field) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the times of a record that tell of what has happened, `*` for any row."""
    for one in tree.timed:
        if one.form in TIMES:
            yield one.at
        elif one.form in (Form.GROUP, Form.TABLE):
            yield from paths(one)


def told(tree: Field, data: Mapping[str, Any], now: datetime, zone: tzinfo) -> Iterator[tuple[At, str]]:
    """Yield the times that have not come, each as it is shown; `data` obeys its schema."""
    latest = now + LEAD
    behind = (latest - timedelta(days=2)).date().isoformat()  # in every zone
    for path in paths(tree):
        for at, value in values(data, path):
            text = value.get("at") if isinstance(value, OBJECT) else value
            if isinstance(text, str) and text[:_DAY] > behind:  # most are not: they are not read
                known = moment(text, zone)
                if known and known.earliest > latest:
                    yield at, text if len(text) == _DAY else shown(known.earliest, zone)


def shown(at: datetime, zone: tzinfo) -> str:
    """Show a moment as the browser does: the day and the minute in the base's zone."""
    return at.astimezone(zone).isoformat(" ", timespec="minutes")[: len("2026-01-01 00:00")]
