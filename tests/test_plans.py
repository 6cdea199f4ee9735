"""A plan is followed as a book is: the same tables, the same page, the same run; and what is asked of a run of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import schemas
from run_base import run_base
from small_base import NOON

from generators import address, audience, knowledge
from generators.authoring.steps import plans
from generators.kinds import compiler
from generators.kinds.field import Field
from generators.knowledge import KnowledgeBase
from generators.measures.paces import followed
from generators.records.reader import Who
from generators.records.record import split_front_matter
from generators.records.version import version_of
from generators.site import run_files
from generators.site.pages import record as record_page
from generators.strict_yaml import load

TABLES = ("phases", "steps", "commands", "branches", "verification", "rollback")
FOLLOWED = ("runbook", "emergency-plan", "dr-plan")
PATH = "records/technology/execution/2026/{}.yaml"
LATER = NOON.replace(month=4)


def told(field: Field) -> Any:
    """Everything that a table says, but for what only one of the kinds asks for besides."""
    whole = field.as_json()
    for row in whole["item"]["children"]:
        row.pop("must", None)
    return whole


def test_books_and_plans_have_the_same_tables_word_for_word() -> None:
    kinds, _ = compiler.read(schemas())
    for table in TABLES:
        first, *others = (told(kinds.sound[name].fields[table]) for name in FOLLOWED)
        assert all(one == first for one in others), table


def test_only_a_book_asks_for_what_is_to_be_seen() -> None:
    kinds, _ = compiler.read(schemas())
    rows = {name: kinds.sound[name].fields["steps"].item for name in FOLLOWED}
    asked = {
        name: sorted(key for key, one in row.children.items() if one.must)
        for name, row in rows.items()
        if row
    }
    assert asked["emergency-plan"] == asked["dr-plan"] == ["do", "mandatory", "step"]
    assert asked["runbook"] == ["do", "expect", "mandatory", "step"]


def run(*steps: str, **members: Any) -> dict[str, Any]:
    """A run of the plan in which these steps were done, one a minute."""
    rows = [
        {"step": step, "status": "done", "at": f"2026-03-20T10:{10 + at}:00+08:00"}
        for at, step in enumerate(steps)
    ]
    plan = run_base()["docs/emergency/EP-FLOOD.md"]
    return {
        "id": "EX-20260320-100000-abcd", "runbook": "EP-FLOOD", "runbook_version": version_of(plan), "target": "平台",
        "operator": "P-001", "started": "2026-03-20T10:00:00+08:00", "finished": "2026-03-20T11:00:00+08:00",
        "outcome": "success", "steps": rows, "source": "browser", "recorded_at": "2026-03-20T11:00:00+08:00",
        "no_change_reason": "演着玩的，没有动生产", **members,
    }  # fmt: skip


def found(record: dict[str, Any]) -> list[tuple[str, str]]:
    """What the checker says of a run."""
    path = PATH.format(record["id"])
    base = knowledge.read({**run_base(), path: json.dumps(record).encode()}, LATER)
    return [(one.code, one.message.partition("；")[0]) for one in base.findings if one.place.path == path]


def test_a_run_of_one_phase_is_whole_by_that_phase() -> None:
    assert found(run("call", "look", phases=["begin"])) == []


def test_a_run_of_the_whole_plan_lacks_the_other_phases() -> None:
    lacking = found(run("call", "look"))
    assert [code for code, _ in lacking] == ["row-missing", "row-missing"]
    assert "起数据库" in lacking[0][1] or "c1" in lacking[0][1]


AGREED = {"agreed_by": "甲方项目负责人", "agreed_at": "2026-03-20T10:09:00+08:00"}


@pytest.mark.parametrize(
    ("beside", "checks", "codes"),
    [
        ({}, [], ["consent-missing", "row-missing"]),
        (AGREED, [], ["row-missing"]),
        (AGREED, [{"code": "c1", "status": "done", "at": "2026-03-20T10:30:00+08:00"}], []),
    ],
)
def test_consent_and_the_checks_of_a_phase_are_asked_as_of_a_book(
    beside: dict[str, str], checks: list[dict[str, str]], codes: list[str]
) -> None:
    record = run("start", "verify", phases=["up"], **({"verification": checks} if checks else {}))
    record["steps"][0] |= beside
    assert sorted(code for code, _ in found(record)) == codes


def test_a_run_stands_on_the_page_of_its_plan() -> None:
    record = run("call", "look", phases=["begin"])
    base = knowledge.read({**run_base(), PATH.format(record["id"]): json.dumps(record).encode()}, LATER)
    assert [one.id for one in followed(base, "EP-FLOOD").runs] == [record["id"]]
    assert address.relative(address.record("EP-FLOOD"), address.record(record["id"])) in page(base)


def page(base: KnowledgeBase) -> str:
    return next(one for one in record_page.pages(base) if one.uri == address.record("EP-FLOOD")).body


def test_the_page_has_phases_with_their_steps_who_does_them_and_how_soon() -> None:
    body = page(knowledge.read(run_base(), NOON))
    assert [code for code in ("begin", "up", "off") if f'<summary id="{code}">' in body] == [
        "begin",
        "up",
        "off",
    ]
    assert 'data-after="15">接报起 15 分钟 内</span>' in body
    assert "“起数据库”起 4 小时 内" in body
    assert 'id="card"' in body
    assert version_of(run_base()["docs/emergency/EP-FLOOD.md"]) in body


def test_a_run_is_given_the_phases_and_whom_the_plan_calls() -> None:
    base = knowledge.read(run_base(), NOON)
    record = base.facts.records["EP-FLOOD"]
    kind = run_files.run_kind(base, record)
    assert kind is not None
    book = run_files.own(base, record, kind)
    assert [(one["code"], one["apart"]) for one in book["phases"]] == [
        ("begin", False),
        ("up", False),
        ("off", True),
    ]
    assert [one.get("after") for one in book["steps"]] == [None, None, None, "start", None]
    assert [one["who"] for one in book["contacts"]] == ["服务经理"]
    assert [one["codes"] for one in book["limits"]] == [["L1"]]


def test_the_customer_reads_a_plan_without_books_numbers_and_run_mode() -> None:
    base = audience.seen_by(knowledge.read(run_base(), NOON), Who.CUSTOMER, "CT-2026-01")
    body = page(base)
    assert "头三十分钟" in body
    assert "RB-DISK" not in body
    assert "磁盘写满了" not in body
    assert "tel:" not in body
    assert "data-run=" not in body


OLD = """\
---
kind: dr-plan
id: DP-OLD
status: approved
---

