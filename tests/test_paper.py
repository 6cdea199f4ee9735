"""What a page says of itself on paper, and the sheets that are signed for other records."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from conftest import good_base, sound_base

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.site.cells import Many, Stated, Table
from generators.site.pages import record as record_page
from generators.site.pages.sheet import Sheet, account
from generators.site.paper import MARK, Paper


def line(base: KnowledgeBase, name: str) -> tuple[str, str, str]:
    return Paper(base).line(address.record(name), base.facts.records[name].title)


def test_a_record_says_its_kind_its_id_its_contract_and_the_moment() -> None:
    said = line(good_base(), "INC-2026-0001")
    assert said == (
        "事件 INC-2026-0001 采集任务那一页全是红的",
        "",
        "数据截至 2026-11-20 18:00　合同 CT-2026-01　供内部查阅",
    )


def test_only_a_demonstration_says_that_it_is_one() -> None:
    base = good_base()
    shown = replace(base, config=replace(base.config, demo=True))
    assert Paper(shown).line("", "首页").foot.startswith("演示数据　")
    assert "演示" not in Paper(base).line("", "首页").foot


def test_a_document_says_as_which_digits_the_hash_of_its_file_begins() -> None:
    [path] = [one.path for one in good_base().texts if one.record_id == "GD-AUDIT"]
    digits = hashlib.sha256(sound_base()[path]).hexdigest()[:12]
    assert line(good_base(), "GD-AUDIT")[1] == f"版本 {digits} 批准 2026-03-20"


def test_what_a_title_holds_stays_text_at_the_root_and_in_the_line() -> None:
    whole = Paper(good_base()).on(f'<!doctype html><html lang="zh">{MARK}<p>{MARK}', "x/", '"><script>')
    assert "<script" not in whole
    assert whole.count("&quot;&gt;&lt;script&gt;") == 2
    assert whole.startswith('<!doctype html><html data-kb-title="')
    assert whole.endswith(f"<p>{MARK}")


def test_kinds_that_account_for_records_and_end_are_sheets_and_no_others() -> None:
    found = {one.kind.name for one in good_base().facts.records.values() if account(one)}
    assert found == {"confirmation", "acceptance"}


def test_each_item_of_a_sheet_has_its_level_its_times_and_how_each_clock_stands() -> None:
    base = good_base()
    view = record_page.view(base, base.facts.records["CF-2026-03"])
    [table] = [one.cell for one in view.tables if one.name == "items"]
    assert isinstance(table, Table)
    assert table.columns == ("登记", "级别", "起", "止", "判定", "意见", "原因")
    _, level, begin, end, judged, *_ = table.rows[0]
    assert (getattr(level, "text", ""), getattr(begin, "text", "")) == ("L2", "2026-03-05 09:10")
    assert getattr(end, "text", "") == "2026-03-05 11:20"
    assert isinstance(judged, Many)
    assert {one.text for one in judged.cells if isinstance(one, Stated) and one.name == State.MET} >= {
        "响应 21 分钟 达标"
    }


def test_both_sides_of_the_contract_sign_a_sheet() -> None:
    base = good_base()
    sheet = record_page.view(base, base.facts.records["CF-2026-03"]).sheet
    contract = base.facts.records["CT-2026-01"].data
    assert sheet == Sheet((("甲方", contract["customer"]), ("乙方", contract["provider"])), "")
    assert record_page.view(base, base.facts.records["INC-2026-0001"]).sheet is None
