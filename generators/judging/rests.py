"""What a verdict rests on beside what it names: a doubt about any of that is a doubt about the verdict.

That is the obligation itself, its source and the decision of a reading; of the evidence, what binds as soon
as somebody goes by it, such as the template of an inspection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generators.judging.verdict import Verdict
from generators.kinds.binding_words import NAMED
from generators.kinds.kind import Kind
from generators.records.facts import Facts
from generators.strict_yaml import At


class Rests:
    """Which of some records lie behind which others."""

    def __init__(self, some: Iterable[str], facts: Facts) -> None:
        """Follow the links to the records that somebody asks about, and no others."""
        behind: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(some):
            target = facts.get(name)
            for link in facts.naming(name):
                source = facts.get(link.source)
                if source and target and _rests(source.kind, link.at, target.kind):
                    behind[link.source].append(name)
        self._behind: Mapping[str, list[str]] = behind

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """Give what a verdict rests on, each once: what it names first."""
        named = (verdict.subject or "", *verdict.evidence, verdict.obligation)
        return tuple(dict.fromkeys((*named, *(one for name in named for one in self._behind.get(name, ())))))


def _rests(kind: Kind, at: At, on: Kind) -> bool:
    field = str(at[0]) if at else ""
    if field and kind.role("judge"):
        return field == kind.role("readings") or kind.fields[field].must
    return on.binds == NAMED
