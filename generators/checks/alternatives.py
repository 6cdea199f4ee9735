"""Of fields that stand for each other exactly one is written: `x-one-of` in the schema."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.records.record import values
from generators.words import say


def check(context: Context) -> Iterator[Finding]:
    """Count what is written of each such group: none of it is one finding, more than one another."""
    for record in context.records.values():
        for field in record.kind.marked("one-of"):
            names = [str(name) for name in field.marks["one-of"]]
            for here, around in values(record.data, field.at):
                written = [name for name in names if name in around]
                if len(written) == 1:
                    continue
                words = say("value.comma").join(
                    f"「{record.kind.field((*here, name)).title}」" for name in written or names
                )
                text = f"{words}写了几项，只留一项。" if written else f"{words}一项都没写，补上一项。"
                place = record.key_place(*here, written[1]) if written else record.key_place(*here)
                yield finding(place, "not-exactly-one", text)
