"""Nothing later than the moment of judgement is shown, counted or a proof: the year at many moments, walked by hand.

What is walked is the YAML as it is written; which dates may lie ahead, and from when a record exists, is told
here once more, apart from the schemas.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from conftest import LONG, NOW
from demonstration import files

from generators import knowledge
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.records.record import split_front_matter
from generators.strict_yaml import load

FIRST = datetime(2026, 1, 1, tzinfo=NOW.tzinfo)
MOMENTS = 200 if LONG else 16
# what may be written of days to come, by the last names of its path
AHEAD = {
    "due", "planned", "review_due", "expires", "effective_from", "term.from", "term.to", "period.from", "period.to",
    "support.from", "support.to", "posts.to", "qualifications.to", "days.date", "shifts.from", "shifts.to",
    "days.last", "holidays.date", "work.date",
}  # fmt: skip
# from when a record exists, the first that is given: of every kind that the year has
BEGINS = {
    "access": ("requested",), "person": ("posts.from",), "roster": ("recorded_at",), "survey": ("sent",),
    "training": ("agreed", "started", "finished"), "acceptance": ("signed",), "action": ("raised",),
    "bulletin": ("sent",), "change": ("requested",), "confirmation": ("signed",), "decision": ("decided", "recorded_at"),
    "incident": ("reported",), "problem": ("raised",), "report": ("issued",), "request": ("reported",),
    "review": ("held",), "seal": ("signed",), "calendar": ("recorded_at",), "contract": ("signed", "term.from"),
    "obligation": ("recorded_at",), "standard": ("issued", "recorded_at"), "asset": ("recorded_at",),
    "client-usage": ("counted",), "party": ("recorded_at",), "power-item": ("recorded_at",),
    "risk-point": ("period.from", "recorded_at"), "supervision-task": ("issued",), "tool": ("recorded_at",),
    "drill": ("started", "recorded_at"), "execution": ("started",), "inspection": ("started", "finished", "recorded_at"),
    "inspection-template": ("recorded_at",), "rule": ("recorded_at", "versions.from"), "rule-stat": ("counted",),
    "audit": ("announced", "started", "finished"), "capability-plan": ("approved",), "training-plan": ("approved",),
    "supplier-evaluation": ("evaluated",), "service-report": ("issued",),
    "dr": ("earlier_approvals.date", "approved.date"), "emergency": ("earlier_approvals.date", "approved.date"),
    "guides": ("earlier_approvals.date", "approved.date"), "plans": ("earlier_approvals.date", "approved.date"),
    "runbooks": ("earlier_approvals.date", "approved.date"), "disaster": ("earlier_approvals.date", "approved.date"),
}  # fmt: skip
TIME = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}[+-][0-9:]{5})?")


def written() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The id, the folder and what is written of every record of the year."""
    for path, data in files().items():
        parts = path.split("/")
        text: str | None = data.decode("utf-8", "replace")
        if path.startswith("docs/") and path.endswith(".md"):
            text, folder = split_front_matter(str(text))[0], parts[1]
        elif path.startswith("records/") and path.endswith(".yaml"):
            folder = parts[2]
        else:
            continue
        said = load(text.encode()) if text else {}
        if "id" in said:
            yield said["id"], folder, said


WRITTEN = {name: (folder, said) for name, folder, said in written()}


def times(value: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every date and moment in a value, with its path; an event's `at` is the event."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            is_event = name == "at" and "certainty" in {
                *value,
                *("certainty" for one in value if one == "source"),
            }
            yield from times(member, at if is_event else (*at, name))
    elif isinstance(value, list | tuple):
        for member in value:
            yield from times(member, at)
    elif isinstance(value, str) and TIME.fullmatch(value):
        yield ".".join(at), value


def begin(text: str) -> datetime:
    """The first second of a day, or a moment."""
    if "T" in text:
        return datetime.fromisoformat(text)
    return datetime.combine(date.fromisoformat(text), time(), NOW.tzinfo)


def since(name: str) -> datetime:
    """From when a record exists."""
    folder, said = WRITTEN[name]
    known = list(times(said))
    for path in BEGINS[folder]:
        if found := [begin(text) for at, text in known if at == path]:
            return min(found)
    raise AssertionError(f"{name}: nothing says since when it is there")


def may_lie_ahead(path: str) -> bool:
    return bool({path.rpartition(".")[2], ".".join(path.split(".")[-2:])} & AHEAD)


def begun_too_late(base: KnowledgeBase) -> Iterator[object]:
    yield from (name for name in base.facts.records if since(name) > base.now)


def begun_and_missing(base: KnowledgeBase) -> Iterator[object]:
    yield from (name for name in WRITTEN if since(name) <= base.now and name not in base.facts.records)


def dated_too_late(base: KnowledgeBase) -> Iterator[object]:
    for record in base.facts.records.values():
        for path, text in times(record.data):
            if not may_lie_ahead(path) and begin(text) > base.now:
                yield record.id, path, text


