from __future__ import annotations

import contextlib
import copy
import random
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import LONG, NOW, ROOT, good_examples, path_of, schemas, sound_base

from generators import knowledge
from generators.finding import Finding
from generators.kinds import compiler, engine, faults
from generators.kinds.formats import FORMATS
from generators.kinds.kind import Kind
from generators.records import record

KINDS, _ = compiler.read(schemas())
BAD = sorted(path for path in (ROOT / "tests/examples/bad").glob("*/*.*") if path.parent.name != "base")
MUTANTS = 24_000 if LONG else 3_000
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 6, 101, 10**12, 0.07, 1e300, "", " ", "x", "x" * 3000, "１２", "2026-02-31", "2026-03-05",
    "2026-03-05T09:10:00+08:00", "2025-W10-2", "INC-2026-0001", "INC-2026-0001\n", "P-001", "L1", "phone", "电话",
    [], ["x"], ["x", "x"], [1, True], [{}], {}, {"at": "2026-03-05T09:10:00+08:00"}, {"at": 1}, {"from": "2026-03-05"},
]  # fmt: skip


def records() -> list[tuple[Kind, dict[str, Any]]]:
    reading, _ = record.read(good_examples(), KINDS)
    return [(one.kind, dict(one.data)) for one in reading.records]


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a record with each of its keys or indexes."""
    steps = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield value, step
        yield from spots(value[step])


def change(data: dict[str, Any], dice: random.Random) -> None:
    around, step = dice.choice(list(spots(data)))
    value = around[step]
    match dice.randrange(7):
        case 0:
            del around[step]
        case 1:
            around[step] = copy.deepcopy(dice.choice(ODD))
        case 2 if isinstance(value, str):
            around[step] = dice.choice(
                [value + "\n", value + " ", value[:-1], value * 40, value.upper(), f"\n{value}"]
            )
        case 2 | 3 if isinstance(value, int | float):
            around[step] = dice.choice(
                [-value, value * 1000, value + 0.5, float(value), str(value), not value]
            )
        case 3 if isinstance(value, list):
            around[step] = dice.choice([[], value * 2, value * 40, value[:1], [*value, None]])
        case 4:
            into = dice.choice([one for one, _ in spots(data) if isinstance(one, dict)])
            into[dice.choice(["zzz", "x-y", "note", "id", "at", ""])] = copy.deepcopy(dice.choice(ODD))
        case 5:
            around[step] = [copy.deepcopy(value)]
        case _:
            around[step] = {"at": copy.deepcopy(value)}


@pytest.mark.skipif(not engine.FAST, reason="without jsonschema-rs there is nothing to compare")
def test_both_engines_judge_mutants_alike() -> None:
    dice = random.Random(0)  # noqa: S311 - the same mutants at each run
    skip = {name: engine.skipper(one.checked) for name, one in KINDS.sound.items()}
    good = records()
    disagreed, verdicts = [], []
    for _ in range(MUTANTS):
        of, data = dice.choice(good)
        mutant = copy.deepcopy(data)
        for _ in range(dice.choice([1, 1, 1, 2, 4])):
            change(mutant, dice)
        faults = [one.message for one in engine.errors(of.checked, mutant)]
        verdicts.append(not faults)
        if skip[of.name](mutant) is bool(faults):
            disagreed.append((of.name, mutant, faults))
    assert disagreed == []
    assert {of.name for of, _ in good} == set(KINDS.sound)
    assert verdicts.count(True) > MUTANTS / 15
    assert verdicts.count(False) > MUTANTS / 3


@pytest.mark.skipif(not engine.FAST, reason="without jsonschema-rs there is nothing to skip")
def test_every_good_record_is_skipped() -> None:
    refused = [data["id"] for of, data in records() if not engine.skipper(of.checked)(data)]
    assert refused == []


@pytest.fixture
def without_rs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The state of a machine for which jsonschema-rs has no wheel."""
    monkeypatch.setattr(engine, "jsonschema_rs", None)
    monkeypatch.setattr(faults, "FAST", False)


def found(files: dict[str, bytes]) -> tuple[Finding, ...]:
    return knowledge.read(files, NOW).findings


def bad_bases() -> Iterator[dict[str, bytes]]:
    """The good base with each bad example, together where their ids allow it.

    Those of records that govern stand apart: a wrong contract changes what the others are held to.
    """
    base, every = sound_base(), [(path_of(path.read_text("utf-8"), KINDS), path) for path in BAD]
    for governs in (False, True):
        waiting = [(home, path) for home, path in every if _governs(home) is governs]
        while waiting:
            together = {home: path.read_bytes() for home, path in reversed(waiting)}
            yield {**base, **together}
            waiting = [(home, path) for home, path in waiting if together[home] != path.read_bytes()]


