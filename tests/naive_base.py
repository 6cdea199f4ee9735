"""What binds a record and how it stands, worked out from plain data alone: slow, plain, an oracle.

A base is a mapping of plain values, as records write them. Days are compared as texts, times in whole minutes
counted one by one. It knows nothing of the product: neither how it reads records nor how it judges them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from naive_clock import number

ZONE = ZoneInfo("Asia/Shanghai")
FOREVER = "9999-12-31"
Plain = Mapping[str, Any]


class Told(NamedTuple):
    """What is to be told of one record by one obligation, in minutes."""

    state: str
    limit: int | None = None
    measured: int | None = None
    natural: int | None = None


def verdicts(base: Plain) -> dict[tuple[str, str, str | None], Told]:
    """Judge every incident by every obligation, by obligation, incident and contract where there are several."""
    found = {}
    heads = [one["id"] for one in base["contracts"] if "amends" not in one]
    for duty in base["obligations"]:
        is_standard = not duty["source"].startswith("CT")
        for head in heads if is_standard else [_head(base, duty["source"])]:
            for incident in base["incidents"]:
                told = _judged(base, duty, head, incident)
                if told:
                    found[duty["id"], incident["id"], head if is_standard and len(heads) > 1 else None] = told
    return found


def _judged(base: Plain, duty: Plain, head: str, incident: Plain) -> Told | None:
    owner, record = _owner(base, incident), _as_of(incident, base["now"])
    if record is None:
        return None
    if owner == "nobody can say":
        return Told("suspect")
    day = _day(record["reported"])
    if owner != head or day < _by_id(base, duty["source"]).get("effective_from", ""):
        return None
    contract = _in_force(base["contracts"], head, day)
    if "withdrawn" in record:
        told = Told("not-applicable")
        level = _level_at(base, record, contract, _minute(base["now"]))
        return told if _asks_for(duty, level) else None
    return _clock(base, duty, contract, record)


def _clock(base: Plain, duty: Plain, contract: Plain, record: Plain) -> Told | None:
    table = {
        row["code"]: duty.get("minutes") or row["respond" if duty["to"] == "responded" else "restore"]
        for row in contract["levels"]
    }
    cycles, is_unknown = _cycles(duty, record)
    start, stop = cycles[0][0], cycles[-1][1]
    now = _minute(base["now"])
    until = now if stop is None else stop
    level = _level_at(base, record, contract, until)
    if is_unknown:
        return Told("missing", table[level]) if _asks_for(duty, level) else None
    calendar = None
    if "calendar" in duty:
        first = _head(base, duty["calendar"])
        calendar = _in_force(base["calendars"], first, _day(record["reported"]))["clock"]
    paused = _paused(base, duty, record)
    away = [(one[1] or 0, after[0]) for one, after in pairwise(cycles)]
    counted = [one for one in range(start, until) if not calendar or calendar.counts(one)]
    owed = [one for one in counted if not _lies_in(one, away)]
    used = [one for one in owed if not _lies_in(one, paused)]
    natural, measured = len(owed), len(used)
    reached = {number: minute + 1 for number, minute in enumerate(used, 1)}  # when so many were used up
    changes = [one for one in _changes(base, record, contract) if start <= one[0] <= until]
    left_late = [before for at, before, _ in changes if reached.get(table[before], at) < at]
    if not _asks_for(duty, level) and not any(_asks_for(duty, before) for before in left_late):
        return None
    limit = table[left_late[0] if left_late else level]  # of what was broken, the first
    if stop is None and "closed" in record:
        return Told("missing", limit, measured, natural)
    if left_late or reached.get(limit, until) < until:
        state = "late"
    elif stop is not None:
        state = "met"
    else:
        state = "at-risk" if 5 * (limit - measured) < limit else "due"
    return Told(state, limit, measured, natural)


def _lies_in(minute: int, spans: list[tuple[int, int]]) -> bool:
    return any(begin <= minute < end for begin, end in spans)


def _asks_for(duty: Plain, level: str) -> bool:
    return level in duty.get("levels", (level,))


def _cycles(duty: Plain, record: Plain) -> tuple[list[tuple[int, int | None]], bool]:
    """Give what was between report and stop, and between each reopening and the stop after it."""
    written = record.get(duty["to"])
    stop = _minute(written) if isinstance(written, str) else None
    cycles = [(_minute(record["reported"]), stop)]
    again = record.get("reopenings", ()) if duty["to"] == "restored" else ()
    cycles += [(_minute(row["at"]), _minute(row["restored"]) if "restored" in row else None) for row in again]
    return cycles, isinstance(written, Mapping)


def _paused(base: Plain, duty: Plain, record: Plain) -> list[tuple[int, int]]:
    return [
        (_minute(row["from"]), _minute(row["to"]) if "to" in row else _minute(base["now"]))
        for row in record.get("pauses", ())
        if row["reason"] in duty.get("pauses", ()) and _is_customers(base, row.get("approver"), row["from"])
    ]


def _changes(base: Plain, record: Plain, contract: Plain) -> Iterator[tuple[int, str, str]]:
    """Yield when a level gave way to which other; a lowering only if the customer agreed."""
    strict = [row["code"] for row in contract["levels"]]
    level = record["level"]
    for row in sorted(record.get("level_changes", ()), key=lambda one: _minute(one["at"])):
        if strict.index(row["to"]) <= strict.index(level) or _is_customers(
            base, row.get("approver"), row["at"]
        ):
            yield _minute(row["at"]), level, row["to"]
            level = row["to"]


def _level_at(base: Plain, record: Plain, contract: Plain, minute: int) -> str:
    level = str(record["level"])
    for at, _, after in _changes(base, record, contract):
        level = after if at <= minute else level
    return level


def _is_customers(base: Plain, person: str | None, at: str) -> bool:
    if person is None:
        return False
    one, day = base["people"][person], _day(at)
    posts = [row for row in one["posts"] if row["from"] <= day <= row.get("to", FOREVER)]
    return bool(posts) and all(row.get("side", one["side"]) == "customer" for row in posts)


def _owner(base: Plain, record: Plain) -> str:
    """Find the first contract of those that belong together, of which a record is."""
    if "contract" in record:
        return _head(base, record["contract"])
    heads = [one["id"] for one in base["contracts"] if "amends" not in one]
    default = base["default"] or (heads[0] if len(heads) == 1 else None)
    day = _day(record["reported"])
    if default and (len(heads) == 1 or _holds(base, _head(base, default), day)):
        return _head(base, default)
    others = [head for head in heads if _holds(base, head, day)]
    return others[0] if len(others) == 1 else "nobody can say"


def _holds(base: Plain, head: str, day: str) -> bool:
    """Whether any version of a contract says that it holds on a day."""
    terms = [one["term"] for one in _versions(base["contracts"], head)]
    return bool(min(one["from"] for one in terms) <= day <= max(one["to"] for one in terms))


def _in_force(some: list[Plain], head: str, day: str) -> Plain:
    """Give the version of a contract or of a calendar that holds on a day."""
    known = [one for one in _versions(some, head) if one.get("effective_from", "") <= day]
    return known[-1]


def _versions(some: list[Plain], head: str) -> list[Plain]:
    """Give what a contract was first, and then what each amendment made of it, in order."""
    known, more = {head}, True
    while more:
        found = {one["id"] for one in some if one.get("amends") in known} | known
        known, more = found, found != known
    members = [one for one in some if one["id"] in known and "voided" not in one]
    return sorted(members, key=lambda one: str(one.get("effective_from", "")))


def _head(base: Plain, name: str) -> str:
    while "amends" in (one := _by_id(base, name)):
        name = one["amends"]
    return name


def _by_id(base: Plain, name: str) -> Plain:
    known = [*base["contracts"], *base["calendars"]]
    return next((one for one in known if one["id"] == name), {})


def _as_of(record: Plain, now: str) -> dict[str, Any] | None:
    """Leave out what had not happened by then; nothing of a record that had not begun."""
    if _minute(record["reported"]) > _minute(now):
        return None
    then = {}
    for name, value in record.items():
        if isinstance(value, list):
            rows = [
                _row(row, now) for row in value if _minute(row.get("at", row.get("from"))) <= _minute(now)
            ]
            then[name] = rows
        elif not _is_time(value) or _minute(value) <= _minute(now):
            then[name] = value
    return then


def _row(row: Plain, now: str) -> Plain:
    return {key: value for key, value in row.items() if not _is_time(value) or _minute(value) <= _minute(now)}


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and value[10:11] == "T"


def _minute(text: str) -> int:
    return number(datetime.fromisoformat(text))


def _day(text: str) -> str:
    """Give the day of a time where the base is: from midnight to midnight there."""
    return datetime.fromisoformat(text).astimezone(ZONE).date().isoformat()


def written(minute: int, zone: str = "Asia/Shanghai") -> str:
    """Write a minute as records do."""
    return (
        (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(ZoneInfo(zone)).isoformat()
    )
