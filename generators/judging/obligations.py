"""Every obligation judged by its rule, against the facts as they were at one moment."""

from __future__ import annotations

from datetime import datetime

from generators.codes import CODES
from generators.finding import Finding, finding
from generators.judging.rules import RULES
from generators.judging.rules.ask import Ask
from generators.judging.scope import Scope, scopes
from generators.judging.verdict import State, Verdict
from generators.kinds.kind import Kinds
from generators.records.binding import Bindings
from generators.records.facts import Facts
from generators.records.record import Record, in_order
from generators.records.worktime import NoWorkingTime, UnknownYear
from generators.words import say


def judge(
    facts: Facts, kinds: Kinds, bindings: Bindings, now: datetime
) -> tuple[tuple[Verdict, ...], list[Finding]]:
    """Judge every sound obligation in its scope; sorted by obligation, subject and what else differs."""
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    for record in obligations(facts, kinds):
        for scope in scopes(record, facts, bindings, now):
            given, faults = _judge_within(scope, record, facts, kinds)
            verdicts += given
            findings += faults
    findings += [_lowered_late(facts, one) for one in verdicts if one.lowered_late]
    return tuple(sorted(verdicts, key=_key)), findings


def obligations(facts: Facts, kinds: Kinds) -> list[Record]:
    """Give the records that say how they are judged: sound and not voided."""
    names = [kind.name for kind in kinds.sound.values() if kind.role("judge")]
    return [record for name in names for record in facts.of_kind(name) if not record.is_voided]


def _judge_within(
    scope: Scope, record: Record, facts: Facts, kinds: Kinds
) -> tuple[list[Verdict], list[Finding]]:
    field = record.kind.role("judge")
    name, parameters = next(iter(record.data[field].items()))
    ask = Ask(record, parameters, facts, kinds, scope)
    broken = [parameters[key] for key in ("kind", "by") if parameters.get(key) in kinds.broken]
    if broken:
        return [ask.verdict(State.SUSPECT, trace=say("judge.suspect", id=broken[0]))], []
    verdicts: list[Verdict] = []
    try:
        verdicts += RULES[name](ask)
    except (UnknownYear, NoWorkingTime) as error:
        verdicts.append(ask.verdict(State.SUSPECT, trace=say("judge.calendar")))
        return verdicts, [_calendar_fault(record, (field, name, "calendar"), error)]
    return verdicts, []


def _key(one: Verdict) -> tuple[str, ...]:
    subject, obligation = in_order(one.subject or ""), in_order(one.obligation)
    return obligation, subject, one.clock or "", one.part or "", one.period or "", one.contract or ""


def _lowered_late(facts: Facts, one: Verdict) -> Finding:
    """Point at the changes of level that came when the limit they replaced had passed."""
    record = facts.records[str(one.subject)]
    place = record.place(record.kind.role("level-changes"))
    code = CODES["level-lowered-late"]
    return finding(place, "level-lowered-late", f"{code.title}；{code.remedy}")


def _calendar_fault(record: Record, at: tuple[str, ...], error: UnknownYear | NoWorkingTime) -> Finding:
    if isinstance(error, UnknownYear):
        text = f"日历里没有 {error.year} 年的放假和调休；按国务院通知补上那一年。"
        return finding(record.place(*at), "calendar-year-missing", text)
    return finding(record.place(*at), "calendar-empty", "日历没有工作时间，时限永远用不完；补上工作时段。")
