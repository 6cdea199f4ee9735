"""What comes in and what is open, held against what a person counted in `small_base`."""

from __future__ import annotations

from datetime import datetime

import pytest
import small_base
from small_base import incidents

from generators.knowledge import KnowledgeBase
from generators.measures import load
from generators.measures.figure import Group
from generators.measures.load import Load


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def of(base: KnowledgeBase, kind: str = "incident") -> Load:
    [found] = [one for one in load.loads(base) if one.kind == kind]
    return found


def filled(groups: tuple[Group, ...]) -> dict[str, tuple[str, ...]]:
    return {one.name: one.ids for one in groups if one.number}


def test_everything_reported_counts_once_the_unsound_and_the_struck_out_do_not(base: KnowledgeBase) -> None:
    known = of(base)
    assert known.whole == ("incident", incidents(1, 2, 3, 4, 5, 7, 8, 9, 10, 11))
    for groups in (known.months, known.weekdays, known.hours, *(one.groups for one in known.by)):
        assert sorted(one for group in groups for one in group.ids) == sorted(known.whole.ids)


def test_months_weekdays_and_hours_are_those_of_the_zone(base: KnowledgeBase) -> None:
    known = of(base)
    assert filled(known.months) == {
        "2026-01": incidents(1, 2, 3, 7), "2026-02": incidents(4, 5, 8), "2026-03": incidents(9, 10, 11),
    }  # fmt: skip
    assert [one.name for one in known.weekdays] == ["1", "2", "3", "4", "5", "6", "7"]
    assert filled(known.weekdays) == {
        "1": incidents(1, 4, 7), "2": incidents(2, 5), "3": incidents(3), "5": incidents(8, 9, 10, 11),
    }  # fmt: skip
    assert [one.name for one in known.hours] == [*map(str, range(24))]
    assert filled(known.hours) == {
        "9": incidents(1, 2, 3, 4, 5, 7, 8), "10": incidents(11), "11": incidents(9, 10),
    }  # fmt: skip


def test_another_offset_is_the_same_hour_and_a_day_alone_has_none() -> None:
    files = small_base.files()
    first, second, third = map(small_base.PATH.format, (1, 2, 3))
    files[first] = small_base.waiting(1, "L1", "01-31T23:30").replace(b"+08:00", b"+00:00")
    files[second] = small_base.waiting(2, "L1", "01-06T09:00").replace(
        b"2026-01-06T09:00:00+08:00", b"2026-01-06"
    )
    files[third] = small_base.waiting(3, "L1", "01-06T09:00").replace(
        b'"2026-01-06T09:00:00+08:00"', b"{certainty: unknown}"
    )
    known = of(small_base.of(files))
    assert filled(known.hours)["7"] == incidents(1)
    assert filled(known.weekdays)["7"] == incidents(1)
    assert filled(known.months)["2026-02"] == incidents(1, 4, 5, 8)
    assert filled(known.hours)[load.UNKNOWN] == incidents(2, 3)
    assert filled(known.weekdays)[load.UNKNOWN] == incidents(3)
    assert known.months[0] == (load.UNKNOWN, incidents(3))


def test_it_is_divided_by_what_the_schema_says_the_largest_first_and_in_words() -> None:
    files = small_base.files()
    for number, department in ((9, "财务科"), (10, "财务科")):
        path = small_base.PATH.format(number)
        files[path] = files[path].replace("科室".encode(), department.encode()) + b"service: S-ONE\n"
    known = of(small_base.of(files))
    assert [one.title for one in known.by] == ["部门", "接报渠道", "服务", "原因类别"]
    departments, channel, service, cause = (one.groups for one in known.by)
    assert [(one.name, one.number) for one in departments] == [("科室", 8), ("财务科", 2)]
    assert channel == (("电话", known.whole.ids),)
    assert [(one.name, one.ids) for one in service] == [
        ("", incidents(1, 2, 3, 4, 5, 7, 8, 11)), ("S-ONE 支持", incidents(9, 10)),
    ]  # fmt: skip
    assert [(one.name, one.number) for one in cause] == [("", 9), ("应用程序", 1)]


def test_groups_of_one_size_stand_in_the_order_of_their_names() -> None:
    files = small_base.files()
    for number, department in ((9, "财务科"), (10, "办公室")):
        path = small_base.PATH.format(number)
        files[path] = files[path].replace("科室".encode(), department.encode())
    names = [one.name for one in of(small_base.of(files)).by[0].groups]
    assert names == ["科室", *sorted(("办公室", "财务科"))]


def test_what_was_reopened_is_told() -> None:
    files = small_base.files()
    path = small_base.PATH.format(1)
    assert of(small_base.of(files)).reopened == ("reopened", ())
    files[path] += '  \nreopenings: [{at: "2026-01-05T10:00:00+08:00", reason: 又坏了}]\n'.encode()
    assert of(small_base.of(files)).reopened == ("reopened", incidents(1))


def test_what_never_came_is_nothing_at_all(base: KnowledgeBase) -> None:
    assert [one.kind for one in load.loads(base)] == ["incident", "request"]
    known = of(base, "request")
    assert (known.whole.number, known.months, filled(known.hours)) == (0, (), {})


def test_open_by_age_holds_each_open_record_once_in_days(base: KnowledgeBase) -> None:
    [(kind, groups)] = load.ages(base)
    assert kind == "incident"
    assert [(one.name, one.ids) for one in groups] == [
        ("1", incidents(9, 10, 11)), ("3", ()), ("7", ()), ("30", ()), ("older", incidents(1, 2, 3, 4, 7)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "group"),
    [
        ("2026-03-20T11:55:00+08:00", "1"), ("2026-03-21T11:54:59+08:00", "1"), ("2026-03-21T11:55:00+08:00", "3"),
        ("2026-03-23T11:55:00+08:00", "7"), ("2026-03-27T11:55:00+08:00", "30"), ("2026-04-19T11:54:59+08:00", "30"),
        ("2026-04-19T11:55:00+08:00", "older"),
    ],
)  # fmt: skip
def test_a_record_grows_older_to_the_second(now: str, group: str) -> None:
    [(_, groups)] = load.ages(small_base.read(datetime.fromisoformat(now)))
    assert [one.name for one in groups if "INC-2026-0009" in one.ids] == [group]


def test_what_was_reported_by_the_day_today_is_new() -> None:
    files = small_base.files()
    path = small_base.PATH.format(9)
    files[path] = files[path].replace(b"2026-03-20T11:55:00+08:00", b"2026-03-20")
    [(_, groups)] = load.ages(small_base.of(files))
    assert "INC-2026-0009" in groups[0].ids
