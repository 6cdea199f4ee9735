"""What of one version of a record was a fact, and is another in a later one.

Three holds: of what is not bound yet, only what tells when something happened is a fact (events, dates that
do not lie ahead, rows and objects with such); of what is bound, all but the wording of texts, and nobody adds
rows to a table that proves something unless they say when; of what is kept (`x-kept`), every letter. What was
empty and is filled in first is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import IntEnum
from typing import Any, NamedTuple

from generators.kinds.field import TIMES, Field, Form
from generators.kinds.kind import Kind
from generators.records.bound import days
from generators.records.moment import moment
from generators.records.pairs import columns, pairs, rows
from generators.strict_yaml import At

_GRACE = timedelta(days=31)  # to enter who holds which post, or what was agreed
_WEEK = timedelta(days=7)  # to enter what happened before the end; a paper slip comes in on Friday
# what decides a clock is not even filled in when the record is closed
_CLOCK = ("level", "need", "waiver", "duplicate", "level-changes", "pauses", "reopenings", "outages")
_PROSE = (Form.TEXT, Form.MARKDOWN, Form.PHONE, Form.EMAIL)
_OF_AN_EVENT = ("source", "certainty")  # how well it is known; gained, it is the same event
_PROVING = ("whole", "once", "at-most")


class Hold(IntEnum):
    """How much of a value is a fact."""

    FREE = 0
    BOUND = 1
    KEPT = 2


class Step(NamedTuple):
    """One step to a value: its field, and of a row what names it."""

    field: Field
    row: Mapping[str, Any] | None = None


class Change(NamedTuple):
    """A fact that became another; None stands for what is not there."""

    steps: tuple[Step, ...]
    at: At  # where it stands in the later version
    before: Any
    after: Any

    @property
    def key(self) -> str:
        """What is changed, whatever it is changed to."""
        return str([(one.field.name, repr(one.row)) for one in self.steps])


@dataclass(frozen=True)
class Comparison:
    """Two versions of a record of one kind; `at` is when the later one was written."""

    kind: Kind
    at: datetime
    zone: tzinfo
    hold: Hold
    closed: datetime | None  # when the life that the earlier one tells ended
    is_dated: Callable[[Field], bool]  # of a reference: what it names has a day of its own

    def changes(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
        """Yield each fact that is another one now."""
        for name, field in self.kind.fields.items():
            step = (Step(field),)
            if name == self.kind.role("answers"):
                continue
            if name in before:
                yield from self._value(step, (name,), before[name], after.get(name), self.hold)
            elif name in after and self._is_too_late(field, after[name]):
                yield Change(step, (name,), None, after[name])

    def _value(self, steps: tuple[Step, ...], at: At, old: Any, new: Any, hold: Hold) -> Iterator[Change]:
        field = steps[-1].field
        hold = Hold.KEPT if "kept" in field.marks else hold
        if old == new:
            return
        match field.form:
            case Form.GROUP if isinstance(old, Mapping) and isinstance(new, Mapping):
                yield from self._members(steps, at, (old, new), hold)
            case Form.GROUP:
                if hold or _tells(field, old):
                    yield Change(steps, at, old, new)
            case Form.TABLE if "conditions" not in field.marks:
                yield from self._rows(steps, at, (rows(old), rows(new)), hold)
            case _:
                if self._is_other(field, old, new, hold):
                    yield Change(steps, at, old, new)

    def _is_other(self, field: Field, old: Any, new: Any, hold: Hold) -> bool:
        if field.form in TIMES:
            told = _time(old, self.zone)
            is_fact = told[0] is not None and (hold or "ahead" not in field.marks)
            return bool(is_fact) and told != _time(new, self.zone, of=old)
        if not hold:
            return False
        if hold is Hold.KEPT:
            return True
        if _is_prose(field.item or field):
            return False
        if field.form is Form.LIST and isinstance(old, Sequence):
            left = iter(new if isinstance(new, Sequence) else ())
            return not all(one in left for one in old)  # in their order, with others in between
        return True

    def _members(
        self,
        steps: tuple[Step, ...],
        at: At,
        versions: tuple[Mapping[str, Any], Mapping[str, Any]],
        hold: Hold,
    ) -> Iterator[Change]:
        old, new = versions
        field, row = steps[-1]
        hold = max(hold, Hold.BOUND) if _tells(field, old) else hold
        _, last = (field.item or field).marks.get("period", ("", ""))
        for name, member in field.children.items():
            if name not in old and not (hold is Hold.KEPT and name in new):
                continue  # first filled in
            if row is not None and name == last and self._is_open(member, old.get(name), new.get(name)):
                continue
            value = (old.get(name), new.get(name))
            yield from self._value((*steps, Step(member)), (*at, name), *value, hold)

    def _rows(
        self, steps: tuple[Step, ...], at: At, versions: tuple[Sequence[Any], Sequence[Any]], hold: Hold
    ) -> Iterator[Change]:
        before, after = versions
        field = steps[-1].field
        names = columns(self.kind, field)
        for old, new, number in pairs(before, after, names):
            here = (*steps[:-1], Step(field, _named(names, old or new or {})))
            if old is None:
                if hold and self._is_padded(field, new or {}):
                    yield Change(here, (*at, number), None, new)
            elif new is None:
                if hold or _tells(field, old):
                    yield Change(here, at, old, None)
            else:
                yield from self._members(here, (*at, number), (old, new), hold)

    def _is_open(self, field: Field, old: Any, new: Any) -> bool:
        """Say whether the end of a row lay ahead when it was written, and does again."""
        ends = [days(field, one, self.zone) for one in (old, new) if one is not None]
        today = self.at.astimezone(self.zone).date()
        return bool(ends) and all(one is not None and one.last >= today for one in ends)

    def _is_too_late(self, field: Field, value: Any) -> bool:
        """Say whether something is told of a life that was over, long after."""
        if self.closed is None:
            return False
        if field.marks.get("role") in _CLOCK:
            return True
        when = _time(value, self.zone)[0] if field.name in self._events else None
        return when is not None and when[1] <= self.closed < self.at - _WEEK

    def _is_padded(self, field: Field, row: Mapping[str, Any]) -> bool:
        """Say whether a row that was added makes the past another one."""
        given = [one for one in field.children.values() if one.name in row]
        times = [one for one in given if one.form in TIMES]
        if self.closed and field.marks.get("role") in _CLOCK:
            return True
        if times and "role" in field.marks and not self._events:
            since = days(times[0], row[times[0].name], self.zone)
            return since is not None and since.first < (self.at - _GRACE).astimezone(self.zone).date()
        words = self.kind.tree.marks
        proves = "key" in field.marks or any(field.name in words.get(word, ()) for word in _PROVING)
        return proves and not times and not any(self.is_dated(one) for one in given)

    @property
    def _events(self) -> frozenset[str]:
        return frozenset(one.name for one in self.kind.events)


def _is_prose(field: Field) -> bool:
    """Say whether a value is words for people, which may be put better."""
    return field.form in _PROSE and field.pattern is None and "names" not in field.marks


def _tells(field: Field, value: Any) -> bool:
    """Say whether a row or an object tells when something happened."""
    return isinstance(value, Mapping) and any(
        one.name in value for one in (field.item or field).timed if one.form in TIMES
    )


def _named(names: tuple[str, ...], row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: row[name] for name in names if name in row} or row


def _time(value: Any, zone: tzinfo, of: Any = None) -> tuple[Any, ...]:
    """Give of an event its time, and how well it is known as far as `of`, an earlier version, tells that."""
    told = value if isinstance(value, Mapping) else {}
    known = of if isinstance(of, Mapping) else told if of is None else {}
    more = tuple(told.get(name) for name in _OF_AN_EVENT if name in known)
    try:
        found = moment(value, zone)
    except (ValueError, TypeError):
        return (value, *more)
    return (found and (found.earliest, found.latest), *more)
