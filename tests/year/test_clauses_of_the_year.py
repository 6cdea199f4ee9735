"""The clauses of GB/T 28827.1-2022 and what covers them, counted by hand; what of the standards was read."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from demonstration import judged

from generators import address
from generators.measures import sources
from generators.measures.sources import Source
from generators.site.pages import pages

IN_FORCE, REPLACED = "STD-GBT-28827-1-2022", "STD-GBT-28827-1-2012"
# chapter: clauses at the bottom that ask something, with an obligation, shown by another source's, with neither
TABLE = {
    "能力建设": (15, 8, 4, 3),
    "人员组成": (9, 7, 0, 2),
    "过程组成": (30, 13, 6, 11),
    "技术": (8, 3, 1, 4),
    "资源组成": (17, 13, 1, 3),
}
WHOLE = (79, 44, 12, 23)
NEW = {"processes.availability", "processes.capacity", "resources.service-data", "resources.software-library"}


@functools.cache
def known() -> Mapping[str, Source]:
    return {one.record.id: one for one in sources.sources(judged())}


def page(name: str) -> str:
    [body] = [one.body for one in pages(judged()) if one.uri == address.source(name)]
    return body


def test_the_clauses_in_force_are_covered_as_counted_by_hand() -> None:
    found = known()[IN_FORCE]
    told = {
        one.title: (one.asked.number, one.own.number, one.elsewhere.number, one.bare.number)
        for one in found.chapters
    }
    assert told == TABLE
    whole = found.cover
    assert (whole.asked.number, whole.own.number, whole.elsewhere.number, whole.bare.number) == WHOLE
    assert tuple(map(sum, zip(*TABLE.values(), strict=True))) == WHOLE


def test_the_page_shows_that_table_and_each_bare_clause_with_its_reason() -> None:
    body = page(IN_FORCE)
    rows = {
        re.sub(r"<[^>]*>", " ", one).split()[0]: one for one in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    }
    for name, numbers in {**TABLE, "合计": WHOLE}.items():
        assert tuple(map(int, re.findall(r"<td>([0-9]+)</td>", rows[name]))) == numbers
    for name in known()[IN_FORCE].cover.bare.ids:
        [row] = re.findall(rf'<tr id="c-{re.escape(name)}">.*?</tr>', body, re.DOTALL)
        assert "未覆盖" in row, name
        assert "未写原因" not in row, name


def test_every_clause_that_nobody_covers_says_why_in_each_standard_that_binds() -> None:
    bare = [
        one for each in known().values() if each.obligations.number for one in each.clauses if one.is_bare
    ]
    assert [one.place.locator for one in bare if not one.reason] == []


def test_nobody_is_bound_by_a_replaced_edition() -> None:
    assert [
        one.record.id
        for one in known().values()
        if one.obligations.number and "replaced_by" in one.record.data
    ] == []


def test_each_clause_of_2012_goes_on_in_2022_and_all_but_the_new_ones_come_from_there() -> None:
    older, newer = known()[REPLACED], known()[IN_FORCE]
    assert (older.cover.asked.number, older.cover.carried.number, older.cover.bare.number) == (75, 75, 0)
    counted = [one for one in newer.clauses if one.is_counted]
    assert {one.place.locator for one in counted if not one.before} == NEW
    assert sorted(name for one in counted for name in one.before) == sorted(older.cover.carried.ids)


def test_only_what_was_read_in_the_text_is_verified_and_that_is_no_demand_of_2022() -> None:
    year = judged()
    assert [one.code for one in year.findings if one.code == "verified-unread"] == []
    read = [one.place.locator for one in known()[IN_FORCE].clauses if one.is_checked]
    assert read == ["1", "2", "3", *(f"3.{number}" for number in range(1, 8))]
    assert not any(one.is_checked for one in known()[IN_FORCE].clauses if one.asks)
    for name in (REPLACED, "STD-GBT-28827-2-2012", "STD-GBT-28827-3-2012"):  # only quoted by another text
        assert not any(one.is_checked for one in known()[name].clauses)
