"""What a report tells of a figure is what the registers give, and is compared with the quarter before.

How a text tells a figure, the schema of the register says (`x-figure`); where the text stands, that of the
report does (`x-tells`). The first number told in such words is the one of the whole register.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.figure_words import NUMBER
from generators.records.binding import Binding
from generators.records.dimensions import Count, Quarter, Registers, quarter, quarter_of, shares
from generators.records.record import Record, values
from generators.records.sums import Share, Sum
from generators.strict_yaml import At

_CODE = "figure-disagrees"
_COMPARED = re.compile(r"，(?:比|较)上季(?P<way>多|少)了? ?(?P<number>\d+)|，与上季(?P<same>相同|持平)")
_SINCE = re.compile(r"(?P<what>[^，；。]*)由(?P<number>[一二三四])季的")
_QUARTERS = "一二三四"
_SIGNS = {"多": 1, "少": -1}
_SEVERAL = 3  # ids are named, more are summed up
_HALF = 0.5  # of the last digit that is told
_ROUNDING = 1e-9  # what a computed share may be off by


class _Text(NamedTuple):
    """A text with the figures that it may tell: those of its quarter and of the one before."""

    text: str
    record: Record
    at: At
    now: Mapping[str, Count]
    before: Mapping[str, Count]


def check(context: Context) -> Iterator[Finding]:
    """Hold each text that tells figures against the registers that are bound as its record is."""
    registers: dict[str | None, Registers] = {}
    for record in context.records.values():
        fields, name = record.kind.marked("tells"), quarter_of(record.kind)
        if not fields or name not in record.data or record.is_voided:
            continue
        binding = context.bindings.of(record)
        own = registers.get(binding.agreement) or _registers(context, binding)
        registers[binding.agreement] = own
        when = quarter(record.data[name])
        now, before = own.counts(when), own.counts(when.before)
        for field in fields:
            for at, text in values(record.data, field.at):
                row: Any = record.data
                for step in at[:-1]:
                    row = row[step]
                dimension = row.get(field.marks["tells"])
                its = {name: one for name, one in now.items() if one.dimension == dimension}
                told = _Text(str(text), record, at, its, before)
                yield from _numbers(told)
                yield from _shares(told)
                yield from _skipped(told, when)


def _registers(context: Context, binding: Binding) -> Registers:
    alike = (
        one
        for one in context.records.values()
        if one.kind.marked("figure") and context.bindings.of(one).agreement in (binding.agreement, None)
    )
    return Registers(alike, context.kinds, binding.zone)


def _numbers(told: _Text) -> Iterator[Finding]:
    """Look at each number that the text tells, and at what it is compared with."""
    for name, count in told.now.items():
        match = _first(told.text, count.field.marks["figure"].get("said", ()), r"(\d[\d,]*)")
        if match is None:
            continue
        total, number = count.total, _whole(match[1])
        if number != total.number or not total.is_counted:
            yield _fault(told, f"「{match[0]}」：{_gives(total)}")
        compared = _COMPARED.match(told.text, match.end())
        if compared:
            before = told.before[name].total
            more = total.number - before.number
            meant = 0 if compared["same"] else _whole(compared["number"]) * _SIGNS[compared["way"]]
            if more != meant or not before.is_counted:
                yield _fault(told, f"「{match[0]}{compared[0]}」：上季{_gives(before)}，本季{_gives(total)}")


def _shares(told: _Text) -> Iterator[Finding]:
    """Look at each share in a hundred, to as many digits as are told."""
    for name, share in shares(told.now):
        match = _first(told.text, told.now[name].field.marks["figure"].get("share", ()), r"(\d+(?:\.\d+)?)")
        if match is None:
            continue
        digits = len(match[1].partition(".")[2])
        percent = share.percent
        if percent is None or abs(float(match[1]) - percent) > _HALF * 10**-digits + _ROUNDING:
            yield _fault(told, f"「{match[0].rpartition('，')[2]}」：{_share_gives(share)}")


def _skipped(told: _Text, when: Quarter) -> Iterator[Finding]:
    """Look whether what is compared with a quarter is compared with the one before."""
    for match in _SINCE.finditer(told.text):
        if _QUARTERS.index(match["number"]) + 1 == when.before.number:
            continue
        beside = ""
        for name, share in shares(told.now):
            one = told.now[name]
            if one.field.title in match["what"]:
                before = Share(told.before[name].total, told.before[str(one.of)].total)
                beside += f"；「{one.field.title}」上季{_share_gives(before)}，本季{_share_gives(share)}"
        yield finding(
            told.record.place(*told.at),
            "comparison-skips",
            f"「{match[0]}」比的不是上一季（{when.before.name}）{beside}；{CODES['comparison-skips'].remedy}",
        )


def _first(text: str, patterns: Iterable[str], number: str) -> re.Match[str] | None:
    """Find the first place where a text tells a number in one of the ways."""
    found = (
        re.search(r"(?<![\d.,])" * one.startswith(NUMBER) + _spaced(one).replace(NUMBER, number), text)
        for one in patterns
    )
    return min((one for one in found if one), key=lambda one: one.start(), default=None)


def _spaced(pattern: str) -> str:
    """Write a way of telling as a pattern: a space there may be one here."""
    return r"\s*".join(re.escape(one) for one in pattern.split(" ")).replace(re.escape(NUMBER), NUMBER)


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _gives(total: Sum) -> str:
    if not total.is_counted:
        return "登记里没有数"
    ids = total.ids
    some = "、".join(ids) if len(ids) <= _SEVERAL else f"{ids[0]} 等 {len(ids)} 条"
    return f"登记是 {total.number}（{some}）"


def _share_gives(share: Share) -> str:
    if share.percent is None:
        return "登记里没有数"
    return f"登记是 {share.met.number}/{share.of.number}，{share.percent:.1f}%"


def _fault(told: _Text, text: str) -> Finding:
    return finding(told.record.place(*told.at), _CODE, f"{text}；{CODES[_CODE].remedy}")
