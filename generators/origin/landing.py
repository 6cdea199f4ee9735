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
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generators.finding import UserError
from generators.origin.source import MARKER
from generators.progress import Watch, unwatched
from generators.refusal import why

_MARK = ".itss-entering"  # begins the name of what is on its way
_PLAN = f"records/{_MARK}.json"
_BEYOND = 1 << 40  # a byte of the locked file that nobody reads


class Landing(NamedTuple):
    """Files on their way: by path, each with whether it takes the place of one that is there; and a note."""

    files: Mapping[str, bytes]
    changed: frozenset[str] = frozenset()
    note: Mapping[str, str] = {}  # for whoever carries an unfinished plan out


class Landed(KeyboardInterrupt):
    """Somebody stopped the program when the batch was decided: all of it is there."""


Finish = Callable[[tuple[str, ...], Mapping[str, str]], None]  # the paths that are there now, and the note


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the base for this process; waits while another holds it."""
    with contextlib.ExitStack() as stack:
        try:
            lock(stack.enter_context((root / MARKER).open("rb")))
        except OSError as error:
            raise UserError(f"知识库锁不住（{why(error)}），什么都没有写；过一会儿再来。") from None
        yield


def lock(held: BinaryIO) -> None:
    """Hold an open file for this process until it is closed; waits while another holds it. Raises OSError."""
    if sys.platform == "win32":
        import msvcrt

        held.seek(_BEYOND)
        msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(held.fileno(), fcntl.LOCK_EX)


def resume(root: Path, finish: Finish) -> tuple[str, ...]:
    """Carry out what was broken off, and clear away what never began; gives the paths that came of it.

    Raises UserError if it cannot be carried out; it is tried again by whoever comes next.
    """
    plan = root / _PLAN
    landed: tuple[str, ...] = ()
    if plan.is_file():
        told = json.loads(plan.read_bytes())
        landed = tuple(told["files"])
        try:
            _place(root, told["files"])
            finish(landed, told["note"])
        except FileExistsError as error:
            raise UserError(
                f"上次没有写完的要写 {error.filename2}，那里已经有了别的文件；把它移开，再运行一次。"
            ) from None
        except OSError as error:
            raise UserError(f"上次没有写完的写不了（{why(error)}）；检查文件夹、权限和盘的空间。") from None
    try:
        _clear(root)
    except OSError as error:
        raise UserError(f"知识库写不了（{why(error)}），什么都没有写；检查文件夹和权限。") from None
    return landed


def put(folder: Path, name: str, data: bytes) -> None:
    """Put one file into a folder, whole or not at all. Raises UserError."""
    hidden = folder / f".{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(hidden, data)
        hidden.replace(folder / name)
        _durable(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            hidden.unlink()
        raise UserError(f"{folder} 写不了（{why(error)}）；检查文件夹、权限和盘的空间。") from None


def land(root: Path, landing: Landing, finish: Finish, watch: Watch = unwatched) -> None:
    """Put the files into the base; `finish` comes after, and if it fails they are taken out again.

    Raises UserError if they cannot be written, or one that is new is there already. Whoever stops the program
    before the batch is decided finds nothing of it; after that all of it, and `Landed` is raised.
    """
    there = [path for path in landing.files if path not in landing.changed and (root / path).exists()]
    if there:
        raise UserError(f"{'、'.join(there)} 已经有了；再运行一次。")
    hidden = {path: _hidden(path, number) for number, path in enumerate(landing.files)}
    moves = {path: (hidden[path], path in landing.changed) for path in hidden}
    plan = json.dumps({"files": moves, "note": landing.note}, ensure_ascii=False)
    try:
        for path in watch("写入", [*landing.files]):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            _write(root / hidden[path], landing.files[path])
            if path in landing.changed:  # to go back there must be no need of room
                _write(root / _before(path), (root / path).read_bytes())
        _write(root / f"{_PLAN}.new", plan.encode())
    except BaseException as error:
        _back(root, landing, ())
        if isinstance(error, OSError):
            raise _unwritable(error) from None
        raise
    placing: list[str] = []  # from when on files have their names
    with _whole():
        try:
            (root / f"{_PLAN}.new").replace(root / _PLAN)
            _durable((root / _PLAN).parent)
            placing += moves
            _place(root, moves)
            finish(tuple(landing.files), landing.note)
        except BaseException as error:
            _back(root, landing, placing)
            if isinstance(error, OSError):
                raise _unwritable(error) from None
            raise
        with contextlib.suppress(OSError):  # then whoever comes next finds that there is nothing left to do
            _clear(root)


@contextlib.contextmanager
def _whole() -> Iterator[None]:
    """Let whoever stops the program wait until the block is done, or has failed."""
    if threading.current_thread() is not threading.main_thread():  # signals go to the main one
        yield
        return
    stopped: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
    try:
        yield
    except UserError:  # such as of Git, which was stopped, too
        if stopped:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    if stopped:
        raise Landed


def _unwritable(error: OSError) -> UserError:
    return UserError(f"写不了（{why(error)}），什么都没有写；检查文件夹、权限和盘的空间。")


def _hidden(path: str, number: int) -> str:
    return f"{path.rpartition('/')[0]}/{_MARK}-{number}"


def _before(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{_MARK}-before-{name}"


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


def _back(root: Path, landing: Landing, placing: Sequence[str]) -> None:
    """Take everything out again, and put back what was there before. Raises UserError with what is left."""
    left = []
    with contextlib.suppress(OSError):
        (root / _PLAN).unlink()
    for path in placing:
        full = root / path
        try:
            if path in landing.changed:
                (root / _before(path)).replace(full)
            elif full.exists() and full.read_bytes() == landing.files[path]:
                full.unlink()
        except OSError:
            left.append(path)
    if left:
        raise UserError(f"没有写成，也没有退干净：{'、'.join(left)}；检查盘，再用 git status 看这些文件。")
    with contextlib.suppress(OSError):  # a hidden file is no record, and the next one clears it away
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
