"""The schemas that an editor is told of, and what a validator finds by them."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from generators.authoring.editor.workspace import OURS, files
from generators.knowledge import KnowledgeBase

_BY_BASE: dict[int, Mapping[str, Any]] = {}


def schemas(base: KnowledgeBase) -> Mapping[str, Any]:
    """All schemas by the kind, and the lists of ids."""
    if id(base) not in _BY_BASE:
        told = files(base, {}).items()
        _BY_BASE[id(base)] = {
            path.removeprefix(f"{OURS}/").removesuffix(".schema.json"): json.loads(data)
            for path, data in told
            if path.startswith(f"{OURS}/")
        }
    return _BY_BASE[id(base)]


def schema(base: KnowledgeBase, kind: str) -> Any:
    return schemas(base)[kind]


@functools.cache
def _validator(base_id: int, kind: str) -> Draft202012Validator:
    known = _BY_BASE[base_id]
    registry: Registry[Any] = Registry().with_resource(
        "ids.schema.json", Resource.from_contents(known["ids"])
    )
    return Draft202012Validator(known[kind], registry=registry)


def faults(base: KnowledgeBase, kind: str, data: Any) -> list[str]:
    """Say what is wrong with a record, as an editor would."""
    schemas(base)
    return [one.message for one in _validator(id(base), kind).iter_errors(data)]
