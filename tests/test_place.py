"""A site in its place: killed anywhere, the next build puts the old site back; volumes, foreign parents, two at once."""

from __future__ import annotations

import errno
import multiprocessing
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.finding import UserError
from generators.site import place

OLD = {"index.html": "old", "r/P-001/index.html": "old page", "gone.html": "only old"}
NEW = {"index.html": "new", "r/P-001/index.html": "new page", "r/P-002/index.html": "only new"}
BESIDE = ".itss-building-site"


class Killed(BaseException):
    """The process is no more: nothing of it is cleaned up."""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def read(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): one.read_text("utf-8")
        for one in folder.rglob("*")
        if one.is_file()
    }


def build(site_dir: Path, files: dict[str, str] = NEW) -> None:
    with place.work(site_dir) as folder:
        place.swap(write(folder / "new", files), site_dir, folder)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path / "home/site", OLD)


def as_volume(monkeypatch: pytest.MonkeyPatch, site: Path) -> None:
    """A folder that is a mount point cannot be renamed."""
    rename = Path.rename

    def busy(path: Path, target: Path) -> Path:
        if path == site:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", busy)


def as_foreign(monkeypatch: pytest.MonkeyPatch, site: Path) -> None:
    """A parent in which nobody may make or rename anything."""
    mkdir, rename = Path.mkdir, Path.rename

    def refused(path: Path, mode: int = 0o777, *, parents: bool = False, exist_ok: bool = False) -> None:
        if path.parent == site.parent and path != site:
            raise PermissionError(errno.EACCES, "Permission denied")
        mkdir(path, mode, parents=parents, exist_ok=exist_ok)

    def still(path: Path, target: Path) -> Path:
        if site.parent in (path.parent, Path(target).parent):
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "mkdir", refused)
    monkeypatch.setattr(Path, "rename", still)


Ways = Callable[[pytest.MonkeyPatch, Path], None]
WAYS = pytest.mark.parametrize(
    "way", [lambda *_: None, as_volume, as_foreign], ids=["renamed", "volume", "foreign"]
)


@WAYS
def test_the_new_site_takes_the_place_of_the_old_one_and_nothing_is_left(
    site: Path, monkeypatch: pytest.MonkeyPatch, way: Ways
) -> None:
    way(monkeypatch, site)
    number = site.stat().st_ino
    build(site)
    assert read(site) == NEW
    assert [one.name for one in site.parent.iterdir()] == ["site"]
    assert sorted(one.name for one in site.iterdir()) == ["index.html", "r"]
    assert (site.stat().st_ino == number) == (way in (as_volume, as_foreign))


@WAYS
def test_killed_at_any_step_the_next_build_finds_the_old_site_or_the_new_one(
    site: Path, monkeypatch: pytest.MonkeyPatch, way: Ways
) -> None:
    way(monkeypatch, site)
    steps, found = Path.rename, []
    monkeypatch.setattr(place, "_emptied", lambda _: None)  # who is killed takes nothing away
    for number in range(20):
        done = 0

        def killed(path: Path, target: Path) -> Path:
            nonlocal done
            if done == number:  # noqa: B023 - called in this turn only
                raise Killed
            done += 1
            return steps(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", killed)
            patched.setattr(place, "_settle", lambda _: None)
            try:
                build(site, {**NEW, "index.html": str(number)})
            except Killed:
                pass
            else:
                break
        with place.work(site):
            now = read(site) if site.exists() else {}
            now = {name: text for name, text in now.items() if not name.startswith(".itss-building")}
        found.append(now)
        assert now in (OLD, {**NEW, "index.html": str(number)})
        with place.work(site) as folder:
            place.swap(write(folder / "new", OLD), site, folder)
    assert OLD in found
    assert number > 1


def test_a_build_that_was_killed_shows_nothing_to_git(site: Path) -> None:
    subprocess.run(["git", "init", "-q", site.parent], check=True)
    beside = site.parent / BESIDE
    with place.work(site) as folder:
        assert folder == beside
        write(folder / "new", NEW)
        told = subprocess.run(
            ["git", "-C", site.parent, "status", "--porcelain", "-uall"],
            check=True,
            capture_output=True,
            text=True,
        )
    assert BESIDE not in told.stdout
    assert "site/index.html" in told.stdout


def test_what_a_killed_build_left_is_taken_away_by_the_next(site: Path) -> None:
    write(site.parent / BESIDE, {"new/index.html": "half", "lock": ""})
    write(site.parent / f"{BESIDE}.away-77", {"lock": ""})
    write(site, {".itss-building/new/index.html": "half"})
    build(site)
    assert read(site) == NEW
    assert [one.name for one in site.parent.iterdir()] == ["site"]


def test_of_two_builds_at_once_the_second_waits_and_both_are_whole(site: Path) -> None:
    seen = []

    def second() -> None:
        build(site, {"index.html": "second"})
        seen.append("second")

    other = threading.Thread(target=second)
    with place.work(site) as folder:
        other.start()
        other.join(0.2)
        assert other.is_alive()
        place.swap(write(folder / "new", NEW), site, folder)
        seen.append("first")
    other.join(10)
    assert seen == ["first", "second"]
    assert read(site) == {"index.html": "second"}
    assert [one.name for one in site.parent.iterdir()] == ["site"]


def test_many_builds_at_once_leave_one_whole_site_and_nothing_else(site: Path) -> None:
    builds = [
        multiprocessing.Process(target=build, args=(site, {"index.html": f"{one}"})) for one in range(6)
    ]
    for one in builds:
        one.start()
    for one in builds:
        one.join(20)
    assert [one.exitcode for one in builds] == [0] * 6
    assert read(site) in [{"index.html": f"{one}"} for one in range(6)]
    assert [one.name for one in site.parent.iterdir()] == ["site"]


@WAYS
def test_a_disk_that_is_full_leaves_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, way: Ways
) -> None:
    way(monkeypatch, site)
    rename = Path.rename

    def full(path: Path, target: Path) -> Path:
        if (
            Path(target) in (site, site / "index.html")
            and "old" not in str(path.name)
            and "leaving" not in str(path)
        ):
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(UserError, match="盘满了"):
        build(site)
    assert read(site) == OLD
    assert [one.name for one in site.parent.iterdir()] == ["site"]


def test_a_volume_of_its_own_may_hold_what_its_disk_put_there(site: Path) -> None:
    (site / "lost+found").mkdir()
    assert [one.name for one in place.entries(site)] == ["gone.html", "index.html", "r"]
