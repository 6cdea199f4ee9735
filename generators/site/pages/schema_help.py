"""A kind's schema as a clerk reads it: each field, how it is written, whether it must be there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from generators.kinds.engine import Schema
from generators.kinds.kind import Kind, Kinds
from generators.words import say


class FieldHelp(NamedTuple):
    """One field: its key, its title, how it is written, what to know, whether it must be there."""

    key: str
    title: str
    form: str
    choices: tuple[tuple[str, str], ...]
    help: str
    must: bool


class Section(NamedTuple):
    """The fields of the record itself, of an object in it or of the rows of a table."""

    anchor: str
    title: str
    fields: tuple[FieldHelp, ...]


class SchemaView(NamedTuple):
    """The reference page of a kind."""

    kind: str
    title: str
    about: str
    folder: str
    element: str
    phases: str
    audience: str
    required: int
    sections: tuple[Section, ...]
    conditions: tuple[str, ...]
    example: str


def view(kind: Kind, kinds: Kinds) -> SchemaView:
    """Gather the reference page of a kind."""
    return SchemaView(
        kind=kind.name,
        title=kind.title,
        about=str(kind.schema.get("description", "")),
        folder=kind.root,
        element=say(f"element.{kind.element or 'none'}"),
        phases=say("value.comma").join(say(f"phase.{one}") for one in kind.phases),
        audience=say(f"audience.{kind.schema.get('x-audience', 'internal')}"),
        required=len(kind.schema.get("required", ())),
        sections=tuple(_sections(kind, kinds)),
        conditions=tuple(_conditions(kind.schema)),
        example=_example(kind.schema),
    )


def _sections(kind: Kind, kinds: Kinds) -> list[Section]:
    sections = [Section("fields", say("schema.fields"), _fields(kind.schema, kinds))]
    for name, member in kind.schema["properties"].items():
        title = str(member["title"])
        if member.get("type") == "object":
            sections.append(Section(name, say("schema.group", title=title), _fields(member, kinds)))
        elif isinstance(member.get("items"), Mapping) and member["items"].get("type") == "object":
            sections.append(Section(name, say("schema.table", title=title), _fields(member["items"], kinds)))
    return sections


def _fields(schema: Schema, kinds: Kinds) -> tuple[FieldHelp, ...]:
    required = schema.get("required", ())
    return tuple(
        FieldHelp(
            name,
            str(member["title"]),
            _form(member, kinds),
            tuple((str(one["const"]), str(one["title"])) for one in member.get("oneOf", ())),
            str(member.get("description", "")),
            name in required,
        )
        for name, member in schema["properties"].items()
    )


def _form(schema: Schema, kinds: Kinds) -> str:
    kind, target = schema.get("type"), schema.get("x-ref")
    if kind == ["string", "object"]:
        return say("form.event")
    if kind == "array":
        is_table = schema["items"].get("type") == "object"
        return say("form.table" if is_table else "form.list", limit=schema["maxItems"])
    if kind == "object":
        return say("form.group")
    if target:
        return _reference_form(target, kinds)
    if "oneOf" in schema:
        return say("form.choice")
    if "format" in schema:
        return say(f"form.{schema['format']}")
    if kind == "string":
        return (
            say("form.text_limit", limit=schema["maxLength"]) if "maxLength" in schema else say("form.text")
        )
    return say(f"form.{kind}")


def _reference_form(target: Any, kinds: Kinds) -> str:
    names = [target] if isinstance(target, str) else list(target)
    owner, _, part = names[0].partition(".")
    if part:
        found = kinds.sound.get(owner)
        title = found.schema["properties"][part]["title"] if found else part
        return say("form.part", kind=found.title if found else owner, part=title)
    titles = (kinds.sound[name].title if name in kinds.sound else name for name in names)
    return say("form.reference", kinds=say("form.or").join(titles))


def _conditions(schema: Schema) -> list[str]:
    found = []
    properties = schema["properties"]

    def titles(names: Any) -> str:
        return say("value.comma").join(str(properties[name]["title"]) for name in names)

    for condition in schema.get("allOf", ()):
        given, wanted = condition["if"], titles(condition["then"]["required"])
        tests = given.get("properties", {})
        if tests:
            name, test = next(iter(tests.items()))
            values = [test["const"]] if "const" in test else test["enum"]
            value = say("form.or").join(_choice(properties[name], one) for one in values)
            found.append(say("schema.when_equal", given=titles([name]), value=value, wanted=wanted))
        else:
            found.append(say("schema.when_given", given=titles(given["required"]), wanted=wanted))
    return found


def _choice(schema: Schema, value: Any) -> str:
    return str(next((one["title"] for one in schema.get("oneOf", ()) if one["const"] == value), value))


def _example(schema: Schema) -> str:
    """Write the required fields with their examples, as YAML to copy."""
    return "\n".join(_members(schema, 0))


def _demanded(schema: Schema) -> set[str]:
    """Give the fields that the examples of the required ones make required in their turn."""
    found: set[str] = set()
    for condition in schema.get("allOf", ()):
        given = condition["if"]
        if set(given["required"]) <= set(schema.get("required", ())):
            tests = given.get("properties", {}).items()
            if all(
                _meets(next(iter(schema["properties"][name].get("examples", ())), None), test)
                for name, test in tests
            ):
                found |= set(condition["then"]["required"])
    return found


def _meets(value: Any, test: Schema) -> bool:
    return value in (test["enum"] if "enum" in test else [test["const"]])


def _yaml(name: str, schema: Schema, depth: int) -> list[str]:
    """Write one field; scalars as JSON, which strict YAML reads alike."""
    pad = "  " * depth
    items = schema.get("items", {})
    if schema.get("type") == "object":
        return [f"{pad}{name}:", *_members(schema, depth + 1)]
    if items.get("type") == "object":
        row = [f"{pad}  {'  ' if index else '- '}{line}" for index, line in enumerate(_members(items, 0))]
        return [f"{pad}{name}:", *(row * int(schema.get("minItems", 1)))]
    example = next(iter(schema.get("examples", ())), "")
    if isinstance(example, list):
        return [f"{pad}{name}:", *(f"{pad}  - {json.dumps(one, ensure_ascii=False)}" for one in example)]
    return [f"{pad}{name}: {json.dumps(example, ensure_ascii=False)}"]


def _members(schema: Schema, depth: int) -> list[str]:
    """Write the fields of an object that must be there, or as many as must be."""
    wanted = {*schema.get("required", ()), *_demanded(schema)}
    wanted |= set(list(schema["properties"])[: int(schema.get("minProperties", 0))])
    lines = [_yaml(name, member, depth) for name, member in schema["properties"].items() if name in wanted]
    return [line for some in lines for line in some]
