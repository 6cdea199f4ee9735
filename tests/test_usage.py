"""Wrong usage is told in Chinese, by whatever Python runs us."""

from __future__ import annotations

import argparse
import ast
import inspect
import re

import pytest

from generators import cli, usage

# what argparse tells whoever programs with it, not who uses the program
_OF_PROGRAMMERS = re.compile(
    r"conflict|not defined|positionals|mutually|callable|must start with|dest=|mode %r|multiple subparser|cannot merge"
)


def _texts() -> set[str]:
    """Every text that this Python's `argparse` asks a catalogue for."""
    calls = [one for one in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(one, ast.Call)]
    named = [one for one in calls if isinstance(one.func, ast.Name) and one.func.id in ("_", "ngettext")]
    return {str(part.value) for one in named for part in one.args if isinstance(part, ast.Constant)}


def test_every_text_of_argparse_for_users_is_in_the_table() -> None:
    texts = {one for one in _texts() if not _OF_PROGRAMMERS.search(one)}
    assert len(texts) > 15
    assert texts <= {*usage.TEXTS}


def test_a_text_names_the_same_things_in_chinese() -> None:
    for english, chinese in usage.TEXTS.items():
        slots = re.findall(r"%\(\w+\)[sr]|%[sr]", english)
        told = re.findall(r"%\(\w+\)[sr]|%[sr]", chinese)
        assert set(told) <= set(slots), english
        assert told == slots or "type" in english, english


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "还要写：COMMAND"),
        ("judge", "COMMAND 没有 'judge'；可用："),
        ("check --frmt x", "不认识：--frmt"),
        ("check --format xml", "--format 没有 'xml'；可用："),
        ("check --format", "--format 后面要写一个值"),
        ("serve --port x", "--port 写了 'x'，不是要的那种值"),
        ("serve --commit --inbox x", "--inbox 不能和 --commit 一起写"),
        ("check --history=yes", "--history 不带值，却写了 'yes'"),
        ("build --a customer --site-dir", "可以是"),
        ("whatif", "还要写：ID"),
        ("new", "还要写：KIND"),
    ],
)
def test_wrong_usage_is_told_in_chinese(
    arguments: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments.split())
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert told in said
    assert not re.search("error|usage|argument|invalid|required", said)
