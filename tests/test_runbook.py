from __future__ import annotations

import pytest
from conftest import NOW, sound_base

from generators import address, knowledge
from generators.site.pages import book_steps, record, runbook

PATH = "records/process/incident/2026/INC-2026-0951.yaml"
ACCOUNT = "docs/runbooks/RB-ORA-ACCOUNT.md"
OPEN = """\
id: INC-2026-0951
reporter:
  department: 财务科
phenomenon: 报表打不开，刚才还好好的
channel: phone
level: L3
reported: "2026-11-20T17:50:00+08:00"
"""


@pytest.mark.parametrize(
    ("more", "shown_at"),
    [
        ("", set()),
        ("assets: [AS-APP-01]\n", set()),  # which no book is for
        ("assets: [AS-ORA-01]\n", {"RB-ORA-ACCOUNT"}),
        ("assets: [AS-ORA-01]\nrunbooks: [RB-DRAFT]\n", {"RB-DRAFT"}),
        ("runbooks: [RB-ORA-ACCOUNT]\n", {"RB-ORA-ACCOUNT"}),
        ('responded: "2026-11-20T17:55:00+08:00"\nrestored: "2026-11-20T17:58:00+08:00"\n', set()),
    ],
)
def test_a_runbook_shows_what_is_left_of_the_clocks_it_may_be_followed_for(
    more: str, shown_at: set[str]
) -> None:
    account = sound_base()[ACCOUNT].replace(b"\nowner:", b"\nassets: [AS-ORA-01]\nowner:")
    base = knowledge.read({**sound_base(), ACCOUNT: account, PATH: (OPEN + more).encode()}, NOW)
    running = runbook.OpenClocks(base)
    found = {
        book.id: [one.due for one in running.of(book.id) if one.ref.id == "INC-2026-0951"]
        for book in base.facts.of_kind("runbook")
    }
    assert {record_id for record_id, dues in found.items() if dues} == shown_at
    assert all("2026-11-20 18:50" in dues for dues in found.values() if dues)  # L3 is answered within an hour


BARE = """\
---
kind: {kind}
id: {id}
title: 刚写下来的做法
status: {status}
owner: P-004
---

先打电话，再看日志。
"""
BOOK = """\
---
kind: runbook
id: RB-STEPS
title: 登录页打开很慢
status: draft
owner: P-004
steps:
  - step: old-look
    do: 从前先看这里
    mandatory: false
    expect: 看过
    until: "2026-03-01"
  - step: look
    do: 看登录服务
    mandatory: true
    caution: 不要重启
    consent: 甲方项目负责人
    expect: 在运行
    value: 秒数
    unit: 秒
    high: 3
commands:
  - step: look
    place: shell
    note: 应用服务器上，照 old-look 一步，或 RB-ORA-ACCOUNT 的 ask-unlock
    run: uptime
branches:
  - step: look
    when: 账号锁了
    book: RB-ORA-ACCOUNT
    book_step: ask-unlock
  - step: look
    when: The look of it
---
"""


@pytest.mark.parametrize(
    ("kind", "record_id", "folder"),
    [
        ("runbook", "RB-BARE", "runbooks"),
        ("emergency-plan", "EP-BARE", "emergency"),
        ("dr-plan", "DP-BARE", "disaster"),
    ],
)
def test_a_draft_needs_a_title_an_owner_and_prose_and_approval_asks_for_the_rest(
    kind: str, record_id: str, folder: str
) -> None:
    def found(status: str) -> set[str]:
        page = BARE.format(kind=kind, id=record_id, status=status).encode()
        base = knowledge.read({**sound_base(), f"docs/{folder}/{record_id}.md": page}, NOW)
        if record_id in base.facts.records:
            (shown,) = (one for one in record.pages(base) if one.uri == address.record(record_id))
            assert "刚写下来的做法" in shown.title
            assert shown.body
        return {one.code for one in base.findings if record_id in one.place.path}

    assert found("draft") == set()
    assert found("approved") == {"missing-key"}


def test_the_steps_of_a_book_say_where_what_and_who_and_lead_to_what_they_name() -> None:
    base = knowledge.read({**sound_base(), "docs/runbooks/RB-STEPS.md": BOOK.encode()}, NOW)
    assert [one for one in base.findings if "RB-STEPS" in one.place.path] == []
    look, old = book_steps.Steps(base, base.facts.records["RB-STEPS"]).all()
    assert (old.step, old.until) == ("old-look", "2026-03-01")  # kept for older executions, and last
    assert (look.caution, look.consent, look.value) == ("不要重启", "甲方项目负责人", "秒数，不高于 3 秒")
    (deed,) = look.deeds
    assert (deed.place, deed.run) == ("在命令行", "uptime")
    book = address.record("RB-ORA-ACCOUNT")
    assert [(one.text, one.uri, one.anchor) for one in deed.note if one.uri is not None] == [
        ("old-look", "", "step-old-look"),
        ("RB-ORA-ACCOUNT 的 ask-unlock", book, "step-ask-unlock"),
    ]
    locked, words = look.branches
    told = ("《采集账号被锁定或过期》请业务系统厂商解锁", book, "step-ask-unlock", "RB-ORA-ACCOUNT")
    assert locked.target == book_steps.Piece(*told)
    assert [one.uri for one in words.when] == [None]  # a word of some program
