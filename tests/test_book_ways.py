"""What leads to a book, counted by hand over a base with one call, and what no book is for."""

from __future__ import annotations

import pytest
from conftest import NOW, good_base, sound_base

from generators import knowledge
from generators.measures import book_ways
from generators.measures.figure import Group
from generators.site.pages import books

BARE = "---\nkind: runbook\nid: RB-BARE\ntitle: 刚写下来的\nstatus: draft\nowner: P-004\n---\n\n先看。\n"
CALL = """\
id: INC-2026-0952
reporter:
  department: 财务科
phenomenon: {told}
channel: phone
level: L3
reported: "2026-11-20T17:50:00+08:00"
{more}
"""


def read(told: str = "首页角标和列表条数对不上", more: str = "") -> knowledge.KnowledgeBase:
    path = "docs/runbooks/RB-ORA-ACCOUNT.md"
    account = sound_base()[path].replace(b"\nowner:", b"\nassets: [AS-ORA-01]\nowner:")
    call = CALL.format(told=told, more=more).encode()
    return knowledge.read(
        {
            **sound_base(),
            path: account,
            "docs/runbooks/RB-BARE.md": BARE.encode(),
            "records/process/incident/2026/INC-2026-0952.yaml": call,
        },
        NOW,
    )


@pytest.mark.parametrize(
    ("told", "more", "found"),
    [
        ("采集报 ORA-28000 进不去", "", [("RB-ORA-ACCOUNT", "", "ORA-28000")]),
        ("采集进不去，报 ora-28000", "", [("RB-ORA-ACCOUNT", "", "ORA-28000")]),
        ("采集进不去，什么也没报", "assets: [AS-ORA-01]", [("RB-ORA-ACCOUNT", "AS-ORA-01", "")]),
        ("采集进不去，什么也没报", "assets: [AS-APP-01]", []),
    ],
)
def test_a_call_leads_to_books_by_its_words_and_by_the_thing_that_it_names(
    told: str, more: str, found: list[tuple[str, str, str]]
) -> None:
    base = read(told, more)
    given = book_ways.ways(base, base.facts.records["INC-2026-0952"])
    assert [(one.book, one.thing, one.word) for one in given] == found
    shown = books.for_record(base, base.facts.records["INC-2026-0952"])
    assert shown is not None
    assert [one.book.id for one in shown.books] == [book for book, _, _ in found]


def test_a_thing_leads_to_its_books_and_a_call_that_is_over_to_none() -> None:
    base = read()
    [found] = book_ways.ways(base, base.facts.records["AS-ORA-01"])
    assert (found.book, found.thing) == ("RB-ORA-ACCOUNT", "AS-ORA-01")
    assert books.for_record(base, base.facts.records["INC-2026-0001"]) is None
    assert books.for_record(base, base.facts.records["P-001"]) is None


def test_a_cause_leads_to_the_books_that_its_calls_used() -> None:
    base = read(more="runbooks: [RB-ORA-ACCOUNT]\ncause_class: network")
    [found] = book_ways.by_cause(base)["network"]
    assert (found.book, found.calls) == ("RB-ORA-ACCOUNT", Group("network", ("INC-2026-0952",)))


def test_what_no_book_is_for_is_a_gap_with_the_calls_that_were_about_it() -> None:
    base = read(more="assets: [AS-APP-01, AS-ORA-01]\ncause_class: network")
    gaps = book_ways.gaps(base)
    things = {one.name: one.calls.ids for one in gaps.things}
    assert [one.name for one in gaps.things[:2]] == ["AS-APP-01", "AS-BIZ-09"]  # these were called for
    assert things == {
        "AS-APP-01": ("INC-2026-0952",),
        "AS-BIZ-09": ("INC-2026-0001",),
        "AS-CERT-01": (),
        "AS-PLATFORM": (),
    }
    assert ("network", ("INC-2026-0952",)) in [(one.name, one.calls.ids) for one in gaps.causes]
    assert gaps.bare.ids == ("RB-BARE",)  # nobody finds it by anything
    assert [one.name for one in book_ways.gaps(good_base()).things if one.name == "AS-ORA-01"] == [
        "AS-ORA-01"
    ]
