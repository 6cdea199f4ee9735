"""Ways in, one a role: its guide, and the acts it does most; nothing leads to what the base does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generators import address
from generators.knowledge import KnowledgeBase
from generators.measures import standing
from generators.words import say

_ACTS = 2
# a role: its guide, and its acts in the order of use; an act is the address of a page or a register
_ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "engineer": ("GD-ENGINEER", (address.RUNBOOKS, "registers/execution/")),
        "desk": ("GD-DESK", ("registers/incident/", "registers/request/")),
        "manager": ("GD-MANAGER", (address.CALENDAR, address.SLA)),
        "consultant": ("GD-CONSULTANT", ("registers/training/", "registers/action/")),
        "analyst": ("GD-ANALYST", ("registers/rule-stat/", "registers/report/")),
        "customer": ("GD-CUSTOMER", ("registers/confirmation/", "registers/acceptance/")),
        "auditor": ("GD-AUDIT", (address.COMPLIANCE, address.FINDINGS)),
    }
)


class Way(NamedTuple):
    """One link."""

    title: str
    uri: str


class Door(NamedTuple):
    """A role, its guide if there is one, and what it does most."""

    title: str
    guide: str
    acts: tuple[Way, ...]


def doors(base: KnowledgeBase) -> Iterator[Door]:
    """Yield the roles that have anywhere to go."""
    for role, (guide, acts) in _ROLES.items():
        ways = tuple(way for one in acts if (way := _way(base, one)))[:_ACTS]
        has_guide = base.facts.get(guide) is not None
        if ways or has_guide:
            yield Door(say(f"home.door.{role}"), address.record(guide) if has_guide else "", ways)


def _way(base: KnowledgeBase, act: str) -> Way | None:
    if act.startswith(address.REGISTERS):
        kind = next((kind for kind in base.shown if address.register(kind.name) == act), None)
        if kind is None:
            return None
        return Way(
            say("home.act.runbooks")
            if act == address.RUNBOOKS
            else say("home.act.register", kind=kind.title),
            act,
        )
    is_there = act in _ALWAYS or bool(standing.standings(base))
    return Way(say(f"home.act.{_PAGES[act]}"), act) if is_there else None


_ALWAYS = (address.FINDINGS, address.CALENDAR)
_PAGES: Mapping[str, str] = MappingProxyType(
    {
        address.CALENDAR: "calendar",
        address.SLA: "sla",
        address.COMPLIANCE: "compliance",
        address.FINDINGS: "findings",
    }
)
