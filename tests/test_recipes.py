"""CONTRIBUTING's recipes, followed word for word, leave the tests green."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import contributing
import pytest
from conftest import LONG, NOW, ROOT, sound_base

from generators import knowledge

INCIDENT = "records/process/incident/2026/INC-2026-0099.yaml"
OBLIGATION = "records/requirements/obligation/OB-301.yaml"
COPIED = ("generators", "schemas", "docs", "tests", ".vscode", ".ci")
# two names that Python uses for other things, too
KINDS = {"log": ("LG", "日志"), "team": ("TM", "小组")}
GUARDS = ("examples", "family", "habits", "obligations_page", "rules", "schema", "words")
RULES = "generators/judging/rules"
CODES = "generators/codes.py"


def test_the_record_of_recipe_1_is_sound_and_entered_with_five_things() -> None:
    data = contributing.examples()[INCIDENT]
    assert knowledge.read({**sound_base(), INCIDENT: data}, NOW).findings == ()
    keys = [line.partition(":")[0] for line in data.decode().splitlines() if line[0] != " "]
    assert keys == ["id", "reporter", "phenomenon", "channel", "level", "reported"]


def test_the_obligation_of_recipe_4_is_sound_and_judged() -> None:
    base = knowledge.read({**sound_base(), OBLIGATION: contributing.examples()[OBLIGATION]}, NOW)
    assert base.findings == ()
    assert [one for one in base.verdicts if one.obligation == "OB-301"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This project without its records."""
    root = tmp_path / "copy"
    unwanted = shutil.ignore_patterns("__pycache__", ".*_cache")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=unwanted)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, root)
    return root


def write(root: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def pytest_in(root: Path, *arguments: str) -> str:
    """What the tests of a copy say; the copy's package is the one they test."""
    own = ("-p", "no:cacheprovider", "--basetemp", str(root.parent / "scratch"))
    command = [sys.executable, "-m", "pytest", "-q", *own, *arguments]
    settings = {name: value for name, value in os.environ.items() if name != "ITSS_LONG"}
    settings |= {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=root, env=settings, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def kind_of_recipe_2(name: str, start: str, title: str) -> dict[str, bytes]:
    """The files of recipe 2 for a kind of another name, and the two further bad examples that it asks for."""
    shown = {path: data for path, data in contributing.examples().items() if "spare-part" in path}
    (bad,) = [path for path in shown if "/bad/" in path]
    folder = bad.rpartition("/")[0]
    text = shown[bad].decode().replace("SP-902", "SP-903").replace("P-777", "P-004")
    shown[f"{folder}/name-of-one-letter.yaml"] = (
        text.replace("备用硬盘", "盘").replace("4 unknown-reference", "3 value-length").encode()
    )
    shown[f"{folder}/key-nobody-knows.yaml"] = (
        text.replace("4 unknown-reference", "5 unknown-key") + "colour: red\n"
    ).encode()
    return {
        path.replace("spare-part", name): data.decode()
        .replace("spare-part", name)
        .replace("SP-", f"{start}-")
        .replace('"title": "备件"', f'"title": "{title}"')
        .encode()
        for path, data in shown.items()
    }


def section_of_recipe_3() -> str:
    """What the recipe writes on the page for whoever writes obligations."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    [shown] = re.findall(r"^   ~~~markdown\n(.*?)^   ~~~$", text, re.MULTILINE | re.DOTALL)
    return textwrap.dedent(shown)


def insert(path: Path, before: str, line: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, f"{line}\n{before}"), "utf-8")


def follow_recipe_2(root: Path) -> None:
    for name, (start, title) in KINDS.items():
        files = kind_of_recipe_2(name, start, title)
        assert sorted(path.partition("/")[0] for path in files) == ["schemas", *["tests"] * 4]
        write(root, files)


def follow_recipe_3(root: Path) -> None:
    shown = contributing.examples()
    write(root, {path: data for path, data in shown.items() if "/titles" in path or "full-stop" in path})
    insert(root / "generators/checks/__init__.py", "    waiver,\n", "    titles,")
    insert(root / "generators/checks/__init__.py", "    waiver.check,\n", "    titles.check,")
    insert(root / CODES, "    # schemas\n", "    " + shown[CODES].decode().strip())


def follow_recipe_3_for_a_rule(root: Path) -> None:
    shown = contributing.examples()
    write(root, {path: data for path, data in shown.items() if "deadline" in path})
    schema, spoken = "schemas/requirements/obligation.schema.json", "generators/judging/spoken_judge.py"
    words = "generators/glossary.yaml"
    indented = {path: textwrap.indent(shown[path].decode().rstrip(), "  ") for path in (schema, words)}
    insert(root / schema, '        "declared": {', textwrap.indent(indented[schema], "      "))
    insert(root / words, "  spoken.would_prove:", indented[words])
    insert(root / spoken, "_PARTS: Mapping", shown[spoken].decode() + "\n")
    insert(root / spoken, '    "declared": _declared,', '    "deadline": _deadline,')
    insert(root / f"{RULES}/__init__.py", "    declared,\n", "    deadline,")
    insert(
        root / f"{RULES}/__init__.py",
        '        "declared": declared.judge,',
        '        "deadline": deadline.judge,',
    )
    insert(root / "docs/obligations.md", "### declared 承诺", section_of_recipe_3())


def test_recipes_2_and_3_keep_the_guards_green_even_for_kinds_called_log_and_team(copy: Path) -> None:
    follow_recipe_2(copy)
    follow_recipe_3(copy)
    follow_recipe_3_for_a_rule(copy)
    guards = [*(f"tests/test_{one}.py" for one in GUARDS), "tests/rules/test_rule_deadline.py"]
    told = pytest_in(copy, *guards, "-k", "not (bad_example or changed_base) or log or team or full_stop")
    assert " passed" in told.splitlines()[-1], told
    assert " failed" not in told.splitlines()[-1], told


@pytest.mark.skipif(not LONG, reason="takes as long as the tests themselves: .ci/long")
def test_all_recipes_leave_all_tests_green(copy: Path) -> None:
    shutil.copytree(ROOT / "records", copy / "records")
    write(copy, {path: contributing.examples()[path] for path in (INCIDENT, OBLIGATION)})
    follow_recipe_2(copy)
    follow_recipe_3(copy)
    follow_recipe_3_for_a_rule(copy)
    told = pytest_in(copy, "-m", "not browser")
    assert " passed" in told.splitlines()[-1], told
    assert " failed" not in told.splitlines()[-1], told
