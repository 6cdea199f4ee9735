"""What a draft claims that it may not: that it was taken over, that it was entered long ago, what is to come.

Who comes through `itss import --migrated` was taken over; nobody says so of a record of his own. The moment
of entry may lie back, as on a slip of paper. What has not happened yet cannot be entered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from generators.authoring.draft import Draft, Told, Why
from generators.checks.past import GRACE
from generators.codes import CODES
from generators.kinds.kind import Kind
from generators.kinds.telling import say
from generators.records import ahead
from generators.records.moment import moment

RECORDED = "recorded_at"


def told(kind: Kind, draft: Draft, data: Mapping[str, Any], now: datetime, zone: tzinfo) -> Iterator[Told]:
    """Tell what a new draft may not claim, and what is remarkable; `data` is what is sound of its data."""
    origin = kind.role("origin")
    if origin in data and not draft.is_taken_over:
        text = f"「{kind.fields[origin].title}」只由 itss import --migrated 写；清空这一项。"
        yield Told(draft.spot((origin,)), Why.ORIGIN, text)
    claimed = moment(data.get(RECORDED), zone)
    if claimed and now - claimed.at > GRACE:
        title, days = kind.fields[RECORDED].title, (now - claimed.at).days
        text = f"「{title}」写的比现在早 {days} 天；{CODES['entry-back-dated'].remedy}"
        yield Told(draft.spot((RECORDED,)), "entry-back-dated", text)


def to_come(kind: Kind, draft: Draft, data: Mapping[str, Any], now: datetime, zone: tzinfo) -> Iterator[Told]:
    """Tell what has not happened yet, of a new draft and of a changed record."""
    for at, shown in ahead.told(kind.tree, data, now, zone):
        text = say(Why.AHEAD, event=kind.field(at).title, at=shown, now=ahead.shown(now, zone))
        yield Told(draft.spot(at), Why.AHEAD, text)
