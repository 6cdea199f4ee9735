"""The kinds as one family: every choice is used somewhere, every reference leads back, shapes agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import NOW, ROOT, sound_base

from generators import knowledge, source
from generators.kind import Kind
from generators.record import Record, values

OWN = knowledge.read(source.read(ROOT), NOW)
GOOD = knowledge.read(sound_base(), NOW)
RECORDS: tuple[Record, ...] = (*OWN.facts.records.values(), *GOOD.facts.records.values())
KINDS = list(OWN.kinds.sound.values())


def choices(schema: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of the fields for which a code is chosen."""
    if "oneOf" in schema and "at" not in schema.get("properties", {}):
        yield at
    for name, member in schema.get("properties", {}).items():
        if member.get("type") != ["string", "object"]:  # an event's parts belong to every kind
            yield from choices(member, (*at, name))
    if isinstance(schema.get("items"), Mapping):
        yield from choices(schema["items"], (*at, "*"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_choice_of_a_kind_is_made_in_some_record_or_example(kind: Kind) -> None:
    some = [one for one in RECORDS if one.kind.name == kind.name]
    unused = [at for at in choices(kind.schema) if not any(list(values(one.data, at)) for one in some)]
    assert unused == []


def test_every_kind_has_at_least_one_record_of_real_service() -> None:
    assert [kind.name for kind in KINDS if not OWN.facts.of_kind(kind.name)] == []


def test_every_reference_leads_back_from_its_target() -> None:
    lost = [
        link
        for record in OWN.facts.records.values()
        for link in OWN.facts.named_by(record.id)
        if link not in OWN.facts.naming(link.target)
    ]
    assert lost == []
