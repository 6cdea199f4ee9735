from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import schemas

from generators.kinds import compiler, engine, schema
from generators.kinds.field import Field, Form
from generators.kinds.schema import SchemaFile, Unresolvable, checked, inline, is_choice, walk
from generators.site.pages.schema_help import view
from generators.strict_yaml import load

KINDS, FAULTS = compiler.read(schemas())
FILES, _ = schema.read(schemas())
TEXT = {"type": "string", "maxLength": 9}


def files_of(**schemas_by_name: Any) -> dict[str, SchemaFile]:
    """Schema files of a room named `r`; `common` lies above it."""
    paths = {
        name: f"schemas/{'' if name == 'common' else 'r/'}{name}.schema.json" for name in schemas_by_name
    }
    found, findings = schema.read({paths[n]: json.dumps(s).encode() for n, s in schemas_by_name.items()})
    assert findings == []
    return found


def inlined(own: Any, **others: Any) -> dict[str, Any]:
    return inline("schemas/r/own.schema.json", files_of(own=own, **others))


def test_no_schema_of_the_project_has_a_fault() -> None:
    assert [str(one) for one in FAULTS] == []
    assert set(KINDS.sound) == {
        path.rsplit("/", 1)[1].split(".")[0] for path in schemas() if path.count("/") == 2
    }


@pytest.mark.parametrize("name", KINDS.sound)
def test_nothing_is_left_to_resolve(name: str) -> None:
    nodes = [node for _, node in walk(inline(KINDS.sound[name].file.path, FILES))]
    assert [node for node in nodes if {"$ref", "$defs", "$id", "$anchor"} & set(node)] == []


@pytest.mark.parametrize("name", KINDS.sound)
def test_every_example_obeys_the_schema_that_shows_it(name: str) -> None:
    shown = [
        (at, example, [fault.message for fault in engine.errors(checked(node), example)])
        for at, node in walk(inline(KINDS.sound[name].file.path, FILES))
        for example in node.get("examples", ())
    ]
    assert [one for one in shown if one[2]] == []
    assert len(shown) > 3


@pytest.mark.parametrize("name", KINDS.sound)
def test_every_field_that_must_be_there_has_an_example_to_copy(name: str) -> None:
    def lacking(field: Field) -> list[tuple[str, ...]]:
        if field.form in (Form.GROUP, Form.TABLE):
            return [path for one in field.children.values() if one.must for path in lacking(one)]
        return [] if field.examples else [field.at]

    assert lacking(KINDS.sound[name].tree) == []


@pytest.mark.parametrize("name", KINDS.sound)
def test_the_example_of_the_reference_page_is_a_record_that_obeys(name: str) -> None:
    one = KINDS.sound[name]
    record = load(view(one, KINDS).example.encode())
    assert [fault.message for fault in engine.errors(one.checked, record)] == []
    assert one.home(record["id"]) is not None


@pytest.mark.parametrize("name", KINDS.sound)
def test_the_checked_form_has_neither_our_words_nor_words_for_people(name: str) -> None:
    words = {key for _, node in walk(KINDS.sound[name].checked) for key in node}
    assert {key for key in words if key.startswith("x-")} == set()
    assert words & {"title", "description", "examples", "default", "oneOf", "$schema", "$comment"} == set()
    assert list(engine.schema_faults(KINDS.sound[name].checked)) == []


def test_a_reference_brings_what_it_names() -> None:
    common = {"$defs": {"note": {**TEXT, "title": "备注"}, "twice": {"$ref": "#/$defs/note"}}}
    own = {
        "properties": {"a": {"$ref": "../common.schema.json#/$defs/twice"}, "b": {"$ref": "#/properties/a"}}
    }
    assert inlined(own, common=common)["properties"] == {
        "a": common["$defs"]["note"],
        "b": common["$defs"]["note"],
    }


