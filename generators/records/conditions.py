"""Whether conditions hold of a record: what its values are, how they compare with others, who it names.

`kinds.operators` lists the operators; here stands what each means. Where nothing is there a condition is not
met, but for `given: false` and `each: none`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.kinds.operators import operator
from generators.records import posts, thresholds
from generators.records.about import days
from generators.records.links import Link
from generators.records.moment import known
from generators.records.record import OBJECT, Record
from generators.strict_yaml import At

Conditions = Iterable[Mapping[str, Any]]
_OTHERS = ("percent_of", "no_less_than", "no_more_than")  # whose value is another field


class Grounds(NamedTuple):
    """What a condition may look at beside its record: the others, who names whom, where days begin."""

    records: Mapping[str, Record]
    named_by: Callable[[str], Iterable[Link]]
    zone: ZoneInfo


class Spot(NamedTuple):
    """A value in a record. The path is None where the record has it in no such place, as a shift laid out."""

    record: Record
    value: Any
    at: At | None = ()


class Unmet(NamedTuple):
    """A condition that does not hold, and the values that are there instead."""

    condition: Mapping[str, Any]
    found: tuple[Any, ...]


class _Case(NamedTuple):
    """One value that a condition is asked of, and all around it that it may be compared with."""

    condition: Mapping[str, Any]
    here: Spot
    around: Spot  # the row, or the record, that has both the value and what it is compared with
    root: Spot
    grounds: Grounds


def all_hold(conditions: Conditions, spot: Spot, grounds: Grounds) -> bool:
    """Say whether all conditions hold of a record, or of an object in it."""
    return all(holds(one, spot, grounds) for one in conditions)


def unmet(conditions: Conditions, spot: Spot, grounds: Grounds) -> tuple[Unmet, ...]:
    """Give the conditions that do not hold, each with what is there."""
    return tuple(
        Unmet(one, tuple(here.value for here, _ in _reached(one, spot, grounds)))
        for one in conditions
        if not holds(one, spot, grounds)
    )


def holds(condition: Mapping[str, Any], spot: Spot, grounds: Grounds) -> bool:
    """Say whether one condition holds."""
    name = operator(condition)
    reached = list(_reached(condition, spot, grounds))
    if name == "given":
        return bool(reached) is condition["given"]
    if name == "has":
        return {text(here.value) for here, _ in reached} >= set(condition["has"])
    meets = _MEANINGS[name]
    found = [meets(_Case(condition, here, around, spot, grounds)) for here, around in reached]
    each = condition.get("each", "all" if name == "thresholds" else "any")
    if not found or each == "none":
        return each == "none" and not any(found)
    return any(found) if each == "any" else all(found)


def is_one(condition: Mapping[str, Any], value: Any) -> bool:
    """Say whether a single value meets `is` or `is_not`."""
    if "is" in condition:
        return text(value) in condition["is"]
    return text(value) not in condition["is_not"]


def text(value: Any) -> str:
    """Write a value as conditions do: a yes as `true`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def along(spot: Spot, path: str, grounds: Grounds) -> Iterator[Spot]:
    """Yield the values at a dotted path, through lists and references to records or rows."""
    yield from _along(spot, path.split("."), grounds, is_whole=False)


