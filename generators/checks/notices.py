"""What a schema asks somebody to look at: `x-notices` on a record, an object or a row, `x-side` on a person.

The data may be right. A notice says where an auditor would ask: something eased without a proper instrument,
a rule switched off without an approval, more done than there was to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.moment import moment
from generators.records.posts import held, is_of
from generators.records.record import Record, values
from generators.strict_yaml import At


def check(context: Context) -> Iterator[Finding]:
    """Look for every notice that the schema of a record declares."""
    for record in context.records.values():
        for field in record.kind.marked("notices"):
            for here, around in values(record.data, field.at):
                for notice in field.marks["notices"]:
                    yield from _look(record, here, around, notice)
        for field in record.kind.marked("side"):
            for here, person_id in values(record.data, field.at):
                yield from _side(context, record, here, str(person_id), field.marks)


def _look(record: Record, at: At, around: Mapping[str, Any], notice: Mapping[str, Any]) -> Iterator[Finding]:
    if any(around.get(name) != value for name, value in notice.get("when", {}).items()):
        return
    if "present" in notice and notice["present"] not in around:
        return
    code, remedy = notice["code"], CODES[notice["code"]].remedy
    if "missing" in notice:
        if notice["missing"] not in around:
            text = f"「{_title(record, at, notice['missing'])}」空着；{remedy}"
            yield finding(record.place(*at), code, text)
        return
    if "earlier" in notice or "more" in notice:
        pair = [(one, around[one]) for one in notice.get("earlier") or notice["more"] if one in around]
        if len(pair) == len(("this", "that")) and _holds(notice, *(value for _, value in pair)):
            words = [f"「{_title(record, at, name)}」{value}" for name, value in pair]
            text = ("早于" if "earlier" in notice else "多于").join(words)
            yield finding(record.place(*at, pair[0][0]), code, f"{text}；{remedy}")
        return
    *_, last = notice["when"]
    yield finding(record.place(*at, last), code, f"{CODES[code].title}；{remedy}")


def _side(
    context: Context, record: Record, at: At, person_id: str, marks: Mapping[str, Any]
) -> Iterator[Finding]:
    """Look whether a person was of a side on the day of what they put their name to (`x-signed`)."""
    person = context.records.get(person_id)
    role = person.kind.role("side") if person else ""
    day = _signed(context, record, at, str(marks.get("signed", "")))
    if person is None or not role or day is None or is_of(person, marks["side"], day):
        return
    why = f"不是{person.kind.fields[role].word(marks['side'])}的人" if held(person, day) else "没有任职"
    text = f"「{_title(record, at[:-1], str(at[-1]))}」{person_id} 在 {day} {why}；"
    yield finding(record.place(*at), "wrong-side", text + CODES["wrong-side"].remedy)


def _signed(context: Context, record: Record, at: At, name: str) -> date | None:
    """Give the day of the date or time that stands beside a value or around it; else the record's own day."""
    for depth in range(len(at) - 1, -1, -1):
        around: Any = record.data
        for step in at[:depth]:
            around = around[step]
        if isinstance(around, Mapping) and name in around:
            zone = context.bindings.of(record).zone
            known = moment(around[name], zone)
            return known.at.astimezone(zone).date() if known else None
    when = context.bindings.days(record)
    return when.first if when else context.now.astimezone(context.bindings.of(record).zone).date()


def _title(record: Record, at: At, name: str) -> str:
    return record.kind.field((*at, name)).title


def _holds(notice: Mapping[str, Any], this: Any, that: Any) -> bool:
    """Compare two dates, or two numbers."""
    if "earlier" in notice:
        return date.fromisoformat(this) < date.fromisoformat(that)
    return bool(this > that)
