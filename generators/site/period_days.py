"""Periods of a contract with their days: 合同第三季度 alone tells nobody which months are meant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from generators.judging.periods import periods
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures.once import once
from generators.spoken import period

_COUNTED = ("contract-quarter", "half-year")  # from the first day of a contract, and named by their number


def called(base: KnowledgeBase, obligation: str, name: str, contract: str | None = None) -> str:
    """Say a period in which an obligation is judged; one of a contract with the days it has there."""
    record = base.facts.get(obligation)
    own = base.bindings.of(record).agreement if record else None
    known = _days(base)
    several = [one for one in (contract, own, *base.bindings.agreements) if one]
    return period(name, next((known[one, name] for one in several if (one, name) in known), None))


def of(base: KnowledgeBase, verdict: Verdict) -> str:
    """Say the period of a judgement; nothing where it has none."""
    if not verdict.period:
        return ""
    return called(base, verdict.obligation, verdict.period, verdict.contract)


@once
def _days(base: KnowledgeBase) -> Mapping[tuple[str, str], tuple[date, date]]:
    """Give the days of the periods that each contract counts, by its id and their names."""
    terms = ((name, base.bindings.by(name).term) for name in base.bindings.agreements)
    found = {
        (name, one.name): (one.begin, one.end)
        for name, term in terms
        if term and term.last
        for kind in _COUNTED
        for one in periods(kind, term.first, term.last)
    }
    return MappingProxyType(found)
