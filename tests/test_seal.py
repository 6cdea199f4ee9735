"""A sealed month: its root is that of its list, anybody can check it, and whatever becomes another since is told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import NOW, Repository, schemas
from rewriting import path_of
from sealing_base import (
    BEGAN,
    CLOSED,
    CODES,
    FOLDER,
    LATER,
    LIST,
    OPEN,
    PHOTO,
    SEAL,
    SEALED,
    SIGNED,
    Sealed,
    attached,
    ended,
    incident,
    itss,
    sealed,
    sha256,
)

from generators import cli, knowledge
from generators.authoring.draft import Draft, Why
from generators.authoring.entry import enter
from generators.finding import UserError
from generators.origin import history, source
from generators.records import seal_list
from generators.records.seal_list import SealList
from generators.site import form_files
from generators.site.pages import record as record_page
from generators.strict_yaml import load

BEHIND = "INC-2026-0853"  # what is added behind the seal
DRILL, LESSONS = "DR-2026-04", "lessons:\n  - 备份要先试开\n  - 联系人换了没有通知\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a sealed month, made once."""
    folder = tmp_path_factory.mktemp("sealed") / "repository"
    folder.mkdir()
    return sealed(Repository(folder)).repository.path


@pytest.fixture
def provider(begun: Path, tmp_path: Path) -> Sealed:
    """A copy of it for one test."""
    return Sealed(Repository(shutil.copytree(begun, tmp_path / "repository")))


