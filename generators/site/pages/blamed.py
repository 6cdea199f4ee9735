"""What is not done because of a record, by judgements that are not on it but on a month or a team."""

from __future__ import annotations

from typing import NamedTuple

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures.causes import causes
from generators.records.record import Record, in_order
from generators.site.cells import Ref, reference


class Blame(NamedTuple):
    """One thing a record causes: how bad, what is wrong with it, which obligations are not met for it."""

    state: State
    note: str
    obligations: tuple[Ref, ...]


class Blamed:
    """The causes of a base by their record, found once for all pages."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._known: dict[str, list[Blame]] = {}
        for one in causes(base):
            name = one.cause.record
            if not name:
                continue
            own = base.verdicts_on(name)
            names = dict.fromkeys(each.obligation for each in one.verdicts if each not in own)
            if names:
                refs = tuple(reference(base, each) for each in sorted(names, key=in_order))
                self._known.setdefault(name, []).append(Blame(one.state, one.note, refs))

    def of(self, record: Record) -> tuple[Blame, ...]:
        """Give what a record is to blame for, beside what its own judgements say."""
        return tuple(self._known.get(record.id, ()))
