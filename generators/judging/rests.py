"""What a verdict rests on beside what it names: a doubt about any of that is a doubt about the verdict.

That is the obligation itself, its source and the decision of the reading by which it was judged; of
the evidence, what binds as soon as somebody goes by it, such as an inspection's template. A decision that was
rewritten may have been the reading that counts, so all verdicts of its obligations rest on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from generators.judging.verdict import Verdict
from generators.kinds.binding_words import NAMED
from generators.kinds.kind import Kind
from generators.records.facts import Facts
from generators.records.record import Record
from generators.strict_yaml import At


class Rests:
    """Which of some records lie behind which others."""

    def __init__(self, some: Collection[str], rewritten: Collection[str], facts: Facts) -> None:
        """Follow the links to the records that somebody asks about, and no others."""
        behind: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for name in sorted(some):
            target = facts.get(name)
            for link in facts.naming(name):
                source = facts.get(link.source)
                if source and target and _rests(source.kind, link.at, target.kind):
                    reading = None if name in rewritten else _reading(source, link.at)
                    behind[link.source].append((name, reading))
        self._behind: Mapping[str, list[tuple[str, str | None]]] = behind
        self._touched = frozenset((*some, *behind))

    def may_touch(self, verdict: Verdict) -> bool:
        """Say whether a verdict can rest on any of those records: true for each that does."""
        own = (verdict.subject, verdict.obligation)
        return not (self._touched.isdisjoint(own) and self._touched.isdisjoint(verdict.evidence))

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """Give what a verdict rests on, each once: what it names first."""
        named = (verdict.subject or "", *verdict.evidence, verdict.obligation)
        behind = (one for name in named for one in self._behind.get(name, ()))
        return tuple(dict.fromkeys((*named, *(one for one, by in behind if by in (None, verdict.reading)))))


def _rests(kind: Kind, at: At, on: Kind) -> bool:
    field = str(at[0]) if at else ""
    if field and kind.role("judge"):
        return field == kind.role("readings") or kind.fields[field].must
    return on.binds == NAMED


def _reading(source: Record, at: At) -> str | None:
    """Give the code of the reading in which a link stands; None for a link that stands elsewhere."""
    match at:
        case (name, int(number), *_) if name == source.kind.role("readings"):
            return str(source.data[name][number][source.kind.fields[name].marks["key"]])
        case _:
            return None
