"""What a schema asks somebody to look at: `x-notices` on a record, an object or a row, `x-side` on a person.

The data may be right. A notice says where an auditor would ask: something eased without a proper instrument,
a rule switched off without an approval, more done than there was to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Form
from generators.kinds.operators import FIELDS, operator
from generators.records.conditions import Grounds, Spot, all_hold, along, holds
from generators.records.links import Link
from generators.records.moment import moment
from generators.records.posts import held, is_of
from generators.records.record import Record, values
from generators.records.speaking import Speaker
from generators.strict_yaml import At
from generators.words import say


def check(context: Context) -> Iterator[Finding]:
    """Look for every notice that the schema of a record declares."""
    own: dict[str, list[Link]] = defaultdict(list)
    for link in context.links:
        own[link.source].append(link)
    speaker = Speaker(context.kinds, context.records)
    for record in context.records.values():
        # of a draft nobody asks yet what its approval will
        if record.kind.marked("notices") and not (record.kind.is_document and "approved" not in record.data):
            zone = context.bindings.of(record).zone
            yield from _notices(
                record, Grounds(context.records, lambda name: own.get(name, ()), zone), speaker
            )
        for field in record.kind.marked("side"):
            for here, person_id in values(record.data, field.at):
                yield from _side(context, record, here, str(person_id), field.marks)


def _notices(record: Record, grounds: Grounds, speaker: Speaker) -> Iterator[Finding]:
    for field in record.kind.marked("notices"):
        for here, around in values(record.data, field.at):
            for notice in field.marks["notices"]:
                yield from _look(Spot(record, around, here), notice, grounds, speaker)


def _look(spot: Spot, notice: Mapping[str, Any], grounds: Grounds, speaker: Speaker) -> Iterator[Finding]:
    if not all_hold(notice.get("when", ()), spot, grounds):
        return
    record, at, code = spot.record, spot.at or (), notice["code"]
    remedy = CODES[code].remedy
    if "want" not in notice:
        last = str(notice["when"][-1]["field"]).split(".")[0]
        yield finding(record.place(*at, last), code, f"{CODES[code].title}；{remedy}")
    elif not _is_as_wanted(notice["want"], spot, grounds):
        name = str(notice["want"]["field"]).split(".")[0]
        is_there = name in spot.value
        place = record.place(*at, name) if is_there else record.place(*at)
        yield finding(place, code, f"{_told(notice['want'], spot, grounds, speaker)}；{remedy}")


def _is_as_wanted(want: Mapping[str, Any], spot: Spot, grounds: Grounds) -> bool:
    """Say whether a condition holds; what is not there cannot be compared, unless it should be there."""
    if "given" in want and _is_unread(str(want["field"]), spot, grounds):
        return True
    if "given" not in want:
        paths = [str(want[name]) for name in FIELDS if name in want]
        if not all(any(True for _ in along(spot, path, grounds)) for path in paths):
            return True
    return holds(want, spot, grounds)


def _is_unread(path: str, spot: Spot, grounds: Grounds) -> bool:
    """Say whether it would stand in a record that nobody can read: that has a finding of its own."""
    name, _, rest = path.partition(".")
    return bool(rest) and isinstance(named := spot.value.get(name), str) and named not in grounds.records


_PASSED = {"no_more_than": "多于", "no_less_than": "早于"}


def _told(want: Mapping[str, Any], spot: Spot, grounds: Grounds, speaker: Speaker) -> str:
    """Say what is not as wanted: two values side by side, an empty field, or the condition itself."""
    record, at, name = spot.record, spot.at or (), operator(want)
    if want.get("given") is True:
        inside = ".".join(one for one in at if isinstance(one, str))
        path = str(want["field"])
        # of what a reference leads to the speaker knows the names
        title = _title(record, at, path) or speaker.title(record.kind, f"{inside}.{path}" if inside else path)
        return f"「{title}」空着"
    if name in _PASSED:
        pair = [str(want["field"]), str(want[name])]
        found = [[one.value for one in along(spot, path, grounds)] for path in pair]
        found = [_furthest(found[0], least=name == "no_less_than"), found[1][0]]
        words = [f"「{_title(record, at, one)}」（{value}）" for one, value in zip(pair, found, strict=True)]
        is_number = name == "no_less_than" and not isinstance(found[0], str)
        return ("少于" if is_number else _PASSED[name]).join(words)
    inside = ".".join(one for one in at if isinstance(one, str))
    whole = {key: f"{inside}.{want[key]}" for key in FIELDS if key in want and inside}
    return say("condition.should", wanted=speaker.condition(record.kind, {**want, **whole}))


def _furthest(some: list[Any], *, least: bool) -> Any:
    """Give of several values of a table the one that is furthest from what is wanted."""
    if not (all(isinstance(one, str) for one in some) or all(isinstance(one, int | float) for one in some)):
        return some[0]  # an event with its source
    return min(some) if least else max(some)


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
    code = "wrong-approver" if "vouches" in marks else "wrong-side"
    yield finding(record.place(*at), code, text + CODES[code].remedy)


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


def _title(record: Record, at: At, path: str) -> str:
    """Give the title of a field; a step into a table is one into its first row."""
    here = at
    for step in path.split("."):
        is_table = bool(here) and record.kind.field(here).form is Form.TABLE
        here = (*here, 0, step) if is_table else (*here, step)
    return record.kind.field(here).title
