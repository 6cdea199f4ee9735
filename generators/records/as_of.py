"""What was so at a moment: one gate for every record, row, plain date and event, whatever their kind.

A time tells of what has happened unless the schema says that it may lie ahead (`x-ahead`: planned, due, valid
until; the last day of a period may as well). What has happened only later is not there yet, and neither is
what must have that time: the row, the object or the record. A voiding to come leaves the record as it is, an
approval to come leaves it unapproved. A day counts from its morning; an event of which only the day is known
has happened when that day is over, but it begins a record in the morning.

A record exists from what its kind names (`x-at`: the first of the fields that is given, of a table its
earliest row), else from its events, else from its claimed entry. A record of which nothing of that is known
cannot be dated. It is there when judged now; it is not where somebody looks back, which shows in entries that
are later than the moment: better nothing to show than a proof from the future. Only what binds (a kind of no
element) then holds from the beginning, as it proves nothing, and without it nothing would be judged.
What is not sound is dated alike; a file that breaks its schema says nothing reliable, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.codes import Severity
from generators.finding import Finding, Place
from generators.kinds.field import TIMES, Field, Form
from generators.records.links import Link
from generators.records.moment import moment
from generators.records.record import OBJECT, Record, values
from generators.records.states import States
from generators.strict_yaml import At

_DAY = len("2026-01-01")
_FURTHEST = timedelta(days=1)  # no zone is further away
_WHOLE: At = ()
_ENTERED = "recorded_at"


class Hidden(NamedTuple):
    """What of a record is not there: the paths of that, and the new numbers of the rows that stay."""

    paths: frozenset[At]
    rows: Mapping[At, Mapping[int, int]] = MappingProxyType({})
    is_entered: bool = False  # what it says was written down by then, though not yet so

    def moved(self, at: At) -> At | None:
        """Give the path of a value under the new numbers; None if it is not there."""
        if _WHOLE in self.paths:
            return None
        found: list[str | int] = []
        for depth, step in enumerate(at):
            if at[: depth + 1] in self.paths:
                return None
            numbers = self.rows.get(at[:depth])
            found.append(step if numbers is None else numbers[int(step)])
        return tuple(found)

    def holds(self, at: At) -> bool:
        """Say whether a path leads to something hidden."""
        return any(at[:depth] in self.paths for depth in range(len(at) + 1))


@dataclass(frozen=True)
class Gate:
    """Lets through what was so at a moment."""

    now: datetime
    zone: tzinfo
    records: Mapping[str, Record]  # all of them, which tell whether somebody looks back

    def seen(self) -> tuple[dict[str, Record], dict[str, Hidden]]:
        """Give the records as they were, and by id what is hidden of them."""
        known: dict[str, Record] = {}
        hidden: dict[str, Hidden] = {}
        for name, record in self.records.items():
            there, left_out = self._seen(record)
            if there is not None:
                known[name] = there
            if left_out is not None:
                hidden[name] = left_out
        return known, hidden

    def _seen(self, record: Record) -> tuple[Record | None, Hidden | None]:
        left_out = _LeftOut([], {})
        data = self._members(record.data, record.kind.tree, _WHOLE, left_out, record.kind.start)
        if data is None or not self._is_begun(record, data):
            return None, Hidden(frozenset([_WHOLE]), {}, self._is_entered(record))
        if data is record.data:
            return record, None
        return replace(record, data=data), Hidden(frozenset(left_out.paths), left_out.rows)

    def _is_begun(self, record: Record, data: Mapping[str, Any]) -> bool:
        """Say whether a record exists: `data` is what is left of it, of a time taken away it had none yet."""
        kind = record.kind
        if _text(record.data.get(kind.start)):
            return kind.start in data
        for path in kind.since:
            if written := [one for _, one in values(record.data, path) if _text(one)]:
                return any(not self._is_ahead(one) for one in written)
        events = [event.name for event in kind.events if _text(record.data.get(event.name))]
        if events:
            return any(name in data for name in events)
        is_undated = _ENTERED not in record.data
        return (kind.element is None and is_undated) or self._is_entered(record)

    def _is_entered(self, record: Record) -> bool:
        """Say whether it was written down by then; of the undated that holds unless somebody looks back."""
        entered = record.data.get(_ENTERED)
        return not self._is_ahead(entered) if entered else not self._looks_back

    @cached_property
    def _looks_back(self) -> bool:
        entries = (record.data.get(_ENTERED) for record in self.records.values())
        return any(self._is_ahead(one) for one in entries if one)

    def _members(
        self, data: Mapping[str, Any], field: Field, at: At, left_out: _LeftOut, start: str = ""
    ) -> Mapping[str, Any] | None:
        """Give what is left of an object: itself if all is; None if it cannot be without what is not."""
        changed: dict[str, Any] = {}
        for one in field.timed:
            value = data.get(one.name)
            if value is None:
                continue
            if one.form in TIMES:
                at_once = one.form is Form.DATE or one.name == start
                left: Any = None if self._is_ahead(value, in_the_morning=at_once) else value
            elif one.form is Form.TABLE:
                left = self._rows(value, one, (*at, one.name), left_out)
            else:
                left = self._members(value, one, (*at, one.name), left_out)
            if left is None and one.must and one.form is not Form.TABLE:
                return None
            if left is None:
                left_out.paths.append((*at, one.name))
            if left is not value:
                changed[one.name] = left
        if not changed:
            return data
        whole = {**data, **changed}
        return MappingProxyType({name: value for name, value in whole.items() if value is not None})

    def _rows(
        self, rows: tuple[Mapping[str, Any], ...], field: Field, at: At, left_out: _LeftOut
    ) -> tuple[Mapping[str, Any], ...] | None:
        """Give the rows that existed; None if there was none."""
        column = field.marks.get("at", "")
        kept: dict[int, Mapping[str, Any]] = {}
        for number, row in enumerate(rows):
            begin = row.get(column)
            is_there = begin is None or not self._is_ahead(begin)
            left = self._members(row, field, (*at, number), left_out) if is_there else None
            if left is None:
                left_out.paths.append((*at, number))
            else:
                kept[number] = left
        if all(kept.get(number) is row for number, row in enumerate(rows)):
            return rows
        left_out.rows[at] = {old: new for new, old in enumerate(kept)}
        return tuple(kept.values()) or None

    def _is_ahead(self, value: Any, *, in_the_morning: bool = True) -> bool:
        """Say whether a time is later than the moment; one of which nobody knows when it was is not."""
        text = _text(value)
        if text is None or text[:_DAY] < self._over:
            return False  # all that most times need, so they are not read
        known = moment(value, self.zone)
        return known is not None and (known.earliest if in_the_morning else known.latest) > self.now

    @cached_property
    def _over(self) -> str:
        """The first day that may not be over: whatever is written of an earlier one, lies behind."""
        return (self.now.astimezone(UTC) - _FURTHEST).date().isoformat()


class _LeftOut(NamedTuple):
    """What is found to be hidden on the way through a record."""

    paths: list[At]
    rows: dict[At, Mapping[int, int]]


def then(
    states: States, links: Iterable[Link], now: datetime, zone: tzinfo
) -> tuple[States, list[Link], Mapping[str, Hidden]]:
    """Give the records and links of a moment, and what is hidden by id; `states` itself if nothing is."""
    known, hidden = Gate(now, zone, states.obeying).seen()
    if not hidden:
        return states, list(links), hidden
    sound = {name: record for name, record in known.items() if name in states.sound}
    left = replace(states, obeying=MappingProxyType(known), sound=MappingProxyType(sound))
    kept: list[Link] = []
    for link in links:
        there = moved(link, states, hidden)
        kept += [there] if there else []
        if there is None:  # the source says more than was so
            hidden.setdefault(link.source, Hidden(frozenset()))
    return left, kept, hidden


def torn(links: Iterable[Link], hidden: Mapping[str, Hidden]) -> set[str]:
    """Give the records that name a row of something that is not there: another version may have it.

    An amendment that was signed later than it holds takes such links to itself.
    """
    gone = {name for name, one in hidden.items() if _WHOLE in one.paths}
    return {link.source for link in links if link.row and link.target in gone and link.source not in gone}


def told(
    findings: Iterable[Finding], records: Mapping[str, Record], hidden: Mapping[str, Hidden]
) -> list[Finding]:
    """Give the findings but for the notices about what is hidden: an error is one whenever it is found.

    `records` are those before the gate. Of what was entered before it began people should know by then.
    """
    unknown = ((records[name], one) for name, one in hidden.items() if not one.is_entered)
    places = {place for record, one in unknown for place in _places(record, one)}
    return [one for one in findings if one.severity is Severity.ERROR or one.place not in places]


def _places(record: Record, hidden: Hidden) -> Iterator[Place]:
    yield from (record.place(*at) for at in record.paths() if hidden.holds(at))


def moved(link: Link, states: States, hidden: Mapping[str, Hidden]) -> Link | None:
    """Give a link under the new number of its row; None if where it begins or leads was not there."""
    source, target = hidden.get(link.source), hidden.get(link.target)
    at = source.moved(link.at) if source else link.at
    if at is None or (target and _WHOLE in target.paths):
        return None
    if target and link.row and _is_hidden_row(link, states, target):
        return None
    return link if at is link.at else link._replace(at=at)


def _is_hidden_row(link: Link, states: States, target: Hidden) -> bool:
    """Say whether a link leads to a row that was not there."""
    owner, field = states.obeying[link.target], states.obeying[link.source].kind.field(link.at)
    if field.ref is None or field.ref.part is None:
        return False
    part = owner.kind.parts[field.ref.part]
    keys = [str(row[part.marks["key"]]) for row in owner.data.get(part.name, ())]
    return link.row in keys and target.holds((part.name, keys.index(link.row)))


def _text(value: Any) -> str | None:
    """Give the text of a time, if there is any."""
    written = value.get("at") if isinstance(value, OBJECT) else value
    return written if isinstance(written, str) else None
