"""A document as its draft begins: what it is and that nobody has approved it, which nobody is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generators.kinds.field import Form
from generators.kinds.kind import Kind

BODY = "body"  # the prose, where it travels with the front matter as one value
_STATUS, _DRAFT = "status", "draft"
_SHORTEST = 2  # signs of a prose


def head(kind: Kind) -> dict[str, str]:
    """Give what stands above everything in a draft."""
    return {"kind": kind.name} | ({_STATUS: _DRAFT} if _STATUS in kind.fields else {})


def later(kind: Kind) -> frozenset[str]:
    """Name the fields of a draft that nobody fills in: what it begins with, and its approval."""
    marks = (*kind.tree.marks.get("binds", ()), *kind.tree.marks.get("at", ()))
    return frozenset({*head(kind), *(one.partition(".")[0] for one in marks)})


def with_prose(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Give a schema of front matter that holds the prose, too."""
    text = {"type": "string", "minLength": _SHORTEST}
    return {
        **schema,
        "properties": {**schema["properties"], BODY: text},
        "required": [*schema["required"], BODY],
    }


def field(title: str, help_: str) -> dict[str, Any]:
    """Give the field of the prose, as a tree tells of its fields."""
    told = {"name": BODY, "title": title, "help": help_, "form": str(Form.MARKDOWN)}
    return {**told, "must": True, "limits": {"minLength": _SHORTEST}}
