"""A record that was deleted is missed by whoever reads the history, and by nobody else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NOW, Repository, sound_base, write_base

from generators import knowledge
from generators.origin import history, source

GONE = "records/people/person/P-090.yaml"


@pytest.fixture
def deleted(repository: Repository) -> Repository:
    """The good examples under Git, one of them deleted by a second commit."""
    write_base(repository.path, sound_base())
    repository.commit({}, when="2026-03-01T09:00:00+08:00")
    repository.commit({GONE: None}, when="2026-04-01T09:00:00+08:00", who="工程师乙")
    return repository


def itss(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generators", "check", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_a_deleted_record_is_found_where_it_stood_with_who_deleted_it(deleted: Repository) -> None:
    base = knowledge.read(source.read(deleted.path), NOW, history.read(deleted.path))
    [found] = [one for one in base.findings if one.code == "record-deleted"]
    assert (found.place.path, str(found.severity)) == (GONE, "notice")
    assert "工程师乙" in found.message


def test_check_reads_git_only_when_asked(deleted: Repository) -> None:
    assert "record-deleted" not in itss(deleted.path).stdout
    asked = itss(deleted.path, "--history")
    assert (asked.returncode, "record-deleted" in asked.stdout) == (0, True)


def test_a_part_of_the_history_is_refused(deleted: Repository, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    deleted.run("clone", "-q", "--depth", "1", f"file://{deleted.path}", str(shallow))
    refused = itss(shallow, "--history")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "浅克隆" in refused.stderr
