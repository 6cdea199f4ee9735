"""A kind's schema as a clerk reads it: each field, how it is written, whether it must be there."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from generators.kinds.field import Condition, Field, Form, Reference
from generators.kinds.kind import Kind, Kinds
from generators.words import say


class FieldHelp(NamedTuple):
    """A field: its key, its title, how it is written, what to know, and whether it must be there."""

    key: str
    title: str
    form: str
    choices: tuple[tuple[str, str], ...]
    help: str
    yaml: str
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
    yaml: str
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
        about=kind.about,
        yaml=str(kind.tree.marks.get("yaml", "")),
        folder=kind.root,
        element=say(f"element.{kind.element or 'none'}"),
        phases=say("value.comma").join(say(f"phase.{one}") for one in kind.phases),
        audience=say(f"audience.{kind.audience}"),
        required=sum(field.must for field in kind.fields.values()),
        sections=tuple(_sections(kind, kinds)),
        conditions=tuple(_condition(kind.tree, one) for one in kind.tree.when),
        example="\n".join(_yaml(kind.tree.example())),
    )


def _sections(kind: Kind, kinds: Kinds) -> list[Section]:
    sections = [Section("fields", say("schema.fields"), _fields(kind.tree, kinds))]
    for field in kind.fields.values():
        if field.form is Form.GROUP:
            title = say("schema.group", title=field.title)
            sections.append(Section(field.name, title, _fields(field, kinds)))
        elif field.form is Form.TABLE:
            title = say("schema.table", title=field.title)
            sections.append(Section(field.name, title, _fields(field, kinds)))
    return sections


def _fields(around: Field, kinds: Kinds) -> tuple[FieldHelp, ...]:
    return tuple(
        FieldHelp(
            field.name,
            field.title,
            _form(field, kinds),
            tuple((str(one.code), one.word) for one in field.choices),
            field.help,
            str(field.marks.get("yaml", "")),
            field.must,
        )
        for field in around.children.values()
    )


def _form(field: Field, kinds: Kinds) -> str:
    match field.form:
        case Form.TABLE | Form.LIST:
            return say(f"form.{field.form}", limit=field.limits.max_items)
        case Form.TEXT if field.limits.max_length is not None:
            return say("form.text_limit", limit=field.limits.max_length)
        case Form.REFERENCE if field.ref:
            return _reference(field.ref, kinds)
        case form:
            return say(f"form.{form}")


def _reference(ref: Reference, kinds: Kinds) -> str:
    titles = {name: kinds.sound[name].title if name in kinds.sound else name for name in ref.kinds}
    if ref.part:
        owner = ref.kinds[0]  # what lists of one name are called is the same in all
        part = kinds.sound[owner].fields[ref.part].title if owner in kinds.sound else ref.part
        return say("form.part", kind=say("form.or").join(titles.values()), part=part)
    return say("form.reference", kinds=say("form.or").join(titles.values()))


def _condition(around: Field, condition: Condition) -> str:
    members = around.children
    wanted = say("value.comma").join(members[name].title for name in condition.wanted)
    for name, values in condition.tests.items():
        value = say("form.or").join(members[name].word(one) for one in values)
        return say("schema.when_equal", given=members[name].title, value=value, wanted=wanted)
    given = say("value.comma").join(members[name].title for name in condition.given)
    return say("schema.when_given", given=given, wanted=wanted)


def _yaml(value: Any) -> list[str]:
    """Write an example as YAML to copy; scalars as JSON, which strict YAML reads alike."""
    if isinstance(value, dict) and value:
        return [line for name, member in value.items() for line in _member(name, member)]
    if isinstance(value, list) and value:
        rows = ((index, line) for one in value for index, line in enumerate(_yaml(one)))
        return [f"{'  ' if index else '- '}{line}" for index, line in rows]
    return [json.dumps(value, ensure_ascii=False)]


def _member(name: str, value: Any) -> list[str]:
    lines = _yaml(value)
    if isinstance(value, dict | list) and value:
        return [f"{name}:", *(f"  {line}" for line in lines)]
    return [f"{name}: {lines[0]}"]