def resting_on_later(base: KnowledgeBase) -> Iterator[object]:
    for one in base.verdicts:
        names = (one.obligation, one.subject, *one.evidence)
        yield from ((one, name) for name in names if name is not None and since(name) > base.now)


def leading_astray(base: KnowledgeBase) -> Iterator[object]:
    for name in base.facts.records:
        for link in (*base.facts.naming(name), *base.facts.named_by(name)):
            value: Any = base.facts.records[link.source].data if link.source in base.facts.records else {}
            for step in link.at:
                value = value[step]
            if link.target not in base.facts.records or (link.at and value not in (link.target, link.row)):
                yield link


def met_before_done(base: KnowledgeBase) -> Iterator[object]:
    """The stop of a clock and the day of what is asked for in each period."""
    for one in base.verdicts:
        rule, asked = next(iter(WRITTEN[one.obligation][1]["judge"].items()))
        if one.state is State.MET and rule in ("clock", "every"):
            names = [asked["at"]] if rule == "every" else [asked["to"], *asked.get("stops_also", ())]
            found = [
                name
                for name in (one.evidence if rule == "every" else one.evidence[:1])
                if any(path in names and begin(text) <= base.now for path, text in times(WRITTEN[name][1]))
            ]
            if len(found) < asked.get("times", 1):
                yield one


WALKS = (begun_too_late, begun_and_missing, dated_too_late, resting_on_later, leading_astray, met_before_done)


def key(one: Verdict) -> tuple[str | None, ...]:
    """What a verdict is about; that on a record has a period only while its clock runs."""
    period = None if one.subject else one.period
    return one.obligation, one.subject, one.clock, one.part, period, one.contract


def spoken(text: str) -> set[str]:
    """How a trace may write a time: to the minute, a day, and the day after one that was the last."""
    if "T" in text:
        at = datetime.fromisoformat(text).astimezone(NOW.tzinfo)
        return {at.strftime("%Y-%m-%d %H:%M")}
    return {text, (date.fromisoformat(text) + timedelta(days=1)).isoformat()}


def changed(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[tuple[Verdict, Verdict | None, bool]]:
    """What was met or late and is something else, and whether its trace says when that came about."""
    later = {key(one): one for one in after.verdicts}
    for one in before.verdicts:
        now = later.get(key(one))
        if one.state not in (State.MET, State.LATE) or (now and now.state is one.state):
            continue
        names = {one.subject, *one.evidence, *(now.evidence if now else ())} - {None}
        between = {
            words
            for name in names
            for _, text in times(WRITTEN[str(name)][1])
            if before.now - timedelta(days=1) < begin(text) <= after.now
            for words in spoken(text)
        }
        yield one, now, now is not None and any(words in str(now.trace) for words in between)


@pytest.fixture(scope="module")
def walked() -> Mapping[str, list[object]]:
    """What each walk finds at random moments of the year and at its own; no base is kept longer than the next."""
    random_ = random.Random(20260112)  # noqa: S311  (not for secrets)
    whole = int((NOW - FIRST).total_seconds())
    moments = sorted(FIRST + timedelta(seconds=random_.randrange(whole)) for _ in range(MOMENTS))
    found: dict[str, list[object]] = {walk.__name__: [] for walk in WALKS}
    found |= {"changed": [], "unexplained": [], "met": []}
    before: KnowledgeBase | None = None
    for moment in (*moments, NOW):
        base = knowledge.read(files(), moment)
        for walk in WALKS:
            found[walk.__name__] += ((base.now, one) for one in walk(base))
        found["met"] += base.verdicts_in(State.MET)
        if before:
            for old, now, is_told in changed(before, base):
                found["changed"].append((old.state, now and now.state))
                found["unexplained"] += [] if is_told else [(base.now, old, now, now and str(now.trace))]
        before = base
    return found


@pytest.mark.parametrize("walk", [one.__name__ for one in WALKS])
def test_at_no_moment_is_anything_later_there_and_at_every_moment_all_that_has_begun(
    walk: str, walked: Mapping[str, list[object]]
) -> None:
    assert len(walked["met"]) > MOMENTS  # something was there to be walked
    assert walked[walk] == []


def test_what_was_met_or_late_changes_only_by_what_is_dated_between_and_its_trace_says_so(
    walked: Mapping[str, list[object]],
) -> None:
    assert walked["changed"]
    assert walked["unexplained"] == []


def test_tables_counted_in_april_july_and_october_met_nothing_in_january() -> None:
    base = knowledge.read(files(), datetime(2026, 1, 2, 23, 59, 59, tzinfo=NOW.tzinfo))
    for name in ("OB-039", "OB-049"):
        assert {one.state for one in base.verdicts_of(name)} <= {State.DUE, State.AT_RISK, State.UNSETTLED}
        assert [one.evidence for one in base.verdicts_of(name) if one.evidence] == []
    july = knowledge.read(files(), datetime(2026, 7, 31, tzinfo=UTC))
    states = {one.period: one.state for one in july.verdicts_of("OB-039")}
    assert (states["2026-Q1"], states["2026-Q2"]) == (State.MET, State.MET)
    assert states["2026-Q3"] is not State.MET
