"""The edge towards Git, against real repositories: who entered a record, when, and how often it changed."""

from __future__ import annotations

import builtins
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Repository

from generators.origin import history
from generators.records.provenance import Completeness, Edit, History

PATH = "records/process/incident/2026/INC-2026-0001.yaml"
STEM = "INC-2026-0001"
MARCH, APRIL, MAY = (f"2026-0{month}-05T09:10:00+08:00" for month in (3, 4, 5))
TEXT = "".join(f"line {number}\n" for number in range(40))


def brief(trail: tuple[Edit, ...]) -> list[tuple[str, str, str]]:
    return [(one.how, one.committed, one.author) for one in trail]


@pytest.fixture
def changed_twice(repository: Repository) -> Repository:
    repository.commit({PATH: TEXT, "README.md": "x"}, when=MARCH, who="咨询顾问甲")
    repository.commit({PATH: TEXT + "more\n"}, when=APRIL, who="工程师乙")
    repository.commit({PATH: TEXT + "still more\n"}, when=MAY, who="咨询顾问甲")
    return repository


def test_every_edit_of_a_record_is_known_newest_first(changed_twice: Repository) -> None:
    known = history.read(changed_twice.path)
    assert known.state is Completeness.COMPLETE
    assert brief(known.trail(STEM)) == [
        ("changed", MAY, "咨询顾问甲"),
        ("changed", APRIL, "工程师乙"),
        ("added", MARCH, "咨询顾问甲"),
    ]
    commits = changed_twice.run("log", "--format=%H").split()
    assert [one.commit for one in known.trail(STEM)] == commits


def test_only_records_and_documents_are_followed(changed_twice: Repository) -> None:
    changed_twice.commit({"docs/runbooks/RB-A.md": "x\n", "schemas/x.json": "{}\n"}, when=MAY)
    assert set(history.read(changed_twice.path).edits) == {STEM, "RB-A"}


def test_a_back_dated_commit_shows_both_times(repository: Repository) -> None:
    repository.commit({PATH: TEXT}, when=MAY)
    repository.run("commit", "-q", "--amend", "--no-edit", f"--date={MARCH}", when=MAY)
    [edit] = history.read(repository.path).trail(STEM)
    assert (edit.authored, edit.committed) == (MARCH, MAY)


def test_a_moved_record_keeps_its_first_entry(changed_twice: Repository) -> None:
    new = "records/process/incident/2025/INC-2026-0001.yaml"
    changed_twice.commit({PATH: None, new: TEXT}, when=MAY)
    trail = history.read(changed_twice.path).trail(STEM)
    assert [one.how for one in trail] == ["moved", "changed", "changed", "added"]
    assert trail[-1].committed == MARCH


def test_a_deleted_record_keeps_its_trail(changed_twice: Repository) -> None:
    changed_twice.commit({PATH: None}, when=MAY, who="工程师丙")
    assert brief(history.read(changed_twice.path).trail(STEM))[0] == ("deleted", MAY, "工程师丙")


def test_an_attachment_beside_a_record_is_not_an_edit_of_the_record(changed_twice: Repository) -> None:
    before = history.read(changed_twice.path).trail(STEM)
    changed_twice.commit({PATH.replace(".yaml", ".csv"): "1,2\n"}, when=MAY)
    assert history.read(changed_twice.path).trail(STEM) == before


def test_work_on_a_merged_branch_counts_and_the_merge_itself_does_not(changed_twice: Repository) -> None:
    changed_twice.run("switch", "-q", "-c", "side", "HEAD~1")
    changed_twice.commit({"records/x/P-001.yaml": "1\n"}, when=APRIL, who="工程师丁")
    changed_twice.run("switch", "-q", "main")
    changed_twice.run("merge", "-q", "--no-ff", "-m", "merge", "side", when=MAY)
    known = history.read(changed_twice.path)
    assert brief(known.trail("P-001")) == [("added", APRIL, "工程师丁")]
    assert len(known.trail(STEM)) == 3


def test_work_that_a_merge_threw_away_leaves_its_trace(changed_twice: Repository) -> None:
    changed_twice.run("switch", "-q", "-c", "side")
    changed_twice.commit({"records/x/P-001.yaml": "1\n"}, when=APRIL, who="工程师丁")
    changed_twice.run("switch", "-q", "main")
    changed_twice.run("merge", "-q", "--no-ff", "-s", "ours", "-m", "merge", "side", when=MAY)
    assert brief(history.read(changed_twice.path).trail("P-001")) == [("added", APRIL, "工程师丁")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.showSignature", "true"),
        ("log.date", "relative"),
        ("log.decorate", "full"),
        ("log.diffMerges", "combined"),
        ("log.mailmap", "false"),
        ("i18n.logOutputEncoding", "GBK"),
        ("core.quotepath", "true"),
        ("color.ui", "always"),
        ("diff.renames", "copies"),
        ("diff.relative", "true"),
        ("diff.noprefix", "true"),
        ("diff.external", "/bin/false"),
        ("format.pretty", "oneline"),
        ("status.showUntrackedFiles", "no"),
        ("status.relativePaths", "false"),
        ("status.branch", "true"),
    ],
)
def test_no_setting_bends_the_history(changed_twice: Repository, name: str, value: str) -> None:
    changed_twice.commit({".mailmap": "工程师戊 <a@example.com>\n", "records/图/甲-1.yaml": "1\n"}, when=MAY)
    (changed_twice.path / "records/图/甲-2.yaml").write_text("1\n", "utf-8")
    plain = history.read(changed_twice.path)
    assert (plain.uncommitted, len(plain.edits)) == (frozenset({"甲-2"}), 2)
    changed_twice.run("config", name, value)
    assert history.read(changed_twice.path) == plain


