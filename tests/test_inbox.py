"""Drafts into a base on disk: two at once, a kill anywhere, a commit that is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import small_base
from conftest import ROOT, Repository, write_base
from test_entry import INCIDENT

from generators import knowledge
from generators.authoring import inbox
from generators.authoring.draft import Draft
from generators.finding import UserError
from generators.origin import landing, source
from generators.strict_yaml import load

FOLDER = "records/process/incident/2026"
THERE = 12  # incidents of the small base
AS_OF = small_base.NOON.isoformat()
_RUN = """
import sys
from pathlib import Path
from generators.authoring import inbox
from generators.authoring.draft import Draft
from generators.origin import landing

root, who, count, each, kill = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
data = {INCIDENT}
if kill:
    import os, signal
    name, _, number = kill.partition(":")
    left = [int(number)]
    def dying(*given, **named):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    owner = os if name in ("link", "fsync") else landing
    real = getattr(owner, name)
    setattr(owner, name, dying)
drafts = [Draft("incident", {{**data, "phenomenon": f"{{who}} 的第 {{number}} 件"}}, who) for number in range(count)]
for start in range(0, count, each):
    by = inbox.author(who) if sys.argv[6] else None
    entry = inbox.take(root, drafts[start : start + each], "{AS_OF}", None, inbox.Way(by))
    assert not entry.refused, entry.told
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_base(tmp_path / "base", small_base.files())


def started(  # noqa: PLR0913, PLR0917 - what a process is told
    root: Path, who: str, count: int, each: int, kill: str = "", commits: str = ""
) -> subprocess.Popen[str]:
    code = _RUN.format(INCIDENT=INCIDENT, AS_OF=AS_OF)
    arguments = [str(root), who, str(count), str(each), kill, commits]
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_COMMITTER_NAME": "itss",
        "GIT_COMMITTER_EMAIL": "itss@example.com",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, text=True)


def new(root: Path) -> list[dict[str, Any]]:
    """The incidents beside those of the small base; whatever lies there is whole."""
    paths = sorted((root / FOLDER).iterdir())
    paths = [path for path in paths if not path.name.startswith(".")]
    found = [load(path.read_bytes()) for path in paths]
    assert [one["id"] for one in found] == [path.stem for path in paths]
    return [one for one in found if one["id"] > f"INC-2026-{THERE:04}"]


def hidden(root: Path) -> list[str]:
    return [path.name for path in (root / "records").rglob(".*")]


def test_two_at_once_lose_nothing_and_give_no_number_twice(root: Path) -> None:
    running = [started(root, who, 25, 5) for who in ("甲甲", "乙乙")]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    found = new(root)
    assert len({one["phenomenon"] for one in found}) == 50
    assert [one["id"] for one in found] == [f"INC-2026-{number:04}" for number in range(13, 63)]
    assert hidden(root) == []


@pytest.mark.parametrize("kill", ["fsync:3", "_durable:1", "link:3", "_clear:2"])
def test_a_kill_anywhere_leaves_no_half_file_and_the_next_run_goes_on(root: Path, kill: str) -> None:
    assert started(root, "甲甲", 4, 4, kill).wait(timeout=60) == -9
    assert len(new(root)) in (0, 2, 4)
    assert started(root, "甲甲", 4, 4).wait(timeout=60) == 0
    assert [one["phenomenon"] for one in new(root)] == [f"甲甲 的第 {number} 件" for number in range(4)]
    assert hidden(root) == []


@pytest.fixture
def committed(repository: Repository) -> Repository:
    write_base(repository.path, small_base.files())
    repository.run("add", "-A")
    repository.run("commit", "-q", "-m", "start")
    repository.run("config", "user.name", "itss")
    repository.run("config", "user.email", "itss@example.com")
    return repository


def draft(**more: Any) -> Draft:
    return Draft("incident", {**INCIDENT, **more}, "登记.xlsx")


