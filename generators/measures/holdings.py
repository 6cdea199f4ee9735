"""What the base holds: records by kind, what was checked and found, and what has begun and not ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from generators.codes import Severity
from generators.finding import Finding
from generators.knowledge import KnowledgeBase
from generators.measures.figure import Group
from generators.records.timeline import Timeline


class Open(NamedTuple):
    """A record that has begun and not ended."""

    id: str
    since: datetime


def registers(base: KnowledgeBase) -> Mapping[str, Group]:
    """Give the sound records of every kind, those that were struck out among them."""
    return MappingProxyType({name: register(base, name) for name in base.kinds.sound})


def register(base: KnowledgeBase, kind: str) -> Group:
    """Give the sound records of one kind."""
    return Group(kind, tuple(record.id for record in base.facts.of_kind(kind)))


def checked(base: KnowledgeBase) -> Group:
    """Give every record that was checked, sound or not."""
    return Group("checked", (*base.facts.records, *base.facts.unsound))


def found(findings: Iterable[Finding]) -> Mapping[Severity, Group]:
    """Divide findings by severity; each is named by its place."""
    places: dict[Severity, list[str]] = {severity: [] for severity in Severity}
    for one in findings:
        places[one.severity].append(str(one.place))
    return MappingProxyType({severity: Group(severity, tuple(some)) for severity, some in places.items()})


def open_records(base: KnowledgeBase) -> tuple[Open, ...]:
    """Give what has begun and was neither ended, withdrawn nor struck out, kind by kind."""
    some = []
    for kind in base.kinds.sound.values():
        if not kind.stop:
            continue
        for record in base.facts.of_kind(kind.name):
            life = Timeline(record, base.config.zone)
            begun = life.start
            if begun and not (life.is_over or record.is_voided):
                some.append(Open(record.id, begun.at))
    return tuple(some)
