"""Rows of a roster laid out by the shifts of a contract: days, several in turn, and rows that are left.

What the days say is what the rows said, to the second; a row that no shift says stays as it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from math import lcm
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from generators.authoring.steps.shift_codes import DAY, Row, Said, Shift
from generators.authoring.yaml_text import InBraces

_MOST = 7  # parties in turn that a reader still follows; more of them are told by the week
_Key = tuple[datetime, datetime, str, str, str, str]


class _Run(NamedTuple):
    """Days on end with the same shifts, and who has them; the parties take turns."""

    first: date
    last: date
    shifts: tuple[str, ...]
    parties: tuple[tuple[str, ...], ...]
    more: tuple[tuple[str, str], ...] = ()


def laid_out(
    rows: Iterable[Row], shifts: Sequence[Shift], zone: ZoneInfo
) -> tuple[list[dict[str, Any]], set[int]]:
    """Give the days, and the numbers of the rows that they say."""
    left = {_key(row): row for row in rows}
    taken: set[int] = set()
    runs: list[_Run] = []
    cells: defaultdict[str, defaultdict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    widest = sorted(shifts, key=lambda one: -len(list(one.rows())))
    for shift in widest:
        for row, said in _having(shift, left, zone):
            taken |= {left.pop(key).number for key in said}
            first = row.begin.date()
            if row.instead or row.days > 1:
                last = first + max(0, row.days - 1) * DAY
                note = max(one.note for one in said.values())
                more = (("substitute_for", row.instead), ("note", note))
                runs.append(_Run(first, last, (shift.code,), ((row.person,),), more))
            if row.days <= 1:  # whoever was stood in for had it in the plan, and loses it to who came
                cells[shift.code][first].append(row.instead or row.person)
    for shift in widest:
        for name in ("from", "to"):  # what runs over the month's end was written as two halves
            for row, said in _having(shift, left, zone, name):
                taken |= {left.pop(key).number for key in said}
                clock = row.clock[name == "to"]
                first = row.begin.date()
                runs.append(_Run(first, first, (shift.code,), ((row.person,),), ((name, clock),)))
    order = [one.code for one in shifts]
    runs += _beside(run for code in order for run in _runs(code, cells[code]))
    runs.sort(
        key=lambda run: (run.first, bool(dict(run.more).get("substitute_for")), order.index(run.shifts[0]))
    )
    return [_row(run) for run in runs], taken


def _having(
    shift: Shift, left: dict[_Key, Row], zone: ZoneInfo, half: str = ""
) -> Iterator[tuple[Row, dict[_Key, Row]]]:
    """Yield rows that begin what says a shift of somebody, each with all that say it."""
    for row in sorted(left.values(), key=lambda one: (one.begin, one.person)):
        if half:
            said = _half_said(row, shift, left, zone, half)
        elif row.days > 1:
            said = _weeks_said(row, shift, left)
        else:
            said = _said(row, shift, left, zone)
        if said:
            yield row, said


def _said(row: Row, shift: Shift, left: Mapping[_Key, Row], zone: ZoneInfo) -> dict[_Key, Row]:
    """Give the rows that say together that somebody has a shift, this one among them, if all are there."""
    return _all(row, [_laid(row, one, zone) for one in shift.rows()], left)


def _weeks_said(row: Row, shift: Shift, left: Mapping[_Key, Row]) -> dict[_Key, Row]:
    """Do the same for a row of several days, which says a shift around the clock."""
    if row.clock != (shift.begin, shift.end) or shift.together:
        return {}
    return _all(row, [_key(row._replace(mode=shift.mode, duty=duty)) for duty in shift.duties], left)


def _half_said(
    row: Row, shift: Shift, left: Mapping[_Key, Row], zone: ZoneInfo, half: str
) -> dict[_Key, Row]:
    """Do the same for a shift that began or ended at another time; one row alone stays a row."""
    clock = row.clock[half == "to"]
    if not clock or row.instead or row.end - row.begin >= DAY:
        return {}
    told = [one.half(half, clock) for one in shift.rows()]
    return _all(row, [_laid(row, one, zone) for one in told], left) if len(told) > 1 else {}


def _all(row: Row, keys: Sequence[_Key], left: Mapping[_Key, Row]) -> dict[_Key, Row]:
    """Give the rows if all are there. A note is told of who stood in; a plain day has no cell for it."""
    if _key(row) not in keys or not all(key in left for key in keys):
        return {}
    notes = {left[key].note for key in keys} - {""}
    return {key: left[key] for key in keys} if len(notes) <= bool(row.instead) else {}


def _laid(row: Row, said: Said, zone: ZoneInfo) -> _Key:
    """Give the row that says one duty of a shift on the day of another row."""
    day = row.begin.date()
    begin, end = _at(day, said.begin, zone), _at(day if said.end > said.begin else day + DAY, said.end, zone)
    return _key(row._replace(begin=begin, end=end, duty=said.duty, mode=said.mode))


def _runs(code: str, days: Mapping[date, Sequence[str]]) -> Iterator[_Run]:
    """Yield the days on end on which a shift is had; whoever is second on a day is in a run of its own."""
    for place in range(max(map(len, days.values()), default=0)):
        who = {day: people[place] for day, people in sorted(days.items()) if place < len(people)}
        stretch: list[date] = []
        for day in who:
            if stretch and day != stretch[-1] + DAY:
                yield from _turns(code, stretch, who)
                stretch = []
            stretch.append(day)
        if stretch:
            yield from _turns(code, stretch, who)


def _turns(code: str, days: Sequence[date], who: Mapping[date, str]) -> Iterator[_Run]:
    """Yield a stretch of days as one run if people can follow its turns, else week by week."""
    people = [who[day] for day in days]
    turns = next(n for n in range(1, len(people) + 1) if people == (people[:n] * len(people))[: len(people)])
    if turns <= _MOST:
        yield _Run(days[0], days[-1], (code,), tuple((one,) for one in people[:turns]))
        return
    weeks: defaultdict[tuple[int, int], list[date]] = defaultdict(list)
    for day in days:
        weeks[day.isocalendar()[:2]].append(day)
    for week in weeks.values():
        yield from _turns(code, week, who)


def _beside(runs: Iterable[_Run]) -> list[_Run]:
    """Put in one those of the same days whose turns come round together."""
    joined: list[_Run] = []
    places: dict[tuple[date, date], int] = {}
    for run in runs:
        place = places.setdefault((run.first, run.last), len(joined))
        if place < len(joined):
            beside = joined[place]
            counts = len(beside.parties), len(run.parties)
            if lcm(*counts) == max(counts):
                parties = tuple(
                    beside.parties[turn % counts[0]] + run.parties[turn % counts[1]]
                    for turn in range(max(counts))
                )
                joined[place] = beside._replace(shifts=beside.shifts + run.shifts, parties=parties)
                continue
        joined.append(run)
    return joined


def _row(run: _Run) -> dict[str, Any]:
    last = {"last": run.last.isoformat()} if run.last > run.first else {}
    staff = [person for party in run.parties for person in party]
    more = {name: text for name, text in run.more if text}
    return InBraces({"date": run.first.isoformat(), **last, "shifts": [*run.shifts], "staff": staff, **more})


def _at(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone)


def _key(row: Row) -> _Key:
    return row.begin.astimezone(UTC), row.end.astimezone(UTC), row.person, row.duty, row.mode, row.instead
