"""The reference page of a kind: how each field is written, what else must be there, an example to copy."""

from __future__ import annotations

import pytest
from conftest import schemas

from generators.kinds import compiler
from generators.site.pages.schema_help import view

KINDS, _ = compiler.read(schemas())
INCIDENT = view(KINDS.sound["incident"], KINDS)


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("contract", "编号，指合同"),
        ("level", "代码，取自合同的级别与时限"),
        ("reporter", "下一层各项"),
        ("phenomenon", "文字，最多 200 字"),
        ("channel", "选一个代码"),
        ("reported", "时间，或分写来源"),
        ("on_site_needed", "true 或 false"),
        ("satisfaction", "整数"),
        ("pauses", "表格，最多 20 行"),
        ("handlers", "列表，最多 10 条"),
        ("recorded_at", "带时区的时间"),
    ],
)
def test_a_field_says_how_it_is_written(key: str, form: str) -> None:
    assert {one.key: one.form for one in INCIDENT.sections[0].fields}[key] == form


def test_a_reference_to_several_kinds_names_them_all() -> None:
    fields = view(KINDS.sound["obligation"], KINDS).sections[0].fields
    [source] = [one.form for one in fields if one.key == "source"]
    assert source == "编号，指合同或标准"


def test_groups_and_tables_have_sections_of_their_own() -> None:
    told = {one.anchor: [field.key for field in one.fields] for one in INCIDENT.sections}
    assert next(iter(told)) == "fields"
    assert told["reporter"] == ["department", "post"]
    assert {"from", "to", "reason"} <= set(told["pauses"])
    assert not {"phenomenon", "reported", "handlers"} & set(told)


def test_a_choice_lists_its_codes_with_their_words() -> None:
    [channel] = [one for one in INCIDENT.sections[0].fields if one.key == "channel"]
    assert channel.choices[:2] == (("phone", "电话"), ("email", "邮件"))


def test_conditions_are_told_in_the_titles_of_the_fields() -> None:
    assert "填了关闭，就必须填恢复、原因类别、原因、处理。" in INCIDENT.conditions
    assert any("是 " in one for one in view(KINDS.sound["training"], KINDS).conditions)


def test_the_example_holds_what_must_be_there_and_can_be_copied() -> None:
    assert INCIDENT.example.splitlines()[:3] == [
        'id: "INC-2026-0001"',
        "reporter:",
        '  department: "水资源科"',
    ]
    assert INCIDENT.required == 6
