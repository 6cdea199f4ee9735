from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from conftest import schemas

from generators.finding import Finding
from generators.kinds import compiler
from generators.kinds.dialect import PHASES, PREFIX, STANDARD, WORDS

PATH = "schemas/resource/thing.schema.json"
GONE = object()
TEXT = {"title": "文字", "type": "string", "maxLength": 9}
THING: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "物品",
    "type": "object",
    "x-element": "resource",
    "x-phases": ["operation"],
    "x-folder": "thing/{1}",
    "x-title": "name",
    "properties": {
        "id": {
            "title": "编号",
            "description": "TH-年份-序号。",
            "type": "string",
            "pattern": "^TH-([0-9]{4})-[0-9]{2}$(?!\\n)",
            "examples": ["TH-2026-01"],
        },
        "name": {"title": "名称", "type": "string", "maxLength": 40, "examples": ["甲"]},
        "voided": {"$ref": "../common.schema.json#/$defs/voided"},
    },
    "required": ["id", "name"],
    "additionalProperties": False,
}
PERSON = {**copy.deepcopy(THING), "title": "人员", "x-element": "people", "x-folder": "person"}
PERSON["properties"]["id"] |= {"pattern": "^P-([0-9]{3})$(?!\\n)", "examples": ["P-001"]}


def changed(at: str, value: object) -> dict[str, Any]:
    """The sound schema with one thing added, put in another's place or taken away."""
    whole = copy.deepcopy(THING)
    node = whole
    *way, last = at.split("/")
    for step in way:
        node = node[step]
    if value is GONE:
        del node[last]
    else:
        node[last] = value
    return whole


def findings_of(schema: object) -> list[Finding]:
    text = json.dumps(schema, indent=1, ensure_ascii=False)
    others = {"schemas/people/person.schema.json": json.dumps(PERSON).encode()}
    kinds, findings = compiler.read({**schemas(), **others, PATH: text.encode()})
    assert ("thing" in kinds.sound) is (findings == [])
    return findings


def line_of(schema: object, needle: str) -> int:
    """The first line that holds the needle; `+1` behind it means the line below."""
    text, _, further = needle.partition("+")
    lines = json.dumps(schema, indent=1, ensure_ascii=False).split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line) + int(further or 0)


def table(**members: Any) -> dict[str, Any]:
    """A list of rows."""
    row = {"type": "object", "properties": members, "additionalProperties": False}
    return {"title": "表", "type": "array", "maxItems": 3, "items": row}


def pattern(text: str, **more: Any) -> dict[str, Any]:
    return {"title": "文字", "type": "string", "pattern": text, "description": "怎么写", **more}


def when(given: object, then: object) -> list[dict[str, object]]:
    return [{"if": given, "then": then}]


def within(member: dict[str, Any], name: str = "inner") -> dict[str, Any]:
    """A group around another schema."""
    return {"title": "组", "type": "object", "properties": {name: member}, "additionalProperties": False}


GROUP = {"title": "组", "type": "object", "properties": {"q": TEXT}, "additionalProperties": False}
NUMBER = {"title": "数", "type": "integer", "maximum": 9}
CHOICES = [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}]
GIVEN, THEN = {"required": ["name"]}, {"required": ["voided"]}
X = "properties/x"

DUTY = {"person": "q", "duty": "q", "mode": "q", "present": "on", "instead": "i", "side": "us"}
ROWS = {**table(q=TEXT, i=TEXT), "items": {**table(q=TEXT, i=TEXT)["items"], "required": ["q"]}}
DAYS = {
    "title": "日", "type": "array", "maxItems": 2,
    "items": {
        "type": "object", "additionalProperties": False, "required": ["q", "r", "s"],
        "properties": {
            "q": {"title": "日", "type": "string", "format": "date"},
            "r": {"title": "班", "type": "array", "maxItems": 2, "items": {**TEXT, "x-ref": "contract.levels"}},
            "s": {"title": "人", "type": "array", "maxItems": 2, "items": {**TEXT, "x-ref": "person"}},
        },
    },
}  # fmt: skip

