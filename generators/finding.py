"""Findings: what is wrong with the data, where, under which stable code, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from generators.codes import CODES, Severity


class Place(NamedTuple):
    """A position in a file of the base; line and column count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Finding(NamedTuple):
    """Something about the data that a person should put right or look at; sorts in display order."""

    place: Place
    code: str
    message: str
    answered_before: int = 0  # answers to the code that were there when it came to be: they are not to it

    @property
    def severity(self) -> Severity:
        """The severity that the table of codes gives."""
        return CODES[self.code].severity


class UserError(Exception):
    """The command cannot go on and the user can put it right; shown as one line, exit code 2."""


def finding(place: Place, code: str, message: str) -> Finding:
    """Make a finding; a code outside the table is a bug of ours and raises KeyError at once."""
    CODES[code]
    return Finding(place, code, message)


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Say whether anything among the findings stops the site."""
    return any(one.severity is Severity.ERROR for one in findings)
