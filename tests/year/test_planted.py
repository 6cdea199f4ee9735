"""The demonstration year shows what `planted.yaml` says it shows: no more, no fewer.

Verdicts come from `itss status`, notices from `itss check`; the clocks are counted once more, minute by
minute, by an oracle that has nothing in common with the judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from conftest import NOW
from demonstration import HERE, files, judged, records
from naive_clock import CALENDARS, NaiveCalendar, NaivePause, NaiveQuestion, naive
from naive_readings import naive_reading, replaced

from generators import knowledge
from generators.codes import Severity
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import load

FACTS: dict[str, Any] = load((HERE / "planted.yaml").read_bytes())["facts"]
BAD = (State.LATE, State.FAILED, State.MISSING, State.STALE, State.SUSPECT)


@pytest.fixture(scope="module")
def year() -> KnowledgeBase:
    return judged()


def planted_verdicts() -> Iterator[tuple[str, str, str, str]]:
    """(fact, obligation, state, subject) of every verdict that a fact foretells."""
    for name, fact in FACTS.items():
        for key, subjects in fact.get("verdicts", {}).items():
            obligation, state = key.split()
            for subject in subjects:
                yield name, obligation, state, subject


def planted_beside() -> Iterator[tuple[str, ...]]:
    """(obligation, reading, state, subject) of every bad verdict by a reading that does not count."""
    for fact in FACTS.values():
        for key, subjects in fact.get("beside", {}).items():
            yield from ((*key.split(), subject) for subject in subjects)


def planted_unsettled() -> Iterator[tuple[str, str]]:
    for fact in FACTS.values():
        for obligation, subjects in fact.get("unsettled", {}).items():
            yield from ((obligation, subject) for subject in subjects)


def planted_notices() -> Iterator[tuple[str, str, str]]:
    for name, fact in FACTS.items():
        for code, some in fact.get("notices", {}).items():
            for record in some:
                yield name, code, record


def test_the_year_has_no_errors(year: KnowledgeBase) -> None:
    assert [one for one in year.findings if one.severity is Severity.ERROR] == []


def test_every_bad_verdict_was_planted_and_every_planted_one_is_given(year: KnowledgeBase) -> None:
    given = [
        (one.obligation, str(one.state), one.subject or one.period or one.part or "-")
        for one in year.verdicts
        if one.state in BAD
    ]
    assert sorted(given) == sorted(one[1:] for one in planted_verdicts())


def test_every_bad_verdict_by_a_reading_that_does_not_count_was_planted(year: KnowledgeBase) -> None:
    given = [
        (one.obligation, str(one.reading), str(one.state), str(one.subject or one.period))
        for one in year.beside
        if one.state in BAD
    ]
    assert sorted(given) == sorted(planted_beside())


def test_everything_that_nobody_agreed_on_was_planted(year: KnowledgeBase) -> None:
    given = [(one.obligation, str(one.subject)) for one in year.verdicts if one.state is State.UNSETTLED]
    assert sorted(given) == sorted(planted_unsettled())


def test_every_notice_was_planted_and_every_planted_one_is_given(year: KnowledgeBase) -> None:
    stems = [
        (one.code, one.place.path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        for one in year.findings
        if one.severity is Severity.NOTICE
    ]
    assert sorted(stems) == sorted((code, record) for _, code, record in planted_notices())


def test_a_planted_thing_belongs_to_one_fact() -> None:
    # a record may have one notice several times, all of one fact
    things = [one[1:] for one in planted_verdicts()] + [one[1:] for one in {*planted_notices()}]
    assert len(things) == len(set(things))


def test_the_facts_are_about_forty_and_each_names_what_shows_it() -> None:
    assert 35 <= len(FACTS) <= 55
    assert [name for name, fact in FACTS.items() if not fact["tells"]] == []
    assert [
        name for name, fact in FACTS.items() if not {"verdicts", "notices", "also", "beside"} & set(fact)
    ] == []


def test_a_fact_may_also_be_about_what_went_well(year: KnowledgeBase) -> None:
    given = {(f"{one.obligation} {one.state}", one.subject or one.period) for one in year.verdicts}
    told = [
        (key, subject)
        for fact in FACTS.values()
        for key, subjects in fact.get("also", {}).items()
        for subject in subjects
    ]
    assert told
    assert [one for one in told if one not in given] == []


@pytest.mark.parametrize("day", ["2026-02-25", "2026-03-31", "2026-05-20", "2026-07-31", "2026-10-05"])
def test_looking_back_finds_late_only_what_is_late_today(year: KnowledgeBase, day: str) -> None:
    then = knowledge.read(files(), datetime.fromisoformat(f"{day}T18:00:00+08:00"))
    doubted = [
        {(one.obligation, one.subject) for one in base.verdicts if one.state is State.SUSPECT}
        for base in (then, year)
    ]
    assert doubted[0] <= doubted[1]
    late, today, unshown = (
        {(one.obligation, one.subject, one.period) for one in base.verdicts if one.state is state}
        for base, state in ((then, State.LATE), (year, State.LATE), (year, State.MISSING))
    )
    assert late
    assert late - today <= {one for one in unshown if one[1]}  # closed since, without the time that was late


def test_what_a_fact_names_exists(year: KnowledgeBase) -> None:
    named = {record for fact in FACTS.values() for record in fact.get("records", ())}
    assert named
    assert sorted(named - set(year.facts.records)) == []


# the clocks once more, from the files and the contract alone
CLOCKED = {
    one["id"]: one["judge"]["clock"] for one in records("requirements/obligation") if "clock" in one["judge"]
}
WRITTEN = {one["id"]: one.get("readings", ()) for one in records("requirements/obligation")}
DECIDED = {one["id"]: one for one in records("process/decision")}
(CONTRACT,) = records("requirements/contract")
LEVELS = {row["code"]: row for row in CONTRACT["levels"]}
ALWAYS = NaiveCalendar(next(one for one in CALENDARS.values() if one.get("always")))


def moment(value: Any) -> datetime | None:
    if value is None:
        return None
    return datetime.fromisoformat(value["at"] if isinstance(value, Mapping) else value)


def in_scope(rule: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    if {"voided", "withdrawn", "duplicate_of"} & set(record):
        return False
    if any(str(record.get(one["field"])) not in one["is"] for one in rule.get("where", ())):
        return False
    if "needs" not in rule or any(record.get(name) for name in rule["needs"]):
        return True
    # at the two top levels nobody stays away on the provider's word; nobody in this year has the customer's
    is_strict = "on_site_needed" in rule["needs"] and level_of(rule, record) in list(LEVELS)[:2]
    return is_strict and (record.get("on_site_needed") is False or "closed" in record)


def level_of(rule: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """The level that decides: the one in force at the stop, unless a stricter one's limit had passed by then."""
    level, stop = str(record.get("level")), moment(record.get(rule["to"])) or NOW
    for change in record.get("level_changes", ()):
        at, start = datetime.fromisoformat(change["at"]), moment(record[rule["from"]])
        assert start
        if at > stop or (at - start).total_seconds() > 60 * limit(rule, change["from"]):
            break
        level = change["to"]
    return level


