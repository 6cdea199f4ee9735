"""What was taken over from elsewhere (`x-role: origin`) rests on what was said there: alone, no proof.

A source other than a statement wants the evidence beside it; and what began when records were made here
already was not taken over.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, finding
from generators.kinds.field import Form
from generators.records.moment import moment
from generators.records.record import values

_STATEMENT = "statement"


def check(context: Context) -> Iterator[Finding]:
    """Look at every event of what was taken over, and at the day on which it began."""
    for record in context.records.values():
        origin = record.data.get(record.kind.role("origin"))
        if origin is None:
            continue
        zone = context.bindings.of(record).zone
        for field in record.kind.formed(Form.EVENT):
            for at, value in values(record.data, field.at):
                told = moment(value, zone)
                if told and told.source not in (None, _STATEMENT) and not told.evidence:
                    text = f"「{field.title}」是迁来的，写了来源没有写凭什么；改成自述，有佐证的写明。"
                    yield finding(record.place(*at), "migrated-claim", text)
        start = moment(record.data.get(record.kind.start), zone)
        if start and start.at.astimezone(zone).date().isoformat() >= origin["cutover"]:
            title = record.kind.fields[record.kind.start].title
            text = f"「{title}」在切换日期 {origin['cutover']} 以后；去掉来历，照常登记，日期写错了就改正。"
            yield finding(record.place(record.kind.role("origin")), "migrated-claim", text)