FAULTY: dict[str, tuple[str, object, str, str]] = {
    # what the meta-schema refuses
    "type of nobody": (X, {**TEXT, "type": "strin"}, "schema-invalid", '"strin"'),
    "negative length": (X, {**TEXT, "minLength": -1}, "schema-invalid", '"minLength"'),
    "dialect of another draft": ("$schema", "http://json-schema.org/draft-07/schema#", "schema-invalid", "$schema"),
    "dialect of nobody": ("$schema", "urn:nobody", "schema-invalid", "$schema"),
    # keywords
    "keyword misspelt": ("requird", ["id"], "schema-keyword", '"requird"'),
    "keyword misspelt inside": (X, {**TEXT, "maxLenght": 3}, "schema-keyword", '"maxLenght"'),
    "keyword outside the subset": ("unevaluatedProperties", False, "schema-keyword", '"unevaluatedProperties"'),
    "own keyword of nobody": ("x-colour", "red", "schema-keyword", '"x-colour"'),
    "identity of its own": ("$id", "http://example.com/a", "schema-keyword", '"$id"'),
    "format of nobody": (X, {"title": "x", "type": "string", "format": "uri"}, "schema-keyword", '"format"'),
    "else": ("allOf", [{"if": GIVEN, "then": THEN, "else": {}}], "schema-keyword", '"else"'),
    # patterns
    "pattern that is none": (X, pattern("^(a$(?!\\n)"), "schema-invalid", '"^(a'),
    "pattern with a class that differs": (X, pattern("^\\d$(?!\\n)"), "schema-shape", '"^\\\\d'),
    "pattern that looks behind": (X, pattern("^(?<=a)b$(?!\\n)"), "schema-shape", '"^(?<'),
    "pattern with a named group": (X, pattern("^(?P<a>b)$(?!\\n)"), "schema-shape", '"^(?P'),
    "pattern only Python knows": (X, pattern("^a{,3}$(?!\\n)"), "schema-shape", '"^a{,3}'),
    "pattern open in front": (X, pattern("a$(?!\\n)"), "schema-shape", '"a$(?!'),
    "pattern open behind": (X, pattern("^a"), "schema-shape", '"pattern": "^a"'),
    "pattern that lets a line end pass": (X, pattern("^a$"), "schema-shape", '"^a$"'),
    "pattern anchored at one of two": (X, pattern("^a|b$(?!\\n)"), "schema-shape", '"^a|b'),
    "pattern without words": (X, {"title": "x", "type": "string", "pattern": "^a$(?!\\n)"}, "schema-text", '"^a$'),
    # numbers, texts, lists
    "multiple of a part": (X, {**NUMBER, "type": "number", "multipleOf": 0.01}, "schema-shape", '"multipleOf"'),
    "whole number without end": (X, {"title": "数", "type": "integer"}, "schema-text", '"x"'),
    "number without end": (X, {"title": "数", "type": "number", "minimum": 0}, "schema-text", '"x"'),
    "text without end": (X, {"title": "文字", "type": "string"}, "schema-text", '"x"'),
    "list without end": (X, {"title": "列", "type": "array", "items": TEXT}, "schema-text", '"x"'),
    "list of long texts": (X, {"title": "列", "type": "array", "maxItems": 2, "items": {"type": "string"}},
                           "schema-text", '"items"'),
    "list of lists": (X, {"title": "列", "type": "array", "maxItems": 2, "items": {"type": "array"}},
                      "schema-shape", '"items"'),
    "list of anything": (X, {"title": "列", "type": "array", "maxItems": 2}, "schema-shape", '"x"'),
    "list of nothing": (X, {"title": "列", "type": "array", "maxItems": 2, "items": False}, "schema-shape", '"x"'),
    # choices
    "enum": (X, {"title": "x", "type": "string", "maxLength": 2, "enum": ["a"]}, "schema-shape", '"x"'),
    "choice without title": (X, {"title": "x", "type": "string", "oneOf": [{"const": "a"}]}, "schema-shape", '"oneOf"'),
    "choice of types": (X, {"title": "x", "type": "string", "oneOf": [TEXT, NUMBER]}, "schema-shape", '"oneOf"'),
    "choice twice": (X, {"title": "x", "type": "string", "oneOf": [*CHOICES, CHOICES[0]]}, "schema-shape", '"oneOf"'),
    # shapes
    "any key at the top": ("additionalProperties", GONE, "schema-shape", "{"),
    "any key in a group": (X, {**GROUP, "additionalProperties": True}, "schema-shape", '"x"'),
    "any key in a row": (X, {**table(q=TEXT), "items": {"type": "object", "properties": {"q": TEXT}}},
                         "schema-shape", '"items"'),
    "field of no type": (X, {"title": "x"}, "schema-shape", '"x"'),
    "field of two types": (X, {**TEXT, "type": ["string", "integer"]}, "schema-shape", '"x"'),
    "field that is no schema": (X, True, "schema-shape", '"x"'),
    "column that is no schema": (X, table(q=True), "schema-shape", '"q"'),
    "id that is no schema": ("properties/id", True, "schema-shape", '"id": true'),
    "object five deep": (X, within(within(within(GROUP, "deep"))), "schema-shape", '"deep"'),
    "key of a table in a group": (X, {**GROUP, "properties": {"rows": {**ROWS, "x-key": "q"}}},
                                  "schema-kind", '"x-key"'),
    "table in a table": (X, table(rows=table(q=TEXT)), "schema-shape", '"rows"'),
    "object in a cell": (X, table(cell=GROUP), "schema-shape", '"cell"'),
    "must have what is not there": ("required", ["id", "name", "zip"], "schema-shape", '"required"'),
    "group must have what is not there": (X, {**GROUP, "required": ["zip"]}, "schema-shape", '"required"'),
    # conditions
    "condition outside allOf": ("if", GIVEN, "schema-shape", '"if"'),
    "condition that is none": ("allOf", [TEXT], "schema-shape", '"allOf"+1'),
    "condition without then": ("allOf", [{"if": GIVEN}], "schema-shape", '"allOf"+1'),
    "condition that needs nothing": ("allOf", when({"properties": {"name": {"const": "a"}}}, THEN), "schema-shape",
                                     '"allOf"+1'),
    "condition that is always true": ("allOf", [{"if": True, "then": THEN}], "schema-shape", '"allOf"+1'),
    "condition whose test is always true": ("allOf", when({**GIVEN, "properties": {"name": True}}, THEN),
                                            "schema-shape", '"allOf"+1'),
    "condition whose test tests nothing": ("allOf", when({**GIVEN, "properties": {"name": {}}}, THEN),
                                           "schema-shape", '"allOf"+1'),
    "condition whose test says two things": ("allOf", when({**GIVEN, "properties": {"name": {"const": "a", "enum": ["a"]}}},
                                             THEN), "schema-shape", '"allOf"+1'),
    "condition on what is not there": ("allOf", when({"required": ["zip"]}, THEN), "schema-shape", '"allOf"+1'),
    "condition for what is not there": ("allOf", when(GIVEN, {"required": ["zip"]}), "schema-shape", '"allOf"+1'),
    "condition that adds a field": ("allOf", when(GIVEN, {**THEN, "properties": {"x": TEXT}}), "schema-shape",
                                    '"allOf"+1'),
    # words for people
    "field without title": (X, {"type": "string", "maxLength": 3}, "schema-text", '"x"'),
    "column without title": (X, table(q={"type": "string", "maxLength": 3}), "schema-text", '"q"'),
    # what makes a kind
    "no title": ("title", GONE, "schema-kind", "{"),
    "element of another room": ("x-element", "people", "schema-kind", '"x-element"'),
    "element of nobody": ("x-element", "animals", "schema-keyword", '"x-element"'),
    "no object": ("type", GONE, "schema-kind", "{"),
    "no element": ("x-element", GONE, "schema-kind", "{"),
    "no phases": ("x-phases", GONE, "schema-kind", "{"),
    "phase of nobody": ("x-phases", ["sleeping"], "schema-keyword", '"x-phases"'),
    "empty phases": ("x-phases", [], "schema-keyword", '"x-phases"'),
    "no folder": ("x-folder", GONE, "schema-kind", "{"),
    "folder by a group that is not there": ("x-folder", "thing/{2}", "schema-kind", '"x-folder"'),
    "folder by a group of two digits": ("x-folder", "thing/{12}", "schema-kind", '"x-folder"'),
    "folder without a name": ("x-folder", "", "schema-kind", '"x-folder"'),
    "folder named by the id alone": ("x-folder", "{1}", "schema-kind", '"x-folder"'),
    "folder that goes on behind the group": ("x-folder", "thing/{1}/part", "schema-kind", '"x-folder"'),
    "folder that climbs": ("x-folder", "../../thing", "schema-kind", '"x-folder"'),
    "folder with a slash at its end": ("x-folder", "thing/", "schema-kind", '"x-folder"'),
    "id without pattern": ("properties/id", {**TEXT, "title": "编号"}, "schema-kind", '"id"'),
    "id that may be missing": ("required", ["name"], "schema-kind", '"id"'),
    "no voiding": ("properties/voided", GONE, "schema-kind", '"properties"'),
    "title by nothing": ("x-title", "zip", "schema-kind", '"x-title"'),
    "column of nothing": ("x-columns", ["name", "zip"], "schema-kind", '"x-columns"'),
    "about nothing": ("x-about", ["zip"], "schema-kind", '"x-about"'),
    "about a text": ("x-about", ["name"], "schema-kind", '"x-about"'),
    "about no list": ("x-about", "name", "schema-keyword", '"x-about"'),
    "summary without facts": ("x-summary", {"headline": "{name}的车"}, "schema-keyword", '"x-summary"'),
    "summary of four facts": ("x-summary", {"facts": ["name"] * 4}, "schema-keyword", '"x-summary"'),
    "headline without a field": ("x-summary", {"headline": "车", "facts": ["name"]}, "schema-keyword", '"x-summary"'),
    "headline of nothing": ("x-summary", {"headline": "{zip}的车", "facts": ["name"]}, "schema-kind", '"headline"'),
    "fact of nothing": ("x-summary", {"facts": ["zip"]}, "schema-kind", '"facts"+1'),
    "state that is no choice": ("x-summary", {"facts": ["name"], "state": "name"}, "schema-kind", '"state"'),
    "next act on no day": ("x-summary", {"facts": ["name"], "next": "name"}, "schema-kind", '"next"'),
    "search for nothing": ("x-search", {}, "schema-keyword", '"x-search"'),
    "search as nothing": ("x-search", {"as": "song"}, "schema-keyword", '"x-search"'),
    "search by a text": ("x-search", {"by": "name"}, "schema-keyword", '"x-search"'),
    "search with a word too many": ("x-search", {"as": "book", "to": "name"}, "schema-keyword", '"x-search"'),
    "search by what is no field": ("x-search", {"by": ["name", "zip"]}, "schema-kind", '"by"+2'),
    "columns in one text": ("x-columns", "name", "schema-keyword", '"x-columns"'),
    "event that is no field": ("x-events", {"zip": {"role": "start"}}, "schema-kind", '"x-events"+1'),
    "event of a role of nobody": ("x-events", {"name": {"role": "middle"}}, "schema-kind", '"x-events"+1'),
    "event after nothing": ("x-events", {"name": {"after": "zip"}}, "schema-kind", '"x-events"+1'),
    "event before nothing": ("x-events", {"name": {"before": "zip"}}, "schema-kind", '"x-events"+1'),
    "event after a list": ("x-events", {"name": {"after": ["id"]}}, "schema-kind", '"x-events"+1'),
    "event with a word too many": ("x-events", {"name": {"beside": "id"}}, "schema-kind", '"x-events"+1'),
    "events in a list": ("x-events", ["name"], "schema-keyword", '"x-events"'),
    "audience of nobody": ("x-audience", "world", "schema-keyword", '"x-audience"'),
    "shown to nobody in particular": ("x-shows", ["name"], "schema-kind", '"x-shows"'),
    "rows of readers that no column names": (X, {**table(q=TEXT), "items": {**table(q=TEXT)["items"], "x-readers": "zip"}},
                                             "schema-kind", '"x-readers"'),
    "readers of a text": (X, {**TEXT, "x-readers": "q"}, "schema-kind", '"x-readers"'),
    "document by a word": ("x-document", "yes", "schema-keyword", '"x-document"'),
    "other person who is nobody": (X, {**TEXT, "x-differs": "zip"}, "schema-kind", '"x-differs"'),
    "nobody unlike whom one could be": (X, table(q={**TEXT, "x-ref": "person", "x-unlike": "zip"}), "schema-kind", '"x-unlike"'),
    "unlike where nobody is named": (X, {**TEXT, "x-unlike": "name"}, "schema-kind", '"x-unlike"'),
    "key that a row may lack": (X, {**table(q=TEXT), "x-key": "q"}, "schema-kind", '"x-key"'),
    "key of a list without rows": (X, {"title": "列", "type": "array", "maxItems": 2, "items": TEXT, "x-key": "q"},
                                   "schema-kind", '"x-key"'),
    "row from a column that is not there": (X, {**table(q=TEXT), "x-at": "zip"}, "schema-kind", '"x-at"'),
    "row from a text": (X, {**table(q=TEXT), "x-at": "q"}, "schema-kind", '"x-at"'),
    "rows of a text": (X, {**TEXT, "x-at": "q"}, "schema-kind", '"x-at"'),
    "rows from two columns": (X, {**table(q=TEXT), "x-at": ["q"]}, "schema-kind", '"x-at"'),
    "text that may lie ahead": (X, {**TEXT, "x-ahead": True}, "schema-kind", '"x-ahead"'),
    "month that may lie ahead": (X, {"title": "月", "type": "string", "format": "month", "x-ahead": True},
                                 "schema-kind", '"x-ahead"'),
    "ahead by a word": (X, {"title": "日", "type": "string", "format": "date", "x-ahead": "yes"},
                        "schema-keyword", '"x-ahead"'),
    "period with three ends": (X, {**GROUP, "x-period": ["q", "q", "q"]}, "schema-keyword", '"x-period"'),
    "period that ends in nothing": (X, {**GROUP, "x-period": ["q", "zip"]}, "schema-kind", '"x-period"'),
    "term that is no period": (X, {**TEXT, "x-term": True}, "schema-kind", '"x-term"'),
    "term of a group without ends": (X, {**GROUP, "x-term": True}, "schema-kind", '"x-term"'),
    "term of a row": (X, {**table(q=TEXT), "items": {**table(q=TEXT)["items"], "x-period": ["q", "q"], "x-term": True}},
                      "schema-kind", '"x-term"'),
    "folder of a field": (X, {**TEXT, "x-folder": "x"}, "schema-kind", '"x-folder": "x"'),
    "role of a column": (X, table(q={**TEXT, "x-role": "due"}), "schema-kind", '"x-role"'),
    "ref of a table": (X, {**table(q=TEXT), "x-ref": "person"}, "schema-kind", '"x-ref"'),
    "period of a text": (X, {**TEXT, "x-period": ["id", "name"]}, "schema-kind", '"x-period"'),
    "key of a row": (X, {**table(q=TEXT), "items": {**table(q=TEXT)["items"], "x-key": "q"}}, "schema-kind", '"x-key"'),
    "side of a text that names nobody": (X, {**TEXT, "x-side": "customer"}, "schema-kind", '"x-side"'),
    "owner of no part": (X, {**TEXT, "x-of": "name"}, "schema-kind", '"x-of"'),
    "id that holds a column": (X, table(q={**TEXT, "x-in-id": True}), "schema-kind", '"x-in-id"'),
    "duty of a text": (X, {**TEXT, "x-duty": DUTY}, "schema-kind", '"x-duty"'),
    "duty without a side": (X, {**ROWS, "x-duty": {"person": "q"}}, "schema-keyword", '"x-duty"'),
    "duty of nobody": (X, {**ROWS, "x-duty": {**DUTY, "person": "zip"}}, "schema-kind", '"person"'),
    "duty of a person who may be missing": (X, {**ROWS, "x-duty": {**DUTY, "duty": "i"}}, "schema-kind", '"duty"'),
    "duty instead of nothing": (X, {**ROWS, "x-duty": {**DUTY, "instead": "zip"}}, "schema-kind", '"instead"'),
    "pattern of no duties": (X, {**DAYS, "x-pattern": "name"}, "schema-kind", '"x-pattern"'),
    "pattern without a day": (X, {**ROWS, "x-pattern": "name"}, "schema-kind", '"x-pattern"'),
    # references
    "ref to nobody": (X, {**TEXT, "x-ref": "animal"}, "schema-reference", '"x"'),
    "ref to nobody in a row": (X, table(q={**TEXT, "x-ref": "animal"}), "schema-reference", '"q"'),
    "ref to one of two who is nobody": (X, {**TEXT, "x-ref": ["person", "animal"]}, "schema-reference", '"x"'),
    "ref to no one": (X, {**TEXT, "x-ref": []}, "schema-keyword", '"x-ref"'),
    "ref to a part of nothing": (X, {**TEXT, "x-ref": "contract.colours"}, "schema-reference", '"x"'),
    "part of what no field names": (X, {**TEXT, "x-ref": "contract.levels", "x-of": "zip"}, "schema-kind", '"x-of"'),
    "$ref to no file": (X, {"$ref": "nobody.schema.json", "title": "x"}, "schema-reference", "nobody.schema.json"),
    "$ref to no place": (X, {"$ref": "#/$defs/zip", "title": "x"}, "schema-reference", "#/$defs/zip"),
    "$ref by a name": (X, {"$ref": "../common.schema.json#note", "title": "x"}, "schema-reference", "#note"),
    "$ref to itself": (X, {"$ref": "#/properties/x", "title": "x"}, "schema-reference", "#/properties/x"),
    "$ref to a network": (X, {"$ref": "http://127.0.0.1:1/a", "title": "x"}, "schema-reference", "http:"),
}  # fmt: skip


