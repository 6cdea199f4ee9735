"""Disks and repositories that will not: what cannot be kept is told with what to do, and nothing is lost."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small_base
from conftest import Repository, write_base
from test_entry import INCIDENT
from test_inbox import AS_OF, FOLDER, draft, hidden
from test_submissions import BY, Desk, repository_of

from generators import cli
from generators.authoring import inbox
from generators.authoring.draft import Draft
from generators.finding import UserError
from generators.origin import history, landing, reluctant
from generators.refusal import why
from generators.server.submissions import Taking
from generators.strict_yaml import load

WAY = inbox.Way(inbox.author(BY))


@pytest.fixture
def committed(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    write_base(repository.path, small_base.files())
    for command in (
        ("add", "-A"), ("commit", "-q", "-m", "start"), ("config", "user.name", "itss"),
        ("config", "user.email", "itss@example.com"),
    ):  # fmt: skip
        repository.run(*command)
    return repository


def unfinished(one: Repository) -> None:
    one.run("switch", "-q", "-c", "other")
    (one.path / "docs.txt").write_text("other", "utf-8")
    one.run("add", "docs.txt")
    one.run("commit", "-q", "-m", "other")
    one.run("switch", "-q", "-")
    one.run("merge", "-q", "--no-ff", "--no-commit", "other")


STATES: dict[str, tuple[Callable[[Repository], object], str]] = {
    "detached": (lambda one: one.run("checkout", "-q", "--detach"), "git switch"),
    "merging": (unfinished, "git merge --abort"),
    "locked": (lambda one: (one.path / ".git/index.lock").touch(), "删掉它"),
    "locked head": (lambda one: (one.path / ".git/HEAD.lock").touch(), "删掉它"),
    "nobody": (
        lambda one: (
            [one.run("config", "--unset", f"user.{name}") for name in ("name", "email")]
            + [one.run("config", "user.useConfigOnly", "true")]
        ),
        "git config user.name",
    ),
    "full": (lambda _: None, "腾出空间"),
    "no repository": (lambda one: (one.path / ".git").rename(one.path / "away"), "不是 Git 仓库"),
}


@pytest.mark.parametrize("name", STATES)
def test_where_git_cannot_commit_it_is_told_what_to_do_and_nothing_is_written(
    committed: Repository, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_MOMENT", 0.0)
    before = {path: path.read_bytes() for path in (committed.path / "records").rglob("*.*")}
    change, words = STATES[name]
    change(committed)
    if name == "full":
        monkeypatch.setattr(reluctant, "_ROOM", 2**60)
    with pytest.raises(UserError, match="什么都没有写") as told:
        inbox.take(committed.path, [draft()], AS_OF, None, WAY)
    assert words in str(told.value)
    assert {path: path.read_bytes() for path in (committed.path / "records").rglob("*.*")} == before
    if name != "no repository":
        assert FOLDER not in committed.run("--no-optional-locks", "status", "--porcelain")


def test_a_git_that_is_busy_for_a_moment_is_waited_for(
    committed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = committed.path / ".git/index.lock"
    lock.touch()
    monkeypatch.setattr(vars(history)["_never"], "wait", lambda _: lock.unlink())
    entry = inbox.take(committed.path, [draft()], AS_OF, None, WAY)
    assert (committed.path / FOLDER / f"{entry.ids[0]}.yaml").exists()
    assert committed.run("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["detached", "nobody", "no repository"])
def test_a_server_that_could_not_commit_says_so_before_it_begins(
    committed: Repository, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = STATES[name]
    change(committed)
    with pytest.raises(UserError, match=words):
        cli.run(["serve", "--root", str(committed.path), "--commit", "--port", "0"])
    assert capsys.readouterr().out == ""


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int, int], None]:
    """Let a function of the landing fail from its n-th call on."""

    def fail(name: str, number: int, code: int) -> None:
        owner: Any = os if name == "link" else landing
        real, left = getattr(owner, name), [number]

        def failing(*given: Any) -> Any:
            left[0] -= 1
            if left[0] <= 0:
                raise OSError(code, os.strerror(code))
            return real(*given)

        monkeypatch.setattr(owner, name, failing)

    return fail


def both(root: Path) -> list[Draft]:
    """A new record, and a change of one that is there."""
    path = root / FOLDER / "INC-2026-0009.yaml"
    data = {**load(path.read_bytes()), "phenomenon": "改过的现象，长一些"}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return [draft(phenomenon="新的一件，没有写成"), Draft("incident", data, opened=digest)]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("_write:1", errno.EROFS),  # the first file
        ("_write:3", errno.EDQUOT),  # what a changed one was
        ("_write:4", errno.ENOSPC),  # the plan
        ("_place:1", errno.EACCES),
        ("_durable:2", errno.ENOSPC),  # after all have their names
    ],
)
def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(
    committed: Repository, filled: Callable[[str, int, int], None], broken: str, code: int
) -> None:
    root = committed.path
    drafts = both(root)
    before = {path: path.read_bytes() for path in (root / "records").rglob("*.*")}
    name, _, number = broken.partition(":")
    filled(name, int(number), code)
    with pytest.raises(UserError, match="什么都没有写") as told:
        inbox.take(root, drafts, AS_OF, None, WAY)
    assert why(OSError(code, "")) in str(told.value)
    assert {path: path.read_bytes() for path in (root / "records").rglob("*.*")} == before
    assert hidden(root) == []
    assert committed.run("status", "--porcelain") == ""


@pytest.mark.parametrize("commits", [True, False])
def test_a_full_disk_is_told_to_the_page_and_once_there_is_room_the_same_is_taken(
    tmp_path: Path, filled: Callable[[str, int, int], None], monkeypatch: pytest.MonkeyPatch, *, commits: bool
) -> None:
    repository_of(tmp_path / "base")
    taking = Taking(None if commits else tmp_path / "inbox", commits=commits, as_of=AS_OF)
    desk = Desk(tmp_path / "base", tmp_path / "scratch", taking)
    record = {**INCIDENT, "phenomenon": "盘满的时候交的一件"}
    with monkeypatch.context():
        filled("_write", 1, errno.ENOSPC)
        answer = desk.post(record)
    monkeypatch.undo()
    assert (answer.status, "盘满了" in answer.json["message"]) == (500, True)
    assert "没有丢" in answer.json["message"]
    assert str(tmp_path) not in answer.json["message"]
    assert not commits or hidden(desk.root) == []
    assert desk.post(record).status == (201 if commits else 202)
    assert not commits or [*(tmp_path / "inbox").glob("*")] == []


def test_two_servers_and_an_import_on_one_base_lose_nothing(tmp_path: Path) -> None:
    repository = repository_of(tmp_path / "base")
    taking = Taking(commits=True, as_of=AS_OF)
    desks = [Desk(tmp_path / "base", tmp_path / name, taking) for name in ("one", "other")]
    found = []
    for number in range(3):
        for name, desk in zip(("甲", "乙"), desks, strict=True):
            answer = desk.post({**INCIDENT, "phenomenon": f"从{name}交来的第 {number} 件"})
            assert answer.status == 201, answer.json
            found.append(answer.json["id"])
        entry = inbox.take(tmp_path / "base", [draft(phenomenon=f"导入的第 {number} 件")], AS_OF, None, WAY)
        found.append(entry.ids[0])
    assert found == [f"INC-2026-{number:04}" for number in range(13, 22)]
    assert repository.run("status", "--porcelain") == ""
    again = desks[0].post({**INCIDENT, "phenomenon": "从乙交来的第 2 件"})
    assert (again.status, found[-2] in again.json["message"]) == (409, True)
