"""What binds, and what tells of something that happened, stays as it was written, or somebody says why.

Only Git knows, so nothing is said unless the earlier versions were read. What was taken back is no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any, NamedTuple

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.faults import checker
from generators.kinds.field import Field
from generators.records.bound import closed, is_bound, is_renewed
from generators.records.differences import Change, Comparison, Hold
from generators.records.earlier import load_earlier
from generators.records.provenance import Edit, Versions
from generators.records.record import Record, split_front_matter
from generators.records.saying import Sayer
from generators.records.speaking import Speaker
from generators.refusal import Refusal
from generators.strict_yaml import load
from generators.words import say

_SHOWN = 4  # changes of one commit
_AFTER_CLOSING, _IN_FORCE = "rewritten-after-closing", "rewritten-in-force"

Data = Mapping[str, Any]


class _Edited(NamedTuple):
    """One edit of a record: who made it, and what the record said before it (in each parent) and after it."""

    edit: Edit | None  # none yet: nobody committed it
    at: datetime
    before: tuple[Data, ...]
    after: Data


def check(context: Context) -> Iterator[Finding]:
    """Hold each version of a record against the one before it, and what is left of that against today's."""
    versions = context.history.versions if context.history else None
    if context.history is None or versions is None:
        return
    for record_id in context.history.edits:
        if record_id in context.records:
            yield from _Rewritten(context, versions, context.records[record_id]).found()


class _Rewritten:
    """The search in the versions of one record."""

    def __init__(self, context: Context, versions: Versions, record: Record) -> None:
        self.context, self.versions, self.record = context, versions, record
        self.zone = context.bindings.of(record).zone

    def found(self) -> Iterator[Finding]:
        first: dict[str, int] = {}  # what is changed -> the first edit that did
        told: list[tuple[_Edited, Data, list[Change]]] = []
        for edited in self._edited():
            before, changes = self._common(edited)
            if changes:
                for one in changes:
                    first.setdefault(one.key, len(told))
                told.append((edited, before, changes))
        lasting = [self._lasting(edited, before) for edited, before, _ in told]
        for edited, before, changes in told:
            left = [one for one in changes if one.key in lasting[first[one.key]]]
            if left:
                yield self._finding(edited, before, left)

    def _edited(self) -> Iterator[_Edited]:
        """Yield every edit that somebody looks at, oldest first, the one that nobody committed last."""
        history, known = self.context.history, self.versions
        trail = history.trail(self.record.id) if history else ()
        ending = f".{self.record.path.rpartition('.')[2]}"  # wherever it lay
        last: Data | None = None
        reached = datetime.min.replace(tzinfo=self.zone)
        for edit in (*reversed(trail), *reversed(known.merges.get(self.record.id, ()))):
            if edit.commit in known.passed or (edit.path and not edit.path.endswith(ending)):
                continue  # nobody looks, or it is another file of that name
            reached = max(reached, datetime.fromisoformat(edit.committed))
            before = [one for key in edit.before if (one := self._read(key)) is not None]
            # there is none where it was taken away in between, or written so that nobody can read it
            before = before or ([] if last is None else [last])
            after = self._read(edit.after)
            if before and after is not None:
                yield _Edited(edit, reached, tuple(before), after)
            last = after or last
        if history and self.record.id in history.uncommitted:
            head = self._read(known.head.get(self.record.id, "")) or last
            if head is not None:
                yield _Edited(None, max(reached, self.context.now), (head,), self._today)

    @cached_property
    def _today(self) -> Data:
        return load(self.record.source)  # as the others are: nothing of it frozen

    def _read(self, key: str) -> Data | None:
        text = self.versions.texts.get(key)
        if text is None:
            return None
        try:
            head = split_front_matter(text.decode())[0] if self.record.kind.is_document else None
            return load_earlier(text if head is None else head.encode())
        except (Refusal, UnicodeDecodeError):
            return None  # nobody could have relied on it

    def _common(self, edited: _Edited) -> tuple[Data, list[Change]]:
        """Give what an edit changed of every version that it brought together."""
        found = [(one, list(self._changes(edited, one, edited.after))) for one in edited.before]
        keys = set.intersection(*({one.key for one in changes} for _, changes in found))
        before, changes = found[0]
        return before, [one for one in changes if one.key in keys]

    def _changes(self, edited: _Edited, before: Data, after: Data) -> Iterator[Change]:
        kind = self.record.kind
        if is_renewed(kind, before, after, self.zone):
            return
        bound = is_bound(kind, before, edited.at, self.zone, self._named)
        hold = Hold.BOUND if bound else Hold.FREE
        ended = closed(kind, before, edited.at, self.zone)
        comparison = Comparison(kind, edited.at, self.zone, hold, ended, self._is_dated)
        yield from comparison.changes(before, after)

    def _lasting(self, edited: _Edited, before: Data) -> set[str]:
        """Give what is still another than it was before an edit."""
        return {one.key for one in self._changes(edited, before, self._today)}

    @cached_property
    def _named(self) -> date | None:
        """The day on which others that name the record began first."""
        days = []
        for link in self.context.links:
            if link.target == self.record.id and link.source in self.context.records:
                span = self.context.bindings.days(self.context.records[link.source])
                days += [span.first] if span else []
        return min(days, default=None)

    def _is_dated(self, field: Field) -> bool:
        kinds = self.context.kinds.sound
        return any(
            kinds[name].role("effective") for name in (field.ref.kinds if field.ref else ()) if name in kinds
        )

    def _finding(self, edited: _Edited, before: Data, changes: list[Change]) -> Finding:
        code = _AFTER_CLOSING if closed(self.record.kind, before, edited.at, self.zone) else _IN_FORCE
        contract = self.context.bindings.of(self.record).contract
        sayer = Sayer(
            Speaker(self.context.kinds, self.context.records, contract),
            edited.after,
            lambda: not any(checker(self.record.kind)(one) for one in (before, edited.after)),
        )
        told = [sayer.change(one) for one in changes]
        what = say("value.also").join(told[:_SHOWN])
        if len(told) > _SHOWN:
            what = say("change.more", what=what, count=len(told))
        who = say("change.uncommitted") if edited.edit is None else _who(edited.edit, self.zone)
        text = f"{who}{what}；{CODES[code].remedy}"
        rows = before.get(self.record.kind.role("answers"), ())
        answered = sum(isinstance(row, Mapping) and row.get("code") == code for row in rows)
        return finding(self.record.place(*changes[0].at), code, text)._replace(answered_before=answered)


def _who(edit: Edit, zone: tzinfo) -> str:
    """Say which commit, of which day, by whom."""
    day = datetime.fromisoformat(edit.committed).astimezone(zone).date()
    return say("change.commit", commit=edit.commit[:12], day=edit.odd or day, author=edit.author)
