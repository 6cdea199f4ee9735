"""What missed its limit in a period, and what still runs: by how much, why, who agreed, what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import outcome, sheets
from generators.measures.figure import how_many
from generators.measures.performance import Miss, level_of
from generators.measures.sheets import Sheet
from generators.records.moment import known
from generators.records.record import Record, in_order
from generators.records.timeline import Entry, Timeline
from generators.site.cells import Ref, reference
from generators.spoken import duration, minute
from generators.words import say

SHOWN = 30  # on a page, the newest; all of them are a list of judgements
ON_PAPER = 200  # on a sheet to sign: what nobody could sign in one go is a list
MOST = 8  # on a sheet of paper, with what still runs; more go to its annex
_FOLLOWED = 3


class Missed(NamedTuple):
    """One thing that missed one limit, whichever obligations ask for that."""

    day: str
    subject: Ref | None
    level: str
    event: str
    limit: str
    measured: str  # empty where nobody knows
    state: State
    over: str
    cause: str
    agreed: tuple[str, ...]  # changes of level and pauses, and who agreed
    followed: tuple[Ref, ...]
    obligations: tuple[Ref, ...]


class Running(NamedTuple):
    """A clock that runs within its limit."""

    subject: Ref | None
    level: str
    event: str
    state: State
    used: str
    left: str
    due: str


def missed(base: KnowledgeBase, sheet: Sheet, most: int) -> tuple[Missed, ...]:
    """Give what was missed last, the newest first; what two obligations ask for alike stands there once."""
    return tuple(_missed(base, some) for some in sheets.happened(sheet.missed)[:most])


def number(sheet: Sheet) -> int:
    """Say how much was missed."""
    return how_many(sheets.happened(sheet.missed))


def running(base: KnowledgeBase, sheet: Sheet) -> Iterator[Running]:
    """Yield what still runs, what has least left first."""
    for one in sheet.running:
        left = round((one.due - base.now).total_seconds()) if one.due else None
        yield Running(
            reference(base, one.subject) if one.subject else None,
            level_of(base, one).code,
            _event(base, one),
            one.state,
            duration(one.measured_s or 0),
            "" if left is None else duration(left),
            minute(one.due, base.config.zone) if one.due else "",
        )


def _missed(base: KnowledgeBase, some: Sequence[Miss]) -> Missed:
    one = some[0].verdict
    record = base.facts.get(one.subject or "")
    over = outcome.over(one)
    never = one.measured_s is None or one.state in (State.MISSING, State.SUSPECT)
    return Missed(
        day(base, one.subject or ""),
        reference(base, one.subject) if one.subject else None,
        level_of(base, one).code,
        _event(base, one),
        duration(one.limit_s) if one.limit_s else "",
        "" if never else duration(one.measured_s or 0),
        one.state,
        say("sla.over", span=duration(over)) if over else say(f"state.{one.state}"),
        _cause(record),
        tuple(_agreed(base, record, one)) if record else (),
        tuple(_followed(base, record)) if record else (),
        tuple(reference(base, miss.verdict.obligation) for miss in some),
    )


def day(base: KnowledgeBase, subject: str) -> str:
    """Name the day on which something began, within its year."""
    record = base.facts.get(subject)
    start = known(record.data.get(record.kind.start), base.config.zone) if record else None
    return f"{start.at.astimezone(base.config.zone):%m-%d}" if start else ""


def _event(base: KnowledgeBase, one: Verdict) -> str:
    record = base.facts.get(one.subject or "")
    return record.kind.field((str(one.clock),)).title if record and one.clock else ""


def _cause(record: Record | None) -> str:
    """Say of which class the cause is, where that is known."""
    name = record.kind.role("cause") if record else ""
    if record is None or name not in record.data:
        return ""
    return record.kind.fields[name].word(record.data[name])


def _agreed(base: KnowledgeBase, record: Record, one: Verdict) -> Iterator[str]:
    """Yield what eased the clock or was to ease it, and whether anybody agreed."""
    for entry in Timeline(record, base.config.zone).entries:
        if entry.what == "level":
            by = _by(base, entry)
            text = say("sla.level_changed", time=_time(base, entry), level=entry.value, by=by)
            late = one.due and entry.at.at > one.due and one.state is State.LATE
            if late and one.due:
                text += say("sla.already", span=duration((entry.at.at - one.due).total_seconds()))
            yield text
        elif entry.what == "pause" and entry.until:
            span = duration((entry.until.at - entry.at.at).total_seconds())
            yield say("sla.pause", span=span, by=_by(base, entry))


def _time(base: KnowledgeBase, entry: Entry) -> str:
    return f"{entry.at.at.astimezone(base.config.zone):%m-%d %H:%M}"


def _by(base: KnowledgeBase, entry: Entry) -> str:
    return say("sla.agreed_by", name=reference(base, entry.by).title) if entry.by else say("sla.not_agreed")


def _followed(base: KnowledgeBase, record: Record) -> Iterator[Ref]:
    """Yield what came of it: what has a due day, else what else has a life of its own."""
    sources = dict.fromkeys(link.source for link in base.facts.naming(record.id) if link.source != record.id)
    found = [one for name in sorted(sources, key=in_order) if (one := base.facts.get(name))]
    due = [one for one in found if one.kind.role("due")]
    rest = [one for one in found if one.kind.start and one.kind.stop and one.kind.done != one.kind.start]
    for one in (due or rest)[:_FOLLOWED]:
        yield reference(base, one.id)
