"""What is written of a recovery (`x-recovery`) is what its moments give; what was opened had its logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta, tzinfo

from generators.checks.context import Context
from generators.checks.whole import is_done
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.telling import say
from generators.records.record import Record
from generators.records.recovery import Backup, Recovered, longest, recovered
from generators.spoken import duration, moment

_MINUTE = timedelta(minutes=1)  # to which it is written


def check(context: Context) -> Iterator[Finding]:
    """Hold every record that tells of a recovery against its own moments."""
    for record in context.records.values():
        word = record.kind.tree.marks.get("recovery")
        if word and not record.is_voided:
            rows = recovered(record)
            if record.data.get(word["sets"]) and not rows and is_done(record):
                yield _untold(record, word)
            for row in rows:
                if row.backup and row.is_unopened:
                    yield _unopened(record, row, row.backup, context.bindings.of(record).zone)
            yield from _typed(record, word["rto"], longest(one.rto for one in rows))
            yield from _typed(record, word["rpo"], longest(one.rpo for one in rows))


def _untold(record: Record, word: Mapping[str, str]) -> Finding:
    """Tell of backups that somebody had at hand without a word on what came back from them."""
    table, code = record.kind.fields[word["rows"]], "row-missing"
    text = say("row-missing.count", table=table.title, least=1, rows=0, remedy=CODES[code].remedy)
    return finding(record.key_place(word["sets"]), code, text)


def _typed(record: Record, name: str, found: timedelta | None) -> Iterator[Finding]:
    """Compare what was written of the whole with the longest of its rows; either may be missing."""
    written = record.data.get(name)
    if written is None or found is None or abs(found - written * _MINUTE) < _MINUTE:
        return
    title, code = record.kind.fields[name].title, "measured-disagrees"
    both = f"「{title}」写的是 {_said(written * _MINUTE)}，照各项业务的时刻算是 {_said(found)}"
    yield finding(record.place(name), code, f"{both}；{CODES[code].remedy}")


def _unopened(record: Record, row: Recovered, backup: Backup, zone: tzinfo) -> Finding:
    ended, code = moment(backup.ended, zone), "backup-unopened"
    logs = f"日志只读到 {moment(backup.logs, zone)}" if backup.logs else "没有日志"
    point = f"，能退到的是 {moment(row.point, zone)}" if row.point else ""
    text = (
        f"「{row.of}」写从 {backup.code} 恢复：它 {ended} 才备完，{logs}，打不开{point}；{CODES[code].remedy}"
    )
    return finding(record.place(*row.at), code, text)


def _said(span: timedelta) -> str:
    return duration(span.total_seconds())
