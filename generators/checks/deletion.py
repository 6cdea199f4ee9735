"""Records are voided, never deleted: what Git once held under an id is still there."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.records.provenance import Completeness


def check(context: Context) -> Iterator[Finding]:
    """Find ids whose file was deleted; without a complete history nothing can be said."""
    history = context.history
    if history is None or history.state is not Completeness.COMPLETE:
        return
    for stem, edits in sorted(history.edits.items()):
        kind = context.kinds.of_id(stem)
        home = kind.home(stem) if kind else None
        if home and home not in context.files and edits[0].how == "deleted":
            text = f"{stem} 在提交 {edits[0].commit[:12]} 里被删除（{edits[0].author}）；找回来，改为作废。"
            yield finding(Place(home), "record-deleted", text)
