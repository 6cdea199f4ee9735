"""Conditions, counted by hand: what each operator means for one value, several, none, a reference, a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import schemas
from hypothesis import given
from hypothesis import strategies as st

from generators.kinds import compiler
from generators.kinds.operators import OPERATORS
from generators.records.conditions import Grounds, Spot, all_hold, holds, unmet
from generators.records.links import Link
from generators.records.record import Record
from generators.records.speaking import Speaker

TEXT = {"title": "文字", "type": "string", "maxLength": 9}
NUMBER = {"title": "数", "type": "number", "maximum": 999}
EVENT = {"$ref": "../common.schema.json#/$defs/event"}
VISIT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "走访",
    "type": "object",
    "x-element": "resource",
    "x-phases": ["operation"],
    "x-folder": "visit",
    "x-title": "id",
    "x-events": {"began": {"role": "start"}, "ended": {"role": "stop", "after": "began"}},
    "properties": {
        "id": {"title": "编号", "description": "V 加数字。", "type": "string", "pattern": "^V-[0-9]$(?!\\n)"},
        "colour": {
            "title": "颜色",
            "type": "string",
            "oneOf": [{"const": "red", "title": "红"}, {"const": "blue", "title": "蓝"}],
        },
        "done": {"title": "做了", "type": "boolean"},
        "count": {**NUMBER, "title": "件数"},
        "whole": {**NUMBER, "title": "总数"},
        "numbers": {"title": "各数", "type": "array", "maxItems": 9, "items": NUMBER},
        "began": {**EVENT, "title": "开始"},
        "ended": {**EVENT, "title": "结束"},
        "planned": {"title": "计划日期", "type": "string", "format": "date"},
        "host": {**TEXT, "title": "接待人", "x-ref": "person"},
        "template": {**TEXT, "title": "模板", "x-ref": "inspection-template"},
        "rows": {
            "title": "各行",
            "type": "array",
            "maxItems": 9,
            "items": {
                "type": "object",
                "properties": {
                    "item": {**TEXT, "title": "项", "x-ref": "inspection-template.items", "x-of": "template"},
                    "value": {**NUMBER, "title": "读数"},
                    "most": {**NUMBER, "title": "上限"},
                    "status": {**TEXT, "title": "状态"},
                    "guests": {"title": "来人", "type": "array", "maxItems": 9, "items": TEXT},
                },
                "additionalProperties": False,
            },
        },
        "voided": {"$ref": "../common.schema.json#/$defs/voided"},
    },
    "required": ["id"],
    "additionalProperties": False,
}
KINDS, FAULTS = compiler.read({**schemas(), "schemas/resource/visit.schema.json": json.dumps(VISIT).encode()})
ZONE = ZoneInfo("Asia/Shanghai")


def record(kind: str, record_id: str, **data: Any) -> Record:
    return Record(KINDS.sound[kind], record_id, "", {"id": record_id, **data}, b"").frozen()


OTHERS = {
    one.id: one
    for one in (
        record(
            "person", "P-1", name="甲", side="provider",
            posts=[{"post": "x", "role": "manager", "from": "2026-01-01", "to": "2026-06-30"},
                   {"post": "y", "role": "desk", "from": "2026-07-01"}],
        ),
        record("person", "P-2", name="乙", side="customer", posts=[{"post": "z", "from": "2026-01-01"}]),
        record(
            "inspection-template", "IT-A", title="模板甲", version="2",
            items=[{"code": "disk", "name": "磁盘", "warn_above": 70, "alarm_above": 90},
                   {"code": "hits", "name": "命中", "alarm_below": 80},
                   {"code": "look", "name": "看一眼"}],
        ),
    )
}  # fmt: skip
GROUNDS = Grounds(OTHERS, lambda _: (), ZONE)


def is_met(condition: Mapping[str, Any], **data: Any) -> bool:
    """Whether a condition holds of a visit with these values; whatever it names is linked."""
    one = record("visit", "V-1", **data)
    links = [Link(one.id, (name,), data[name]) for name in ("host", "template") if name in data]
    links += [
        Link(one.id, ("rows", index, "item"), data["template"], row["item"])
        for index, row in enumerate(data.get("rows", ()))
        if "item" in row
    ]
    return holds(condition, Spot(one, one.data), Grounds(OTHERS, lambda _: links, ZONE))


def rows(*values: float, status: str = "normal", item: str = "disk") -> dict[str, Any]:
    listed = [{"item": item, "value": value, "status": status} for value in values]
    return {"template": "IT-A", "rows": listed}


def test_the_kind_of_these_tests_is_sound() -> None:
    assert FAULTS == []


RED = {"field": "colour", "is": ["red"]}
AT = "2026-03-05T{}:00+08:00"
HELD: tuple[tuple[Mapping[str, Any], dict[str, Any], bool], ...] = (
    (RED, {"colour": "red"}, True),
    (RED, {"colour": "blue"}, False),
    (RED, {}, False),
    ({"field": "colour", "is": ["red", "blue"]}, {"colour": "blue"}, True),
    ({"field": "done", "is": ["true"]}, {"done": True}, True),
    ({"field": "done", "is": ["true"]}, {"done": False}, False),
    ({"field": "count", "is": ["3"]}, {"count": 3}, True),
    ({"field": "colour", "is_not": ["red"]}, {"colour": "blue"}, True),
    ({"field": "colour", "is_not": ["red"]}, {"colour": "red"}, False),
    ({"field": "colour", "is_not": ["red"]}, {}, False),  # nothing there is not met
    # any, all, none of several
    ({"field": "rows.status", "is": ["bad"]}, rows(1, 2, status="bad"), True),
    ({"field": "rows.status", "is": ["bad"], "each": "none"}, rows(1, 2, status="bad"), False),
    ({"field": "rows.status", "is": ["bad"], "each": "none"}, rows(1, 2), True),
    ({"field": "rows.status", "is": ["bad"], "each": "none"}, {}, True),  # nothing there, so none is
    ({"field": "rows.status", "is": ["bad"], "each": "all"}, {}, False),
    ({"field": "rows.value", "at_most": 5, "each": "all"}, rows(4, 5), True),
    ({"field": "rows.value", "at_most": 5, "each": "all"}, rows(4, 6), False),
    ({"field": "rows.value", "at_most": 5}, rows(4, 6), True),
    ({"field": "rows.value", "at_most": 5, "each": "none"}, rows(6, 7), True),
    # all of the codes
    ({"field": "rows.item", "has": ["disk", "hits"]}, rows(1), False),
    ({"field": "rows.item", "has": ["disk"]}, rows(1, 2), True),
    ({"field": "rows.item", "has": ["disk"]}, {}, False),
    # there or not
    ({"field": "ended", "given": True}, {"ended": AT.format("09:00")}, True),
    ({"field": "ended", "given": True}, {}, False),
    ({"field": "ended", "given": False}, {}, True),
    ({"field": "rows.value", "given": True}, {"rows": [{"status": "x"}]}, False),
    ({"field": "done", "given": True}, {"done": False}, True),  # a no is there
    # numbers, shares, counts
    ({"field": "count", "at_least": 3}, {"count": 3}, True),
    ({"field": "count", "at_least": 3}, {"count": 2.9}, False),
    ({"field": "count", "at_most": 3}, {"count": 3}, True),
    ({"field": "count", "at_most": 3}, {"count": 3.1}, False),
    ({"field": "count", "at_most": 3}, {}, False),
    ({"field": "count", "at_least": 80, "percent_of": "whole"}, {"count": 8, "whole": 10}, True),
    ({"field": "count", "at_least": 80, "percent_of": "whole"}, {"count": 79, "whole": 99}, False),
    ({"field": "count", "at_least": 80, "percent_of": "whole"}, {"count": 8}, False),
    ({"field": "count", "at_most": 0, "percent_of": "whole"}, {"count": 0, "whole": 0}, True),
    ({"field": "count", "at_least": 0, "percent_of": "whole"}, {"count": 0, "whole": 0}, False),  # of nothing
    ({"field": "rows", "at_least": 2}, rows(1, 2), True),
    ({"field": "rows", "at_least": 3}, rows(1, 2), False),
    ({"field": "rows", "at_most": 0}, {"rows": []}, True),
    ({"field": "rows", "at_most": 0}, {}, False),
    ({"field": "numbers", "at_least": 5, "each": "all"}, {"numbers": [5, 6]}, True),
    ({"field": "numbers", "at_least": 5, "each": "all"}, {"numbers": [4, 6]}, False),
    ({"field": "rows.guests", "at_least": 2}, {"rows": [{"guests": ["a"]}, {"guests": ["b", "c"]}]}, True),
    ({"field": "rows.guests", "at_least": 2}, {"rows": [{"guests": ["a"]}, {"guests": ["b"]}]}, False),
    # of some rows only
    ({"field": "rows.value", "at_least": 5, "whose": "rows.status", "are": ["x"]},
     {"rows": [{"value": 9, "status": "y"}, {"value": 4, "status": "x"}]}, False),
    ({"field": "rows.value", "at_least": 5, "whose": "rows.status", "are": ["x", "y"]},
     {"rows": [{"value": 9, "status": "y"}, {"value": 4, "status": "x"}]}, True),
    ({"field": "rows", "at_least": 50, "percent_of": "whole", "whose": "rows.status", "are": ["x"]},
     {"whole": 4, "rows": [{"status": "x"}, {"status": "x"}, {"status": "y"}]}, True),
    ({"field": "rows", "at_least": 51, "percent_of": "whole", "whose": "rows.status", "are": ["x"]},
     {"whole": 4, "rows": [{"status": "x"}, {"status": "x"}, {"status": "y"}]}, False),
    ({"field": "rows", "at_most": 0, "whose": "rows.status", "are": ["bad"]}, rows(1), True),
    # against another value, of the same row where both stand in one
    ({"field": "count", "no_more_than": "whole"}, {"count": 3, "whole": 3}, True),
    ({"field": "count", "no_more_than": "whole"}, {"count": 4, "whole": 3}, False),
    ({"field": "count", "no_less_than": "whole"}, {"count": 3, "whole": 3}, True),
    ({"field": "count", "no_less_than": "whole"}, {"count": 2, "whole": 3}, False),
    ({"field": "count", "no_less_than": "whole"}, {"count": 2}, False),
    ({"field": "rows.value", "no_more_than": "rows.most", "each": "all"},
     {"rows": [{"value": 1, "most": 2}, {"value": 5, "most": 6}]}, True),
    ({"field": "rows.value", "no_more_than": "rows.most", "each": "all"},
     {"rows": [{"value": 5, "most": 2}, {"value": 1, "most": 6}]}, False),
    ({"field": "rows.value", "no_more_than": "whole", "each": "all"}, {**rows(1, 2), "whole": 2}, True),
    ({"field": "rows.value", "no_more_than": "numbers"}, {**rows(3), "numbers": [2, 9]}, False),  # all of them
    ({"field": "rows.value", "no_more_than": "rows.item.alarm_above"}, rows(90), True),  # of the row's own item
    ({"field": "rows.value", "no_more_than": "rows.item.alarm_above"}, rows(91), False),
    ({"field": "began", "no_more_than": "planned"}, {"began": AT.format("23:59"), "planned": "2026-03-05"}, True),
    ({"field": "began", "no_more_than": "planned"}, {"began": AT.format("23:59"), "planned": "2026-03-04"}, False),
    ({"field": "began", "no_less_than": "planned"}, {"began": AT.format("00:00"), "planned": "2026-03-05"}, True),
    ({"field": "began", "no_less_than": "planned"}, {"began": AT.format("00:00"), "planned": "2026-03-06"}, False),
    ({"field": "began", "no_more_than": "ended"}, {"began": "2026-03-05", "ended": AT.format("12:00")}, False),
    ({"field": "began", "no_more_than": "ended"},
     {"began": {"at": AT.format("09:00"), "certainty": "unknown"}, "ended": AT.format("12:00")}, False),
    # within the limits of the template
    ({"field": "rows", "thresholds": "warn"}, rows(69), True),
    ({"field": "rows", "thresholds": "warn"}, rows(70), False),
    ({"field": "rows", "thresholds": "alarm"}, rows(70), True),
    ({"field": "rows", "thresholds": "alarm"}, rows(70, 90), False),  # each of them, unless said otherwise
    ({"field": "rows", "thresholds": "alarm", "each": "any"}, rows(70, 90), True),
    ({"field": "rows", "thresholds": "warn"}, rows(81, item="hits"), True),
    ({"field": "rows", "thresholds": "alarm"}, rows(80, item="hits"), False),
    ({"field": "rows", "thresholds": "warn"}, rows(1, status="warning"), False),  # somebody knew better
    ({"field": "rows", "thresholds": "alarm"}, rows(1, status="warning"), True),
    ({"field": "rows", "thresholds": "alarm"}, rows(1, status="abnormal"), False),
    ({"field": "rows", "thresholds": "alarm"}, rows(1, status="unchecked"), False),
    ({"field": "rows", "thresholds": "alarm"}, rows(99, status="not-applicable"), True),
    ({"field": "rows", "thresholds": "warn"}, rows(99, item="look"), True),  # it has no limits
    ({"field": "rows", "thresholds": "warn"}, rows(1, item="gone"), False),
    ({"field": "rows", "thresholds": "warn"}, {"rows": [{"status": "normal"}]}, False),
    ({"field": "rows", "thresholds": "warn"}, {}, False),
    ({"field": "rows", "thresholds": "warn", "whose": "rows.item", "are": ["hits"]},
     {"template": "IT-A", "rows": [{"item": "hits", "value": 99}, {"item": "disk", "value": 99}]}, True),
    # people
    ({"field": "host", "side": "customer"}, {"host": "P-2"}, True),
    ({"field": "host", "side": "customer"}, {"host": "P-1"}, False),
    ({"field": "host", "side": "customer"}, {"host": "P-9"}, False),
    ({"field": "host", "side": "customer"}, {}, False),
    ({"field": "host", "role": "manager"}, {"host": "P-1", "began": "2026-06-30"}, True),
    ({"field": "host", "role": "manager"}, {"host": "P-1", "began": "2026-07-01"}, False),
    ({"field": "host", "role": "desk"}, {"host": "P-1", "began": "2026-07-01"}, True),
    ({"field": "host", "role": "desk"}, {"host": "P-1", "began": "2026-06-30T23:59:59+08:00"}, False),
    ({"field": "host", "role": "desk"}, {"host": "P-1", "began": "2026-06-30T16:00:00+00:00"}, True),  # there July
    ({"field": "host", "role": "desk"}, {"host": "P-1"}, False),  # on which day
    ({"field": "host", "role": "manager"}, {"host": "P-2", "began": "2026-06-30"}, False),
    # through references
    ({"field": "host.name", "is": ["甲"]}, {"host": "P-1"}, True),
    ({"field": "host.posts.role", "has": ["desk", "manager"]}, {"host": "P-1"}, True),
    ({"field": "rows.item.name", "is": ["命中"]}, rows(1, item="hits"), True),
    ({"field": "rows.item.name", "is": ["命中"]}, rows(1), False),
    ({"field": "template.version", "is": ["2"]}, rows(1), True),
    # minutes after an event
    ({"field": "ended", "within_minutes": 30, "of": "began"},
     {"began": AT.format("09:00"), "ended": AT.format("09:30")}, True),
    ({"field": "ended", "within_minutes": 30, "of": "began"},
     {"began": AT.format("09:00"), "ended": "2026-03-05T09:30:01+08:00"}, False),
    ({"field": "ended", "within_minutes": 30, "of": "began"},
     {"began": AT.format("09:00"), "ended": AT.format("08:59")}, False),
    ({"field": "ended", "within_minutes": 30, "of": "began"},
     {"began": AT.format("09:00"), "ended": "2026-03-05"}, False),  # some time that day
    ({"field": "ended", "within_minutes": 30, "of": "began"}, {"began": AT.format("09:00")}, False),
    ({"field": "ended", "within_minutes": 30, "of": "began"}, {"ended": AT.format("09:00")}, False),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "data", "expected"), HELD)
def test_a_condition_holds_or_not(
    condition: Mapping[str, Any], data: dict[str, Any], *, expected: bool
) -> None:
    assert is_met(condition, **data) is expected


def test_every_operator_is_seen_met_and_not_met() -> None:
    for name in OPERATORS:
        assert {expected for condition, _, expected in HELD if name in condition} == {True, False}, name


def test_all_conditions_must_hold_and_those_that_do_not_are_given_with_what_is_there() -> None:
    one = record("visit", "V-1", colour="blue", count=3)
    spot = Spot(one, one.data)
    least = {"field": "count", "at_least": 3}
    late = {"field": "ended", "given": True}
    assert all_hold((least,), spot, GROUNDS)
    assert not all_hold((least, RED), spot, GROUNDS)
    found = unmet((RED, least, late), spot, GROUNDS)
    assert [(one.condition, one.found) for one in found] == [(RED, ("blue",)), (late, ())]


@pytest.mark.parametrize(
    ("condition", "spoken"),
    [
        (RED, "颜色是红"),
        ({"field": "colour", "is_not": ["red", "blue"]}, "颜色不是红或蓝"),
        ({"field": "done", "is": ["true"]}, "做了一栏是“是”"),
        ({"field": "rows.status", "is": ["x"], "each": "none"}, "没有一个各行的状态是x"),
        ({"field": "rows.value", "at_most": 5, "each": "all"}, "每个各行的读数都不多于 5"),
        ({"field": "rows.item", "has": ["disk", "hits"]}, "各行的项包括磁盘、命中"),
        ({"field": "ended", "given": False}, "结束没有写"),
        ({"field": "count", "at_least": 80.5, "percent_of": "whole"}, "件数不少于总数的百分之 80.5"),
        ({"field": "count", "no_more_than": "whole"}, "件数不高于总数"),
        ({"field": "began", "no_less_than": "planned"}, "开始不早于计划日期"),
        ({"field": "rows", "thresholds": "warn"}, "每个各行都在警告线以内"),
        ({"field": "rows", "thresholds": "alarm", "whose": "rows.item", "are": ["disk"]},
         "每个各行的项是磁盘的各行都在异常线以内"),
        ({"field": "host", "side": "customer"}, "接待人是甲方的人"),
        ({"field": "host", "role": "desk"}, "接待人那天担任desk"),
        ({"field": "ended", "within_minutes": 30, "of": "began"}, "结束在开始后 30 分钟以内"),
        ({"field": "template", "is": ["IT-A"]}, "模板是模板甲"),
        ({"field": "count", "at_most": 2, "each": "none"}, "没有出现“件数不多于 2”"),
        ({"field": "rows", "at_least": 2}, "各行不少于 2"),
        ({"field": "rows", "at_least": 50, "percent_of": "whole", "whose": "rows.item", "are": ["disk"]},
         "各行的项是磁盘的各行不少于总数的百分之 50"),
        ({"field": "rows.item.warn_above", "at_most": 70}, "有一个各行的项的警告上限不多于 70"),
    ],
)  # fmt: skip
def test_a_condition_is_spoken_without_a_name_of_ours(condition: Mapping[str, Any], spoken: str) -> None:
    assert Speaker(KINDS, OTHERS).condition(KINDS.sound["visit"], condition) == spoken


@pytest.mark.parametrize(
    ("condition", "data", "spoken"),
    [
        (RED, {"colour": "blue"}, "应当颜色是红，这里写的是“蓝”"),
        (RED, {}, "应当颜色是红，这里没有写"),
        ({"field": "rows.value", "at_most": 0, "each": "all"}, rows(1, 2, 3, 4),
         "应当每个各行的读数都不多于 0，这里写的是“1、2、3等”"),
        ({"field": "rows", "thresholds": "warn"}, rows(99), "应当每个各行都在警告线以内，这里不是"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told_with_what_is_there(
    condition: Mapping[str, Any], data: dict[str, Any], spoken: str
) -> None:
    one = record("visit", "V-1", **data)
    [found] = unmet((condition,), Spot(one, one.data), GROUNDS)
    assert Speaker(KINDS, OTHERS).unmet(one.kind, found) == spoken


NUMBERS = st.lists(st.integers(-5, 5), max_size=5)


@given(NUMBERS, st.integers(-5, 5))
def test_none_is_the_contrary_of_any_and_all_follows_from_the_worst(values: list[int], limit: int) -> None:
    data = {"rows": [{"value": one} for one in values]}
    condition = {"field": "rows.value", "at_least": limit}
    assert is_met({**condition, "each": "none"}, **data) is not is_met({**condition, "each": "any"}, **data)
    assert is_met({**condition, "each": "all"}, **data) is (bool(values) and min(values) >= limit)
    assert is_met(condition, **data) is (bool(values) and max(values) >= limit)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 200))
def test_a_share_is_exact(part: int, whole: int, percent: int) -> None:
    data = {"count": part, "whole": whole}
    least = {"field": "count", "at_least": percent, "percent_of": "whole"}
    most = {"field": "count", "at_most": percent, "percent_of": "whole"}
    assert is_met(least, **data) is (whole > 0 and 100 * part >= percent * whole)
    assert is_met(most, **data) is (100 * part <= percent * whole)
