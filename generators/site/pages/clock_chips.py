"""The clocks of one record as its page shows them first: how long, against what limit, over or within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from generators.charts.course import Clock, Look, Stretch
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.figure import OPEN
from generators.measures.once import once
from generators.records.moment import known
from generators.records.record import Record
from generators.records.timeline import Timeline
from generators.site.cells import Ref, reference
from generators.spoken import duration, minute
from generators.words import say

_LOWERED = "level-changes"  # the role of the field that eased a verdict


class Chip(NamedTuple):
    """One clock: the event that stops it, its time, and how that stands against the limit."""

    event: str
    state: State
    word: str  # of the state; of a late one, by how much
    measured: str  # the time it took or has taken; empty where nobody knows
    why: tuple[str, ...]  # the limit and until when, the level, how the times are known
    obligations: tuple[Ref, ...]  # all that hold the event to this limit


def chips(base: KnowledgeBase, record: Record) -> tuple[Chip, ...]:
    """Give the clocks of a record in the order of their events; what asks for nothing comes last.

    Obligations that hold one event to one limit, with one result, share a chip.
    """
    alike: dict[tuple[object, ...], list[Verdict]] = {}
    for one in _shown(base, record):
        result = (one.clock, one.state, one.measured_s, one.limit_s, one.due, one.independent)
        alike.setdefault(result, []).append(one)
    return tuple(_chip(base, record, some) for some in alike.values())


def clocks(base: KnowledgeBase, record: Record) -> Iterator[Clock]:
    """Give the same clocks as they are drawn to scale, each once; without a begin or limit none is drawn."""
    yield from dict.fromkeys(_drawn(base, record))


def _drawn(base: KnowledgeBase, record: Record) -> Iterator[Clock]:
    zone = base.config.zone
    for one in _shown(base, record):
        begin = known(record.data.get(_from(base, one)), zone)
        stop = known(record.data.get(str(one.clock)), zone)
        runs = stop is None and one.state in (*OPEN, State.LATE)
        if begin is None or one.limit_s is None or one.measured_s is None or not (stop or runs):
            continue
        told = say("clockchip.told", measured=duration(one.measured_s), limit=duration(one.limit_s))
        yield Clock(
            record.kind.fields[str(one.clock)].title,
            begin.at.astimezone(zone),
            stop.at.astimezone(zone) if stop else None,
            one.due.astimezone(zone) if one.due else None,
            told,
            say("clockchip.over", span=_span(one)) if _span(one) else "",
            tuple(_pauses(base, record, begin.at, stop.at if stop else base.now)),
        )


def _pauses(base: KnowledgeBase, record: Record, begin: datetime, end: datetime) -> Iterator[Stretch]:
    """Give the waits within a span, whether or not they are taken off."""
    zone = base.config.zone
    for one in Timeline(record, zone).pauses:
        first, last = max(one.at.at, begin), min(one.until.at if one.until else base.now, end)
        if first < last:
            yield Stretch(first.astimezone(zone), last.astimezone(zone), Look.PAUSED)


def _shown(base: KnowledgeBase, record: Record) -> list[Verdict]:
    """Choose what is said of a record: of an event that asks for nothing, only that, and only once."""
    own = [one for one in base.verdicts_on(record.id) if one.clock and one.subject == record.id]
    order = [event.name for event in record.kind.events]
    asked = {one.clock for one in own if one.state is not State.NOT_APPLICABLE}
    idle: dict[str | None, Verdict] = {}
    for one in own:
        if one.clock not in asked:
            idle.setdefault(one.clock, one)
    found = [one for one in own if one.state is not State.NOT_APPLICABLE]
    found.sort(key=lambda one: (order.index(str(one.clock)), one.limit_s or 0, one.obligation))
    return [*found, *idle.values()]


def _chip(base: KnowledgeBase, record: Record, some: list[Verdict]) -> Chip:
    one = next((each for each in some if _is_by_level(base, each)), some[0])
    event = record.kind.fields[str(one.clock)].title
    word = say("clockchip.over", span=_span(one)) if _span(one) else say(f"state.{one.state}")
    never = one.measured_s is None or one.state in (State.NOT_APPLICABLE, State.MISSING)
    measured = "" if never else duration(one.measured_s or 0)
    names = tuple(reference(base, each.obligation) for each in some)
    return Chip(event, one.state, word, measured, tuple(_why(base, record, one)), names)


def _why(base: KnowledgeBase, record: Record, one: Verdict) -> Iterator[str]:
    if one.state is State.NOT_APPLICABLE or one.limit_s is None:
        return
    until = say("clockchip.until", time=_clock(base, one.due)) if one.due else ""
    yield say("clockchip.limit", limit=duration(one.limit_s)) + until
    if one.level and _is_by_level(base, one):
        before = _lowered_from(base, record, one)
        yield say("clockchip.level_before" if before else "clockchip.level", level=before or one.level)
    if one.state in (State.MET, *OPEN) and one.measured_s is not None and one.measured_s < one.limit_s:
        yield say("clockchip.left", span=duration(one.limit_s - one.measured_s))
    if one.state is State.MET:
        yield say("clockchip.proven" if one.independent else "clockchip.own")


def _lowered_from(base: KnowledgeBase, record: Record, one: Verdict) -> str:
    """Name the level whose limit had passed when it was lowered: that limit is shown, not the newer one's."""
    if one.due is None or one.eased_late != _LOWERED:
        return ""
    steps = Timeline(record, base.config.zone).steps()
    return next((step.before for step in steps if step.at >= one.due), "")


def _clock(base: KnowledgeBase, at: datetime) -> str:
    return minute(at, base.config.zone).removeprefix(f"{base.now.astimezone(base.config.zone).year}-")


def _span(one: Verdict) -> str:
    """Say by how much a late clock ran over its limit; nothing for one that did not."""
    if one.state is not State.LATE or one.measured_s is None or one.limit_s is None:
        return ""
    return duration(one.measured_s - one.limit_s)


def _from(base: KnowledgeBase, one: Verdict) -> str:
    """Name the event that starts a clock: what its reading says, else its rule."""
    return str(_rule(base, one).get("from", ""))


def _is_by_level(base: KnowledgeBase, one: Verdict) -> bool:
    """Say whether the limit is that of a level, not one for all of them."""
    return "limit_by_level" in _rule(base, one)


def _rule(base: KnowledgeBase, one: Verdict) -> Mapping[str, object]:
    """Give the rule of a clock as its reading changes it; a limit of its own replaces the table's."""
    return _rule_of(base, one.obligation, one.reading)


@once
def _rule_of(base: KnowledgeBase, obligation_id: str, reading: str | None) -> Mapping[str, object]:
    obligation = base.facts.get(obligation_id)
    if obligation is None:
        return MappingProxyType({})
    rows: Iterable[dict[str, object]] = obligation.data.get(obligation.kind.role("readings"), ())
    read = next((row for row in rows if row["code"] == reading), {})
    rule: dict[str, object] = dict(obligation.data[obligation.kind.role("judge")]["clock"])
    if "limit_minutes" in read:
        rule.pop("limit_by_level", None)
    return MappingProxyType({**rule, **read})
