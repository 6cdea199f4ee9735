"""References lead somewhere, of the right kind; parts are looked up in the record that is meant."""

from __future__ import annotations

import time

import pytest
from conftest import NOW, files_of, sound_base
from serving import serving

from generators import knowledge
from generators.finding import Place
from generators.knowledge import KnowledgeBase
from generators.records.links import Link, record_links
from generators.records.record import WrittenPage

GUIDE = "docs/guides/how.md"
TERM = "records/requirements/contract/CT-2026-01.yaml"


def guide(text: str) -> list[tuple[int, int, str]]:
    found = record_links(WrittenPage(GUIDE, text, 1, None, {}))
    return [(place.line, place.column, target) for place, target in found]


def test_a_page_of_very_many_links_is_gone_through_once() -> None:
    text = "[甲](record:P-001) " * 50_000
    before = time.process_time()
    found = guide(f"{text}\n\n  [乙](record:P-002)")
    assert time.process_time() - before < 5  # it took minutes
    assert found[1] == (1, len("[甲](record:P-001) ") + 1 + found[0][1] - 1, "P-001")
    assert (len(found), found[-1]) == (50_001, (3, found[0][1] + 2, "P-002"))


def codes(base: KnowledgeBase) -> list[str]:
    return [one.code for one in base.findings]


def test_a_link_leads_from_value_to_record_and_back(base: KnowledgeBase) -> None:
    link = Link("INC-2026-0001", ("handlers", 0), "P-004")
    assert link in base.facts.named_by("INC-2026-0001")
    assert link in base.facts.naming("P-004")


def test_a_part_is_linked_to_the_record_that_owns_it(base: KnowledgeBase) -> None:
    links = base.facts.named_by("INC-2026-0003")
    assert Link("INC-2026-0003", ("level",), "CT-2026-01", "L2") in links
    assert Link("INC-2026-0003", ("level_changes", 0, "to"), "CT-2026-01", "L3") in links


def test_a_part_of_no_named_owner_is_looked_up_in_the_default_contract(base: KnowledgeBase) -> None:
    assert Link("INC-2026-0002", ("level",), "CT-2026-01", "L5") in base.facts.named_by("INC-2026-0002")
    assert Link("P-004", ("posts", 1, "role"), "CT-2026-01", "support-engineer") in base.facts.named_by(
        "P-004"
    )


def test_the_only_contract_needs_no_setting() -> None:
    files = {path: data for path, data in sound_base().items() if path != "pyproject.toml"}
    assert knowledge.read(files, NOW).findings == ()


def test_the_named_contract_beats_the_default_one(base: KnowledgeBase) -> None:
    """
# records/process/incident/2026/INC-2026-0901.yaml
id: INC-2026-0901
contract: CT-2026-02
reporter: {department: 财务科}
phenomenon: 导出的报表列顺序不对
channel: email
level: L5
reported: "2026-06-08T17:26:00+08:00"
level_changes:
  - {from: L5, to: L4, at: "2026-06-08T18:00:00+08:00", by: P-001}
"""  # fmt: skip
    second = sound_base()[TERM].replace(b"CT-2026-01", b"CT-2026-02").replace(b"code: L5", b"code: L9")
    mine = files_of(test_the_named_contract_beats_the_default_one.__doc__ or "")
    both = knowledge.read(
        {**serving(sound_base(), "CT-2026-01"), **mine, TERM.replace("-01.", "-02."): second}, NOW
    )
    assert [(one.place.line, one.place.column, one.code) for one in both.findings] == [
        (6, 8, "unknown-part"),
        (9, 12, "unknown-part"),
        (1, 5, "contract-unjudged"),  # the second contract has no obligations here
    ]
    assert "可用：L1、L2、L3、L4、L9" in both.findings[0].message
    assert codes(base) == ["unknown-reference"]  # without the contract only its name is blamed


