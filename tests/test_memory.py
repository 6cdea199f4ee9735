"""What one reading leaves for the next spares work and changes no answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import sound_base

from generators import knowledge
from generators.judging.rules.ask import Ask
from generators.judging.verdict import State, Verdict
from generators.knowledge import Memory
from generators.output import verdicts_json
from generators.records.provenance import Completeness, Edit, History
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


def test_what_git_says_since_is_said_of_the_base_read_before() -> None:
    memory = Memory()
    knowledge.read(files(), NOW, None, memory)
    gone = Edit("1" * 40, "2026-01-01", "2026-01-01", "甲", "deleted", "records/people/person/P-099.yaml")
    added = Edit("0" * 40, "2026-01-01", "2026-01-01", "甲", "added", "records/people/person/P-099.yaml")
    for edits in ({}, {"P-001": (added,)}, {"P-099": (gone, added)}):
        history = History(Completeness.COMPLETE, edits)
        base = memory.same(files(), NOW, history)
        assert (base is None) is ("P-099" in edits)  # that would be found now
        if base is not None:
            assert base.history is history
            assert told(base) == told(knowledge.read(files(), NOW, history))
    changed = files() | {PERSON: files()[PERSON] + b"# again\n"}
    assert memory.same(changed, NOW, None) is None
    assert memory.same(files(), NOW + timedelta(seconds=1), None) is None


def of_each_kind() -> list[str]:
    """The first record of every folder that holds some, but for the contract, without which there is no base."""
    found = {path.rpartition("/")[0]: path for path in sorted(files(), reverse=True) if "records/" in path}
    return sorted(path for path in found.values() if "/contract/" not in path)


def test_whatever_goes_and_comes_is_judged_as_if_for_the_first_time() -> None:
    memory, now = Memory(), NOW
    knowledge.read(files(), now, None, memory)
    for path in of_each_kind():
        now += timedelta(hours=5)
        left = {name: data for name, data in files().items() if name != path}
        assert told(knowledge.read(left, now, None, memory)) == told(knowledge.read(left, now)), path
    assert told(knowledge.read(files(), now, None, memory)) == told(knowledge.read(files(), now))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("records/people/person/P-101.yaml", "side: customer", "side: provider"),
        ("records/process/incident/2026/INC-2026-0001.yaml", "09:31:00", "10:31:00"),
        ("records/requirements/contract/CT-2026-01.yaml", "respond_minutes: 30", "respond_minutes: 1"),
        ("records/process/decision/2026/DC-2026-02.yaml", "2026-05-11", "2026-01-11"),
    ],
)
def test_what_a_judgement_looked_up_is_looked_up_again(path: str, old: str, new: str) -> None:
    memory = Memory()
    before = knowledge.read(files(), NOW, None, memory)
    assert old.encode() in files()[path]
    changed = files() | {path: files()[path].replace(old.encode(), new.encode())}
    after = knowledge.read(changed, NOW, None, memory)
    assert told(after) == told(knowledge.read(changed, NOW))
    assert [str(one) for one in after.verdicts] != [str(one) for one in before.verdicts]


def test_what_is_over_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    knowledge.read(files(), NOW, None, memory)
    judged: list[str] = []
    verdict = Ask.verdict

    def counted(ask: Ask, state: State, **fields: Any) -> Verdict:
        judged.append(str(fields.get("clock") and fields.get("subject")))
        return verdict(ask, state, **fields)

    monkeypatch.setattr(Ask, "verdict", counted)
    after = knowledge.read(files(), NOW + timedelta(days=1), None, memory).facts.records
    assert {one for one in judged if one in after and after[one].kind.stop in after[one].data} == set()
    assert any(one in after for one in judged)  # what still runs is


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
