"""The claimed time of entry against the first commit, and from where on anybody looks at the commits at all.

Both rest on what a person says: the one who enters, and the one who set the start. Git tells when. What came
with the first commit of all was there before Git was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from generators import config
from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, Place, finding
from generators.records.moment import moment
from generators.records.provenance import Edit, History, Versions
from generators.records.record import Record
from generators.words import say

GRACE = timedelta(days=7)  # what was written on paper or off line is committed by then
_ENTERED = "recorded_at"


def check(context: Context) -> Iterator[Finding]:
    """Tell of entries that claim to be older than Git knows them, and of the commits that nobody looks at."""
    history = context.history
    versions = history.versions if history else None
    if history is None or versions is None:
        return
    if versions.start:
        yield _cut(context, history, versions)
    edits = (one for some in history.edits.values() for one in some)
    first = min(((one.committed, one.commit) for one in edits), key=_moment, default=("", ""))[1]
    for record in context.records.values():
        edit = next((one for one in history.trail(record.id)[::-1] if one.path.endswith(record.path)), None)
        if edit and edit.commit != first and edit.commit not in versions.passed:
            yield from _back_dated(context, record, edit)


def _moment(told: tuple[str, str]) -> datetime:
    return datetime.fromisoformat(told[0])


def _back_dated(context: Context, record: Record, first: Edit) -> Iterator[Finding]:
    if first.odd:
        return  # another check tells that nobody can read when
    entered = moment(record.data.get(_ENTERED), context.bindings.of(record).zone)
    late = datetime.fromisoformat(first.committed) - entered.at if entered else timedelta()
    if late > GRACE:
        text = say("change.back-dated", days=late.days, commit=first.commit[:12], author=first.author)
        yield finding(
            record.place(_ENTERED), "entry-back-dated", f"{text}；{CODES['entry-back-dated'].remedy}"
        )


def _cut(context: Context, history: History, versions: Versions) -> Finding:
    """Tell from which commit on anybody looks, who set that last, and how much lies before it."""
    start = versions.start or Edit("", "", "", "", "")
    before = [
        record for record in context.records
        if sum(one.commit in versions.passed for one in history.trail(record)) > 1
    ]  # fmt: skip
    text = say(
        "change.cut",
        commit=start.commit[:12],
        day=start.committed[:10],
        author=start.author,
        count=len(before),
    )
    if versions.moved:
        last = versions.moved[0]
        text += say("change.cut-by", commit=last.commit[:12], day=last.committed[:10], author=last.author)
    if len(versions.moved) > 1:
        text += say("change.cut-moved", count=len(versions.moved))
    return finding(
        Place(config.FILE, _line(context)), "history-cut", f"{text}；{CODES['history-cut'].remedy}"
    )


def _line(context: Context) -> int:
    lines = context.files.get(config.FILE, b"").decode().splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith("history_from")), 1)