def test_without_a_word_on_the_owner_a_part_is_of_the_contract_that_binds() -> None:
    """
# schemas/process/visit.schema.json
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "回访", "description": "一次回访。", "type": "object",
  "x-element": "process", "x-phases": ["operation"], "x-folder": "visit", "x-title": "id",
  "properties": {
    "id": {"title": "编号", "description": "VI- 加三位序号。", "type": "string", "pattern": "^VI-[0-9]{3}$(?!\\\\n)", "examples": ["VI-001"]},
    "contract": {"$ref": "../common.schema.json#/$defs/reference", "title": "合同", "x-ref": "contract"},
    "level": {"$ref": "../common.schema.json#/$defs/reference", "title": "级别", "x-ref": "contract.levels"},
    "voided": {"$ref": "../common.schema.json#/$defs/voided"}
  },
  "required": ["id", "level"], "additionalProperties": false
}

# records/process/visit/VI-001.yaml
id: VI-001
contract: CT-2026-02
level: L9

# records/process/visit/VI-002.yaml
id: VI-002
level: L5
"""  # fmt: skip
    second = sound_base()[TERM].replace(b"CT-2026-01", b"CT-2026-02").replace(b"code: L5", b"code: L9")
    mine = files_of(test_without_a_word_on_the_owner_a_part_is_of_the_contract_that_binds.__doc__ or "")
    base = knowledge.read(
        {**serving(sound_base(), "CT-2026-01"), **mine, TERM.replace("-01.", "-02."): second}, NOW
    )
    assert codes(base) == ["contract-unjudged"]
    assert Link("VI-001", ("level",), "CT-2026-02", "L9") in base.facts.named_by("VI-001")
    assert base.facts.named_by("VI-002") == (Link("VI-002", ("level",), "CT-2026-01", "L5"),)


def test_a_near_miss_of_an_id_is_suggested(base: KnowledgeBase) -> None:
    """
# docs/guides/how.md
看 [这条](record:INC-2026-001)。
"""  # fmt: skip
    assert codes(base) == ["unknown-reference"]
    assert "是不是 INC-2026-0001？" in base.findings[0].message


def test_the_message_of_a_wrong_kind_names_both_kinds(base: KnowledgeBase) -> None:
    """
# records/technology/inspection/2026/INS-2026-901.yaml
id: INS-2026-901
title: 2026 年第三季度巡检
template: P-001
started: "2026-09-16T09:24:00+08:00"
inspector: IT-QUARTERLY
readings:
  - item: app-heap
    status: normal
"""  # fmt: skip
    assert [(one.place.line, one.code) for one in base.findings] == [(3, "wrong-kind"), (5, "wrong-kind")]
    assert "P-001 是人员，这里要「巡检模板」" in base.findings[0].message


def test_a_voided_record_may_still_be_named_by_a_voided_one(base: KnowledgeBase) -> None:
    """
# records/people/person/P-091.yaml
id: P-091
name: 工程师甲
side: provider
organisation: 运维服务部
posts:
  - post: 运维支持工程师
    from: "2026-01-01"
voided:
  reason: 又登记了一次
  by: P-090
  at: "2026-01-06T10:12:00+08:00"
"""  # fmt: skip
    assert codes(base) == []


def test_links_of_pages_are_found_at_their_line_and_column() -> None:
    text = "# 标题\n\n见 [甲](record:P-001) 和 [乙](record:P-002)。\n"
    assert guide(text) == [(3, 14, "P-001"), (3, 34, "P-002")]


def test_a_page_with_front_matter_counts_lines_from_the_top_of_the_file() -> None:
    (found,) = record_links(WrittenPage(GUIDE, "\n[甲](record:P-001)\n", 5, None, {}))
    assert found == (Place(GUIDE, 6, 12), "P-001")


@pytest.mark.parametrize("fence", ["```", "~~~", "``` yaml"])
def test_links_in_code_blocks_are_none(fence: str) -> None:
    text = f"{fence}\n[甲](record:P-001)\n{fence[:3]}\n[乙](record:P-002)\n"
    assert guide(text) == [(4, 12, "P-002")]


def test_a_longer_fence_may_hold_a_shorter_one() -> None:
    assert guide("````\n```\n[甲](record:P-001)\n```\n[甲](record:P-001)\n````\n") == []


def test_links_in_inline_code_are_none() -> None:
    assert guide("写成 `[标题](record:INC-2026-0001)` 就行。\n") == []


@pytest.mark.parametrize(
    "text", ['[甲](record:P-001 "服务经理")', "[甲](<record:P-001>)", "[甲]: record:P-001"]
)
def test_every_way_markdown_writes_a_link_is_checked(text: str) -> None:
    assert [target for _, _, target in guide(text)] == ["P-001"]


def test_a_page_that_is_a_record_names_what_it_links_to(base: KnowledgeBase) -> None:
    assert Link("RB-ORA-ACCOUNT", (), "INC-2026-0001") in base.facts.naming("INC-2026-0001")


def test_a_page_that_is_no_record_names_nobody(base: KnowledgeBase) -> None:
    """
# docs/guides/how.md
看 [这条](record:INC-2026-0002)。
"""  # fmt: skip
    assert codes(base) == []
    assert base.facts.naming("INC-2026-0002") == ()
