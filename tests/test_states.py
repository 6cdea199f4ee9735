"""A record is in one of four states; from the moment it obeys its schema nobody can change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from conftest import NOW, files_of, schemas, sound_base

from generators import checks, knowledge
from generators.checks.context import Context
from generators.finding import Finding
from generators.kinds import compiler
from generators.knowledge import KnowledgeBase
from generators.records import record
from generators.records.states import RecordState
from generators.records.validate import validate

FOUR = """\
# records/people/person/P-901.yaml
id: *x

# records/people/person/P-902.yaml
id: P-902
posts: [{post: 工程师}]

# records/process/incident/2026/INC-2026-0903.yaml
id: INC-2026-0903
reporter: {department: 财务科}
phenomenon: 报表打不开
channel: phone
level: L3
reported: "2026-06-01T09:00:00+08:00"
handlers: [P-777]
"""


@pytest.fixture
def four() -> KnowledgeBase:
    return knowledge.read({**sound_base(), **files_of(FOUR)}, NOW)


@pytest.mark.parametrize(
    ("record_id", "state"),
    [
        ("P-901", RecordState.UNREAD),
        ("P-902", RecordState.REFUSED),
        ("INC-2026-0903", RecordState.OBEYING),  # it names a person whom nobody knows
        ("INC-2026-0001", RecordState.SOUND),
        ("P-999", None),
    ],
)
def test_every_id_is_told_in_its_state(
    four: KnowledgeBase, record_id: str, state: RecordState | None
) -> None:
    assert four.facts.states.of(record_id) is state
    assert (record_id in four.facts.unsound) is (state not in (RecordState.SOUND, None))
    assert (four.facts.get(record_id) is not None) is (state is RecordState.SOUND)


def test_what_was_read_can_be_had_in_whatever_state_it_is(four: KnowledgeBase) -> None:
    known = {name: four.facts.states.get(name) for name in ("P-901", "P-902", "INC-2026-0903", "P-001")}
    assert {name: one.id if one else None for name, one in known.items()} == {
        "P-901": None, "P-902": "P-902", "INC-2026-0903": "INC-2026-0903", "P-001": "P-001",
    }  # fmt: skip


def test_an_id_written_in_two_folders_is_in_the_better_of_its_states() -> None:
    second = {"records/process/incident/2025/INC-2026-0002.yaml": b"id: INC-2026-0002\n"}
    base = knowledge.read({**sound_base(), **second}, NOW)
    assert base.facts.states.of("INC-2026-0002") is RecordState.SOUND
    assert "INC-2026-0002" in base.facts.states.unread
    assert dict(base.facts.unsound) == {}


def test_a_notice_leaves_a_record_sound() -> None:
    path = "records/process/incident/2026/INC-2026-0903.yaml"
    text = files_of(FOUR)[path].replace(b"handlers: [P-777]", "cause: 见 AN-2026-977\n".encode())
    base = knowledge.read({**sound_base(), path: text}, NOW)
    assert [one.code for one in base.findings] == ["unknown-mention"]
    assert base.facts.states.of("INC-2026-0903") is RecordState.SOUND


def parts(value: Any) -> Iterator[Any]:
    """A value and everything in it."""
    yield value
    for member in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ():
        yield from parts(member)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """What a check gets to see, once a base has been read."""
    contexts: list[Context] = []

    def look(context: Context) -> Iterator[Finding]:
        contexts.append(context)
        yield from ()

    monkeypatch.setattr(checks, "ALL", (look,))
    return contexts


def test_every_check_sees_records_that_nobody_can_change(seen: list[Context]) -> None:
    knowledge.read(sound_base(), NOW)
    [context] = seen
    shapes = {type(part) for one in context.records.values() for part in parts(one.data)}
    assert shapes == {MappingProxyType, tuple, str, int, bool, float}
    with pytest.raises(TypeError):
        context.records["P-001"].data["name"] = "别人"  # type: ignore[index]


def test_the_records_that_checks_saw_are_the_facts(seen: list[Context]) -> None:
    base = knowledge.read(sound_base(), NOW)
    assert seen[0].records["P-001"] is base.facts.records["P-001"]


def test_a_record_that_breaks_its_schema_stays_as_it_was_written() -> None:
    kinds, _ = compiler.read(schemas())
    reading, _ = record.read(files_of(FOUR), kinds)
    states, _ = validate(reading, kinds)
    assert [one.data for one in states.refused] == [{"id": "P-902", "posts": [{"post": "工程师"}]}]
    assert all(type(part) is not dict for one in states.obeying.values() for part in parts(one.data))


def test_an_id_in_a_row_of_a_table_is_looked_up(base: KnowledgeBase) -> None:
    """
# records/technology/inspection/2026/INS-2026-002.yaml
id: INS-2026-002
title: 2026 年第二季度巡检
template: IT-QUARTERLY
started: "2026-06-17T13:42:00+08:00"
inspector: P-004
readings:
  - {item: app-heap, value: 66, status: normal, note: 见 AN-2026-977}
"""  # fmt: skip
    assert [(one.code, one.place.line) for one in base.findings] == [("unknown-mention", 7)]
