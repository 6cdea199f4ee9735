"""What is not done because of a record, by judgements that are not on it but on a month or a team."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import causes
from generators.records.record import Record, in_order
from generators.site.cells import Ref, reference


class Blame(NamedTuple):
    """One thing a record causes: how bad, what is wrong with it, which obligations are not met for it."""

    state: State
    note: str
    obligations: tuple[Ref, ...]


def blames(base: KnowledgeBase, record: Record) -> Iterator[Blame]:
    """Yield what a record is to blame for, beside what its own judgements say."""
    own = base.verdicts_on(record.id)
    for one in causes.of_record(base, record.id):
        names = dict.fromkeys(each.obligation for each in one.verdicts if each not in own)
        if names:
            refs = tuple(reference(base, each) for each in sorted(names, key=in_order))
            yield Blame(one.state, one.note, refs)
