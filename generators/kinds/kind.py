"""What a kind is: its identity, the tree of its fields and the moments of its records' lives.

The schema is the only place that says so; `compiler` makes kinds of schemas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.dialect import AUDIENCES, GROUP, Schema
from generators.kinds.field import UNKNOWN, Field, Form, Reference, plant
from generators.kinds.schema import SchemaFile
from generators.kinds.summary_words import FACTS
from generators.strict_yaml import At


class Event(NamedTuple):
    """A moment in a record's life: its field, its role (`start`, `stop` or none), what it lies between."""

    name: str
    role: str | None
    after: str | None  # it usually comes after this one
    before: str | None = None  # it never comes after this one
    by: str | None = None  # who makes it so: it is the customer's to give


ONCE = "once"  # it binds as soon as it is written


class Summary(NamedTuple):
    """What is said of a record in short, by the names of its fields; empty where nothing is to be said."""

    headline: str  # with fields in braces; empty: the title is enough
    state: str  # a choice; empty: the events tell it
    facts: tuple[str, ...]
    next: str  # a day by which something has to be done


@dataclass(frozen=True)
class Kind:
    """One kind of record. `tree` is for readers, `checked` the form of the schema for the engines."""

    name: str
    room: str
    file: SchemaFile
    tree: Field
    checked: Schema
    id_pattern: re.Pattern[str]

    @property
    def title(self) -> str:
        """The kind's Chinese name."""
        return self.tree.title

    @property
    def about(self) -> str:
        """What such a record is, in a sentence."""
        return self.tree.help

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of a record by name, in the order of the schema."""
        return self.tree.children

    def field(self, path: At) -> Field:
        """Give the field of the value at a path in a record; an unknown one if there is none."""
        return self.tree.find(path)

    @property
    def element(self) -> str | None:
        """The PPTR element, or None for requirements."""
        return self.tree.marks.get("element")

    @property
    def phases(self) -> tuple[str, ...]:
        """The PIOIS phases in which such records usually arise."""
        return tuple(self.tree.marks.get("phases", ()))

    @property
    def audience(self) -> str:
        """Who may see records of the kind."""
        return str(self.tree.marks.get("audience", "internal"))

    @cached_property
    def readers(self) -> Mapping[tuple[str, ...], str]:
        """Who may read the value of each field, by the field's path: never more than may read what holds it.

        What the kind does not show (`x-shows`) is internal, so that a field is kept back until somebody
        thought of it. An id is read by whoever may know of the record.
        """
        shown = ("id", *self.tree.marks.get("shows", ()))
        found: dict[tuple[str, ...], str] = {(): self.audience}
        for field in self.tree.walk():
            for one in (field.item,) if field.item else field.children.values():
                own = str(one.marks.get("audience", AUDIENCES[0]))
                if not field.at and one.name not in shown:
                    own = AUDIENCES[-1]
                found[one.at] = max(own, found[field.at], key=AUDIENCES.index)
        return MappingProxyType(found)

    @property
    def is_followed(self) -> bool:
        """Whether its records are books or plans, which people follow, as `x-search` says."""
        return self.tree.marks.get("search", {}).get("as") in ("book", "plan")

    @property
    def is_document(self) -> bool:
        """Whether records of the kind are pages under docs/ with front matter."""
        return "document" in self.tree.marks

    @cached_property
    def title_key(self) -> str:
        """The field that serves as a record's title."""
        return str(self.tree.marks["title"])

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that the register shows."""
        return tuple(self.tree.marks.get("columns", (self.title_key,)))

    @cached_property
    def summary(self) -> Summary:
        """What a record of the kind says in short; without a word of the schema, its columns."""
        said: Mapping[str, Any] = self.tree.marks.get("summary", {})
        facts = tuple(name for name in self.columns if name != self.title_key)[:FACTS]
        headline, state, due = (str(said.get(key, "")) for key in ("headline", "state", "next"))
        return Summary(headline, state, tuple(said.get("facts", facts)), due)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The moments of a record's life."""
        events: Mapping[str, Mapping[str, str]] = self.tree.marks.get("events", {})
        return tuple(
            Event(name, one.get("role"), one.get("after"), one.get("before"), one.get("by"))
            for name, one in events.items()
        )

    @cached_property
    def granted(self) -> tuple[Event, ...]:
        """The events that are the customer's to give."""
        return tuple(event for event in self.events if event.by)

    @cached_property
    def start(self) -> str:
        """The field of the event that begins a record's life; empty, as no field is called, without one."""
        return next((event.name for event in self.events if event.role == "start"), "")

    @cached_property
    def stop(self) -> str:
        """The field of the event that ends a record's life; empty without one."""
        return next((event.name for event in self.events if event.role == "stop"), "")

    @cached_property
    def about_fields(self) -> tuple[str, ...]:
        """The fields that say what days a record is about, the first that is filled in before the others."""
        return tuple(self.tree.marks.get("about", ()))

    @cached_property
    def done(self) -> str:
        """The field of the event that the end of a record's life usually follows; empty without one."""
        return next((event.after or "" for event in self.events if event.role == "stop"), "")

    @cached_property
    def since(self) -> tuple[tuple[str, ...], ...]:
        """The paths of the times from which a record exists, the first that is given before the others."""
        named = self.tree.marks.get("at", ())
        return tuple(self.tree.along(one).at for one in ([named] if isinstance(named, str) else named))

    @cached_property
    def binds(self) -> tuple[Field, ...] | str | None:
        """Give the times from which a record binds, or when else it does: `ONCE`, `NAMED`, never."""
        named = self.tree.marks.get("binds")
        if isinstance(named, list):
            return tuple(self.tree.along(one) for one in named)
        return ONCE if named is True else named

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every place where a record names another one or a part of one."""
        return tuple(field.ref for field in self.tree.walk() if field.ref)

    @cached_property
    def parts(self) -> Mapping[str, Field]:
        """The tables whose rows other records may name, by name."""
        return {field.name: field for field in self.marked("key")}

    @cached_property
    def term(self) -> tuple[str, ...] | None:
        """The path of the period within which what the record governs must begin."""
        return next((field.at for field in self.marked("term")), None)

    @cached_property
    def accounted(self) -> frozenset[str]:
        """What rests on its account of changes (`x-accounts`): what gives it, its event and what follows."""
        word = self.tree.marks.get("accounts")
        if word is None:
            return frozenset()
        told = (word["changes"], *word["reasons"], *([word["steps"]] if "steps" in word else ()))
        return frozenset((*told, *self._from(word.get("once", self.stop))))

    def _from(self, event: str) -> set[str]:
        """Give an event and those that come after it, near or far."""
        found, size = {event}, 0
        while len(found) > size:
            size = len(found)
            found |= {one.name for one in self.events if one.after in found}
        return found

    def marked(self, word: str) -> tuple[Field, ...]:
        """Give the fields at which one of our own words stands, from the outside in."""
        return self._marked.get(word, ())

    def formed(self, form: Form) -> tuple[Field, ...]:
        """Give the fields whose values are written in one form, from the outside in."""
        return self._formed.get(form, ())

    def role(self, name: str) -> str:
        """Give the field that is this to the rules; empty, as no field is called, without one."""
        return self._roles.get(name, "")

    @cached_property
    def _marked(self) -> Mapping[str, tuple[Field, ...]]:
        found: dict[str, list[Field]] = {}
        for field in self.tree.walk():
            for word in field.marks:
                found.setdefault(word, []).append(field)
        return {word: tuple(fields) for word, fields in found.items()}

    @cached_property
    def _formed(self) -> Mapping[Form, tuple[Field, ...]]:
        found: dict[Form, list[Field]] = {}
        for field in self.tree.walk():
            found.setdefault(field.form, []).append(field)
        return {form: tuple(fields) for form, fields in found.items()}

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        return {str(field.marks["role"]): field.name for field in self.marked("role")}

    @cached_property
    def root(self) -> str:
        """The folder all records of the kind lie under, with a slash at its end."""
        folder = "/".join(p for p in str(self.tree.marks["folder"]).split("/") if not GROUP.search(p))
        return f"docs/{folder}/" if self.is_document else f"records/{self.room}/{folder}/"

    def home(self, record_id: str) -> str | None:
        """Compute the file's path from the id alone; None for an id that is not of this kind."""
        match = self.id_pattern.match(record_id)
        if not match:
            return None
        folder = GROUP.sub(lambda group: match[int(group[1])], str(self.tree.marks["folder"]))
        if self.is_document:
            return f"docs/{folder}/{record_id}.md"
        return f"records/{self.room}/{folder}/{record_id}.yaml"


UNREAD = plant({})  # of a kind whose schema is broken: it may be anything


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

    def along(self, kind: Kind, dotted: str) -> Field:
        """Follow names joined by dots through lists and references: to a record, or to a row of one.

        `UNKNOWN` if there is no such field; `UNREAD` if the way leads into a kind whose schema is broken.
        Where a reference may name one of several kinds, the first that has the field is followed.
        """
        field = kind.tree
        for name in dotted.split("."):
            ways = (field, *self._referred(field))
            inside = (one if one is UNREAD else one.along(name) for one in ways)
            field = next((one for one in inside if one is not UNKNOWN), UNKNOWN)
        return field

    def _referred(self, field: Field) -> Iterator[Field]:
        """Yield what a reference may lead to."""
        for owner in field.ref.kinds if field.ref else ():
            part = field.ref.part if field.ref else None
            yield UNREAD if owner in self.broken else self.sound[owner].field((part, 0) if part else ())
