"""A fault in Chinese: what is wrong with a value, and what to write instead, from one table of sentences.

The table, `sentences.json`, is read here and by the browser, which follows this module step by step. Its
slots are filled with text, and nothing in it knows a kind. Who writes YAML is told keys, codes and marks; who
fills in a form or a sheet is told titles and words only: an entry of the table may differ by medium.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.faults import Fault
from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.strict_yaml import At

_LIKE = 0.85  # of which only a slip of typing comes, such as a letter more or less
_SAME_LETTERS = 0.75
_LISTED = 3
_FILE = Path(__file__).with_name("sentences.json")


class Medium(StrEnum):
    """What a person wrote the value in."""

    YAML = "yaml"
    FORM = "form"  # of a page or a workbook


class Table(NamedTuple):
    """The words that faults are told with, of one medium."""

    codes: Mapping[str, str]  # of findings, by keyword
    shown: Mapping[str, int]  # how many characters of a wrong value, choices and missing rows are shown
    types: Mapping[str, str]
    formats: Mapping[str, str]
    slips: Mapping[str, str]  # expressions that know what a value was meant to be, by case
    # by keyword or by the code of what holds beyond the schema and, after a dot, by case; and their parts
    sentences: Mapping[str, str]

    def fill(self, key: str, /, **slots: object) -> str:
        """Give a sentence with its slots filled."""
        return self.sentences[key].format(**slots)


class Told(NamedTuple):
    """A fault told: the code of its finding and its sentence."""

    code: str
    text: str


@cache
def table(medium: Medium) -> Table:
    """Read the table."""
    whole = json.loads(_FILE.read_bytes())
    return Table(**{part: _of(medium, entries) for part, entries in whole.items()})


def say(key: str, /, **slots: object) -> str:
    """Give a sentence of what holds beyond the schema, to who writes YAML."""
    return table(Medium.YAML).fill(key, **slots)


def told(kind: Kind, fault: Fault, medium: Medium = Medium.YAML) -> Told | None:
    """Tell a fault; nothing of a missing value that stands there under a misspelt name, told at that name."""
    words = table(medium)
    text = _Teller(kind, fault, words).text()
    return None if text is None else Told(words.codes[fault.keyword], text)


def _of(medium: Medium, entries: Mapping[str, Any]) -> Mapping[str, Any]:
    media = ((key, one[medium] if isinstance(one, dict) else one) for key, one in entries.items())
    return MappingProxyType(dict(media))


class _Teller(NamedTuple):
    kind: Kind
    fault: Fault
    table: Table

    def text(self) -> str | None:
        """Tell the fault by its keyword."""
        limit, value, field = self.fault.limit, self.fault.value, self.fault.field
        match keyword := self.fault.keyword:
            case "required":
                return self._missing()
            case "additionalProperties":
                return self._unknown()
            case "type":
                some = [limit] if isinstance(limit, str) else limit
                types = self.table.fill("or").join(self.table.types[one] for one in some)
                return self._fill(_type_key(limit, value), types=types)
            case "enum" | "const":
                return self._choice()
            case "pattern" | "format" if slip := self._slip():
                return self._fill(slip)
            case "pattern":
                return self._fill(keyword, help=field.help, yaml=field.marks.get("yaml", ""))
            case "format":
                return self._fill(keyword, format=self.table.formats[limit])
            case _:
                count = len(value) if isinstance(value, str | list | dict) else 0
                return self._fill(keyword, limit=limit, count=count)

    def _fill(self, key: str, /, **slots: object) -> str:
        name = self._named(self.fault.at, self.fault.field)
        return self.table.fill(key, name=name, value=self._shown(self.fault.value), **slots)

    def _missing(self) -> str | None:
        around, condition = self.kind.field(self.fault.at[:-1]), self.fault.condition
        if self.fault.at[-1] in _meant(around, self.fault.value):
            return None
        if condition is None:
            return self._fill("required")
        given = self._list(self._name((one,), around.children[one]) for one in condition.given)
        if not condition.tests:
            return self._fill("required.given", given=given)
        name, tested = next(iter(condition.tests.items()))
        values = self._list(self._chosen(around.children[name], one) for one in tested)
        return self._fill("required.values", given=given, values=values)

    def _unknown(self) -> str:
        key, known = str(self.fault.at[-1]), self.kind.field(self.fault.at[:-1]).children
        now = [self._name((name,), one) for name, one in known.items() if key in one.marks.get("was", ())]
        if now:
            return self._fill("additionalProperties.was", key=key, now=self.table.fill("or").join(now))
        for near in _near(key, known):
            return self._fill("additionalProperties.near", key=key, near=self._name((near,), known[near]))
        if (begin := key.partition(":")[0]) in known and self.fault.value is None:
            near = self._name((begin,), known[begin])
            return self._fill("additionalProperties.blank", key=key, near=near, known=begin)
        listed = self._list(self._name((name,), known[name]) for name in _nearest(key, known))
        return self._fill("additionalProperties", key=key, known=listed)

    def _slip(self) -> str | None:
        """Say which slip of typing it is that spoils a value; None for another cause."""
        value = self.fault.value
        if not isinstance(value, str):
            return None
        return next(
            (f"slip.{case}" for case, sign in self.table.slips.items() if re.search(sign, value)), None
        )

    def _choice(self) -> str:
        choices, most = self.fault.field.choices, self.table.shown["choices"]
        for one in choices:
            if one.word == self.fault.value:
                return self._fill("choice.word", code=one.code, word=one.word)
        if slip := self._slip():
            return self._fill(slip)
        listed = self._list(
            self.table.fill("choice.one", code=one.code, word=one.word) for one in choices[:most]
        )
        if len(choices) > most:
            listed = self.table.fill("choice.more", choices=listed)
        return self._fill("choice", choices=listed)

    def _named(self, at: At, field: Field) -> str:
        """Name a value by its title; a row or another item of a list by the list's title and its number."""
        if at and isinstance(at[-1], int):
            around = self._named(at[:-1], self.kind.field(at[:-1]))
            return self.table.fill("name.row", list=around, row=at[-1] + 1)
        return self._name(at, field)

    def _name(self, at: At, field: Field) -> str:
        key = next((step for step in reversed(at) if isinstance(step, str)), "")
        if not key:
            return self.table.fill("name.record")
        return self.table.fill("name" if field.title else "name.untitled", title=field.title, key=key)

    def _chosen(self, field: Field, value: Any) -> str:
        """Show one of the values on which a condition rests."""
        shown = self._shown(value)
        if not any(one.code == value for one in field.choices):
            return shown
        return self.table.fill("required.choice", value=shown, word=field.word(value))

    def _shown(self, value: Any) -> str:
        """Show a value as JSON, or what it says to who never sees JSON; a long one is cut."""
        plain = self._cut(json.dumps(value, ensure_ascii=False))
        text = self._cut(value) if isinstance(value, str) else plain
        return self.table.fill(_value_key(value), value=plain, text=text)

    def _cut(self, text: str) -> str:
        most = self.table.shown["characters"]
        return text if len(text) <= most else self.table.fill("cut", value=text[:most])

    def _list(self, some: Iterable[str]) -> str:
        return self.table.fill("and").join(some)


