"""The tree of a schema: every form of a value, what is said of it, and the ways that lead to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import schemas

from generators.kinds import compiler, dialect
from generators.kinds.dialect import On, Word
from generators.kinds.faults import Fault, checker
from generators.kinds.field import UNKNOWN, Choice, Condition, Field, Form, Limits, Reference
from generators.kinds.formats import FORMATS
from generators.kinds.kind import UNREAD, Kinds

TEXT = {"title": "文字", "type": "string", "maxLength": 9}
EVENT = {"$ref": "../common.schema.json#/$defs/event", "title": "时刻"}
STATES = [{"const": "on", "title": "启用", "description": "正在用"}, {"const": "off", "title": "停用"}]
STATE = {"title": "状态", "type": "string", "oneOf": STATES, "examples": ["off"]}


def group(required: tuple[str, ...] = (), **members: Any) -> dict[str, Any]:
    return {"title": "组", "type": "object", "properties": members, "required": list(required),
            "additionalProperties": False}  # fmt: skip


def table(required: tuple[str, ...] = (), **columns: Any) -> dict[str, Any]:
    row = {key: value for key, value in group(required, **columns).items() if key != "title"}
    return {"title": "表", "type": "array", "maxItems": 3, "items": row}


def schema_of(title: str, start: str, **members: Any) -> dict[str, Any]:
    """A kind of the room `resource` whose ids are the start and a digit."""
    identity = {"title": "编号", "description": "开头和一位数字。", "type": "string",
                "pattern": f"^{start}-([0-9])$(?!\\n)", "examples": [f"{start}-1"]}  # fmt: skip
    name = {"title": "名称", "type": "string", "maxLength": 9, "examples": ["甲"]}
    voided = {"$ref": "../common.schema.json#/$defs/voided"}
    return {**group(("id", "name"), id=identity, name=name, **members, voided=voided), "title": title,
            "description": f"一件{title}。", "x-element": "resource", "x-phases": ["operation"],
            "x-folder": start.lower(), "x-title": "name"}  # fmt: skip


def read(**of: dict[str, Any] | bytes) -> tuple[Kinds, list[tuple[str, str]]]:
    """The project's kinds and these."""
    files = dict(schemas())
    for name, schema in of.items():
        data = schema if isinstance(schema, bytes) else json.dumps(schema, ensure_ascii=False).encode()
        files[f"schemas/resource/{name}.schema.json"] = data
    kinds, findings = compiler.read(files)
    return kinds, [(one.code, one.message) for one in findings]


def tree(**members: Any) -> Field:
    """The tree of a kind with these members."""
    kinds, findings = read(thing=schema_of("物品", "TH", **members))
    assert findings == []
    return kinds.sound["thing"].tree


@pytest.mark.parametrize(
    ("schema", "form"),
    [
        (group(x=TEXT), Form.GROUP),
        (table(x=TEXT), Form.TABLE),
        ({"title": "列", "type": "array", "maxItems": 2, "items": TEXT}, Form.LIST),
        (EVENT, Form.EVENT),
        ({**TEXT, "x-ref": "person"}, Form.REFERENCE),
        ({**TEXT, "x-ref": ["person", "thing"]}, Form.REFERENCE),
        (STATE, Form.CHOICE),
        (TEXT, Form.TEXT),
        ({**TEXT, "contentMediaType": "text/markdown"}, Form.MARKDOWN),
        ({"title": "否", "type": "boolean"}, Form.FLAG),
        ({"title": "数", "type": "integer", "maximum": 9}, Form.INTEGER),
        ({"title": "数", "type": "number", "maximum": 9}, Form.NUMBER),
        *(({"title": "x", "type": "string", "format": name}, Form(name)) for name in FORMATS),
    ],
    ids=lambda one: str(one) if isinstance(one, Form) else "",
)  # fmt: skip
def test_a_value_has_one_form_of_a_closed_set(schema: dict[str, Any], form: Form) -> None:
    assert tree(x=schema).children["x"].form is form


