"""What must not be written down, as a table of patterns that Python and the browser read alike.

An expression of the table says the same to `re` without a flag and to `RegExp` with `u`: it names its blanks
and letters. A text is made plain before: what nobody sees and marks of Markdown go, what looks like a letter
or a figure becomes it (as NFKC has it, by a list, so that all sides have the same). What no expression can
say (a check digit) is a function with a name (`proofs`), which the browser has as well. The first group of an
expression is what the function is asked of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.checks.proofs import PROOFS

_TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("privacy.json").read_bytes())
LOOKS: Mapping[str, str] = {
    chr(ord(first) + step): chr(ord(to) + step)
    for first, to, count in _TABLE["looks"]
    for step in range(count)
}
FOLDS: Mapping[str, str] = dict(zip(_TABLE["folds"]["from"], _TABLE["folds"]["to"], strict=True))
NUMERALS: Mapping[str, str] = dict(zip(_TABLE["numerals"]["from"], _TABLE["numerals"]["to"], strict=True))
UNSEEN: str = _TABLE["unseen"]
# marks of Markdown, a stroke before a mark, and what nobody sees
_NOISE = re.compile(_TABLE["noise"].replace("UNSEEN", UNSEEN))
# signs of the tables, but letters that only are large, and Chinese numerals, which most texts hold
_RARE = re.compile(
    "["
    + re.escape("".join(one for one in (*LOOKS, *FOLDS) if one <= "\uffff" and not "A" <= one <= "Z"))
    + "\U00010000-\U0010ffff]"
).findall
_NUMERAL = re.compile("[" + "".join(NUMERALS) + "]").findall
_FILLERS: str = _TABLE["fillers"]  # what may stand between a word and its number
WHENS = frozenset(rule["when"] for pattern in _TABLE["patterns"] for rule in pattern["rules"])
_SIGNS = re.compile("[^0-9A-Za-z一-龥@]")  # all but what a value says
_WINDOW = 400
_BEFORE, _AROUND = 24, 40  # how far one looks for words that say what a number is


class Views:
    """A text as the patterns see it: plain, with letters folded, with Chinese numerals as figures."""

    def __init__(self, text: str) -> None:
        self.text = text
        bare = _NOISE.sub("", text)
        # most texts hold few of the signs, and a table for all of them is slow
        self._rare = {*_RARE(bare)}
        self.plain = _replaced(bare, self._rare, LOOKS)
        self._places: dict[str, list[int]] = {}
        self._windows: dict[tuple[str, ...], list[tuple[int, int]]] = {}

    @cached_property
    def data(self) -> bytes:
        """The folded text as bytes, which are searched faster."""
        return self.folded.encode(errors="surrogatepass")

    @cached_property
    def folded(self) -> str:
        """Letters are small, blanks are one; each sign stays one."""
        if self.plain.isascii():
            small = self.plain.lower()
        else:  # `lower` of all letters is slow, and makes two signs of some
            small = self.plain.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")
        return _replaced(small, self._rare, FOLDS)

    @cached_property
    def digits(self) -> str:
        """Figures are figures, Chinese ones too."""
        return _replaced(self.folded, {*_NUMERAL(self.folded)}, NUMERALS)

    def windows(self, words: tuple[str, ...]) -> list[tuple[int, int]]:
        """Give the parts around some words, or all: what is further away no expression joins to them."""
        if words not in self._windows:
            self._windows[words] = self._around(words) if words else [(0, len(self.plain))]
        return self._windows[words]

    def _around(self, words: tuple[str, ...]) -> list[tuple[int, int]]:
        parts: list[tuple[int, int]] = []
        for at in sorted(at for word in words for at in self._where(word)):
            start, end = max(0, at - _WINDOW), at + _WINDOW
            if parts and start <= parts[-1][1]:
                start = parts.pop()[0]
            parts.append((start, end))
        return parts

    def _where(self, word: str) -> list[int]:
        if word not in self._places:
            found, at = [], self.folded.find(word)
            while at >= 0:
                found.append(at)
                at = self.folded.find(word, at + len(word))
            self._places[word] = found
        return self._places[word]

    def offset(self, at: int) -> int:
        """Give where in the text as it was written a place of the plain one is."""
        for match in _NOISE.finditer(self.text):
            if match.start() > at:
                break
            at += len(match[0])
        return at


def _replaced(text: str, signs: AbstractSet[str], table: Mapping[str, str]) -> str:
    for sign in signs & table.keys():
        text = text.replace(sign, table[sign])
    return text


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


class Hit(NamedTuple):
    """Something found: from where to where in the plain text, and what it says without separators."""

    start: int
    end: int
    said: str


class Rule(NamedTuple):
    """One way in which something is written."""

    when: str  # the quick look that it is worth
    view: str
    words: tuple[str, ...]  # one of them is in every text that holds such a thing
    any: tuple[str, ...]  # expressions; those are compiled that are asked for, and most never are
    proof: str
    near: tuple[str, ...]  # one of them stands before or behind it
    before: tuple[str, ...]  # what says just before it that it is something else
    after: tuple[str, ...]

    def hits(self, views: Views, *, whatever_it_is: bool = False) -> Iterator[Hit]:
        """Yield what a text holds of it, on request also where the words around say it is something else."""
        parts = views.windows(self.words)
        if not parts:
            return
        text: str = getattr(views, self.view)
        for expression in self.any:
            matches = _compiled(expression).finditer
            for start, end in parts:
                for match in matches(text, start, end):
                    yield from self._hit(views, match, whatever_it_is=whatever_it_is)

    def _hit(self, views: Views, match: re.Match[str], *, whatever_it_is: bool) -> Iterator[Hit]:
        value = match[match.re.groups and 1]
        start = match.start() if match[0] else match.start(1)
        end = max(match.end(), match.end(match.re.groups and 1))
        if self.proof and not PROOFS[self.proof](value, _TABLE):
            return
        if whatever_it_is or self._is_meant(views, start, end):
            yield Hit(start, end, _SIGNS.sub("", value))

    def _is_meant(self, views: Views, start: int, end: int) -> bool:
        before = views.folded[max(0, start - _BEFORE) : start]
        after = views.folded[end : end + _BEFORE]
        if self.before and before.rstrip(_FILLERS).endswith(self.before):
            return False
        if self.after and after.lstrip(" ").startswith(self.after):
            return False
        around = views.folded[max(0, start - _AROUND) : end + _BEFORE]
        return not self.near or any(map(around.__contains__, self.near))


class Pattern(NamedTuple):
    """Something that must not be written, but into fields of the forms that are `allowed`."""

    code: str
    rules: tuple[Rule, ...]
    allowed: frozenset[str]
    told: Mapping[str, str]  # by medium

    def hits(
        self, views: Views, worth: Collection[str] = WHENS, *, whatever_it_is: bool = False
    ) -> list[Hit]:
        """Give what a text holds of it: of two that overlap the first."""
        found: list[Hit] = []
        every = (rule.hits(views, whatever_it_is=whatever_it_is) for rule in self.rules if rule.when in worth)
        for hit in sorted(hit for hits in every for hit in hits):
            if not found or hit.start >= found[-1].end:
                found.append(hit)
        return found


def _rule(said: Mapping[str, Any]) -> Rule:
    unless = said.get("unless", {})
    return Rule(
        said["when"],
        said["view"],
        tuple(said.get("words", ())),
        tuple(said["any"]),
        said.get("proof", ""),
        tuple(said.get("near", ())),
        tuple(unless.get("before", ())),
        tuple(unless.get("after", ())),
    )


PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        said["code"]: Pattern(
            said["code"],
            tuple(map(_rule, said["rules"])),
            frozenset(said.get("allowed", ())),
            MappingProxyType(said["told"]),
        )
        for said in _TABLE["patterns"]  # the certain before the doubtful
    }
)


def found(text: str | Views, worth: Collection[str] = WHENS) -> Iterator[tuple[Pattern, Hit, Views]]:
    """Yield all that a text holds, the certain before the doubtful; what is found is not found once more."""
    views = Views(text) if isinstance(text, str) else text
    taken: list[Hit] = []
    for pattern in PATTERNS.values():
        for hit in pattern.hits(views, worth):
            if not any(hit.start < one.end and one.start < hit.end for one in taken):
                taken.append(hit)
                yield pattern, hit, views


def as_json() -> dict[str, Any]:
    """Give the table as the browser reads it."""
    return dict(_TABLE)
