"""What changes steer follows from them (`x-controlled`): each version, and each span in which it did nothing.

A version but the first came by a change that is done and good. A span in which it was switched off lies
within a change approved before; one in which it did nothing although it was on lies within what some change
tells of; and what a change tells of is to be seen here. Before the first contract nobody kept changes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from generators.checks.context import Context
from generators.checks.control import Change, Control
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.moment import Moment
from generators.records.record import Record


class _Span(NamedTuple):
    first: datetime
    last: datetime | None

    def covers(self, other: _Span) -> bool:
        is_ended = self.last is not None
        return self.first <= other.first and not (
            is_ended and (other.last is None or other.last > (self.last or other.last))
        )

    def meets(self, other: _Span) -> bool:
        return (other.last is None or self.first < other.last) and (
            self.last is None or other.first < self.last
        )


def check(context: Context) -> Iterator[Finding]:
    """Hold every steered record against the changes that name it."""
    control = Control(context)
    for record in context.records.values():
        word = record.kind.tree.marks.get("controlled")
        if word and not record.is_voided and not control.is_open(record):
            yield from _versions(control, record, word)
            yield from _states(control, record, word)
            yield from _untold(control, record, word)


def _versions(control: Control, record: Record, word: Mapping[str, Any]) -> Iterator[Finding]:
    table, since = record.kind.fields[word["versions"]], word["since"]
    rows, begins = record.data.get(table.name, ()), control.begins()
    first = min((str(row[since]) for row in rows), default="")
    zone = control.context.bindings.of(record).zone
    for index, row in enumerate(rows):
        code, day = str(row[table.marks["key"]]), date.fromisoformat(row[since])
        if row[since] == first or day < begins:
            continue
        if not any(_brings(change, told, code, day, zone) for change, told in control.steering(record)):
            text = (
                f"版本 {code} 从 {day} 起用，没有在那天做成的变更；{CODES['version-without-change'].remedy}"
            )
            yield finding(record.place(table.name, index, since), "version-without-change", text)


def _brings(change: Change, row: Mapping[str, Any], code: str, day: date, zone: tzinfo) -> bool:
    """Say whether a change put a version in on a day between its approval and its end."""
    if not change.is_good or row.get(change.word["to"]) != code:
        return False
    return _day(change.approved, zone) <= day <= _day(change.done, zone)


def _states(control: Control, record: Record, word: Mapping[str, Any]) -> Iterator[Finding]:
    table, begins = record.kind.fields[word["states"]], control.begins()
    for index, row in enumerate(record.data.get(table.name, ())):
        span = _span(row, _period(record, table.name))
        if not _is(row, word["idle"]) or span is None or span.first.date() < begins:
            continue
        changes = list(control.steering(record))
        if _is(row, word["switched"]):
            is_told = any(_switches(change, told, row, word, span) for change, told in changes)
        else:
            is_told = any((off := _off(change)) and off.covers(span) for change, _ in changes)
        if not is_told:
            text = f"从 {row[_period(record, table.name)[0]]} 起没有运行，没有事先批准或写明这一段的变更；"
            text += CODES["off-without-change"].remedy
            yield finding(record.place(table.name, index), "off-without-change", text)


def _switches(
    change: Change, told: Mapping[str, Any], row: Mapping[str, Any], word: Mapping[str, Any], span: _Span
) -> bool:
    """Say whether a change allowed beforehand that this be switched off, for this span or for good."""
    if not change.was_allowed(span.first):
        return False
    off, (column,) = _off(change), word["switched"]
    is_for_good = told.get(change.word["status"]) == row[column] and change.holds(span.first)
    return is_for_good or (off is not None and off.covers(span))


def _untold(control: Control, record: Record, word: Mapping[str, Any]) -> Iterator[Finding]:
    table = record.kind.fields[word["states"]]
    idle = [row for row in record.data.get(table.name, ()) if _is(row, word["idle"])]
    spans = [one for row in idle if (one := _span(row, _period(record, table.name)))]
    for change in {one.record.id: one for one, _ in control.steering(record) if one.is_good}.values():
        off = _off(change)
        if off and not any(off.meets(one) for one in spans):
            text = (
                f"{change.record.id} 写了从 {off.first.isoformat()} 起没有运行，「{table.title}」里看不到；"
            )
            yield finding(record.key_place(table.name), "off-not-shown", text + CODES["off-not-shown"].remedy)


def _off(change: Change) -> _Span | None:
    field = change.record.kind.fields[change.word["off"]]
    told = change.record.data.get(field.name)
    return _span(told, field.marks["period"]) if told else None


def _period(record: Record, table: str) -> tuple[str, str]:
    row = record.kind.fields[table].item
    begin, end = row.marks["period"] if row else ("", "")
    return begin, end


def _span(row: Mapping[str, Any], period: tuple[str, str]) -> _Span | None:
    first, last = (datetime.fromisoformat(row[one]) if one in row else None for one in period)
    return _Span(first, last) if first else None


def _is(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(row.get(name) in codes for name, codes in wanted.items())


def _day(when: Moment | None, zone: tzinfo) -> date:
    return when.latest.astimezone(zone).date() if when else date.max
