"""available 可用: how long each function of the contract was out of order, month by month.

The rows in which records of the kind name a function (`x-role: outages`) are summed from occurrence to
restoration; what was agreed beforehand stands apart. A record that meets `assumed`, at any level it ever had,
and names no function counts for all of them: leaving the table out never makes availability look better. One
with an empty table says that nothing was out of order, and is told.
A function with an agreed availability is held to it; with none agreed at all the minutes are shown, as 承诺.

    kind: incident
    assumed:
      - {field: level, is: [L1, L2]}

A function that may be out of order for 216 of the 43,200 minutes of a month, and was for 220, is 未达标.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.judging.rules.ask import Ask, is_running
from generators.judging.verdict import Cause, State, Verdict
from generators.records.conditions import Spot, all_hold
from generators.records.outages import Duty, Outage, Span, duty, months, span, stretches, whole
from generators.records.record import Record
from generators.records.timeline import Timeline
from generators.spoken import duration
from generators.spoken import period as called
from generators.words import say

_MET, _OF = "availability_met", "availability_of"


class _Told(NamedTuple):
    """All outages, by function; those of records that name none, and the records that say there was none."""

    named: Mapping[str, list[Outage]]
    assumed: list[Outage]
    nothing: Mapping[str, datetime]
    struck_out: Mapping[str, datetime]


class _Function(NamedTuple):
    """A row of the contract, when it has to work, and what kept it from that."""

    row: Mapping[str, Any]
    duty: Duty
    outages: list[Outage]

    @property
    def is_held(self) -> bool:
        """Whether an availability was agreed."""
        return _MET in self.row  # and then the schema wants the other, too

    def holds(self, one: Span) -> bool:
        """Say whether what was agreed was kept in a month."""
        return one.holds(self.row[_MET], self.row[_OF])

    def month(self, name: str, begin: datetime, end: datetime) -> Span:
        """Sum one month."""
        return span(name, begin, end, self.duty, self.outages)


def judge(ask: Ask) -> Iterator[Verdict]:
    """Judge each month of the term that has begun."""
    yield from ask.suspects()
    term, contract = ask.term, ask.contract
    if term is None or contract is None or term.last is None:
        yield ask.without_term()
        return
    rows = _rows(ask, contract)
    if not rows:
        cause: tuple[Cause, ...] = (Cause(record=contract.id),)
        trace = say("judge.available_none")
        yield ask.verdict(State.MISSING, evidence=(contract.id,), cause=cause, trace=trace)
        return
    broken = [one for row in rows if (one := row.get("calendar")) and ask.facts.get(str(one)) is None]
    if broken:
        cause = tuple(Cause(record=one) for one in dict.fromkeys(broken))
        trace = say("judge.suspect", id=broken[0])
        yield ask.verdict(State.SUSPECT, evidence=tuple(broken), cause=cause, trace=trace)
        return
    told = _told(ask)
    end = datetime.combine(term.last + timedelta(days=1), time(), ask.zone)
    functions = [
        _Function(
            row,
            duty(term, end, ask.facts.get(str(row["calendar"])) if "calendar" in row else None, ask.zone),
            [*told.named.get(str(row[_key(ask)]), ()), *told.assumed],
        )
        for row in rows
    ]
    for name, first, last in months(datetime.combine(term.first, time(), ask.zone), end):
        if first <= ask.now:
            yield _judge_month(ask, functions, told, (name, first, last))


def _judge_month(
    ask: Ask, functions: list[_Function], told: _Told, month: tuple[str, datetime, datetime]
) -> Verdict:
    name, first, last = month
    spans = [(one, one.month(name, first, last)) for one in functions]
    outages = {record_id for _, one in spans for record_id in (*one.out, *one.planned)}
    trace = say("judge.available", period=called(name))
    trace += say("value.semicolon").join(_said(*one) for one in spans) + say("value.stop")
    assumed = sorted({one.id for one in told.assumed} & outages)
    nothing = [record_id for record_id, at in told.nothing.items() if first <= at < last]
    struck_out = [record_id for record_id, at in told.struck_out.items() if first <= at < last]
    if assumed:
        trace += say("judge.available_assumed", ids=say("value.comma").join(assumed))
    if nothing:
        trace += say("judge.available_nothing", ids=say("value.comma").join(nothing))
    state = _state(spans, is_over=last <= ask.now)
    return ask.verdict(
        state,
        period=name,
        measured_s=max(one.out_s for _, one in spans),
        due=last - timedelta(seconds=1),
        evidence=tuple(sorted({*outages, *nothing, *struck_out})),
        cause=_cause(ask, state, spans),
        trace=trace,
    )


def _said(function: _Function, one: Span) -> str:
    row = function.row
    text = say("judge.available_out", name=row.get("name", ""), out=duration(one.out_s))
    if one.planned_s:
        text += say("judge.available_planned", planned=duration(one.planned_s))
    if function.is_held:
        text += say("judge.available_target", met=row[_MET], of=row[_OF])
    return text


def _cause(ask: Ask, state: State, spans: list[tuple[_Function, Span]]) -> tuple[Cause, ...]:
    """Give the outages of the functions that did not hold; what is used up does not come back."""
    if state is State.DUE:
        return ask.itself()
    if state is not State.FAILED:
        return ()
    out = {
        record_id
        for function, one in spans
        if function.is_held and not function.holds(one)
        for record_id in one.out
    }
    found = tuple(Cause(record=one, is_open=is_running(ask.facts.records[one])) for one in sorted(out))
    return found or ask.itself()  # more was agreed than there is time


def _state(spans: list[tuple[_Function, Span]], *, is_over: bool) -> State:
    held = [function.holds(one) for function, one in spans if function.is_held]
    if not held:
        return State.DECLARED
    if not all(held):  # of a whole month: what is used up does not come back
        return State.FAILED
    return State.MET if is_over else State.DUE


def _told(ask: Ask) -> _Told:
    named: dict[str, list[Outage]] = defaultdict(list)
    assumed: list[Outage] = []
    nothing: dict[str, datetime] = {}
    for record in ask.population():
        if ask.excused(record):
            continue
        rows = record.data.get(record.kind.role("outages"))
        for entry, outage in stretches(record, ask.now, ask.zone):
            named[str(entry.value)].append(outage)
        if rows or not _is_assumed(ask, record):
            continue
        if rows is None:
            assumed += whole(record, ask.now, ask.zone)
        elif since := Timeline(record, ask.zone).since:
            nothing[record.id] = since.at
    struck_out = {
        one.id: since.at
        for one in ask.struck_out()
        if (since := Timeline(one, ask.zone).since) and _tells(ask, one)
    }
    return _Told(named, assumed, nothing, struck_out)


def _tells(ask: Ask, record: Record) -> bool:
    """Say whether a record tells of an outage, by its rows or because it names none."""
    rows = record.data.get(record.kind.role("outages"))
    return bool(rows) or (rows is None and _is_assumed(ask, record))


def _is_assumed(ask: Ask, record: Record) -> bool:
    """Ask at the level of the start and at each that came after."""
    life, name = Timeline(record, ask.zone), record.kind.role("level")
    levels = (life.level, *(one.after for one in life.steps()))
    spots = (Spot(record, MappingProxyType({**record.data, name: one})) for one in levels if one)
    return any(all_hold(ask.parameters.get("assumed", ()), spot, ask.grounds) for spot in spots)


def _rows(ask: Ask, contract: Record) -> tuple[Mapping[str, Any], ...]:
    """Give the rows of the part of the contract that outages name."""
    return tuple(contract.data.get(_part(ask), ()))


def _key(ask: Ask) -> str:
    contract = ask.contract
    return str(contract.kind.parts[_part(ask)].marks["key"]) if contract else ""


def _part(ask: Ask) -> str:
    table = ask.kind.fields.get(ask.kind.role("outages"))
    columns = table.children.values() if table else ()  # of what has no outages nothing can be shown
    return next((str(one.ref.part) for one in columns if one.ref and one.ref.part), "")
