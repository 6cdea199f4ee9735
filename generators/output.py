"""Findings for people, programs and code hosts; each format is one small function."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from generators.codes import Severity
from generators.finding import Finding, counts
from generators.judging.verdict import Verdict

WORDS = {Severity.ERROR: "错误", Severity.NOTICE: "提示"}


def text(findings: Sequence[Finding], records: int) -> str:
    """One line a finding, and one that sums up."""
    lines = [f"{one.place} {WORDS[one.severity]} {one.code} {one.message}" for one in findings]
    number = counts(findings)
    if not findings:
        return f"检查了 {records} 条登记，没有发现问题。"
    end = f"检查了 {records} 条登记：{number['error']} 个错误，{number['notice']} 个提示。"
    if number["error"]:
        end += "每个代码怎么改，见网站“帮助”里的检查结果说明。"
    return "\n".join([*lines, end])


def as_json(findings: Sequence[Finding], records: int) -> str:
    """Give `{"findings": [{path, line, column, code, severity, message}], "counts": {...}}`."""
    rows = [
        {**one.place._asdict(), "code": one.code, "severity": str(one.severity), "message": one.message}
        for one in findings
    ]
    return json.dumps(
        {"findings": rows, "counts": {**counts(findings), "records": records}}, ensure_ascii=False, indent=2
    )


def verdicts_json(verdicts: Sequence[Verdict], now: datetime) -> str:
    """Give `{"as_of", "verdicts": [...]}`, a row for every single judgement; published as verdicts.json."""
    rows = [
        {
            "obligation": one.obligation,
            "subject": one.subject,
            "clock": one.clock,
            "part": one.part,
            "period": one.period,
            "state": str(one.state),
            "measured_s": one.measured_s,
            "limit_s": one.limit_s,
            "due": one.due.isoformat() if one.due else None,
            "evidence": list(one.evidence),
        }
        for one in verdicts
    ]
    return json.dumps({"as_of": now.isoformat(), "verdicts": rows}, ensure_ascii=False, indent=1) + "\n"


def github(findings: Sequence[Finding], records: int) -> str:
    """Workflow commands, which code hosts show beside the line."""
    return "\n".join(
        [*(_command(one) for one in findings), text((), records) if not findings else ""]
    ).strip()


def _command(one: Finding) -> str:
    level = "error" if one.severity is Severity.ERROR else "notice"
    place = f"file={_property(one.place.path)},line={one.place.line},col={one.place.column}"
    return f"::{level} {place},title={one.code}::{_data(one.message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Finding], int], str]] = MappingProxyType(
    {"text": text, "json": as_json, "github": github}
)
