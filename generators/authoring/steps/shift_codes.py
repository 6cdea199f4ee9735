"""The shifts of a contract, out of the rows of its rosters: what comes again day after day is one.

Format 1 knew no shifts; nobody but the rows says which there are. What they are called, only people know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.authoring.yaml_text import InBraces

DAY = timedelta(days=1)
_LEAST = 3  # rows in a roster that has any, else they are exceptions and no shift
_ALIKE = 0.9  # of the times, whoever has one has the other: they go together
_DUTIES = {"hotline": "热线", "desk": "服务台", "engineer": "值班工程师", "lead": "带班"}
_CELLS = {"from", "to", "person", "duty", "mode"}

_Times = tuple[str, str, tuple[str, ...], str]  # from, to, the duties, the mode


class Row(NamedTuple):
    """A row of a roster, its times by the clock on the wall."""

    number: int
    begin: datetime
    end: datetime
    person: str
    duty: str
    mode: str
    instead: str
    note: str

    @property
    def clock(self) -> tuple[str, str]:
        """Its times of day; a time that is no whole minute is that of no shift."""
        return _of_day(self.begin), _of_day(self.end)

    @property
    def days(self) -> int:
        """How many times around the clock it goes, if it ends when it began."""
        return (self.end.date() - self.begin.date()).days if self.clock[0] == self.clock[1] else 0


class Said(NamedTuple):
    """What a row says of one duty of a shift."""

    begin: str
    end: str
    duty: str
    mode: str

    def half(self, name: str, clock: str) -> Said:
        """Give the same from, or to, another time."""
        return self._replace(begin=clock) if name == "from" else self._replace(end=clock)


class Shift(NamedTuple):
    """A shift of a contract, and those that go with it."""

    code: str
    begin: str
    end: str
    duties: tuple[str, ...]
    mode: str
    together: tuple[Shift, ...] = ()

    def rows(self) -> Iterator[Said]:
        """Yield what a row says of each duty, its own and those of what goes with it."""
        for one in (self, *self.together):
            yield from (Said(one.begin, one.end, duty, one.mode) for duty in one.duties)


def read(number: int, row: Mapping[str, Any], zone: ZoneInfo) -> Row | None:
    """Read a row; None for what is none, or says more than a day of shifts can."""
    if not _CELLS <= set(row) <= {*_CELLS, "substitute_for", "note"}:
        return None
    try:
        begin, end = (datetime.fromisoformat(str(row[name])) for name in ("from", "to"))
    except ValueError:
        return None
    if begin.tzinfo is None or end.tzinfo is None:
        return None
    cells = (str(row.get(name, "")) for name in ("person", "duty", "mode", "substitute_for", "note"))
    return Row(number, begin.astimezone(zone), end.astimezone(zone), *cells)


def written(rows: Iterable[Mapping[str, Any]]) -> list[Shift]:
    """Read the shifts that a contract has."""
    plain = {
        str(row.get("code")): Shift(
            str(row.get("code")),
            str(row.get("from")),
            str(row.get("to")),
            tuple(row["duty"]),
            str(row.get("mode")),
        )
        for row in rows
        if isinstance(row.get("duty"), list)
    }
    with_ = {str(row.get("code")): str(row["with"]) for row in rows if "with" in row}
    return [
        one._replace(together=tuple(plain[code] for code, head in with_.items() if head == one.code))
        for one in plain.values()
        if one.code not in with_
    ]


def found(rosters: Sequence[Iterable[Row]]) -> list[dict[str, Any]]:
    """Find the shifts in all the rosters of a contract, as it is to list them."""
    had: defaultdict[_Times, list[set[tuple[date, str]]]] = defaultdict(list)
    for rows in rosters:
        for one, some in _times(rows).items():
            had[one].append(some)
    often = {
        one: set[tuple[date, str]]().union(*some)
        for one, some in had.items()
        if sum(map(len, some)) >= _LEAST * len(some)
    }
    codes = {one: f"SHIFT-{number}" for number, one in enumerate(sorted(often), 1)}
    listed: list[dict[str, Any]] = []
    heads: list[_Times] = []
    for one, code in codes.items():
        begin, end, duties, mode = one
        name = f"{'、'.join(_DUTIES.get(duty, duty) for duty in duties)} {begin} 至 {end}"
        cells = {"code": code, "name": name, "from": begin, "to": end, "duty": [*duties], "mode": mode}
        shift = InBraces(cells)
        head = next((other for other in heads if _go_together(often[other], often[one])), None)
        if head is None:
            heads.append(one)
        else:
            shift["with"] = codes[head]
        listed.append(shift)
    return listed


def _times(rows: Iterable[Row]) -> dict[_Times, set[tuple[date, str]]]:
    """Gather by times, duties and mode on which days who had them; nobody who stood in is counted."""
    duties: defaultdict[tuple[date, str, str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        begin, end = row.clock
        if begin and end and not row.instead and (row.days or row.end - row.begin < DAY):
            duties[row.begin.date(), row.person, begin, end, row.mode].add(row.duty)
    times: defaultdict[_Times, set[tuple[date, str]]] = defaultdict(set)
    order = [*_DUTIES]
    for (day, person, begin, end, mode), some in duties.items():
        listed = sorted(some, key=lambda duty: (order.index(duty) if duty in order else len(order), duty))
        times[begin, end, tuple(listed), mode].add((day, person))
    return times


def _go_together(some: set[tuple[date, str]], others: set[tuple[date, str]]) -> bool:
    return len(some & others) >= _ALIKE * len(some | others)


def _of_day(when: datetime) -> str:
    return "" if when.second or when.microsecond else f"{when:%H:%M}"
