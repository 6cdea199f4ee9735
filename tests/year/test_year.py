"""The demonstration year reads like a real one: its proportions, its working days, and no text used twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import combinations
from typing import Any

import pytest
from demonstration import files, records

from generators.words import Term, terms

(HOLIDAYS,) = [one for one in records("requirements/calendar") if one["id"] == "CAL-OFFICE"]
OFF = {row["date"] for row in HOLIDAYS["holidays"]}
WORKED = {row["date"] for row in HOLIDAYS["work"]}
NEAR = 0.3  # two texts that share more than this part of their four-character pieces tell the same story


def at(value: Any) -> datetime:
    return datetime.fromisoformat(value["at"] if isinstance(value, Mapping) else value)


def is_workday(moment: datetime) -> bool:
    day = moment.date().isoformat()
    return day in WORKED or (moment.isoweekday() < 6 and day not in OFF)


def test_incidents_come_in_the_proportions_of_such_a_service() -> None:
    assert Counter(one["level"] for one in records("process/incident")) == {
        "L1": 2, "L2": 5, "L3": 15, "L4": 22, "L5": 26,
    }  # fmt: skip


def test_few_incidents_come_at_night_and_those_mostly_from_monitoring() -> None:
    night = [one for one in records("process/incident") if not 6 <= at(one["reported"]).hour < 22]
    assert len(night) <= len(records("process/incident")) / 10
    assert sum(one["channel"] == "monitoring" for one in night) > len(night) / 2


def test_the_year_has_its_requests_changes_trainings_and_drills() -> None:
    trainings = Counter((one["audience"], one["form"] == "one-to-one") for one in records("people/training"))
    assert trainings == {("customer", False): 4, ("customer", True): 3, ("internal", False): 3}
    assert len(records("process/request")) == 110
    assert len(records("process/change")) == 52
    assert Counter((one["form"], "finished" in one) for one in records("technology/drill")) == {
        ("tabletop", True): 1, ("hands-on", True): 3, ("tabletop", False): 1,
    }  # fmt: skip
    assert len(records("resource/risk-point")) == 60


def test_customer_sessions_have_sign_in_lists_of_twelve_to_thirty_five() -> None:
    sessions = [
        one
        for one in records("people/training")
        if one["audience"] == "customer" and one["form"] != "one-to-one"
    ]
    assert sorted(len(one["attendees"]) for one in sessions) == sorted(one["expected"] for one in sessions)
    assert all(12 <= one["expected"] <= 35 for one in sessions)


def test_clerks_report_on_working_days() -> None:
    """Who calls, writes or comes by in office hours does so on days that are worked, but for duty officers."""
    odd = [
        one["id"]
        for one in (*records("process/incident"), *records("process/request"))
        if one["channel"] in ("on-site", "paper", "chat-group") and not is_workday(at(one["reported"]))
    ]
    assert odd == []


@pytest.mark.parametrize("kind", ["incident", "request"])
def test_numbers_are_given_in_the_order_of_the_reports(kind: str) -> None:
    times = [at(one["reported"]) for one in records(f"process/{kind}")]
    assert times == sorted(times)


def test_times_are_crooked_as_real_ones_are() -> None:
    found = [
        at(one[name])
        for one in records("process/incident")
        for name in one
        if name in ("reported", "restored")
    ]
    straight = [one for one in found if one.minute % 5 == 0]
    assert len(straight) < len(found) / 3  # a fifth by chance


def test_satisfaction_is_not_what_one_would_invent() -> None:
    given = Counter(
        one["satisfaction"]
        for one in (*records("process/incident"), *records("process/request"))
        if "satisfaction" in one
    )
    assert given[5] < given.total() / 2
    assert given[1] + given[2] + given[3] > given.total() / 10


def stories(kind: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each record's own words, cut into pieces of four characters, digits and signs left out."""
    for one in records(f"process/{kind}"):
        parts = (one.get(name, "") for name in ("phenomenon", "summary", "cause", "resolution", "note"))
        text = re.sub(r"[^\u4e00-\u9fff]", "", "".join(parts))
        yield one["id"], frozenset(text[index : index + 4] for index in range(len(text) - 3))


@pytest.mark.parametrize("kind", ["incident", "request", "change", "problem", "action"])
def test_no_two_records_tell_the_same_story(kind: str) -> None:
    near = [
        (one, other)
        for (one, first), (other, second) in combinations(stories(kind), 2)
        if len(first & second) > NEAR * min(len(first), len(second))
    ]
    assert near == []


@pytest.mark.parametrize("term", [one for one in terms() if one.avoid], ids=lambda term: term.name)
def test_records_and_documents_use_the_words_of_the_glossary(term: Term) -> None:
    texts = {
        path: re.sub(r"^synonyms:\n(?:  - .*\n)+", "", data.decode(), flags=re.MULTILINE)  # what others say
        for path, data in files().items()
        if path.endswith((".yaml", ".md"))
    }
    used = [(path, word) for path, text in texts.items() for word in term.avoid if word in text]
    assert used == []
