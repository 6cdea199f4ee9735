"""Files handed over with a draft: stored beside the record under its id, with their hashes in its data.

What the author called a file stays as its title, in whatever script; the name it is stored under is made of
the id, so that two records never claim one file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from generators.authoring.draft import Draft, Told, Why
from generators.kinds.kind import Kind
from generators.records.attached import FILE, HASH, TABLE
from generators.strict_yaml import At

_TITLE = "title"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}").fullmatch


class Attached(NamedTuple):
    """The data with the rows of their attachments filled in, the files by path, and what does not fit."""

    data: dict[str, Any]
    files: dict[str, bytes]
    told: tuple[Told, ...]
    missing: frozenset[At] = frozenset()  # what of the data names a file that is not there


def attach(kind: Kind, home: str, data: dict[str, Any], draft: Draft, there: Collection[str]) -> Attached:
    """Give each file its name and its row; `home` is the path of the record."""
    rows = data.get(TABLE, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return Attached(data, {}, ())  # the schema tells that
    rows = [_lower(dict(row)) for row in rows]
    folder = home.rpartition("/")[0]
    missing = {
        (TABLE, number, FILE): name
        for number, row in enumerate(rows)
        if isinstance(name := row.get(FILE), str)
        and name not in draft.attachments
        and f"{folder}/{name}" not in there
    }
    told = [Told(draft.spot(at), "attachment-missing", _missing(name)) for at, name in missing.items()]
    if not draft.attachments:
        return Attached({**data, TABLE: rows} if rows else data, {}, tuple(told), frozenset(missing))
    if TABLE not in kind.fields:
        names = "、".join(draft.attachments)
        text = f"「{kind.title}」没有附件一项，收不了 {names}；写进别的登记，或不交这些文件。"
        return Attached(data, {}, (Told(draft.spot(()), Why.ATTACHMENT, text),))
    files: dict[str, bytes] = {}
    for name, content in draft.attachments.items():
        number = next((at for at, row in enumerate(rows) if row.get(FILE) == name), len(rows))
        if number == len(rows):
            rows.append({FILE: name})
        row, found = rows[number], hashlib.sha256(content).hexdigest()
        if row.get(HASH, found) != found:
            text = f"附件 {name} 的散列值是 {found}，与写的不同；找回原文件，或不写散列值，由系统算。"
            told.append(Told(draft.spot((TABLE, number, HASH)), Why.ATTACHMENT, text))
        path = _path(kind, home, name, {*there, *files})
        files[path] = content
        rows[number] = {
            **row, FILE: path.rpartition("/")[2], _TITLE: row.get(_TITLE) or _title(kind, name, number),
            HASH: found,
        }  # fmt: skip
    return Attached({**data, TABLE: rows}, files, tuple(told), frozenset(missing))


def _missing(name: str) -> str:
    return f"附件「{name}」没有一起交来；在登记页重新选上，草稿的放在旁边，不要的删去这一行。"


def _lower(row: dict[str, Any]) -> dict[str, Any]:
    """Write the hash as `sha256sum` does; other programs print it in capitals."""
    return {**row, HASH: row[HASH].lower()} if isinstance(row.get(HASH), str) else row


def _path(kind: Kind, home: str, name: str, taken: Collection[str]) -> str:
    """Give a free path beside the record: under the author's name if that begins with the id."""
    field = kind.field((TABLE, 0, FILE))
    folder, _, record = home.rpartition("/")
    stem = record.rpartition(".")[0]
    fits = re.compile(field.pattern or "").match(name) and len(name) <= (field.limits.max_length or len(name))
    if name.startswith(stem) and fits and f"{folder}/{name}" not in taken:
        return f"{folder}/{name}"
    ending = PurePosixPath(name).suffix
    ending = ending.lower() if _SUFFIX(ending) else ""
    if ending in (".yaml", ".yml", ".md"):
        ending = f"{ending}.txt"  # it would be taken for a record
    numbers = (f"{folder}/{stem}-{number}{ending}" for number in range(1, len(taken) + 2))
    return next(one for one in numbers if one not in taken)


def _title(kind: Kind, name: str, number: int) -> str:
    """Call a file as its author did, as far as a title may go."""
    limits = kind.field((TABLE, 0, _TITLE)).limits
    stem = PurePosixPath(name).stem[: limits.max_length]
    return stem if len(stem) >= (limits.min_length or 0) else f"附件 {number + 1}"
