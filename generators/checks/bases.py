"""Every reading of an obligation has a basis and can apply, and no two of one force claim the same day.

A reading rests on a clause or on what two parties decided. What it claims, its basis must carry: the
instrument, the day from which it holds, the signatures of both. It replaces only what its rule asks, and
who is let off by a clause alone is told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.kind import Kind
from generators.records.agreements import effective
from generators.records.decided import instrument, unsigned
from generators.records.record import Record
from generators.words import say

_CONTRACT = "contract"  # the force that a clause alone can have
_LIMITS = ("limit_minutes", "limit_by_level")
_PLACE = ("levels",)  # narrows whom a clock reads; not among its own parameters
_MORE = {"limit_minutes": math.inf, "grace_days": 0}  # more of it is easier; with what none is written
_LESS = {"times": 1}
_Row = Mapping[str, Any]


def check(context: Context) -> Iterator[Finding]:
    """Look at every reading, and at what carries it."""
    for record in context.records.values():
        if record.kind.role("signatories") and not record.is_voided:
            yield from _signed(context, record)
        rows = record.data.get(record.kind.role("readings"), ())
        for index, row in enumerate(rows):
            yield from _basis(context, record, index, row)
            yield from _days(context, record, index, row)
            yield from _parameters(record, index, row)
            yield from _eased(record, index, row)
        for (_, one), (index, other) in combinations(enumerate(rows), 2):
            if _tie(context, one, other):
                text = f"“{one['name']}”和“{other['name']}”从同一天起都算数"
                yield _at(record, index, "name", "reading-tie", text)


def _signed(context: Context, record: Record) -> Iterator[Finding]:
    sides = unsigned(record, context.records.get)
    name = record.kind.role("signatories")
    known = {str(row["person"]) for row in record.data.get(name, ())} <= set(context.records)
    if sides and known:  # a person who cannot be read is the cause, and has been reported
        field = record.kind.field((name, 0, "side"))
        text = f"{say('value.comma').join(field.word(one) for one in sides)}没有那天在任的人签字"
        code = CODES["decision-unsigned"]
        yield finding(record.key_place(name), "decision-unsigned", f"{text}；{code.remedy}")


def _basis(context: Context, record: Record, index: int, row: _Row) -> Iterator[Finding]:
    """Hold the force that a reading claims against what it rests on."""
    force, name = row.get("force"), row.get("decision")
    if name is None and "clause" not in row:
        yield _at(record, index, "code", "reading-basis", "既没有写条款，也没有写口径")
    elif name is None and force not in (None, _CONTRACT):
        yield _at(record, index, "force", "reading-basis", "效力不来自合同，却没有写是哪一份口径")
    decision = context.records.get(str(name))
    if decision is None or (written := instrument(decision)) is None:
        return
    if force != written:
        field = record.kind.field((record.kind.role("readings"), 0, "force"))
        own = f"写了{field.word(str(force))}" if force else "没有写效力"
        text = f"{name} 写在{field.word(written)}里，这里{own}"
        yield _at(record, index, "force" if force else "code", "reading-force", text)


def _days(context: Context, record: Record, index: int, row: _Row) -> Iterator[Finding]:
    """Look whether a reading begins before its basis does, or ends before it begins."""
    begin, end = row.get("valid_from"), row.get("valid_to")
    decision = context.records.get(str(row.get("decision")))
    since = effective(decision) if decision else None
    if begin and since and date.fromisoformat(begin) < since:
        yield _at(record, index, "valid_from", "reading-too-early", f"{row['decision']} 从 {since} 起才生效")
    first = _since(context, row)
    if end and first and date.fromisoformat(end) < first:
        yield _at(record, index, "valid_to", "reading-never", f"到 {end} 为止，却从 {first} 起才用")


def _parameters(record: Record, index: int, row: _Row) -> Iterator[Finding]:
    """Look whether the rule of the obligation has what a reading replaces."""
    judge = record.kind.role("judge")
    [rule] = record.data[judge]
    asked, replaceable = _asked(record.kind, judge, rule), _replaceable(record.kind, judge)
    if not asked & replaceable:
        title = record.kind.field((judge, rule)).title
        yield _at(record, index, "code", "reading-parameter", f"“{title}”的义务没有几种读法可写")
        return
    for name in row:
        if name in replaceable - asked:
            title = record.kind.field((judge, rule)).title
            yield _at(record, index, name, "reading-parameter", f"“{title}”没有这一项")
    if set(_LIMITS) <= set(row):
        yield _at(record, index, _LIMITS[1], "reading-parameter", "两种时限只能写一种")


def _eased(record: Record, index: int, row: _Row) -> Iterator[Finding]:
    """Find what asks for less than the obligation itself, and rests on nothing that both decided."""
    if "decision" in row:
        return
    [own] = record.data[record.kind.role("judge")].values()
    more = [name for name, least in _MORE.items() if row.get(name, 0) > own.get(name, least)]
    less = [name for name, most in _LESS.items() if row.get(name, most) < own.get(name, most)]
    names = [*(["exempt"] if row.get("exempt") else []), *more, *less]
    if names:
        field = record.kind.field((record.kind.role("readings"), 0, names[0]))
        text = f"“{row['name']}”靠「{field.title}」从宽，却没有写是哪一份口径"
        yield _at(record, index, names[0], "reading-eases", text)


def _asked(kind: Kind, judge: str, rule: str) -> set[str]:
    own = set(kind.field((judge, rule)).children)
    return own | set(_PLACE) if own & set(_LIMITS) else own


def _replaceable(kind: Kind, judge: str) -> set[str]:
    """Give the columns of a reading that are a parameter of some rule."""
    columns = set(kind.field((kind.role("readings"), 0)).children)
    rules = kind.fields[judge].children.values()
    return columns & ({name for rule in rules for name in rule.children} | set(_PLACE))


def _tie(context: Context, one: _Row, other: _Row) -> bool:
    """Say whether two readings with force are valid from one day, for a common level.

    One that waits for an event or a need of its own is about fewer than one that does not.
    """
    if "force" not in one or "force" not in other or _narrow(one) != _narrow(other):
        return False
    firsts = [_since(context, row) for row in (one, other)]
    if firsts[0] != firsts[1]:
        return False
    levels = [set(row["levels"]) for row in (one, other) if "levels" in row]
    return len(levels) < len((one, other)) or bool(levels[0] & levels[1])


def _narrow(row: _Row) -> tuple[Any, ...]:
    return row.get("from"), tuple(row.get("needs", ()))


def _since(context: Context, row: _Row) -> date | None:
    decision = context.records.get(str(row.get("decision")))
    days = [date.fromisoformat(row["valid_from"])] if "valid_from" in row else []
    days += [day] if decision and (day := effective(decision)) else []
    return max(days, default=None)


def _at(record: Record, index: int, name: str, code: str, text: str) -> Finding:
    place = record.place(record.kind.role("readings"), index, name)
    return finding(place, code, f"{text}；{CODES[code].remedy}")
