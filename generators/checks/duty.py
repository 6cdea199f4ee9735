"""One person is not two, and needs rest: the duties of each, over all months and contracts, side by side.

Nobody can be present for more than a day, breaks of less than an hour not counted: an error. On call one may
sleep, and a rotation by weeks has one on call for two in a row when the next is away, with a night before and
after; more than fifteen days without an hour off is no rotation any more: a notice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, Place, finding
from generators.records.binding import Binding
from generators.records.record import Record
from generators.records.shifts import spread_all
from generators.spoken import duration, minute
from generators.strict_yaml import At

_BREAK = timedelta(hours=1)
_PRESENT = timedelta(hours=24)
_ON_CALL = timedelta(days=15)


class _Duty(NamedTuple):
    """A span of one person's duty, ready to be compared."""

    begin: datetime
    end: datetime
    record: Record
    at: At
    binding: Binding  # one duty may be done for two contracts at once, on the phone
    duty: str
    is_present: bool

    @property
    def place(self) -> Place:
        """Find what a person must change; only a fault needs it."""
        return self.record.place(*self.at)

    @property
    def since(self) -> str:
        """Say when it begins."""
        return minute(self.begin, self.binding.zone)


class _Run(NamedTuple):
    """Duties without a break between them, and where the one stands with which they became too many."""

    begin: datetime
    end: datetime
    place: Place

    @property
    def told(self) -> str:
        """Say how long it is."""
        return duration((self.end - self.begin).total_seconds())

    def holds(self, other: _Run) -> bool:
        """Say whether another run lies within this one."""
        return self.begin <= other.begin and other.end <= self.end


def check(context: Context) -> Iterator[Finding]:
    """Compare the duties of each person with one another."""
    for person, duties in sorted(_by_person(context).items()):
        duties.sort(key=lambda one: (one.begin, one.end, one.record.id, one.duty))
        yield from _twice(person, duties)
        present = [one for one in duties if one.is_present]
        yield from _clashes(person, present)
        worn = list(_unbroken(present, _PRESENT))
        for run in worn:
            text = f"{person} 连续在岗 {run.told}，没有人做得到；改正起止，或分给几个人。"
            yield finding(run.place, "shift-too-long", text)
        for run in _unbroken(duties, _ON_CALL):
            if not any(run.holds(one) for one in worn):  # of that stretch something worse is said already
                text = f"{person} 连续值班 {run.told} 没有间断；"
                yield finding(run.place, "duty-without-break", text + CODES["duty-without-break"].remedy)


def _by_person(context: Context) -> dict[str, list[_Duty]]:
    found: dict[str, list[_Duty]] = defaultdict(list)
    for record, field, known in spread_all(context.records, context.links, context.bindings):
        mark = field.marks["duty"]
        binding = context.bindings.of(record)
        for span in known.spans:
            if span.begin < span.end:
                row = span.row
                is_present = row.get(mark["mode"]) == mark["present"]
                duty = str(row.get(mark["duty"]))
                one = _Duty(span.begin, span.end, record, span.at, binding, duty, is_present)
                found[str(row[mark["person"]])].append(one)
    return found


def _twice(person: str, duties: Iterable[_Duty]) -> Iterator[Finding]:
    """Whoever has a duty cannot have it once more at the same time: one of the two is somebody else's."""
    until: dict[tuple[str | None, str], datetime] = {}
    for one in duties:
        same = one.binding.agreement, one.duty
        if same in until and one.begin < until[same]:
            text = f"{person} 在 {one.since} 已经在值这一类班；删掉重复的，或换人。"
            yield finding(one.place, "shift-twice", text)
        until[same] = max(one.end, until.get(same, one.end))


def _clashes(person: str, present: Iterable[_Duty]) -> Iterator[Finding]:
    """Nobody is present for two contracts at once; several duties of one are done from one desk."""
    until: dict[str | None, datetime] = {}
    for one in present:
        here = one.binding.agreement
        if any(one.begin < end for contract, end in until.items() if contract != here):
            text = f"{person} 在 {one.since} 同时在另一份合同的岗上；{CODES['shifts-clash'].remedy}"
            yield finding(one.place, "shifts-clash", text)
        until[here] = max(one.end, until.get(here, one.end))


def _unbroken(duties: Iterable[_Duty], longest: timedelta) -> Iterator[_Run]:
    """Yield each run of duties without a break that is too long."""
    begin = until = None
    blamed: Place | None = None
    for one in duties:
        if begin is None or until is None or one.begin - until >= _BREAK:
            if blamed and begin and until:
                yield _Run(begin, until, blamed)
            begin, until, blamed = one.begin, one.end, None
        until = max(until, one.end)
        if blamed is None and until - begin > longest:
            blamed = one.place
    if blamed and begin and until:
        yield _Run(begin, until, blamed)
