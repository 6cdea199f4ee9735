"""Every obligation judged by its rule, against the facts as they were at one moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from generators.codes import CODES
from generators.finding import Finding, finding
from generators.judging.rules import RULES
from generators.judging.rules.ask import Ask
from generators.judging.verdict import State, Verdict
from generators.kinds.kind import Kinds
from generators.records.facts import Facts
from generators.records.record import Record, in_order
from generators.records.worktime import NoWorkingTime, UnknownYear
from generators.words import say


def judge(
    facts: Facts, kinds: Kinds, contract: str | None, now: datetime, zone: ZoneInfo
) -> tuple[tuple[Verdict, ...], list[Finding]]:
    """Judge every sound obligation; sorted by obligation, subject, clock, part and period."""
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    default = facts.get(contract or "")
    for record in obligations(facts, kinds):
        field = record.kind.role("judge")
        name, parameters = next(iter(record.data[field].items()))
        ask = Ask(record, parameters, facts, kinds, default, now, zone)
        broken = [parameters[key] for key in ("kind", "by") if parameters.get(key) in kinds.broken]
        if broken:
            verdicts.append(ask.verdict(State.SUSPECT, trace=say("judge.suspect", id=broken[0])))
            continue
        try:
            verdicts += RULES[name](ask)
        except (UnknownYear, NoWorkingTime) as error:
            findings.append(_calendar_fault(record, (field, name, "calendar"), error))
            verdicts.append(ask.verdict(State.SUSPECT, trace=say("judge.calendar")))
    findings += [_lowered_late(facts, one) for one in verdicts if one.lowered_late]
    return tuple(sorted(verdicts, key=_key)), findings


def obligations(facts: Facts, kinds: Kinds) -> list[Record]:
    """Give the records that say how they are judged: sound and not voided."""
    names = [kind.name for kind in kinds.sound.values() if kind.role("judge")]
    return [record for name in names for record in facts.of_kind(name) if not record.is_voided]


def _key(one: Verdict) -> tuple[str, ...]:
    subject, obligation = in_order(one.subject or ""), in_order(one.obligation)
    return obligation, subject, one.clock or "", one.part or "", one.period or ""


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
