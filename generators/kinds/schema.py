"""Schema files read and their `$ref`s inlined, so that no engine ever resolves a reference.

Two forms come out: the *titled* form that pages and forms show, and the *checked* form for the engines, in
which a choice (`oneOf` of const and title) is an `enum` and our `x-` words are gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from generators.finding import Finding, Place, finding
from generators.refusal import Refusal, torn
from generators.strict_yaml import At, load, positions

FOLDER = "schemas/"
SUFFIX = ".schema.json"

# keywords whose members are names, not keywords
NAMED = ("properties", "$defs")
# keywords whose value is data, not a schema
PLAIN = ("const", "enum", "default", "examples", "required", "type")
_ANNOTATIONS = ("title", "description", "default", "examples", "contentMediaType")


class SchemaFile(NamedTuple):
    """One file under schemas/: its path, its bytes and what it says."""

    path: str
    data: bytes
    schema: dict[str, Any]

    def place(self, at: At = ()) -> Place:
        """Find the nearest known position of a path inside the file."""
        marks = positions(self.data)
        while at and at not in marks:
            at = at[:-1]
        mark = marks.get(at)
        return Place(self.path, mark.key_line, mark.key_column) if mark else Place(self.path)


class Unresolvable(Exception):
    """A `$ref` that names nothing, leaves schemas/ or comes back to itself."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(reason)
        self.reference, self.reason = reference, reason


def read(files: Mapping[str, bytes]) -> tuple[dict[str, SchemaFile], list[Finding]]:
    """Read every schema file of the base, as JSON, by the strict loader."""
    found: dict[str, SchemaFile] = {}
    findings: list[Finding] = []
    for path in sorted(files):
        if not path.startswith(FOLDER) or _hidden(path):
            continue
        if not path.endswith(SUFFIX):
            findings.append(finding(Place(path), "schema-kind", f"schemas/ 里只放 *{SUFFIX}；改名或移走。"))
            continue
        try:
            if conflict := torn(files[path]):
                raise conflict
            load(files[path])  # doubled keys, and the place of what is wrong
            found[path] = SchemaFile(path, files[path], json.loads(files[path]))
        except json.JSONDecodeError as error:
            text = "不是 JSON：多写了逗号、注释，或少了引号；改正这一处。"
            findings.append(finding(Place(path, error.lineno, error.colno), "schema-invalid", text))
        except Refusal as refusal:
            place = Place(path, refusal.line, refusal.column)
            if refusal.code == "merge-conflict":
                findings.append(finding(place, refusal.code, refusal.message))
            else:
                findings.append(finding(place, "schema-invalid", f"读不出 JSON：{refusal.message}"))
    return found, findings


def inline(path: str, files: Mapping[str, SchemaFile]) -> dict[str, Any]:
    """Give a schema with every `$ref` replaced by what it names. Raises Unresolvable."""
    whole: dict[str, Any] = _inlined(files[path].schema, path, files, ())
    return whole


def checked(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Give the form for the engines: choices as `enum`, no annotations, no words of ours."""
    form: dict[str, Any] = {}
    for key, value in schema.items():
        if key.startswith("x-") or key in (*_ANNOTATIONS, "$schema", "$comment"):
            continue
        if key == "oneOf" and is_choice(value):
            form["enum"] = [one["const"] for one in value]
        elif key in NAMED:
            form[key] = {name: checked(member) for name, member in value.items()}
        elif key in PLAIN:
            form[key] = value
        elif isinstance(value, dict):
            form[key] = checked(value)
        elif isinstance(value, list):
            form[key] = [checked(member) if isinstance(member, dict) else member for member in value]
        else:
            form[key] = value
    return form


def is_choice(value: object) -> bool:
    """Say whether a `oneOf` lists choices: nothing but const, title and description."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and "const" in one and set(one) <= {"const", "title", "description"}
        for one in value
    )


def walk(schema: Mapping[str, Any], at: At = ()) -> Iterator[tuple[At, Mapping[str, Any]]]:
    """Yield every schema inside a schema with its path; names and plain data are not schemas."""
    yield at, schema
    for key, value in schema.items():
        if key in PLAIN or key.startswith("x-"):
            continue
        if key in NAMED and isinstance(value, Mapping):
            for name, member in value.items():
                if isinstance(member, Mapping):
                    yield from walk(member, (*at, key, name))
        elif isinstance(value, Mapping):
            yield from walk(value, (*at, key))
        elif isinstance(value, list):
            for index, member in enumerate(value):
                if isinstance(member, Mapping):
                    yield from walk(member, (*at, key, index))


def _inlined(node: Any, path: str, files: Mapping[str, SchemaFile], trail: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_inlined(member, path, files, trail) for member in node]
    if not isinstance(node, dict):
        return node
    whole: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("$ref", "$defs"):
            continue
        if key in PLAIN or key.startswith("x-"):
            whole[key] = value
        elif key in NAMED and isinstance(value, dict):
            whole[key] = {name: _inlined(member, path, files, trail) for name, member in value.items()}
        else:
            whole[key] = _inlined(value, path, files, trail)
    return _merged(node["$ref"], whole, path, files, trail) if "$ref" in node else whole


def _merged(
    reference: Any, whole: dict[str, Any], path: str, files: Mapping[str, SchemaFile], trail: tuple[str, ...]
) -> dict[str, Any]:
    """Put what a `$ref` names under the words beside it."""
    target_path, target = _resolve(str(reference), path, files)
    name = f"{target_path}#{target[0]}"
    if name in trail:
        raise Unresolvable(str(reference), "绕回了自己")
    inner = _inlined(target[1], target_path, files, (*trail, name))
    if not isinstance(inner, dict):
        raise Unresolvable(str(reference), "所指的不是一个模式")
    inner, whole = _with_required(inner, whole)
    limits = {key for key in whole if not key.startswith("x-") and key not in _ANNOTATIONS}
    if limits:  # constraints beside a $ref apply together with it
        return {**inner, **{k: v for k, v in whole.items() if k not in limits},
                "allOf": [*inner.get("allOf", []), {k: whole[k] for k in sorted(limits)}]}  # fmt: skip
    return {**inner, **whole}


def _with_required(inner: dict[str, Any], whole: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Take up what the rows of a table must hold as well, so that whoever reads the table sees it."""
    row, beside = inner.get("items"), whole.get("items")
    if not isinstance(row, dict) or not isinstance(beside, dict) or set(beside) != {"required"}:
        return inner, whole
    row = {**row, "required": [*row.get("required", ()), *beside["required"]]}
    return {**inner, "items": row}, {key: value for key, value in whole.items() if key != "items"}


def _resolve(reference: str, path: str, files: Mapping[str, SchemaFile]) -> tuple[str, tuple[str, Any]]:
    """Look up `file#/json/pointer` (RFC 6901) among the files under schemas/ and nowhere else."""
    name, _, pointer = reference.partition("#")
    target = path if not name else _joined(path, name)
    if target not in files:
        raise Unresolvable(reference, "没有这个模式文件")
    if pointer and not pointer.startswith("/"):
        raise Unresolvable(reference, "没有以 / 写明位置")
    node: Any = files[target].schema
    for part in pointer.split("/")[1:]:
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or key not in node:
            raise Unresolvable(reference, "文件里没有这一处")
        node = node[key]
    return target, (pointer, node)


def _joined(path: str, name: str) -> str:
    parts = path.split("/")[:-1]
    for part in name.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))
