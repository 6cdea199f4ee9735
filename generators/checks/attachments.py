"""Attachments are there and unchanged: the SHA-256 of each file equals the one in its record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding


def check(context: Context) -> Iterator[Finding]:
    """Compare every attachment with its file, and name files that no record claims."""
    claimed: set[str] = set()
    for record in context.records.values():
        folder = record.path.rsplit("/", 1)[0]
        for index, attachment in enumerate(record.data.get("attachments", ())):
            path = f"{folder}/{attachment['file']}"
            claimed.add(path)
            if path not in context.files:
                text = f"找不到附件 {path}；放到这里，或改正文件名。"
                yield finding(record.place("attachments", index, "file"), "attachment-missing", text)
            elif hashlib.sha256(context.files[path]).hexdigest() != attachment["sha256"]:
                text = f"附件 {attachment['file']} 与登记时的散列值不同；找回原文件，或另写一条附件。"
                yield finding(record.place("attachments", index, "sha256"), "attachment-changed", text)
    for path in sorted(context.files):
        hidden = any(part.startswith(".") for part in path.split("/"))
        is_record = path.lower().endswith((".yaml", ".yml"))
        if path.startswith("records/") and path not in claimed and not hidden and not is_record:
            yield finding(Place(path), "stray-file", "没有登记认领这个文件；写进某条登记的附件，或移走。")
