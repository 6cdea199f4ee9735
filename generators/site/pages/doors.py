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
# a role: its guide, and its acts in the order of use; an act is a register, or a page by its address
_ROLES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "engineer": ("GD-ENGINEER", (address.RUNBOOKS, "execution")),
        "desk": ("GD-DESK", ("incident", "request")),
        "manager": ("GD-MANAGER", (address.CALENDAR, address.SLA)),
        "consultant": ("GD-CONSULTANT", ("training", "action")),
        "analyst": ("GD-ANALYST", ("rule-stat", "report")),
        "customer": ("GD-CUSTOMER", ("confirmation", "acceptance")),
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
    if act in _PAGES:
        is_there = bool(standing.standings(base)) or act == address.FINDINGS
        if act == address.RUNBOOKS:
            is_there = act.removeprefix(address.REGISTERS).strip("/") in base.kinds.sound
        return Way(say(_PAGES[act]), act) if is_there else None
    kind = base.kinds.sound.get(act)
    return Way(say("home.act.register", kind=kind.title), address.register(act)) if kind else None


_PAGES: Mapping[str, str] = MappingProxyType(
    {
        address.RUNBOOKS: "home.act.runbooks",
        address.CALENDAR: "calendar.title",
        address.SLA: "sla.title",
        address.COMPLIANCE: "compliance.title",
        address.FINDINGS: "home.act.findings",
    }
)
