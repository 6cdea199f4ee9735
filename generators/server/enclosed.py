"""Files that a page sends with a record: base64 (RFC 4648) in its JSON, by the names that its rows call them.

Whoever sends need not be known: a closed list of types, none of which a double click runs, and names that
every disk can hold.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from generators import address
from generators.authoring.draft import Why
from generators.records.attached import FILE, TABLE
from generators.server.answer import Refused
from generators.strict_yaml import INVISIBLE

LARGEST = 32 << 20  # bytes of all the files of one record
AS_TEXT = LARGEST // 3 * 4 + 4  # the same as base64
# what the site shows, and what is kept without being shown
_KEPT = (
    ".bmp", ".tif", ".tiff", ".heic", ".doc", ".xls", ".ppt", ".pptx", ".wps", ".et", ".dps", ".odt", ".ods",
    ".odp", ".log", ".eml", ".msg", ".zip", ".7z", ".rar", ".gz", ".mp3", ".m4a", ".wav", ".amr", ".mp4",
)  # fmt: skip
_LONGEST = 120  # characters, as in the schema; at most three bytes each, and a disk takes 255
_BYTES = 240  # and a sign in front while it is being written
_ODD = re.compile(r"""[\x00-\x1f\x7f/\\:*?"<>|]|^[.~ ]|[. ]$""")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE).fullmatch


def files(given: Any, record: Mapping[str, Any]) -> dict[str, bytes]:
    """Give the files by name. Raises Refused, with the rows of the record that must be put right."""
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise Refused(HTTPStatus.BAD_REQUEST, "附件读不出来；从登记页重新选上，再提交。")
    if sum(len(one) for one in given.values()) > AS_TEXT:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large())
    found = {name: _bytes(name, text) for name, text in given.items()}
    if told := list(_told(found)):
        faults = [
            {"at": _row(record, name), "code": str(Why.ATTACHMENT), "message": text} for name, text in told
        ]
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(text for _, text in told), faults)
    return found


def too_large() -> str:
    """Say how much is taken at once."""
    size = LARGEST >> 20
    return (
        f"一次最多交 1 MiB 的登记和 {size} MiB 的附件；"
        "扫描件压小再选，或下载登记文件，和附件一起发给知识库管理员。"
    )


def _told(found: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with files: the name, and what to do."""
    for name, data in found.items():
        if _is_odd(name):
            shown = INVISIBLE.sub("?", name)[:_LONGEST]
            signs = r'/ \ : * ? " < > |'
            text = f"附件名「{shown}」不能用；改成 {_LONGEST} 个字以内、不带 {signs}、不以点开头的名字。"
            yield name, text
        elif not name.lower().endswith(address.SAFE + _KEPT):
            text = f"附件「{name}」这种类型不收；转成 PDF、图片、Office 文档、文本或压缩包再选。"
            yield name, text
        elif not data:
            yield name, f"附件「{name}」是空的；重新选一次，或删去这一行。"


def _is_odd(name: str) -> bool:
    is_long = len(name) > _LONGEST or len(name.encode()) > _BYTES
    return bool(is_long or not name or _ODD.search(name) or INVISIBLE.search(name) or _DEVICE(name))


def _bytes(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        shown = INVISIBLE.sub("?", name)[:_LONGEST]
        text = f"附件「{shown}」没有传全；从登记页重新选上，再提交。"
        raise Refused(HTTPStatus.BAD_REQUEST, text) from None


def _row(record: Mapping[str, Any], name: str) -> str:
    """Give the pointer (RFC 6901) of the row that calls a file so, else that of the table."""
    rows = record.get(TABLE)
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and row.get(FILE) == name:
            return f"/{TABLE}/{number}/{FILE}"
    return f"/{TABLE}"