def test_words_beside_a_reference_win_over_those_it_names() -> None:
    own = {
        "$defs": {"d": {**TEXT, "title": "日期", "x-ref": "a", "description": "怎么写"}},
        "properties": {"a": {"$ref": "#/$defs/d", "title": "自", "x-ref": "person", "examples": ["x"]}},
    }
    wanted = {**TEXT, "title": "自", "x-ref": "person", "description": "怎么写", "examples": ["x"]}
    assert inlined(own) == {"properties": {"a": wanted}}


def test_a_limit_beside_a_reference_holds_together_with_its_own() -> None:
    own = {
        "$defs": {"d": {**TEXT, "minLength": 2}},
        "properties": {"a": {"$ref": "#/$defs/d", "maxLength": 4}},
    }
    form = checked(inlined(own))
    verdicts = [not list(engine.errors(form, {"a": "x" * length})) for length in (1, 2, 4, 5, 10)]
    assert verdicts == [False, True, True, False, False]
    assert [engine.skipper(form)({"a": "x" * length}) for length in (1, 2, 4, 5, 10)] == [
        wanted and engine.FAST for wanted in verdicts
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [("a/b", "a~1b"), ("a~b", "a~0b"), ("~1", "~01"), ("a b", "a%20b"), ("a%b", "a%25b"), ("开", "%E5%BC%80"),
     ("开", "开"), ("a/b", "a%7E1b"), ("", "")],
)  # fmt: skip
def test_a_pointer_reaches_every_name(name: str, written: str) -> None:
    own = {"$defs": {name: TEXT, "other": {}}, "properties": {"a": {"$ref": f"#/$defs/{written}"}}}
    assert inlined(own)["properties"]["a"] == TEXT


@pytest.mark.parametrize(
    "reference",
    [
        "#/$defs/nobody", "#/$defs/a/type/x", "#note", "#/", "../common.schema.json#note", "nobody.schema.json",
        "common.schema.json#/$defs/note", "../../pyproject.toml", "/etc/passwd", "file:///etc/passwd",
        "https://json-schema.org/draft/2020-12/schema", "http://127.0.0.1:1/x#/$defs/a", "", "#", "#/$defs/loop",
        "#/$defs/ping", "#/properties/a", "other.schema.json", "#/$defs/a/maxLength", "#/$defs/flag",
    ],
)  # fmt: skip
def test_a_reference_to_nothing_or_to_itself_is_named(reference: str) -> None:
    other = {"properties": {"back": {"$ref": "own.schema.json"}}}
    common = {"$defs": {"note": TEXT}}
    own = {
        "$defs": {
            "a": TEXT, "flag": True, "loop": {"items": {"$ref": "#/$defs/loop"}},
            "ping": {"$ref": "#/$defs/pong"}, "pong": {"properties": {"x": {"$ref": "#/$defs/ping"}}},
        },
        "properties": {"a": {"$ref": reference}},
    }  # fmt: skip
    with pytest.raises(Unresolvable) as caught:
        inlined(own, other=other, common=common)
    assert caught.value.reason


def test_the_same_part_may_be_used_side_by_side() -> None:
    own = {"$defs": {"d": TEXT}, "properties": {name: {"$ref": "#/$defs/d"} for name in "abc"}}
    assert inlined(own)["properties"] == dict.fromkeys("abc", TEXT)


def test_a_property_may_be_called_like_a_keyword() -> None:
    names = [
        "default",
        "const",
        "enum",
        "examples",
        "required",
        "type",
        "title",
        "$ref",
        "$defs",
        "oneOf",
        "x-ref",
        "if",
    ]
    own = {
        "$defs": {"d": {**TEXT, "title": "名"}},
        "properties": {name: {"$ref": "#/$defs/d"} for name in names},
    }
    whole = inlined(own)
    assert whole["properties"] == {name: {**TEXT, "title": "名"} for name in names}
    assert checked(whole)["properties"] == dict.fromkeys(names, TEXT)
    assert [at[-1] for at, _ in walk(whole) if at] == names


