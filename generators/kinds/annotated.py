"""A kind's schema as an editor wants it: what is checked, with the Chinese of every name and code beside it.

It is never stricter than the check of a record's own form, and it says less: what an editor would read in
another way than we do, such as our formats, it is told as a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from generators.kinds.dialect import Schema
from generators.kinds.field import Field, Reference
from generators.kinds.kind import Kind

Named = Callable[[Reference], str | None]  # where the list of what may be named stands, if there is one

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = "T[0-9]{2}:[0-9]{2}(:[0-9]{2})?([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
_PATTERNS = {
    "date": f"^{_DAY}$",
    "date-time": f"^{_DAY}{_CLOCK}$",
    "event-time": f"^{_DAY}({_CLOCK})?$",
    "time": "^[0-9]{2}:[0-9]{2}$",
    "month": "^[0-9]{4}-[0-9]{2}$",
    "quarter": "^[0-9]{4}-Q[1-4]$",
}
_SHOWN = {
    "date": '写成 "2026-03-05"，加引号。',
    "date-time": '写成 "2026-03-05T09:10:00+08:00"，加引号，写时区。',
    "event-time": '写成 "2026-03-05T09:10:00+08:00"；只知道哪天就写 "2026-03-05"。',
    "time": '写成 "09:10"，加引号。',
    "month": '写成 "2026-03"，加引号。',
    "quarter": '写成 "2026-Q1"，加引号。',
}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*").fullmatch  # a code that needs no quotes
_SIGNS = re.compile(r"([\\`*_<>\[\]#])")  # of Markdown
_WORDS = ("true", "false", "null", "yes", "no", "on", "off")


def annotated(kind: Kind, named: Named) -> dict[str, Any]:
    """Give the schema of a kind's records for an editor."""
    return {"$schema": DIALECT, **_told(kind.checked, kind.tree, named)}


def _told(node: Schema, field: Field, named: Named) -> dict[str, Any]:
    """Give a part of the checked schema with what its field says of it."""
    form: dict[str, Any] = {key: value for key, value in node.items() if key != "format"}
    if field.title or field.help:
        form["title"] = field.title or field.name
        form["description"], form["markdownDescription"] = _plain(field), _marked(field)
    if "format" in node and node["format"] in _PATTERNS:
        form["pattern"] = _PATTERNS[node["format"]]
        form["patternErrorMessage"] = f"「{field.title}」{_SHOWN[node['format']]}"
    elif "pattern" in node:
        form["patternErrorMessage"] = f"「{field.title}」的写法不对：{field.help}"
    if field.choices:
        said = [f"{one.word}。{one.help}" if one.help else one.word for one in field.choices]
        form["enumDescriptions"] = form["markdownEnumDescriptions"] = said
        form["defaultSnippets"] = [
            {"label": f"{one.word} {one.code}", "description": one.word, "body": one.code}
            for one in field.choices
            if isinstance(one.code, str) and _PLAIN(one.code) and one.code not in _WORDS
        ]
    if field.ref and (where := named(field.ref)):
        form = {key: value for key, value in form.items() if key in _ABOUT} | {
            "anyOf": [{"$ref": where}, {key: value for key, value in node.items() if key not in _ABOUT}]
        }
    if field.item and "items" in node:
        form["items"] = _told(node["items"], field.item, named)
    if "properties" in node:
        members = node["properties"].items()
        form["properties"] = {name: _told(one, field.children[name], named) for name, one in members}
    return form


_ABOUT = ("title", "description", "markdownDescription")


def _plain(field: Field) -> str:
    return "\n".join(filter(None, (field.title, f"{field.help}{field.marks.get('yaml', '')}")))


def _marked(field: Field) -> str:
    """Say the same with an example; what the schema says is text, never markup."""
    shown = next(iter(field.examples), None)
    example = f"例：`{shown}`" if shown is not None and "`" not in str(shown) else ""
    title, said = (
        _SIGNS.sub(r"\\\1", one) for one in (field.title, f"{field.help}{field.marks.get('yaml', '')}")
    )
    return "\n\n".join(filter(None, (f"**{title or field.name}**", said, example)))