def _reached(condition: Mapping[str, Any], spot: Spot, grounds: Grounds) -> Iterator[tuple[Spot, Spot]]:
    """Yield each value that is asked about, with the innermost row that also has what it is compared with."""
    others = tuple([str(condition[key]) for key in _OTHERS if key in condition])
    field, of_whom = str(condition["field"]), str(condition.get("whose", ""))
    names, whose, shared, is_counted, counts_some = _way(field, of_whom, operator(condition), others)
    if not shared and not is_counted and not whose:
        yield from ((here, spot) for here in _along(spot, names, grounds, is_whole=False))
        return
    arounds = _along(spot, names[:shared], grounds, is_whole=False) if shared else (spot,)
    for around in arounds:
        if whose and not counts_some and not _is_wanted(condition, around, whose[shared:], grounds):
            continue
        for here in _along(around, names[shared:], grounds, is_whole=is_counted):
            if not is_counted or not isinstance(here.value, tuple):
                yield here, around
            elif here.value and all(map(_is_number, here.value)):
                yield from ((here._replace(value=one), around) for one in here.value)
            elif counts_some:
                members = _along(here, [], grounds, is_whole=False)
                kept = (one for one in members if _is_wanted(condition, one, whose[len(names) :], grounds))
                yield here._replace(value=tuple(one.value for one in kept)), around
            else:
                yield here, around


@lru_cache(maxsize=1024)  # conditions are few, and asked of thousands
def _way(
    field: str, of_whom: str, name: str, beside: tuple[str, ...]
) -> tuple[list[str], list[str], int, bool, bool]:
    """Take paths apart: to the value, to what tells which rows are meant, how much both share."""
    names, whose = field.split("."), of_whom.split(".") if of_whom else []
    is_counted = name in ("at_least", "at_most")
    counts_some = is_counted and whose[: len(names)] == names
    others = [one.split(".") for one in beside]
    others += [whose] if whose and not counts_some else []
    shared = min((_shared(names, other) for other in others), default=0)
    return names, whose, shared, is_counted, counts_some


def _is_wanted(condition: Mapping[str, Any], row: Spot, whose: list[str], grounds: Grounds) -> bool:
    """Say whether a row is one of those that the condition looks at."""
    return any(text(one.value) in condition["are"] for one in _along(row, whose, grounds, is_whole=False))


def _shared(names: list[str], other: list[str]) -> int:
    """Count the names with which both paths begin: they lead to the row that has both values."""
    count = 0
    while count < min(len(names), len(other) - 1) and names[count] == other[count]:
        count += 1
    return count


def _along(spot: Spot, rest: list[str], grounds: Grounds, *, is_whole: bool) -> Iterator[Spot]:
    record, value, at = spot
    if isinstance(value, tuple) and (rest or not is_whole):
        for index, member in enumerate(value):
            here = None if at is None else (*at, index)
            yield from _along(Spot(record, member, here), rest, grounds, is_whole=is_whole)
    elif not rest:
        yield spot
    elif isinstance(value, OBJECT):
        if rest[0] in value:
            here = None if at is None else (*at, rest[0])
            yield from _along(Spot(record, value[rest[0]], here), rest[1:], grounds, is_whole=is_whole)
    elif target := _referred(spot, grounds):
        yield from _along(target, rest, grounds, is_whole=is_whole)


def _referred(spot: Spot, grounds: Grounds) -> Spot | None:
    """Follow a reference to a record, or to a row of one."""
    record, at = spot.record, spot.at
    if at is None:  # whose links nobody knows; an id says it itself
        target = grounds.records.get(str(spot.value))
        return Spot(target, target.data) if target else None
    link = next((one for one in grounds.named_by(record.id) if one.at == at), None)
    target = grounds.records.get(link.target) if link else None
    ref = record.kind.field(at).ref
    if link is None or target is None or ref is None:
        return None
    if link.row is None:
        return Spot(target, target.data)
    part = target.kind.parts[str(ref.part)]
    rows = enumerate(target.data.get(part.name, ()))
    found = ((index, row) for index, row in rows if row.get(part.marks["key"]) == link.row)
    return next((Spot(target, row, (part.name, index)) for index, row in found), None)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compares(case: _Case, key: str, holds_of: Callable[[Any, Any], bool]) -> bool:
    """Compare a value with every one at another path; with none there is nothing to be measured against."""
    shared = _shared(str(case.condition["field"]).split("."), str(case.condition[key]).split("."))
    rest = str(case.condition[key]).split(".")[shared:]
    others = [one.value for one in _along(case.around, rest, case.grounds, is_whole=False)]
    return bool(others) and all(holds_of(case.here.value, one) for one in others)


