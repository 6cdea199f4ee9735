"""How the two parties agreed to read the contract: what is in force today, by the instrument it is in."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.measures.figure import Group
from generators.records import decided
from generators.records.agreements import expires


class Decision(NamedTuple):
    """A decision that is in force: since when, in what it is written, and the obligations that name it."""

    id: str
    since: date
    until: date | None
    effect: str
    is_eased: bool
    instrument: str
    obligations: Group


def decisions(base: KnowledgeBase) -> tuple[Decision, ...]:
    """Give the decisions in force today: by instrument in the order of the schema, the eased ones first."""
    today = base.now.astimezone(base.config.zone).date()
    found = []
    for kind in fields.kinds_with(base, "effect"):
        effect, instrument = fields.column(kind, "effect"), kind.fields[kind.role("instrument")]
        order = [str(one.code) for one in instrument.choices]
        own = []
        for record in fields.records(base, kind):
            since, until = decided.holds_from(record, base.facts.get), expires(record)
            if since is None or since > today or (until and until < today):
                continue
            code = record.data.get(effect.name)
            own.append(
                Decision(
                    record.id,
                    since,
                    until,
                    effect.word(code),
                    code in fields.codes(effect),
                    str(decided.instrument(record)),
                    Group(record.id, _resting(base, record.id)),
                )
            )
        own.sort(key=lambda one: (order.index(one.instrument), not one.is_eased, one.since, one.id))
        found += own
    return tuple(found)


def _resting(base: KnowledgeBase, decision: str) -> tuple[str, ...]:
    """Give the obligations that name a decision."""
    named = dict.fromkeys(link.source for link in base.facts.naming(decision))
    return tuple(
        one for one in named if (record := base.facts.get(one)) is not None and record.kind.role("judge")
    )
