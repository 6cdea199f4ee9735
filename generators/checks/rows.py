"""A code names one row: no table that other records look rows up in (`x-key`) has the same code twice."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding


def check(context: Context) -> Iterator[Finding]:
    """Find every row whose code an earlier row of its table has."""
    for record in context.records.values():
        for part in record.kind.parts.values():
            column, seen = str(part.marks["key"]), set[str]()
            for index, row in enumerate(record.data.get(part.name, ())):
                code = str(row[column])
                if code in seen:
                    text = f"「{part.title}」里已经有一行「{code}」；{CODES['row-code-twice'].remedy}"
                    yield finding(record.place(part.name, index, column), "row-code-twice", text)
                seen.add(code)
