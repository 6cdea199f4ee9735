"""Work done under a document that nobody has approved is sound data, but an auditor should look."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding


def check(context: Context) -> Iterator[Finding]:
    """Find records that rest on a document that is still a draft."""
    records = context.records
    for link in context.links:
        target, source = records.get(link.target), records.get(link.source)
        if target is None or source is None or not target.kind.is_document or source.kind.is_document:
            continue
        if target.data.get("status") == "draft":
            text = f"{target.id}《{target.title}》还是草稿；批准它，或改用已批准的文档。"
            yield finding(source.place(*link.at), "document-not-approved", text)
