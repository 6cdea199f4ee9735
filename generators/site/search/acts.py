"""What can be done from a hit in one tap: carry it out, see whom to call; and how much there is to do."""

from __future__ import annotations

from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records.record import Record
from generators.site import run_files
from generators.site.pages import followed
from generators.words import say

RUN, CALL = "run", "contacts"  # places of its page: at the first its run begins


class Acts(NamedTuple):
    """What a hit offers beside its page."""

    places: tuple[str, ...] = ()  # of its page
    told: str = ""  # how many steps


def acts(base: KnowledgeBase, record: Record) -> Acts:
    """Give what can be done by a record; nothing where nobody carries it out."""
    if run_files.run_kind(base, record) is None:
        return Acts()
    said = followed.word(record.kind)
    steps = [row for row in record.data["steps"] if "until" not in row]
    asked = sum("consent" in row for row in steps)
    told = say("runbook.count", steps=len(steps))
    return Acts(
        (RUN, CALL) if said and record.data.get(said.calls) else (RUN,),
        told + say("runbook.count_consent", steps=asked) if asked else told,
    )
