"""The shape of what a form in the browser is given, as JSON; written down so that both sides mean the same.

A path is a list of names, `*` for any row or item. A key with no value is left out.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

Path = list[str]


class Choice(TypedDict):
    """One value that may be chosen."""

    code: Any
    word: str
    help: str


class When(TypedDict):
    """What is required beside: all of `given` are there, and each of `tests` has one of its values."""

    given: list[str]
    tests: dict[str, list[Any]]
    wanted: list[str]


class Ref(TypedDict):
    """What a value names: a record of one of these kinds, or the key of a row in the part of one."""

    kinds: list[str]
    part: str | None
    of: str | None  # the field that names the owner; without it the contract


class Field(TypedDict):
    """A field as a form shows it, a member, an item or a row: what `as_json` of a kind's tree gives."""

    name: NotRequired[str]
    title: NotRequired[str]
    help: NotRequired[str]
    form: str  # one of `Form` in generators/kinds/field.py
    must: NotRequired[bool]
    when: NotRequired[list[When]]
    choices: NotRequired[list[Choice]]
    limits: NotRequired[dict[str, Any]]
    pattern: NotRequired[str]
    default: NotRequired[Any]
    examples: NotRequired[list[Any]]
    ref: NotRequired[Ref]
    marks: NotRequired[dict[str, Any]]  # those in `MARKS` of export.py
    item: NotRequired[Field]
    children: NotRequired[list[Field]]


class Event(TypedDict):
    """A moment of a record's life."""

    name: str
    role: str | None
    after: str | None
    before: str | None
    by: str | None


class Period(TypedDict):
    """Two times in one object or row: the end is not before the beginning; if it `lasts`, it is after it."""

    at: Path
    begin: str
    end: str
    lasts: bool


class Term(TypedDict):
    """Where the contract is named whose term must hold the day of the start event."""

    contract: list[str]  # fields, the first that is filled in; failing all, the contract that is meant
    excusing: list[Path]  # what is named here may lie within: after the last day only the import tells then


class Reference(TypedDict):
    """Where a record of these kinds is named; a voided one is a fault, unless the record is voided, too."""

    at: Path
    kinds: list[str]


class Whole(TypedDict, total=False):
    """A table and what it must hold once the record is done; asked only `when` fields have these values."""

    table: str
    when: dict[str, list[Any]]
    optional: bool  # not asked where there is no table
    count: int | str  # rows, or the field that says how many
    by: str  # the column that must hold every one of what follows
    codes: list[Any]
    days: bool  # every day that the record is about
    owners: list[str]  # the kinds of the record whose rows are meant
    part: str
    of: str | None  # the field that names it; without it the contract
    since: str | None  # the column of its rows; what came after the first day is not asked for
    where: dict[str, list[Any]]  # only rows with these values
    within: dict[str, str]  # only rows of which this column is in this list of the record, if that is given


class Sound(TypedDict):
    """What holds beyond the schema: see soundness.py."""

    start: str  # the event that begins a record's life, or empty
    done: str  # a record that has this is done; if empty, it is as soon as it is written
    about: list[str]  # what says which days a record is about, the first that is filled in
    events: list[Event]
    timed: list[Path]  # events, which say when they were or that nobody knows
    past: list[Path]  # times of what has happened: none is later than now
    periods: list[Period]
    term: Term | None
    voided: list[Reference]
    whole: list[Whole]


class Kind(TypedDict):
    """A kind as its form needs it; cut to its reader."""

    kind: str
    title: str
    head: NotRequired[dict[str, str]]  # of a document: what its front matter begins with
    schema: dict[str, Any]  # JSON Schema 2020-12 without references, titles and words of ours
    fields: Field  # of the record as a whole
    lists: list[str]  # the kinds whose records it may name
    sound: Sound


class Part(TypedDict):
    """A list inside a record, whose rows others name."""

    key: str  # the column of the code
    at: str | None  # the column that tells from when the row is there
    rows: list[dict[str, Any]]


class Pick(TypedDict):
    """A record that may be named."""

    id: str
    title: str
    find: list[str]  # what else somebody may type to find it
    parts: NotRequired[dict[str, Part]]


class PickList(TypedDict):
    """All records of a kind that may be named, and those that may no more."""

    kind: str
    title: str
    records: list[Pick]
    voided: dict[str, str]  # why, by id


class Version(TypedDict):
    """An agreement as it is from one day on; the first from ever."""

    contract: str
    since: str | None
    first: str | None
    last: str | None


class Contract(TypedDict):
    """A contract that a record may name, and the versions of its agreement in order."""

    id: str
    title: str
    agreement: str
    versions: list[Version]


class Common(TypedDict):
    """What all forms of a base share."""

    zone: str
    offset: str  # of the zone, at the moment of judgement: `+08:00`
    lead: int  # seconds that a clock may be fast
    contract: str | None  # the one that is meant where none is named
    contracts: list[Contract]
    sentences: dict[str, Any]  # the table of faults, for forms
    codes: dict[str, dict[str, str]]  # title, severity and remedy of what a form can find
