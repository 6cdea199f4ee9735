"""Guards: what the design promises about the shape of the code, held against the code itself."""

from __future__ import annotations

import argparse
import ast
import functools
import inspect
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import NOW, ROOT, schemas, sound_base, write_base
from jinja2 import Environment, nodes
from kind_names import named_in

from generators import cli, knowledge
from generators.kinds import compiler
from generators.kinds.dialect import WORDS, keyword
from generators.knowledge import KnowledgeBase
from generators.records.links import Link
from generators.site.pages import pages

PACKAGE = ROOT / "generators"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = [
    *sorted((PACKAGE / "site/templates").glob("*.jinja")),
    *sorted((PACKAGE / "site/web").rglob("*.html")),
]
KINDS, _ = compiler.read(schemas())

# a kind's name in Python, and why it may stand there
NAMED: Mapping[str, dict[str, str]] = {}
# kinds of ours whose names mean nothing else: they may stand nowhere, whatever the position
UNMISTAKABLE = {
    "bulletin", "client-usage", "dr-plan", "drill", "emergency-plan", "incident", "inspection", "inspection-template",
    "power-item", "risk-point", "roster", "rule-stat", "runbook", "supervision-task", "survey",
}  # fmt: skip
# what touches the world outside, and where that is right
EDGES: Mapping[str, set[str]] = {
    "subprocess": set(),
    "datetime.now": {"origin/source.py"},
    "open": {
        "__main__.py",
        "origin/landing.py",
        "origin/source.py",
        "server/serve.py",
        "site/place.py",
    },  # the null device; a browser; a lock
    "read_bytes": {
        "checks/personal.py",
        "kinds/telling.py",
        "origin/landing.py",
        "origin/source.py",
        "server/app.py",
        "server/live.py",
        "site/build.py",
        "site/markup.py",
        "words.py",
    },
    "read_text": {
        "origin/reluctant.py",
        "server/live.py",
        "site/form_files.py",
        "site/markup.py",
        "site/publish.py",
    },
    "write_bytes": {"origin/source.py", "site/markup.py"},
    "environ": {"origin/runner.py", "site/mkdocs_plugin.py"},
    "print": {
        "__main__.py",
        "cli.py",
        "commands/editor.py",
        "commands/entry.py",
        "commands/new.py",
        "commands/seal.py",
        "commands/serve.py",
        "commands/template.py",
    },
}
# keywords of JSON Schema that are also the name of a field of ours, where a step names that field
ALSO_FIELDS: Mapping[str, set[str]] = {"authoring/steps/inspections.py": {"items"}}
OUTSIDE = [path for path in MODULES if path.parent.name != "kinds"]  # of the room that reads JSON Schema
FORBIDDEN = {"today", "utcnow", "write_text", "eval", "exec", "system", "popen", "urlopen"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def touches(path: Path) -> Iterator[str]:
    """What a module does that depends on the world: calls, and names it takes from os and subprocess."""
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime"), attr="now")):
                yield "datetime.now"
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name
            case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
                yield "environ"
            case _:
                pass
    yield from imports(path) & {"subprocess"}


def commands() -> Mapping[str, argparse.ArgumentParser]:
    actions = cli._parser()._actions  # noqa: SLF001 - argparse has no other way to ask
    (found,) = [one for one in actions if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001
    return dict(found.choices)


def test_the_whole_way_from_files_to_knowledge_fits_on_one_screen() -> None:
    assert len(inspect.getsource(knowledge.read).splitlines()) <= 40


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    told = ast.get_docstring(tree_of(path))
    assert told
    assert told.splitlines()[0].endswith((".", ":"))


def test_no_kind_is_named_in_python_without_a_reason() -> None:
    found = {name_of(path): names for path in MODULES if (names := named_in(tree_of(path)))}
    assert found == {name: set(reasons) for name, reasons in NAMED.items()}


def test_a_name_that_only_a_kind_has_stands_nowhere_else_either() -> None:
    assert set(KINDS.sound) >= UNMISTAKABLE
    found: dict[str, set[str]] = {}
    for path in MODULES:
        texts = {one.value for one in ast.walk(tree_of(path)) if isinstance(one, ast.Constant)}
        if names := {str(one) for one in texts & UNMISTAKABLE}:
            found[name_of(path)] = names
    assert found == {name: set(reasons) for name, reasons in NAMED.items()}


@pytest.mark.parametrize(
    "text",
    [
        'record.kind.name == "log"', '"log" != one.kind.name', 'kind.name in ("log", "x")', 'facts.of_kind("log")',
        'kinds.sound["log"]', 'base.kinds.sound.get("log")', '"log" in kinds.sound', 'kinds.broken.get("log")',
        'by_kind["log"]', 'view(kind="log")', 'record.kind.name.startswith("log")', '{"log": 1}[record.kind.name]',
        '{"log": 1}.get(record.kind.name)', 'str(record.kind.name) == "log"', '"log" in reference.kinds',
        'TABLE = MappingProxyType({"log": 1})\nTABLE.get(record.kind.name)', 'OF = {"log"}\nrecord.kind.name in OF',
        'def f():\n    name = record.kind.name\n    return name == "log"', '(name := record.kind.name) and name == "log"',
        'for name, one in kinds.sound.items():\n    x = name == "log"', '[n for n in sorted(kinds.sound) if n == "log"]',
        'match record.kind.name:\n    case "log" | "x":\n        pass',
    ],
)  # fmt: skip
def test_a_kind_is_noticed_wherever_its_name_decides_something(text: str) -> None:
    assert "log" in named_in(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        'git("log")', 'say("log")', 'logging.getLogger("log")', 'roles["team"]', 'event.role == "start"',
        'where == "log"', '{"log": record.kind.name}', 'f"{record.kind.name}.log"', 'data.get("log")',
        'def f():\n    name = record.kind.name\n\ndef g(name):\n    return name == "log"',
    ],
)  # fmt: skip
def test_a_word_that_is_also_the_name_of_a_kind_may_be_used(text: str) -> None:
    assert named_in(ast.parse(text)) == set()


@pytest.mark.parametrize(
    ("package", "module"),
    [("mkdocs", "site/mkdocs_plugin.py"), ("jsonschema_rs", "kinds/engine.py"), ("git", "origin/runner.py")],
)
def test_a_package_from_outside_has_one_door(package: str, module: str) -> None:
    assert [name_of(path) for path in MODULES if package in imports(path)] == [module]


@pytest.mark.parametrize("path", OUTSIDE, ids=name_of)
def test_nothing_outside_its_room_walks_a_schema(path: Path) -> None:
    texts = {node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)}
    words = {one for one in texts if isinstance(one, str) and re.fullmatch(r"x-[a-z-]*", one)}
    assert words | texts & {"properties", "items", "oneOf", "allOf"} == ALSO_FIELDS.get(name_of(path), set())


