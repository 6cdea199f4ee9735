"""The edge towards the disk: a base's files as bytes by path, and the moment it is judged at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from generators import config
from generators.finding import UserError
from generators.refusal import why

READ = ("docs", "records", "schemas")
MARKER = "mkdocs.yml"
LARGEST = 64 << 20  # bytes of one file that is handed over
MOST = 1 << 30  # and of one that lies in a base
_DEEPEST = 40  # folders in folders
_SHOWN = 60  # characters of a path that is very long


def find_root(start: Path) -> Path:
    """Find the folder with mkdocs.yml at or above `start`. Raises UserError."""
    start = resolved(start)
    for folder in (start, *start.parents):
        if _is_file(folder / MARKER):
            return folder
    raise UserError(f"{start} 及其上级都没有 {MARKER}；到知识库的文件夹里运行，或用 --root 指明它。")


def root_of(argument: str | None) -> Path:
    """Find the folder of the base that an argument names, else that around this one. Raises UserError."""
    if argument is None:
        return find_root(Path())
    root = resolved(Path(argument))
    if not _is_file(root / MARKER):
        raise UserError(f"{root} 里没有 {MARKER}；--root 要指知识库的文件夹。")
    return root


def resolved(path: Path) -> Path:
    """Give the full path of what an argument names, whether it is there or not. Raises UserError."""
    try:
        full = path.resolve()
        full.exists()  # a name that no disk can hold
    except FileNotFoundError:
        raise UserError("现在所在的文件夹已经没有了；换到别的文件夹再运行。") from None
    except OSError as error:
        raise UserError(f"{path} 读不了（{why(error)}）；改成别的，或检查权限。") from None
    except RuntimeError:  # what Python up to 3.12 says of links in a ring
        raise UserError(f"{path} 读不了（符号链接绕成了圈）；改成别的。") from None
    return full


def read(root: Path) -> dict[str, bytes]:
    """Read every file under docs/, records/, schemas/ and the settings, sorted by path.

    A base without schemas/ uses the ones that come with this package; the two are never mixed. Raises
    UserError for a base of another format than this program's; one that holds no record yet has none.
    """
    files = as_it_stands(root)
    written = config.read(files).format
    if written != config.FORMAT and any(path.startswith("records/") for path in files):
        raise UserError(config.other_format(written))
    if not any(path.startswith("schemas/") for path in files):
        files |= shipped_schemas()
    return dict(sorted(files.items()))


def shipped_schemas() -> dict[str, bytes]:
    """Read the schemas that come with this package."""
    files: dict[str, bytes] = {}
    _collect(_own_schemas(), "schemas", files)
    return files


def shipped(name: str) -> dict[str, bytes]:
    """Read the files of a folder of this package, or the one file of that name."""
    path = Path(__file__).parent.parent / name
    if path.is_file():
        return {name: _bytes(path)}
    files: dict[str, bytes] = {}
    _collect(path, name, files)
    return files


def given(path: Path) -> bytes:
    """Read a file that an argument names. Raises UserError."""
    return _bytes(path)


def handed(root: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    """Read the files that somebody hands over, folders with all in them. Raises UserError."""
    files: dict[str, bytes] = {}
    for path in paths:
        full = resolved(path)
        if any(full.is_relative_to(root / folder) for folder in READ):
            raise UserError(f"{path} 已经在知识库里；草稿放在别处，或直接运行 itss check。")
        if full.is_dir():
            _collect(full, path.as_posix(), files)
        else:
            files[path.as_posix()] = _bytes(path)
    large = [name for name, data in files.items() if len(data) > LARGEST]
    if large:
        raise UserError(f"{'、'.join(large)} 超过 {LARGEST >> 20} MiB；拆小，或不作为附件交。")
    return files


def beside(name: str) -> bytes | None:
    """Read a file that a handed-over one mentions, if it is there."""
    path = Path(name)
    return _bytes(path) if path.is_file() and not path.is_symlink() else None


def as_it_stands(root: Path) -> dict[str, bytes]:
    """Read the files of a base of whatever format, without what the package adds."""
    files: dict[str, bytes] = {}
    for folder in READ:
        if (root / folder).is_symlink():
            raise UserError(f"{folder} 是符号链接；换成文件夹本身，登记的内容才在 Git 里。")
        _collect(root / folder, folder, files)
    for name in (config.FILE, MARKER):
        if _is_file(root / name):
            files[name] = _bytes(root / name)
        elif (root / name).exists():
            raise UserError(_no_file(name))
    return dict(sorted(files.items()))


def folder(root: Path, name: str) -> dict[str, bytes]:
    """Read the files of one folder of a base, which may be missing. Raises UserError."""
    files: dict[str, bytes] = {}
    _collect(root / name, name, files)
    return files


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a base, in the order given. Raises UserError at the first that cannot be written."""
    for path, data in files.items():
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        except OSError as error:
            raise UserError(f"写不了 {path}（{why(error)}）；检查文件夹和权限。") from None


def write_new(path: Path, data: bytes) -> None:
    """Write a file that somebody asked for, never over another one. Raises UserError."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UserError(f"{path} 已经有了，没有动它；用 -o 换一个名字。") from None
    except OSError as error:
        raise UserError(f"写不了 {path}（{why(error)}）；换一个地方。") from None


def now(files: dict[str, bytes], argument: str | None) -> datetime:
    """Settle the moment of judgement: the argument, else the settings, else the clock."""
    settings = config.read(files)
    if argument is not None:
        return config.day_or_moment(argument, "--as-of", settings.zone)
    return settings.as_of or clock().astimezone(settings.zone)


def clock() -> datetime:
    """Ask this machine what time it is."""
    return datetime.now(UTC)


def _collect(folder: Path, name: str, files: dict[str, bytes]) -> None:
    """Read all files below a folder. What is hidden is nobody's record, so an editor's lock is no fault."""
    left = [(folder, name)]
    while left:
        here, at = left.pop()
        for entry in _entries(here, at):
            path = f"{at}/{entry.name}"
            is_hidden = entry.name.startswith(".")
            if not path.isprintable():
                raise UserError(f"文件名 {path!r} 含有不能显示的字符；改名后再试。")
            if entry.is_symlink():
                if not is_hidden:
                    raise UserError(f"{path} 是符号链接；换成文件本身，登记的内容才在 Git 里。")
            elif entry.is_dir():
                if path.count("/") > _DEEPEST:
                    raise UserError(f"{at[:_SHOWN]}…… 里文件夹套了 {_DEEPEST} 层以上；理平，或删掉。")
                left.append((Path(entry.path), path))
            elif entry.is_file():
                files[path] = _bytes(Path(entry.path))
            elif not is_hidden:
                raise UserError(_no_file(path))


def _entries(folder: Path, name: str) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UserError(f"读不了 {name}（{why(error)}）；检查文件夹和权限。") from None


def _no_file(path: str) -> str:
    return f"{path} 不是文件，是管道、套接字或设备；删掉它，或移到知识库以外。"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise UserError(f"读不了 {path}（{why(error)}）；检查文件夹和权限。") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise UserError(f"{path} 超过 {MOST >> 30} GiB，不读；移到知识库以外。")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"读不了 {path}（{why(error)}）；检查文件和权限。") from None


def _own_schemas() -> Path:
    package = Path(__file__).parent.parent
    inside = package / "schemas"  # in the wheel
    return inside if inside.is_dir() else package.parent / "schemas"
