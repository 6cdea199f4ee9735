"""How a book went before: its last runs, the pace of each step, where it fails, and for which calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import exercises, held, paces, runs
from generators.measures.paces import Pace
from generators.records.moment import known
from generators.records.record import Record
from generators.site.cells import Ref, reference, time
from generators.site.listing.groups import opened
from generators.site.listing.named import all_naming
from generators.site.listing.view import Count
from generators.spoken import duration
from generators.words import say

_MINUTE = 60
_LAST = 5  # runs that the page names
_CALLS = 10
_MEDIAN = 3  # of fewer nobody can tell what is usual


class Run(NamedTuple):
    """One run: when, by whom, on what, how long, how it came out, for which call."""

    ref: Ref
    begun: str
    target: str
    operator: Ref | None
    outcome: str
    took: str
    call: Ref | None  # or the drill that it was part of
    is_exercise: bool


class Step(NamedTuple):
    """How one step went: how often, how long, how often it failed."""

    step: str
    title: str
    pace: str  # how long it takes; a median is called so from three runs on
    runs: int
    failed: Count | None


class Past(NamedTuple):
    """What the page tells of the runs before."""

    all: Count | None
    not_held: Count | None  # of all of them, against no version
    exercised: Count | None  # how many of them were no runs in earnest
    minutes: str  # the median of a whole run
    last: tuple[Run, ...]
    steps: Mapping[str, Step]
    fails: tuple[Step, ...]  # the most often first
    served: Count | None
    calls: tuple[Ref, ...]
    overdue: str  # since when its review is; empty where it is not


def past(base: KnowledgeBase, record: Record) -> Past:
    """Tell how a book went before."""
    found = paces.followed(base, record.id)
    titles = {row["step"]: row["do"] for row in record.data.get("steps", ())}
    steps = {name: _step(base, titles, one) for name, one in found.steps.items()}
    whole = next((one for one in runs.books(base) if one.id == record.id), None)
    loose = [one.id for one in found.runs if one.id in held.not_held(base).ids]
    fails = [one for one in found.steps.values() if one.failed.number]
    exercised = whole.exercises.ids if whole else ()
    return Past(
        _opened(base, record, [one.id for one in found.runs]) if found.runs else None,
        opened(base, loose) if loose else None,
        opened(base, exercised) if exercised else None,
        _said(whole.minutes) if whole else "",
        tuple(_run(base, one) for one in found.runs[:_LAST]),
        steps,
        tuple(steps[one.step] for one in sorted(fails, key=lambda one: -one.failed.number)),
        _opened(base, record, found.served.ids) if found.served.number else None,
        tuple(reference(base, one) for one in found.served.ids[::-1][:_CALLS]),
        _overdue(base, record),
    )


def _opened(base: KnowledgeBase, record: Record, ids: Sequence[str]) -> Count:
    return all_naming(base, record.id, ids) or opened(base, ids)


def _step(base: KnowledgeBase, titles: Mapping[str, str], one: Pace) -> Step:
    failed = opened(base, one.failed.ids) if one.failed.number else None
    return Step(one.step, titles.get(one.step, one.step), _pace(one), one.runs.number, failed)


def _pace(one: Pace) -> str:
    if not one.timed.number:
        return ""
    is_usual = one.timed.number >= _MEDIAN
    said = {"span": _said(one.minutes), "count": one.timed.number}
    return say("runbook.pace" if is_usual else "runbook.pace_few", **said)


def _run(base: KnowledgeBase, record: Record) -> Run:
    kind, data, zone = record.kind, record.data, base.config.zone
    start, stop = known(data.get(kind.start), zone), known(data.get(kind.stop), zone)
    is_timed = start and stop and not start.is_day and not stop.is_day
    outcome = kind.summary.state
    call = next((link.target for link in base.facts.named_by(record.id) if _is_call(base, link.target)), None)
    return Run(
        reference(base, record.id),
        time(base, start.at) if start else "",
        record.title,
        reference(base, str(data["operator"])) if "operator" in data else None,
        kind.fields[outcome].word(data[outcome]) if outcome in data else say("drill.open"),
        duration((stop.at - start.at).total_seconds()) if is_timed and start and stop else "",
        reference(base, call) if call else None,
        runs.is_exercise(record),
    )


def _is_call(base: KnowledgeBase, name: str) -> bool:
    record = base.facts.get(name)
    return record is not None and (
        bool(record.kind.role("level")) or record.kind.name in {one.name for one in exercises.kinds(base)}
    )


def _overdue(base: KnowledgeBase, record: Record) -> str:
    name = record.kind.summary.next
    due = str(record.data.get(name, ""))
    today: date = base.now.astimezone(base.config.zone).date()
    return due if due and due < today.isoformat() else ""


def _said(minutes: float | None) -> str:
    return "" if minutes is None else duration(round(minutes) * _MINUTE)
