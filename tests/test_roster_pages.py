"""The map of the year and the grid of a month say who had what, as counted by hand over a month of two people."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from conftest import good_base
from duties_base import day, read, roster, row, several
from lists import listings, numbers, wrong

from generators import address
from generators.measures import shift_days
from generators.site.pages import pages, roster_month, rosters

# thirty days in turn, and nobody on the 31st
TURNS = roster("2026-03", days=[several("2026-03-01", "ALL", 1, 2, last='"2026-03-30"')])
BEFORE, AFTER = (datetime.fromisoformat(f"2026-{one}T12:00:00+08:00") for one in ("03-20", "04-02"))


@pytest.mark.parametrize(("now", "standing"), [(BEFORE, "还没到，排班有空档"), (AFTER, "有空档")])
def test_a_day_with_a_gap_is_told_before_it_comes_and_counts_as_torn_afterwards(
    now: datetime, standing: str
) -> None:
    [year] = rosters.years(read(TURNS, now=now))
    assert year.answer == "1 个月的值班表，1 天有空档"
    assert f"{standing} 1 天" in year.map
    assert "2026-03-31 热线 00:00–24:00 无人" in year.map
    [gap] = year.gaps
    assert gap[:5] == ("热线", "2026-03-31 00:00", "2026-04-01 00:00", "24 小时", now == BEFORE)
    assert [(one.title, one.people.number, one.gaps) for one in year.months] == [("2026 年 3 月", 2, 1)]


def test_the_grid_gives_each_person_their_days_hours_and_nights() -> None:
    [month] = roster_month.months(read(TURNS, now=BEFORE), "2026-03")
    assert month.answer == "1 个时段无人值班"
    assert [(one.person.id, one.hours, one.nights, one.table) for one in month.rows] == [
        ("P-001", "360", 15, "days"),
        ("P-002", "360", 15, "days"),
    ]
    first, second = ([bool(cell) for cell in one.cells] for one in month.rows)
    assert first == [number % 2 == 1 and number < 31 for number in range(1, 32)]
    assert second == [number % 2 == 0 for number in range(1, 31)] + [False]
    assert month.rows[0].cells[0] == ("热", "热线 00:00–24:00", True)
    assert [one.day.day for one in month.columns if one.is_today] == [20]
    assert [one.day.day for one in month.columns if one.gaps] == [31]
    assert [one.day.day for one in month.columns if one.is_weekend] == [1, 7, 8, 14, 15, 21, 22, 28, 29]
    assert month.signs == (("热", "热线"),)


def test_a_night_stands_on_the_day_it_begins_and_a_day_duty_is_none() -> None:
    base = read(roster("2026-03", days=[day("2026-03-02", DAY=1, NIGHT=2)]), now=AFTER)
    [month] = roster_month.months(base, "2026-03")
    held = {one.person.id: [(n, c) for n, c in enumerate(one.cells, 1) if c] for one in month.rows}
    assert held["P-001"] == [(2, ("热服", "热线 08:00–20:00，服务台 17:30–20:00", False))]
    assert held["P-002"] == [(2, ("热服", "热线 20:00–次日 08:00，服务台 20:00–次日 08:00", True))]
    assert dict(month.columns[1].duties)["服务台"] == ("某某", "某某")


def test_a_stretch_of_days_stands_on_each_whose_noon_it_covers() -> None:
    rows = [row("2026-03-02T20:00", "2026-03-05T08:00", 1, duty="engineer")]
    base = read(roster("2026-03", rows=rows), now=AFTER)
    [one] = shift_days.coverage(base)
    [person] = one.rosters[0].people
    assert [day.day for day in shift_days.held(person, base.config.zone)] == [2, 3, 4]
    assert [day for day in one.torn if day.day in range(2, 6)] == [date(2026, 3, 2), date(2026, 3, 5)]


def test_a_sign_is_as_much_of_a_word_as_tells_it_from_the_others() -> None:
    assert roster_month.signs({"a": "值班", "b": "值守员", "c": "热线"}) == {
        "a": "值班",
        "b": "值守",
        "c": "热",
    }
    assert roster_month.signs({"a": "值", "b": "值班"}) == {"a": "值", "b": "值班"}


def test_every_number_opens_its_people_and_every_month_has_its_page() -> None:
    base = read(
        TURNS, roster("2026-04", days=[several("2026-04-01", "ALL", 2, last='"2026-04-30"')]), now=AFTER
    )
    bodies = {one.uri: one.body for one in pages(base) if one.uri.startswith(address.ROSTERS)}
    assert list(bodies) == ["rosters/", "rosters/2026-03/", "rosters/2026-04/"]
    found = [one for uri, body in bodies.items() for one in numbers(uri, body)]
    assert [one.marked for one in found] == [1, 2, 2, 1]
    assert wrong(listings(base), found) == []
    assert 'href="../2026-04/"' in bodies["rosters/2026-03/"]


def test_a_base_without_rosters_has_no_such_page() -> None:
    assert any(one.uri == address.ROSTERS for one in pages(good_base()))
    assert not any(one.uri.startswith(address.ROSTERS) for one in pages(read()))
