"""From where on the history is looked at, what was entered long after it claims, and what a migration changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NOW, Repository, schemas
from rewriting import BEGAN, CHANGED, WHO, Provider, path_of, start_at

from generators import knowledge
from generators.authoring import migrate
from generators.finding import UserError
from generators.origin import history, source

OLD = Path(__file__).parent / "format_1"

TRAINING = """\
id: TR-2026-801
title: 怎么看报表
form: on-site
audience: customer
recorded_at: "{entered}"
"""


@pytest.fixture
def provider(repository: Repository) -> Provider:
    found = Provider(repository)
    found.begin()
    return found


def test_up_to_the_start_nobody_is_asked_and_that_is_told(provider: Provider) -> None:
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    commit = provider.repository.run("rev-parse", "HEAD").strip()
    start_at(provider, commit)
    assert provider.told() == []
    [found] = provider.told("history-cut")
    assert (found.place.path, found.place.line) == ("pyproject.toml", 4)
    assert f"提交 {commit[:12]}（2026-09-15，{WHO}）和它以前的改动没有看，其中 1 条登记改过" in found.message
    assert "2026-09-15，工程师丙）定的" in found.message
    provider.edit("CT-2026-01", "restore_minutes: 240", "restore_minutes: 300")
    assert ["由 240 改成 300" in one.message for one in provider.told()] == [True]


def test_a_start_that_was_moved_says_how_often(provider: Provider) -> None:
    first = provider.repository.run("rev-parse", "HEAD").strip()
    start_at(provider, first)
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    start_at(provider, provider.repository.run("rev-parse", "HEAD").strip())
    assert provider.told() == []
    [found] = provider.told("history-cut")
    assert "先后定过 2 次" in found.message


def test_a_start_that_is_not_in_the_history_is_refused(provider: Provider) -> None:
    start_at(provider, "0" * 39 + "1")
    with pytest.raises(UserError, match="历史里没有这个提交"):
        provider.read()


@pytest.mark.parametrize(
    ("entered", "found"), [("2026-09-14T10:00:00+08:00", 0), ("2026-06-20T10:00:00+08:00", 1)]
)
def test_an_entry_that_claims_to_be_older_than_its_commit_is_told(
    provider: Provider, entered: str, found: int
) -> None:
    provider.write("TR-2026-801", TRAINING.format(entered=entered))
    told = [one for one in provider.told("entry-back-dated") if one.place.path == path_of("TR-2026-801")]
    assert len(told) == found
    assert all("早 87 天" in one.message and WHO in one.message for one in told)


def test_a_record_that_is_gone_without_a_commit_is_missed(provider: Provider) -> None:
    (provider.repository.path / path_of("OB-017")).unlink()
    [found] = provider.told("record-deleted")
    assert found.message == "OB-017 不见了，删除还没有提交；找回来，改为作废。"


def test_a_record_that_a_merge_took_away_is_missed(provider: Provider) -> None:
    git = provider.repository
    git.run("switch", "-q", "-c", "side")
    git.commit({"docs/one.md": "# 一\n"}, when=CHANGED)
    git.run("switch", "-q", "main")
    git.commit({"docs/two.md": "# 二\n"}, when=CHANGED)
    git.run("merge", "-q", "--no-ff", "--no-commit", "side", when=CHANGED)
    git.commit({path_of("OB-017"): None}, when=CHANGED, who=WHO)
    [found] = provider.told("record-deleted")
    assert WHO in found.message
    root = provider.repository.path
    [found] = [
        one
        for one in knowledge.read(source.read(root), NOW, history.read(root)).findings
        if one.code == found.code
    ]
    assert "是合并时去掉的" in found.message


def test_a_record_in_the_wrong_folder_is_not_missed(provider: Provider) -> None:
    wrong = "records/requirements/contract/OB-017.yaml"
    provider.repository.commit({path_of("OB-017"): None, wrong: provider.text("OB-017")}, when=CHANGED)
    assert provider.told("record-deleted") == []


def test_a_record_deleted_before_the_start_is_not_missed(provider: Provider) -> None:
    provider.repository.commit({path_of("OB-017"): None}, when=CHANGED)
    start_at(provider, provider.repository.run("rev-parse", "HEAD").strip())
    assert provider.told("record-deleted") == []


def migrated(repository: Repository, **changes: str) -> Provider:
    """A base of format 1, brought to this one by a commit that puts one text in the place of another."""
    older = {path: data.decode() for path, data in source.as_it_stands(OLD).items()}
    repository.commit({**older, "mkdocs.yml": "site_name: x\n"}, when=BEGAN)
    newer = migrate.migrate({path: text.encode() for path, text in older.items()}, schemas()).changed
    texts = {path: data.decode() for path, data in newer.items()}
    for old, new in changes.items():
        [path] = [path for path in texts if path.endswith("CT-2026-01.yaml")]
        assert f"{old}: " in texts[path]
        texts[path] = texts[path].replace(f"{old}: ", f"{old}: {new}", 1)
    repository.commit(dict(texts), when=CHANGED)
    return Provider(repository)


def test_a_migration_changes_the_form_and_not_the_meaning(repository: Repository) -> None:
    provider = migrated(repository)
    changed = provider.repository.run("diff", "--name-only", "HEAD^", "--", "records").split()
    assert len(changed) > 3
    assert provider.told() == []


def test_what_a_migration_did_not_change_is_told_although_it_came_with_it(repository: Repository) -> None:
    provider = migrated(repository, restore_minutes="9")
    [found] = provider.told()
    assert "恢复时限" in found.message


def test_the_command_says_what_was_rewritten(provider: Provider) -> None:
    provider.edit("CT-2026-01", "restore_minutes: 10080", "restore_minutes: 20160")
    command = [sys.executable, "-m", "generators", "check", "--history"]
    done = subprocess.run(
        command, cwd=provider.repository.path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert "rewritten-in-force 提交" in done.stdout