def _governs(home: str) -> bool:
    kind = KINDS.of_path(home)
    return kind is not None and kind.term is not None


def test_without_jsonschema_rs_every_bad_example_gives_the_same_findings(
    request: pytest.FixtureRequest,
) -> None:
    bases = list(bad_bases())
    fast = [found(base) for base in bases]
    request.getfixturevalue("without_rs")
    assert [found(base) for base in bases] == fast
    assert {one.place.path for findings in fast for one in findings} >= {
        path_of(p.read_text("utf-8"), KINDS) for p in BAD
    }


@pytest.mark.usefixtures("without_rs")
def test_without_jsonschema_rs_nothing_is_skipped_and_the_good_stay_sound() -> None:
    assert [engine.skipper({})({}), engine.skipper({"type": "object"})({})] == [False, False]
    assert not knowledge.read(sound_base(), NOW).has_errors


BROKEN: list[dict[str, Any]] = [
    {"type": "strin"}, {"type": ["string", 5]}, {"properties": {"a": {"minLength": -1}}}, {"required": "id"},
    {"required": ["a", "a"]}, {"properties": []}, {"oneOf": []}, {"items": 5}, {"title": 5}, {"$defs": {"a": 3}},
]  # fmt: skip


@pytest.mark.parametrize("schema", BROKEN, ids=str)
def test_a_broken_schema_has_the_same_faults_with_and_without_jsonschema_rs(
    schema: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    fast = [(list(one.absolute_path), one.message) for one in engine.schema_faults(schema)]
    request.getfixturevalue("without_rs")
    assert fast != []
    assert [(list(one.absolute_path), one.message) for one in engine.schema_faults(schema)] == fast


@pytest.mark.parametrize("dialect", ["http://json-schema.org/draft-07/schema#", "urn:example:own"])
@pytest.mark.parametrize("schema", [{"type": "strin"}, {"$defs": {"a": 3}}], ids=str)
def test_a_schema_that_claims_another_dialect_is_held_to_ours(schema: dict[str, Any], dialect: str) -> None:
    claimed = {"$schema": dialect, **schema}
    assert list(engine.schema_faults(claimed)) != []


class Server:
    """A process that would gladly hand out schemas; in this one Python's lock could keep it from answering."""

    def __init__(self, folder: Path) -> None:
        (folder / "a.json").write_text('{"type": "string"}', "utf-8")
        command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout
        port = re.search(r"port ([0-9]+)", self.process.stdout.readline())
        assert port
        self.where = f"http://127.0.0.1:{port[1]}"

    def asked(self) -> list[str]:
        """Stop, and tell every line that was logged."""
        self.process.terminate()
        return self.process.communicate()[0].splitlines()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path)
    yield one
    if one.process.poll() is None:
        one.asked()


def test_the_server_of_these_tests_notices_who_asks(server: Server) -> None:
    with urllib.request.urlopen(f"{server.where}/a.json") as answer:  # noqa: S310 - our own server
        assert answer.read() == b'{"type": "string"}'
    assert "GET /a.json" in "".join(server.asked())


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef"])
def test_neither_engine_asks_a_network_for_a_schema(server: Server, keyword: str) -> None:
    schema = {"properties": {"a": {keyword: f"{server.where}/a.json"}}}
    with pytest.raises(Exception, match=r"a\.json"):
        list(engine.errors(schema, {"a": 1}))
    if engine.FAST:
        with pytest.raises(Exception, match=r"a\.json"):
            engine.skipper(schema)
    assert list(engine.schema_faults(schema)) == []
    assert server.asked() == []


@pytest.mark.parametrize("keyword", ["$schema", "$id"])
def test_an_address_that_a_schema_calls_itself_by_is_not_visited(server: Server, keyword: str) -> None:
    schema = {keyword: f"{server.where}/a.json", "type": "object"}
    assert [one.message for one in engine.errors(schema, {})] == []
    assert engine.skipper(schema)({}) is engine.FAST
    with contextlib.suppress(Exception):  # whatever it makes of the address
        list(engine.schema_faults(schema))
    assert server.asked() == []


def test_an_unknown_format_is_refused_and_not_passed_over() -> None:
    if engine.FAST:
        with pytest.raises(ValueError, match="nonsense"):
            engine.skipper({"type": "string", "format": "nonsense"})
    assert "nonsense" not in FORMATS
