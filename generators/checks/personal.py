"""What must not be written down, as a table of patterns that Python and the browser read alike.

An expression of the table says the same to `re` without a flag and to `RegExp` with `u`: it names its blanks
and letters, and where case does not matter the text is folded first, character by character, so that places
stay. What no expression can say (a check digit) is a function with a name, which the browser has as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

_TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("privacy.json").read_bytes())
FOLDS = str.maketrans(_TABLE["folds"]["from"], _TABLE["folds"]["to"])
_PROVINCES = frozenset(_TABLE["provinces"])  # and those who were born abroad
_BORN = range(1900, 2100)


def is_identity_number(text: str) -> bool:
    """Say whether 18 characters are a number after GB 11643: a province, a day of birth, a check digit."""
    year, digits = int(text[6:10]), [10 if one in "Xx" else int(one) for one in text]
    try:
        date(year, int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    weighed = sum(one * pow(2, 17 - place, 11) for place, one in enumerate(digits))
    return text[:2] in _PROVINCES and year in _BORN and weighed % 11 == 1


PROOFS: Mapping[str, Callable[[str], bool]] = MappingProxyType({"identity-number": is_identity_number})


class Pattern(NamedTuple):
    """Something that must not be written, but into fields of the forms that are `allowed`."""

    code: str
    expression: re.Pattern[str]
    is_folded: bool
    proof: Callable[[str], bool]
    allowed: frozenset[str]
    told: Mapping[str, str]  # by medium

    def found(self, text: str) -> Iterator[int]:
        """Yield where it begins in a text."""
        for match in self.expression.finditer(text.translate(FOLDS) if self.is_folded else text):
            if self.proof(match[0]):
                yield match.start()


def _pattern(said: Mapping[str, Any]) -> Pattern:
    return Pattern(
        said["code"],
        re.compile("|".join(said["any"])),
        said.get("folded", False),
        PROOFS[said["proof"]] if "proof" in said else bool,
        frozenset(said.get("allowed", ())),
        MappingProxyType(said["told"]),
    )


PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {said["code"]: _pattern(said) for said in _TABLE["patterns"]}
)
SECRET, IDENTITY, MOBILE = (PATTERNS[code] for code in ("secret", "resident-identity", "mobile-number"))


def as_json() -> dict[str, Any]:
    """Give the table as the browser reads it."""
    return dict(_TABLE)