照做。

## 宣告 {#declare}

1. **先问**：[项目负责人](record:P-101)同意没有。
2. 记下那一刻：
    - 几点
    - 谁说的

别的话留着。

### 恢复

1. LONG
"""


def test_what_the_prose_of_an_older_plan_numbers_becomes_phases_and_steps_and_the_prose_stays() -> None:
    text = OLD.replace("LONG", "处置手册，一样一样来。" * 40)
    path = "docs/disaster/DP-OLD.md"
    [(changed, data)] = plans.STEPS.apply({path: text.encode(), "docs/about.md": b"1. x"}).items()
    head, prose, _ = split_front_matter(data.decode())
    assert changed == path
    assert prose == split_front_matter(text)[1]
    plan = load(str(head).encode())
    assert [(one["code"], one["title"]) for one in plan["phases"]] == [("declare", "宣告"), ("p2", "恢复")]
    assert [(one["phase"], one["do"]) for one in plan["steps"][:2]] == [
        ("declare", "先问：项目负责人（P-101）同意没有。"),
        ("declare", "记下那一刻：几点；谁说的"),
    ]
    assert len(plan["steps"][2]["do"]) <= 300
    whole = plan["steps"][2]["do"] + "".join(one["note"] for one in plan["commands"])
    assert whole == "处置手册，一样一样来。" * 40
    assert plans.STEPS.apply({path: data}) == {}