def test_a_field_says_what_it_is_called_and_held_to() -> None:
    number = {"title": "人数", "description": "到场的人。", "type": "integer", "minimum": 0, "maximum": 9, "multipleOf": 3,
              "examples": [3, 6]}  # fmt: skip
    code = {
        "title": "代码",
        "description": "一个字母。",
        "type": "string",
        "pattern": "^[a-z]$(?!\\n)",
        "minLength": 1,
    }
    found = tree(many=number, code=code, some={"title": "列", "type": "array", "minItems": 1, "maxItems": 4,
                                               "uniqueItems": True, "items": {"title": "一列", "type": "string", "maxLength": 5}})  # fmt: skip
    many, some = found.children["many"], found.children["some"]
    assert (many.name, many.at, many.title, many.help) == ("many", ("many",), "人数", "到场的人。")
    assert many.limits == Limits(minimum=0, maximum=9, multiple_of=3)
    assert many.examples == (3, 6)
    assert (found.children["code"].pattern, found.children["code"].limits) == (
        "^[a-z]$(?!\\n)",
        Limits(min_length=1),
    )
    assert some.limits == Limits(min_items=1, max_items=4, unique=True)
    assert some.item is not None
    assert (some.item.name, some.item.at, some.item.title, some.item.limits.max_length) == (
        "",
        ("some", "*"),
        "一列",
        5,
    )


def test_what_must_be_there_is_said_by_what_holds_it() -> None:
    found = tree(inner=group(("a",), a=TEXT, b=TEXT), rows=table(("q",), q=TEXT, r=TEXT))
    must = {".".join(one.at) for one in found.walk() if one.must}
    assert must == {"id", "name", "inner.a", "rows.*.q", "voided.reason", "voided.by", "voided.at"}


def test_a_choice_keeps_its_json_value_and_has_a_word() -> None:
    numbers = [{"const": 1, "title": "一级"}, {"const": 2, "title": "二级"}]
    found = tree(state=STATE, grade={"title": "级", "type": "integer", "maximum": 9, "oneOf": numbers})
    state, grade = found.children["state"], found.children["grade"]
    assert state.choices == (Choice("on", "启用", "正在用"), Choice("off", "停用"))
    assert [one.code for one in grade.choices] == [1, 2]
    assert (state.word("off"), grade.word(2)) == ("停用", "二级")
    assert (state.word("gone"), grade.word(3), found.children["name"].word("off")) == ("gone", "3", "off")


def test_conditions_say_what_is_given_and_what_is_wanted() -> None:
    given = {"required": ["state"], "properties": {"state": {"enum": ["on", "off"]}}}
    whole = schema_of("物品", "TH", state=STATE, since=TEXT, why=TEXT) | {"allOf": [
        {"if": given, "then": {"required": ["since"]}}, {"if": {"required": ["since"]}, "then": {"required": ["why"]}},
    ]}  # fmt: skip
    kinds, findings = read(thing=whole)
    assert findings == []
    first, second = kinds.sound["thing"].tree.when
    assert first == Condition(("state",), {"state": ("on", "off")}, ("since",))
    assert second == Condition(("since",), {}, ("why",))
    assert [first.holds(one) for one in ({"state": "on"}, {"state": "gone"}, {})] == [True, False, False]
    assert [second.holds(one) for one in ({"since": "x"}, {"state": "on"})] == [True, False]


def test_a_reference_says_which_kinds_it_may_name_and_whose_part() -> None:
    key = {**table(("q",), q=TEXT), "x-key": "q"}
    part = {**TEXT, "x-ref": "thing.rows", "x-of": "other"}
    found = tree(
        rows=key,
        other={**TEXT, "x-ref": "thing"},
        many=table(row=part, who={**TEXT, "x-ref": ["person", "thing"]}),
    )
    assert [one.ref for one in found.walk() if one.form is Form.REFERENCE] == [
        Reference(("other",), ("thing",)),
        Reference(("many", "*", "row"), ("thing",), "rows", "other"),
        Reference(("many", "*", "who"), ("person", "thing")),
        Reference(("voided", "by"), ("person",)),
    ]


def test_our_words_are_marks_wherever_they_stand_and_a_no_is_none() -> None:
    span = {**group(a=TEXT, b=TEXT), "x-period": ["a", "b"], "x-term": False}
    found = tree(span=span, checker={**TEXT, "x-differs": "name"})
    assert found.marks == {"element": "resource", "phases": ["operation"], "folder": "th", "title": "name"}
    assert found.children["span"].marks == {"period": ["a", "b"]}
    assert found.children["checker"].marks == {"differs": "name"}


