"""A kind's schema as a typed tree: whoever shows, asks, imports or judges a value reads it, not JSON Schema.

A field says what it is called, how its value is written, what it is held to and what our own words say of it
(`marks`). `plant` makes the tree of a schema that the lint has passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import lcm
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.dialect import Schema, own
from generators.strict_yaml import At


class Form(StrEnum):
    """How a value is written: a closed set, so that a reader can tell all cases apart."""

    GROUP = "group"  # members, each a field of its own
    TABLE = "table"  # rows of members
    LIST = "list"  # values of one form
    EVENT = "event"  # a moment, or the members that tell how well it is known
    REFERENCE = "reference"  # the id of a record, or the key of a row in one
    CHOICE = "choice"  # the code of one of `choices`
    TEXT = "text"
    MARKDOWN = "markdown"
    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "date-time"
    EVENT_TIME = "event-time"  # a moment, or a day
    TIME = "time"
    MONTH = "month"
    QUARTER = "quarter"
    EMAIL = "email"
    PHONE = "phone"
    UNKNOWN = "unknown"  # no schema says


MOMENTS = (Form.EVENT, Form.EVENT_TIME, Form.MOMENT)  # of one moment, or a day where nobody knows the hour
TIMES = (Form.EVENT, Form.EVENT_TIME, Form.MOMENT, Form.DATE)  # of one moment or one day


class Choice(NamedTuple):
    """One value that may be chosen: the JSON value, its Chinese word and what to know of it."""

    code: Any
    word: str
    help: str = ""


class Condition(NamedTuple):
    """What makes members of a group required: these are given, and each of these has one of its values."""

    given: tuple[str, ...]
    tests: Mapping[str, tuple[Any, ...]]
    wanted: tuple[str, ...]

    def holds(self, members: Mapping[str, Any]) -> bool:
        """Say whether members of these values must be joined by the wanted ones."""
        return set(self.given) <= set(members) and all(
            members[name] in values for name, values in self.tests.items()
        )


class Limits(NamedTuple):
    """What a value is held to beside its form; None where nothing is said."""

    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    below: float | None = None
    multiple_of: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique: bool | None = None
    min_members: int | None = None
    max_members: int | None = None


class Reference(NamedTuple):
    """Where records of a kind name another record or a part of one; `*` stands for any list item."""

    at: tuple[str, ...]
    kinds: tuple[str, ...]
    part: str | None = None  # the list inside the owner, such as `levels`; all kinds have it by this name
    of: str | None = None  # the field that names the owner; without it the default contract


@dataclass(frozen=True)
class Field:
    """One value of a kind: a record as a whole, a member, an item of a list or a row of a table."""

    name: str  # of a member; a record, an item and a row have none
    at: tuple[str, ...]  # the path in a record, `*` for an item
    title: str  # empty where the schema gives none, as for most items
    help: str
    form: Form
    must: bool  # be there whenever what holds it is there
    when: tuple[Condition, ...]  # what more of its members must be there
    choices: tuple[Choice, ...]
    limits: Limits
    pattern: str | None
    examples: tuple[Any, ...]
    default: Any  # what forms and sheets begin with; no check looks at it
    ref: Reference | None
    marks: Mapping[str, Any]  # our own words by name; one that says no is left out
    children: Mapping[str, Field]  # the members of a group, of an event, of a table's row
    item: Field | None  # of a list; of a table, its row

    def find(self, path: At) -> Field:
        """Give the field of a value by its path, numbers and `*` stepping into lists; else `UNKNOWN`."""
        field: Field | None = self
        for step in path:
            if field is None:
                break
            if isinstance(step, int) or step == "*":
                field = field.item
            else:
                field = field.children.get(step) if field.item is None else None
        return field or UNKNOWN

    def along(self, dotted: str) -> Field:
        """Follow names joined by dots, through lists without a step for them; `UNKNOWN` if there is none."""
        field = self
        for name in dotted.split("."):
            found = field.children.get(name, UNKNOWN)
            field = found.item or found
        return field

    @cached_property
    def timed(self) -> tuple[Field, ...]:
        """The members that tell when something happened, or hold such; what may lie ahead is none of them.

        The last day of a period may: it says until when something holds. A moment that ends one has come.
        """
        _, last = (self.item or self).marks.get("period", ("", ""))
        return tuple(
            one
            for one in self.children.values()
            if (
                one.form in TIMES
                and "ahead" not in one.marks
                and not (one.name == last and one.form is Form.DATE)
            )
            or (one.form in (Form.GROUP, Form.TABLE) and (one.timed or "at" in one.marks))
        )

    def word(self, code: Any) -> str:
        """Give the Chinese word of a code; the code itself if it is none of the choices."""
        return next((one.word for one in self.choices if one.code == code), str(code))

    def walk(self) -> Iterator[Field]:
        """Yield this field and all within it, from the outside in."""
        yield self
        for inside in (self.item,) if self.item else self.children.values():
            yield from inside.walk()

    def example(self) -> Any:
        """Give an example as it is written: of a group, what must be there, or as much as must be."""
        if self.form is Form.TABLE and self.item:
            return [self.item.example()] * (1 if self.limits.min_items is None else self.limits.min_items)
        if self.form is not Form.GROUP:
            return next(iter(self.examples), "")
        members = {name: one.example() for name, one in self.children.items() if one.must}
        more = {name for condition in self.when if condition.holds(members) for name in condition.wanted}
        more |= set(list(self.children)[: self.limits.min_members or 0])
        wanted = more | set(members)
        return {name: one.example() for name, one in self.children.items() if name in wanted}

    def as_json(self) -> dict[str, Any]:
        """Give the tree as JSON values, for readers in other languages; what is empty is left out."""
        limits = {name: limit for name, limit in self.limits._asdict().items() if limit is not None}
        conditions = [one._asdict() | {"tests": dict(one.tests)} for one in self.when]
        ref = self.ref and {"kinds": self.ref.kinds, "part": self.ref.part, "of": self.ref.of}
        whole = {
            "name": self.name, "title": self.title, "help": self.help, "form": self.form, "must": self.must,
            "when": conditions, "choices": [one._asdict() for one in self.choices], "limits": limits,
            "pattern": self.pattern, "examples": self.examples, "ref": ref,
            "marks": dict(self.marks), "item": self.item and self.item.as_json(),
            "children": [] if self.item else [one.as_json() for one in self.children.values()],
        }  # fmt: skip
        told = {key: value for key, value in whole.items() if value}
        return told if self.default is None else {**told, "default": self.default}


# limits by keyword: our name, and which of two is the tighter one
_LIMITS: Mapping[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "minLength": ("min_length", max), "maxLength": ("max_length", min), "minimum": ("minimum", max),
    "maximum": ("maximum", min), "exclusiveMinimum": ("above", max), "exclusiveMaximum": ("below", min),
    "multipleOf": ("multiple_of", lcm), "minItems": ("min_items", max), "maxItems": ("max_items", min),
    "uniqueItems": ("unique", max), "minProperties": ("min_members", max),
    "maxProperties": ("max_members", min),
}  # fmt: skip
_PLAIN = {"string": Form.TEXT, "boolean": Form.FLAG, "integer": Form.INTEGER, "number": Form.NUMBER}


def plant(schema: Schema, name: str = "", at: tuple[str, ...] = (), *, must: bool = False) -> Field:
    """Make the tree of a schema without `$ref`s that the lint has passed."""
    schema = _joined(schema) if "allOf" in schema else schema
    item = plant(schema["items"], at=(*at, "*")) if "items" in schema else None
    required = schema.get("required", ())
    children = {
        key: plant(member, key, (*at, key), must=key in required)
        for key, member in schema.get("properties", {}).items()
    }
    marks = {word: value for word, value in own(schema).items() if value is not False}
    return Field(
        name=name,
        at=at,
        title=str(schema.get("title", "")),
        help=str(schema.get("description", "")),
        form=_form(schema),
        must=must,
        when=tuple(_condition(one) for one in schema.get("allOf", ()) if "if" in one),
        choices=tuple(
            Choice(one["const"], str(one["title"]), str(one.get("description", "")))
            for one in schema.get("oneOf", ())
        ),
        limits=Limits(**{_LIMITS[key][0]: limit for key, limit in schema.items() if key in _LIMITS}),
        pattern=schema.get("pattern"),
        examples=tuple(schema.get("examples", ())),
        default=schema.get("default"),
        ref=_reference(at, marks) if "ref" in marks else None,
        marks=MappingProxyType(marks),
        children=item.children if item else MappingProxyType(children),
        item=item,
    )


def _joined(schema: Schema) -> Schema:
    """Take up what a schema puts beside a `$ref`: inlined, it stands apart, and both hold."""
    joined = dict(schema)
    for beside in schema["allOf"]:
        for key, value in beside.items():
            if key in _LIMITS and key in joined:
                joined[key] = _LIMITS[key][1](joined[key], value)
            elif key in (*_LIMITS, "pattern", "format", "oneOf"):
                joined[key] = value
    return joined


def _form(schema: Schema) -> Form:
    match schema.get("type"):
        case None:
            return Form.UNKNOWN
        case "object":
            return Form.GROUP
        case "array":
            return Form.TABLE if schema["items"]["type"] == "object" else Form.LIST
        case ["string", "object"]:
            return Form.EVENT
        case plain if "x-ref" not in schema and "oneOf" not in schema and "format" not in schema:
            is_markdown = schema.get("contentMediaType") == "text/markdown"
            return Form.MARKDOWN if is_markdown else _PLAIN[plain]
    if "x-ref" in schema:
        return Form.REFERENCE
    return Form.CHOICE if "oneOf" in schema else Form(schema["format"])


def _condition(schema: Schema) -> Condition:
    given = schema["if"]
    tests = {
        name: tuple([test["const"]] if "const" in test else test["enum"])
        for name, test in given.get("properties", {}).items()
    }
    return Condition(tuple(given["required"]), MappingProxyType(tests), tuple(schema["then"]["required"]))


def _reference(at: tuple[str, ...], marks: Mapping[str, Any]) -> Reference:
    targets = [marks["ref"]] if isinstance(marks["ref"], str) else marks["ref"]
    owners = tuple(one.partition(".")[0] for one in targets)
    part = targets[0].partition(".")[2]
    return Reference(at, owners, part, marks.get("of")) if part else Reference(at, owners)


UNKNOWN = plant({})