def test_a_commit_holds_the_new_files_alone_and_names_who_handed_them_over(committed: Repository) -> None:
    (committed.path / "other.txt").write_text("x", "utf-8")
    committed.run("add", "other.txt")
    by = inbox.author_of("服务台<甲>\n <desk@example.com>")
    entry = inbox.take(committed.path, [draft(), draft(phenomenon="打印不出来")], AS_OF, None, inbox.Way(by))
    assert committed.run("log", "-1", "--format=%an <%ae>|%cn").strip() == "服务台甲 <desk@example.com>|itss"
    told = committed.run("show", "--stat=200", "--format=%B")
    assert all(f"{name}.yaml" in told for name in entry.ids)
    assert "other.txt" not in told
    assert "From: 登记.xlsx" in told
    assert committed.run("status", "--porcelain") == "A  other.txt\n"


def test_a_kill_before_the_commit_is_made_good_by_the_next_run(committed: Repository) -> None:
    assert started(committed.path, "甲甲", 2, 2, "_clear:2", commits="yes").wait(timeout=60) == -9
    committed.run("reset", "-q", "--soft", "HEAD~1")  # as if it had come a moment earlier
    committed.run("reset", "-q")
    assert started(committed.path, "乙乙", 1, 1, commits="yes").wait(timeout=60) == 0
    assert committed.run("log", "-2", "--format=%an").split() == ["乙乙", "甲甲"]
    assert committed.run("status", "--porcelain") == ""


def test_a_kill_right_after_the_commit_leaves_nothing_to_do_and_the_next_run_goes_on(
    committed: Repository,
) -> None:
    assert started(committed.path, "甲甲", 2, 2, "_clear:2", commits="yes").wait(timeout=60) == -9
    assert committed.run("log", "-1", "--format=%an").strip() == "甲甲"
    assert hidden(committed.path) != []
    assert started(committed.path, "乙乙", 1, 1, commits="yes").wait(timeout=60) == 0
    assert committed.run("log", "-2", "--format=%an").split() == ["乙乙", "甲甲"]
    assert committed.run("status", "--porcelain") == ""
    assert hidden(committed.path) == []


def test_a_file_in_the_way_of_what_was_broken_off_is_told_and_once_it_is_gone_all_goes_on(root: Path) -> None:
    assert started(root, "甲甲", 4, 4, "link:3").wait(timeout=60) == -9
    strange = root / FOLDER / f"INC-2026-{THERE + 3:04}.yaml"
    strange.write_bytes(b"id: x\n")
    with pytest.raises(UserError, match=f"上次没有写完.*{strange.name}"):
        landing.resume(root, lambda *_: None)
    assert strange.read_bytes() == b"id: x\n"
    strange.unlink()
    assert len(landing.resume(root, lambda *_: None)) == 4
    assert (len(new(root)), hidden(root)) == (4, [])


@pytest.mark.parametrize(("says", "told"), [("echo no commits today >&2", "no commits today"), ("", "钩子")])
def test_where_git_refuses_nothing_is_left_though_it_says_no_word(
    committed: Repository, says: str, told: str
) -> None:
    hook = committed.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{says}\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    with pytest.raises(UserError, match=told):
        inbox.take(committed.path, [draft()], AS_OF, None, inbox.Way(inbox.author("甲甲")))
    assert committed.run("status", "--porcelain") == ""
    assert new(committed.path) == []


def test_a_file_that_is_there_already_is_never_overwritten(root: Path) -> None:
    path = f"{FOLDER}/INC-2026-0001.yaml"
    before = (root / path).read_bytes()
    with pytest.raises(UserError, match="已经有了"):
        landing.land(root, landing.Landing({path: b"id: x\n"}), lambda *_: None)
    assert (root / path).read_bytes() == before


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = source.read(root)
    seen = inbox.Seen(before, knowledge.read(before, small_base.NOON))
    assert inbox.tried(seen, [draft()]).ids == ("INC-2026-0013",)
    assert source.read(root) == before


def test_nobody_without_a_name_hands_over() -> None:
    with pytest.raises(UserError, match="姓名"):
        inbox.author_of(" <a@example.com>")
    assert str(inbox.author_of("甲甲")) == "甲甲 <unknown@localhost>"


@pytest.mark.parametrize("name", ["\u200b\u202e", ". , ;", "\ud800"])
def test_a_name_that_nobody_can_read_or_git_refuses_is_none(name: str) -> None:
    with pytest.raises(UserError, match="姓名"):
        inbox.author(name)
