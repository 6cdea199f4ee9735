"""`itss editor`: schemas that an editor understands, with Chinese and ids; what others wrote stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import good_base, sound_base, write_base
from editor_schemas import faults, schema, schemas
from jsonschema import Draft202012Validator
from test_workbook import FILES

from generators import cli, output
from generators.authoring.editor.workspace import FOLDER, OURS, Unmergeable, files
from generators.finding import UserError
from generators.kinds.faults import checker
from generators.strict_yaml import load

BASE = good_base()
KINDS = [one for one in BASE.kinds.sound.values() if not one.is_document]
TOLD = {path: json.loads(data) for path, data in files(BASE, {}).items()}


def test_every_schema_for_editors_is_valid_and_accepts_the_good_examples() -> None:
    told = schemas(BASE)
    assert len(told) == len(KINDS) + 1
    for one in told.values():
        Draft202012Validator.check_schema(one)
    for kind in KINDS:
        for record in BASE.facts.of_kind(kind.name):
            assert faults(BASE, kind.name, load(record.source)) == [], record.id


def test_it_refuses_what_the_check_refuses_of_a_record_alone() -> None:
    for record in BASE.facts.of_kind("training"):
        right = load(record.source)
        for wrong in (
            {**right, "form": "现场"}, {**right, "strange": 1}, {**right, "expected": "24"},
            {name: value for name, value in right.items() if name != "title"},
            {**right, "planned": "2026/11/01"}, {**right, "started": "明天"},
        ):  # fmt: skip
            assert checker(record.kind)(wrong)
            assert faults(BASE, "training", wrong)


def test_every_code_stands_beside_its_word_and_a_word_that_is_typed_finds_its_code() -> None:
    form = schema(BASE, "training")["properties"]["form"]
    assert dict(zip(form["enum"], form["enumDescriptions"], strict=True)) == {
        "on-site": "现场", "online": "线上", "one-to-one": "一对一", "self-study": "自学",
    }  # fmt: skip
    assert {"label": "自学 self-study", "description": "自学", "body": "self-study"} in form[
        "defaultSnippets"
    ]
    assert form["markdownDescription"].startswith("**形式**")
    for kind in KINDS:
        for field in kind.tree.walk():
            if field.choices:
                at: Any = schema(BASE, kind.name)
                for step in field.at:
                    at = at["items"] if step == "*" else at["properties"][step]
                words = [one.word for one in field.choices]
                assert [one.partition("。")[0] for one in at["enumDescriptions"]] == [
                    one.partition("。")[0] for one in words
                ]


def test_ids_are_offered_with_what_they_are_called_but_for_those_struck_out() -> None:
    trainer = schema(BASE, "training")["properties"]["trainer"]
    assert trainer["anyOf"][0] == {"$ref": "ids.schema.json#/$defs/person"}
    people = schemas(BASE)["ids"]["$defs"]["person"]
    offered = dict(zip(people["enum"], people["enumDescriptions"], strict=True))
    assert offered["P-001"] == BASE.facts.records["P-001"].title
    struck_out = {one.id for one in BASE.facts.of_kind("person") if one.is_voided}
    assert struck_out
    assert not struck_out & set(offered)
    levels = schemas(BASE)["ids"]["$defs"]["contract.levels"]
    assert levels["enum"][0] == "L1"


def test_settings_know_every_kind_and_keep_what_others_wrote() -> None:
    told = TOLD[f"{FOLDER}/settings.json"]
    assert told["yaml.schemas"] == {
        f"./{OURS}/{one.name}.schema.json": f"{one.root}**/*.yaml" for one in KINDS
    }
    assert told["yaml.schemaStore.enable"] is False
    own = {
        f"{FOLDER}/settings.json": b'{"editor.tabSize": 2, "yaml.schemas": {"./own.json": "own/*.yaml",'
        b' "./schemas/people/person.schema.json": "records/people/person/**/*.yaml"}}',
        f"{FOLDER}/tasks.json": b'{"version": "2.0.0", "tasks": [{"label": "mine"}, {"label": "itss check"}]}',
        f"{FOLDER}/extensions.json": b'{"recommendations": ["ms-python.python"]}',
    }
    found = {path: json.loads(data) for path, data in files(BASE, own).items()}
    settings = found[f"{FOLDER}/settings.json"]
    assert settings["editor.tabSize"] == 2
    assert settings["yaml.schemas"] == {"./own.json": "own/*.yaml", **told["yaml.schemas"]}
    assert [one["label"] for one in found[f"{FOLDER}/tasks.json"]["tasks"]] == ["mine", "itss check"]
    assert found[f"{FOLDER}/extensions.json"]["recommendations"] == ["ms-python.python", "redhat.vscode-yaml"]
    with pytest.raises(Unmergeable, match="settings"):
        files(BASE, {f"{FOLDER}/settings.json": b"{// mine\n}"})


def test_the_task_finds_each_finding_at_its_line() -> None:
    (task,) = TOLD[f"{FOLDER}/tasks.json"]["tasks"]
    lines = output.text(BASE.findings, 1).splitlines()
    for severity, word in (("error", "错误"), ("info", "提示")):
        (matcher,) = [one for one in task["problemMatcher"] if one["severity"] == severity]
        pattern = re.compile(matcher["pattern"]["regexp"])
        wanted = [one for one in lines if f" {word} " in one and ".yaml:" in one]
        assert [bool(pattern.match(one)) for one in wanted] == [True] * len(wanted)
    assert pattern.findall("docs/a.md:3:4 提示 same-person 「甲」") == [
        ("docs/a.md", "3", "4", "same-person", "「甲」")
    ]


def _typed_out(lines: list[str]) -> str:
    """Type Tab through a snippet: the first choice, the text that is offered."""
    text = "\n".join(lines).replace("$0", "")
    text = re.sub(r"\$\{[0-9]+\|([^,|]*)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{[0-9]+:([^}]*)\}", r"\1", text)
    return re.sub(r"\\([$}\\])", r"\1", text)


@pytest.mark.parametrize(
    "kind", [one for one in BASE.kinds.sound.values() if one.is_document], ids=lambda one: one.name
)
def test_a_document_begins_with_front_matter_that_its_kind_accepts(kind: Any) -> None:
    snippet: Mapping[str, Any] = TOLD[f"{OURS}.code-snippets"][kind.title]
    assert snippet["prefix"][0] == kind.title
    _, head, _ = _typed_out(snippet["body"]).split("---\n")
    assert checker(kind)(load(head.encode())) == [], head


def test_the_command_writes_once_and_says_what_it_will_not_touch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_base(tmp_path, FILES)
    for words in ("写好 .vscode 里的", "已经是新的"):
        assert cli.run(["editor", "--root", str(tmp_path)]) == 0
        assert words in capsys.readouterr().out
    (tmp_path / FOLDER / "settings.json").write_text("{// mine\n}", "utf-8")
    with pytest.raises(UserError, match="不敢动它"):
        cli.run(["editor", "--root", str(tmp_path)])


def test_a_base_without_schemas_gets_from_the_package_all_that_its_editor_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_base(
        tmp_path / "base", {k: v for k, v in sound_base().items() if not k.startswith("schemas/")}
    )
    assert cli.run(["editor", "--root", str(root)]) == 0
    assert FOLDER in capsys.readouterr().out
    told = json.loads((root / f"{FOLDER}/settings.json").read_bytes())
    assert told["files.eol"] == "\n"
    named = {one for one in told["yaml.schemas"] if one.startswith("./")}
    assert len(named) > 30
    assert [one for one in named if not (root / one).is_file()] == []
    text = "".join((root / one).read_text("utf-8") for one in named)
    beside = set(re.findall(r'"\$ref": "([^"#]+)#', text))
    assert [one for one in beside if not (root / OURS / one).is_file()] == []
