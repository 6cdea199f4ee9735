"""One obligation judged over the good examples and some more files: what the tests of a rule stand on."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from datetime import datetime

from conftest import NOW, sound_base

from generators import knowledge
from generators.judging.verdict import Verdict

OBLIGATION = """\
id: OB-800
title: 试判的义务
source: CT-2026-01
locators: [二(二)1]
summary: 为测试规则写的义务。
element: process
phase: operation
severity: normal
judge:
"""
CONTRACT = "records/requirements/contract/CT-2026-01.yaml"
INCIDENT = """\
id: {id}
reporter: {{department: 财务科}}
phenomenon: 报表打不开
channel: phone
level: {level}
reported: "{reported}"
"""


def judged(
    judge: str, files: Mapping[str, str] | None = None, now: datetime = NOW, **term: str
) -> list[Verdict]:
    """The verdicts of one obligation over the good examples and some more files."""
    base = knowledge.read(base_with(judge, files, **term), now)
    assert [one for one in base.findings if one.severity == "error"] == []
    return [one for one in base.verdicts if one.obligation == "OB-800"]


def base_with(judge: str, files: Mapping[str, str] | None = None, **term: str) -> dict[str, bytes]:
    whole = {
        path: data for path, data in sound_base().items() if "/obligation/" not in path or "schemas" in path
    }
    if term:
        text = whole[CONTRACT].decode()
        begin, end = term["begin"], term["end"]
        text = re.sub(r'from: "[^"]*"\n  to: "[^"]*"', f'from: "{begin}"\n  to: "{end}"', text, count=1)
        assert begin in text
        whole[CONTRACT] = text.encode()
    whole["records/requirements/obligation/OB-800.yaml"] = (
        OBLIGATION + textwrap.indent(judge, "  ")
    ).encode()
    return {**whole, **{path: text.encode() for path, text in (files or {}).items()}}


def incident(number: int, reported: str, level: str = "L3", **more: str) -> dict[str, str]:
    name = f"INC-2026-{number:04}"
    text = INCIDENT.format(id=name, level=level, reported=reported)
    text += "".join(f"{key}: {value}\n" for key, value in more.items())
    return {f"records/process/incident/2026/{name}.yaml": text}


def at(text: str) -> datetime:
    """Read a moment of 2026 in the zone of the examples: `06-01 09:00`, seconds if they matter."""
    return datetime.fromisoformat(f"2026-{text}+08:00")


def of(verdicts: list[Verdict], subject: str) -> Verdict:
    [found] = [one for one in verdicts if one.subject == subject]
    return found
