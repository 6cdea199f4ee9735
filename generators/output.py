"""Findings for people, programs and code hosts; each format is one small function."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from generators.codes import Severity
from generators.finding import Finding
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import causes, holdings, standing
from generators.measures.causes import Behind
from generators.words import say

if TYPE_CHECKING:
    from generators.measures.whatif import WhatIf

WORDS = {Severity.ERROR: "错误", Severity.NOTICE: "提示"}


def as_utf_8(stream: TextIO) -> None:
    """Let what is told to a program be UTF-8 (RFC 8259, 8.1), whatever a terminal here would read."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")


def lines(findings: Sequence[Finding]) -> str:
    """One line a finding."""
    return "\n".join(f"{one.place} {WORDS[one.severity]} {one.code} {one.message}" for one in findings)


def text(findings: Sequence[Finding], records: int, not_held: int = 0) -> str:
    """One line a finding, and one that sums up, with how many runs were held against no version."""
    found = holdings.found(findings)
    errors, notices = found[Severity.ERROR].number, found[Severity.NOTICE].number
    beside = say("held.summary", count=not_held) if not_held else ""
    if not findings:
        return f"检查了 {records} 条登记，没有发现问题。{beside}"
    end = f"检查了 {records} 条登记：{errors} 个错误，{notices} 个提示。{beside}"
    if errors:
        end += "每个代码怎么改，见网站“帮助”里的检查结果说明。"
    return f"{lines(findings)}\n{end}"


def as_json(findings: Sequence[Finding], records: int, not_held: int = 0) -> str:
    """Give `{"findings": [{path, line, column, code, severity, message}], "counts": {...}}`."""
    rows = [
        {**one.place._asdict(), "code": one.code, "severity": str(one.severity), "message": one.message}
        for one in findings
    ]
    counts = {str(name): group.number for name, group in holdings.found(findings).items()}
    whole = {"findings": rows, "counts": {**counts, "records": records, "not_held": not_held}}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def verdicts_json(base: KnowledgeBase) -> str:
    """Give `{"as_of", "obligations": [...], "causes": [...], "verdicts": [...]}`, published as verdicts.json.

    Each row is a line. An obligation has its state and how many judgements are in which state, a verdict is
    a single judgement:

    obligation   its id                         subject   the record judged, or null
    clock        the event that stops it        part      of the contract, such as a role of its team
    period       2026-03, 2026-Q1, 2026-C1      state     one of `State`
    level        in force at the stop, or now   due       when it had or has to be done, with its offset
    measured_s   seconds, pauses taken off      limit_s   seconds that are allowed
    natural_s    seconds that passed            evidence  ids of the records that show it
    independent  whether the times that decide it have proof beyond a statement
    trace        why, in words                  contract  within which one, only where there are several
    reading      by which one, or null           counts    whether it counts, or stands beside
    cause        names of what makes it bad, or of what an open one waits for: rows of `causes`

    Where a limit passed before the level was changed, `limit_s` and `due` are of the level in force then.
    Of an obligation with several readings each verdict names its own; one that does not count stands beside.
    A cause is one thing that makes verdicts bad, however many; the open ones come first, then the worst:

    cause        its name                       title     of the record, or what is not there, in words
    note         in words, what is wrong with the record, where its state does not tell
    record       its id, or null                notices   codes of those that doubt the record
    kind         of what is not there           period    in which it is not there
    about        the role, record or hours for which it is not there, or which of its kind
    state        the worst of its verdicts      obligations  ids of those that it makes bad
    since        when it began to be bad        over_s    seconds over a limit or a due day, the furthest
    open         whether it can still be put right or runs on
    contract     as in a verdict
    """
    obligations: Iterator[dict[str, object]] = (
        {
            "obligation": one.obligation.id,
            "state": str(one.state) if one.state else None,
            "judgements": {group.name: group.number for group in one.judgements.states},
        }
        for one in standing.standings(base)
    )
    lists: Mapping[str, Iterable[Mapping[str, object]]] = {
        "obligations": obligations,
        "causes": (_cause(one) for one in causes.all_causes(base)),
        "verdicts": (_row(one) for one in (*base.verdicts, *base.beside)),
    }
    return "".join(_with_rows({"as_of": base.now.isoformat()}, lists))


def _with_rows(
    head: Mapping[str, object], lists: Mapping[str, Iterable[Mapping[str, object]]]
) -> Iterator[str]:
    """Write an object that ends with lists of very many rows: a row is a line, forgotten when it is text."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield encode(head).removesuffix("}")
    for name, rows in lists.items():
        yield f",\n {encode(name)}: ["
        yield ",".join([f"\n  {encode(row)}" for row in rows])
        yield "\n ]"
    yield "\n}\n"


def _row(one: Verdict) -> dict[str, object]:
    return {
        "obligation": one.obligation,
        "subject": one.subject,
        "clock": one.clock,
        "part": one.part,
        "period": one.period,
        "state": str(one.state),
        "level": one.level,
        "measured_s": one.measured_s,
        "natural_s": one.natural_s,
        "limit_s": one.limit_s,
        "due": one.due.isoformat() if one.due else None,
        "independent": one.independent,
        "evidence": list(one.evidence),
        "cause": [cause.name for cause in one.cause],
        "trace": str(one.trace),
        "reading": one.reading,
        "counts": one.counts,
        **({"contract": one.contract} if one.contract else {}),
    }


def _cause(one: Behind) -> dict[str, object]:
    cause = one.cause
    return {
        "cause": one.name,
        "title": one.title,
        "note": one.note,
        "record": cause.record,
        "notices": list(cause.codes),
        "kind": cause.kind,
        "period": cause.period,
        "about": cause.about,
        "state": str(one.state),
        "obligations": list(one.obligations.ids),
        "since": one.since.isoformat() if one.since else None,
        "over_s": one.over_s,
        "open": one.is_open,
        **({"contract": cause.contract} if cause.contract else {}),
    }


def whatif_json(found: WhatIf) -> str:
    """Give `{"decision", "from", "against", "duties": [...], "totals": [...], "verdicts": [...]}`."""
    duties = [
        {"obligation": one.obligation.id, "before": one.before, "after": one.after} for one in found.duties
    ]
    totals = [
        {
            "obligation": one.obligation.id,
            "period": one.period or None,
            **{
                name: {group.name: group.number for group in side.states}
                for name, side in (("before", one.before), ("after", one.after))
            },
        }
        for one in found.totals
    ]
    verdicts = [
        {
            "obligation": one.obligation.id,
            "about": one.about,
            "period": one.period or None,
            "before": str(one.before) if one.before else None,
            "after": str(one.after) if one.after else None,
        }
        for one in found.flips
    ]
    whole = {
        "decision": found.decision.id,
        "from": found.since.isoformat(),
        "against": "none" if found.is_against_none else "as-it-stands",
        "duties": duties,
        "totals": totals,
        "verdicts": verdicts,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def github(findings: Sequence[Finding], records: int, not_held: int = 0) -> str:
    """Workflow commands, which code hosts show beside the line."""
    return "\n".join(
        [*(_command(one) for one in findings), text((), records, not_held) if not findings else ""]
    ).strip()


def _command(one: Finding) -> str:
    level = "error" if one.severity is Severity.ERROR else "notice"
    place = f"file={_property(one.place.path)},line={one.place.line},col={one.place.column}"
    return f"::{level} {place},title={one.code}::{_data(one.message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Finding], int, int], str]] = MappingProxyType(
    {"text": text, "json": as_json, "github": github}
)
