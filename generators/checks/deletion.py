"""Records are voided, never deleted: what Git once held under an id is still there."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.records.provenance import Completeness, History
from generators.words import say


def check(context: Context) -> Iterator[Finding]:
    """Find ids whose file is gone; without a complete history nothing can be said."""
    history = context.history
    if history is None or history.state is not Completeness.COMPLETE:
        return
    there = {path.rpartition("/")[2] for path in context.files}
    for stem in sorted(history.edits):
        kind = context.kinds.of_id(stem)
        home = kind.home(stem) if kind else None
        if home and home.rpartition("/")[2] not in there and _stood(history, stem, home):
            text = f"{_who(history, stem)}；找回来，改为作废。"
            yield finding(Place(home), "record-deleted", text)


def _stood(history: History, stem: str, home: str) -> bool:
    """Say whether a file of that name was the record, and went away where somebody looks."""
    edits = history.trail(stem)
    passed = history.versions.passed if history.versions else frozenset()
    is_passed = edits[0].how == "deleted" and edits[0].commit in passed
    return not is_passed and any(one.path.endswith(home) for one in edits)


def _who(history: History, stem: str) -> str:
    """Say who took it away: nobody yet, a commit, or one that merged others."""
    merges = history.versions.merges.get(stem, ()) if history.versions else ()
    deleted = next((one for one in (*merges, history.trail(stem)[0]) if one.how == "deleted"), None)
    if stem in history.uncommitted:
        return say("record.gone", id=stem)
    if deleted is None:
        return say("record.gone-in-merge", id=stem)
    return say("record.deleted", id=stem, commit=deleted.commit[:12], author=deleted.author)
