"""The place of a site: one build at a time, the old site whole until the new one is, whatever ends us.

A build works in a hidden folder beside the site's, and in the site's own where nobody may write beside it.
Git is not shown it. Whoever holds its lock knows that nobody else works there, and that whatever is in it was
left by a build that was killed: a site that was on its way out comes back first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from generators.finding import UserError
from generators.origin import landing
from generators.refusal import why
from generators.site import markup

_MARK = ".itss-building"  # begins the name of the folder in which a build works
_LOCK = "lock"
_IGNORED = ".gitignore"
# what is moved between a site's folder and ours, entry by entry: on its way out; all out; no longer wanted
_LEAVING, _OLD, _GONE = "leaving", "old", "gone"
_AWAY = ".away-"  # follows the name of a folder that is being removed
_OF_THE_DISK = "lost+found"  # in the first folder of a volume; nobody else's to move


@contextlib.contextmanager
def work(site_dir: Path) -> Iterator[Path]:
    """Give a folder to build in, then take it away; waits while another build works. Raises UserError."""
    beside = _beside(site_dir)
    try:
        folder = beside if _is_made(beside) else _within(site_dir)
        held = _held(folder)
    except OSError as error:
        raise UserError(f"{site_dir} 写不了（{why(error)}）；另选一个文件夹。") from None
    with held:
        try:
            try:
                _settle(site_dir)
                _clear(folder)
            except OSError as error:
                raise UserError(f"上次没有写完的 {folder} 动不了（{why(error)}）；检查权限，再试。") from None
            yield folder
        finally:
            with contextlib.suppress(OSError):
                _settle(site_dir)
            for one in (folder, _within(site_dir)):  # the second is there where the first would not do
                _emptied(one)


def entries(site_dir: Path) -> list[Path]:
    """Give what a site's folder holds that a site can be taken for. Raises NotADirectoryError."""
    if not site_dir.exists():
        return []
    return [
        one
        for one in sorted(site_dir.iterdir())
        if one.name != _OF_THE_DISK and not one.name.startswith(_MARK)
    ]


def swap(fresh: Path, site_dir: Path, folder: Path) -> None:
    """Put the new site in the old one's place, or leave the old one where it was. Raises UserError."""
    old = folder / _OLD
    try:
        if folder.parent == site_dir:
            _exchange(fresh, site_dir, folder)
            return
        if site_dir.exists():
            try:
                site_dir.rename(old)
            except OSError:  # a volume, or a folder that is ours in one that is not
                _exchange(fresh, site_dir, _within(site_dir))
                return
        fresh.rename(site_dir)
        if old.exists():
            old.rename(folder / _GONE)
    except OSError as error:
        raise UserError(f"{site_dir} 写不了（{why(error)}）；原来的网站没有动。") from None


def _exchange(fresh: Path, site_dir: Path, folder: Path) -> None:
    """Change what a folder holds and keep the folder: it is never a bit of both that is taken for a site."""
    _made(folder)
    here = folder / "new"
    if here != fresh:  # perhaps from another disk
        _clear(folder)
        shutil.copytree(fresh, here)
    leaving, old = folder / _LEAVING, folder / _OLD
    leaving.mkdir()
    for one in entries(site_dir):
        one.rename(leaving / one.name)
    leaving.rename(old)
    for one in here.iterdir():
        one.rename(site_dir / one.name)
    old.rename(folder / _GONE)


def _settle(site_dir: Path) -> None:
    """Put back what a killed build had begun to put away."""
    beside, within = _beside(site_dir), _within(site_dir)
    if (beside / _OLD).exists():
        (beside / _OLD).rename(beside / _GONE if site_dir.exists() else site_dir)
    if (within / _OLD).exists():  # all of the old site is there: what lies here is a part of the new one
        for one in entries(site_dir):
            _removed(one)
        (within / _OLD).rename(within / _LEAVING)
    if (within / _LEAVING).exists():
        for one in (within / _LEAVING).iterdir():
            one.rename(site_dir / one.name)
        (within / _LEAVING).rmdir()


def _held(folder: Path) -> contextlib.ExitStack:
    """Hold the lock of a folder, which its last holder takes away: then it is made anew."""
    while True:
        _made(folder)
        with contextlib.ExitStack() as stack:
            try:
                file = stack.enter_context((folder / _LOCK).open("ab"))
            except FileNotFoundError:
                continue
            landing.lock(file)
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), (folder / _LOCK).stat()):
                    return stack.pop_all()


def _made(folder: Path) -> None:
    while True:
        with contextlib.suppress(FileNotFoundError):  # its last holder has just taken it away
            return markup.write_file(folder / _IGNORED, "*\n")


def _is_made(folder: Path) -> bool:
    """Make a folder, unless nobody may write there who is us."""
    try:
        _made(folder)
    except PermissionError:
        return False
    except OSError:
        if folder.parent.is_dir():  # a disk that can only be read, with a volume in it
            return False
        raise
    return True


def _clear(folder: Path) -> None:
    for one in folder.iterdir():
        if one.name not in (_LOCK, _IGNORED):
            _removed(one)


def _emptied(folder: Path) -> None:
    """Take a folder of ours away under its lock, in one step: whoever waits for that makes it anew."""
    if any((folder / name).exists() for name in (_LEAVING, _OLD)):
        return  # it would not go back; the next build tries again
    with contextlib.suppress(OSError):
        _clear(folder)
        for one in folder.parent.iterdir():
            if one.name.startswith(f"{folder.name}{_AWAY}"):  # killed in the line after the next
                shutil.rmtree(one, ignore_errors=True)
        away = folder.rename(f"{folder}{_AWAY}{os.getpid()}")
        shutil.rmtree(away, ignore_errors=True)


def _removed(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _beside(site_dir: Path) -> Path:
    return site_dir.with_name(f"{_MARK}-{site_dir.name}")


def _within(site_dir: Path) -> Path:
    return site_dir / _MARK
