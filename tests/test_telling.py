"""One table of sentences for whoever tells a fault: every keyword is told, and no word of the table is idle."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conftest import schemas

from generators.codes import CODES
from generators.kinds import compiler, schema
from generators.kinds.formats import FORMATS
from generators.kinds.telling import table

RANGE, COUNT = {"name", "limit", "value"}, {"name", "limit", "count"}
# what may be filled in beside the name and the value, by the first word of a key
SLOTS: Mapping[str, set[str]] = {
    "name": {"title", "key", "list", "row"}, "and": set(), "or": set(), "cut": {"value"},
    "required": {"name", "given", "values"}, "additionalProperties": {"key", "now", "near", "known"},
    "type": {"name", "value", "types"}, "choice": {"name", "value", "code", "word", "choices"},
    "pattern": {"name", "help", "yaml"}, "format": {"name", "value", "format"}, "uniqueItems": {"name"},
    "minimum": RANGE, "maximum": RANGE, "exclusiveMinimum": RANGE, "exclusiveMaximum": RANGE, "multipleOf": RANGE,
    "minLength": COUNT, "maxLength": COUNT, "minItems": COUNT, "maxItems": COUNT, "minProperties": COUNT, "maxProperties": COUNT,
}  # fmt: skip
CHOICES = {"enum", "const"}  # are told as choices
KINDS, _ = compiler.read(schemas())


def test_every_slot_of_a_sentence_is_one_that_is_filled() -> None:
    for key, text in table().sentences.items():
        slots = re.findall(r"\{([^}]*)\}", text)
        assert set(slots) <= SLOTS[key.partition(".")[0]], key
        assert "{" not in re.sub(r"\{[a-z]+\}", "", text), key


def test_every_keyword_has_a_code_and_a_sentence() -> None:
    keywords = set(table().codes)
    assert set(table().codes.values()) <= set(CODES)
    assert keywords - CHOICES <= set(table().sentences)
    used = {key for one in KINDS.sound.values() for _, node in schema.walk(one.checked) for key in node}
    silent = {"properties", "items", "allOf", "if", "then", "else"}  # of what is inside them, faults are told
    assert used - silent <= keywords


def test_every_type_and_format_has_a_word() -> None:
    assert set(table().types) == {"string", "integer", "number", "boolean", "object", "array"}
    assert list(table().formats) == list(FORMATS)


def test_every_sentence_that_stands_alone_ends_and_says_what_to_do() -> None:
    parts = {"name", "and", "or", "cut"}
    for key, text in table().sentences.items():
        if key.partition(".")[0] not in parts and key not in ("choice.one", "choice.more", "pattern"):
            assert text.endswith(("。", "？")), key
            assert "；" in text, key