def test_the_schema_that_the_others_are_made_of_is_sound() -> None:
    assert findings_of(THING) == []


@pytest.mark.parametrize("name", FAULTY)
def test_one_fault_of_a_schema_is_one_finding_at_its_line(name: str) -> None:
    at, value, code, needle = FAULTY[name]
    schema = changed(at, value)
    found = sorted(set(findings_of(schema)))
    assert [(one.place.path, one.place.line, one.code) for one in found] == [
        (PATH, line_of(schema, needle), code)
    ]
    assert code == "schema-invalid" or found[0].message.endswith("。")


FINE: dict[str, tuple[str, object]] = {
    "choice": (X, {"title": "x", "type": "string", "oneOf": CHOICES}),
    "number": (X, NUMBER),
    "number in steps": (X, {**NUMBER, "multipleOf": 3}),
    "yes or no": (X, {"title": "x", "type": "boolean"}),
    "date": (X, {"title": "x", "type": "string", "format": "date"}),
    "pattern": (X, pattern("^[0-9]{2}(-[a-z]+)*$(?!\\n)")),
    "group in a group": (X, within(GROUP)),
    "group in a group of a group": (X, within(within(GROUP))),
    "table in a group": (X, within(table(q=TEXT))),
    "table in the innermost group": (X, within(within(within(table(q=TEXT))))),
    "table with a list": (X, table(q={"title": "列", "type": "array", "maxItems": 2, "items": TEXT})),
    "table with a key": (X, {**table(q=TEXT), "items": {**table(q=TEXT)["items"], "required": ["q"]}, "x-key": "q"}),
    "table whose rows have a time": (X, {**table(q={"title": "日", "type": "string", "format": "date"}), "x-at": "q"}),
    "day that may lie ahead": (X, {"title": "日", "type": "string", "format": "date", "x-ahead": True}),
    "field called default": ("properties/default", TEXT),
    "field called properties": ("properties/properties", TEXT),
    "field called $ref": ("properties/$ref", TEXT),
    "condition": ("allOf", when({**GIVEN, "properties": {"name": {"const": "a"}}}, THEN)),
    "comment": ("$comment", "why"),
    "definitions of its own": ("$defs", {"d": TEXT}),
    "all phases": ("x-phases", list(PHASES)),
    "events": ("x-events", {"name": {"role": "start"}, "id": {"role": "stop", "after": "name"}}),
    "event before another": ("x-events", {"name": {"role": "start"}, "id": {"before": "name"}}),
    "owner in the table around": (X, table(q=TEXT, r={**TEXT, "x-ref": "contract.levels", "x-of": "q"},
                                           s={**TEXT, "x-ref": "contract.levels", "x-of": "name"})),
    "another person": (X, {**TEXT, "x-differs": "name"}),
    "another person in each row": (X, table(q={**TEXT, "x-ref": "person", "x-unlike": "r"}, r={**TEXT, "x-ref": "person"})),
    "month in the id": (X, {"title": "月", "type": "string", "format": "month", "x-in-id": True}),
    "duties": (X, {**ROWS, "x-duty": DUTY}),
    "days laid out into duties": ("properties", {**THING["properties"], "x": {**ROWS, "x-duty": DUTY},
                                                 "y": {**DAYS, "x-pattern": "x"}}),
    "reference to two": (X, {**TEXT, "x-ref": ["person", "contract"]}),
    "reference to its own kind": (X, {**TEXT, "x-ref": "thing"}),
    "reference to a part": (X, {**TEXT, "x-ref": "contract.levels"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FINE)
def test_what_forms_and_tables_can_show_is_allowed(name: str) -> None:
    assert findings_of(changed(*FINE[name])) == []


@pytest.mark.parametrize("room", ["people", "process", "technology", "requirements", "animals"])
def test_a_kind_says_the_element_of_the_room_it_stands_in(room: str) -> None:
    path = f"schemas/{room}/thing.schema.json"
    kinds, findings = compiler.read({**schemas(), path: json.dumps(THING).encode()})
    assert "thing" not in kinds.sound
    assert {(one.place.path, one.code) for one in findings} == {(path, "schema-kind")}


def test_every_keyword_is_either_standard_or_ours() -> None:
    assert [name for name in WORDS if name.startswith(PREFIX)] == []
    assert [name for name in STANDARD if name.startswith(PREFIX)] == []


def test_faults_of_the_shared_schema_are_told_once_and_no_kind_is_built_on_it() -> None:
    files = {**schemas(), "schemas/common.schema.json": b'{"$defs": {"a": {"requird": []}}}'}
    kinds, findings = compiler.read(files)
    assert dict(kinds.sound) == {}
    assert [(str(one.place), one.code) for one in findings] == [
        ("schemas/common.schema.json:1:18", "schema-keyword")
    ]
