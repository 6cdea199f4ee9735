"""What is not done because of a record, by judgements that are not on it but on a month or a team."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import causes, standing
from generators.records.record import Record, in_order
from generators.site.cells import Ref, reference


class Blame(NamedTuple):
    """What a record causes: how bad that is, what is wrong with it, which obligations are not met for it."""

    state: State
    note: str
    obligations: tuple[Ref, ...]


def blames(base: KnowledgeBase, record: Record) -> Iterator[Blame]:
    """Yield what a record is to blame for, beside what its own judgements say."""
    own = base.verdicts_on(record.id)
    for one in causes.of_record(base, record.id):
        others = [each for each in one.verdicts if each not in own]
        if others:
            names = dict.fromkeys(each.obligation for each in others)
            refs = tuple(reference(base, each) for each in sorted(names, key=in_order))
            # a record that is late itself makes no month late that was not available
            yield Blame(standing.worst(others) or one.state, one.note, refs)
