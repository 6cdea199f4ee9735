"""What stands in the data of the search: every record and page by what was written, and nothing that is derived."""

from __future__ import annotations

import re

import pytest
import small_base
from conftest import good_base
from searching import entries_of
from test_listing import long_files

from generators.audience import seen_by
from generators.knowledge import KnowledgeBase
from generators.records.reader import Who
from generators.site import sources
from generators.site.pages import pages
from generators.site.pages.followed import word
from generators.site.search import alike, files, told
from generators.site.search.entries import Entry, Sort
from generators.words import alike as groups
from generators.words import fillers, sought


def by_address(base: KnowledgeBase) -> dict[str, Entry]:
    return {one.location: one for one in entries_of(base)}


def test_every_record_is_found_as_what_it_is_good_for_and_says_how_it_came_out() -> None:
    base = good_base()
    found = by_address(base)
    assert {one.id for one in found.values() if one.id} == {*base.facts.records}
    assert found["r/RB-ORA-ACCOUNT/"].sort is Sort.BOOK
    assert found["r/EP-PLATFORM/"].sort is Sort.PLAN
    assert found["r/INC-2026-0001/"].sort is Sort.PAST
    assert found["r/P-004/"].sort is Sort.BOUND
    late = [one for one in found.values() if one.outcome == "late" and one.id.startswith("INC-")]
    assert late
    assert all(one.how.startswith("超时") and one.day and one.kind == "事件" for one in late)


def test_a_book_is_called_by_what_callers_say_and_by_its_codes() -> None:
    book = by_address(good_base())["r/RB-ORA-ACCOUNT/"]
    assert "ORA-28001" in book.names
    record = good_base().facts.records["RB-ORA-ACCOUNT"]
    assert {*record.data["symptoms"], *record.data.get("synonyms", ())} <= {*book.names}


def test_what_can_be_carried_out_says_how_much_it_is_and_is_begun_from_its_hit() -> None:
    base = good_base()
    found = by_address(base)
    offered = {one.id: one.acts for one in found.values() if one.acts.places}
    bodies = {page.uri: page.body for page in pages(base)}
    books = {one.id for one in base.facts.records.values() if word(one.kind) and one.data.get("steps")}
    assert offered.keys() == books > {"EP-PLATFORM"}
    for name, acts in offered.items():
        body = bodies[f"r/{name}/"]
        assert "run" in acts.places
        assert "data-run=" in body
        assert all(f'id="{place}"' in body for place in acts.places if place != "run")
        assert body.count('class="itss-slug"') >= int(re.findall("[0-9]+", acts.told)[0]) > 0
    outside = seen_by(base, Who.CUSTOMER, "CT-2026-01")
    assert not any(one.acts.places for one in entries_of(outside))


def test_a_list_is_found_and_its_parts_are_not() -> None:
    base = small_base.of(long_files(70))
    found = by_address(base)
    parts = {page.uri for page in sources.stage(base, "kbmark").by_address.every() if page.is_part}
    assert parts
    assert not parts & {*found}
    assert found["registers/incident/"].text == base.kinds.sound["incident"].about


def test_what_is_searched_of_a_record_is_what_was_written_and_neither_its_file_nor_its_judgements() -> None:
    base = small_base.read()
    text = by_address(base)["r/INC-2026-0001/"].text
    assert base.facts.records["INC-2026-0001"].title in text
    [page] = [one for one in pages(base) if one.uri == "r/INC-2026-0001/"]
    for derived in ("reported:", "计时"):
        assert derived in page.body
        assert derived not in text


def test_help_is_found_by_what_it_says_and_other_pages_by_their_names() -> None:
    found = by_address(good_base())
    assert "接报" in found["help/glossary/"].names
    assert found["help/codes/"].text.count("\n") > 100
    assert {"达标率"} <= {*found["sla/"].names} & {*found["sla/2026-03/"].names}
    assert found["sla/2026-03/"].text == ""


@pytest.mark.parametrize("who", [Who.CUSTOMER, Who.PUBLIC])
def test_who_may_not_see_a_record_does_not_find_it_either(who: Who) -> None:
    base = good_base()
    cut = seen_by(base, who, "CT-2026-01")
    hidden = {*base.facts.records} - {*cut.facts.records}
    assert hidden
    whole = "\n".join(text for _, text in files.scripts(cut, entries_of(cut)))
    assert [one for one in hidden if f'"{one}"' in whole or f"r/{one}/" in whole] == []


def test_books_come_first_and_what_is_new_before_what_is_old() -> None:
    found = entries_of(good_base())
    order = [*Sort]
    assert [order.index(one.sort) for one in found] == sorted(order.index(one.sort) for one in found)
    past = [one.day for one in found if one.sort is Sort.PAST]
    assert past == sorted(past, reverse=True)
    assert len({*past}) > 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## 先 看 磁盘 {#disk}\n\n到 **2026 年 10 月** 看 `df -h`。", "先看磁盘\n到2026年10月看df -h。"),
        ("| 问 | 记成 |\n|---|---|\n| 几点 | 接报 |", "问\n记成\n几点\n接报"),
        ("- [ ] 打[热线](record:TL-001)，见 [这里](../x.md)\n1. 再看", "打热线，见这里\n再看"),
        ("```sql\nselect * from dual where a_b = 1;\n```", "select * from dual where a_b = 1;"),
        ("a <b>粗</b> 2 < 3", "a <b>粗</b> 2 < 3"),
    ],
)  # fmt: skip
def test_markdown_is_said_without_its_signs(text: str, said: str) -> None:
    assert told.of_markdown(text) == said


def test_a_reference_is_found_by_its_id_and_by_what_it_names_apart() -> None:
    base = good_base()
    source, link = next(
        (one, link)
        for one in base.facts.records.values()
        for link in base.facts.named_by(one.id)
        if link.row is None and one.kind.name == "incident"
    )
    lines = told.of_record(base, source).split("\n")
    assert link.target in lines
    assert told.tidy(base.facts.records[link.target].title) in lines


def test_months_quarters_and_years_have_the_names_that_people_give_them_today() -> None:
    found = alike.groups(good_base())
    assert ["上月", "上个月", "2026 年 10 月"] in found
    assert ["本季度", "这个季度", "2026 年第四季度"] in found
    assert ["去年", "上年", "2025 年"] in found


def test_words_of_the_glossary_stand_for_each_other() -> None:
    found = alike.groups(good_base())
    assert ["事件", "工单", "报障单", "单子"] in found
    assert all(len({*one}) == len(one) > 1 for one in found)
    assert all(one for some in (*groups(), *sought().values()) for one in some)
    assert len({*fillers()}) == len(fillers())


def test_what_a_page_is_looked_for_by_is_said_of_a_page_that_there_is() -> None:
    uris = {page.uri for page in sources.stage(good_base(), "kbmark").pages}
    assert [one for one in sought() if not any(uri.startswith(one.removesuffix("*")) for uri in uris)] == []
