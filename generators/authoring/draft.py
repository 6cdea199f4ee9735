"""What somebody wants to record, where they wrote each value, and what came of it: plain values.

A draft comes from a form, a YAML file or a sheet; whoever reads it says where its values stand, so that a
finding leads back to the line, the cell or the field that its author knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.codes import CODES, Severity
from generators.output import WORDS
from generators.strict_yaml import At


class Spot(NamedTuple):
    """Where an author wrote a value; what does not apply is empty. Sorts in reading order within a source."""

    sheet: str = ""
    line: int = 0  # of a text, or the row of a sheet
    column: int = 0
    cell: str = ""  # as the author's program names it, such as B7
    title: str = ""  # of the column or field

    def __str__(self) -> str:
        if self.cell:
            where = f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        else:
            where = f"{self.line}:{self.column}" if self.line else self.sheet
        return f"{where} {self.title}".strip()


NOWHERE = Spot()


class Why(StrEnum):
    """Why a draft is refused or left, where no finding on the data says it."""

    KIND = "draft-kind"  # there is no such kind, or its records are written as documents
    NUMBER = "draft-number"  # no id can be given
    TAKEN = "draft-taken"  # its id is another record's
    TWICE = "draft-twice"  # another draft beside it says the same, or bears the same id
    GONE = "draft-gone"  # there is no record to change
    CHANGED = "draft-changed"  # the record was changed since it was opened
    BOUND = "draft-bound"  # the record is closed, in force or sealed: what was said stays
    ORIGIN = "draft-origin"  # it says that it was taken over, which only a migration says
    AHEAD = "draft-ahead"  # it tells of what has not happened yet
    ATTACHMENT = "draft-attachment"  # a file does not fit what is said of it
    CELL = "draft-cell"  # a value could not be read
    FILE = "draft-file"  # a file could not be read, or not as records of one kind
    COLUMN = "draft-column"  # nobody knows a column: it was left out
    ROW = "draft-row"  # a row holds no data: it was left out
    SHEET = "draft-sheet"  # a sheet holds no data: it was left out
    THERE = "draft-there"  # the very same record is there already: nothing to do


_HARMLESS = (Why.COLUMN, Why.ROW, Why.SHEET, Why.THERE)


class Told(NamedTuple):
    """One thing to tell an author: where, under which code, what to write instead."""

    spot: Spot
    code: str  # of a finding, or one of `Why`
    message: str

    @property
    def refuses(self) -> bool:
        """Whether a draft of which this is told stays outside."""
        if self.code in CODES:
            return CODES[self.code].severity is Severity.ERROR
        return self.code not in _HARMLESS

    def __str__(self) -> str:
        word = WORDS[Severity.ERROR if self.refuses else Severity.NOTICE]
        return " ".join(filter(None, (str(self.spot), word, self.message)))


class Draft(NamedTuple):
    """One record to be: its data may lack an id, or bear one that only the drafts beside it know."""

    kind: str
    data: Mapping[str, Any]
    source: str = ""  # what the author calls the file or page it came from
    places: Mapping[At, Spot] = MappingProxyType(
        {}
    )  # also of values that are not there, if they have a place
    opened: str | None = (
        None  # SHA-256 of the record's file that a change started from; None for a new record
    )
    attachments: Mapping[str, bytes] = MappingProxyType({})  # by the names that the data call them
    told: tuple[Told, ...] = ()  # what its reader could not take as it is
    is_taken_over: bool = False  # by a migration, which alone may say so
    body: str | None = None  # the prose of a document, whose data are its front matter

    def spot(self, at: At) -> Spot:
        """Give where a value stands, or the nearest that holds it."""
        while at and at not in self.places:
            at = at[:-1]
        return self.places.get(at, NOWHERE)


class Read(NamedTuple):
    """The drafts of a file, and what is to be told of the file as a whole."""

    drafts: tuple[Draft, ...]
    told: tuple[Told, ...]


class Entry(NamedTuple):
    """What comes of drafts: files to write, and of each its id and what to tell; nothing is written yet."""

    files: Mapping[str, bytes]  # new ones, and changed ones with all they hold
    ids: tuple[str | None, ...]  # one for each draft; None where none could be given
    told: tuple[tuple[Told, ...], ...]  # one for each draft, in the order of the source
    refused: frozenset[int]  # the drafts that must be put right, by number
    there: frozenset[int]  # the drafts whose records the base holds already, word for word
    moment: datetime  # at which they were held against the base