def test_the_root_is_that_of_the_list_and_every_line_of_it_holds_at_the_commit_without_this_program(
    provider: Sealed, tmp_path: Path
) -> None:
    root, told = provider.repository.path, provider.listed
    assert load(provider.read_file(SEAL).encode())["root_sha256"] == sha256((root / LIST).read_bytes())
    provider.replace(path_of(OPEN), "level: L3", "level: L1")
    out = tmp_path / "out"
    out.mkdir()
    archive = subprocess.run(
        ["git", "archive", told.commit], cwd=root, capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", str(out)], input=archive, check=True)
    held = subprocess.run(
        ["sha256sum", "-c", "--strict", str(root / LIST)],
        cwd=out,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (held.returncode, held.stdout.count(": OK\n")) == (0, len(told.files))
    assert {path_of(OPEN), path_of(CLOSED), f"{path_of(CLOSED).rpartition('/')[0]}/{PHOTO}"} <= set(
        told.files
    )


def test_the_same_commit_gives_the_same_list_and_a_true_seal_is_not_told_of(provider: Sealed) -> None:
    assert (provider.of_seals(), provider.plain()) == ([], [])
    data = (provider.repository.path / LIST).read_bytes()
    assert seal_list.written(provider.listed) == data
    assert (
        seal_list.read(data + b"x\n")
        is seal_list.read(data.replace(b"# itss-seal 1", b"# itss-seal 2"))
        is None
    )


def test_what_was_changed_since_is_told_with_both_values_and_who_has_no_history_is_told_nothing_false(
    provider: Sealed,
) -> None:
    provider.replace(path_of(OPEN), "level: L3", "level: L1")
    provider.replace(path_of(CLOSED), "cause: 浏览器太旧", "cause: 查不出原因")
    told = {one.place.path: one.message for one in provider.of_seals()}
    assert told.keys() == {path_of(OPEN), path_of(CLOSED)}
    assert "SE-2026-05 封存以后，「级别」由 L3 改成 L1" in told[path_of(OPEN)]
    assert "「原因」由 浏览器太旧 改成 查不出原因" in told[path_of(CLOSED)]
    assert provider.plain() == []


def test_what_still_went_on_is_written_on_but_not_filled_in_behind_the_seal(provider: Sealed) -> None:
    provider.replace(
        path_of(OPEN), "recorded_at:", 'responded: "2026-06-04T09:00:00+08:00"\nnote: 等了很久\nrecorded_at:'
    )
    assert provider.of_seals() == []
    provider.replace(path_of(OPEN), "2026-06-04T09:00:00", "2026-05-12T09:05:00")
    [found] = provider.of_seals()
    assert (found.code, found.place.path) == ("sealed-changed", path_of(OPEN))
    assert "「响应」补为 2026-05-12 09:05" in found.message


def test_of_what_had_ended_nothing_is_filled_in_but_answers_and_that_it_is_struck_out(
    provider: Sealed,
) -> None:
    voided = 'voided: {reason: 登记了两次, by: P-001, at: "2026-06-15T09:00:00+08:00"}\n'
    provider.replace(path_of(CLOSED), "recorded_at:", f"{voided}recorded_at:")
    assert provider.of_seals("sealed-changed") == []
    provider.replace(path_of(CLOSED), voided, "note: 后来想起来的\n")
    [found] = provider.of_seals("sealed-changed")
    assert "「备注」补为 后来想起来的" in found.message


def test_an_answer_is_to_what_was_changed_before_it(provider: Sealed) -> None:
    provider.replace(path_of(CLOSED), "cause: 浏览器太旧", "cause: 浏览器版本太旧")
    row = 'answers:\n  - {code: sealed-changed, reason: 把版本也写全了, by: P-101, at: "2026-06-21T09:00:00+08:00"}\n'
    provider.replace(path_of(CLOSED), "recorded_at:", f"{row}recorded_at:")
    [found] = provider.of_seals()
    assert "已答复：把版本也写全了" in found.message
    provider.replace(path_of(CLOSED), "浏览器版本太旧", "查不出原因")
    [found] = provider.of_seals()
    assert "已答复" not in found.message


def test_a_sealed_record_that_is_gone_is_missed_by_everybody(provider: Sealed) -> None:
    provider.repository.commit({path_of(OPEN): None}, when=LATER)
    assert provider.plain() == ["sealed-gone"]
    assert [one.place.path for one in provider.of_seals("sealed-gone", "record-deleted")] == [
        path_of(OPEN),
        SEAL,
    ]


@pytest.mark.parametrize(
    ("began", "entered", "code"),
    [
        ("2026-05-12", "2026-05-12T09:30:00+08:00", "sealed-added"),
        ("2026-05-30", "2026-06-04T09:30:00+08:00", "sealed-late"),
        ("2026-05-12", "2026-06-10T09:30:00+08:00", "entered-late"),  # once is enough
    ],
    ids=["back-dated", "honest", "long after"],
)
def test_what_is_added_to_a_sealed_month_is_told_by_what_it_says_of_its_entry(
    provider: Sealed, began: str, entered: str, code: str
) -> None:
    text = incident(BEHIND, entered).replace("2026-05-12T09:00", f"{began}T09:00")
    provider.repository.commit({path_of(BEHIND): text}, when=LATER)
    [found] = provider.of_seals(*CODES, "entered-late")
    assert (found.code, found.place.path) == (code, path_of(BEHIND))
    assert provider.plain() == [code] * (code in CODES)
    assert ("SE-2026-05 在 2026-06-03 封存" in found.message) is (code in CODES)


def test_an_attachment_that_was_changed_together_with_its_hash_is_told_with_both(provider: Sealed) -> None:
    photo = f"{path_of(CLOSED).rpartition('/')[0]}/{PHOTO}"
    provider.repository.commit({photo: "another\n", path_of(CLOSED): ended("another\n")}, when=LATER)
    assert provider.plain() == ["sealed-file-changed"]
    [found] = provider.of_seals("sealed-file-changed")
    assert sha256(b"the photo\n") in found.message
    assert sha256(b"another\n") in found.message
    provider.repository.commit(
        {photo: None, path_of(CLOSED): ended().replace(attached("the photo\n"), "")}, when=LATER
    )
    assert provider.plain() == ["sealed-gone"]


def test_who_seals_anew_after_a_change_is_told_of_however_he_goes_about_it(provider: Sealed) -> None:
    signed, whole = f'signed: "{SIGNED}"\n', provider.read_file(SEAL)
    provider.replace(path_of(OPEN), "level: L3", "level: L1")
    told, head = provider.listed, provider.repository.run("rev-parse", "HEAD").strip()
    changed = {**told.files, path_of(OPEN): sha256((provider.repository.path / path_of(OPEN)).read_bytes())}
    anew = seal_list.written(told._replace(files=changed, commit=head, committed=LATER))
    old, new = sha256((provider.repository.path / LIST).read_bytes()), sha256(anew)
    text = whole.replace(old, new).replace(told.commit, head)
    # unsigned, put right, signed again: none of the three alone changes what was signed
    provider.repository.commit({SEAL: whole.replace(signed, "")}, when=LATER)
    provider.repository.commit({SEAL: text.replace(signed, ""), LIST: anew.decode()}, when=LATER)
    provider.repository.commit({SEAL: text}, when=LATER)
    assert provider.of_seals() == []
    found = [one for one in provider.read().findings if one.place.path == SEAL]
    assert [one.code for one in found] == ["rewritten-in-force"]
    assert f"「总散列值」由 {old[:40]}" in found[0].message
    assert f"「所按提交」由 {told.commit} 改成 {head}" in found[0].message


def test_a_seal_that_was_edited_is_not_what_its_list_or_its_commit_says(provider: Sealed) -> None:
    whole, told = provider.read_file(SEAL), provider.listed
    old, other = sha256((provider.repository.path / LIST).read_bytes()), "0" * 64
    for edited in (
        whole.replace(old, other, 1),
        whole.replace("records: 7", "records: 8"),
        whole.replace(told.commit, "1" * 40),
    ):
        provider.repository.commit({SEAL: edited}, when=LATER)
        assert provider.plain() == ["seal-untrue"]
    lying = seal_list.written(told._replace(files={**told.files, path_of(OPEN): other}))
    provider.repository.commit({SEAL: whole.replace(old, sha256(lying)), LIST: lying.decode()}, when=LATER)
    assert provider.plain() == []
    [found] = provider.of_seals("seal-unlike-commit")
    assert told.files[path_of(OPEN)] in found.message
    assert other in found.message


def test_a_list_without_a_record_that_was_there_or_of_a_commit_that_is_not_is_told(provider: Sealed) -> None:
    whole, told = provider.read_file(SEAL), provider.listed
    old = sha256((provider.repository.path / LIST).read_bytes())
    left = {path: one for path, one in told.files.items() if path != path_of(OPEN)}
    short = seal_list.written(told._replace(files=left))
    text = whole.replace(old, sha256(short)).replace("records: 7", "records: 6")
    provider.repository.commit({SEAL: text, LIST: short.decode()}, when=LATER)
    assert provider.plain() == ["sealed-added"]
    away = seal_list.written(told._replace(commit="1" * 40))
    text = whole.replace(old, sha256(away)).replace(told.commit, "1" * 40)
    provider.repository.commit({SEAL: text, LIST: away.decode()}, when=LATER)
    assert [one.code for one in provider.of_seals()] == ["seal-commit-unknown"]


def test_a_seal_that_is_removed_struck_out_or_unsigned_is_told(provider: Sealed) -> None:
    whole = provider.read_file(SEAL)
    voided = 'voided: {reason: 清单要重新算一遍, by: P-001, at: "2026-06-15T09:00:00+08:00"}\n'
    provider.repository.commit({SEAL: whole + voided}, when=LATER)
    assert "voided-though-begun" in [one.code for one in provider.read().findings if one.place.path == SEAL]
    provider.repository.commit({SEAL: whole.replace(f'signed: "{SIGNED}"\n', "")}, when=LATER)
    [found] = [one for one in provider.read().findings if one.place.path == SEAL]
    assert found.code == "rewritten-after-closing"
    provider.repository.commit({SEAL: None, LIST: None, f"{FOLDER}/SE-2026-05-signed.txt": None}, when=LATER)
    assert [one.code for one in provider.read().findings if one.place.path == SEAL] == ["record-deleted"]


def test_a_record_that_was_sealed_in_an_older_format_is_compared_by_what_it_means(
    repository: Repository,
) -> None:
    provider = Sealed(repository)
    provider.begin_only()
    path, settings = path_of(DRILL), provider.read_file("pyproject.toml")
    text = provider.read_file(path) + LESSONS
    repository.commit(
        {path: text, "pyproject.toml": settings.replace("format = 5", "format = 4")}, when=BEGAN
    )
    commit = repository.run("rev-parse", "HEAD").strip()
    names = (path, path_of(OPEN), path_of(CLOSED), f"{path_of(CLOSED).rpartition('/')[0]}/{PHOTO}")
    files = {one: sha256((repository.path / one).read_bytes()) for one in names}
    written = seal_list.written(SealList("2026-05", "CT-2026-01", commit, BEGAN, files))
    root = sha256(written)
    seal = f'id: SE-2026-05\nmonth: "2026-05"\ncommit: {commit}\nroot_sha256: "{root}"\ncounts: {{records: 3, late: 0, edited: 0}}\n'
    seal += f"attachments:\n  - {{file: SE-2026-05-list.txt, title: 封存清单, sha256: {root}}}\n"
    repository.commit({SEAL: seal, LIST: written.decode()}, when=SEALED)
    assert itss(repository.path, "migrate").returncode == 0
    repository.commit({}, when=LATER)
    assert sha256((repository.path / path).read_bytes()) != files[path]
    row = f"  - {{file: SE-2026-05-signed.txt, title: 签字扫描件, sha256: {sha256(b'signed')}}}\n"
    signed = f'{provider.read_file(SEAL)}{row}customer: P-101\nsigned: "{SIGNED}"\n'
    repository.commit({SEAL: signed, f"{FOLDER}/SE-2026-05-signed.txt": "signed"}, when=LATER)
    assert provider.of_seals("sealed-changed", "seal-unlike-commit", "seal-commit-unknown") == []
    provider.replace(path, "备份要先试开", "备份不用试开")
    [found] = provider.of_seals("sealed-changed")
    assert found.place.path == path
    assert "由 备份要先试开 改成 备份不用试开" in found.message


def test_what_cannot_be_sealed_is_refused_with_what_to_do_and_nothing_is_written(provider: Sealed) -> None:
    root = provider.repository.path
    for arguments, said in (
        (("2026-05",), "SE-2026-05 已经签字，不能重算"),
        (("2026-05", "--again"), "只有演示库可以"),
        (("2026-11",), "还没有过完"),
        (("May",), "写成 2026-03 这样"),
        (("2025-02",), "没有登记"),
        (("2026-06", "--contract", "CT-2026-09"), "没有合同 CT-2026-09"),
    ):
        with pytest.raises(UserError, match=said):
            cli.run(["seal", *arguments, "--root", str(root)])
    path = "records/process/request/2026/RQ-2026-0001.yaml"
    (root / path).write_text((root / path).read_text("utf-8") + "# 还没有提交\n", "utf-8")
    with pytest.raises(UserError, match=r"RQ-2026-0001\.yaml，共 1 个文件还没有提交"):
        cli.run(["seal", "2026-06", "--root", str(root)])
    assert provider.repository.run("status", "--short").split() == ["M", path]


def test_a_part_of_the_history_seals_nothing_and_stops_no_check(provider: Sealed, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    provider.repository.run("clone", "-q", "--depth", "1", f"file://{provider.repository.path}", str(shallow))
    assert itss(shallow, "check").returncode == 0
    for command in (("seal", "2026-06"), ("check", "--history")):
        refused = itss(shallow, *command)
        assert (refused.returncode, "浅克隆" in refused.stderr) == (2, True)
    base = knowledge.read(source.read(shallow), NOW, history.read(shallow))
    assert [one for one in base.findings if one.code.startswith("seal")] == []
    assert base.sealed[CLOSED][0].is_same is True


def test_pages_and_forms_tell_what_is_sealed_and_the_door_keeps_it(provider: Sealed) -> None:
    provider.replace(path_of(CLOSED), "cause: 浏览器太旧", "cause: 查不出原因")
    base, root = provider.read(), provider.repository.path
    bodies = {
        one.uri: one.body
        for one in record_page.pages(base)
        if one.uri in {f"r/{name}/" for name in (OPEN, CLOSED, "SE-2026-05")}
    }
    assert "封存（2026-06-03 签字），文件与封存时完全一致" in bodies[f"r/{OPEN}/"]
    assert "文件在封存以后改过" in bodies[f"r/{CLOSED}/"]
    seal = bodies["r/SE-2026-05/"]
    assert "按提交" in seal
    assert "今天有 6 条完全一致。1 条的文件与封存时不同" in seal
    assert "不能证明签字当日" not in seal  # it was signed after the commit
    kind = base.kinds.sound["incident"]
    there = dict(form_files.files(base, kind))[form_files.OPEN]
    assert f'"{OPEN}": "{OPEN} 已经随 SE-2026-05 封存，不能再改{{fields}}' in there.replace('":"', '": "')
    files = source.read(root)
    record = (root / path_of(OPEN)).read_bytes()
    for changes, is_refused in (({"level": "L1"}, True), ({"responded": "2026-06-04T09:00:00+08:00"}, False)):
        draft = Draft("incident", {**load(record), **changes}, opened=sha256(record))
        told = [one.message for one in enter(files, [draft], NOW).told[0] if one.code == Why.BOUND]
        assert bool(told) is is_refused
        assert all("已经随 SE-2026-05 封存，不能再改级别" in one for one in told)


def test_a_signature_older_than_the_commit_is_said_to_prove_nothing_of_its_day(provider: Sealed) -> None:
    provider.replace(SEAL, SIGNED, "2026-05-31T18:00:00+08:00")
    base = provider.read()
    [body] = [one.body for one in record_page.pages(base) if one.uri == "r/SE-2026-05/"]
    assert "不能证明签字当日的内容" in body


def test_the_schemas_of_the_project_have_one_kind_of_seals() -> None:
    assert [path for path, text in schemas().items() if b'"seal-root"' in text] == [
        "schemas/process/seal.schema.json"
    ]
