"""What a finding code is: how bad it is, what it is called, what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is: an error stops the site, a notice is shown on it."""

    ERROR = "error"
    NOTICE = "notice"


class Code(NamedTuple):
    """A stable finding code: its title and its remedy, in the reader's words."""

    severity: Severity
    title: str
    remedy: str
    doubts: bool = False  # the record proves nothing until somebody puts it right or answers
    only: str = ""  # the word of its schema that says what alone of it proves nothing; else all of it does
    needs_history: bool = False  # only who reads Git can say