def _value_key(value: Any) -> str:
    match value:
        case None:
            return "value.null"
        case bool():
            return "value.true" if value else "value.false"
        case str():
            return "value.text"
        case _:
            return "value"


def _type_key(limit: Any, value: Any) -> str:
    if value is None:
        return "type.null"
    if limit == "string" and isinstance(value, int | float):
        return "type.text"
    if limit in ("integer", "number") and isinstance(value, str):
        return "type.number"
    return "type.list" if limit == "array" else "type"


def _meant(around: Field, value: Mapping[str, Any]) -> set[str]:
    """Guess which keys were meant by the unknown ones: a typing slip is told once, at the slip."""
    known = around.children
    unknown = [key for key in value if key not in known]
    were = {name for name, one in known.items() if set(one.marks.get("was", ())) & set(unknown)}
    close = {begin for key in unknown if value[key] is None and (begin := key.partition(":")[0]) in known}
    return were | close | {near for key in unknown for near in _near(key, known)}


def _near(key: str, known: Mapping[str, Field]) -> list[str]:
    """Give the name that is meant for all one can see; none is better than another's."""
    by_title = {member.title: name for name, member in known.items()}
    if key in by_title:
        return [by_title[key]]
    like = [(likeness, name) for name in known if (likeness := _likeness(name, key)) >= _least(name, key)]
    return [max(like)[1]] if like else []


def _likeness(name: str, key: str) -> float:
    return difflib.SequenceMatcher(a=name, b=key).ratio()


def _least(name: str, key: str) -> float:
    """Say how like two names must be: of the same letters only their order is a slip."""
    return _SAME_LETTERS if sorted(name) == sorted(key) else _LIKE


def _nearest(key: str, known: Mapping[str, Field]) -> list[str]:
    """Give the names that are most like it themselves or by their titles, as they stand in the schema."""

    def unlike(name: str) -> float:
        return -max(_likeness(one, key) for one in (name, known[name].title))

    return sorted(known, key=unlike)[:_LISTED]
