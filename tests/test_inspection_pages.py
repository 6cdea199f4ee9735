"""The page of inspections says what a person counts in `figures_base`: five by one template."""

from __future__ import annotations

import figures_base
import pytest
from lists import listings, numbers, wrong

from generators import address
from generators.site.pages import inspections, pages

ABNORMAL = """\
id: INS-2026-005
title: 一次巡检
template: IT-WEEKLY
started: "2026-02-05T09:00:00+08:00"
inspector: P-001
readings:
  - {item: disk, value: 95, status: abnormal, note: 满了}
  - {item: queue, status: unchecked, note: 没有来得及}
  - {item: hits, value: 95, status: normal}
  - {item: login, status: not-applicable, note: 停用}
"""


def line(view: inspections.View, title: str) -> inspections.Line:
    [found] = [one for one in view.lines if one.title == title]
    return found


def test_what_is_full_first_heads_the_page_and_every_item_tells_its_last_look_and_its_way() -> None:
    [view] = inspections.views(figures_base.read())
    assert view.answer == "每周巡检，磁盘按目前趋势 4 天后达到 90\u00a0%，为最早"
    assert view.held.number == 5
    disk = line(view, "磁盘")
    assert disk.last == ("50\u00a0%", "02-05", "正常", "met", "r/INS-2026-005/#readings")
    assert (disk.before, disk.limits) == ("40\u00a0% 02-04", "警告 ≥ 80\u00a0%，异常 ≥ 90\u00a0%")
    assert (disk.way, disk.full) == ("升 300\u00a0%", "4 天后（2026-02-09）达到 90\u00a0%")
    queue = line(view, "积压")
    assert (queue.last.told, queue.way, queue.full) == ("5、1\u00a0条", "降 300\u00a0条", "")
    assert line(view, "命中率").limits == "异常 ≤ 90\u00a0%"
    login = line(view, "登录页")
    assert (login.last.told, login.limits, login.way) == ("打得开", "", "")


def test_each_item_with_enough_readings_is_drawn() -> None:
    [view] = inspections.views(figures_base.read())
    assert [title for one in view.charts for title in ("磁盘", "积压", "命中率") if title in one] == [
        "磁盘",
        "积压",
        "命中率",
    ]
    [few] = inspections.views(figures_base.read(INS_2026_001=None, INS_2026_002=None))
    assert few.charts == ()
    assert not few.has_way


def test_what_is_bad_now_heads_the_page_and_what_was_not_looked_at_is_said() -> None:
    [view] = inspections.views(figures_base.read(INS_2026_005=ABNORMAL))
    assert view.answer == "每周巡检，最近一次 1 项异常，磁盘"
    assert [(one.word, one.shape, one.inspections and one.inspections.number) for one in view.found] == [
        ("警告", "at-risk", None), ("异常", "late", 1), ("未检", "missing", 1), ("不适用", "not-applicable", 1),
    ]  # fmt: skip
    queue = line(view, "积压")
    assert queue.last[:4] == ("没有来得及", "02-05", "未检", "missing")
    assert [one.word for one in queue.found if one.inspections] == ["未检"]


@pytest.mark.parametrize("changed", [{}, {"INS_2026_005": ABNORMAL}])
def test_every_number_opens_the_inspections_that_it_counts(changed: dict[str, str]) -> None:
    base = figures_base.read(**changed)
    [page] = [one for one in pages(base) if one.uri == address.INSPECTIONS]
    found = list(numbers(page.uri, page.body))
    assert len(found) == (1 if not changed else 7)
    assert wrong(listings(base), found) == []


def test_a_base_without_inspections_has_no_such_page() -> None:
    none = {f"INS_2026_00{number}": None for number in range(1, 6)}
    assert address.INSPECTIONS not in {one.uri for one in pages(figures_base.read(**none))}
