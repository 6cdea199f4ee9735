"""What a kind says of its tables and numbers is linted: whatever a word names is there and can be measured."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import schemas
from test_schema_lint import THING, changed, findings_of

from generators.kinds import compiler, wholeness
from generators.kinds.field import Form
from generators.kinds.kind import Kinds

COLUMN = {"title": "栏", "type": "string", "maxLength": 9}
CODES = {
    "title": "方面",
    "type": "string",
    "oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}],
    "examples": ["a"],
}
NUMBER = {"title": "数", "type": "integer", "minimum": 0, "maximum": 99, "examples": [1]}
DAY = {
    "title": "日期",
    "description": "年-月-日。",
    "type": "string",
    "format": "date",
    "examples": ["2026-03-05"],
}
AT = {
    "title": "时间",
    "description": "时刻。",
    "type": "string",
    "format": "date-time",
    "examples": ["2026-03-05T09:10:00+08:00"],
}
ROW = {
    "type": "object",
    "properties": {
        "code": CODES, "text": COLUMN, "many": NUMBER, "few": NUMBER, "day": DAY,
        "who": {**COLUMN, "x-ref": "person", "examples": ["P-001"]},
    },
    "required": ["code"],
    "additionalProperties": False,
}  # fmt: skip
PARTS: dict[str, Any] = {
    "rows": {"title": "表", "type": "array", "maxItems": 9, "items": ROW},
    "some": {"title": "一列", "type": "array", "maxItems": 9, "items": COLUMN},
    "others": {"title": "另一列", "type": "array", "maxItems": 9, "items": COLUMN},
    "most": NUMBER,
    "days": {
        "title": "天", "type": "object", "properties": {"from": DAY, "to": DAY}, "required": ["from"],
        "additionalProperties": False, "x-period": ["from", "to"],
    },
    "hours": {
        "title": "时段", "type": "object", "properties": {"from": AT, "to": AT}, "required": ["from"],
        "additionalProperties": False, "x-period": ["from", "to"],
    },
}  # fmt: skip


def messages(word: str, value: object) -> list[str]:
    whole = changed(word, value)
    whole["properties"] = {**THING["properties"], **PARTS}
    return [one.message for one in findings_of(whole)]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("x-whole", {"rows": {"by": "code"}}),
        ("x-whole", {"rows": {"by": "code", "among": ["a"], "when": {"most": [1]}, "optional": True}}),
        ("x-whole", {"rows": {"by": "text", "before": True}}),
        ("x-whole", {"rows": {"by": "day", "days": True}}),
        ("x-whole", {"rows": {"by": "who", "records": ["person"]}}),
        ("x-whole", {"rows": {"count": 1}}),
        ("x-whole", {"rows": {"count": "most"}}),
        ("x-once", {"rows": ["code", "text"]}),
        ("x-apart", ["some", "others"]),
        ("x-at-most", {"rows.few": "rows.many", "most": {"rows": "rows", "where": {"code": ["a"]}}}),
        ("x-at-most", {"rows": "most"}),
    ],
)
def test_a_word_that_names_what_is_there_is_no_fault(word: str, value: object) -> None:
    assert messages(word, value) == []


@pytest.mark.parametrize(
    ("word", "value", "told"),
    [
        ("x-whole", {}, "每个表格一项"),
        ("x-whole", {"rows": {}}, "每个表格一项"),
        ("x-whole", {"rows": {"by": "code", "count": 1}}, "每个表格一项"),
        ("x-whole", {"rows": {"by": "code", "among": ["a"], "days": True}}, "每个表格一项"),
        ("x-whole", {"rows": {"by": "code", "unless": True}}, "每个表格一项"),
        ("x-whole", {"some": {"count": 1}}, "不是最外层的表格"),
        ("x-whole", {"rows": {"by": "lost"}}, "不是表格里的一栏"),
        ("x-whole", {"rows": {"by": "text"}}, "要说清怎样算全"),
        ("x-whole", {"rows": {"by": "text", "days": True}}, "要一栏日期"),
        ("x-whole", {"rows": {"by": "code", "among": ["c"]}}, "不在可选值之中"),
        ("x-whole", {"rows": {"by": "who", "records": ["thing"]}}, "不能引用的类别"),
        ("x-whole", {"rows": {"count": "name"}}, "不是数字"),
        ("x-whole", {"rows": {"count": 1, "when": {"lost": [1]}}}, "不是最外层的项"),
        ("x-once", {"rows": []}, "每个表格一项"),
        ("x-once", {"some": ["code"]}, "不是最外层的表格"),
        ("x-once", {"rows": ["lost"]}, "不是表格里的一栏"),
        ("x-apart", ["some"], "至少两个列表"),
        ("x-apart", ["some", "rows"], "不是一列值"),
        ("x-at-most", {}, "每个数一项"),
        ("x-at-most", {"name": "most"}, "里面也没有数字"),
        ("x-at-most", {"most": "name"}, "不是数字"),
        ("x-at-most", {"most": {"rows": "some"}}, "不是最外层的表格"),
        ("x-covered", {}, "每段起止一项"),
        ("x-covered", {"days": "rows"}, "不是带 x-period 的对象"),
        ("x-covered", {"days": "hours"}, "一段写日期，一段写时间"),
    ],
)
def test_a_word_that_measures_nothing_is_found(word: str, value: object, told: str) -> None:
    (message,) = messages(word, value)
    assert told in message


# tables of this project in which nothing can be left out or written twice, and why
OPEN = {
    "what is asked of whatever is judged, each row by itself": {"where", "good", "assumed"},
    "a life, whose rows are checked against each other": {"reopenings", "pauses", "level_changes", "updates"},
    "what was used, agreed or handed over, as far as there is any": {
        "attachments", "answers", "materials", "sessions", "deliveries", "backups", "escalation", "contacts",
        "security_events", "log", "branches", "commands",
    },
    "checked by the roster and the calendar as spans": {"days", "shifts", "windows", "holidays", "work"},
    "what holds over time, often more than one at once": {"states", "earlier_approvals", "posts"},
}  # fmt: skip


def tables(kinds: Kinds) -> dict[str, set[str]]:
    """By table, the kinds that have one of which nothing says when it is whole, or what stands in it once."""
    found: dict[str, set[str]] = {}
    for kind in kinds.sound.values():
        marks = kind.tree.marks
        told = {*marks.get("whole", {}), *marks.get("once", {}), *kind.parts}
        for field in kind.formed(Form.TABLE):
            if field.name not in told:
                found.setdefault(field.name, set()).add(kind.name)
    return found


def test_every_table_says_what_whole_is_or_stands_in_the_list_of_those_that_cannot() -> None:
    kinds, _ = compiler.read(schemas())
    allowed = set[str]().union(*OPEN.values())
    assert set(tables(kinds)) - allowed == set()


def test_the_shapes_take_only_what_they_say() -> None:
    assert not wholeness.is_at_most({"most": {"rows": 1}})
    assert not wholeness.is_covered({"days": 1})
    assert not wholeness.is_once({"rows": [1]})
    assert not wholeness.is_whole([])
