"""The levels of a contract stand in order, the strictest first: only so is lowering one known as lowering.

A level whose limits are shorter than those of the one above it, and none longer, stands in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Form


def check(context: Context) -> Iterator[Finding]:
    """Compare the limits of each level with those of the level above it."""
    for record in context.records.values():
        name = record.kind.role("levels")
        if not name:
            continue
        table = record.kind.parts[name]
        key = str(table.marks["key"])
        limits = [one.name for one in table.children.values() if one.form is Form.INTEGER]
        for index, (above, row) in enumerate(pairwise(record.data.get(name, ())), 1):
            pairs = [(row[one], above[one]) for one in limits if one in row and one in above]
            if any(here < there for here, there in pairs) and all(here <= there for here, there in pairs):
                text = (
                    f"「{row[key]}」的时限比上面的「{above[key]}」短；{CODES['levels-out-of-order'].remedy}"
                )
                yield finding(record.place(name, index, key), "levels-out-of-order", text)
