"""What one reading leaves for the next spares work and changes no answer."""

from __future__ import annotations

from datetime import datetime

import pytest
from conftest import sound_base

from generators import knowledge
from generators.output import verdicts_json
from generators.records.memory import Memory
from generators.records.record import Record

NOW = datetime.fromisoformat("2026-07-08T09:10:00+08:00")
PERSON = "records/people/person/P-001.yaml"


def files() -> dict[str, bytes]:
    return sound_base()


def told(base: knowledge.KnowledgeBase) -> tuple[object, ...]:
    return base.findings, verdicts_json(base), {name: one.data for name, one in base.facts.records.items()}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: 服务经理", "name: 新任经理"),
        ("name: 服务经理", "colour: red\nname: 服务经理"),
        ("name: 服务经理", "name: ["),
        ("id: P-001", "id: P-002"),
    ],
)
def test_a_base_read_again_with_a_memory_is_the_base_read_anew(old: str, new: str) -> None:
    memory = Memory()
    knowledge.read(files(), NOW, None, memory)
    assert old.encode() in files()[PERSON]
    changed = files() | {PERSON: files()[PERSON].replace(old.encode(), new.encode())}
    for some in (changed, files(), {path: data for path, data in files().items() if path != PERSON}):
        assert told(knowledge.read(some, NOW, None, memory)) == told(knowledge.read(some, NOW))


def test_other_schemas_are_compiled_and_their_records_checked_anew() -> None:
    memory = Memory()
    knowledge.read(files(), NOW, None, memory)
    schema = "schemas/people/person.schema.json"
    narrowed = files()[schema].replace(b'"maxLength": 40', b'"maxLength": 2', 1)
    assert narrowed != files()[schema]
    base = knowledge.read(files() | {schema: narrowed}, NOW, None, memory)
    assert "value-length" in {one.code for one in base.findings}


def test_what_did_not_change_is_neither_parsed_nor_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    knowledge.read(files(), NOW, None, memory)
    frozen: list[str] = []
    freeze = Record.frozen

    def told(record: Record) -> Record:
        frozen.append(record.id)
        return freeze(record)

    monkeypatch.setattr(Record, "frozen", told)
    after = knowledge.read(
        files() | {PERSON: files()[PERSON] + b"# again\n"}, NOW, None, memory
    ).facts.records
    documents = {name for name, one in after.items() if one.kind.is_document}
    assert set(frozen) == {"P-001", *documents}