def test_a_replaced_commit_does_not_hide_its_author(changed_twice: Repository) -> None:
    before = history.read(changed_twice.path)
    forged = changed_twice.run("commit-tree", "HEAD^{tree}", "-p", "HEAD~1", "-m", "x", who="别人").strip()
    changed_twice.run("replace", "HEAD", forged)
    assert history.read(changed_twice.path) == before


def test_no_mailmap_gives_an_author_another_name(changed_twice: Repository) -> None:
    changed_twice.commit({".mailmap": "咨询顾问乙 <a@example.com> 咨询顾问甲 <a@example.com>\n"}, when=MAY)
    authors = [one.author for one in history.read(changed_twice.path).trail(STEM)]
    assert authors == ["咨询顾问甲", "工程师乙", "咨询顾问甲"]


@pytest.mark.parametrize(
    "name", ["a\x1fb", "a\x1eb", "a\tb", '"; <x', "a\x1e" + "0" * 40 + "\x1fb\x1fc\x1fd"]
)
def test_no_name_of_an_author_can_break_or_forge_the_history(changed_twice: Repository, name: str) -> None:
    before = history.read(changed_twice.path).trail(STEM)
    changed_twice.commit({PATH: TEXT + "again\n"}, when=MAY, who=name)
    known = history.read(changed_twice.path)
    assert set(known.edits) == {STEM}
    assert known.trail(STEM)[1:] == before
    assert known.trail(STEM)[0].commit == changed_twice.run("rev-parse", "HEAD").strip()


def test_chinese_paths_and_blanks_are_kept(repository: Repository) -> None:
    repository.commit({"docs/处置 手册/架构 图.md": "x\n", "records/甲.b.yaml": "1\n"}, when=MARCH)
    assert set(history.read(repository.path).edits) == {"架构 图", "甲.b"}


def test_what_differs_from_the_last_commit_is_uncommitted(changed_twice: Repository) -> None:
    others = {f"records/a/{name}.yaml": "1\n" for name in ("P-1", "P-2", "P-3", "P 4")}
    changed_twice.commit(others, when=MAY)
    (changed_twice.path / PATH).write_text("edited", "utf-8")
    (changed_twice.path / "records/a/P-2.yaml").unlink()
    changed_twice.run("mv", "records/a/P 4.yaml", "records/P 4.yaml")
    for name in ("records/a/新 的.yaml", "docs/new.md", "README.md"):
        (changed_twice.path / name).parent.mkdir(exist_ok=True)
        (changed_twice.path / name).write_text("new", "utf-8")
    known = history.read(changed_twice.path)
    assert known.uncommitted == {STEM, "P-2", "P 4", "新 的", "new"}
    assert len(known.trail(STEM)) == 3


def test_both_sides_of_an_unfinished_merge_are_uncommitted(changed_twice: Repository) -> None:
    changed_twice.run("switch", "-q", "-c", "side", "HEAD~1")
    changed_twice.commit({PATH: "other\n"}, when=MAY)
    changed_twice.run("switch", "-q", "main")
    with pytest.raises(subprocess.CalledProcessError):
        changed_twice.run("merge", "-q", "side")
    assert history.read(changed_twice.path).uncommitted == {STEM}


def test_a_record_that_git_ignores_has_no_trail(changed_twice: Repository) -> None:
    changed_twice.commit({".gitignore": "P-9*\n"}, when=MAY)
    (changed_twice.path / "records/P-900.yaml").write_text("x", "utf-8")
    known = history.read(changed_twice.path)
    assert (known.trail("P-900"), known.uncommitted) == ((), frozenset())


def test_a_base_in_a_folder_of_a_repository_has_its_history(repository: Repository) -> None:
    repository.commit({f"base/{PATH}": TEXT, "records/other.yaml": "1\n"}, when=MARCH)
    (repository.path / "base/records/P-001.yaml").write_text("x", "utf-8")
    known = history.read(repository.path / "base")
    assert set(known.edits) == {STEM}
    assert known.uncommitted == {"P-001"}


def test_a_shallow_clone_gives_no_dates(changed_twice: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    changed_twice.run("clone", "-q", "--depth", "1", f"file://{changed_twice.path}", str(clone))
    assert (clone / PATH).is_file()
    assert history.read(clone) == History(Completeness.SHALLOW)


def test_a_repository_without_a_commit_is_empty(repository: Repository) -> None:
    (repository.path / "records").mkdir()
    assert history.read(repository.path) == History(Completeness.EMPTY)


def test_a_folder_outside_git_has_no_history(tmp_path: Path) -> None:
    assert history.read(tmp_path) == History(Completeness.NONE)


def test_a_machine_without_git_has_no_history(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_git(name: str, *arguments: Any, **named: Any) -> Any:
        if name == "git":
            raise ImportError("Bad git executable.")
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without_git)
    assert history.read(repository.path) == History(Completeness.NONE)


def test_a_repository_of_somebody_else_is_foreign(
    changed_twice: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    assert history.read(changed_twice.path) == History(Completeness.FOREIGN)


def test_reading_the_history_changes_nothing(changed_twice: Repository, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(changed_twice.path, copy, symlinks=True)
    history.read(changed_twice.path)

    def content(root: Path) -> dict[str, bytes]:
        return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    assert content(changed_twice.path) == content(copy)
