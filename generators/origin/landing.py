"""Files put into a base so that, whatever breaks off, all of a batch are there or none, and none by half.

One process at a time (a lock that dies with it). Everything is first written under hidden names, which nobody
reads as records, and made durable; then a plan of what goes where is put beside it: from there on the batch
has happened, and whoever comes next carries an unfinished plan out. New files are linked to their names,
which never overwrites one; changed ones are put in the place of the old.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generators.finding import UserError
from generators.origin.source import MARKER
from generators.refusal import why

_MARK = ".itss-entering"  # begins the name of what is on its way
_PLAN = f"records/{_MARK}.json"
_BEYOND = 1 << 40  # a byte of the locked file that nobody reads


class Landing(NamedTuple):
    """Files on their way: by path, each with whether it takes the place of one that is there; and a note."""

    files: Mapping[str, bytes]
    changed: frozenset[str] = frozenset()
    note: Mapping[str, str] = {}  # for whoever carries an unfinished plan out


Finish = Callable[[tuple[str, ...], Mapping[str, str]], None]  # the paths that are there now, and the note


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the base for this process; waits while another holds it."""
    with (root / MARKER).open("rb") as held:
        if sys.platform == "win32":
            import msvcrt

            held.seek(_BEYOND)
            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(held.fileno(), fcntl.LOCK_EX)
        yield


def resume(root: Path, finish: Finish) -> tuple[str, ...]:
    """Carry out what was broken off, and clear away what never began; gives the paths that came of it."""
    plan = root / _PLAN
    landed: tuple[str, ...] = ()
    if plan.is_file():
        told = json.loads(plan.read_bytes())
        _place(root, told["files"])
        landed = tuple(told["files"])
        finish(landed, told["note"])
    _clear(root)
    return landed


def put(folder: Path, name: str, data: bytes) -> None:
    """Put one new file into a folder, whole or not at all. Raises UserError."""
    hidden = folder / f".{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(hidden, data)
        hidden.rename(folder / name)
        _durable(folder)
    except OSError as error:
        raise UserError(f"{folder} 写不了（{why(error)}）；检查文件夹、权限和盘的空间。") from None


def land(root: Path, landing: Landing, finish: Finish) -> None:
    """Put the files into the base; `finish` comes after, and if it fails they are taken out again.

    Raises UserError if they cannot be written, or one that is new is there already.
    """
    there = [path for path in landing.files if path not in landing.changed and (root / path).exists()]
    if there:
        raise UserError(f"{'、'.join(there)} 已经有了；再运行一次。")
    before = {path: (root / path).read_bytes() for path in landing.changed}
    hidden = {path: _hidden(path, number) for number, path in enumerate(landing.files)}
    try:
        for path, data in landing.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            _write(root / hidden[path], data)
        moves = {path: (hidden[path], path in landing.changed) for path in hidden}
        plan = json.dumps({"files": moves, "note": landing.note}, ensure_ascii=False)
        _write(root / f"{_PLAN}.new", plan.encode())
        (root / f"{_PLAN}.new").replace(root / _PLAN)
        _durable((root / _PLAN).parent)
        _place(root, moves)
    except OSError as error:
        _back(root, landing, before)
        raise UserError(f"写不了（{why(error)}），什么都没有写；检查文件夹、权限和盘的空间。") from None
    try:
        finish(tuple(landing.files), landing.note)
    except BaseException:
        _back(root, landing, before)
        raise
    _clear(root)


def _hidden(path: str, number: int) -> str:
    return f"{path.rpartition('/')[0]}/{_MARK}-{number}"


def _place(root: Path, files: Mapping[str, tuple[str, bool]]) -> None:
    """Give each file its name; those that have it already are left."""
    for path, (hidden, is_changed) in files.items():
        if not (root / hidden).exists():
            continue  # it was placed before something broke off
        if is_changed:
            (root / hidden).replace(root / path)
            continue
        try:
            os.link(root / hidden, root / path)
        except FileExistsError:
            if not (root / hidden).samefile(root / path):
                raise
        except OSError:  # a disk without links, such as FAT: nobody else is here
            (root / hidden).rename(root / path)
            continue
        (root / hidden).unlink()
    for folder in {(root / path).parent for path in files}:
        _durable(folder)


def _back(root: Path, landing: Landing, before: Mapping[str, bytes]) -> None:
    """Take everything out again."""
    with contextlib.suppress(FileNotFoundError):
        (root / _PLAN).unlink()
    for path, data in landing.files.items():
        full = root / path
        if path in before:
            full.write_bytes(before[path])
        elif full.exists() and full.read_bytes() == data:
            full.unlink()
    _clear(root)


def _clear(root: Path) -> None:
    """Remove what is hidden: the plan first, for without it the rest means nothing."""
    with contextlib.suppress(FileNotFoundError):
        (root / _PLAN).unlink()
    for left in [*(root / "records").rglob(f"{_MARK}*")]:
        left.unlink()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _durable(folder: Path) -> None:
    """Make the names in a folder survive a loss of power, where the system can."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
