"""Whatever field a rule is pointed at: a finding with its line, or a verdict; never the end of the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from conftest import NOW, sound_base

from generators import knowledge
from generators.kinds import compiler
from generators.kinds.field import Form
from generators.kinds.kind import Kind

HEAD = """\
id: {id}
title: 试判的义务
source: CT-2026-01
locators: [二(二)1]
summary: 为测试规则的参数写的义务。
element: process
phase: operation
severity: minor
judge: {judge}
"""
FOLDER = "records/requirements/obligation"
# each rule that reads a field, with the field to be filled in
POINTED: dict[str, dict[str, dict[str, Any]]] = {
    "the day of a period": {"every": {"period": "month", "at": "FIELD"}},
    "a period that a record names": {"every": {"period": "month", "at": "DAY", "names_period": "FIELD"}},
    "what a period covers": {
        "every": {"period": "contract-quarter", "at": "DAY", "covers": "FIELD", "covering": ["x"]}
    },
    "which records count": {"every": {"period": "quarter", "at": "DAY", "where": [{"field": "FIELD", "is": ["true"]}]}},
    "a review": {"present": {"review": "FIELD"}},
    "posts": {"staffed": {"posts": "FIELD", "role": "role"}},
    "certificates": {"staffed": {"posts": "posts", "role": "role", "holding": "FIELD"}},
    "shifts": {"covered": {"shifts": "FIELD"}},
    "which shifts count": {"covered": {"shifts": "shifts", "where": [{"field": "FIELD", "is": ["x"]}]}},
    "through what it is closed": {"closed": {"by": "action", "through": "FIELD", "within_days": 3}},
    "what a clock needs": {
        "clock": {"from": "EVENT", "to": "EVENT", "limit_minutes": 30, "needs": ["FIELD"]}
    },
}  # fmt: skip


def fields(one: Kind) -> Iterator[str]:
    """Every field of a kind, and every field one level deeper in its objects and tables."""
    for name, field in one.fields.items():
        yield name
        for inner in field.children:
            yield f"{name}.{inner}"


def pointed(what: str) -> Iterator[str]:
    """The judge of one obligation for each field of each kind."""
    kinds, _ = compiler.read(sound_base())
    for one in kinds.sound.values():
        events = [event.name for event in one.events]
        days = [
            name for name, field in one.fields.items() if field.form in (Form.DATE, Form.MOMENT, Form.EVENT)
        ]
        shape = json.dumps(POINTED[what])
        if ("EVENT" in shape and not events) or ("DAY" in shape and not days):
            continue
        for name in fields(one):
            filled = json.loads(
                shape.replace("FIELD", name)
                .replace("DAY", "".join(days[:1]))
                .replace("EVENT", "".join(events[-1:]))
            )
            ((rule, parameters),) = filled.items()
            yield json.dumps({rule: {"kind": one.name, **parameters}})


def batched(judges: Iterator[str]) -> Iterator[list[str]]:
    """As many at a time as there are ids, OB-001 to OB-999."""
    while batch := list(islice(judges, 999)):
        yield batch


@pytest.mark.parametrize("what", POINTED)
def test_a_rule_pointed_at_any_field_gives_a_verdict_or_a_finding_with_its_line(what: str) -> None:
    verdicts = 0
    for judges in batched(pointed(what)):
        ids = [f"OB-{number:03}" for number, _ in enumerate(judges, 1)]
        files = {path: data for path, data in sound_base().items() if not path.startswith(f"{FOLDER}/")}
        files |= {
            f"{FOLDER}/{one}.yaml": HEAD.format(id=one, judge=judge).encode()
            for one, judge in zip(ids, judges, strict=True)
        }
        base = knowledge.read(files, NOW)
        told = {found.place.path.removesuffix(".yaml").rpartition("/")[2] for found in base.findings}
        judged = {verdict.obligation for verdict in base.verdicts}
        assert set(ids) <= told | judged
        verdicts += len(base.verdicts)
    assert verdicts
