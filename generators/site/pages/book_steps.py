"""The steps of a book as its page shows them: where a thing is done, where to go on, who must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records.mention import ID
from generators.records.record import Record
from generators.site.cells import reference
from generators.spoken import duration
from generators.words import say

_MINUTE = 60  # seconds

# a name stands among Chinese: beside Latin words or in quotes it is a word of some program
_STEP = re.compile(r"(?<![\w.$/<'“-])(?<![A-Za-z] )[a-z][a-z0-9-]*(?![\w.$/>'”-])(?! [A-Za-z])")
_GAP = re.compile(r"(<[^<>/!?\s][^<>\n\"'=]*>)")
_CLAUSE = re.compile("[，：；。]")
_OF = re.compile(r" 的 ([a-z][a-z0-9-]*)(?![\w-])")


class Piece(NamedTuple):
    """A stretch of text, and where it leads: a page, and a place on it; the page is empty for this one."""

    text: str
    uri: str | None = None
    anchor: str = ""
    book: str = ""  # that it leads to


class Bit(NamedTuple):
    """A stretch of a command; a gap is filled before the command is used."""

    text: str
    is_gap: bool


class Deed(NamedTuple):
    """What is done in one place: by hand as a sentence, else commands to copy as a whole."""

    place: str
    host: str
    note: tuple[Piece, ...]
    run: str | None

    @property
    def bits(self) -> tuple[Bit, ...]:
        """The command with its gaps marked."""
        parts = _GAP.split(self.run or "")
        return tuple(Bit(text, bool(number % 2)) for number, text in enumerate(parts) if text)

    @property
    def gaps(self) -> int:
        """How many different things are filled in before it is copied."""
        return len({one.text for one in self.bits if one.is_gap})


class Branch(NamedTuple):
    """What is seen, where to go on then, and what to bear in mind there."""

    when: tuple[Piece, ...]
    target: Piece | None
    then: tuple[Piece, ...]


class Step(NamedTuple):
    """One step with all that belongs to it."""

    step: str
    do: tuple[Piece, ...]
    is_mandatory: bool
    caution: str | None
    consent: str | None
    unasked: str | None  # why nobody is asked
    deeds: tuple[Deed, ...]
    expect: tuple[Piece, ...]
    branches: tuple[Branch, ...]
    value: str | None
    until: str | None
    who: str
    within: str  # how soon, in words
    minutes: int | None  # after the report; None where nothing is said, or another step begins it


class Check(NamedTuple):
    """What is looked at at the end, or taken back."""

    code: str
    do: tuple[Piece, ...]


class Phase(NamedTuple):
    """A part of the steps that can be done by itself; what is not divided is one without a code."""

    code: str
    title: str
    when: str
    note: tuple[Piece, ...]
    is_apart: bool
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]

    @property
    def in_use(self) -> int:
        """How many steps are still done."""
        return sum(1 for one in self.steps if not one.until)


class Steps:
    """Reads the steps of one book; the names of its steps and of other books lead there."""

    def __init__(self, base: KnowledgeBase, record: Record) -> None:
        self._base, self._data = base, record.data
        self._titles = {row["step"]: row["do"] for row in record.data.get("steps", ())}
        self._place = record.kind.field(("commands", 0, "place"))

    def all(self) -> tuple[Step, ...]:
        """Give the steps in their order; those no longer in use at the end."""
        rows = sorted(self._data.get("steps", ()), key=lambda row: "until" in row)
        return tuple(self._step(row) for row in rows)

    def phases(self) -> tuple[Phase, ...]:
        """Give the parts in their order, each with its steps and checks; first what belongs to none."""
        found, data = self.all(), self._data
        rows = [{"code": "", "title": "", "when": ""}, *data.get("phases", ())]
        belongs = {str(row["step"]): row.get("phase", "") for row in data.get("steps", ())}
        phases = (
            Phase(
                row["code"],
                row["title"],
                row["when"],
                self.text(row.get("note", "")),
                row.get("apart", False),
                tuple(one for one in found if belongs[one.step] == row["code"]),
                self.checks("verification", row["code"]) if row["code"] else (),
            )
            for row in rows
        )
        return tuple(one for one in phases if one.steps)

    def checks(self, table: str, phase: str = "") -> tuple[Check, ...]:
        """Give what is looked at or taken back at the end of a phase, or of all; each has its code."""
        rows = (row for row in self._data.get(table, ()) if row.get("phase", "") == phase)
        return tuple(Check(row["code"], self.text(row["do"])) for row in rows)

    def text(self, text: str) -> tuple[Piece, ...]:
        """Give a text in which the names of steps and books lead there."""
        return tuple(self._pieces(text))

    def _step(self, row: Mapping[str, Any]) -> Step:
        return Step(
            row["step"],
            self.text(row["do"]),
            row["mandatory"],
            row.get("caution"),
            row.get("consent"),
            row.get("no_consent_reason"),
            tuple(self._deed(one) for one in self._beside("commands", row)),
            self.text(row.get("expect", "")),
            tuple(self._branch(one) for one in self._beside("branches", row)),
            _value(row),
            row.get("until"),
            row.get("who", ""),
            self._within(row),
            row.get("within_minutes") if "counted_from" not in row else None,
        )

    def _within(self, row: Mapping[str, Any]) -> str:
        if "within_minutes" not in row:
            return ""
        span = duration(row["within_minutes"] * _MINUTE)
        if "counted_from" not in row:
            return say("runbook.within", span=span)
        begun = self._titles.get(row["counted_from"], row["counted_from"])
        return say("runbook.within_step", step=_CLAUSE.split(begun)[0], span=span)

    def _beside(self, table: str, row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        return (one for one in self._data.get(table, ()) if one["step"] == row["step"])

    def _deed(self, row: Mapping[str, Any]) -> Deed:
        place = self._place.word(row["place"])
        return Deed(place, row.get("host", ""), self.text(row.get("note", "")), row.get("run"))

    def _branch(self, row: Mapping[str, Any]) -> Branch:
        target = None
        if "go_to" in row:
            target = self._to_step(row["go_to"], self._titles.get(row["go_to"], row["go_to"]))
        elif "book" in row:
            target = self._to_book(row["book"], row.get("book_step"))
        return Branch(self.text(row["when"]), target, self.text(row.get("then", "")))

    def _to_step(self, step: str, text: str) -> Piece:
        return Piece(text, "", f"step-{step}")

    def _to_book(self, book: str, step: str | None) -> Piece:
        ref = reference(self._base, book)
        target = self._base.facts.get(book)
        titles = {row["step"]: row["do"] for row in target.data.get("steps", ())} if target else {}
        text = say("runbook.book", title=ref.title)
        if step is None:
            return Piece(text, ref.uri, "", book)
        return Piece(f"{text}{titles.get(step, step)}", ref.uri, f"step-{step}", book)

    def _pieces(self, text: str) -> Iterator[Piece]:
        done = 0
        while found := self._named(text, done):
            piece, start, end = found
            if done < start:
                yield Piece(text[done:start])
            yield piece
            done = end
        if done < len(text):
            yield Piece(text[done:])

    def _named(self, text: str, begin: int) -> tuple[Piece, int, int] | None:
        """Find the next name of a book, with a step of it, or of a step of this one."""
        book = next((one for one in ID.finditer(text, begin) if self._base.facts.get(one[0])), None)
        step = next((one for one in _STEP.finditer(text, begin) if one[0] in self._titles), None)
        if book and (not step or book.start() < step.start()):
            ref = reference(self._base, book[0])
            within = _OF.match(text, book.end())
            if within and self._has(book[0], within[1]):
                return (
                    Piece(text[book.start() : within.end()], ref.uri, f"step-{within[1]}"),
                    book.start(),
                    within.end(),
                )
            return Piece(book[0], ref.uri), book.start(), book.end()
        return (self._to_step(step[0], step[0]), step.start(), step.end()) if step else None

    def _has(self, book: str, step: str) -> bool:
        target = self._base.facts.get(book)
        return target is not None and any(row["step"] == step for row in target.data.get("steps", ()))


def _value(row: Mapping[str, Any]) -> str | None:
    """Give what is to be noted down, with its limits."""
    unit, named = row.get("unit", ""), row.get("gauge", "")
    said = [row["value"]] if "value" in row else []
    if "low" in row:
        said.append(say("runbook.low", gauge=named, number=f"{row['low']:g}", unit=unit))
    if "high" in row:
        said.append(say("runbook.high", gauge=named, number=f"{row['high']:g}", unit=unit))
    return say("value.also").join(said) or None
