"""Who answers a notice did not do the thing himself, and held a post when answering: two pairs of eyes."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.answers import unfit


def check(context: Context) -> Iterator[Finding]:
    """Find answers that take no doubt away."""
    for record in context.records.values():
        name = record.kind.role("answers")
        for index, row in enumerate(record.data.get(name, ())):
            code = unfit(record, row, context.states)
            if code is None:
                continue
            why = "就是做这件事的人" if code == "same-person" else "答复那天没有任职"
            text = f"答复人 {row['by']} {why}，这条答复不算；{CODES[code].remedy}"
            yield finding(record.place(name, index, "by"), code, text)
