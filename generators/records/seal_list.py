"""The list whose SHA-256 is the root of a seal: a line for each file of a month as of a commit.

Anybody can check it without this program: `sha256sum -c` reads its lines and passes over its first, which
tells the format, the month, the contract, the commit and when that was committed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

FORMAT = 1
MARK = b"# itss-seal "
_NONE = "-"  # in place of a contract where there is none
_HEAD = re.compile(
    r"# itss-seal (?P<format>[0-9]{1,3}) (?P<month>[0-9]{4}-[0-9]{2}) (?P<contract>[A-Z0-9-]+)"
    r" (?P<commit>[0-9a-f]{40}|[0-9a-f]{64}) (?P<committed>\S+)"
).fullmatch
_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<path>\S.*)").fullmatch


class SealList(NamedTuple):
    """What a list says: of which month and contract, as of which commit, each file's SHA-256 by its path."""

    month: str
    contract: str | None
    commit: str
    committed: str  # as Git tells it
    files: Mapping[str, str]
    format: int = FORMAT

    @property
    def records(self) -> tuple[str, ...]:
        """The paths of the records, without their attachments."""
        return tuple(path for path in self.files if is_record(path))


def is_record(path: str) -> bool:
    """Say whether a line is that of a record, not of an attachment beside one."""
    return path.endswith(".yaml")


def stem(path: str) -> str:
    """Give the id of the record at a path."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def sha256(data: bytes) -> str:
    """Give the SHA-256 of a file as `sha256sum` does."""
    return hashlib.sha256(data).hexdigest()


def written(told: SealList) -> bytes:
    """Write a list: its first line, then the lines by path; the same list gives the same bytes."""
    words = (str(told.format), told.month, told.contract or _NONE, told.commit, told.committed)
    head = MARK.decode() + " ".join(words)
    lines = (f"{told.files[path]}  {path}" for path in sorted(told.files))
    return "".join(f"{one}\n" for one in (head, *lines)).encode()


def read(data: bytes) -> SealList | None:
    """Read a list; None for one that this program would not have written so."""
    try:
        head, *lines = data.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        return None
    found, rows = _HEAD(head), [_LINE(one) for one in lines]
    if found is None or None in rows:
        return None
    files = {row["path"]: row["sha256"] for row in rows if row}
    contract = None if found["contract"] == _NONE else found["contract"]
    told = SealList(
        found["month"], contract, found["commit"], found["committed"], files, int(found["format"])
    )
    return told if told.format == FORMAT and written(told) == data else None