def test_what_stands_beside_a_shared_part_holds_together_with_it() -> None:
    shorter = {
        "$ref": "../common.schema.json#/$defs/reference",
        "title": "码",
        "maxLength": 8,
        "minLength": 0,
    }
    longer = {"$ref": "../common.schema.json#/$defs/reference", "title": "码", "maxLength": 800}
    shape = {
        "$ref": "../common.schema.json#/$defs/reference",
        "title": "码",
        "description": "字母。",
        "pattern": "^[a-z]$(?!\\n)",
    }
    found = tree(shorter=shorter, longer=longer, shape=shape).children
    assert [found[name].limits for name in ("shorter", "longer")] == [Limits(1, 8), Limits(1, 64)]
    assert found["shape"].pattern == "^[a-z]$(?!\\n)"
    assert [found[name].when for name in ("shorter", "shape")] == [(), ()]


def test_of_two_limits_the_tighter_one_counts() -> None:
    many = {"title": "数", "type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 2}
    less = {"$ref": "#/properties/many", "title": "少些", "minimum": 0, "maximum": 5, "multipleOf": 3}
    assert tree(many=many, less=less).children["less"].limits == Limits(minimum=1, maximum=5, multiple_of=6)


def test_a_value_leads_to_its_field_by_its_path() -> None:
    found = tree(
        inner=group(a=TEXT),
        rows=table(q=TEXT, when=EVENT),
        some={"title": "列", "type": "array", "maxItems": 2, "items": TEXT},
    )
    for path, at in [
        ((), ()), (("name",), ("name",)), (("inner", "a"), ("inner", "a")), (("rows", 7), ("rows", "*")),
        (("rows", 0, "q"), ("rows", "*", "q")), (("rows", 0, "when", "source"), ("rows", "*", "when", "source")),
        (("some", 1), ("some", "*")), (("rows", "*", "q"), ("rows", "*", "q")),
    ]:  # fmt: skip
        assert found.find(path).at == at
        assert found.find(path) is not UNKNOWN


@pytest.mark.parametrize(
    "path",
    [("zip",), ("name", "x"), ("name", 0), ("rows", "q"), ("rows", 0, "zip"), ("rows", 0, 0), ("zip", "zap", 3), (0,)],
    ids=str,
)  # fmt: skip
def test_what_no_schema_knows_is_unknown_and_still_a_field(path: tuple[str | int, ...]) -> None:
    found = tree(rows=table(q=TEXT)).find(path)
    assert found is UNKNOWN
    assert (found.form, found.title, found.word("x"), dict(found.children)) == (Form.UNKNOWN, "", "x", {})


def test_every_field_is_walked_from_the_outside_in() -> None:
    found = [one.at for one in tree(rows=table(q=TEXT), inner=group(a=TEXT)).walk()]
    assert found[:8] == [
        (),
        ("id",),
        ("name",),
        ("rows",),
        ("rows", "*"),
        ("rows", "*", "q"),
        ("inner",),
        ("inner", "a"),
    ]
    assert len(found) == len(set(found))


def related() -> Kinds:
    """A kind that names a person, a thing, a row of a thing and one of two kinds; and one whose schema is broken."""
    things = schema_of("物品", "TH", rows={**table(("q",), q=TEXT, state=STATE), "x-key": "q"}, state=STATE)
    row = {**TEXT, "x-ref": "thing.rows", "x-of": "thing"}
    use = schema_of("用途", "US", thing={**TEXT, "x-ref": "thing"}, lines=table(row=row, note=TEXT),
                    many={"title": "列", "type": "array", "maxItems": 2, "items": {**TEXT, "x-ref": "thing"}},
                    either={**TEXT, "x-ref": ["thing", "use"]}, lost={**TEXT, "x-ref": "ruin"})  # fmt: skip
    kinds, _ = read(thing=things, use=use, ruin=b"{")
    assert {"thing", "use"} < set(kinds.sound)
    assert set(kinds.broken) == {"ruin"}
    return kinds


@pytest.mark.parametrize(
    ("dotted", "at"),
    [
        ("name", ("name",)),
        ("lines", ("lines", "*")),
        ("lines.note", ("lines", "*", "note")),
        ("many", ("many", "*")),
    ],
)
def test_a_dotted_path_goes_through_lists(dotted: str, at: tuple[str, ...]) -> None:
    kinds = related()
    assert kinds.sound["use"].tree.along(dotted).at == at
    assert kinds.along(kinds.sound["use"], dotted) is kinds.sound["use"].tree.along(dotted)


@pytest.mark.parametrize(
    ("dotted", "at"),
    [
        ("thing.state", ("state",)),
        ("lines.row.state", ("rows", "*", "state")),
        ("many.state", ("state",)),
        ("many.rows.state", ("rows", "*", "state")),
    ],
)
def test_a_dotted_path_goes_through_a_reference_to_a_record_or_to_a_row(
    dotted: str, at: tuple[str, ...]
) -> None:
    kinds = related()
    found = kinds.along(kinds.sound["use"], dotted)
    assert found.at == at
    assert found.word("on") == "启用"
    assert kinds.sound["use"].tree.along(dotted) is UNKNOWN


def test_a_dotted_path_ends_where_nobody_knows_the_way() -> None:
    kinds = related()
    for dotted in (
        "zip",
        "thing.zip",
        "lines.row.zip",
        "name.zip",
        "either.zip",
        "lines.zip.state",
        "zip.lines",
    ):
        assert kinds.along(kinds.sound["use"], dotted) is UNKNOWN


def test_a_dotted_path_through_a_reference_to_several_kinds_follows_the_first_that_has_the_field() -> None:
    kinds = related()
    found = kinds.along(kinds.sound["use"], "either.state")
    assert found is not UNKNOWN
    assert found.name == "state"


def test_a_dotted_path_into_a_broken_schema_may_lead_anywhere() -> None:
    kinds = related()
    assert kinds.along(kinds.sound["use"], "lost.any") is UNREAD
    assert kinds.along(kinds.sound["use"], "lost.any.further") is UNREAD
    assert kinds.along(kinds.sound["use"], "lost").at == ("lost",)


def test_an_example_holds_what_must_be_there_and_what_that_demands() -> None:
    rows = {**table(("q",), q={**TEXT, "examples": ["一"]}, r=TEXT), "minItems": 2}
    judge = {**group(one={**TEXT, "examples": ["x"]}, two=TEXT), "minProperties": 1}
    whole = schema_of(
        "物品", "TH", state=STATE, rows=rows, judge=judge, since={**TEXT, "examples": ["昨天"]}, why=TEXT
    )
    whole["required"] += ["state", "rows", "judge"]
    given = {"required": ["state"], "properties": {"state": {"const": "off"}}}
    whole["allOf"] = [{"if": given, "then": {"required": ["since"]}},
                      {"if": {"required": ["why"]}, "then": {"required": ["voided"]}}]  # fmt: skip
    kinds, findings = read(thing=whole)
    assert findings == []
    assert kinds.sound["thing"].tree.example() == {
        "id": "TH-1", "name": "甲", "state": "off", "rows": [{"q": "一"}, {"q": "一"}], "judge": {"one": "x"}, "since": "昨天",
    }  # fmt: skip


def test_a_kind_gives_the_fields_that_a_word_marks() -> None:
    kinds, findings = read(thing=schema_of("物品", "TH", one={**TEXT, "x-ref": "person", "x-side": "customer"},
                                           rows=table(two={**TEXT, "x-ref": "person", "x-side": "provider"})))  # fmt: skip
    assert findings == []
    thing = kinds.sound["thing"]
    assert [(one.at, one.marks["side"]) for one in thing.marked("side")] == [
        (("one",), "customer"), (("rows", "*", "two"), "provider")
    ]  # fmt: skip
    assert thing.marked("notices") == ()


def test_the_tree_of_every_kind_can_be_written_as_json_and_nothing_is_lost() -> None:
    kinds, _ = compiler.read(schemas())
    for kind in kinds.sound.values():
        told = json.loads(json.dumps(kind.tree.as_json(), ensure_ascii=False))
        assert _same(told, kind.tree)


def _same(told: dict[str, Any], field: Field) -> bool:
    """Hold what JSON says of a field against the field, attribute by attribute."""
    assert told.get("name", "") == field.name
    assert (told["form"], told.get("title", ""), told.get("help", "")) == (
        field.form,
        field.title,
        field.help,
    )
    assert told.get("must", False) is field.must
    assert [(one["code"], one["word"]) for one in told.get("choices", ())] == [
        one[:2] for one in field.choices
    ]
    assert Limits(**told.get("limits", {})) == field.limits
    assert told.get("examples", []) == json.loads(json.dumps(field.examples))
    assert [one["wanted"] for one in told.get("when", ())] == [list(one.wanted) for one in field.when]
    assert told.get("marks", {}) == field.marks
    assert told.get("pattern") == field.pattern
    assert tuple(told["ref"]["kinds"]) == field.ref.kinds if field.ref else "ref" not in told
    inner = [field.item] if field.item else list(field.children.values())
    below = [told["item"]] if field.item else told.get("children", [])
    return len(below) == len(inner) and all(
        _same(one, other) for one, other in zip(below, inner, strict=True)
    )


# a new word: one entry in the table


@pytest.fixture
def tall(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of ours that is not there yet: how high the field is on a form."""
    word = Word(lambda v: v in (1, 2, 3), "1、2 或 3", (On.TEXT,), beside="ref")
    monkeypatch.setattr(dialect, "WORDS", {**dialect.WORDS, "tall": word})


NEW = {**TEXT, "x-ref": "person", "x-tall": 2}


@pytest.mark.usefixtures("tall")
def test_a_new_word_of_the_table_is_read_without_another_line() -> None:
    kinds, findings = read(thing=schema_of("物品", "TH", one=NEW, rows=table(q=NEW)))
    assert findings == []
    assert [(one.at, one.marks["tall"]) for one in kinds.sound["thing"].marked("tall")] == [
        (("one",), 2), (("rows", "*", "q"), 2)
    ]  # fmt: skip


@pytest.mark.usefixtures("tall")
@pytest.mark.parametrize(
    ("field", "code", "message"),
    [
        ({**NEW, "x-tall": 4}, "schema-keyword", "x-tall 要写成1、2 或 3。"),
        ({**table(q=TEXT), "x-tall": 2}, "schema-kind", "x-tall 只用在有 x-ref 的文字上。"),
        ({**TEXT, "x-tall": 2}, "schema-kind", "x-tall 只用在有 x-ref 的文字上。"),
    ],
)
def test_a_new_word_of_the_table_is_linted_without_another_line(
    field: dict[str, Any], code: str, message: str
) -> None:
    assert read(thing=schema_of("物品", "TH", one=field))[1] == [(code, message)]


def test_a_word_that_is_not_in_the_table_is_unknown() -> None:
    assert [code for code, _ in read(thing=schema_of("物品", "TH", one=NEW))[1]] == ["schema-keyword"]


# faults: data before they are words


def faults(data: dict[str, Any], **members: Any) -> list[Fault]:
    kinds, findings = read(thing=schema_of("物品", "TH", **members))
    assert findings == []
    return checker(kinds.sound["thing"])({"id": "TH-1", "name": "甲", **data})


def test_sound_data_have_no_faults() -> None:
    assert faults({}) == []


def test_a_fault_leads_to_its_value_and_names_its_keyword_limit_and_field() -> None:
    rows = table(("q",), q=STATE, r=TEXT)
    [wrong] = faults({"rows": [{"q": "on"}, {"q": "gone"}]}, rows=rows)
    assert (wrong.at, wrong.keyword, wrong.limit, wrong.value) == (
        ("rows", 1, "q"),
        "enum",
        ["on", "off"],
        "gone",
    )
    assert [one.word for one in wrong.field.choices] == ["启用", "停用"]
    [unknown] = faults({"rows": [{"q": "on", "zip": 3}]}, rows=rows)
    assert (unknown.at, unknown.keyword, unknown.value, unknown.field) == (
        ("rows", 0, "zip"),
        "additionalProperties",
        3,
        UNKNOWN,
    )
    [long] = faults({"name": "x" * 10})
    assert (long.at, long.keyword, long.limit) == (("name",), "maxLength", 9)


def test_each_missing_member_is_one_fault_and_says_which_condition_wants_it() -> None:
    inner = {**group(("a", "b", "c"), a=TEXT, b=TEXT, c=TEXT, d=TEXT),
             "allOf": [{"if": {"required": ["d"]}, "then": {"required": ["b"]}}]}  # fmt: skip
    found = faults({"inner": {"c": "x", "d": "y"}}, inner=inner)
    assert sorted((".".join(map(str, one.at)), one.condition.given if one.condition else ()) for one in found) == [
        ("inner.a", ()), ("inner.b", ()), ("inner.b", ("d",))
    ]  # fmt: skip
    assert all(one.value == {"c": "x", "d": "y"} and one.field.title == "文字" for one in found)


def test_a_member_called_then_is_missing_without_a_condition() -> None:
    [fault] = faults({"then": {}}, then=group(("a",), a=TEXT))
    assert (fault.at, fault.condition) == (("then", "a"), None)
