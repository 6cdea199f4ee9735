"""Kinds as their schemas declare them: ids, folders, titles, events, references, parts.

The schema is the only place that says what a kind is; everything here is compiled from it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.finding import Finding, Place, finding
from generators.kinds import schema as schemas
from generators.kinds import schema_lint
from generators.kinds.dialect import ROOMS
from generators.kinds.engine import Schema
from generators.kinds.schema import SchemaFile
from generators.strict_yaml import Path

_GROUP = re.compile(r"\{([0-9])\}")


class Reference(NamedTuple):
    """Where records of a kind name another record or a part of one; `*` stands for any list item."""

    at: tuple[str, ...]
    kinds: tuple[str, ...]
    part: str | None = None  # the list inside the owner, such as `levels`
    of: str | None = None  # the field that names the owner; without it the default contract


class Part(NamedTuple):
    """A list whose rows other records may name: the list's path and the row's key."""

    at: tuple[str, ...]
    key: str


class Event(NamedTuple):
    """A moment in a record's life: its field, its role (`start`, `stop` or none), what it follows."""

    name: str
    role: str | None
    after: str | None


@dataclass(frozen=True)
class Kind:
    """One kind of record. `schema` is the titled form, `checked` the one for the engines."""

    name: str
    room: str
    file: SchemaFile
    schema: Schema
    checked: Schema
    id_pattern: re.Pattern[str]
    references: tuple[Reference, ...]
    parts: Mapping[str, Part]
    periods: tuple[tuple[tuple[str, ...], str, str], ...]
    differing: tuple[tuple[str, str], ...]  # pairs of top-level fields that must not name the same person
    namings: tuple[tuple[tuple[str, ...], str], ...]  # where texts name a kind, a field or an event
    sides: tuple[tuple[tuple[str, ...], str], ...]  # where somebody of a given side must be named
    notices: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...]  # what somebody should look at
    roles: Mapping[str, str]  # role -> top-level field
    term: tuple[str, ...] | None  # the period within which what the record governs must happen
    events: tuple[Event, ...]

    @property
    def title(self) -> str:
        """The kind's Chinese name."""
        return str(self.schema["title"])

    @property
    def element(self) -> str | None:
        """The PPTR element, or None for requirements."""
        return self.schema.get("x-element")

    @property
    def phases(self) -> tuple[str, ...]:
        """The PIOIS phases in which such records usually arise."""
        return tuple(self.schema.get("x-phases", ()))

    @property
    def is_document(self) -> bool:
        """Whether records of the kind are pages under docs/ with front matter."""
        return bool(self.schema.get("x-document", False))

    @property
    def title_key(self) -> str:
        """The field that serves as a record's title."""
        return str(self.schema["x-title"])

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that the register shows."""
        return tuple(self.schema.get("x-columns", (self.title_key,)))

    @cached_property
    def root(self) -> str:
        """The folder all records of the kind lie under, with a slash at its end."""
        folder = "/".join(p for p in str(self.schema["x-folder"]).split("/") if not _GROUP.search(p))
        return f"docs/{folder}/" if self.is_document else f"records/{self.room}/{folder}/"

    def home(self, record_id: str) -> str | None:
        """Compute the file's path from the id alone; None for an id that is not of this kind."""
        match = self.id_pattern.match(record_id)
        if not match:
            return None
        folder = _GROUP.sub(lambda group: match[int(group[1])], str(self.schema["x-folder"]))
        if self.is_document:
            return f"docs/{folder}/{record_id}.md"
        return f"records/{self.room}/{folder}/{record_id}.yaml"


class Kinds(NamedTuple):
    """All kinds by name, in the order of the rooms; and the roots of kinds whose schema is broken."""

    sound: Mapping[str, Kind]
    broken: Mapping[str, str]

    def of_path(self, path: str) -> Kind | None:
        """Find the kind whose folder a file lies in."""
        return next((kind for kind in self.sound.values() if path.startswith(kind.root)), None)

    def of_id(self, record_id: str) -> Kind | None:
        """Find the kind an id belongs to."""
        return next((kind for kind in self.sound.values() if kind.id_pattern.match(record_id)), None)

    def is_broken(self, path: str) -> bool:
        """Say whether a file belongs to a kind that could not be read: its records are not judged."""
        return any(path.startswith(root) for root in self.broken.values())


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
    fields = list(_fields(whole))
    return Kind(
        name=name,
        room=_room(file.path),
        file=file,
        schema=whole,
        checked=schemas.checked(whole),
        id_pattern=re.compile(whole["properties"]["id"]["pattern"]),
        references=tuple(_references(fields)),
        parts={at[0]: Part(at, str(node["x-key"])) for at, node in fields if "x-key" in node},
        periods=tuple((at, *node["x-period"]) for at, node in fields if "x-period" in node),
        differing=tuple((at[0], str(node["x-differs"])) for at, node in fields if "x-differs" in node),
        namings=tuple((at, str(node["x-names"])) for at, node in fields if "x-names" in node),
        sides=tuple((at, str(node["x-side"])) for at, node in fields if "x-side" in node),
        notices=tuple((at, one) for at, node in fields for one in node.get("x-notices", ())),
        roles={str(node["x-role"]): at[0] for at, node in fields if "x-role" in node},
        term=next((at for at, node in fields if node.get("x-term")), None),
        events=tuple(Event(n, e.get("role"), e.get("after")) for n, e in whole.get("x-events", {}).items()),
    ), []


def _fields(schema: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Yield every value's schema with the path of the value in a record, `*` for list items."""
    yield at, schema
    for name, member in schema.get("properties", {}).items():
        yield from _fields(member, (*at, name))
    if isinstance(schema.get("items"), Mapping):
        yield from _fields(schema["items"], (*at, "*"))


def _references(fields: list[tuple[tuple[str, ...], Schema]]) -> Iterator[Reference]:
    for at, node in fields:
        target = node.get("x-ref")
        if isinstance(target, str) and "." in target:
            owner, _, part = target.partition(".")
            yield Reference(at, (owner,), part, node.get("x-of"))
        elif target:
            yield Reference(at, (target,) if isinstance(target, str) else tuple(target))


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


def _where(reference: Reference) -> Path:
    at: list[str] = []
    for name in reference.at:
        at += ["items"] if name == "*" else ["properties", name]
    return tuple(at)


def _where_ref(file: SchemaFile, reference: str) -> Path:
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
    return [str(one) for one in kind.schema["properties"]["id"].get("examples", ())]


def _guessed_root(name: str, path: str, found: Mapping[str, SchemaFile]) -> str:
    """Give the folder of a kind whose schema is broken, as far as the schema can be read."""
    folder = str(found[path].schema.get("x-folder", name)) if path in found else name
    return f"records/{_room(path)}/{_GROUP.sub('', folder).rstrip('/')}/"


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
