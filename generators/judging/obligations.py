"""Every obligation judged by its rule, against the facts as they were at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from generators.codes import CODES
from generators.finding import Finding, finding
from generators.judging.doubted import doubted
from generators.judging.memory import Judged
from generators.judging.rules import RULES, readings
from generators.judging.rules.ask import Ask
from generators.judging.rules.struck import words
from generators.judging.scope import scopes
from generators.judging.verdict import Cause, MissingYear, State, Verdict
from generators.kinds.kind import Kinds
from generators.records.answers import Doubts
from generators.records.binding import Bindings
from generators.records.calendars import YEARS
from generators.records.facts import Facts
from generators.records.record import Record, in_order
from generators.words import say

_EASED_LATE = {"level-changes": "level-lowered-late", "waiver": "waived-late", "withdrawn": "withdrawn-late"}
_NOTHING: Mapping[str, date | None] = MappingProxyType({})


def judge(  # noqa: PLR0913, PLR0917 - all that a judgement rests on
    facts: Facts,
    kinds: Kinds,
    bindings: Bindings,
    now: datetime,
    doubts: Doubts,
    before: Judged | None = None,
) -> tuple[tuple[Verdict, ...], list[Finding]]:
    """Judge every obligation, each in its scope; sorted by obligation, subject and what else differs.

    What rests on a doubted record is not good until somebody has looked. Who judges again and again gives
    each time what was judged `before`.
    """
    verdicts = [*_unsound(facts, kinds), *_struck_out(facts, kinds)]
    for record in obligations(facts, kinds):
        for ask in asks(record, facts, kinds, bindings, now):
            verdicts += _answered(ask._replace(judged=before))
    findings = list({_eased_late(facts, one, role) for one in verdicts if (role := one.eased_late)})
    missing = {one.missing_year for one in verdicts if one.missing_year}
    findings += [_year_missing(facts, one) for one in missing]
    return tuple(sorted(doubted(verdicts, doubts, facts, kinds), key=_key)), findings


def judged(  # noqa: PLR0913 - all that a judgement rests on
    record: Record,
    facts: Facts,
    kinds: Kinds,
    bindings: Bindings,
    now: datetime,
    *,
    assumed: Mapping[str, date | None] = _NOTHING,
) -> Iterator[Verdict]:
    """Judge one obligation; of decisions that are assumed, as if they held from those days, or never."""
    for ask in asks(record, facts, kinds, bindings, now, assumed=assumed):
        yield from _answered(ask)


def asks(  # noqa: PLR0913 - all that a judgement rests on
    record: Record,
    facts: Facts,
    kinds: Kinds,
    bindings: Bindings,
    now: datetime,
    *,
    assumed: Mapping[str, date | None] = _NOTHING,
) -> Iterator[Ask]:
    """Yield what is asked of an obligation, in each scope in which it is judged."""
    parameters = next(iter(record.data[record.kind.role("judge")].values()))
    for scope in scopes(record, facts, bindings, now):
        yield Ask(record, parameters, facts, kinds, scope, assumed)


def obligations(facts: Facts, kinds: Kinds) -> list[Record]:
    """Give the records that say how they are judged: sound, not voided, and of a source that was there."""
    names = [kind.name for kind in kinds.sound.values() if kind.role("judge")]
    known = (record for name in names for record in facts.of_kind(name) if not record.is_voided)
    return [record for record in known if not any(facts.hides(one) for one in _sources(record))]


def _sources(record: Record) -> Iterator[str]:
    """Yield what an obligation cannot be without."""
    return (str(record.data[one.name]) for one in record.kind.fields.values() if one.ref and one.must)


def _unsound(facts: Facts, kinds: Kinds) -> Iterator[Verdict]:
    """Yield a verdict for each obligation that is there but cannot be judged by: none just vanishes."""
    roots = tuple(kind.root for kind in kinds.sound.values() if kind.role("judge"))
    for record_id, path in facts.unsound.items():
        record = facts.states.get(record_id)
        if path.startswith(roots) and not (record and record.is_voided):
            trace = say("judge.suspect", id=record_id)
            cause = (Cause(record=record_id),)
            yield Verdict(record_id, State.SUSPECT, evidence=(record_id,), cause=cause, trace=trace)


def _struck_out(facts: Facts, kinds: Kinds) -> Iterator[Verdict]:
    """Yield for each obligation that is struck out that it is judged no more: somebody should look first."""
    for kind in kinds.sound.values():
        for record in facts.of_kind(kind.name) if kind.role("judge") else ():
            if record.is_voided:
                yield Verdict(record.id, State.NOT_APPLICABLE, evidence=(record.id,), trace=words(record))


def _answered(ask: Ask) -> Iterator[Verdict]:
    record = ask.obligation
    rule = next(iter(record.data[record.kind.role("judge")]))
    broken = [ask.parameters[key] for key in ("kind", "by") if ask.parameters.get(key) in ask.kinds.broken]
    if broken:
        cause = (Cause(kind=broken[0], what=say("cause.schema", kind=broken[0])),)
        yield ask.verdict(State.SUSPECT, cause=cause, trace=say("judge.suspect", id=broken[0]))
    elif doubtful := readings.broken(ask):
        yield from (readings.suspected(one, doubtful[0]) for one in RULES[rule](ask) if one.counts)
    else:
        yield from RULES[rule](ask)


def _key(one: Verdict) -> tuple[str, ...]:
    subject, obligation = in_order(one.subject or ""), in_order(one.obligation)
    what = (one.clock or "", one.part or "", one.period or "", one.contract or "")
    return obligation, subject, *what, "" if one.counts else one.reading or ""


def _eased_late(facts: Facts, one: Verdict, role: str) -> Finding:
    """Point at what came when the limit that it eased had passed."""
    record, code = facts.records[str(one.subject)], _EASED_LATE[role]
    text = f"{CODES[code].title}；{CODES[code].remedy}"
    return finding(record.place(record.kind.role(role)), code, text)


def _year_missing(facts: Facts, missing: MissingYear) -> Finding:
    """Point at the years of the calendar, once, however many clocks reach beyond them."""
    text = f"日历里没有 {missing.year} 年的放假和调休；按国务院通知补上那一年。"
    return finding(facts.records[missing.calendar].key_place(YEARS), "calendar-year-missing", text)
