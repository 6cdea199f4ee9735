"""Attachments are there and unchanged: the SHA-256 of each file equals the one in its record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.published import is_left_over
from generators.records.attached import FILE, TABLE, names
from generators.records.meant import misnamed
from generators.records.record import OBJECT, values

_IS_HASH = re.compile(r"[0-9A-Fa-f]{64}").fullmatch


def check(context: Context) -> Iterator[Finding]:
    """Compare every attachment with its file, and name files that no record claims."""
    for record in context.records.values():
        for index, attachment in enumerate(record.data.get(TABLE, ())):
            path = f"{_folder(record.path)}/{attachment[FILE]}"
            if path not in context.files:
                text = f"找不到附件 {path}；放到这里，或改正文件名。"
                yield finding(record.place(TABLE, index, "file"), "attachment-missing", text)
            elif (found := _hash(context, path)) != attachment["sha256"].lower():
                text = (
                    f"附件 {attachment[FILE]} 与登记时的散列值不同，现在是 {found}；找回原文件，或另写一条。"
                )
                yield finding(record.place(TABLE, index, "sha256"), "attachment-changed", text)
    yield from _unhashed(context)
    yield from _strays(context)


def _unhashed(context: Context) -> Iterator[Finding]:
    """Say what hash to write where there is none, or none that can be: its author may have no tool for it."""
    for record in context.states.read:
        for at, row in values(record.data, (TABLE, "*")):
            name = row.get(FILE) if isinstance(row, OBJECT) else None
            path = f"{_folder(record.path)}/{name}"
            if name and path in context.files and not _IS_HASH(str(row.get("sha256", ""))):
                text = f"附件 {name} 的散列值是 {_hash(context, path)}；写进这一条的 sha256。"
                yield finding(record.place(*at), "attachment-unhashed", text)


def _hash(context: Context, path: str) -> str:
    return hashlib.sha256(context.files[path]).hexdigest()


def _strays(context: Context) -> Iterator[Finding]:
    """Name files that no record claims, not even one that is wrong in other ways."""
    # the record may break its schema
    claimed = {f"{_folder(one.path)}/{name}" for one in context.states.read for name in names(one.data)}
    unread = {_folder(path) for path in context.states.unread.values()}
    for path in sorted(context.files):
        is_record = path.lower().endswith((".yaml", ".yml"))
        candidate = path.startswith("records/") and not is_record and not is_left_over(path)
        if not candidate or path in claimed or _folder(path) in unread:
            continue
        if not any(misnamed([path], context.kinds, ())):
            yield finding(Place(path), "stray-file", "没有登记认领这个文件；写进某条登记的附件，或移走。")


def _folder(path: str) -> str:
    return path.rsplit("/", 1)[0]
