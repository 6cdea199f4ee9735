"""A contract that no obligation rests on judges nothing of what happens under it, and looks faultless."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.agreements import amends


def check(context: Context) -> Iterator[Finding]:
    """Find contracts without an obligation, where another contract has some."""
    judging = {one.id for one in context.records.values() if one.kind.role("judge")}
    named = {one.target for one in context.links if one.source in judging}
    judged = {head for head in context.bindings.agreements if _is_named(context, head, named)}
    for head in context.bindings.agreements if judged else ():
        record = context.records.get(head)
        if record and record.kind.term and amends(record) is None and head not in judged:
            code = CODES["contract-unjudged"]
            yield finding(record.place("id"), "contract-unjudged", f"{code.title}；{code.remedy}")


def _is_named(context: Context, head: str, named: set[str]) -> bool:
    return any(one.contract in named for one in context.bindings.versions(head))
