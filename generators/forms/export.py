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
from generators.forms import shapes
from generators.forms.picks import picks
from generators.forms.soundness import CODES, sound
from generators.kinds import begun_document, pruned
from generators.kinds.begun_document import later
from generators.kinds.kind import Kind
from generators.kinds.telling import Medium, table
from generators.knowledge import KnowledgeBase
from generators.records import ahead
from generators.script_text import as_text
from generators.words import say

__all__ = ["as_text", "common", "kind_export", "page_export", "picks"]

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
        "zone": str(base.config.zone),
        "offset": base.now.astimezone(base.config.zone).isoformat()[-len("+08:00") :],
        "lead": int(ahead.LEAD.total_seconds()),
        "contract": default if default in base.facts.states.obeying else None,
        "contracts": list(_contracts(base)),
        "sentences": {name: dict(part) for name, part in words._asdict().items()},
        "codes": {name: _code(name) for name in (*dict.fromkeys(words.codes.values()), *CODES)},
    }


def page_export(base: KnowledgeBase, kind: Kind) -> shapes.Kind:
    """Give a document as the form of its draft needs it: without its approval, its prose one text more."""
    told = kind_export(base, kind, later(kind))
    prose: Any = begun_document.field(say("entry.body"), say("entry.body_help"))
    told["fields"]["children"] = [*told["fields"].get("children", []), prose]
    told["schema"] = begun_document.with_prose(told["schema"])
    told["head"] = begun_document.head(kind)
    return told


def kind_export(base: KnowledgeBase, kind: Kind, without: frozenset[str] = frozenset()) -> shapes.Kind:
    """Give a kind as its form needs it, without the fields that the reader may not read and those named."""
    reader = base.reader

    def left(at: tuple[str, ...]) -> bool:
        return at[:1] not in {(name,) for name in without} and reader.may(kind.readers[at])

    tree = pruned.tree(kind.tree, left)
    names = {one.name for one in tree.walk()}
    shown = {one.name for one in base.shown}
    named = {name for one in tree.walk() if one.ref for name in one.ref.kinds}
    return {
        "kind": kind.name,
        "title": kind.title,
        "schema": pruned.schema(kind.checked, left),
        "fields": cast("shapes.Field", _told(tree.as_json(), names, shown)),
        "lists": [one.name for one in base.shown if one.name in named],
        "sound": _shown(sound(kind, tree, base.kinds, left), shown),
    }


def _shown(told: shapes.Sound, kinds: set[str]) -> shapes.Sound:
    """Leave out the kinds of which the reader sees no records: there is no list to look into."""
    named: list[shapes.Reference] = [
        {"at": one["at"], "kinds": [name for name in one["kinds"] if name in kinds]} for one in told["voided"]
    ]
    return {**told, "voided": [one for one in named if one["kinds"]]}


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


def privacy() -> dict[str, Any]:
    """Give the table of what must not be written, in the words for forms."""
    whole = personal.as_json()
    said = [{**one, "told": one["told"][Medium.FORM]} for one in whole["patterns"]]
    return {**whole, "patterns": said}


def _code(name: str) -> dict[str, str]:
    code = codes.CODES[name]
    return {"title": code.title, "severity": str(code.severity), "remedy": code.remedy}
