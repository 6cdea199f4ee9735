"""What the shapes of this project's own kinds have in common, and how little an entry needs."""

from __future__ import annotations

import pytest
from conftest import schemas

from generators.kinds import compiler
from generators.kinds.kind import Kind

KINDS, _ = compiler.read(schemas())
# the fields of the schema's own that open a record, and the more of them that its last event asks for
LIGHT = {"incident": (6, 4), "contract": (9, 0), "inspection": (6, 2), "training": (4, 4), "calendar": (4, 0)}


def needed(kind: Kind) -> tuple[int, int]:
    """How many fields a record must have, and how many more once what ends it is written."""
    must = {name for name, field in kind.fields.items() if field.must}
    ended = dict.fromkeys((*must, kind.stop))
    more = {name for one in kind.tree.when if not one.tests and one.holds(ended) for name in one.wanted}
    return len(must), len(more - must)


@pytest.mark.parametrize("name", KINDS.sound)
def test_it_can_be_said_from_when_a_record_is_known(name: str) -> None:
    kind = KINDS.sound[name]
    assert kind.start or kind.tree.marks.get("at")


@pytest.mark.parametrize("name", LIGHT)
def test_a_light_entry_stays_light(name: str) -> None:
    assert needed(KINDS.sound[name]) == LIGHT[name]
