"""A record that somebody opened and changed: what stays outside, and the text with every comment kept.

A closed record may be struck out or answered, no more; of one in force, or of a month that is sealed, no fact
may become another one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from generators.authoring.draft import Draft, Told, Why
from generators.authoring.yaml_text import Add, Edit, Remove, Replace, edited, written
from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.bound import closed, is_bound
from generators.records.differences import Comparison, Hold
from generators.records.unsealed import Held, changes, has_ended
from generators.refusal import Refusal
from generators.strict_yaml import load

_RECORDED = "recorded_at"
_COMMENT = re.compile(rb"(?m)(?:^|[ \t])#")


class Opened:
    """The record that a draft changes, as the base holds it."""

    def __init__(self, base: KnowledgeBase, kind: Kind, record_id: str, there: bytes | None) -> None:
        """Take the record's file as it is; None where there is none."""
        self._base, self._kind, self._id, self._there = base, kind, record_id, there

    def faults(self, draft: Draft, data: Mapping[str, Any], now: datetime) -> Iterator[Told]:
        """Say why the change may not be made; the first reason is enough."""
        if self._there is None:
            yield self._told(draft, Why.GONE, f"没有登记 {self._id}，改不了；是新的一条就不写编号。")
            return
        if hashlib.sha256(self._there).hexdigest() != draft.opened:
            text = f"{self._id} 打开以后别人改过；重新打开，再照你的改一遍。"
            yield self._told(draft, Why.CHANGED, text)
            return
        try:
            before = load(self._there)
        except Refusal:
            yield self._told(draft, Why.CHANGED, f"{self._id} 现在读不出来；先请知识库管理员改好它。")
            return
        changed = [name for name in {**before, **data} if before.get(name) != data.get(name)]
        yield from self._bound(draft, before, data, changed, now)

    def text(self, data: Mapping[str, Any]) -> bytes:
        """Write the changed record; where there are comments, only what changed is written anew."""
        there = self._there or b""
        before = load(there)
        if before == data:
            return there
        if _COMMENT.search(there):
            found = edited(there, list(_edits(before, data)))
            if load(found) == data:
                return found
        return written(data)

    def _bound(
        self,
        draft: Draft,
        before: Mapping[str, Any],
        data: Mapping[str, Any],
        changed: list[str],
        now: datetime,
    ) -> Iterator[Told]:
        kind, zone = self._kind, self._base.config.zone
        if "voided" in before and changed:
            yield self._told(draft, Why.BOUND, f"{self._id} 已经作废，不能再改；另写一条。")
            return
        kept = [
            name for name in changed if name == kind.role("origin") or (name == _RECORDED and name in before)
        ]
        if kept:  # they say when it was entered, and from where: whether it was late hangs on that
            names = "、".join(kind.fields[name].title for name in kept)
            yield self._told(draft, Why.BOUND, f"{self._id} 的{names}不能改；照原来的写回去。")
            return
        ended = closed(kind, before, now, zone)
        seals = self._base.sealed.get(self._id, ())
        free = {kind.role("answers"), "voided"}
        if ended or (seals and has_ended(kind, before, now, zone)):
            told = [kind.field((name,)).title or name for name in changed if name not in free]
        elif seals:
            found = changes(kind, before, data, Held(seals[0].signed, zone, self._is_dated))
            told = list(dict.fromkeys(one.steps[0].field.title for one in found))
        elif is_bound(kind, before, now, zone, self._named()):
            found = Comparison(kind, now, zone, Hold.BOUND, None, self._is_dated).changes(before, data)
            told = list(dict.fromkeys(one.steps[0].field.title for one in found))
        else:
            return
        if told:
            state = f"随 {seals[0].seal} 封存" if seals else "关闭" if ended else "生效"
            names = "、".join(told)
            text = f"{self._id} 已经{state}，不能再改{names}；写错了就作废它，另写一条。"
            yield self._told(draft, Why.BOUND, text)

    def _named(self) -> date | None:
        """Give the day on which others that name the record began first."""
        facts, bindings = self._base.facts, self._base.bindings
        others = [
            facts.records[link.source] for link in facts.naming(self._id) if link.source in facts.records
        ]
        spans = [bindings.days(one) for one in others]
        return min((one.first for one in spans if one), default=None)

    def _is_dated(self, field: Field) -> bool:
        sound = self._base.kinds.sound
        return any(
            sound[name].role("effective") for name in (field.ref.kinds if field.ref else ()) if name in sound
        )

    def _told(self, draft: Draft, why: Why, text: str) -> Told:
        return Told(draft.spot(("id",)), why, text)


def _edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
    """Give the edits of members that make the one of the other."""
    last: str | None = None
    for name in before:
        if name not in after:
            yield Remove((name,))
        elif before[name] != after[name]:
            yield Replace((name,), after[name])
        last = name if name in after else last
    new = {name: value for name, value in after.items() if name not in before}
    if new and last is not None:
        yield Add((last,), new)
