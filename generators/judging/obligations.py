"""Every obligation judged by its rule, against the facts as they were at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generators.codes import CODES
from generators.finding import Finding, finding
from generators.judging.doubted import doubted
from generators.judging.rules import RULES
from generators.judging.rules.ask import Ask
from generators.judging.scope import Scope, scopes
from generators.judging.verdict import MissingYear, State, Verdict
from generators.kinds.kind import Kinds
from generators.records.agreements import decided_by
from generators.records.answers import Doubts
from generators.records.binding import Bindings
from generators.records.calendars import YEARS
from generators.records.facts import Facts
from generators.records.record import Record, in_order
from generators.words import say


def judge(
    facts: Facts, kinds: Kinds, bindings: Bindings, now: datetime, doubts: Doubts
) -> tuple[tuple[Verdict, ...], list[Finding]]:
    """Judge every obligation, each in its scope; sorted by obligation, subject and what else differs.

    What rests on a doubted record is not good until somebody has looked.
    """
    verdicts = list(_unsound(facts, kinds))
    for record in obligations(facts, kinds):
        for scope in scopes(record, facts, bindings, now):
            verdicts += _judge_within(scope, record, facts, kinds)
    findings = [_lowered_late(facts, one) for one in verdicts if one.lowered_late]
    missing = {one.missing_year for one in verdicts if one.missing_year}
    findings += [_year_missing(facts, one) for one in missing]
    return tuple(sorted((doubted(one, doubts) for one in verdicts), key=_key)), findings


def obligations(facts: Facts, kinds: Kinds) -> list[Record]:
    """Give the records that say how they are judged: sound and not voided."""
    names = [kind.name for kind in kinds.sound.values() if kind.role("judge")]
    return [record for name in names for record in facts.of_kind(name) if not record.is_voided]


def _unsound(facts: Facts, kinds: Kinds) -> Iterator[Verdict]:
    """Yield a verdict for each obligation that is there but cannot be judged by: none just vanishes."""
    roots = tuple(kind.root for kind in kinds.sound.values() if kind.role("judge"))
    for record_id, path in facts.unsound.items():
        record = facts.states.get(record_id)
        if path.startswith(roots) and not (record and record.is_voided):
            trace = say("judge.suspect", id=record_id)
            yield Verdict(record_id, State.SUSPECT, evidence=(record_id,), trace=trace)


def _judge_within(scope: Scope, record: Record, facts: Facts, kinds: Kinds) -> list[Verdict]:
    field = record.kind.role("judge")
    name, parameters = next(iter(record.data[field].items()))
    ask = Ask(record, parameters, facts, kinds, scope)
    broken = [parameters[key] for key in ("kind", "by") if parameters.get(key) in kinds.broken]
    decision = decided_by(record)
    broken += [decision] if decision and decision in facts.unsound else []
    if broken:
        return [ask.verdict(State.SUSPECT, trace=say("judge.suspect", id=broken[0]))]
    return list(RULES[name](ask))


def _key(one: Verdict) -> tuple[str, ...]:
    subject, obligation = in_order(one.subject or ""), in_order(one.obligation)
    return obligation, subject, one.clock or "", one.part or "", one.period or "", one.contract or ""


def _lowered_late(facts: Facts, one: Verdict) -> Finding:
    """Point at the changes of level that came when the limit they replaced had passed."""
    record = facts.records[str(one.subject)]
    place = record.place(record.kind.role("level-changes"))
    code = CODES["level-lowered-late"]
    return finding(place, "level-lowered-late", f"{code.title}；{code.remedy}")


def _year_missing(facts: Facts, missing: MissingYear) -> Finding:
    """Point at the years of the calendar, once, however many clocks reach beyond them."""
    text = f"日历里没有 {missing.year} 年的放假和调休；按国务院通知补上那一年。"
    return finding(facts.records[missing.calendar].key_place(YEARS), "calendar-year-missing", text)
