"""What Git knows of a record, on its page: who entered it when, and every edit since."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records.provenance import Completeness, Edit
from generators.records.record import Record
from generators.site.cells import time
from generators.words import say

_DAY = len("2026-03-05")


class Trail(NamedTuple):
    """What Git knows: one sentence, and the edits, newest first."""

    sentence: str
    edits: tuple[tuple[str, str, str, str], ...]  # time, author, how, short commit


def trail(base: KnowledgeBase, record: Record) -> Trail:
    """Tell who entered a record when, and how often it changed; or why nobody can."""
    history = base.history
    if history is None or history.state is not Completeness.COMPLETE:
        return Trail(say(f"record.history.{history.state if history else Completeness.NONE}"), ())
    edits = history.trail(record.id)
    if not edits:
        return Trail(say("record.history.never"), ())
    rows = tuple(_row(base, edit) for edit in edits)
    if record.id in history.uncommitted:
        return Trail(say("record.history.uncommitted"), rows)
    first, changes = edits[-1], len(edits) - 1
    sentence = say(
        "record.trail_entered" if changes else "record.trail_once",
        author=_who(first),
        time=_when(base, first),
        count=changes,
    )
    return Trail(sentence, rows)


def _row(base: KnowledgeBase, edit: Edit) -> tuple[str, str, str, str]:
    return _when(base, edit), _who(edit), say(f"record.how.{edit.how}"), edit.commit[:12]


def _who(edit: Edit) -> str:
    """Name who wrote it, and who committed that if it is somebody else."""
    return say("commit.both", author=edit.author, committer=edit.committer) if edit.committer else edit.author


def _when(base: KnowledgeBase, edit: Edit) -> str:
    """Say when it was committed, and when it was written if that was another day; both are claims."""
    if edit.odd:
        return say("record.time_unread", raw=edit.odd)
    at, written = (time(base, datetime.fromisoformat(one)) for one in (edit.committed, edit.authored))
    return at if written[:_DAY] == at[:_DAY] else say("record.time_written", time=at, written=written)
