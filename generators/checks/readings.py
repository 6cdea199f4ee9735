"""A reading whose state disagrees with its limits needs a word: numbers decide, a person may know better.

A row that names another record's row (an item of a template) is held against the limits that row declares:
`warn_above` and `alarm_above` from which it is too much, `warn_below` and `alarm_below` too little.
An item may ask for several readings: the worst of them decides, and none may be left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records import thresholds
from generators.records.record import OBJECT


def check(context: Context) -> Iterator[Finding]:
    """Compare every reading with the item that it names."""
    records = context.records

    @functools.cache
    def item_of(owner_id: str, part: str, key: str) -> Mapping[str, Any] | None:
        owner = records.get(owner_id)
        return owner.row(part, key) if owner else None

    for link in context.links:
        record = records.get(link.source)
        ref = record.kind.field(link.at).ref if record and link.row else None
        if record is None or ref is None or ref.part is None:
            continue
        item = item_of(link.target, ref.part, str(link.row))
        here = link.at[:-1]
        row: Any = record.data
        for step in here:
            row = row[step]
        if item is None or not isinstance(row, OBJECT) or "status" not in row:
            continue
        read = thresholds.read(row)
        if row["status"] in thresholds.UNREAD:
            if read:
                word = record.kind.field((*here, "status")).word(row["status"])
                text = f"写了{word}，又写了读数 {_words(read)}；只留一样。"
                yield finding(record.place(*here, "status"), "reading-contradicts", text)
            continue
        wanted = item.get("reading_count", 1)
        if read and len(read) != wanted:
            text = f"这一项要 {wanted} 个读数，这里写了 {len(read)} 个；照模板写全。"
            yield finding(record.place(*here), "reading-count", text)
            continue
        state = thresholds.state(item, read)
        if state is not None and state != row["status"] and "note" not in row:
            word_of = record.kind.field((*here, "status")).word
            text = f"读数 {_words(read)} 按阈值是{word_of(state)}，这里写{word_of(row['status'])}；"
            place = record.place(*here, "status")
            yield finding(place, "reading-unexplained", text + CODES["reading-unexplained"].remedy)


def _words(read: Sequence[float]) -> str:
    return "、".join(str(one) for one in read)
