"""The page for whoever writes obligations: its examples are judged, and what it says of them holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from conftest import ROOT, SETTINGS, schemas
from small_base import CONTRACT, OBLIGATION

from generators import briefing, config, knowledge
from generators.codes import CODES
from generators.judging.rules import RULES
from generators.kinds import compiler
from generators.kinds.operators import NAMES, OPERATORS
from generators.knowledge import KnowledgeBase
from generators.measures.figure import about
from generators.measures.whatif import whatif
from generators.records.conditions import Grounds, Spot, all_hold
from generators.records.speaking import Speaker
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
    """A block of the page, with what stands below it up to the next block or heading."""

    text: str
    data: Mapping[str, Any]
    below: str

    def said(self, label: str) -> str:
        """Give the line below it that begins so; empty if there is none."""
        found = re.search(f"^{label}：(.*)$", self.below, re.MULTILINE)
        return found[1] if found else ""

    @property
    def name(self) -> str:
        return re.sub(r"\s+", " ", self.text)[:70]


def examples() -> Iterator[Example]:
    for text, below in re.findall(
        r"^```yaml\n(.*?)^```\n(.*?)(?=^```|^#|\Z)", PAGE, re.MULTILINE | re.DOTALL
    ):
        yield Example(text, load(text.encode()), below)


EXAMPLES = tuple(examples())
JUDGED = [one for one in EXAMPLES if "judge" in one.data]
COUNTED = [one for one in EXAMPLES if "where" in one.data]
READ = [one for one in JUDGED if "readings" in one.data]
ANSWERS = [one for one in EXAMPLES if "answers" in one.data]
[PRINTED] = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@cache
def files() -> Mapping[str, bytes]:
    """The records that the page shows, with the contract that it speaks of."""
    found = {"records/requirements/contract/CT-2026-01.yaml": (CONTRACT + PARTS).encode()}
    for one in EXAMPLES:
        if "id" in one.data and "judge" not in one.data:
            kind = KINDS.of_id(one.data["id"])
            assert kind is not None
            found[str(kind.home(one.data["id"]))] = one.text.encode()
    return {**schemas(), "pyproject.toml": SETTINGS, **found}


def judging(data: Mapping[str, Any], changed: Mapping[str, bytes] = MappingProxyType({})) -> KnowledgeBase:
    frame = OBLIGATION.format(id="OB-900", title="例子", element="process", phase="operation", judge="{}")
    whole = {**load(frame.encode()), **data}
    path = f"records/requirements/obligation/{whole['id']}.yaml"
    return knowledge.read({**files(), path: json.dumps(whole, ensure_ascii=False).encode(), **changed}, NOON)


def stands(base: KnowledgeBase) -> dict[str, str]:
    return {about(one): say(f"state.{one.state}") for one in base.verdicts}


def test_every_block_is_a_record_a_judgement_a_count_or_answers() -> None:
    records = [one for one in EXAMPLES if "id" in one.data and "judge" not in one.data]
    assert len(JUDGED) + len(COUNTED) + len(ANSWERS) + len(records) == len(EXAMPLES)
    assert PAGE.count("```") == 2 * len(EXAMPLES) + 2


@pytest.mark.parametrize("example", JUDGED, ids=lambda one: one.name)
def test_an_example_is_judged_as_the_page_says(example: Example) -> None:
    base = judging(example.data)
    assert [one for one in base.findings if one.severity == "error"] == []
    found = stands(base)
    found["全部"] = "、".join(sorted(set(found.values())))
    told = [one.split(" ") for one in example.said("判为").split("；")]
    assert {name: found.get(name) for name, _ in told} == dict(told)


@pytest.mark.parametrize("example", JUDGED, ids=lambda one: one.name)
def test_an_example_is_spoken_as_the_page_says(example: Example) -> None:
    base = judging(example.data)
    [obligation] = base.facts.of_kind("obligation")
    said = base.spoken(obligation)
    assert (example.said("读作"), example.said("别的读法")) == (said.judged, "".join(said.beside))


def test_what_a_decision_changes_is_printed_as_the_page_shows() -> None:
    [eased] = [one for one in READ if PRINTED in PAGE.partition(one.text)[2].partition("```yaml")[0]]
    assert briefing.flips(whatif(judging(eased.data), "DC-2026-01")) + "\n" == PRINTED


def test_an_answer_takes_the_doubt_away_as_the_page_says() -> None:
    [answers] = ANSWERS
    [judge] = [one.data for one in JUDGED if "readings.item.part" in one.text]
    [path] = [one for one in files() if one.endswith("INS-2026-001.yaml")]
    lines = files()[path].decode().splitlines(keepends=True)
    doubted = "".join(line for line in lines if "item: page" not in line)
    before, after = (judging(judge, {path: text.encode()}) for text in (doubted, doubted + answers.text))
    assert (stands(before)["2026-05"], stands(after)["2026-05"]) == ("待复核", "达标")
    assert stands(judging(judge))["2026-05"] == "达标"


@pytest.mark.parametrize("example", COUNTED, ids=lambda one: one.name)
def test_a_condition_counts_what_the_page_says(example: Example) -> None:
    kind, where = example.data["kind"], example.data["where"]
    rule = {"every": {"kind": kind, "where": where, "period": "month", "at": KINDS.sound[kind].start}}
    if KINDS.sound[kind].start == "agreed":  # of a training, which may never have been
        rule["every"]["at"] = "started"
    base = judging({"judge": rule})
    assert [one for one in base.findings if one.severity == "error"] == []
    grounds = Grounds(base.facts.records, base.facts.named_by, base.config.zone)
    met = [one.id for one in base.facts.of_kind(kind) if all_hold(where, Spot(one, one.data), grounds)]
    assert example.said("算进来的") == "、".join(met)
    assert example.said("读作") == Speaker(base.kinds, base.facts.records).conditions(
        KINDS.sound[kind], where
    )


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


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_key_of_a_reading_is_told_and_has_an_example_and_every_force_has_its_word() -> None:
    table = KINDS.sound["obligation"].fields["readings"]
    assert table.item is not None
    text, rows = section("读法"), [row for one in READ for row in one.data["readings"]]
    assert [name for name in table.item.children if f"`{name}`" not in text] == []
    rare = {"limit_by_level", "to", "stops_also", "valid_to"}  # replaced like the others
    assert set(table.item.children) - {name for row in rows for name in row} == rare
    forces = table.item.children["force"].choices
    assert [one.code for one in forces if f"`{one.code}` {one.word}" not in text] == []


def test_a_target_and_its_parts_are_told() -> None:
    share = PAGE.partition("### share ")[2].partition("\n### ")[0]
    target = KINDS.sound["obligation"].field(("judge", "share", "target"))
    assert [name for name in ("target", *target.children) if f"`{name}`" not in share] == []


def test_every_doubt_and_every_part_of_an_answer_is_told() -> None:
    text = section("存疑和答复")
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", text, re.MULTILINE))
    assert told == {code: one.title for code, one in CODES.items() if one.doubts}
    answer = KINDS.sound["obligation"].fields["answers"].item
    assert answer is not None
    assert [name for name in answer.children if f"`{name}`" not in text] == []


def test_the_schema_points_to_the_page_by_its_title() -> None:
    title = re.findall(r"^title: (.*)$", PAGE, re.MULTILINE)[0]
    obligation = KINDS.sound["obligation"]
    paths = ("judge", "readings")
    assert title == "义务编写说明"
    assert [at for at in paths if f"帮助里{title}的那一页" not in obligation.fields[at].help] == []
    shared = json.loads(schemas()["schemas/common.schema.json"])["$defs"]["conditions"]["description"]
    assert f"帮助里{title}的那一页" in shared
