"""What has begun and is struck out is judged no more: somebody should look at every such case.

That is a record with a beginning and an end, whatever judges or binds others, and a seal that is signed.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding

_CODE = "voided-though-begun"


def check(context: Context) -> Iterator[Finding]:
    """Find what was struck out though it had begun or was in use."""
    for record in context.records.values():
        kind = record.kind
        has_begun = kind.stop and kind.start in record.data
        is_signed = kind.role("seals") and kind.stop in record.data
        if record.is_voided and (has_begun or is_signed or kind.role("judge") or kind.term):
            row = record.data["voided"]
            text = f"{row['by']} 作废：{str(row['reason']).rstrip('。')}；{CODES[_CODE].remedy}"
            yield finding(record.key_place("voided"), _CODE, text)
