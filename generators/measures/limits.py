"""What a contract gives time for once something is reported: each event and its shortest limit, by level.

The obligations that are clocks say it, by the readings in force on the day; one that asks more of some
records than of others of the same level (those that came in by mail) says nothing of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.judging import obligations
from generators.judging.rules.ask import Ask
from generators.judging.rules.readings import Reading, asked_by, in_force, readings
from generators.judging.rules.setting import setting_of
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures.once import once

_CLOCK = "clock"


class Limit(NamedTuple):
    """An event of a kind, and within how many minutes of the start it has to come."""

    kind: str
    event: str
    minutes: int
    obligation: str
    may_be_waived: bool = False  # it need not come where somebody agrees


@once
def limits(base: KnowledgeBase, contract: str, level: str) -> tuple[Limit, ...]:
    """Give the limits of a level of a contract on the day of the base, in the order of the events."""
    shortest: dict[tuple[str, str], Limit] = {}
    for one in _found(base, contract, level):
        key = (one.kind, one.event)
        if key not in shortest or one.minutes < shortest[key].minutes:
            shortest[key] = one
    return tuple(sorted(shortest.values(), key=lambda one: (one.kind, _place(base, one), one.minutes)))


def kind_of(base: KnowledgeBase) -> Kind | None:
    """Give the kind of what is reported with a level."""
    return next((kind for kind in base.shown if kind.role("level") and kind.start), None)


def _found(base: KnowledgeBase, contract: str, level: str) -> Iterator[Limit]:
    called = kind_of(base)
    for obligation in obligations.obligations(base.facts, base.kinds):
        if called is None or _CLOCK not in obligation.data[obligation.kind.role("judge")]:
            continue
        for ask in obligations.asks(obligation, base.facts, base.kinds, base.bindings, base.now):
            is_own = ask.scope.contract == contract and ask.parameters["kind"] == called.name
            asked = _in_force(ask, level) if is_own else None
            found = _limit(asked, level, called) if asked else None
            if found:
                yield found


def _in_force(ask: Ask, level: str) -> Ask | None:
    """Ask by the reading that counts today for a level; None where none does, or it asks for nothing."""
    known = readings(ask)
    if not known:
        return ask
    about = [one for one in known if level in one.row.get("levels", (level,)) and not _waits(ask, one)]
    counting = in_force(about, ask.today)
    return None if counting is None or counting.is_exempt else asked_by(ask, counting)


def _waits(ask: Ask, one: Reading) -> bool:
    """Say whether a reading is about those only for which something else has happened."""
    return "needs" in one.row or one.row.get("from", ask.parameters["from"]) != ask.parameters["from"]


def _limit(ask: Ask, level: str, kind: Kind) -> Limit | None:
    setting = setting_of(ask)
    if setting.where or setting.start != kind.start or not setting.asks(level):
        return None
    minutes = ask.parameters.get("limit_minutes")
    if minutes is None and ask.contract is not None:
        row = ask.contract.row(str(ask.contract.kind.role("levels")), level) or {}
        minutes = row.get(str(ask.parameters.get("limit_by_level")))
    if minutes is None:
        return None
    may_be_waived = kind.role("need") in ask.parameters.get("needs", ())
    return Limit(kind.name, setting.stops[0], int(minutes), ask.obligation.id, may_be_waived)


def _place(base: KnowledgeBase, one: Limit) -> int:
    return [event.name for event in base.kinds.sound[one.kind].events].index(one.event)
