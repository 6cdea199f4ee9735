"""What became another in a record that a seal holds.

Of what had ended by then everything stays to the letter, but for answers and for being struck out; so does
what is written for a month, such as a roster. What still went on is written on: no fact of it becomes another
one, and nothing is filled in of the time before the seal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from generators.kinds.field import TIMES, Field
from generators.kinds.kind import Kind
from generators.records.bound import closed
from generators.records.differences import Change, Comparison, Hold, Step
from generators.records.moment import moment
from generators.records.sealing import is_monthly

_VOIDED = "voided"


class Held(NamedTuple):
    """When a record was sealed, and how its days are read."""

    sealed: datetime
    zone: tzinfo
    is_dated: Callable[[Field], bool]  # of a reference: what it names has a day of its own


def changes(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any], held: Held) -> Iterator[Change]:
    """Yield each fact that was sealed and is another one now, or was filled in behind it."""
    is_over = has_ended(kind, before, held.sealed, held.zone)
    hold = Hold.KEPT if is_over else Hold.BOUND
    comparison = Comparison(kind, held.sealed, held.zone, hold, None, held.is_dated)
    found = [one for one in comparison.changes(before, after) if not _is_struck_out(one)]
    yield from found
    told = {one.at[0] for one in found}
    for name, field in kind.fields.items():
        if name in told or name == kind.role("answers") or before.get(name) == after.get(name):
            continue
        is_new = name not in before
        if is_new and name == _VOIDED:
            continue
        if is_over or (is_new and _is_before(field, after[name], held)):
            yield Change((Step(field),), (name,), before.get(name), after.get(name))


def has_ended(kind: Kind, data: Mapping[str, Any], at: datetime, zone: tzinfo) -> bool:
    """Say whether nothing more is to come of a record: its life is over, or it has none but its month."""
    return closed(kind, data, at, zone) is not None or (not kind.stop and is_monthly(kind))


def _is_struck_out(change: Change) -> bool:
    return change.at == (_VOIDED,) and change.before is None


def _is_before(field: Field, value: Any, held: Held) -> bool:
    """Say whether a value that was filled in tells of the time before the seal."""
    if field.form not in TIMES or "ahead" in field.marks:
        return False
    try:
        known = moment(value, held.zone)
    except (ValueError, TypeError):
        return False
    return known is not None and known.latest <= held.sealed
