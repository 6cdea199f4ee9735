"""Kinds made of the schemas of a base: read, linted, inlined, planted, and held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generators.finding import Finding, Place, finding
from generators.kinds import schema as schemas
from generators.kinds import schema_lint
from generators.kinds.dialect import GROUP, ROOMS, keyword
from generators.kinds.field import Field, Reference, plant
from generators.kinds.kind import Kind, Kinds
from generators.kinds.notice_lint import notice_faults
from generators.kinds.schema import SchemaFile
from generators.strict_yaml import At

FOLDER = schemas.FOLDER  # where the schemas of a base lie


def read(files: Mapping[str, bytes]) -> tuple[Kinds, list[Finding]]:
    """Read, lint and compile every schema of the base."""
    found, findings = schemas.read(files)
    sound: dict[str, Kind] = {}
    bad_files = {one.place.path for one in findings}
    for file in found.values():
        faults = schema_lint.lint(file)
        findings += faults
        bad_files |= {fault.place.path for fault in faults}
    shared_is_bad = any("/" not in path.removeprefix(schemas.FOLDER) for path in bad_files)
    names: dict[str, str] = {}
    for path in sorted(path for path in files if _is_kind(path)):
        if _name(path) in names:
            text = f"已有同名的类别 {names[_name(path)]}；换一个文件名。"
            findings.append(finding(Place(path), "schema-kind", text))
        names.setdefault(_name(path), path)
    for name, path in sorted(names.items(), key=lambda item: (_room_rank(item[1]), item[0])):
        if path in bad_files or path not in found or shared_is_bad:
            continue
        kind, faults = _compile(name, found[path], found)
        findings += faults
        if kind and not faults:
            sound[name] = kind
    faults = [one for kind in sound.values() for one in _unknown_targets(kind, sound, names)]
    whole = Kinds(
        MappingProxyType(sound), MappingProxyType({name: "" for name in names if name not in sound})
    )
    faults += [one for kind in sound.values() for one in _wrong_notices(kind, whole)]
    findings += faults
    wrong = {one.place.path for one in faults}
    sound = {name: kind for name, kind in sound.items() if kind.file.path not in wrong}
    findings += _clashes(sound)
    broken = {name: _guessed_root(name, path, found) for name, path in names.items() if name not in sound}
    return Kinds(MappingProxyType(sound), MappingProxyType(broken)), findings


def _compile(
    name: str, file: SchemaFile, files: Mapping[str, SchemaFile]
) -> tuple[Kind | None, list[Finding]]:
    try:
        whole = schemas.inline(file.path, files)
    except schemas.Unresolvable as error:
        place = file.place(_where_ref(file, error.reference))
        return None, [finding(place, "schema-reference", f"引用「{error.reference}」{error.reason}。")]
    faults = schema_lint.lint_shape(file, whole)
    faults += schema_lint.lint_kind(file, whole, _room(file.path))
    if faults:
        return None, faults
    tree, pattern = plant(whole), whole["properties"]["id"]["pattern"]
    return Kind(name, _room(file.path), file, tree, schemas.checked(whole), re.compile(pattern)), []


def _unknown_targets(kind: Kind, sound: Mapping[str, Kind], names: Mapping[str, str]) -> Iterator[Finding]:
    for reference in kind.references:
        where = _where(reference)
        for name in reference.kinds:
            if name not in names:
                text = f"x-ref 指的类别「{name}」没有模式。"
                yield finding(kind.file.place(where), "schema-reference", text)
            elif reference.part and name in sound and reference.part not in sound[name].parts:
                text = f"类别「{name}」没有带 x-key 的列表「{reference.part}」。"
                yield finding(kind.file.place(where), "schema-reference", text)


def _wrong_notices(kind: Kind, kinds: Kinds) -> Iterator[Finding]:
    for field, text in notice_faults(kind, kinds):
        yield finding(kind.file.place((*_where(field), keyword("notices"))), "schema-kind", text)


def _where(reference: Reference | Field) -> At:
    at: list[str] = []
    for name in reference.at:
        at += ["items"] if name == "*" else ["properties", name]
    return tuple(at)


def _where_ref(file: SchemaFile, reference: str) -> At:
    return next(
        ((*at, "$ref") for at, node in schemas.walk(file.schema) if node.get("$ref") == reference), ()
    )


def _clashes(sound: Mapping[str, Kind]) -> Iterator[Finding]:
    """Two kinds may not share a folder or understand the same example id."""
    kinds = list(sound.values())
    for index, kind in enumerate(kinds):
        for other in kinds[:index]:
            if kind.root.startswith(other.root) or other.root.startswith(kind.root):
                text = f"与「{other.title}」用了同一个文件夹 {kind.root}。"
                yield finding(kind.file.place(("x-folder",)), "schema-kind", text)
            for one in [*_example_ids(kind), *_example_ids(other)]:
                if kind.id_pattern.match(one) and other.id_pattern.match(one):
                    text = f"编号 {one} 既合「{kind.title}」又合「{other.title}」的编号规则；换一个开头。"
                    yield finding(kind.file.place(("properties", "id")), "schema-kind", text)
                    break


def _example_ids(kind: Kind) -> list[str]:
    return [str(one) for one in kind.fields["id"].examples]


def _guessed_root(name: str, path: str, found: Mapping[str, SchemaFile]) -> str:
    """Give the folder of a kind whose schema is broken, as far as the schema can be read."""
    folder = str(found[path].schema.get("x-folder", name)) if path in found else name
    return f"records/{_room(path)}/{GROUP.sub('', folder).rstrip('/')}/"


def _is_kind(path: str) -> bool:
    inside = path.startswith(schemas.FOLDER) and path.endswith(schemas.SUFFIX)
    return inside and "/" in path.removeprefix(schemas.FOLDER)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(schemas.SUFFIX)


def _room(path: str) -> str:
    return path.removeprefix(schemas.FOLDER).split("/", 1)[0]


def _room_rank(path: str) -> int:
    room = _room(path)
    return ROOMS.index(room) if room in ROOMS else len(ROOMS)
