"""Attachments are there and unchanged: the SHA-256 of each file equals the one in its record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.records.attached import names


def check(context: Context) -> Iterator[Finding]:
    """Compare every attachment with its file, and name files that no record claims."""
    for record in context.records.values():
        for index, attachment in enumerate(record.data.get("attachments", ())):
            path = f"{_folder(record.path)}/{attachment['file']}"
            if path not in context.files:
                text = f"找不到附件 {path}；放到这里，或改正文件名。"
                yield finding(record.place("attachments", index, "file"), "attachment-missing", text)
            elif hashlib.sha256(context.files[path]).hexdigest() != attachment["sha256"]:
                text = f"附件 {attachment['file']} 与登记时的散列值不同；找回原文件，或另写一条附件。"
                yield finding(record.place("attachments", index, "sha256"), "attachment-changed", text)
    yield from _strays(context)


def _strays(context: Context) -> Iterator[Finding]:
    """Name files that no record claims, not even one that is wrong in other ways."""
    # the record may break its schema
    claimed = {f"{_folder(one.path)}/{name}" for one in context.states.read for name in names(one.data)}
    unread = {_folder(path) for path in context.states.unread.values()}
    for path in sorted(context.files):
        hidden = any(part.startswith(".") for part in path.split("/"))
        is_record = path.lower().endswith((".yaml", ".yml"))
        candidate = path.startswith("records/") and not hidden and not is_record
        if candidate and path not in claimed and _folder(path) not in unread:
            yield finding(Place(path), "stray-file", "没有登记认领这个文件；写进某条登记的附件，或移走。")


def _folder(path: str) -> str:
    return path.rsplit("/", 1)[0]
