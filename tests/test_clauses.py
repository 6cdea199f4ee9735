"""Clauses of standards: what covers them, what goes on with them and where they were read, as counted by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import small_base

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import sources
from generators.measures.sources import Source
from generators.site.pages import pages

OLDER = """\
id: STD-GBT-1-2012
code: GB/T 1-2012
edition: "2012"
title: 小库的旧标准
status: replaced
replaced_by: STD-GBT-1-2022
confidence: B
sources:
  - {code: model, title: 另一份文件, manner: quotation}
clauses:
  - {number: "5", title: 策划, summary: 先定好再做。, verified: false, became: [plan]}
  - {number: "5.a", title: 目录, summary: 列清楚做什么。, parent: "5", verified: false, read_in: model, became: [plan.list]}
  - {number: "5.b", title: 制度, summary: 有担得起的规章。, parent: "5", verified: false, became: [plan.list, plan.rules]}
  - {number: "6", title: 旧事, summary: 新版不再提起。, verified: false}
"""
NEWER = """\
id: STD-GBT-1-2022
code: GB/T 1-2022
edition: "2022"
title: 小库的新标准
status: in-force
confidence: B
sources:
  - {code: page, title: 一个网页, address: 某处, manner: excerpt, holds: 只有第一章}
clauses:
  - {number: "1", title: 范围, summary: 说给谁用。, verified: true, read_in: page, asks: false}
  - {number: plan, title: 先定, summary: 先定好再做。, verified: false, read_in: page}
  - {number: plan.list, title: 清单, summary: 列清楚做什么。, parent: plan, verified: false}
  - {number: plan.rules, title: 规章, summary: 有担得起的规章。, parent: plan, verified: false, shown_by: [OB-901]}
  - {number: make, title: 研发, summary: 自己也做一点。, verified: false, uncovered: 不在合同里。}
  - {number: make.team, title: 队伍, summary: 有人做。, parent: make, verified: false}
  - {number: make.room, title: 地方, summary: 有地方做。, parent: make, verified: false, uncovered: 地方没有登记。}
  - {number: alone, title: 单独一条, summary: 谁也不管。, verified: false}
"""
OBLIGATION = """\
id: OB-950
title: 清单写进协议
source: STD-GBT-1-2022
locators: [plan.list]
summary: 小库里的标准条款。
element: process
phase: planning
severity: minor
judge: {declared: {evidence: CT-2026-01, would_prove: 清单}}
"""


def of(newer: str = NEWER) -> KnowledgeBase:
    texts = {
        "standard/STD-GBT-1-2012": OLDER,
        "standard/STD-GBT-1-2022": newer,
        "obligation/OB-950": OBLIGATION,
    }
    files = {f"records/requirements/{name}.yaml": text.encode() for name, text in texts.items()}
    return small_base.of({**small_base.files(), **files})


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return of()


@pytest.fixture(scope="module")
def known(base: KnowledgeBase) -> Mapping[str, Source]:
    return {one.record.id: one for one in sources.sources(base)}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def row(body: str, name: str) -> str:
    [found] = re.findall(rf'<tr id="c-{re.escape(name)}">.*?</tr>', body, re.DOTALL)
    return words(found)


def test_each_clause_at_the_bottom_that_asks_something_is_counted_once(known: Mapping[str, Source]) -> None:
    newer = known["STD-GBT-1-2022"].cover
    assert newer.asked.ids == ("plan.list", "plan.rules", "make.team", "make.room", "alone")
    assert newer.own.ids == ("plan.list",)
    assert newer.elsewhere.ids == ("plan.rules",)
    assert newer.bare.ids == ("make.team", "make.room", "alone")
    assert newer.carried.ids == ()
    for one in known.values():
        parts = one.cover.own, one.cover.elsewhere, one.cover.carried, one.cover.bare
        assert sorted(name for part in parts for name in part.ids) == sorted(one.cover.asked.ids)


def test_a_replaced_edition_goes_on_in_the_newer_one_and_only_what_ends_there_is_bare(
    known: Mapping[str, Source],
) -> None:
    older = known["STD-GBT-1-2012"]
    assert older.cover.carried.ids == ("5.a", "5.b")
    assert older.cover.bare.ids == ("6",)
    before = {one.place.locator: one.before for one in known["STD-GBT-1-2022"].clauses}
    assert before["plan"] == ("5",)
    assert before["plan.list"] == ("5.a", "5.b")
    assert before["plan.rules"] == ("5.b",)


def test_chapters_are_those_with_clauses_below_and_each_is_counted_by_itself(
    known: Mapping[str, Source],
) -> None:
    told = [
        (one.title, one.asked.number, one.own.number, one.elsewhere.number, one.bare.number)
        for one in known["STD-GBT-1-2022"].chapters
    ]
    assert told == [("先定", 2, 1, 1, 0), ("研发", 2, 0, 0, 2)]


def test_a_reason_is_ones_own_or_that_of_the_clause_above(known: Mapping[str, Source]) -> None:
    told = {one.place.locator: one.reason for one in known["STD-GBT-1-2022"].clauses}
    assert (told["make.team"], told["make.room"], told["alone"]) == ("不在合同里。", "地方没有登记。", "")


def test_the_page_says_of_each_clause_where_it_was_read_what_shows_it_and_what_it_was(
    base: KnowledgeBase,
) -> None:
    bodies = {page.uri: page.body for page in pages(base) if page.uri.startswith(address.COMPLIANCE)}
    newer, older = (bodies[address.source(f"STD-GBT-1-{year}")] for year in ("2022", "2012"))
    assert row(newer, "1") == "1 范围 说给谁用。 已对照：正文的一段 不提要求"
    assert row(newer, "plan").endswith("待核实，据正文的一段 上一版 5 见下级条款")
    assert row(newer, "plan.list").endswith("待核实 上一版 5.a 、 5.b 清单写进协议 已承诺 1")
    assert "响应" in row(newer, "plan.rules")
    assert row(newer, "plan.rules").endswith("依据别的合同或标准 超时")
    assert row(newer, "make.team").endswith("未覆盖 不在合同里。")
    assert row(newer, "alone").endswith("未覆盖 未写原因")
    assert row(older, "5.b").endswith("接到新版： 清单 、 规章")
    assert "其中 5 条没有对照正文" in words(newer)
    assert "一个网页（某处） 正文的一段、只有第一章" in words(newer)
    assert "2 条接到新版" in words(bodies[address.COMPLIANCE])


@pytest.mark.parametrize("manner", ["quotation", "retelling", "listing"])
def test_what_was_never_read_in_the_text_is_not_verified(manner: str) -> None:
    def told(newer: str) -> list[int | None]:
        return [one.place.line for one in of(newer).findings if one.code == "verified-unread"]

    assert told(NEWER) == []
    assert len(told(NEWER.replace("manner: excerpt", f"manner: {manner}"))) == 1
    assert len(told(NEWER.replace(", read_in: page, asks", ", asks"))) == 1