@pytest.mark.parametrize("path", OUTSIDE, ids=name_of)
def test_nothing_outside_its_room_asks_for_a_raw_schema(path: Path) -> None:
    asked = {
        name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names))
    }
    raw = ("schema", "schema_lint", "keyword_lint", "word_lint", "engine")
    assert asked & {f"generators.kinds.{name}" for name in raw} == set()


@pytest.mark.parametrize("what", EDGES)
def test_only_the_edge_touches_the_world(what: str) -> None:
    assert {name_of(path) for path in MODULES if what in touches(path)} == EDGES[what]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_asks_the_clock_or_the_network_or_runs_text(path: Path) -> None:
    assert FORBIDDEN & set(touches(path)) == set()
    assert not imports(path) & {"time", "socket", "urllib.request", "requests"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_neither_runs_nor_trusts_nor_computes(path: Path) -> None:
    text = path.read_text("utf-8")
    whole = Environment(autoescape=True).parse(text)
    assert not {one.name for one in whole.find_all(nodes.Filter)} & {"safe", "tojson", "xmlattr", "striptags"}
    assert list(whole.find_all((nodes.MarkSafe, nodes.ScopedEvalContextModifier))) == []
    sums = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
    assert list(whole.find_all(sums)) == []
    # but for a file of our own, from its address
    assert not re.search(
        r"<script(?! src=\"\{\{ 'assets/kb/[a-z]+\.js' \| url \}\}\"></script>)|javascript:|\son[a-z]+\s*=|\sstyle\s*=",
        text,
        re.IGNORECASE,
    )


def test_tests_of_the_year_are_skipped_where_there_is_no_demonstration() -> None:
    tests = list((ROOT / "tests/year").glob("test_*.py"))
    assert tests
    assert [one.name for one in tests if "\nfrom demonstration import " not in one.read_text("utf-8")] == []


def test_every_command_is_in_the_readme_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"`itss ([a-z]+)`", readme)) == set(commands())


