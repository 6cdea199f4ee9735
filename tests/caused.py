"""The promise of causes: whatever is bad names what makes it bad, and what is good names nothing."""

from __future__ import annotations

from unicodedata import east_asian_width

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase

QUIET = {State.MET, State.DECLARED, State.NOT_APPLICABLE}


def broken(base: KnowledgeBase) -> list[Verdict]:
    """The verdicts that break it: no cause where there must be one, one where there must be none, or a bad one."""
    return [
        *(one for one in base.verdicts if bool(one.cause) is (one.state in QUIET) or not _sound(base, one)),
        *(one for one in base.beside if one.cause),
    ]


def _sound(base: KnowledgeBase, verdict: Verdict) -> bool:
    """Each cause is named once, is a record that the base holds, or says in words what is missing."""
    names = [one.name for one in verdict.cause]
    held = base.facts.records.keys() | base.facts.unsound.keys() | {*verdict.evidence}
    return len(set(names)) == len(names) and all(
        (one.record in held if one.record else bool(one.what)) and one.name and (one.over_s or 1) > 0
        for one in verdict.cause
    )


def fits(text: str) -> bool:
    """Whether a text is read in one screen: 45 lines, each of a hundred columns."""
    lines = text.splitlines()
    return len(lines) <= 45 and max(map(width, lines)) <= 100


def width(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in line)
