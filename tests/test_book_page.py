"""The page of a book: who is behind the posts that it names, its version, what its runs tell, time left by level."""

from __future__ import annotations

import hashlib

import figures_base
import pytest
from conftest import NOW, good_base, sound_base
from lists import listings

from generators import address, knowledge
from generators.site import run_files
from generators.site.listing import named
from generators.site.listing.filter import parse
from generators.site.pages import book_calls, book_clocks, book_past, record

PERSON = """\
id: P-97{number}
name: {name}
side: provider
organisation: 运维服务部
posts:
  - {{post: {post}, role: support-engineer, from: "2026-01-01"{to}}}
phone: 000-0000-097{number}
"""
PARTY = """\
id: PT-{number}
title: （演示）{title}
category: {category}
duties: 管它那一摊
contact_post: 值班台
phone: 000-0000-{number}
"""


def people() -> dict[str, bytes]:
    """Four engineers, one of them gone, two desks."""
    rows = (
        (1, "工程师庚", "运维支持工程师（平台应用）", ""),
        (2, "工程师辛", "运维支持工程师（大数据库）", ""),
        (3, "工程师壬", "运维支持工程师（大数据库）", ', to: "2026-05-31"'),
        (4, "甲方安全岗", "安全岗", ""),
    )
    found = {
        f"records/people/person/P-97{number}.yaml": PERSON.format(number=number, name=name, post=post, to=to)
        for number, name, post, to in rows
    }
    for number, title, category in ((981, "数据湖厂商", "vendor"), (982, "政务云运营方", "government-cloud"),
        (983, "水、渠平台", "vendor"), (984, "水、渠平台驻场处", "vendor")):  # fmt: skip
        found[f"records/resource/party/PT-{number}.yaml"] = PARTY.format(
            number=number, title=title, category=category
        )
    return {path: text.encode() for path, text in found.items()}


@pytest.fixture(scope="module")
def staffed() -> knowledge.KnowledgeBase:
    return knowledge.read({**sound_base(), **people()}, NOW)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("甲方安全岗", {"P-974"}),
        ("甲方安全岗（管控中心）", {"P-974"}),
        ("负责大数据库的运维支持工程师", {"P-972"}),  # who held the post until May is not called
        ("负责应用的运维支持工程师", {"P-971"}),
        ("数据湖厂商驻场", {"PT-981"}),
        ("数据湖厂商、甲方安全岗", {"PT-981", "P-974"}),
        ("提出请求的科室", set()),
        ("水、渠平台", {"PT-983"}),  # its own name, although it begins that of another
    ],
)
def test_a_post_in_words_leads_to_who_holds_it_today(
    staffed: knowledge.KnowledgeBase, who: str, names: set[str]
) -> None:
    found = book_calls.callees(staffed, who)
    assert {one.ref.id for one in found} == names
    assert {one.tel[-3:] for one in found} == {one[-3:] for one in names}


def test_a_book_shows_the_digits_that_its_file_hashes_to() -> None:
    base = good_base()
    [path] = [one.path for one in base.texts if one.record_id == "RB-ORA-ACCOUNT"]
    digits = hashlib.sha256(sound_base()[path]).hexdigest()[:12]
    assert run_files.version(base, base.facts.records["RB-ORA-ACCOUNT"]) == digits
    [page] = [one for one in record.pages(base) if one.uri == address.record("RB-ORA-ACCOUNT")]
    assert f"<code>{digits}</code>" in page.body


def test_levels_with_the_same_limits_stand_together() -> None:
    base = good_base()
    found = book_clocks.clocks(base, base.facts.records["RB-ORA-ACCOUNT"])
    assert [(one.codes, [(span.event, span.minutes) for span in one.spans]) for one in found] == LEVELS


def test_the_page_tells_the_last_runs_and_where_it_fails() -> None:
    base = figures_base.read()
    found = book_past.past(base, base.facts.records["RB-DISK"])
    assert [one.ref.id[-4:] for one in found.last] == ["dddd", "cccc", "bbbb", "aaaa"]
    assert [(one.begun[5:], one.outcome, one.took) for one in found.last[1:]] == [
        ("03-03 09:00", "成功", "10 分钟"),
        ("03-02 09:00", "失败", "30 分钟"),
        ("03-01 09:00", "成功", "1 小时"),
    ]
    assert (found.minutes, found.overdue) == ("30 分钟", "")
    assert [(one.step, one.failed and one.failed.number) for one in found.fails] == [
        ("clean", 2),
        ("look", 1),
    ]
    assert found.steps["look"].pace == "中位 1 分钟（3 次）"
    assert found.steps["clean"].pace == "用时 1 分钟（2 次）"  # of two nobody can tell what is usual
    late = figures_base.read(RB_DISK=figures_base.RUNBOOK.replace("2026-12-31", "2026-02-01"))
    assert book_past.past(late, late.facts.records["RB-DISK"]).overdue == "2026-02-01"


def test_very_many_runs_of_a_book_are_opened_by_its_name_and_not_by_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = figures_base.read()
    book = base.facts.records["RB-DISK"]
    few = book_past.past(base, book).all
    monkeypatch.setattr(named, "MANY", 3)
    many = book_past.past(base, book).all
    assert few
    assert many
    assert many.address == f"{address.register('execution')}?names=RB-DISK"
    chosen, known = [parse(one.address) for one in (few, many)], listings(base)
    assert [len(one.select(known[one.uri])) for one in chosen] == [few.number, many.number] == [4, 4]


def test_between_two_who_are_meant_by_one_line_stands_a_sign() -> None:
    path = "docs/runbooks/RB-ORA-ACCOUNT.md"
    text = sound_base()[path].decode().replace("who: 业务系统厂商", "who: 数据湖厂商、甲方安全岗")
    base = knowledge.read({**sound_base(), **people(), path: text.encode()}, NOW)
    [page] = [one for one in record.pages(base) if one.uri == address.record("RB-ORA-ACCOUNT")]
    vendor, officer = '<a href="../PT-981/">（演示）数据湖厂商</a>', '<a href="../P-974/">甲方安全岗</a>'
    assert f"<b>数据湖厂商、甲方安全岗</b> {vendor}、{officer}<span" in page.body or (
        f"<b>数据湖厂商、甲方安全岗</b> {officer}、{vendor}<span" in page.body
    )


LEVELS = [(("L2",), [("responded", 30), ("restored", 120)])]
