"""A life folded: what was when, in order, whatever the order in which it was written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import NOW, sound_base
from hypothesis import given, settings
from hypothesis import strategies as some

from generators import knowledge
from generators.records.moment import known, moment
from generators.records.record import Record
from generators.records.timeline import Timeline

SHANGHAI = ZoneInfo("Asia/Shanghai")
KIND = knowledge.read(sound_base(), NOW).kinds.sound["incident"]
START = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


def life(**data: Any) -> Timeline:
    whole = {"id": "INC-2026-0001", "level": "L3", "reported": START.isoformat(), **data}
    return Timeline(Record(KIND, "INC-2026-0001", "x", whole, b""), SHANGHAI)


def after(minutes: int) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


def test_a_day_is_all_of_it_in_the_governing_zone() -> None:
    day = moment("2026-03-03", SHANGHAI)
    assert day
    assert day.is_day
    assert day.earliest.astimezone(UTC).isoformat() == "2026-03-02T16:00:00+00:00"
    assert day.latest.astimezone(UTC).isoformat() == "2026-03-03T15:59:59+00:00"


@pytest.mark.parametrize(
    ("value", "is_there", "is_known"),
    [
        (None, False, False),
        ({"certainty": "unknown"}, False, False),
        ({"at": "2026-03-03", "certainty": "unknown"}, True, False),
        ({"at": "2026-03-03", "certainty": "estimated"}, True, True),
        ("2026-03-03T09:00:00+08:00", True, True),
    ],
)
def test_what_nobody_knows_may_have_a_time_and_is_not_known(
    value: Any, *, is_there: bool, is_known: bool
) -> None:
    assert (moment(value, SHANGHAI) is not None, known(value, SHANGHAI) is not None) == (is_there, is_known)


def test_events_and_rows_are_told_in_one_order() -> None:
    told = life(
        occurred={"at": after(-7)},
        restored=after(90),
        pauses=({"from": after(20), "to": after(40), "reason": "waiting-user", "approver": "P-101"},),
        level_changes=({"from": "L3", "to": "L2", "at": after(10), "by": "P-001"},),
        reopenings=({"at": after(120), "reason": "又断了", "restored": after(150)},),
        updates=({"at": after(-5), "text": "监控先报了警"},),
    )
    assert [(one.what, one.name, one.value, one.by) for one in told.entries] == [
        ("event", "occurred", None, None),
        ("update", "updates", "监控先报了警", None),
        ("event", "reported", None, None),
        ("level", "level_changes", "L2", None),
        ("pause", "pauses", "waiting-user", "P-101"),
        ("event", "restored", None, None),
        ("reopening", "reopenings", "又断了", None),
        ("event", "restored", None, None),
    ]
    assert told.row(told.entries[4].path)["approver"] == "P-101"


def test_an_outage_is_as_long_as_the_whole_unless_it_says_otherwise() -> None:
    told = life(
        occurred=after(-10),
        restored=after(30),
        outages=(
            {"function": "F-A"},
            {"function": "F-B", "from": after(5)},
            {"function": "F-C", "to": after(9)},
        ),
    )
    spans = {one.value: (one.at.at, one.until and one.until.at) for one in told.outages}
    begin, end = START - timedelta(minutes=10), START + timedelta(minutes=30)
    assert spans == {
        "F-A": (begin, end),
        "F-B": (START + timedelta(minutes=5), end),
        "F-C": (begin, START + timedelta(minutes=9)),
    }
    assert life(outages=({"function": "F-A"},)).outages[0][:2] == (moment(after(0), SHANGHAI), None)


def test_cycles_go_from_the_start_to_a_stop_and_from_each_reopening_to_the_next() -> None:
    told = life(restored=after(30), reopenings=({"at": after(60), "reason": "x"},))
    first, second = told.cycles("reported", ("restored",))
    assert (first.stop, first.is_written) == (moment(after(30), SHANGHAI), True)
    assert (second.begin, second.stop, second.is_written) == (moment(after(60), SHANGHAI), None, False)
    assert len(told.cycles("reported", ("responded",))) == 1
    assert not told.is_done
    assert life(restored=after(30)).is_done
    assert told.cycles("arrived", ("restored",)) == ()


def test_a_life_ends_when_it_was_closed_or_withdrawn_and_at_worst_with_the_last_that_is_known() -> None:
    now = START + timedelta(days=9)
    assert life().until(now) == now
    assert life(closed=after(60)).until(now) == START + timedelta(minutes=60)
    assert life(withdrawn=after(5)).until(now) == START + timedelta(minutes=5)
    assert life(restored=after(30), closed={"certainty": "unknown"}).until(now) == START + timedelta(
        minutes=30
    )


LEVELS = ("L1", "L2", "L3", "L4", "L5")


@given(
    some.lists(
        some.tuples(some.integers(0, 300), some.sampled_from(LEVELS), some.booleans()),
        max_size=6,
        unique_by=lambda one: one[0],
    ),
    some.integers(-10, 310),
)
@settings(deadline=None, derandomize=True, database=None)
def test_the_level_at_a_moment_is_the_last_that_counted_before_it(
    changes: list[tuple[int, str, bool]], minute: int
) -> None:
    rows = tuple({"from": "L1", "to": level, "at": after(at), "by": "P-001"} for at, level, _ in changes)
    allowed = {after(at): is_allowed for at, _, is_allowed in changes}
    told = life(level_changes=rows)
    steps = told.steps(lambda entry, _: allowed[entry.at.at.isoformat()])
    wanted = "L3"
    for at, level, is_allowed in sorted(changes):
        if at <= minute and is_allowed:
            wanted = level
    assert told.level_at(START + timedelta(minutes=minute), steps) == wanted
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
