"""Ctrl-C in the middle of an import, at any stage: all of it or nothing, one sentence, 130; what a terminal sees."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Repository
from test_import import AS_OF, FOLDER, run
from test_import import root as root  # noqa: PLC0414 - a fixture
from test_progress import Terminal
from test_workbook import HEAD, ROW
from workbooks import book

from generators import progress
from generators.origin import source

_RUN = """
import os, signal, sys
from generators import __main__, progress
from generators.origin import landing

stage = sys.argv.pop(1)
stop = lambda: os.kill(os.getpid(), signal.SIGINT)
watch, place = progress.Line.watch, landing._place

def watching(self, now, things):
    if now == stage and not things:
        stop()
    for number, one in enumerate(watch(self, now, things)):
        if now == stage and number == 1:
            stop()
        yield one

def eager(self, now, things):
    found = watching(self, now, things)
    return found if things else list(found)

def placing(*given):
    if stage == "_place":
        stop()
    place(*given)

progress.Line.watch, landing._place = eager, placing
os.environ["ITSS_PID"] = str(os.getpid())
sys.exit(__main__.main())
"""
HIDDEN = ".itss-entering*"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [HEAD, *((f"2026-03-19 1{number}:12", *ROW[1:]) for number in range(3))]
    (tmp_path / "事件.xlsx").write_bytes(book({"事件": rows}))
    (tmp_path / "另一张.csv").write_text(",".join(HEAD) + "\n" + ",".join(ROW) + "\n", "utf-8")
    return tmp_path / "事件.xlsx"


def stopped(root: Path, stage: str, *arguments: str | Path) -> tuple[int, str]:
    command = [sys.executable, "-c", _RUN, stage, "import", *map(str, arguments), "--root", str(root)]
    done = subprocess.run(
        [*command, "--as-of", AS_OF],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    return done.returncode, done.stderr


def there(root: Path) -> int:
    assert [*(root / "records").rglob(HIDDEN)] == []
    return len([*(root / FOLDER).glob("*.yaml")])


@pytest.mark.parametrize("stage", ["读取", "换算", "检查", "检查全库", "写入"])
def test_before_it_is_decided_nothing_is_written_and_the_sentence_says_so(
    root: Path, sheet: Path, stage: str
) -> None:
    before = source.read(root)
    code, said = stopped(root, stage, sheet, sheet.with_name("另一张.csv"))
    assert (code, said) == (130, "itss: 停下了，什么都没有写；要收就把同样的命令再运行一次。\n")
    assert there(root) == 11
    assert source.read(root) == before


def test_once_it_is_decided_all_is_written_and_the_sentence_says_so(root: Path, sheet: Path) -> None:
    code, said = stopped(root, "_place", sheet)
    assert (code, said.count("\n")) == (130, 1)
    assert "都写好了，没有写一半的；下一步：itss check" in said
    assert there(root) == 14


@pytest.mark.parametrize(("then", "records"), [("", 14), ("exit 1", 11)])
def test_while_git_commits_the_records_are_committed_or_gone(
    root: Path, repository: Repository, sheet: Path, then: str, records: int
) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nkill -INT $ITSS_PID\n{then}\n", "utf-8")
    hook.chmod(0o755)
    code, said = stopped(root, "", sheet, "--commit", "--author", "服务台甲")
    assert (code, said.count("\n")) == (130, 1)
    assert ("已经提交" in said) == (records == 14)
    assert there(root) == records
    assert repository.run("status", "--porcelain") == ""


def test_a_terminal_sees_the_stage_and_how_much_is_done(
    root: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_TURN", 0.001)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    seen: list[str] = []
    real = progress.Line.watch

    def noting(line: progress.Line, stage: str, things: Sequence[Any]) -> Iterable[Any]:
        found = real(line, stage, things)
        seen.append(str(line))
        return found

    monkeypatch.setattr(progress.Line, "watch", noting)
    assert run(root, sheet, sheet.with_name("另一张.csv")) == 0
    assert seen == [
        "读登记", "读取 0/2", "换算 0/3", "换算", "等别人写完", "检查 0/4", "检查全库", "写入 0/4",
    ]  # fmt: skip
    assert "…… 0 秒" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")


def test_what_is_counted_grows_with_what_is_done() -> None:
    line = progress.Line("读取")
    assert [str(line) for _ in line.watch("检查", "甲乙丙")] == ["检查 0/3", "检查 1/3", "检查 2/3"]
    assert str(line) == "检查 3/3"
