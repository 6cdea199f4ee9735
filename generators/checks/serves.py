"""Where there are several contracts, what they share says which of them it serves."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding

_CODE = "serves-missing"


def check(context: Context) -> Iterator[Finding]:
    """Ask each record that may say it; one that was struck out serves nothing more."""
    for record in context.records.values():
        field = record.kind.role("serves")
        if field and context.bindings.served(record.data.get(field)) is None and not record.is_voided:
            text = f"没有写「{record.kind.fields[field].title}」；{CODES[_CODE].remedy}"
            yield finding(record.place("id"), _CODE, text)
