"""A list as data: its columns, its rows, and how their values read; what the page shows and the script gets.

The script `list-rows.js` reads the same values in the same way; tests hold both to one fixture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from math import inf
from typing import NamedTuple

EMPTY = "-"  # in a filter, for what has no value
PAGE = 60  # rows on a page; a list of no more needs no other
_NUMBERED = re.compile(r"(.+-.+-)(\d+)")  # what stands before the number of an id is the same all year


class Look(StrEnum):
    """How the values of a column are shown, sorted and compared."""

    RECORD = "record"  # the id of the row's own record
    REF = "ref"  # ids of other records, shown by their titles
    CHOICE = "choice"  # codes, shown by their words and sorted in the order of these
    STATE = "state"  # as a choice, with a shape
    TIME = "time"  # local time or day, as it is read
    NUMBER = "number"
    SPAN = "span"  # seconds, with what is said of them
    TEXT = "text"


class Place(StrEnum):
    """Where a value stands in a row that is narrow; a column without one is left out there."""

    NONE = ""
    ID = "id"
    AT = "at"
    LEVEL = "level"
    TITLE = "title"
    SUBJECT = "subject"
    RESULT = "result"
    OVER = "over"


class Span(NamedTuple):
    """A time that passed: what is sorted by, and what is said."""

    seconds: int
    text: str


Value = str | int | float | tuple[str, ...] | Span
Row = tuple[Value, ...]
CODED = (Look.REF, Look.CHOICE, Look.STATE)


@dataclass(frozen=True)
class Column:
    """One column: its name in an address, its title, how it looks, and the words of its codes in order."""

    name: str
    title: str
    look: Look
    words: Mapping[str, str] = field(default_factory=dict)  # of references, those that have a page
    place: Place = Place.NONE
    is_shown: bool = True  # else it only filters
    is_offered: bool = False  # the page offers its words to choose from

    def texts(self, value: Value) -> tuple[str, ...]:
        """Give what is shown of a value, one for each of several; none for an empty one."""
        if isinstance(value, Span):
            return (value.text,)
        if self.look in CODED:
            return tuple(self.words.get(code, code) for code in codes(value) if code)
        if value.__class__ is str:  # most are
            return (value,) if value else ()
        return tuple(text for text in codes(value) if text)


def codes(value: Value) -> tuple[str, ...]:
    """Give what a value is compared by: one empty text if there is nothing."""
    if isinstance(value, Span):
        return (str(value.seconds),)
    if isinstance(value, tuple):
        return tuple(map(str, value)) or ("",)
    return (str(value),)


class Shard(NamedTuple):
    """Some rows in a file of their own; one of the keys begins each value in the column they are cut by."""

    keys: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"rows-{self.keys[0] or EMPTY}.js"


@dataclass(frozen=True)
class Listing:
    """A list at its address. Rows stand in the order of their shards."""

    uri: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    by: str  # the column that shards are cut by
    cut: int | None = None  # so many letters of its values; None for all
    least: int = 1  # rows of a shard: smaller ones are joined, as a file costs more than some rows
    given: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # filters unless an address says otherwise
    order: str = ""  # the column of choices that rows are first sorted by; none for as they stand
    grouped: str = ""  # the column by which rows stand in groups
    tells: tuple[str, ...] = ()  # the results that the head of a group counts

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The number of each column by name."""
        return {one.name: number for number, one in enumerate(self.columns)}

    @cached_property
    def shown(self) -> tuple[tuple[int, Column], ...]:
        """The columns of the table, with their numbers."""
        return tuple((number, one) for number, one in enumerate(self.columns) if one.is_shown)

    @property
    def offered(self) -> tuple[Column, ...]:
        """The columns to choose from: the group, the level and the result before the others."""
        first = (self.grouped, Place.LEVEL, Place.RESULT)

        def use(one: Column) -> float:
            return next(
                (rank for rank, name in enumerate(first) if name and name in (one.name, one.place)),
                inf,
            )

        return tuple(sorted((one for one in self.columns if one.is_offered), key=use))

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """The rows, cut; one after the other they stand in the order of the list."""
        found: dict[str, list[Row]] = {}
        place = self.index[self.by]
        for row in self.rows:
            found.setdefault(codes(row[place])[0][: self.cut], []).append(row)
        joined: list[Shard] = []
        for key, rows in found.items():
            last = joined[-1] if joined else None
            if last and not (*last.rows, *rows)[self.least :]:
                joined[-1] = Shard((*last.keys, key), (*last.rows, *rows))
            else:
                joined.append(Shard((key,), tuple(rows)))
        return tuple(joined)

    def ordered(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Give rows in the order in which they are first shown; what has no value stands last."""
        if not self.order:
            return rows
        place = self.index[self.order]
        ranks = {code: rank for rank, code in enumerate(self.columns[place].words)}
        return sorted(rows, key=lambda row: ranks.get(codes(row[place])[0], inf))

    def value(self, row: Row, name: str) -> Value:
        """Give a value of a row; empty where the list has no such column."""
        return row[self.index[name]] if name in self.index else ""


def numbered(record_id: str) -> tuple[str, str]:
    """Part an id into what repeats, and its number; without a year in it, nothing repeats."""
    found = _NUMBERED.fullmatch(record_id)
    return (found[1], found[2]) if found else ("", record_id)
