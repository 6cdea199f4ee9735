"""What forms in the browser know of a base: of all kinds, of one kind, and what may be named; nothing else.

Each is plain JSON in the shape that `shapes` writes down, made of a base that was cut to its reader before.
The same base gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from generators import codes
from generators.checks import personal
from generators.config import FORMAT
from generators.forms import shapes
from generators.forms.picks import picks
from generators.forms.soundness import CODES, sound
from generators.kinds import pruned
from generators.kinds.kind import Kind
from generators.kinds.telling import Medium, table
from generators.knowledge import KnowledgeBase
from generators.script_text import as_text

__all__ = ["as_text", "common", "kind_export", "picks"]

# words of ours that a form reads at a field
MARKS = (
    "period", "one-of", "key", "at", "signed", "differs", "role", "audience", "was", "ahead", "in-id", "side",
)  # fmt: skip
_NAMING = ("period", "one-of", "key", "at", "signed", "differs")  # of these, those that name other fields


def common(base: KnowledgeBase) -> shapes.Common:
    """Give what all forms of a base share."""
    words = table(Medium.FORM)
    default = base.bindings.default
    return {
        "audience": str(base.reader.who),
        "format": FORMAT,
        "zone": str(base.config.zone),
        "offset": base.now.astimezone(base.config.zone).isoformat()[-len("+08:00") :],
        "contract": default if default in base.facts.states.obeying else None,
        "contracts": list(_contracts(base)),
        "sentences": {name: dict(part) for name, part in words._asdict().items()},
        "privacy": _privacy(),
        "codes": {name: _code(name) for name in (*dict.fromkeys(words.codes.values()), *CODES)},
    }


def kind_export(base: KnowledgeBase, kind: Kind) -> shapes.Kind:
    """Give a kind as its form needs it, without the fields that the reader may not read."""
    reader = base.reader

    def left(at: tuple[str, ...]) -> bool:
        return reader.may(kind.readers[at])

    tree = pruned.tree(kind.tree, left)
    names = {one.name for one in tree.walk()}
    shown = {one.name for one in base.shown}
    named = {name for one in tree.walk() if one.ref for name in one.ref.kinds}
    return {
        "kind": kind.name,
        "title": kind.title,
        "about": kind.about,
        "audience": str(reader.who),
        "complete": _is_complete(kind, left),
        "document": kind.is_document,
        "schema": pruned.schema(kind.checked, left),
        "fields": cast("shapes.Field", _told(tree.as_json(), names, shown)),
        "lists": [one.name for one in base.shown if one.name in named],
        "sound": sound(kind, tree, base.kinds, left),
    }


def _is_complete(kind: Kind, left: pruned.Left) -> bool:
    """Say whether nothing is kept back that may be required."""
    asked = [
        one.at
        for field in kind.tree.walk()
        for one in field.children.values()
        if field.item is None and (one.must or any(one.name in when.wanted for when in field.when))
    ]
    return all(left(at) or not left(at[:-1]) for at in asked)


def _told(node: dict[str, Any], names: set[str], kinds: set[str]) -> dict[str, Any]:
    """Give a field without words that are not for a form, or that name what is kept back."""
    told = dict(node)
    marks = {word: value for word, value in node.get("marks", {}).items() if _is_left(word, value, names)}
    told.pop("marks", None)
    if marks:
        told["marks"] = marks
    if "ref" in node:
        ref = node["ref"]
        told["ref"] = {
            "kinds": [one for one in ref["kinds"] if one in kinds],
            "part": ref["part"],
            "of": ref["of"] if ref["of"] in names else None,
        }
    if "item" in node:
        told["item"] = _told(node["item"], names, kinds)
    if "children" in node:
        told["children"] = [_told(one, names, kinds) for one in node["children"]]
    return told


def _is_left(word: str, value: Any, names: set[str]) -> bool:
    if word not in MARKS:
        return False
    some = [value] if isinstance(value, str) else value
    return word not in _NAMING or set(some) <= names


def _contracts(base: KnowledgeBase) -> Iterator[shapes.Contract]:
    for name in base.bindings.contracts:
        record = base.facts.states.obeying.get(name)
        if record is None or record.is_voided:
            continue
        versions: list[shapes.Version] = [
            {
                "contract": one.contract,
                "since": None if one.since == date.min else one.since.isoformat(),
                "first": one.term.first.isoformat() if one.term else None,
                "last": one.term.last.isoformat() if one.term and one.term.last else None,
            }
            for one in base.bindings.versions(name)
        ]
        agreement = str(base.bindings.by(name).agreement)
        yield {"id": name, "title": record.title, "agreement": agreement, "versions": versions}


def _privacy() -> dict[str, Any]:
    """Give the table of what must not be written, in the words for forms."""
    whole = personal.as_json()
    said = [{**one, "told": one["told"][Medium.FORM]} for one in whole["patterns"]]
    return {**whole, "patterns": said}


def _code(name: str) -> dict[str, str]:
    code = codes.CODES[name]
    return {"title": code.title, "severity": str(code.severity), "remedy": code.remedy}
