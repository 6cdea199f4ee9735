"""A repository from whoever is audited: Git runs no program of theirs, claims are told, what is broken stops nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import small_base
from conftest import Repository
from rewriting import Provider

from generators import cli
from generators.origin import history, runner
from generators.origin.dates import written
from generators.records.provenance import Completeness
from generators.site.pages.trail import Trail, trail

INCIDENT = "INC-2026-0001"
PATH = f"records/process/incident/2026/{INCIDENT}.yaml"
CODES = (
    "commit-time-unread", "commit-ahead", "commit-back-dated", "version-unread", "history-broken",
)  # fmt: skip
MAY, JUNE, JULY = (f"2026-0{month}-05T09:10:00+08:00" for month in (5, 6, 7))


@pytest.fixture
def provider(repository: Repository) -> Provider:
    files = {name: data.decode() for name, data in small_base.files().items()}
    repository.commit({**files, "mkdocs.yml": "site_name: x\n"}, when=MAY)
    found = Provider(repository)
    found.edit(INCIDENT, "phenomenon: ", "phenomenon: 又，", when=JUNE)
    return found


def told(provider: Provider) -> list[tuple[str, str]]:
    return [(one.place.path, one.code) for one in provider.told(*CODES)]


def shown(provider: Provider) -> Trail:
    base = provider.read()
    return trail(base, base.facts.records[INCIDENT])


def odd(provider: Provider, when: str, *, written_at: str | None = None) -> None:
    """Commit a change of the incident with a time as nobody should have it."""
    one = provider.repository
    text = provider.text(INCIDENT).replace("phenomenon: ", "phenomenon: 再，", 1)
    (one.path / PATH).write_text(text, "utf-8")
    one.run("add", "-A")
    one.run("commit", "-q", "-m", "odd", f"--date={written_at or when}", when=when)


def garbage(provider: Provider) -> None:
    """Put a commit there of which no Git would have made the lines."""
    one = provider.repository
    odd(provider, JULY)
    lines = one.run("cat-file", "commit", "HEAD").splitlines()
    lines = [
        f"{line.split(' ')[0]} <> vorgestern" if line[:9] in ("author 工程", "committer") else line
        for line in lines
    ]
    raw = one.path / ".git/raw"
    raw.write_text("\n".join(lines) + "\n", "utf-8")
    made = one.run("hash-object", "-t", "commit", "-w", "--literally", ".git/raw").strip()
    one.run("update-ref", "HEAD", made)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("@253402300799 +0000", "commit-time-unread"),  # the end of the year 9999
        ("@99999999999999 +0000", "commit-time-unread"),
        ("@1780000000 +9999", "commit-time-unread"),
        ("@5680000000 +0800", "commit-ahead"),
        ("2026-02-05T09:10:00+08:00", "commit-back-dated"),
        ("@0 +0000", "commit-back-dated"),
    ],
)
def test_a_time_that_cannot_be_is_told_of_the_record_and_stops_nothing(
    provider: Provider, when: str, code: str
) -> None:
    odd(provider, when)
    assert told(provider) == [(PATH, code)]
    assert len(shown(provider).edits) == 3
    raw = when.removeprefix("@").split(" ")[0] if code == "commit-time-unread" else ""
    assert raw in shown(provider).edits[0][0]


def test_a_commit_without_any_sense_is_told_and_stops_nothing(provider: Provider) -> None:
    garbage(provider)
    assert told(provider) == [(PATH, "commit-time-unread")]
    assert "读不出时间" in shown(provider).edits[0][0]


def test_clocks_that_differ_by_minutes_are_not_told(provider: Provider) -> None:
    odd(provider, "2026-06-05T08:30:00+08:00")
    assert told(provider) == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("1780000000 +0800", "2026-05-29T04:26:40+08:00"),
        ("0 -0330", "1969-12-31T20:30:00-03:30"),
        ("1780000000 +0000", "2026-05-28T20:26:40+00:00"),
        ("7258118399 +0000", "2199-12-31T23:59:59+00:00"),
        *(
            (raw, None)
            for raw in ("7258118400 +0000", "-1 +0000", "1 +1500", "1 +0860", "1 0800", "1", "", "now")
        ),
    ],
)
def test_a_time_is_read_if_a_base_can_have_it(raw: str, text: str | None) -> None:
    assert written(raw) == text


def test_author_and_committer_are_both_shown_where_they_differ(provider: Provider) -> None:
    assert shown(provider).edits[0][:2] == ("2026-06-05 09:10", "工程师乙")
    one = provider.repository
    odd(provider, JULY, written_at="2026-06-20T09:00:00+08:00")
    one.run("commit", "-q", "--amend", "--no-edit", "--author=别人 <x@y>", when=JULY)
    edit = history.read(one.path).trail(INCIDENT)[0]
    assert (edit.author, edit.committer) == ("别人", "工程师甲")
    assert shown(provider).edits[0][:2] == (
        "2026-07-05 09:10（2026-06-20 09:00 写）",
        "别人 写，工程师甲 提交",
    )


def lose(one: Repository, name: str) -> None:
    (one.path / ".git/objects" / name[:2] / name[2:]).unlink()


def spoil(one: Repository, name: str) -> None:
    path = one.path / ".git/objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(b"\x00nothing that Git has written")


@pytest.mark.parametrize("harm", [lose, spoil])
@pytest.mark.parametrize(
    ("what", "code"),
    [
        (f"HEAD~1:{PATH}", "version-unread"),
        ("HEAD~1", "history-broken"),
        ("HEAD~1^{tree}", "history-broken"),
        ("HEAD^{tree}", "history-broken"),
        ("HEAD:records", "history-broken"),
    ],
)
def test_what_is_lost_or_broken_is_told_and_stops_nothing(
    provider: Provider, harm: Callable[[Repository, str], None], what: str, code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    one = provider.repository
    harm(one, one.run("rev-parse", what).strip())
    assert [code for _, code in told(provider)] == [code]
    assert shown(provider).sentence.startswith("读不出历史" if code == "history-broken" else "")
    plain = cli.run(["check", "--root", str(one.path)])
    assert cli.run(["check", "--root", str(one.path), "--history"]) == plain
    assert code in capsys.readouterr().out


def test_one_broken_text_spoils_no_other(provider: Provider) -> None:
    one = provider.repository
    names = [
        one.run("rev-parse", f"HEAD~1:{path}").strip()
        for path in sorted(small_base.files())
        if path.startswith("records/")
    ]
    spoil(one, names[1])
    lose(one, names[3])
    found = runner.Runner(one.path).texts([*names, "0123456789" * 4])
    assert set(found.found) == {*names} - {names[1], names[3]}
    assert found.unread == {names[1], names[3], "0123456789" * 4}


def test_what_git_says_is_bounded(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "LARGEST", 100)
    known = history.read(provider.repository.path)
    assert (known.state, dict(known.edits)) == (Completeness.BROKEN, {})
    monkeypatch.undo()
    monkeypatch.setattr(runner, "_TEXT", 100)
    assert {code for _, code in told(provider)} == {"version-unread"}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves a trace when it is run."""
    path = tmp_path / "run-me.sh"
    path.write_text(f"#!/bin/sh\ntouch '{tmp_path}/it-ran'\ncat\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name == "nt", reason="a program of the shell")
def test_no_program_that_the_repository_names_is_run(
    provider: Provider, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, trace = provider.repository, program.parent / "it-ran"
    lose(one, one.run("rev-parse", f"HEAD~1:{PATH}").strip())  # so that there is something to fetch
    for name, value in {
        "core.fsmonitor": str(program), "core.hooksPath": str(program.parent), "core.pager": str(program),
        "core.sshCommand": str(program), "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin",
        "remote.origin.promisor": "true", "remote.origin.url": "ssh://nowhere/x", "filter.x.clean": str(program),
        "filter.x.process": str(program), "diff.external": str(program), "diff.x.command": str(program),
        "diff.x.textconv": str(program), "log.showSignature": "true", "gpg.program": str(program),
        "credential.helper": str(program), "pager.log": "true",
    }.items():  # fmt: skip
        one.run("config", name, value)
    (one.path / ".git/info/attributes").write_text("* filter=x diff=x\n", "utf-8")
    for hook in ("post-index-change", "reference-transaction"):
        (program.parent / hook).write_bytes(program.read_bytes())
        (program.parent / hook).chmod(0o755)
        (one.path / ".git/hooks" / hook).write_bytes(program.read_bytes())
        (one.path / ".git/hooks" / hook).chmod(0o755)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
        monkeypatch.setenv(name, str(program))
    os.utime(one.path / PATH)
    one.run("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "rev-parse", "HEAD")
    trace.unlink(missing_ok=True)
    assert [code for _, code in told(provider)] == ["version-unread"]
    assert history.unsaved(one.path, [PATH]) == ()
    assert not trace.exists()


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_CONFIG_COUNT"]
)
def test_nothing_that_the_environment_says_leads_elsewhere(
    provider: Provider, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = history.read(provider.repository.path)
    other = Repository(tmp_path)
    other.commit({PATH: "a: 1\n"}, when=JULY)
    values = {
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_INDEX_FILE": str(tmp_path / ".git/index"),
        "GIT_CONFIG_COUNT": "9",
    }
    monkeypatch.setenv(name, values.get(name, str(tmp_path / ".git")))
    assert history.read(provider.repository.path) == before
    assert len(before.trail(INCIDENT)) == 2


def graft(one: Repository) -> None:
    """Say that the last commit was the first."""
    (one.path / ".git/info").mkdir(exist_ok=True)
    (one.path / ".git/info/grafts").write_text(one.run("rev-parse", "HEAD").strip() + "\n", "utf-8")


def summary(one: Repository) -> None:
    """Say the same in the file that spares Git the reading of commits: four bytes for the first parent."""
    one.run("commit-graph", "write", "--reachable")
    path = one.path / ".git/objects/info/commit-graph"
    data = bytearray(path.read_bytes())
    chunks = {
        bytes(data[at : at + 4]): int.from_bytes(data[at + 4 : at + 12])
        for at in range(8, 8 + 12 * data[6], 12)
    }
    names = sorted(one.run("rev-list", "--all").split())
    parent = chunks[b"CDAT"] + names.index(one.run("rev-parse", "HEAD").strip()) * 36 + 20
    data[parent : parent + 4] = bytes.fromhex("70000000")  # none
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.mark.parametrize("hide", [graft, summary])
def test_nothing_that_git_keeps_beside_its_commits_hides_an_edit(
    provider: Provider, hide: Callable[[Repository], None]
) -> None:
    one = provider.repository
    before = history.read(one.path)
    hide(one)
    assert len(one.run("log", "--format=%H").split()) == 1  # for whoever believes it
    assert history.read(one.path) == before


def test_what_somebody_wrote_here_is_uncommitted_however_it_was_hidden(provider: Provider) -> None:
    one = provider.repository
    assert history.read(one.path).uncommitted == frozenset()
    one.run("update-index", "--assume-unchanged", PATH)
    (one.path / PATH).write_text(provider.text(INCIDENT) + "note: 改过\n", "utf-8")
    assert history.read(one.path).uncommitted == {INCIDENT}


def test_line_ends_of_this_machine_are_no_edit(provider: Provider) -> None:
    one = provider.repository
    (one.path / PATH).write_bytes((one.path / PATH).read_bytes().replace(b"\n", b"\r\n"))
    assert history.read(one.path).uncommitted == frozenset()


def test_whoever_loses_a_version_on_purpose_hides_no_rewriting(provider: Provider) -> None:
    one = provider.repository
    provider.edit(INCIDENT, "09:10:00", "09:05:00", when=JULY)
    lost = one.run("rev-parse", f"HEAD:{PATH}").strip()
    provider.edit(INCIDENT, "phenomenon: ", "phenomenon: 再，", when=JULY)
    assert [one.place.path for one in provider.told()] == [PATH]
    lose(one, lost)
    assert [one.place.path for one in provider.told()] == [PATH]
    assert told(provider) == [(PATH, "version-unread")]
