"""The edge towards the disk: which files a base is made of, and which moment it is judged at."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT, SETTINGS, schemas

from generators.finding import UserError
from generators.origin import source
from generators.server import watch

PERSON = b'id: P-001\nname: "x"\n'
ARGUMENT = "2026-01-02T03:04:05+08:00"
SETTING = "2026-05-06T07:08:09+00:00"


def write(root: Path, *names: str, text: bytes = b"x\n") -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return root


def test_the_root_is_found_from_a_folder_deep_inside(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "records/people/person/P-001.yaml")
    assert source.find_root(tmp_path / "records/people/person") == tmp_path.resolve()
    assert source.find_root(tmp_path) == tmp_path.resolve()


def test_the_nearest_root_wins(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "inner/mkdocs.yml", "inner/docs/about.md")
    assert source.find_root(tmp_path / "inner/docs") == (tmp_path / "inner").resolve()


def test_a_folder_named_like_the_marker_is_no_root(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").mkdir()
    with pytest.raises(UserError, match=r"mkdocs\.yml.*--root"):
        source.find_root(tmp_path)


def test_what_is_read_is_sorted_and_nothing_else_is_read(tmp_path: Path) -> None:
    wanted = [
        "docs/about.md",
        "docs/图/架构.md",
        "mkdocs.yml",
        "pyproject.toml",
        "records/a/1.yaml",
        "records/b.yaml",
        "schemas/x.json",
    ]
    write(tmp_path, *reversed(wanted), "README.md", "site/index.html", "recordsX/1.yaml")
    (tmp_path / "pyproject.toml").write_bytes(SETTINGS)
    assert list(source.read(tmp_path)) == wanted


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbfa: \xff\r\n\x00"
    write(tmp_path, "pyproject.toml", text=SETTINGS)
    assert source.read(write(tmp_path, "records/a.yaml", text=text))["records/a.yaml"] == text


def test_a_base_without_schemas_reads_the_ones_of_this_package(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", text=SETTINGS)
    files = source.read(write(tmp_path, "records/people/person/P-001.yaml", text=PERSON))
    assert files == {**schemas(), "records/people/person/P-001.yaml": PERSON, "pyproject.toml": SETTINGS}


@pytest.mark.parametrize(
    ("settings", "told"), [(b"", "先运行 itss migrate"), (b"[tool.itss]\nformat = 99\n", "新版")]
)
def test_a_base_of_another_format_is_refused_in_one_sentence(
    tmp_path: Path, settings: bytes, told: str
) -> None:
    write(tmp_path, "pyproject.toml", text=settings)
    write(tmp_path, "records/people/person/P-001.yaml", text=PERSON)
    with pytest.raises(UserError, match=told):
        source.read(tmp_path)


def test_schemas_of_a_base_are_never_mixed_with_ours(tmp_path: Path) -> None:
    files = source.read(write(tmp_path, "schemas/people/person.schema.json", text=b"{}"))
    assert files == {"schemas/people/person.schema.json": b"{}"}


def test_an_empty_folder_is_an_empty_base_with_our_schemas(tmp_path: Path) -> None:
    assert source.read(tmp_path) == schemas()


def test_this_repository_reads_its_own_schemas() -> None:
    files = source.read(ROOT)
    assert {path: files[path] for path in files if path.startswith("schemas/")} == schemas()


@pytest.mark.parametrize(
    "target", ["real.yaml", "records/people", "nowhere"], ids=["file", "folder", "nothing"]
)
def test_a_symbolic_link_is_refused_by_name(tmp_path: Path, target: str) -> None:
    write(tmp_path, "real.yaml", "records/people/P-001.yaml")
    (tmp_path / "records/link.yaml").symlink_to(tmp_path / target)
    with pytest.raises(UserError, match=r"records/link\.yaml 是符号链接"):
        source.read(tmp_path)


@pytest.mark.parametrize("name", source.READ)
def test_a_folder_of_the_base_that_is_itself_a_link_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, "elsewhere/a.yaml")
    (tmp_path / name).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(UserError, match=f"{name} 是符号链接"):
        source.read(tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = write(tmp_path, "records/a.yaml", "records/b.yaml") / "records/b.yaml"
    whole = Path.read_bytes

    def refuse(path: Path) -> bytes:  # by hand, because root may read everything
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UserError, match=r"读不了 .*records/b\.yaml（没有权限）"):
        source.read(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, "records/people/a.yaml") / "records/people"
    folder.chmod(0)
    try:
        with pytest.raises(UserError, match="读不了 records/people"):
            source.read(tmp_path)
    finally:
        folder.chmod(0o755)


def test_a_file_in_place_of_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="读不了 records"):
        source.read(write(tmp_path, "records"))


@pytest.mark.parametrize("name", [b"a\nb.yaml", b"a\x1b[31m.yaml", b"\xff\xfe.yaml"])
def test_a_file_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, "records/a.yaml")
    Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), b"records", name))).write_bytes(b"")  # noqa: PTH118
    with pytest.raises(UserError, match="不能显示的字符") as told:
        source.read(tmp_path)
    assert str(told.value).isprintable()


def listening_at(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(name)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.parametrize(
    "name", ["records/people/pipe.yaml", "docs/pipe.md", "schemas/pipe", "pyproject.toml"]
)
@pytest.mark.parametrize("make", [os.mkfifo, listening_at])
def test_what_is_no_file_is_named_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[str], object]
) -> None:
    write(tmp_path, "records/people/a.yaml", "docs/a.md", "schemas/a.json")
    monkeypatch.chdir((tmp_path / name).parent)  # the name of a socket is short
    make(Path(name).name)
    with pytest.raises(UserError, match=f"{name} 不是文件，是管道、套接字或设备"):
        source.read(tmp_path)


def test_what_an_editor_has_locked_is_read_without_its_lock(tmp_path: Path) -> None:
    write(tmp_path, "records/P-101.yaml")
    (tmp_path / "records/.#P-101.yaml").symlink_to("user@host.123:456")
    (tmp_path / "records/.ring").symlink_to(".ring")
    assert [*source.as_it_stands(tmp_path)] == ["records/P-101.yaml"]


def test_folders_in_folders_without_end_are_told_in_one_sentence(tmp_path: Path) -> None:
    here = os.open(write(tmp_path, "docs/a") / "docs", os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    with pytest.raises(UserError, match="套了 40 层以上") as told:
        source.read(tmp_path)
    assert len(str(told.value)) < 120
    watch.fingerprint(tmp_path)
    subprocess.run(["rm", "-rf", tmp_path / "docs"], check=True)  # Python's own would be too deep


def test_as_many_folders_in_folders_as_people_make_are_read(tmp_path: Path) -> None:
    write(tmp_path, f"docs/{'d/' * 38}a.md")
    assert any(one.endswith("a.md") for one in source.read(tmp_path))


def test_a_file_that_no_memory_holds_is_not_read(tmp_path: Path) -> None:
    with (write(tmp_path, "docs/a.pdf") / "docs/a.pdf").open("r+b") as file:
        file.truncate(source.MOST + 1)
    with pytest.raises(UserError, match=r"a\.pdf 超过 1 GiB"):
        source.read(tmp_path)


def test_a_root_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:  # by hand, because root may read everything
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    for argument in (str(tmp_path), None):
        with pytest.raises(UserError, match="没有权限"):
            source.root_of(argument)


def settings(text: str) -> dict[str, bytes]:
    return {"pyproject.toml": f"[tool.itss]\n{text}\n".encode()}


def test_an_argument_beats_the_settings() -> None:
    assert source.now(settings(f'as_of = "{SETTING}"'), ARGUMENT) == datetime.fromisoformat(ARGUMENT)


def test_the_settings_beat_the_clock() -> None:
    assert source.now(settings(f'as_of = "{SETTING}"'), None) == datetime.fromisoformat(SETTING)


def test_without_either_the_clock_is_asked_in_the_zone_of_the_base() -> None:
    before = datetime.now(UTC)
    now = source.now(settings('zone = "Asia/Tokyo"'), None)
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize("argument", ["yesterday", "20260102", "2026-01-02T03:04:05", "2026-02-30T00:00:00Z"])
def test_a_moment_without_an_offset_is_refused(argument: str) -> None:
    with pytest.raises(UserError, match="--as-of 要写成带时区的时间"):
        source.now({}, argument)


def test_a_day_means_its_end_in_the_zone_of_the_base() -> None:
    now = source.now(settings('zone = "Asia/Tokyo"'), "2026-01-02")
    assert now.isoformat() == "2026-01-02T23:59:59+09:00"
    with pytest.raises(UserError, match="2026-02-30 不存在"):
        source.now({}, "2026-02-30")


def test_a_moment_in_the_settings_needs_an_offset_too() -> None:
    with pytest.raises(UserError, match=r"pyproject\.toml 的 as_of 要写成带时区的时间"):
        source.now(settings("as_of = 2026-01-02T03:04:05"), None)