def question(rule: Mapping[str, Any], record: Mapping[str, Any]) -> NaiveQuestion:
    start, stop = moment(record[rule["from"]]), moment(record.get(rule["to"]))
    assert start
    gaps = []
    for again in record.get("reopenings", ()) if rule["to"] == "restored" else ():
        assert stop
        gaps.append((stop, datetime.fromisoformat(again["at"])))
        stop = moment(again.get("restored"))
    level, changes = record.get("level"), []
    for change in record.get("level_changes", ()):
        at = datetime.fromisoformat(change["at"])
        changes.append((at, limit(rule, change["from"])))
        if at <= (stop or NOW):
            level = change["to"]
    return NaiveQuestion(
        start=start,
        until=stop or NOW,
        limit=limit(rule, level),
        pauses=list[NaivePause](),  # no obligation of this year allows any
        changes=changes,
        is_stopped=stop is not None,
        is_closed="closed" in record,
        gaps=gaps,
    )


def limit(rule: Mapping[str, Any], level: str | None) -> int:
    if "limit_minutes" in rule:
        return int(rule["limit_minutes"])
    return int(LEVELS[str(level)][rule["limit_by_level"]])


def test_no_obligation_of_the_year_takes_pauses_off() -> None:
    assert [
        name for name, rule in CLOCKED.items() if {"pause_reasons", "stops_also", "calendar"} & set(rule)
    ] == []


@pytest.mark.parametrize("obligation", CLOCKED)
def test_the_naive_clock_finds_the_same_clocks_late(obligation: str) -> None:
    rule = CLOCKED[obligation]
    found = defaultdict(set)
    for record in records(f"process/{rule['kind']}"):
        ways = [(way, replaced(rule, way)) for way in WRITTEN[obligation]]
        applying = [
            (way, own)
            for way, own in ways
            if own["from"] in record
            and in_scope(own, record)
            and level_of(own, record) in way.get("levels", LEVELS)
        ]
        reading = naive_reading([way for way, _ in applying], DECIDED, moment(record["reported"]))
        if not WRITTEN[obligation] and in_scope(rule, record):
            found[naive(ALWAYS, question(rule, record)).state].add(record["id"])
        elif reading == "unsettled":
            found[reading].add(record["id"])
        found_by = [own for way, own in applying if way is reading and "exempt" not in way]
        for own in found_by:
            found[naive(ALWAYS, question(own, record)).state].add(record["id"])
    wanted = defaultdict(set)
    for _, name, state, subject in planted_verdicts():
        if name == obligation:
            wanted[state].add(subject)
    wanted["unsettled"] = {subject for name, subject in planted_unsettled() if name == obligation}
    for state in ("late", "missing", "unsettled"):
        assert found[state] == wanted[state]