@pytest.mark.parametrize("keyword", ["const", "default", "examples", "enum", "x-own"])
def test_plain_data_is_not_taken_for_a_schema(keyword: str) -> None:
    data = [{"$ref": "#/nowhere", "title": "t", "requird": 1}]
    own = {"properties": {"a": {keyword: data}}}
    assert inlined(own) == own
    assert [at for at, _ in walk(own)] == [(), ("properties", "a")]


def test_no_definitions_stay_behind_inside_what_was_inlined() -> None:
    inner = {**TEXT, "$defs": {"q": {"$ref": "#/$defs/d"}}}
    whole = inlined({"$defs": {"d": TEXT}, "properties": {"a": inner}})
    assert [at for at, node in walk(whole) if {"$ref", "$defs"} & set(node)] == []


def test_a_choice_becomes_an_enum_with_the_same_verdicts() -> None:
    choice = {
        "type": "string",
        "oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙", "description": "x"}],
    }
    assert checked(choice) == {"type": "string", "enum": ["a", "b"]}
    for value in ("a", "b", "c", "甲", "", 1, None, ["a"]):
        assert any(engine.errors(choice, value)) is any(engine.errors(checked(choice), value))


@pytest.mark.parametrize(
    "one_of",
    [
        [{"const": "a"}, {"type": "string"}],
        [{"title": "a"}],
        [True],
        [{"const": "a", "pattern": "b"}],
        {},
        "x",
    ],
)
def test_what_is_more_than_a_choice_stays_as_it_is(one_of: object) -> None:
    assert not is_choice(one_of)
    if isinstance(one_of, list):
        assert "enum" not in checked({"oneOf": one_of})


def test_inlining_and_checking_change_nothing_they_were_given() -> None:
    files = files_of(
        own={
            "$defs": {"d": {**TEXT, "title": "t"}},
            "properties": {"a": {"$ref": "#/$defs/d", "maxLength": 2}},
        }
    )
    before = json.dumps(files["schemas/r/own.schema.json"].schema)
    checked(inline("schemas/r/own.schema.json", files))
    assert json.dumps(files["schemas/r/own.schema.json"].schema) == before


def test_only_schema_files_are_read_and_hidden_ones_never() -> None:
    found, findings = schema.read(
        {
            "schemas/r/a.schema.json": b"{}",
            "schemas/r/.a.schema.json": b"{",
            "schemas/.git/a.schema.json": b"{",
            "docs/a.schema.json": b"{",
            "schemas/r/a.json": b"{}",
            "schemas/README.md": b"",
        }
    )
    assert list(found) == ["schemas/r/a.schema.json"]
    assert [(one.place.path, one.code) for one in findings] == [
        ("schemas/README.md", "schema-kind"),
        ("schemas/r/a.json", "schema-kind"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('{\n "a": 1,\n "a": 2\n}', 3, 2), ("{\n", 2, 1), ("[]", 1, 1), ("", 1, 1), ('{"a": "\x07"}', 1, 8)],
)
def test_a_schema_that_is_no_json_is_refused_where_it_breaks(text: str, line: int, column: int) -> None:
    found, findings = schema.read({"schemas/r/a.schema.json": text.encode()})
    assert found == {}
    assert [(one.place, one.code) for one in findings] == [
        (("schemas/r/a.schema.json", line, column), "schema-invalid")
    ]


def test_a_place_inside_a_schema_is_the_nearest_name_that_is_there() -> None:
    file = SchemaFile("s", b'{\n "properties": {\n  "a": {"type": "x"}\n }\n}', {})
    assert file.place() == ("s", 1, 1)
    assert file.place(("properties", "a", "type")) == ("s", 3, 9)
    assert file.place(("properties", "a", "title")) == ("s", 3, 3)
    assert file.place(("required", 0)) == ("s", 1, 1)