def test_contributing_tells_the_layers_as_the_contract_has_them() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    built = [[one for one in row.split(" | ") if not one.startswith("(")] for row in contract["layers"]]
    table = (
        (ROOT / "CONTRIBUTING.md")
        .read_text("utf-8")
        .partition("| from top to bottom |")[2]
        .partition("\n\n")[0]
    )
    told = [re.findall(r"`([a-z_]+)`", row.split(" | ")[0]) for row in table.splitlines()[2:]]
    assert told == built


def test_contributing_tells_our_words_as_the_dialect_has_them() -> None:
    table = (
        (ROOT / "CONTRIBUTING.md")
        .read_text("utf-8")
        .partition("| word | stands on |")[2]
        .partition("\n\n")[0]
    )
    told = {tuple(row.split(" | ")[:2]) for row in table.splitlines()[2:]}
    assert told == {
        (
            f"| `{keyword(name)}`",
            ", ".join(one.name.lower().replace("_", " ") for one in word.on)
            + (f" beside `{keyword(word.beside)}`" if word.beside else ""),
        )
        for name, word in WORDS.items()
    }


def test_contributing_names_only_commands_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"\bitss ([a-z]+)\b", text)) <= set(commands())


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_has_help(name: str) -> None:
    options = commands()[name]._actions  # noqa: SLF001 - argparse has no other way to ask
    assert [one.dest for one in options if not one.help] == []


def test_a_new_kind_needs_a_schema_and_no_python(base: KnowledgeBase) -> None:
    """
# schemas/resource/vehicle.schema.json
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "车辆", "description": "一辆下现场用的车。", "type": "object",
  "x-element": "resource", "x-phases": ["operation"], "x-folder": "vehicle", "x-title": "plate",
  "x-columns": ["plate", "driver"],
  "properties": {
    "id": {"title": "编号", "description": "VH- 加三位序号。", "type": "string",
           "pattern": "^VH-[0-9]{3}$(?!\\\\n)", "examples": ["VH-001"]},
    "plate": {"title": "车牌", "type": "string", "maxLength": 20, "examples": ["样车一号"]},
    "driver": {"$ref": "../common.schema.json#/$defs/reference", "title": "驾驶人", "x-ref": "person"},
    "voided": {"$ref": "../common.schema.json#/$defs/voided"}
  },
  "required": ["id", "plate", "driver"], "additionalProperties": false
}

# records/resource/vehicle/VH-001.yaml
id: VH-001
plate: 样车一号
driver: P-004

# records/resource/vehicle/VH-002.yaml
id: VH-002
plate: 样车二号
driver: INC-2026-0001
"""  # fmt: skip
    assert [(one.place.path, one.place.line, one.code) for one in base.findings] == [
        ("records/resource/vehicle/VH-002.yaml", 3, "wrong-kind")
    ]
    assert [one.id for one in base.facts.of_kind("vehicle")] == ["VH-001"]
    assert base.facts.named_by("VH-001") == (Link("VH-001", ("driver",), "P-004"),)
    bodies = {page.uri: page.body for page in pages(base)}
    assert "样车一号" in bodies["registers/vehicle/"]
    assert "车牌" in bodies["help/schema-vehicle/"]
    assert "工程师甲" in bodies["r/VH-001/"]
    assert "../VH-001" in bodies["r/P-004/"]
    assert 'href="vehicle/"' in bodies["registers/"]
    assert "r/VH-002/" not in bodies


def test_the_check_loads_nothing_heavy(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "base", sound_base())
    command = [sys.executable, "-X", "importtime", "-m", "generators", "check", "--root", str(folder)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=settings, capture_output=True, encoding="utf-8", check=True
    )
    loaded = {
        line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if line.startswith("import")
    }
    assert "generators.knowledge" in loaded
    heavy = {"git", "jinja2", "mkdocs", "rich", "asyncio", "urllib.request", "jsonschema", "referencing"}
    assert loaded & heavy == set()
    assert f"检查了 {len(knowledge.read(sound_base(), NOW).facts.records)} 条登记" in done.stdout
