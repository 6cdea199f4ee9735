"""What happened in a month, one by one: what each clock of the matrix took against its limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import sheets, standing
from generators.measures.figure import OPEN
from generators.measures.performance import level_of
from generators.measures.sheets import Sheet
from generators.site.cells import Ref, reference
from generators.site.pages.sla_figures import event
from generators.site.pages.sla_misses import day
from generators.spoken import duration
from generators.words import say


class Each(NamedTuple):
    """One thing that happened."""

    day: str
    subject: Ref
    level: str
    clocks: tuple[str, ...]
    state: State
    word: str


def each(base: KnowledgeBase, sheet: Sheet) -> Iterator[Each]:
    """Yield what the matrix counts, in time."""
    found: dict[str, dict[int, Verdict]] = {}
    for number, matrix in enumerate(sheet.columns):
        for one in sheets.within(base, matrix, sheet.period):
            if one.subject and one.subject in base.facts.records:
                found.setdefault(one.subject, {})[number] = one
    idle = [say("sla.idle", event=event(base, one)) for one in sheet.columns]
    for name, verdicts in sorted(found.items(), key=lambda pair: (day(base, pair[0]), pair[0])):
        state = standing.worst(verdicts.values())
        if state is not None:
            yield Each(
                day(base, name),
                reference(base, name),
                next(iter(level_of(base, one).code for one in verdicts.values()), ""),
                tuple(
                    _took(verdicts[number]) if number in verdicts else word
                    for number, word in enumerate(idle)
                ),
                state,
                say("sla.running" if state in OPEN else f"state.{state}"),
            )


def _took(one: Verdict) -> str:
    """Say what a clock took against its limit; of what nobody knows, how it stands."""
    if one.measured_s is None or one.limit_s is None or one.state in (State.MISSING, State.SUSPECT):
        return say(f"state.{one.state}")
    return say("sla.took", used=duration(one.measured_s), limit=duration(one.limit_s))