def _amount(case: _Case, key: str, holds_of: Callable[[Any, Any], bool]) -> bool:
    value, wanted = case.here.value, case.condition[key]
    number = value if _is_number(value) else len(value)
    if "percent_of" not in case.condition:
        return holds_of(number, wanted)
    is_least = key == "at_least"  # nothing is no share of nothing, and no more than one either
    return _compares(
        case,
        "percent_of",
        lambda _, whole: (whole > 0 or not is_least) and holds_of(number * 100, wanted * whole),
    )


def _is_least(this: Any, that: Any, zone: ZoneInfo) -> bool:
    """Say whether one number or time is no less than another; where days are known, surely."""
    if _is_number(this) and _is_number(that):
        return bool(this >= that)
    first, second = known(this, zone), known(that, zone)
    return first is not None and second is not None and first.earliest >= second.earliest


def _is_most(this: Any, that: Any, zone: ZoneInfo) -> bool:
    if _is_number(this) and _is_number(that):
        return bool(this <= that)
    first, second = known(this, zone), known(that, zone)
    return first is not None and second is not None and first.latest <= second.latest


def _stays_within(case: _Case) -> bool:
    """Hold a reading against the item that it names; one that had nothing to read is no fault."""
    row, at = case.here.value, case.here.at
    if thresholds.is_left_out(row):
        return True
    record = case.here.record
    for link in case.grounds.named_by(record.id):
        if at is not None and link.at[:-1] == at and link.row is not None:
            owner, ref = case.grounds.records.get(link.target), record.kind.field(link.at).ref
            item = owner.row(str(ref.part), link.row) if owner and ref else None
            return item is not None and thresholds.is_within(row, item, case.condition["thresholds"])
    return False


def _is_of_side(case: _Case) -> bool:
    person = case.grounds.records.get(str(case.here.value))
    return person is not None and person.data.get(person.kind.role("side")) == case.condition["side"]


def _has_role(case: _Case) -> bool:
    person, day = case.grounds.records.get(str(case.here.value)), _day(case.root.record, case.grounds)
    return person is not None and day is not None and posts.holds_role(person, case.condition["role"], day)


def _day(record: Record, grounds: Grounds) -> date | None:
    """Give the day of a record: that on which it began, else the first that it is about."""
    start = known(record.data.get(record.kind.start), grounds.zone)
    if start:
        return start.at.astimezone(grounds.zone).date()
    about = days(record, grounds.records, grounds.zone)
    return about.first if about else None


def _is_soon(case: _Case) -> bool:
    """Say whether an event came after another and within the minutes, whatever the hours of a day known."""
    first = known(case.root.record.data.get(case.condition["of"]), case.grounds.zone)
    then = known(case.here.value, case.grounds.zone)
    limit = timedelta(minutes=case.condition["within_minutes"])
    if first is None or then is None or then.latest < first.earliest:
        return False
    return then.latest - first.earliest <= limit


_MEANINGS: Mapping[str, Callable[[_Case], bool]] = MappingProxyType(
    {
        "is": lambda case: is_one(case.condition, case.here.value),
        "is_not": lambda case: is_one(case.condition, case.here.value),
        "at_least": lambda case: _amount(case, "at_least", lambda this, that: this >= that),
        "at_most": lambda case: _amount(case, "at_most", lambda this, that: this <= that),
        "no_less_than": lambda case: _compares(
            case, "no_less_than", lambda this, that: _is_least(this, that, case.grounds.zone)
        ),
        "no_more_than": lambda case: _compares(
            case, "no_more_than", lambda this, that: _is_most(this, that, case.grounds.zone)
        ),
        "thresholds": _stays_within,
        "side": _is_of_side,
        "role": _has_role,
        "within_minutes": _is_soon,
    }
)
