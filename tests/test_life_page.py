"""The page of a record tells its life in order: what happened, how long, who answers for it, what nobody knows."""

from __future__ import annotations

import re
from typing import Any

from conftest import NOW, good_base
from one_obligation import base_with
from test_lives import CLOSED, FOLDER, HEAD, incident

from generators import address, knowledge
from generators.knowledge import KnowledgeBase
from generators.site.pages import record as record_page
from generators.site.pages import timeline
from generators.site.show import show

NAME = "INC-2026-0801"
RICH: dict[str, Any] = {
    "occurred": {"at": "2026-03-02T08:56:00+08:00", "certainty": "estimated"},
    "responded": {"certainty": "unknown"},
    "on_site_waiver": {"by": "P-101", "at": "2026-03-02T09:20:00+08:00", "reason": "远程就行"},
    "updates": [{"at": "2026-03-02T09:30:30+08:00", "by": "P-004", "text": "<b>照 INC-2026-0001 查过</b>"}],
    "pauses": [
        {
            "from": "2026-03-02T09:40:00+08:00",
            "to": "2026-03-02T10:00:00+08:00",
            "reason": "waiting-user",
            "approver": "P-101",
        }
    ],
    "level_changes": [{"from": "L1", "to": "L5", "at": "2026-03-02T10:10:00+08:00", "by": "P-001"}],
    "restored": "2026-03-02T10:30:00+08:00",
    "outages": [{"function": "F-ALERT"}],
    "reopenings": [
        {"at": "2026-03-02T12:00:00+08:00", "reason": "又断了", "restored": "2026-03-02T12:30:00+08:00"}
    ],
    "confirmed": "2026-03-03",
}


def base(*parts: dict[str, Any]) -> KnowledgeBase:
    files = incident(NAME, HEAD, *parts)
    return knowledge.read(base_with("declared: {would_prove: 评审结论}\n", files), NOW)


def told(known: KnowledgeBase) -> tuple[list[tuple[str, ...]], str]:
    view = timeline.view(known, known.facts.records[NAME])
    assert view
    rows = [tuple(str(show(cell, lambda uri: uri)) for cell in row) for row in view.table.rows]
    return rows, view.undated


def plain(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


def test_all_that_happened_is_told_in_the_order_in_which_it_happened() -> None:
    rows, _ = told(base(RICH))
    assert [tuple(map(plain, row[:3])) for row in rows] == [
        ("2026-03-02 08:56", "发生", "估计"),
        ("2026-03-02 08:56", "中断", "预警处置，到 2026-03-02 10:30，1 小时 34 分钟"),
        ("2026-03-02 09:00", "接报", ""),
        ("2026-03-02 09:20", "同意不到场", "远程就行"),
        ("2026-03-02 09:30:30", "进展", "&lt;b&gt;照 INC-2026-0001 查过&lt;/b&gt;"),
        ("2026-03-02 09:40", "挂起", "等待用户，到 2026-03-02 10:00，20 分钟"),
        ("2026-03-02 10:10", "级别变更", "由 L1 改为 L5，没有甲方批准，不算"),
        ("2026-03-02 10:30", "恢复", ""),
        ("2026-03-02 12:00", "重新打开", "又断了"),
        ("2026-03-02 12:30", "恢复", ""),
        ("2026-03-03", "用户确认", ""),
    ]  # fmt: skip


def test_who_answers_for_it_stands_beside_it() -> None:
    rows, _ = told(base(RICH))
    who = {plain(row[1]): row[3] for row in rows}
    assert "P-101" in who["同意不到场"]
    assert "P-004" in who["进展"]
    assert "P-101" in who["挂起"]
    assert "P-001" in who["级别变更"]
    assert who["接报"] == ""


def test_what_somebody_wrote_is_text_in_which_ids_lead_to_records() -> None:
    rows, _ = told(base(RICH))
    [text] = [row[2] for row in rows if plain(row[1]) == "进展"]
    assert "&lt;b&gt;" in text
    assert '<a href="r/INC-2026-0001/"' in text


def test_what_happened_when_nobody_knows_is_said_below() -> None:
    assert told(base(RICH))[1] == "发生过、时间不详的：响应。"
    assert told(base({"restored": "2026-03-02T10:30:00+08:00"}))[1] == ""


def test_a_wait_that_goes_on_is_said_to_go_on() -> None:
    rows, _ = told(base({"pauses": [{"from": "2026-03-02T09:40:00+08:00", "reason": "waiting-user"}]}))
    assert plain(rows[-1][2]) == "等待用户，还没有结束"


def test_what_only_began_has_no_order_to_show() -> None:
    known = base()
    assert timeline.view(known, known.facts.records[NAME]) is None
    whole = good_base()
    assert timeline.view(whole, whole.facts.records["P-001"]) is None


def test_the_page_of_a_record_has_the_section() -> None:
    known = base(RICH, CLOSED, {"closed": "2026-03-03T18:00:00+08:00"})
    assert FOLDER in known.facts.records[NAME].path
    [page] = [one for one in record_page.pages(known) if one.uri == f"r/{NAME}/"]
    assert '<summary id="timeline">时间线 ' in page.body


def test_a_hash_stands_behind_all_that_is_read_of_a_record() -> None:
    base = good_base()
    seal = next(one for one in base.facts.records.values() if "root_sha256" in one.data)
    [page] = [one for one in record_page.pages(base) if one.uri == address.record(seal.id)]
    main = page.body.partition("<aside")[0]
    assert re.findall(r'<h2 id="(\w+)"', main)[-1] == "root_sha256"
    assert f"<code>{seal.data['root_sha256']}</code>" in main
