"""One table of sentences for whoever tells a fault: every keyword is told, and no word of the table is idle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import good_examples, schemas

from generators.codes import CODES
from generators.kinds import compiler, schema
from generators.kinds.faults import checker
from generators.kinds.formats import FORMATS
from generators.kinds.telling import Medium, table, told
from generators.records import record

RANGE, COUNT = {"name", "limit", "value"}, {"name", "limit", "count"}
# what may be filled in beside the name and the value, by the first word of a key
SLOTS: Mapping[str, set[str]] = {
    "name": {"title", "key", "list", "row"}, "and": set(), "or": set(), "cut": {"value"}, "value": {"value", "text"},
    "required": {"name", "given", "values", "value", "word"}, "additionalProperties": {"key", "title", "now", "near", "known"},
    "type": {"name", "value", "types"}, "choice": {"name", "value", "code", "word", "choices"},
    "stop-before-start": {"begin", "end", "event", "other"}, "events-out-of-order": {"event", "other"},
    "draft-ahead": {"event", "at", "now"},
    "event-without-time": {"event", "remedy"}, "without-length": {"remedy"}, "voided-reference": {"id", "reason"},
    "outside-term": {"day", "contract", "first", "last"}, "count-missing": {"field", "remedy"},
    "row-missing": {"table", "count", "names", "least", "rows", "code", "title", "remedy"},
    "pattern": {"name", "value", "help", "yaml"}, "format": {"name", "value", "format"}, "uniqueItems": {"name"}, "slip": {"name", "value"},
    "minimum": RANGE, "maximum": RANGE, "exclusiveMinimum": RANGE, "exclusiveMaximum": RANGE, "multipleOf": RANGE,
    "minLength": COUNT, "maxLength": COUNT, "minItems": COUNT, "maxItems": COUNT, "minProperties": COUNT, "maxProperties": COUNT,
}  # fmt: skip
CHOICES = {"enum", "const"}  # are told as choices
KINDS, _ = compiler.read(schemas())
RECORDS = record.read(good_examples(), KINDS)[0].records


@pytest.mark.parametrize("medium", Medium)
def test_every_slot_of_a_sentence_is_one_that_is_filled(medium: Medium) -> None:
    for key, text in table(medium).sentences.items():
        slots = re.findall(r"\{([^}]*)\}", text)
        assert set(slots) <= SLOTS[key.partition(".")[0]], key
        assert "{" not in re.sub(r"\{[a-z]+\}", "", text), key


def test_every_keyword_has_a_code_and_a_sentence() -> None:
    codes, sentences = table(Medium.FORM).codes, table(Medium.FORM).sentences
    assert set(codes.values()) <= set(CODES)
    assert set(codes) - CHOICES <= set(sentences)
    used = {key for one in KINDS.sound.values() for _, node in schema.walk(one.checked) for key in node}
    silent = {"properties", "items", "allOf", "if", "then"}  # of what is inside them, faults are told
    assert used - silent <= set(codes)


@pytest.mark.parametrize("medium", Medium)
def test_every_type_and_format_has_a_word(medium: Medium) -> None:
    assert set(table(medium).types) == {"string", "integer", "number", "boolean", "object", "array"}
    assert list(table(medium).formats) == list(FORMATS)


@pytest.mark.parametrize("medium", Medium)
def test_every_sentence_that_stands_alone_ends_and_says_what_to_do(medium: Medium) -> None:
    parts = {
        "name",
        "and",
        "or",
        "cut",
        "value",
        "choice.one",
        "choice.more",
        "required.choice",
        "row-missing.row",
        "row-missing.more",
    }
    for key, text in table(medium).sentences.items():
        if key not in parts and key.partition(".")[0] not in parts and key != "pattern":
            assert text.endswith(("。", "？", "{remedy}")), key
            assert "；" in text, key


def test_a_sentence_for_a_form_speaks_neither_yaml_nor_json() -> None:
    form = table(Medium.FORM)
    for key, text in {**form.types, **form.formats, **form.sentences}.items():
        assert not re.search(r"引号|以 - 开头|代码|帮助页|true|false|null|[\"()]|\{yaml\}|\{code\}", text), (
            key
        )
    assert not [
        key
        for key, text in form.sentences.items()
        if "{key}" in text and not key.startswith(("name.untitled", "additional"))
    ]


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        ("person", {"side": "us"}, "「所属方」不能是「us」；可用：乙方、甲方、第三方。"),
        ("person", {"name": 4711}, "「姓名」要写文字，现在是4711；改成文字。"),
        ("person", {"name": None}, "「姓名」空着；补上内容。"),
        ("person", {"allocation_percent": "20%"}, "「投入比例（%）」要写整数，现在是「20%」；去掉单位，只写数字。"),
        ("person", {"phonee": "1"}, "这里没有「phonee」这一项；是不是「电话」？"),
        ("incident", {"handlers": ["P-004", 1]}, "「处理人」第 2 条要写文字，现在是1；改成文字。"),
        ("incident", {"reported": "昨天"}, "「接报」要写日期和时间，如 2026-03-05 09:10；只知道哪天就写日期，如 2026-03-05；现在是「昨天」。"),
    ],
)  # fmt: skip
def test_who_fills_in_a_form_is_told_in_titles_and_words(
    kind: str, change: Mapping[str, Any], message: str
) -> None:
    of = KINDS.sound[kind]
    (data,) = [one.data for one in RECORDS if one.kind.name == kind][:1]
    faults = checker(of)({**data, **change})
    assert [one.text for fault in faults if (one := told(of, fault, Medium.FORM))] == [message]
