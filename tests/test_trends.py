"""Readings over time, held against what a person counted in `figures_base`."""

from __future__ import annotations

from datetime import datetime, timedelta

import figures_base
import pytest
from figures_base import TEMPLATE, struck_out

from generators.measures import trends
from generators.measures.trends import Point, Series

FIRST = datetime.fromisoformat("2026-02-01T09:00:00+08:00")


def line(*values: float, limit: float | None = 90) -> Series:
    points = (Point(f"INS-{day}", FIRST + timedelta(days=day), value) for day, value in enumerate(values))
    return Series("IT", "disk", "%", limit, tuple(points))


def series(item: str, **changed: str | None) -> Series:
    [found] = [one for one in trends.series(figures_base.read(**changed)) if one.item == item]
    return found


def test_each_item_that_was_read_as_a_number_has_a_series_with_unit_and_limit() -> None:
    found = trends.series(figures_base.read())
    assert [(one.template, one.item, one.unit, one.limit) for one in found] == [
        ("IT-WEEKLY", "disk", "%", 90), ("IT-WEEKLY", "hits", "%", None), ("IT-WEEKLY", "queue", "条", 50),
    ]  # fmt: skip
    disk, hits, queue = found
    assert [one.value for one in disk.points] == [10, 20, 95, 40, 50]
    assert [one.value for one in hits.points] == [99, 98, 97, 96, 95]
    assert [one.value for one in queue.points] == [40, 30, 20, 10, 5]  # the higher of two
    assert disk.points[0] == Point("INS-2026-001", FIRST, 10)


def test_a_wrong_reading_does_not_turn_the_line() -> None:
    disk = series("disk")
    assert disk.per_day == pytest.approx(10)  # of -55 -22.5 10 10 10 10 10 10 42.5 75
    assert disk.days_to_limit == pytest.approx(4)  # of 50 50 50 50 115, at 10 a day to 90
    assert disk.full_at == datetime.fromisoformat("2026-02-09T09:00:00+08:00")


def test_what_falls_or_has_no_limit_above_is_never_full() -> None:
    for item in ("queue", "hits"):
        found = series(item)
        assert (found.days_to_limit, found.full_at) == (None, None)
    assert series("queue").per_day == pytest.approx(-10)
    assert line(1, 1, 1, 1).days_to_limit is None
    assert line(1, 2, 3, 4, limit=None).days_to_limit is None
    assert line().days_to_limit is None


def test_what_has_reached_its_limit_is_full_now_and_a_line_above_it_too() -> None:
    assert line(60, 70, 80, 90).days_to_limit == 0
    assert line(70, 80, 90, 89).days_to_limit == pytest.approx(0)  # the line is there, the reading is not
    assert line(70, 80, 90, 95, 85).days_to_limit == 0
    assert line(60, 70, 80, 90).full_at == FIRST + timedelta(days=3)


def test_too_few_readings_give_no_line() -> None:
    assert line(1, 2, 3).per_day is None
    assert line(1, 2, 3, 4).per_day == pytest.approx(1)
    one_day = Series("IT", "disk", "%", 9, (Point("A", FIRST, 1),) * 4)
    assert (one_day.per_day, one_day.days_to_limit) == (None, None)


def test_the_line_is_drawn_through_the_last_twelve_readings() -> None:
    falling, rising = range(500, 100, -10), range(12)
    assert line(*falling, *rising).per_day == pytest.approx(1)
    assert line(*falling, *rising, limit=21).days_to_limit == pytest.approx(10)


def test_a_line_so_flat_that_no_calendar_reaches_its_end_has_no_day() -> None:
    flat = line(1, 1.000001, 1.000002, 1.000003)
    assert flat.days_to_limit == pytest.approx(89_000_000, rel=0.01)
    assert flat.full_at is None


def test_readings_stand_in_time_whatever_their_ids_and_the_end_counts_where_there_is_one() -> None:
    text = figures_base.files()[figures_base.path("INS-2026-001")].decode()
    later = text.replace("2026-02-01T09", "2026-02-06T09")
    assert [one.value for one in series("disk", INS_2026_001=later).points] == [20, 95, 40, 50, 10]
    ended = text + 'finished: "2026-02-01T11:00:00+08:00"\nreviewer: P-101\nconclusion: 没有问题\n'
    assert series("disk", INS_2026_001=ended).points[0].at == FIRST + timedelta(hours=2)
    day = text.replace("2026-02-01T09:00:00+08:00", "2026-02-01")
    assert series("disk", INS_2026_001=day).points[0].at == datetime.fromisoformat(
        "2026-02-01T00:00:00+08:00"
    )
    unknown = text.replace('started: "2026-02-01T09:00:00+08:00"', "started: {certainty: unknown}")
    assert [one.value for one in series("disk", INS_2026_001=unknown).points] == [20, 95, 40, 50]
    assert [one.value for one in series("disk", INS_2026_001=struck_out(text)).points] == [20, 95, 40, 50]


def test_a_template_that_cannot_be_read_has_no_series_and_without_an_alarm_the_warning_is_the_limit() -> None:
    assert trends.series(figures_base.read(IT_WEEKLY=TEMPLATE.replace("title", "tilte"))) == ()
    bare = TEMPLATE.replace(", alarm_above: 90", "").replace(
        ', unit: "%", warn_above: 80', ", unit: 兆, warn_above: 80"
    )
    assert (series("disk", IT_WEEKLY=bare).limit, series("disk", IT_WEEKLY=bare).unit) == (80, "兆")
    nameless = TEMPLATE.replace('unit: "%", alarm_below: 90', "reading_count: 1").replace(
        ", reading_count: 1", ""
    )
    assert series("hits", IT_WEEKLY=nameless)[2:4] == ("", None)
