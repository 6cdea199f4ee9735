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


def find_root(start: Path) -> Path:
    """Find the folder with mkdocs.yml at or above `start`. Raises UserError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return folder
    raise UserError(f"{start} 及其上级都没有 {MARKER}；到知识库的文件夹里运行，或用 --root 指明它。")


def root_of(argument: str | None) -> Path:
    """Find the folder of the base that an argument names, else that around this one. Raises UserError."""
    if argument is None:
        return find_root(Path.cwd())
    root = Path(argument).resolve()
    if not (root / MARKER).is_file():
        raise UserError(f"{root} 里没有 {MARKER}；--root 要指知识库的文件夹。")
    return root


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
        full = path.resolve()
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
    if (root / config.FILE).is_file():
        files[config.FILE] = _bytes(root / config.FILE)
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
    return settings.as_of or datetime.now(UTC).astimezone(settings.zone)


def _collect(folder: Path, name: str, files: dict[str, bytes]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UserError(f"读不了 {name}（{why(error)}）；检查文件夹和权限。") from None
    for entry in entries:
        path = f"{name}/{entry.name}"
        if not path.isprintable():
            raise UserError(f"文件名 {path!r} 含有不能显示的字符；改名后再试。")
        if entry.is_symlink():
            raise UserError(f"{path} 是符号链接；换成文件本身，登记的内容才在 Git 里。")
        if entry.is_dir():
            _collect(Path(entry.path), path, files)
        elif entry.is_file():
            files[path] = _bytes(Path(entry.path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"读不了 {path}（{why(error)}）；检查文件和权限。") from None


def _own_schemas() -> Path:
    package = Path(__file__).parent.parent
    inside = package / "schemas"  # in the wheel
    return inside if inside.is_dir() else package.parent / "schemas"
