"""Long work is told at a terminal, in a line that goes away; into a pipe nothing of it is said."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import AS_OF, SETTINGS, Repository, sound_base, write_base

from generators import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base in Git."""
    root = write_base(tmp_path_factory.mktemp("kept"), {**sound_base(), "pyproject.toml": SETTINGS + AS_OF})
    one = Repository(root)
    one.run("add", "-A")
    one.run("commit", "-q", "-m", "all")
    return root


def told(arguments: Sequence[str], home: Path) -> tuple[str, str]:
    """Run `itss` with a terminal for its errors: what it printed, and what the terminal got."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "generators", *arguments],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
            while part := os.read(ours, 4096):
                seen += part
        assert running.stdout
        printed = running.stdout.read()
    os.close(ours)
    assert running.returncode == 0, seen.decode()
    return printed.decode(), seen.decode()


def piped(arguments: Sequence[str], home: Path) -> tuple[str, str]:
    command = [sys.executable, "-m", "generators", *arguments]
    done = subprocess.run(command, cwd=home, capture_output=True, encoding="utf-8", check=True)
    return done.stdout, done.stderr


def test_a_build_tells_a_terminal_what_it_does_and_leaves_nothing_there(kept: Path, tmp_path: Path) -> None:
    printed, seen = told(["build", "--site-dir", str(tmp_path / "site")], kept)
    assert "生成网页…… " in seen
    assert re.search(r"\r +\r$", seen)
    assert "\n" not in seen
    assert printed == piped(["build", "--site-dir", str(tmp_path / "site")], kept)[0]


def test_into_a_pipe_nothing_of_it_is_said(kept: Path, tmp_path: Path) -> None:
    assert piped(["build", "--site-dir", str(tmp_path / "site")], kept)[1] == ""
    assert piped(["check", "--history"], kept)[1] == ""


def test_a_check_of_the_history_names_what_it_reads(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generators import cli

    monkeypatch.setattr(progress, "_TURN", 0.001)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert cli.run(["check", "--history", "--root", str(kept)]) == 0
    texts = [one.partition("…")[0] for one in terminal.getvalue().split("\r") if one.strip()]
    assert list(dict.fromkeys(texts)) == ["读 Git 历史", "读登记、判定"]


def test_what_is_soon_done_is_not_told() -> None:
    terminal = Terminal()
    with progress.shown("快事", terminal):
        pass
    assert terminal.getvalue() == ""


def test_the_seconds_go_on_and_the_line_is_taken_back_when_the_work_fails() -> None:
    terminal = Terminal()

    def fail() -> None:
        with progress.shown("慢事", terminal):
            time.sleep(2.5)
            raise ValueError("坏了")

    with pytest.raises(ValueError, match="坏了"):
        fail()
    assert terminal.getvalue() == f"\r慢事…… 1 秒\r慢事…… 2 秒\r{' ' * 16}\r"
