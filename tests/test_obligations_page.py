"""The page for whoever writes obligations: its examples are judged, and what it says of them holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, SETTINGS, schemas
from small_base import CONTRACT, OBLIGATION

from generators import config, knowledge
from generators.judging.rules import RULES
from generators.kinds import compiler
from generators.kinds.operators import NAMES, OPERATORS
from generators.knowledge import KnowledgeBase
from generators.measures.figure import about
from generators.records.conditions import Grounds, Spot, all_hold
from generators.strict_yaml import load
from generators.words import say

PAGE = (ROOT / "docs/obligations.md").read_text("utf-8")
NOON = config.moment("2026-06-30T12:00:00+08:00", "here")
KINDS, _ = compiler.read(schemas())
PARTS = """\
inspection_parts:
  - {code: state, name: 状态}
places:
  - {code: server, name: 服务器}
functions:
  - {code: F-ALL, name: 平台, availability_met: 999, availability_of: 1000}
"""


class Example(NamedTuple):
    """A block of the page, with the sentence below it."""

    text: str
    data: Mapping[str, Any]
    said: str

    @property
    def name(self) -> str:
        return re.sub(r"\s+", " ", self.text)[:70]


def examples() -> Iterator[Example]:
    for text, said in re.findall(r"^```yaml\n(.*?)^```\n\n?(?=([^\n]*))", PAGE, re.MULTILINE | re.DOTALL):
        yield Example(text, load(text.encode()), said)


EXAMPLES = tuple(examples())
JUDGED = [one for one in EXAMPLES if "judge" in one.data]
COUNTED = [one for one in EXAMPLES if "where" in one.data]


@cache
def files() -> Mapping[str, bytes]:
    """The records that the page shows, with the contract that it speaks of."""
    found = {"records/requirements/contract/CT-2026-01.yaml": (CONTRACT + PARTS).encode()}
    for one in EXAMPLES:
        if "id" in one.data:
            kind = KINDS.of_id(one.data["id"])
            assert kind is not None
            found[str(kind.home(one.data["id"]))] = one.text.encode()
    return {**schemas(), "pyproject.toml": SETTINGS, **found}


def judging(judge: Mapping[str, Any]) -> KnowledgeBase:
    text = OBLIGATION.format(
        id="OB-900", title="例子", element="process", phase="operation", judge=json.dumps(judge)
    )
    return knowledge.read({**files(), "records/requirements/obligation/OB-900.yaml": text.encode()}, NOON)


def test_every_block_is_a_record_a_judgement_or_a_count() -> None:
    assert len(JUDGED) + len(COUNTED) + sum("id" in one.data for one in EXAMPLES) == len(EXAMPLES)
    assert PAGE.count("```") == 2 * len(EXAMPLES)


@pytest.mark.parametrize("example", JUDGED, ids=lambda one: one.name)
def test_an_example_is_judged_as_the_page_says(example: Example) -> None:
    base = judging(example.data["judge"])
    assert [one for one in base.findings if one.severity == "error"] == []
    stands = {about(one): say(f"state.{one.state}") for one in base.verdicts}
    stands["全部"] = "、".join(sorted(set(stands.values())))
    told = [one.split(" ") for one in example.said.removeprefix("判为：").split("；")]
    assert example.said.startswith("判为：")
    assert {name: stands.get(name) for name, _ in told} == dict(told)


@pytest.mark.parametrize("example", COUNTED, ids=lambda one: one.name)
def test_a_condition_counts_what_the_page_says(example: Example) -> None:
    kind, where = example.data["kind"], example.data["where"]
    rule = {"every": {"kind": kind, "where": where, "period": "month", "at": KINDS.sound[kind].start}}
    if KINDS.sound[kind].start == "agreed":  # of a training, which may never have been
        rule["every"]["at"] = "started"
    base = judging(rule)
    assert [one for one in base.findings if one.severity == "error"] == []
    grounds = Grounds(base.facts.records, base.facts.named_by, base.config.zone)
    met = [one.id for one in base.facts.of_kind(kind) if all_hold(where, Spot(one, one.data), grounds)]
    assert example.said == "算进来的：" + "、".join(met)


def test_every_rule_with_each_of_its_parameters_is_on_the_page() -> None:
    assert {next(iter(one.data["judge"])) for one in JUDGED} == set(RULES)
    rules = KINDS.sound["obligation"].field(("judge",)).children
    assert set(rules) == set(RULES)
    for name, rule in rules.items():
        assert f"### {name} {rule.title}\n" in PAGE
        section = PAGE.partition(f"### {name} ")[2].partition("\n### ")[0]
        shared = PAGE.partition("共有的参数")[2].partition("\n### ")[0]
        every = PAGE.partition("### every ")[2].partition("\n### ")[0]  # which `share` refers to
        known = section + shared + (every if name == "share" else "")
        assert [one for one in rule.children if f"`{one}`" not in known and f"{one}:" not in known] == []


def test_every_operator_has_an_example_and_every_other_part_of_a_condition_is_told() -> None:
    conditions = [condition for one in COUNTED for condition in one.data["where"]]
    assert {name for one in conditions for name in OPERATORS if name in one} == set(OPERATORS)
    assert [name for name in NAMES if f"`{name}`" not in PAGE and f"{name}:" not in PAGE] == []
